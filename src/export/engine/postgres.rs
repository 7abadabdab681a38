//! `PostgreSQL`: a table of records with a `tsvector`, and a view for each type with columns of its own.

use super::{Engine, Item, Listed, Sent};
use crate::export::fault::ExportFault;
use crate::export::http::PushManner;
use crate::export::record::Dialect;
use crate::export::secret::Credentials;
use crate::export::shape::{Holds, Shape};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, Config, NoTls};
use serde_json::Value;
use std::fmt::Write;
use std::thread;

/// A schema of a database.
pub(in crate::export) struct Postgres {
    config: Config,
    /// The address, without a password.
    address: String,
    manner: PushManner,
    client: Option<Client>,
}

/// Classes of states that may lie in one record: data, integrity, limits of the program.
const OF_RECORDS: &[&str] = &["22", "23", "54"];
/// Classes of states that pass: connections, rollbacks, resources, the operator at work.
const PASSING: &[&str] = &["08", "40", "53", "57"];

impl Postgres {
    /// The database at this address.
    pub(in crate::export) fn new(
        address: &str,
        credentials: &Credentials,
        manner: PushManner,
    ) -> Result<Self, ExportFault> {
        let mut config: Config = address.parse().map_err(|cause: postgres::Error| ExportFault::Database {
            what: address.to_owned(),
            words: cause.to_string(),
            passes: false,
        })?;
        config.application_name("minutebook").connect_timeout(manner.stall);
        match credentials {
            Credentials::None => {}
            Credentials::Key(password) => {
                config.password(password.reveal());
            }
            Credentials::User(user, password) => {
                config.user(user).password(password.reveal());
            }
        }
        Ok(Self { config, address: address.to_owned(), manner, client: None })
    }

