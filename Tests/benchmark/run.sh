#!/bin/bash
# The same 100,000 time entries in Workbook, timewarrior and hledger: how long each takes to say where
# things stand, what one `workbook log` costs, and what a portfolio of 1,000 engagements does.
#
#   make benchmark
#   ENTRIES=10000 ENGAGEMENTS=100 ROUNDS=3 make benchmark      # a small one
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
cd "$(dirname "$0")/../.."

workbook=$(realpath "${WORKBOOK:-.build/release/workbook}")
stress=$(realpath "${STRESS:-.build/release/LedgerStress}")
entries=${ENTRIES:-100000} days=${DAYS:-250} engagements=${ENGAGEMENTS:-1000} rounds=${ROUNDS:-5}

missing=()
for package in timewarrior hledger eatmydata; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "These Debian packages are missing. Install them, then run make benchmark again:" >&2
        echo "  sudo apt-get install -y ${missing[*]}" >&2
        exit 1
    fi
    echo "==> installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Runs a command, and keeps how many milliseconds it took in the file of NAME.
measure() {
    local name=$1 start end
    shift
    start=$EPOCHREALTIME
    # Held time has the exit status 4, and findings 1.
    "$@" >"$folder/output" 2>&1 || [ $? -eq 4 ] || [ $? -eq 1 ] || { cat "$folder/output" >&2; exit 1; }
    end=$EPOCHREALTIME
    echo $(( (${end/./} - ${start/./} + 50) / 100 )) >>"$folder/$name.times"
}

# The median of NAME, in tenths of a millisecond.
median() { sort -n "$folder/$1.times" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
milliseconds() { printf '%d.%d ms' $(($1 / 10)) $(($1 % 10)); }
verdict() { [ "$1" -le "$2" ] && echo met || echo MISSED; }

echo "==> making $entries entries on $days business days for each program"
"$workbook" init "$folder/engagement" --customer Benchmark --start 2026-01-05 >/dev/null
log() {
    "$@" "$workbook" --directory "$folder/engagement" log 1m --role data-scientist --activity kickoff \
        --person "$(id -un)" --date 2026-01-05 --confirm-non-business-day --confirm-outside-window
}
log >/dev/null
"$stress" fill "$folder/engagement/workbook.sqlite" "$entries" "$days"
"$workbook" --directory "$folder/engagement" verify
mkdir -p "$folder/timew"
"$stress" timew "$folder/timew" "$entries" "$days"
"$stress" timeclock "$folder/entries.timeclock" "$entries" "$days"
export TIMEWARRIORDB=$folder/timew

echo "==> where things stand, $rounds rounds in turn"
for _ in $(seq "$rounds"); do
    measure status "$workbook" --directory "$folder/engagement" status
    measure hledger hledger -f "$folder/entries.timeclock" balance
    measure timew timew summary :all
done

echo "==> one log, with and without the fsyncs"
for _ in $(seq 20); do
    measure log log
    measure log-own log eatmydata
    measure version "$workbook" --version
done

echo "==> a portfolio of $engagements engagements"
"$workbook" init "$folder/small" --customer Small --start 2026-01-05 >/dev/null
"$workbook" --directory "$folder/small" log 1h --role data-scientist --activity kickoff --person dana \
    --date 2026-01-05 >/dev/null
mkdir "$folder/portfolio"
for number in $(seq "$engagements"); do cp -r "$folder/small" "$folder/portfolio/$number"; done
for _ in $(seq "$rounds"); do measure portfolio "$workbook" portfolio "$folder"/portfolio/*; done

status=$(median status) hledger=$(median hledger) timew=$(median timew)
log=$(median log) own=$(median log-own) portfolio=$(median portfolio)
echo
echo "$entries entries on $days business days, medians of $rounds rounds (20 for log), $(nproc) processors"
echo
printf '%-34s %14s   %s\n' \
    "workbook status" "$(milliseconds "$status")" "goal 150 ms: $(verdict "$status" 1500)" \
    "hledger balance" "$(milliseconds "$hledger")" \
    "$((hledger / status)) times as long; goal 20: $(verdict $((status * 20)) "$hledger")" \
    "timew summary :all" "$(milliseconds "$timew")" \
    "$((timew / status)) times as long; goal 100: $(verdict $((status * 100)) "$timew")" \
    "workbook log" "$(milliseconds "$log")" "with its fsyncs" \
    "workbook log, own time" "$(milliseconds "$own")" "without fsyncs; goal 20 ms: $(verdict "$own" 200)" \
    "  of it starting the program" "$(milliseconds "$(median version)")" "workbook --version" \
    "workbook portfolio" "$(milliseconds "$portfolio")" \
    "$engagements engagements; goal 2 s: $(verdict "$portfolio" 20000)"
