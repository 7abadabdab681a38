#!/usr/bin/env bash
# Measures how many searches `serve` answers.
#
#   tests/measure-serve.sh [STORE] [SECONDS]
#
# Serves STORE (one of about 100,000 records that is made out of samples/ if none is given), draws up to 4,000
# different questions from the words in it, and asks them over 16 connections for SECONDS (20 if not given): the pages that people
# see, counts by field and snippets with them. Prints answers a second and how long they took. The client takes its
# share of the same machine. Needs wrk and sqlite3.
set -euo pipefail
export LC_ALL=C

store=${1:-}
seconds=${2:-20}
for program in wrk sqlite3; do
    command -v "$program" >/dev/null || { echo "needs $program" >&2; exit 2; }
done
[[ -z $store ]] || store=$(realpath "$store")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked --bin minutebook
target=$(realpath "${CARGO_TARGET_DIR:-target}")

work=$(mktemp -d)
server=
trap 'if [[ -n $server ]]; then kill "$server" || true; fi; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

if [[ -z $store ]]; then
    cargo build --locked --example archive
    "$target/debug/examples/archive" "$work/all" 1400
    store=$work/all.db
    # Documents that are read in part or refused (exit code 1) are measured like all others.
    "$target/release/minutebook" ingest "$work/all" --store "$store" --no-progress --quiet || (($? == 1))
fi
"$target/release/minutebook" index --store "$store"

# Two words that stand side by side; of every ten, one is a phrase, one a prefix, two ask for decisions only.
sqlite3 -readonly "$store" "SELECT replace(words, char(10), ' ') FROM (
        SELECT document_key * 7919 + section_no AS key, substr(text, 1, 600) AS words FROM sections
        UNION ALL SELECT record_key * 31, title FROM records WHERE title IS NOT NULL)
    ORDER BY (key * 2654435761) % 4294967296 LIMIT 20000" |
    awk '{
        if (count >= 4000) next
        gsub(/[^A-Za-z ]/, " "); n = 0
        for (i = 1; i <= NF; i++) if (length($i) > 3) words[++n] = $i
        if (n < 2) next
        i = NR % (n - 1) + 1; a = words[i]; b = words[i + 1]
        kind = NR % 10
        if (kind == 0) query = "%22" a "+" b "%22"
        else if (kind == 1) query = a "+" substr(b, 1, 4) "*"
        else if (kind <= 3) query = a "+type:decision"
        else query = a "+" b
        if (!(query in told)) { told[query] = 1; print "/search?q=" query; ++count }
    }' >"$work/questions"

"$target/release/minutebook" serve --store "$store" --listen 127.0.0.1:0 >"$work/address" &
server=$!
until [[ -s $work/address ]]; do
    kill -0 "$server"
    sleep 0.1
done
address=$(<"$work/address")

cat >"$work/ask.lua" <<'LUA'
local questions = {}
for line in io.lines(os.getenv("QUESTIONS")) do questions[#questions + 1] = line end
local threads = 0
function setup(thread) thread:set("at", threads * 1997) threads = threads + 1 end
function request()
  at = at + 1
  return wrk.format("GET", questions[at % #questions + 1])
end
function done(summary, latency)
  local wrong = summary.errors
  print(string.format("%d questions, %.0f answers a second, 50%% within %.1f ms, 99%% within %.1f ms, longest %.0f ms, %d failed",
    #questions, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
LUA
printf '%s records, %s\n' "$(sqlite3 -readonly "$store" 'SELECT count(*) FROM records')" "$(nproc) processors"
QUESTIONS=$work/questions wrk --threads 2 --connections 16 --duration 3s --script "$work/ask.lua" "$address" >"$work/warm"
QUESTIONS=$work/questions wrk --threads 2 --connections 16 --duration "${seconds}s" --script "$work/ask.lua" "$address" | tail -1
