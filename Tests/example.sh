#!/usr/bin/env bash
# Writes the finished ledger of the worked example: four weeks from the kickoff to the sign-off, each entry at its time.
#
#   Tests/example.sh FOLDER    writes FOLDER/workbook.sqlite for FOLDER/content
#
# The ledger is written from the pages as they are, so that rehearsals and sign-offs hold at exactly their text. Needs
# faketime and jq.
set -euo pipefail
workbook=${WORKBOOK:-$(cd "$(dirname "$0")/.." && pwd)/.build/release/workbook}
cd "$1"
if [ -e workbook.sqlite ]; then echo "workbook.sqlite exists already" >&2; exit 1; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The key that signs the acceptance pack of the example is made for it alone.
export XDG_CONFIG_HOME="$scratch" TZ=America/New_York

now="" actor=""
at() { now="$1 $2:00" actor="$3"; }
record() {
    local status=0
    WORKBOOK_ACTOR="$actor" faketime "$now" "$workbook" "$@" >"$scratch/out" 2>"$scratch/error" || status=$?
    if [ "$status" -ne 0 ]; then
        echo "workbook $* ends with $status" >&2
        cat "$scratch/out" "$scratch/error" >&2
        exit 1
    fi
}
work() { record log "$1" --role data-scientist --activity "$2" --person dana --note "$3"; }
manage() { record log "$1" --role project-manager --activity "$2" --person sam --note "$3"; }
plan() { record plan set "$1" --role "$2" --person "$3" --week "$4"; }
confirm() { record prerequisite confirm "$1" --evidence "$2"; }
# rehearsed RUNBOOK LEVEL NAME MINUTES RESULT [QUESTION]: by the customer's own people.
rehearsed() {
    record rehearse "$1" --level "$2" --by "$3" --side customer --minutes "$4" --result "$5" ${6:+--question "$6"}
}
seen() { local criterion=$1 name=$2; shift 2; record evidence add "$criterion" --seen-by "$name" --side customer "$@"; }
pull_request() { echo "https://github.com/northwind-telecom/churn-mlops/pull/$1"; }
job_run() { echo "https://churn-prod.cloud.databricks.com/jobs/$1/runs/$2"; }

# Before the start.
at 2026-11-23 10:00 sam
plan 4d data-scientist dana 2026-W49
plan 4d data-scientist dana 2026-W50
plan 4d data-scientist dana 2026-W51
plan 2d data-scientist dana 2026-W52
plan 6h project-manager sam 2026-W49
plan 4h project-manager sam 2026-W50
plan 2h project-manager sam 2026-W51
plan 4h project-manager sam 2026-W52
session() {
    record plan session add "$1" --date "$2" --start "$3" --duration 2h --activity enable-team \
        --attendees "Ann Okafor" --attendees "Ben Castillo"
}
session "The map" 2026-12-08 14:00
session "The life of a model version" 2026-12-10 14:00
session "From pull request to production" 2026-12-15 14:00
session "The running day" 2026-12-17 14:00
session "Access, secrets, recovery" 2026-12-21 14:00
session "The next use case" 2026-12-22 10:00
record risk add "Grants arrive piecemeal" --owner infrastructure-team
record risk add "Year-end reporting takes the billing data steward away from 2026-12-14" --owner domain-expert
record risk add "The labels of the last month are complete" --kind assumption --owner domain-expert
at 2026-11-24 16:00 sam
confirm existing-ml-pipeline "notebook run of 2026-11-24 in the dev workspace, commit 1f2e3d, shown by Ann Okafor"

