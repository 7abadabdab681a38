//! From the store to the report.

use super::{Archive, Listed, Noted, Pace, Past, Reason, ReportFault, RunReport, Told};
use crate::store::Store;
use crate::store::ledger::RunState;
use rusqlite::{Connection, Row, params};

/// Most runs of the history.
const RUNS: usize = 30;
/// Most sources of a list of reasons.
const REASONS: usize = 100;
/// Most of the slowest and of the worst-read sources.
const TOLD: usize = 15;
/// Most diagnostics of a source.
const NOTED: usize = 12;
/// Most stretches of the pace.
const STRETCHES: usize = 120;
/// Fewest characters of a source that may be read badly; less is no sign of anything.
const CHARACTERS: i64 = 200;
/// A source with a larger share of its characters in records is not read badly.
const WELL_READ: f64 = 0.995;

/// One of the names of a version.
const NAME: &str = "coalesce((SELECT min(s.name) FROM source_names JOIN sources AS s USING (source_key)
    WHERE source_names.version_key = v.version_key), d.source_name)";

impl RunReport {
    /// The report on a run: the one with this key, or the latest.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or has no such run.
    pub fn of(store: &Store, run: Option<i64>) -> Result<Self, ReportFault> {
        let run = match run {
            Some(key) => store.run(key)?,
            None => store.last_run(None)?.ok_or(ReportFault::NoRun)?,
        };
        let last = store.last_run(Some(run.key))?;
        let quarantine = store.quarantined(None)?;
        let name = store.path().file_name().unwrap_or(store.path().as_os_str()).to_string_lossy().into_owned();
        let seconds = run.counts.tally.seconds;
        let key = run.key;
        Ok(store.ask(|connection| {
            Ok(Self {
                store: name,
                pace: pace(connection, key, run.counts.tally.pages, seconds)?,
                history: history(connection, key)?,
                refused: refused(connection, key)?,
                unreadable: unreadable(connection, key)?,
                quarantine: Listed {
                    total: quarantine.len() as u64,
                    first: quarantine.into_iter().take(REASONS).collect(),
                },
                slowest: told(connection, key, "1", "v.milliseconds DESC")?,
                worst: told(connection, key, &badly_read(), "1.0 * d.characters_claimed / d.characters")?,
                archive: Archive::of(connection, &run.started)?,
                run,
                last,
            })
        })?)
    }
}

fn badly_read() -> String {
    format!("d.characters >= {CHARACTERS} AND d.characters_claimed < {WELL_READ} * d.characters")
}

/// Pages a second between the notes that the run took, joined where they are many.
fn pace(connection: &Connection, run: i64, pages: u64, seconds: f64) -> rusqlite::Result<Vec<Pace>> {
    let mut notes: Vec<(f64, f64)> = connection
        .prepare("SELECT second, pages FROM run_pace WHERE run_key = ? ORDER BY second")?
        .query_map([run], |row| Ok((row.get::<_, i64>(0)? as f64, row.get::<_, i64>(1)? as f64)))?
        .collect::<rusqlite::Result<_>>()?;
    notes.retain(|(second, _)| *second > 0.0 && *second < seconds);
    notes.push((seconds, pages as f64));
    let step = notes.len().div_ceil(STRETCHES);
    let mut pace = Vec::new();
    let mut before = (0.0, 0.0);
    for stretch in notes.chunks(step) {
        let Some(&(second, done)) = stretch.last() else { continue };
        if second > before.0 {
            pace.push(Pace { second, pages_a_second: (done - before.1).max(0.0) / (second - before.0) });
            before = (second, done);
        }
    }
    Ok(pace)
}

fn history(connection: &Connection, run: i64) -> rusqlite::Result<Vec<Past>> {
    let mut runs: Vec<Past> = connection
        .prepare(
            "SELECT run_key, started, state, seconds, read + read_in_part + refused, pages, characters,
                 characters_claimed
             FROM runs WHERE run_key <= ? ORDER BY run_key DESC LIMIT ?",
        )?
        .query_map(params![run, RUNS as i64], |row| {
            let state: String = row.get(2)?;
            Ok(Past {
                key: row.get(0)?,
                started: row.get(1)?,
                state: RunState::of(&state),
                seconds: row.get(3)?,
                documents: count(row, 4)?,
                pages: count(row, 5)?,
                coverage: share(count(row, 7)?, count(row, 6)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    runs.reverse();
    Ok(runs)
}

fn refused(connection: &Connection, run: i64) -> rusqlite::Result<Listed<Reason>> {
    let of = "FROM source_versions AS v JOIN documents AS d USING (version_key)
        WHERE v.run_key = ? AND d.status = 'refused'";
    let total = connection.query_row(&format!("SELECT count(*) {of}"), [run], |row| count(row, 0))?;
    let first = connection
        .prepare(&format!(
            "SELECT {NAME}, x.code, x.message
             FROM source_versions AS v JOIN documents AS d USING (version_key)
             LEFT JOIN diagnostics AS x ON x.document_key = d.document_key AND x.diagnostic_no = 1
             WHERE v.run_key = ? AND d.status = 'refused' ORDER BY 1 LIMIT ?"
        ))?
        .query_map(params![run, REASONS as i64], |row| {
            Ok(Reason {
                name: row.get(0)?,
                code: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                message: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Listed { total, first })
}

fn unreadable(connection: &Connection, run: i64) -> rusqlite::Result<Listed<Reason>> {
    let count_sql = "SELECT count(*) FROM run_faults WHERE run_key = ?";
    let total = connection.query_row(count_sql, [run], |row| count(row, 0))?;
    let first = connection
        .prepare("SELECT code, message FROM run_faults WHERE run_key = ? ORDER BY position LIMIT ?")?
        .query_map(params![run, REASONS as i64], |row| {
            Ok(Reason { name: None, code: row.get(0)?, message: row.get(1)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Listed { total, first })
}

/// The first sources of a run that meet a condition, in an order.
fn told(connection: &Connection, run: i64, condition: &str, order: &str) -> rusqlite::Result<Vec<Told>> {
    let mut noted = connection.prepare(
        "SELECT code, severity, message, page FROM diagnostics WHERE document_key = ? ORDER BY diagnostic_no LIMIT ?",
    )?;
    let mut all = connection.prepare("SELECT count(*) FROM diagnostics WHERE document_key = ?")?;
    connection
        .prepare(&format!(
            "SELECT d.document_key, d.id, {NAME}, d.page_count, v.milliseconds, d.characters_claimed, d.characters
             FROM source_versions AS v JOIN documents AS d USING (version_key)
             WHERE v.run_key = ? AND {condition} ORDER BY {order}, d.id LIMIT ?"
        ))?
        .query_map(params![run, TOLD as i64], |row| {
            let key: i64 = row.get(0)?;
            let first = noted
                .query_map(params![key, NOTED as i64], |row| {
                    Ok(Noted { code: row.get(0)?, severity: row.get(1)?, message: row.get(2)?, page: row.get(3)? })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Told {
                id: row.get(1)?,
                name: row.get(2)?,
                pages: count(row, 3)?,
                milliseconds: count(row, 4)?,
                coverage: share(count(row, 5)?, count(row, 6)?),
                diagnostics: Listed { total: all.query_row([key], |row| count(row, 0))?, first },
            })
        })?
        .collect()
}

/// A count; `SQLite` has no numbers that are never negative.
pub(super) fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(at).map(|count| count.max(0) as u64)
}

/// The share that a part has of a whole; nothing where there is no whole.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
