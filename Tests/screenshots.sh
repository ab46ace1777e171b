#!/usr/bin/env bash
# Pictures of the tracker and the site for the README, from a real engagement in its second week.
set -euo pipefail
cd "$(dirname "$0")/.."
workbook=${WORKBOOK:-$PWD/.build/release/workbook}
pictures=$PWD/.github/images
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
command -v chromium >/dev/null || { echo "chromium is missing: apt-get install -y chromium" >&2; exit 1; }
mkdir -p "$pictures"

# The Monday of last week, so that the engagement is under way today.
monday=$(date -d "last monday -7 days" +%F)
"$workbook" init "$folder/demo" --example
cd "$folder/demo"
sed -i "s/^  start: .*/  start: $monday/; s/^  end: .*/  end: $(date -d "$monday +24 days" +%F)/; /resources-requested:/d" \
    content/engagement.yaml
day() { date -d "$monday +$1 days" +%F; }
log() { "$workbook" log "$1" --role "$2" --activity "$3" --person "$4" --date "$(day "$5")" >/dev/null; }
"$workbook" prerequisite confirm existing-ml-pipeline --evidence "run 4711 in dev, commit 1f2e3d" >/dev/null
"$workbook" prerequisite confirm environment-access --evidence "dana logged in to all three workspaces" >/dev/null
"$workbook" prerequisite confirm licensed-platform-features --evidence "feature list signed by the sponsor" >/dev/null
"$workbook" prerequisite confirm single-promotion-paradigm --evidence "ADR-0001 accepted" >/dev/null
"$workbook" prerequisite confirm infrastructure-team-available --evidence "M. Ito joins the set-up" >/dev/null
"$workbook" prerequisite confirm experts-available --evidence "names and hours in the stakeholder map" >/dev/null
"$workbook" plan set 4d --role data-scientist --person dana --week "$(day 7)" >/dev/null
"$workbook" activity start kickoff >/dev/null
log 6h data-scientist kickoff dana 0
log 4h project-manager kickoff piet 0
log 1d data-scientist develop-production-architecture dana 1
log 1d data-scientist develop-production-architecture dana 2
"$workbook" activity done kickoff >/dev/null
"$workbook" activity start develop-production-architecture >/dev/null
log 6h data-scientist configure-mlops-stacks dana 3
log 1d data-scientist configure-mlops-stacks dana 4
"$workbook" activity start configure-mlops-stacks >/dev/null
log 2h project-manager kickoff piet 4

"$workbook" serve --port 7399 >/dev/null 2>&1 &
server=$!
for _ in $(seq 50); do curl -fs -o /dev/null http://127.0.0.1:7399/ && break; sleep 0.1; done

shoot() { # NAME PATH WIDTH HEIGHT [CHROMIUM OPTION]
    chromium --headless=new --no-sandbox --hide-scrollbars --window-size="$3,$4" ${5:+"$5"} \
        --screenshot="$pictures/$1.png" "http://127.0.0.1:7399$2" >/dev/null 2>&1
    echo "$pictures/$1.png"
}
shoot tracker / 1280 1900
shoot decision /site/decisions/0001-promote-code-or-promote-model/index.html 1280 900
shoot runbook /site/runbooks/release-to-production/index.html 1280 1900
shoot trace /site/engagement/trace/index.html 1280 1300
shoot workflow /site/architecture/production-workflow/index.html 1280 1000 --blink-settings=preferredColorScheme=0
