//! Runs: when each began, how it ended, and what it did.

use super::{Reading, now};
use crate::run::Tally;
use crate::store::{Store, StoreFault};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known of a run when it begins.
#[derive(Clone, Debug)]
pub struct Beginning<'a> {
    /// With what it reads.
    pub reading: &'a Reading,
    /// Number of workers.
    pub jobs: usize,
    /// `i/n`, where it is a part of a larger one.
    pub shard: Option<String>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It goes on.
    Running,
    /// With all sources done.
    Finished,
    /// Before that, because it was asked to.
    Stopped,
    /// Before that, because something was in the way.
    Failed,
    /// Without a word: its process was killed, or the machine went down.
    Died,
}

impl RunState {
    /// In the words of the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Died => "died",
        }
    }

    /// The state that a word of the store stands for.
    pub(crate) fn of(word: &str) -> Self {
        [Self::Running, Self::Finished, Self::Stopped, Self::Failed]
            .into_iter()
            .find(|state| state.word() == word)
            .unwrap_or(Self::Died)
    }
}

/// What a run did, in numbers: what it met, and what it read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RunCounts {
    /// Names that the sources gave.
    pub found: u64,
    /// Names whose bytes are as they were.
    pub skipped: u64,
    /// Names that no run had met.
    pub fresh: u64,
    /// Names whose bytes are others than before.
    pub changed: u64,
    /// Names that were read again for a new program or grammar, or on demand.
    pub reread: u64,
    /// Names of bytes that are stored under another name.
    pub duplicates: u64,
    /// Names whose bytes are another shard's.
    pub elsewhere: u64,
    /// Names that vanished.
    pub gone: u64,
    /// Documents that were removed because all their names vanished.
    pub pruned: u64,
    /// Sources that went into quarantine.
    pub quarantined: u64,
    /// What was read.
    pub tally: Tally,
}

/// A run as the store keeps it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunRow {
    /// Its key.
    pub key: i64,
    /// UTC, RFC 3339.
    pub started: String,
    /// UTC, RFC 3339; nothing while it goes on, and for one that died.
    pub ended: Option<String>,
    /// How it ended.
    pub state: RunState,
    /// Version of the program.
    pub program: String,
    /// Hash of all grammar files.
    pub grammars: String,
    /// Number of workers.
    pub jobs: u64,
    /// `i/n`, where it is a part of a larger one.
    pub shard: Option<String>,
    /// What it did.
    pub counts: RunCounts,
}

/// The record types of the flat stream, which are what a run counts.
const TYPES: &[&str] = &[
    "meeting",
    "agenda_item",
    "minute",
    "decision",
    "vote",
    "action",
    "attendance",
    "interest",
    "report",
    "recommendation",
    "plan_entry",
    "appointment",
    "table",
    "section",
];

impl Store {
    /// Notes that a run begins; one that still seems to go on has died. Tells its key.
    ///
    /// To be called by the holder of the store's lock.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn begin_run(&mut self, beginning: &Beginning<'_>) -> Result<i64, StoreFault> {
        self.whole(|connection| {
            connection.execute("UPDATE runs SET state = 'died' WHERE state = 'running'", [])?;
            connection
                .prepare_cached(
                    "INSERT INTO runs (started, state, program, grammars, jobs, shard) VALUES (?,'running',?,?,?,?)",
                )?
                .insert(params![
                    now(),
                    beginning.reading.program,
                    beginning.reading.grammars,
                    beginning.jobs,
                    beginning.shard,
                ])
        })
    }

    /// Keeps what a run has done so far: should it die, this much is known.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn note_run(&mut self, run: i64, counts: &RunCounts) -> Result<(), StoreFault> {
        self.whole(|connection| {
            counts.write(connection, run)?;
            let second = counts.tally.seconds as i64;
            let sources = counts.tally.read + counts.tally.read_in_part + counts.tally.refused + counts.quarantined;
            connection
                .prepare_cached("INSERT OR REPLACE INTO run_pace VALUES (?,?,?,?,?)")?
                .execute(params![run, second, sources as i64, counts.tally.pages as i64, counts.tally.bytes as i64])
                .map(drop)
        })
    }

    /// Notes that a run has ended, and how.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn end_run(&mut self, run: i64, state: RunState, counts: &RunCounts) -> Result<(), StoreFault> {
        self.whole(|connection| {
            counts.write(connection, run)?;
            connection
                .execute("UPDATE runs SET state = ?, ended = ? WHERE run_key = ?", params![state.word(), now(), run])
                .map(drop)
        })
    }

    /// Notes what led to nothing in a run.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn note_fault(&mut self, run: i64, code: &str, message: &str) -> Result<(), StoreFault> {
        self.whole(|connection| {
            connection
                .execute(
                    "INSERT INTO run_faults
                     SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3 FROM run_faults WHERE run_key = ?1",
                    params![run, code, message],
                )
                .map(drop)
        })
    }

    /// The latest run, or the latest before another that ran to its end.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn last_run(&self, before: Option<i64>) -> Result<Option<RunRow>, StoreFault> {
        self.ask(|connection| {
            let sql =
                "SELECT * FROM runs WHERE run_key < ?1 AND (?2 OR state = 'finished') ORDER BY run_key DESC LIMIT 1";
            let row = connection
                .query_row(sql, params![before.unwrap_or(i64::MAX), before.is_none()], RunRow::of)
                .optional()?;
            row.map(|row| row.with_lists(connection)).transpose()
        })
    }

    /// A run by its key.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn run(&self, key: i64) -> Result<RunRow, StoreFault> {
        self.ask(|connection| {
            connection.query_row("SELECT * FROM runs WHERE run_key = ?", [key], RunRow::of)?.with_lists(connection)
        })
    }
}

