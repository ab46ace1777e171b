#!/bin/bash
# Reads in the headers of a release that it is hardened: binary.sh PROGRAM
set -euo pipefail
program=$1
failed=0

# expect MEANING PATTERN HEADERS: fails unless the headers have a line like the pattern.
expect() {
    if ! grep -qE "$2" <<<"$3"; then
        echo "error: $program: $1" >&2
        failed=1
    fi
}

dynamic=$(readelf --wide --dynamic "$program")
segments=$(readelf --wide --program-headers "$program")
symbols=$(readelf --wide --dyn-syms "$program")

if grep -E 'R(UN)?PATH' <<<"$dynamic" >&2; then
    echo "error: $program: looks for libraries in folders of its own" >&2
    failed=1
fi
expect "symbols are not all resolved before it starts (BIND_NOW)" 'BIND_NOW|FLAGS_1.*NOW' "$dynamic"
expect "the table of symbols stays writable (RELRO)" 'GNU_RELRO' "$segments"
expect "is not position-independent (PIE)" 'FLAGS_1.*PIE' "$dynamic"
expect "its stack is executable" 'GNU_STACK .* RW  ' "$segments"
expect "its C does not guard the stack" '__stack_chk_fail' "$symbols"
[ "$failed" -eq 0 ] && echo "==> $program is hardened"
exit "$failed"