    /// Does something, again where the connection was lost or the database is busy.
    fn with<T>(
        &mut self,
        work: &mut dyn FnMut(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<Result<T, postgres::Error>, ExportFault> {
        let mut tried = 1;
        loop {
            let cause = match self.once(work) {
                Ok(done) => return Ok(Ok(done)),
                Err(cause) if !passes(&cause) => return Ok(Err(cause)),
                Err(cause) => cause,
            };
            self.client = None;
            if tried >= self.manner.tries {
                return Err(self.fault(&cause));
            }
            tried += 1;
            let wait = self.manner.wait(tried, None);
            tracing::info!("{}: {}; asked again in {wait:?}", self.address, words(&cause));
            thread::sleep(wait);
        }
    }

    fn once<T>(
        &mut self,
        work: &mut dyn FnMut(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, postgres::Error> {
        let client = match &mut self.client {
            Some(client) => client,
            none => none.insert(self.config.connect(NoTls)?),
        };
        work(client)
    }

    /// Does something that lies in no record.
    fn all<T>(&mut self, work: &mut dyn FnMut(&mut Client) -> Result<T, postgres::Error>) -> Result<T, ExportFault> {
        self.with(work)?.map_err(|cause| self.fault(&cause))
    }

    fn fault(&self, cause: &postgres::Error) -> ExportFault {
        ExportFault::Database { what: self.address.clone(), words: words(cause), passes: passes(cause) }
    }
}

/// What a database says: its own words stand behind those of the library.
fn words(cause: &postgres::Error) -> String {
    cause.as_db_error().map_or_else(
        || {
            let source = std::error::Error::source(cause).map_or(String::new(), |source| format!(": {source}"));
            format!("{cause}{source}")
        },
        |said| format!("{} {}", said.code().code(), said.message()),
    )
}

fn is_of(state: Option<&SqlState>, classes: &[&str]) -> bool {
    state.is_some_and(|state| classes.iter().any(|class| state.code().starts_with(class)))
}

/// Whether it may go well another time: without a state it is the connection.
fn passes(cause: &postgres::Error) -> bool {
    let state = cause.code();
    let refused = std::error::Error::source(cause).is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
    is_of(state, PASSING) || (state.is_none() && (cause.is_closed() || refused))
}

/// Names are of letters, figures, - and _, so that quotes are all they need.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// What makes the schema, so far as it is not there.
fn making(schema: &str) -> String {
    let schema = quoted(schema);
    let mut sql = format!(
        "CREATE SCHEMA IF NOT EXISTS {schema};
         CREATE TABLE IF NOT EXISTS {schema}.records (
             id text PRIMARY KEY,
             type text NOT NULL,
             document_id text NOT NULL,
             council text,
             body text,
             date date,
             year integer,
             title text,
             text text,
             outcome text,
             page integer,
             digest text NOT NULL,
             record jsonb NOT NULL,
             words tsvector GENERATED ALWAYS AS (
                 setweight(to_tsvector('english', left(coalesce(title, ''), 10000)), 'A')
                 || setweight(to_tsvector('english', left(coalesce(text, ''), 200000)), 'B')
             ) STORED
         );
         CREATE INDEX IF NOT EXISTS records_words ON {schema}.records USING gin (words);
         CREATE INDEX IF NOT EXISTS records_meeting ON {schema}.records (type, date);
         CREATE INDEX IF NOT EXISTS records_body ON {schema}.records (council, body);
         CREATE INDEX IF NOT EXISTS records_document ON {schema}.records (document_id);\n"
    );
    for shape in Shape::records() {
        let columns: Vec<String> = shape
            .fields()
            .iter()
            .map(|field| {
                let name = field.name;
                let value = match field.holds {
                    Holds::Key | Holds::Words => format!("record ->> '{name}'"),
                    Holds::Date => format!("(record ->> '{name}')::date"),
                    Holds::Whole => format!("(record ->> '{name}')::bigint"),
                    Holds::Figure => format!("(record ->> '{name}')::double precision"),
                    Holds::Yes => format!("(record ->> '{name}')::boolean"),
                    _ => format!("record -> '{name}'"),
                };
                format!("{value} AS {}", quoted(name))
            })
            .collect();
        let (view, kind) = (quoted(shape.name), shape.record.unwrap_or_default());
        // Writing to a string cannot fail.
        let _ = write!(
            sql,
            "CREATE OR REPLACE VIEW {schema}.{view} AS SELECT {}, words FROM {schema}.records WHERE type = '{kind}';
             COMMENT ON VIEW {schema}.{view} IS '{}';\n",
            columns.join(", "),
            shape.about.replace('\'', "''"),
        );
    }
    sql
}

/// A record without the character that `PostgreSQL` keeps in no text.
fn without_nul(body: &[u8]) -> Value {
    let mut record: Value = serde_json::from_slice(body).unwrap_or_default();
    if body.windows(6).any(|escape| escape == b"\\u0000") {
        strip(&mut record);
    }
    record
}

fn strip(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.replace('\0', "\u{FFFD}"),
        Value::Array(values) => values.iter_mut().for_each(strip),
        Value::Object(fields) => fields.values_mut().for_each(strip),
        _ => {}
    }
}

impl Engine for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect { instants: false, seconds: false, flat: false }
    }

    fn swaps(&self) -> bool {
        false
    }

    fn holds(&mut self, place: &str) -> Result<bool, ExportFault> {
        let table = format!("{}.records", quoted(place));
        self.all(&mut |client| {
            client.query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&table]).map(|row| row.get(0))
        })
    }

    fn prepare(&mut self, place: &str) -> Result<(), ExportFault> {
        let sql = making(place);
        self.all(&mut |client| {
            let mut transaction = client.transaction()?;
            transaction.batch_execute(&sql)?;
            transaction.commit()
        })
    }

    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let records: Vec<Value> = items.iter().filter_map(|item| item.body.as_deref()).map(without_nul).collect();
        let records = Value::Array(records).to_string();
        let gone: Vec<&str> = items.iter().filter(|item| item.body.is_none()).map(|item| item.id.as_str()).collect();
        let table = format!("{}.records", quoted(place));
        let upsert = format!(
            "INSERT INTO {table} AS t
                 (id, type, document_id, council, body, date, year, title, text, outcome, page, digest, record)
             SELECT r ->> 'id', r ->> 'type', r ->> 'document_id', r ->> 'council', r ->> 'body', (r ->> 'date')::date,
                 (r ->> 'year')::integer, r ->> 'title', r ->> 'text', r ->> 'outcome', (r ->> 'page')::integer,
                 r ->> 'digest', r
             FROM jsonb_array_elements($1::text::jsonb) AS r
             ON CONFLICT (id) DO UPDATE SET (
                 type, document_id, council, body, date, year, title, text, outcome, page, digest, record
             ) = ROW (
                 excluded.type, excluded.document_id, excluded.council, excluded.body, excluded.date, excluded.year,
                 excluded.title, excluded.text, excluded.outcome, excluded.page, excluded.digest, excluded.record
             )"
        );
        let delete = format!("DELETE FROM {table} WHERE id = ANY ($1)");
        let sent = self.with(&mut |client| {
            let mut transaction = client.transaction()?;
            transaction.execute(&upsert, &[&records])?;
            transaction.execute(&delete, &[&gone])?;
            transaction.commit()
        })?;
        match sent {
            Ok(()) => Ok(Sent::all(items)),
            Err(cause) if is_of(cause.code(), OF_RECORDS) => Ok(Sent::Nothing(words(&cause))),
            Err(cause) => Err(self.fault(&cause)),
        }
    }

    fn publish(&mut self, place: &str, anew: bool) -> Result<(), ExportFault> {
        if !anew {
            return Ok(());
        }
        let sql = format!("ANALYZE {}.records", quoted(place));
        self.all(&mut |client| client.batch_execute(&sql))
    }

    fn discard(&mut self, _place: &str) -> Result<(), ExportFault> {
        Ok(())
    }

    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault> {
        let sql = format!("SELECT id, digest FROM {}.records", quoted(place));
        let mut fault = None;
        let none: [&str; 0] = [];
        self.all(&mut |client| {
            let mut rows = client.query_raw(&sql, none)?;
            while let Some(row) = rows.next()? {
                if let Err(told) = take(row.get(0), Some(row.get(1))) {
                    fault = Some(told);
                    break;
                }
            }
            Ok(())
        })?;
        fault.map_or(Ok(()), Err)
    }
}