impl RunCounts {
    fn write(&self, connection: &Connection, run: i64) -> rusqlite::Result<()> {
        let tally = &self.tally;
        connection
            .prepare_cached(
                "UPDATE runs SET seconds = :seconds, found = :found, skipped = :skipped, fresh = :fresh,
                     changed = :changed, reread = :reread, duplicates = :duplicates, elsewhere = :elsewhere,
                     gone = :gone, pruned = :pruned, read = :read, read_in_part = :read_in_part, refused = :refused,
                     unreadable = :unreadable, quarantined = :quarantined, pages = :pages, bytes = :bytes,
                     lines = :lines, lines_claimed = :lines_claimed, characters = :characters,
                     characters_claimed = :characters_claimed
                 WHERE run_key = :run",
            )?
            .execute(named_params! {
                ":run": run,
                ":seconds": tally.seconds,
                ":found": self.found as i64,
                ":skipped": self.skipped as i64,
                ":fresh": self.fresh as i64,
                ":changed": self.changed as i64,
                ":reread": self.reread as i64,
                ":duplicates": self.duplicates as i64,
                ":elsewhere": self.elsewhere as i64,
                ":gone": self.gone as i64,
                ":pruned": self.pruned as i64,
                ":quarantined": self.quarantined as i64,
                ":read": tally.read as i64,
                ":read_in_part": tally.read_in_part as i64,
                ":refused": tally.refused as i64,
                ":unreadable": tally.unreadable as i64,
                ":pages": tally.pages as i64,
                ":bytes": tally.bytes as i64,
                ":lines": tally.lines as i64,
                ":lines_claimed": tally.lines_claimed as i64,
                ":characters": tally.characters as i64,
                ":characters_claimed": tally.characters_claimed as i64,
            })?;
        let mut records = connection.prepare_cached("INSERT OR REPLACE INTO run_records VALUES (?,?,?)")?;
        for (kind, count) in &tally.records {
            records.execute(params![run, kind, *count as i64])?;
        }
        let mut diagnostics = connection.prepare_cached("INSERT OR REPLACE INTO run_diagnostics VALUES (?,?,?)")?;
        for (code, count) in &tally.diagnostics {
            diagnostics.execute(params![run, code, *count as i64])?;
        }
        Ok(())
    }
}

impl RunRow {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let count = |name: &str| row.get::<_, i64>(name).map(|count| count.max(0) as u64);
        let state: String = row.get("state")?;
        Ok(Self {
            key: row.get("run_key")?,
            started: row.get("started")?,
            ended: row.get("ended")?,
            state: RunState::of(&state),
            program: row.get("program")?,
            grammars: row.get("grammars")?,
            jobs: count("jobs")?,
            shard: row.get("shard")?,
            counts: RunCounts {
                found: count("found")?,
                skipped: count("skipped")?,
                fresh: count("fresh")?,
                changed: count("changed")?,
                reread: count("reread")?,
                duplicates: count("duplicates")?,
                elsewhere: count("elsewhere")?,
                gone: count("gone")?,
                pruned: count("pruned")?,
                quarantined: count("quarantined")?,
                tally: Tally {
                    read: count("read")?,
                    read_in_part: count("read_in_part")?,
                    refused: count("refused")?,
                    unreadable: count("unreadable")?,
                    repeated: count("duplicates")?,
                    pages: count("pages")?,
                    bytes: count("bytes")?,
                    lines: count("lines")?,
                    lines_claimed: count("lines_claimed")?,
                    characters: count("characters")?,
                    characters_claimed: count("characters_claimed")?,
                    seconds: row.get("seconds")?,
                    ..Tally::default()
                },
            },
        })
    }

    fn with_lists(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        let lists = |sql| -> rusqlite::Result<BTreeMap<String, u64>> {
            connection
                .prepare(sql)?
                .query_map([self.key], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.max(0) as u64)))?
                .collect()
        };
        let records = lists("SELECT type, count FROM run_records WHERE run_key = ?")?;
        let diagnostics = lists("SELECT code, count FROM run_diagnostics WHERE run_key = ?")?;
        let tally = &mut self.counts.tally;
        tally.records = TYPES.iter().filter_map(|kind| records.get(*kind).map(|count| (*kind, *count))).collect();
        tally.diagnostics = diagnostics;
        Ok(self)
    }
}
