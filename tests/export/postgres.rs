//! Feeding a real `PostgreSQL` server, which the test starts for itself.

use super::{change, expected, feed, shelf};
use postgres::{Client, Config, NoTls};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const PASSWORD: &str = "ninety-nine goats";
/// Neither root nor anybody else: `initdb` refuses root.
const NOBODY: &str = "65534";

/// A server on a socket of its own, for as long as this is there.
struct Server {
    folder: TempDir,
    programs: PathBuf,
}

/// The folder of the server's programs.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(versions.map(|version| version.path().join("bin")));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

impl Server {
    /// Nothing where there is no `PostgreSQL`.
    fn start() -> Option<Self> {
        let programs = programs()?;
        let server = Self { folder: tempfile::Builder::new().prefix("pg").tempdir().expect("a folder"), programs };
        let folder = server.folder.path();
        fs::write(folder.join("password"), PASSWORD).expect("written");
        if is_root() {
            let given = Command::new("chown").args(["-R", NOBODY]).arg(folder).status().expect("chown");
            assert!(given.success());
        }
        let password = folder.join("password");
        server.run(
            "initdb",
            &[
                "-U",
                "minutebook",
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--pwfile",
                &password.to_string_lossy(),
            ],
        );
        let options = format!("-k '{}' -c listen_addresses='' -c fsync=off", folder.display());
        let log = folder.join("log");
        server.run("pg_ctl", &["-w", "-l", &log.to_string_lossy(), "-o", &options, "start"]);
        Some(server)
    }

    fn run(&self, program: &str, args: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let ran = command.arg("-D").arg(self.folder.path().join("data")).args(args).current_dir(self.folder.path());
        // Its output goes to a file: what it starts would keep a pipe open.
        let output = fs::File::create(self.folder.path().join("output")).expect("a file");
        let ran = ran.stdout(output.try_clone().expect("a file")).stderr(output).status().expect("a program");
        let told = fs::read_to_string(self.folder.path().join("output")).unwrap_or_default();
        assert!(ran.success(), "{args:?}: {told}");
    }

    fn address(&self) -> String {
        let socket = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://minutebook@{socket}/postgres")
    }

    fn client(&self) -> Client {
        let mut config: Config = self.address().parse().expect("an address");
        config.password(PASSWORD).connect(NoTls).expect("a connection")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-m", "immediate", "stop"]);
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn ids(client: &mut Client) -> Vec<String> {
    let rows = client.query("SELECT id FROM civic.records ORDER BY id COLLATE \"C\"", &[]).expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

/// A record with a character that no text of `PostgreSQL` holds, and more words than a `tsvector` takes.
fn forge(store: &Path) {
    let store = minutebook::store::Store::open(store).expect("a store");
    let words: String = (0..400_000).flat_map(|number: u32| [number.to_string(), " ".to_owned()]).collect();
    let sql = "UPDATE sections SET text = ?1 WHERE (document_key, section_no) = (
        SELECT document_key, section_no FROM sections ORDER BY 1, 2 LIMIT 1)";
    let forged = store.ask(|connection| connection.execute(sql, [format!("a\0b {words}")]));
    assert_eq!(forged.expect("forged"), 1);
}

#[test]
fn a_database_holds_what_the_store_holds() {
    let Some(server) = Server::start() else {
        eprintln!("skipped: needs PostgreSQL (Debian: postgresql)");
        return;
    };
    let shelf = shelf();
    forge(&shelf.path("a.db"));
    let address = server.address();
    let args: Vec<String> =
        ["--to", "postgres", "--url", &address, "--index", "civic", "--batch-records", "100", "--back-off", "1ms"]
            .map(str::to_owned)
            .into();
    let ran = feed(&shelf, &args, "wrong");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let ran = feed(&shelf, &args, PASSWORD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut client = server.client();
    let wanted = expected(&shelf);
    assert_eq!(ids(&mut client), wanted.keys().cloned().collect::<Vec<_>>());
    for row in client.query("SELECT id, type, title, text FROM civic.records", &[]).expect("rows") {
        let (kind, title, text) = &wanted[&row.get::<_, String>(0)];
        let text = text.as_ref().map(|text| text.replace('\0', "\u{FFFD}"));
        assert_eq!((row.get(1), row.get(2), row.get(3)), (kind.clone(), title.clone(), text));
    }
    // Words are found in any of their forms, and the index is there for them.
    let (id, (_, _, text)) = wanted.iter().find(|(_, (kind, _, _))| kind == "decision").expect("a decision");
    let phrase: String = text.as_ref().expect("words").split(' ').take(6).collect::<Vec<_>>().join(" ");
    let found = client
        .query("SELECT id FROM civic.decisions WHERE words @@ phraseto_tsquery('english', $1)", &[&phrase])
        .expect("rows");
    assert!(found.iter().any(|row| row.get::<_, String>(0) == *id), "{phrase}");
    let kinds = client
        .query_one(
            "SELECT pg_typeof(date)::text, pg_typeof(unanimous)::text,
                 (SELECT sum((votes ->> 'for')::int) FROM civic.decisions),
                 (SELECT sum(jsonb_array_length(roll)) FROM civic.decisions)
             FROM civic.decisions LIMIT 1",
            &[],
        )
        .expect("a row");
    assert_eq!((kinds.get::<_, &str>(0), kinds.get::<_, &str>(1)), ("date", "boolean"));
    let store = super::open(&shelf);
    assert_eq!(kinds.get::<_, i64>(2), super::count(&store, "SELECT sum(votes_for) FROM votes"));
    assert_eq!(kinds.get::<_, i64>(3), super::count(&store, "SELECT count(*) FROM vote_roll"));
    drop(store);
    // A night: what changed.
    let (gone, _) = change(&shelf);
    let before: Vec<(String, u32)> = rows_written(&mut client);
    let ran = feed(&shelf, &args, PASSWORD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let wanted = expected(&shelf);
    assert_eq!(ids(&mut client), wanted.keys().cloned().collect::<Vec<_>>());
    assert!(gone.iter().all(|id| !wanted.contains_key(id)));
    let after: Vec<(String, u32)> = rows_written(&mut client);
    assert!(before.iter().filter(|(id, _)| wanted.contains_key(id)).all(|row| after.contains(row)), "untouched rows");
    // Whatever somebody else did is found, and undone by a full load.
    let check = [args.clone(), vec!["--check".to_owned()]].concat();
    assert_eq!(feed(&shelf, &check, PASSWORD).code, 0);
    client
        .batch_execute(&format!(
            "DELETE FROM civic.records WHERE id = '{id}'; UPDATE civic.records SET id = 'other' WHERE id = (
                 SELECT min(id) FROM civic.records)"
        ))
        .expect("changed");
    assert_eq!(feed(&shelf, &check, PASSWORD).code, 1);
    let ran = feed(&shelf, &[args, vec!["--full".to_owned()]].concat(), PASSWORD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(feed(&shelf, &check, PASSWORD).code, 0);
    assert_eq!(ids(&mut client), wanted.keys().cloned().collect::<Vec<_>>());
}

/// Which transaction wrote each row.
fn rows_written(client: &mut Client) -> Vec<(String, u32)> {
    let rows = client.query("SELECT id, xmin::text FROM civic.records", &[]).expect("rows");
    rows.iter().map(|row| (row.get(0), row.get::<_, String>(1).parse().expect("a number"))).collect()
}
