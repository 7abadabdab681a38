//! Log lines for people: `error[code]: what happened (field: value)`.

use std::fmt::{self, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::registry::LookupSpan;

/// The format of a log line for people.
pub(super) struct Human;

/// What an event says, field by field.
#[derive(Default)]
struct Words {
    message: String,
    code: Option<String>,
    source: Option<String>,
    others: String,
}

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "code" => self.code = Some(value.to_owned()),
            "source" => self.source = Some(value.to_owned()),
            _ => self.record_debug(field, &format_args!("{value}")),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.message = format!("{value:?}");
            return;
        }
        let between = if self.others.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(self.others, "{between}{}: {value:?}", field.name());
    }
}

/// The word for a level, and its colour in a terminal.
fn word(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::ERROR => ("error", "\x1b[1;31m"),
        Level::WARN => ("warning", "\x1b[1;33m"),
        Level::INFO => ("info", "\x1b[1;32m"),
        Level::DEBUG => ("debug", "\x1b[2m"),
        Level::TRACE => ("trace", "\x1b[2m"),
    }
}

impl<S, N> FormatEvent<S, N> for Human
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut words = Words::default();
        event.record(&mut words);
        let (level, colour) = word(*event.metadata().level());
        let (colour, plain) = if line.has_ansi_escapes() { (colour, "\x1b[0m") } else { ("", "") };
        write!(line, "{colour}{level}")?;
        if let Some(code) = &words.code {
            write!(line, "[{code}]")?;
        }
        write!(line, "{plain}: ")?;
        // A fault's own message may name its file already.
        if let Some(source) = words.source.filter(|name| !words.message.contains(name)) {
            write!(line, "{source}: ")?;
        }
        write!(line, "{}", words.message)?;
        if !words.others.is_empty() {
            write!(line, " ({})", words.others)?;
        }
        writeln!(line)
    }
}