# Week 1: decide and connect.
at 2026-11-30 16:30 sam
confirm experts-available "names and hours in the stakeholder map"
confirm licensed-platform-features "list of features, checked in each workspace with Mika Ito"
record activity start kickoff
record activity start manage-project
manage 4h kickoff "preparation, meeting, record"
record prerequisite block environment-access --reason "waits for the prod workspace, owed by ml-platform"
at 2026-11-30 17:00 dana
work 4h kickoff "meeting, and the existing pipeline shown live"
record activity done kickoff
at 2026-12-01 17:00 dana
record activity start develop-production-architecture
work 1d develop-production-architecture "promote code decided, options of inference"
at 2026-12-02 16:00 sam
confirm single-promotion-paradigm "ADR-0001, accepted on 2026-12-01 by the pipeline owner"
confirm pipeline-owners-named "Ann Okafor and Ben Castillo, half of their time from week 2"
confirm environment-access "logins to all three workspaces, run 88 of the CI principal, a read of each input table"
at 2026-12-02 17:00 dana
record activity start integrate-unity-catalog
work 4h develop-production-architecture "batch decided, diagram of the whole"
work 4h integrate-unity-catalog "catalogs, schemas and grants with ml-platform"
record activity done develop-production-architecture
at 2026-12-03 17:00 dana
record activity start configure-mlops-stacks
work 6h configure-mlops-stacks "project generated, targets and names"
at 2026-12-03 17:30 sam
confirm infrastructure-team-available "Mika Ito in both set-up sessions"
manage 2h manage-project "weekly review, prerequisites, status"
at 2026-12-04 17:00 dana
work 6h configure-mlops-stacks "first deployment to dev and test"
record week submit 2026-W49 --person dana
at 2026-12-04 17:30 sam
record week submit 2026-W49 --person sam
at 2026-12-07 09:00 sam
record week close 2026-W49

# Week 2: make it deploy and hold.
at 2026-12-07 17:00 dana
record activity start set-up-model-lifecycle
work 4h configure-mlops-stacks "permissions, cluster policy, tags"
work 4h integrate-unity-catalog "model, features and predictions in staging"
record activity done configure-mlops-stacks
at 2026-12-08 17:00 dana
work 1d set-up-model-lifecycle "gate that blocks, aliases, owner of the model"
held() { # TITLE DATE TEACHER DOCUMENT... : the session of that title was held.
    local title=$1 id; shift
    id=$(faketime "$now" "$workbook" plan session list --json \
        | jq -r --arg title "$title" '[.. | objects | select(.title? == $title)][0].id')
    record plan session held "$id" --teacher dana --customer "Ann Okafor: pipeline owner" \
        --customer "Ben Castillo: pipeline owner" "$@"
}
held "The map" --documents as-built-inventory --documents production-workflow
at 2026-12-09 17:00 dana
record activity start apply-mlops-stacks-ci-cd
work 6h apply-mlops-stacks-ci-cd "checks of pull requests, deployment to staging"
at 2026-12-10 17:00 dana
record activity start enable-team
work 4h set-up-model-lifecycle "training with the gate in staging, one run that failed as it must"
work 2h enable-team "session 2"
held "The life of a model version" --documents model-governance --documents ADR-0007 \
    --question "Who may accept a version below the threshold at night?"
at 2026-12-10 17:30 sam
manage 4h manage-project "weekly review, midpoint review of scope and evidence"
record change propose --title "Scores for the call center in real time" --role data-scientist --add 3d \
    --requester "Rosa Lindgren" --reason "wish of the call center, raised in the midpoint review"
at 2026-12-11 16:00 sam
record change decline CR-1 --by "Henrik Vale" --reason "a use case of its own in spring; RB-027 is the path"
at 2026-12-11 17:00 dana
work 2h apply-mlops-stacks-ci-cd "approval before prod"
work 2h enable-team "pairing on the first pull request of the owners"
record activity done set-up-model-lifecycle
record week submit 2026-W50 --person dana
at 2026-12-11 17:30 sam
record week submit 2026-W50 --person sam
at 2026-12-14 09:00 sam
record week close 2026-W50
settle() { # TITLE RESOLUTION: closes the entry of the register that has that title.
    local id
    id=$(faketime "$now" "$workbook" risk --json | jq -r --arg title "$1" '[.. | objects | select(.title? == $title)][0].id')
    record risk close "$id" --resolution "$2"
}
settle "Grants arrive piecemeal" "one list, granted in one meeting on 2026-12-07"

