#!/usr/bin/env bash
# Measures speed and memory of `minutebook convert`, then runs the benchmark.
#
#   tests/measure.sh [RUNS] [FOLDER]
#
# Makes a folder of at least 200 packs out of samples/ and, where FOLDER (or the
# variable MINUTEBOOK_CORPUS) names one, out of its text files too, each copy under
# a name of its own. Converts it RUNS times (5 if not given) with one worker and
# with two, and prints the median throughput, their ratio and the peak memory.
set -euo pipefail
export LC_ALL=C

runs=${1:-5}
corpus=${2:-${MINUTEBOOK_CORPUS:-}}
packs=200
if [[ -n $corpus ]]; then
    corpus=$(cd "$corpus" && pwd)
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked --bin minutebook
program=${CARGO_TARGET_DIR:-target}/release/minutebook

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/packs"

texts() {
    find "$1" -type f \( -name '*.txt' -o -name '*.text' -o -name '*.md' -o -name '*.markdown' \
        -o -name '*.html' -o -name '*.htm' \) ! -name README.md -print0 | sort -z
}

files=()
while IFS= read -r -d '' file; do
    files+=("$file")
done < <(
    texts samples
    if [[ -n $corpus ]]; then texts "$corpus"; fi
)
if ((${#files[@]} == 0)); then
    echo "samples/ holds no text" >&2
    exit 1
fi
count=0
while ((count < packs)); do
    for file in "${files[@]}"; do
        cp "$file" "$work/packs/$(printf '%05d' "$count")-$(basename "$file")"
        count=$((count + 1))
    done
done
bytes=$(cat "$work"/packs/* | wc -c)
awk -v n="$count" -v b="$bytes" 'BEGIN { printf "%d packs, %.1f MB\n", n, b / 1e6 }'

# One conversion: its seconds and its peak memory in KiB, or - where nothing tells it.
convert() {
    local timed=() start end memory=-
    if [[ -x /usr/bin/time ]] && /usr/bin/time -f %M -o "$work/memory" true 2>/dev/null; then
        timed=(/usr/bin/time -f %M -o "$work/memory")
    fi
    rm -rf "$work/out"
    start=$EPOCHREALTIME
    # Refused or partly read packs (exit code 1) are measured like all others.
    "${timed[@]}" "$program" convert "$work/packs" --out "$work/out" --jobs "$1" \
        --log-format json 2>"$work/log" || (($? == 1))
    end=$EPOCHREALTIME
    if ((${#timed[@]} > 0)); then
        memory=$(tail -n 1 "$work/memory")
    elif grep -q '"peak_memory_bytes":[0-9]' "$work/log"; then
        memory=$(($(sed -n 's/.*"peak_memory_bytes":\([0-9]*\).*/\1/p' "$work/log") / 1024))
    fi
    awk -v s="$start" -v e="$end" -v m="$memory" 'BEGIN { printf "%.6f %s\n", e - s, m }'
}

median() {
    sort -n | awk '{ v[NR] = $1 } END { print (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'
}

convert 2 >"$work/warm"
for jobs in 1 2; do
    for ((run = 0; run < runs; run++)); do
        convert "$jobs"
    done >"$work/jobs-$jobs"
    seconds=$(cut -d ' ' -f 1 "$work/jobs-$jobs" | median)
    memory=$(cut -d ' ' -f 2 "$work/jobs-$jobs" | sort -n | tail -n 1)
    echo "$seconds" >"$work/median-$jobs"
    awk -v j="$jobs" -v s="$seconds" -v b="$bytes" -v m="$memory" -v r="$runs" 'BEGIN {
        printf "--jobs %d: %.1f MB/s (median of %d runs, %.3f s)", j, b / 1e6 / s, r, s
        if (m != "-") printf ", peak memory %.0f MB", m * 1024 / 1e6
        print ""
    }'
done
awk -v one="$(cat "$work/median-1")" -v two="$(cat "$work/median-2")" \
    'BEGIN { printf "two workers are %.2f times as fast as one\n", one / two }'

cargo bench --locked --bench convert
