//! Files of rows, read by the programs that read such files.

use super::{count, open, shelf};
use crate::command::Shelf;
use std::fs;
use std::process::Command;

/// Types and files of records, and the tables of the store that have as many rows.
const COUNTS: &[(&str, &str)] = &[
    ("documents", "documents"),
    ("meetings", "meetings"),
    ("agenda_items", "agenda_items"),
    ("minutes", "minute_items"),
    ("decisions", "decisions"),
    ("actions", "actions"),
    ("attendance", "attendance"),
    ("interests", "interests"),
    ("reports", "reports"),
    ("recommendations", "recommendations"),
    ("plan_entries", "plan_entries"),
    ("appointments", "appointments"),
    ("tables", "tables"),
    ("sections", "sections"),
    ("votes", "votes"),
    ("vote_roll", "vote_roll"),
    ("decision_clauses", "decision_clauses"),
    ("members", "meeting_members"),
    ("pages", "pages"),
    ("table_columns", "table_columns"),
    ("table_cells", "table_cells"),
    ("table_facts", "table_facts"),
    ("table_checks", "table_checks"),
    ("diagnostics", "diagnostics"),
    ("unclaimed", "unclaimed"),
    ("document_links", "document_links"),
];

fn exported(form: &str) -> Shelf {
    let shelf = shelf();
    let ran = shelf.run(&["export", "--store", "a.db", "--to", form, "--out", form]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    shelf
}

#[test]
fn every_table_is_a_file_with_all_its_rows() {
    let shelf = exported("csv");
    let store = open(&shelf);
    assert_eq!(shelf.names("csv").len(), COUNTS.len());
    for (file, table) in COUNTS {
        let mut reader = csv::Reader::from_path(shelf.path(&format!("csv/{file}.csv"))).expect(file);
        let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
        for name in ["document_id", "council", "body", "date"] {
            assert!(head.iter().any(|column| column == name), "{file} has no {name}: {head:?}");
        }
        let rows = reader.records().fold(0, |rows, row| rows + row.map_or(0, |_| 1));
        assert_eq!(rows, count(&store, &format!("SELECT count(*) FROM {table}")), "{file}");
    }
    // Every record that search knows stands in its file under the same id.
    let mut ids: Vec<String> = Vec::new();
    for (file, _) in &COUNTS[..14] {
        let mut reader = csv::Reader::from_path(shelf.path(&format!("csv/{file}.csv"))).expect(file);
        assert_eq!(reader.headers().expect("a head").get(0), Some("id"));
        ids.extend(reader.records().map(|row| row.expect("a row")[0].to_owned()));
    }
    ids.sort();
    let known: Vec<String> = store
        .ask(|connection| {
            connection.prepare("SELECT id FROM records ORDER BY id")?.query_map([], |row| row.get(0))?.collect()
        })
        .expect("records");
    assert_eq!(ids, known);
}

#[test]
fn files_take_the_place_of_older_ones_or_leave_them_alone() {
    let shelf = exported("csv");
    let before = fs::read(shelf.path("csv/decisions.csv")).expect("decisions");
    fs::write(shelf.path("no.db"), "no store").expect("written");
    let ran = shelf.run(&["export", "--store", "no.db", "--to", "csv", "--out", "csv"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(fs::read(shelf.path("csv/decisions.csv")).expect("decisions"), before);
    fs::write(shelf.path("csv/decisions.csv"), "old").expect("written");
    let ran = shelf.run(&["export", "--store", "a.db", "--to", "csv", "--out", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(fs::read(shelf.path("csv/decisions.csv")).expect("decisions"), before);
    assert_eq!(shelf.names("csv").len(), COUNTS.len());
}

/// What pandas, Polars and `DuckDB` make of the files: a line each, the same for all three.
const READ: &str = r#"
import sys, duckdb, pandas, polars
folder = sys.argv[1]
def file(name): return f"{folder}/{name}.parquet"

frame = pandas.read_parquet(file("decisions"), dtype_backend="pyarrow")
held = frame[frame.votes.notna()]
print("pandas", len(frame), int(held.votes.map(lambda votes: votes["for"] or 0).sum()), frame.date.min().isoformat(),
    frame.roll.map(len).sum(), frame.date.dtype)

frame = polars.read_parquet(file("decisions"))
print("polars", len(frame), frame["votes"].struct.field("for").sum(), frame["date"].min().isoformat(),
    frame["roll"].list.len().sum(), frame["date"].dtype)

database = duckdb.connect()
row = database.sql(f"""
    SELECT count(*), sum(votes['for']), min(date), sum(len(roll)), any_value(typeof(date)) FROM '{file("decisions")}'
""").fetchall()[0]
print("duckdb", row[0], int(row[1]), row[2].isoformat(), int(row[3]), row[4])
print("joined", database.sql(f"""
    SELECT count(*), sum(v.votes_for) FROM '{file("votes")}' v JOIN '{file("decisions")}' d ON d.id = v.decision_id
    WHERE v.votes_for IS NOT DISTINCT FROM d.votes['for']
""").fetchall()[0])
print("figures", database.sql(f"SELECT count(*), round(sum(value)) FROM '{file('table_facts')}'").fetchall()[0])
print("csv", database.sql(f"""
    SELECT count(*) FROM (SELECT * EXCLUDE (council) FROM read_csv('{folder}/../csv/attendance.csv', all_varchar = true))
""").fetchall()[0][0], len(pandas.read_csv(f"{folder}/../csv/attendance.csv")),
    len(polars.read_csv(f"{folder}/../csv/attendance.csv", infer_schema=False)))
for name in sys.argv[2:]:
    counts = {len(pandas.read_parquet(file(name))), polars.scan_parquet(file(name)).select(polars.len()).collect().item(),
        database.sql(f"SELECT count(*) FROM '{file(name)}'").fetchall()[0][0]}
    print(name, *counts)
"#;

#[test]
fn pandas_polars_and_duckdb_read_them_without_fuss() {
    let python = std::env::var("MINUTEBOOK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let ready = Command::new(&python).args(["-c", "import duckdb, pandas, polars, pyarrow"]).output();
    if !ready.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: needs pandas, pyarrow, Polars and DuckDB (pip install pandas pyarrow polars duckdb)");
        return;
    }
    let shelf = exported("parquet");
    let ran = shelf.run(&["export", "--store", "a.db", "--to", "csv", "--out", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    fs::write(shelf.path("read.py"), READ).expect("written");
    let read = Command::new(&python)
        .arg(shelf.path("read.py"))
        .arg(shelf.path("parquet"))
        .args(COUNTS.iter().map(|(file, _)| file))
        .output()
        .expect("python");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let store = open(&shelf);
    let one = |sql: &str| count(&store, sql);
    let decisions = one("SELECT count(*) FROM decisions");
    let votes = one("SELECT count(*) FROM votes");
    let held = one("SELECT sum(votes_for) FROM votes");
    let roll = one("SELECT count(*) FROM vote_roll");
    let first: String = store
        .ask(|connection| {
            let sql = "SELECT min(m.date) FROM decisions JOIN minute_items USING (document_key, minute_item_no)
                       JOIN minutes AS m USING (document_key, minutes_no)";
            connection.query_row(sql, [], |row| row.get(0))
        })
        .expect("a day");
    let attended = one("SELECT count(*) FROM attendance");
    let facts = one("SELECT count(*) FROM table_facts");
    let value = one("SELECT cast(round(sum(value)) AS integer) FROM table_facts");
    assert!(held > 0 && roll > 0 && facts > 0, "the samples hold votes, names and figures");
    let mut expected = vec![
        format!("pandas {decisions} {held} {first} {roll} date32[day][pyarrow]"),
        format!("polars {decisions} {held} {first} {roll} Date"),
        format!("duckdb {decisions} {held} {first} {roll} DATE"),
        format!("joined ({votes}, {held})"),
        format!("figures ({facts}, {value}.0)"),
        format!("csv {attended} {attended} {attended}"),
    ];
    for (file, table) in COUNTS {
        expected.push(format!("{file} {}", one(&format!("SELECT count(*) FROM {table}"))));
    }
    let told: Vec<String> = String::from_utf8_lossy(&read.stdout).lines().map(str::to_owned).collect();
    assert_eq!(told, expected);
}