# Week 3: production.
at 2026-12-14 17:00 dana
work 1d apply-mlops-stacks-ci-cd "plan and deployment of prod as sp-churn-cicd"
record activity done apply-mlops-stacks-ci-cd
at 2026-12-15 17:00 dana
record activity start set-up-inference
work 1d set-up-inference "scoring that replaces one date, features as of that date"
held "From pull request to production" --documents ci-cd-guide --documents RB-005
record activity drop configure-lakehouse-monitoring --reason "no alert owner yet; its half day goes to enabling the team"
at 2026-12-16 17:00 dana
work 4h set-up-inference "consumers read the table with their own identity"
work 2h enable-team "reverse-shadow of the backfill"
record activity done set-up-inference
rehearsed RB-002 unaided "Ann Okafor" 40 passed
at 2026-12-17 17:00 dana
record activity start document-solution
work 4h document-solution "as-built pages read from the repository"
work 2h enable-team "first release, by the owners"
record activity done integrate-unity-catalog
held "The running day" --documents operations-guide --documents monitoring-guide
rehearsed RB-005 reverse-shadow "Ann Okafor" 55 passed
rehearsed RB-003 reverse-shadow "Ben Castillo" 75 partly "Which of two runs wrote the last good day?"
at 2026-12-17 17:30 sam
manage 2h manage-project "weekly review, status, acceptance meeting prepared"
at 2026-12-18 17:00 dana
work 4h enable-team "observing the rehearsals"
rehearsed RB-001 unaided "Ben Castillo" 28 passed
rehearsed RB-013 unaided "Ben Castillo" 25 passed
record week submit 2026-W51 --person dana
at 2026-12-18 17:30 sam
record week submit 2026-W51 --person sam
at 2026-12-21 09:00 sam
record week close 2026-W51

# Week 4: hand over.
at 2026-12-21 17:00 dana
work 6h document-solution "runbooks corrected after the rehearsals, known limitations"
held "Access, secrets, recovery" --documents access-matrix --documents configuration-and-secrets
rehearsed RB-003 unaided "Ben Castillo" 50 passed
rehearsed RB-008 unaided "Ann Okafor" 45 passed
rehearsed RB-015 unaided "Ann Okafor" 40 passed
at 2026-12-22 17:00 dana
work 2h document-solution "last corrections by pull request"
work 2h enable-team "session 6"
held "The next use case" --documents extending --documents known-limitations \
    --question "Which subscription pays for the second use case?"
rehearsed RB-006 reverse-shadow "Ann Okafor" 45 passed
rehearsed RB-009 unaided "Ben Castillo" 35 passed
rehearsed RB-017 tabletop "Ann Okafor" 110 passed
rehearsed RB-021 unaided "Ben Castillo" 25 passed
record activity done document-solution

# Proof: the ledger names what each criterion rests on, and who of the customer saw it.
at 2026-12-23 09:00 sam
for number in 0001 0002 0003 0005 0007 0010; do seen architecture-decided "Ann Okafor" --document "ADR-$number"; done
seen architecture-decided "Mika Ito" --document production-architecture --note "walked through with a colleague"
seen architecture-decided "Ann Okafor" --document production-workflow
seen repository-deploys-from-code "Ben Castillo" --document as-built-inventory --note "read against the workspace"
seen repository-deploys-from-code "Mika Ito" --job-run https://github.com/northwind-telecom/churn-mlops/actions/runs/1204 \
    --note "the plan for prod: 0 to add, 0 to change, 0 to delete"
seen ci-cd-promotes-to-production "Mika Ito" --pull-request "$(pull_request 31)" --note "released by the owners"
seen ci-cd-promotes-to-production "Mika Ito" --pull-request "$(pull_request 29)" --note "stopped by a failing test"
seen ci-cd-promotes-to-production "Ann Okafor" --document RB-005
for run in 3101 3102 3103; do
    seen pipeline-runs-end-to-end "Ann Okafor" --job-run "$(job_run 71 "$run")" --note "started by the schedule"
