#!/usr/bin/env bash
# Measures the nightly run on an archive that is made for it.
#
#   tests/measure-ingest.sh [COUNT]
#
# Makes COUNT documents (20,000 if not given) out of samples/, builds the release and prints, as a
# table: throughput with the store and without it, with one worker and with two, on one core (where
# taskset is) and on two, the memory for a thousand documents and for all, a second night, a night
# with one document in a hundred changed, and what came of KILLS (200 if not given) runs that were
# killed at any moment.
set -euo pipefail
export LC_ALL=C

count=${1:-20000}
kills=${KILLS:-200}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked --bin minutebook
# What makes the archive is not measured: as the tests build it, so that no library is built twice.
cargo build --locked --example archive
target=${CARGO_TARGET_DIR:-target}
program=("$target/release/minutebook")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

"$target/debug/examples/archive" "$work/all" "$count"
thousand=$((count < 1000 ? count : 1000))
"$target/debug/examples/archive" "$work/thousand" "$thousand"
bytes=$(find "$work/all" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')

# Runs the program with these arguments: its seconds and its peak memory in bytes, in two variables.
measured() {
    local start=$EPOCHREALTIME code=0
    "${program[@]}" "$@" --log-format json --no-progress 2>"$work/log" || code=$?
    seconds=$(awk -v s="$start" -v e="$EPOCHREALTIME" 'BEGIN { printf "%.3f", e - s }')
    # Documents that are read in part or refused (exit code 1) are measured like all others.
    if ((code > 1)); then
        cat "$work/log" >&2
        exit "$code"
    fi
    memory=$(sed -n 's/.*"peak_memory_bytes":\([0-9]*\).*/\1/p' "$work/log" | tail -n 1)
}

row() { printf '%-46s %12s   %s\n' "$@"; }
rate() { awk -v b="$bytes" -v s="$1" 'BEGIN { printf "%.1f MB/s", b / 1e6 / s }'; }
share() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
percent() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f %%", a * 100 / b }'; }
megabytes() { awk -v b="$1" 'BEGIN { printf "%.0f MB", b / 1e6 }'; }

# The file system's cache is warm for all alike.
find "$work/all" -type f -exec cat {} + >/dev/null

measured ingest "$work/thousand" --store "$work/thousand.db" --jobs 2
thousand_memory=$memory
measured convert "$work/all" --out "$work/out" --jobs 2
convert=$seconds
rm -rf "$work/out"
measured ingest "$work/all" --store "$work/one.db" --jobs 1
one=$seconds
rm -f "$work"/one.db*
core=
if command -v taskset >/dev/null; then
    whole=("$program")
    program=(taskset -c 0 "${whole[@]}")
    measured ingest "$work/all" --store "$work/core.db" --jobs 1
    core=$seconds
    program=("${whole[@]}")
    rm -f "$work"/core.db*
fi
measured ingest "$work/all" --store "$work/all.db" --jobs 2
first=$seconds first_memory=$memory
measured ingest "$work/all" --store "$work/all.db" --jobs 2
second=$seconds
revised=$((count / 100 > 0 ? count / 100 : 1))
"$target/debug/examples/archive" "$work/all" "$count" --revise "$revised"
measured ingest "$work/all" --store "$work/all.db" --jobs 2
changed=$seconds
sound=$("${program[@]}" status --store "$work/all.db" >"$work/status" && echo yes || echo no)

row measured figure wanted
row "documents, MB" "$count, $((bytes / 1000000))" ''
row 'without the store (convert), 2 workers' "$(rate "$convert")" ''
row 'with the store, 2 workers' "$(rate "$first")" ''
row 'share of the throughput without the store' "$(share "$convert" "$first")" 'at least 0.7'
row 'with the store, 1 worker' "$(rate "$one")" ''
row 'two workers against one' "$(share "$one" "$first")" ''
[[ -z $core ]] || row 'two cores against one' "$(share "$core" "$first")" 'at least 1.7'
row "peak memory, $thousand documents" "$(megabytes "$thousand_memory")" ''
row "peak memory, $count documents" "$(megabytes "$first_memory")" ''
row 'memory for all against a thousand' "$(share "$first_memory" "$thousand_memory")" '0.9 to 1.1'
row 'second night, nothing changed' "$(percent "$second" "$first")" 'under 2 %'
row "a night with $revised changed" "$(percent "$changed" "$first")" 'under 5 %'
row 'the store answers' "$sound" 'yes'
if ((kills > 0)); then
    lost=$(MINUTEBOOK_KILLS=$kills cargo test --locked --test all killed_at_any_moment >"$work/log" 2>&1 &&
        echo none || echo some)
    row "records lost or doubled by $kills kills" "$lost" none
fi
