#!/usr/bin/env bash
# Measures search on an archive that is made for it.
#
#   tests/measure-search.sh [COUNT] [QUESTIONS]
#
# Makes COUNT documents (14,000 if not given, which hold more than a million records) out of samples/, reads
# them into a store, makes the index, asks QUESTIONS (2,000 if not given) drawn from the words of the store, and
# prints how long the answers took.
set -euo pipefail
export LC_ALL=C

count=${1:-14000}
questions=${2:-2000}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked --bin minutebook
cargo build --locked --example archive
target=${CARGO_TARGET_DIR:-target}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

"$target/debug/examples/archive" "$work/all" "$count"
# Documents that are read in part or refused (exit code 1) are measured like all others.
"$target/release/minutebook" ingest "$work/all" --store "$work/all.db" --no-progress || (($? == 1))
cargo bench --locked --bench search -- "$work/all.db" "$questions"