done
seen pipeline-runs-end-to-end "Ben Castillo" --document RB-001
seen inference-serves-consumers "Rosa Lindgren" --job-run "$(job_run 72 3203)" --note "read by the campaign tool, meets the need"
seen inference-serves-consumers "Ann Okafor" --document RB-008
seen models-governed-in-unity-catalog "Mika Ito" --model-version "prod.churn.churn_model 12"
seen models-governed-in-unity-catalog "Mika Ito" --document access-matrix
seen models-governed-in-unity-catalog "Ben Castillo" --document RB-003
for page in as-built-inventory operations-guide ci-cd-guide known-limitations; do
    seen solution-documented "Ann Okafor" --document "$page"
done
for runbook in RB-001 RB-003 RB-005 RB-006 RB-008 RB-013; do
    seen team-operates-unaided "Henrik Vale" --document "$runbook"
done
settle "Year-end reporting takes the billing data steward away from 2026-12-14" "questions about labels were settled by 2026-12-11"
settle "The labels of the last month are complete" "checked by Rosa Lindgren on 2026-12-09"
record risk add "Drift is seen by people only until ADR-0008 is decided" --owner pipeline-owner
answer() { # PART TEXT DOCUMENT: closes the question that has that part.
    local id
    id=$(faketime "$now" "$workbook" question --json | jq -r --arg part "$1" \
        '[.. | objects | select((.text? // .question? // "") | contains($part))][0].id')
    record question close "$id" --by dana --answer "$2" --document "$3"
}
answer "at night" "Nobody: a waiver needs the domain expert, on a business day" RB-002
answer "two runs" "The one that the table's history names; added to step 2" RB-003

# Acceptance: each signer answers for the criteria that are theirs.
at 2026-12-23 11:00 sam
record accept pack --output "$scratch/pack.zip"
python3 -m zipfile -e "$scratch/pack.zip" "$scratch/pack"
signed() { # NAME ROLE CRITERION...: answers accepted.
    local name=$1 role=$2; shift 2
    jq --arg name "$name" --arg role "$role" --argjson criteria "$(printf '%s\n' "$@" | jq -R . | jq -s .)" \
        '.signer = $name | .role = $role | .date = "2026-12-23"
         | .criteria |= map(select(.criterion | IN($criteria[])) | .answer = "accepted")
         | (.criteria[] | select(.criterion == "repository-deploys-from-code" or .criterion == "ci-cd-promotes-to-production"))
           |= (.answer = "accepted-with-conditions" | .conditions = [{
               text: (if .criterion == "ci-cd-promotes-to-production" then "Move CI to OIDC federation"
                      else "Choose cluster sizes from measurements" end),
               owner: (if .criterion == "ci-cd-promotes-to-production" then "Mika Ito" else "Ann Okafor" end),
               due: (if .criterion == "ci-cd-promotes-to-production" then "2027-03-31" else "2027-01-31" end)}])' \
        "$scratch/pack/acceptance/response.json" >"$scratch/response.json"
    record accept record "$scratch/response.json" --pack "$scratch/pack.zip"
}
at 2026-12-23 15:00 sam
signed "Ann Okafor" pipeline-owner architecture-decided solution-documented repository-deploys-from-code \
    ci-cd-promotes-to-production pipeline-runs-end-to-end models-governed-in-unity-catalog
signed "Rosa Lindgren" domain-expert inference-serves-consumers
at 2026-12-23 17:00 dana
work 4h enable-team "three days of operation observed, acceptance meeting"
at 2026-12-23 17:30 sam
manage 2h manage-project "acceptance meeting"
at 2026-12-24 11:00 sam
signed "Henrik Vale" customer-sponsor team-operates-unaided
at 2026-12-24 13:00 dana
rehearsed RB-019 reverse-shadow "Ann Okafor" 50 passed
work 2h enable-team "the supplier's accounts closed, by RB-019"
record activity done enable-team
record week submit 2026-W52 --person dana
at 2026-12-24 15:00 sam
manage 2h manage-project "closing: final report, backup, head"
record activity done manage-project
record week submit 2026-W52 --person sam
at 2026-12-28 09:00 sam
record week close 2026-W52
