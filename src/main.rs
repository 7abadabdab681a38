//! The command: arguments in, exit code out. What it does is in the library.

mod edge;

use clap::{CommandFactory, Parser};
use minutebook::cli::{Cli, Command, GrammarCommand, InspectArgs, LogFormat, SchemaOf, TellingArgs, WorkerArgs};
use minutebook::grammar::{self, Grammars};
use minutebook::pipeline::Reader;
use minutebook::record;
use minutebook::run::{Order, Run, Tally, Verdict};
use minutebook::settings::{
    Out, PdfSettings, STANDARD_OUTPUT, Settings, SettingsFault, WorkerSettings, check_grammars,
};
use minutebook::sink::{self, Folder, Sink, SinkFault, Stream};
use minutebook::source::{self, Source, SourceRef};
use minutebook::tell::{self, Manner, Progress};
use minutebook::worker::Worker;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let manner = manner(&cli.telling);
    let progress = tell::start(manner);
    let mut teller = Teller { manner, progress };
    let verdict = match cli.command {
        Command::Convert(args) => teller.convert(Settings::check(args)),
        Command::Tables(args) => teller.convert(Settings::check_tables(args)),
        Command::Ingest(args) => edge::ingest(*args, false, manner, &mut teller.progress),
        Command::Status(args) => edge::status(&args),
        Command::Quarantine(command) => edge::quarantine(command, manner, &mut teller.progress),
        Command::Merge(args) => edge::merge_stores(&args),
        Command::Search(args) => edge::search(&args),
        Command::Index(args) => edge::index(&args),
        Command::Serve(args) => edge::serve(args),
        Command::Draw(args) => edge::draw(&args),
        Command::Export(args) => edge::export(*args, manner, &teller.progress),
        Command::Inspect(args) => teller.inspect(args),
        Command::Worker(args) => teller.worker(args),
        Command::Grammar(command) => teller.grammar(command),
        Command::Schema { of } => print(&schema(of)),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "minutebook", &mut bytes);
            print(&bytes)
        }
        Command::Man { command } => man(&command),
    };
    ExitCode::from(verdict.code())
}

fn manner(args: &TellingArgs) -> Manner {
    Manner {
        json: args.log_format == LogFormat::Json,
        quiet: args.quiet,
        verbose: args.verbose,
        progress: !args.no_progress,
    }
}

/// Writes what a command answers to standard output.
fn print(bytes: &[u8]) -> Verdict {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Ok(()) => Verdict::Whole,
        Err(cause) => {
            tell::output_fault(&SinkFault::Stream { cause });
            Verdict::Output
        }
    }
}

fn schema(of: SchemaOf) -> Vec<u8> {
    let schema: Value = match of {
        SchemaOf::Document => record::schema::document(),
        SchemaOf::Record => sink::schema(),
        SchemaOf::Grammar => grammar::schema(),
    };
    format!("{schema:#}\n").into_bytes()
}

/// The manual page of the program, or of a command of it.
fn man(path: &[String]) -> Verdict {
    let mut command = Cli::command();
    command.build();
    for name in path {
        let Some(found) = command.find_subcommand(name) else {
            let words = format!("no such command: {}", path.join(" "));
            let fault = Cli::command().error(clap::error::ErrorKind::InvalidSubcommand, words);
            // Where standard error is gone there is nobody to tell.
            let _ = fault.print();
            return Verdict::Usage;
        };
        command = found.clone();
    }
    let mut bytes = Vec::new();
    match clap_mangen::Man::new(command).render(&mut bytes) {
        Ok(()) => print(&bytes),
        Err(cause) => {
            tell::output_fault(&SinkFault::Stream { cause });
            Verdict::Output
        }
    }
}

/// The commands that tell of more than their answer.
struct Teller {
    manner: Manner,
    progress: Progress,
}

impl Teller {
    fn convert(mut self, settings: Result<Settings, Vec<SettingsFault>>) -> Verdict {
        let settings = match settings {
            Ok(settings) => settings,
            Err(faults) => {
                tell::settings_faults(&faults);
                return Verdict::Usage;
            }
        };
        let Some(grammars) = self.chosen(settings.reading.grammars.as_deref(), settings.reading.grammar.as_deref())
        else {
            return Verdict::Usage;
        };
        let found = source::find(&settings.paths);
        tell::source_faults(&found.faults);
        let mut tally = Tally::default();
        for fault in &found.faults {
            tally.add(&Tally::unreadable(fault.code()));
        }
        if found.sources.is_empty() {
            tell::summary(&tally, self.manner, &self.progress);
            return Verdict::Nothing;
        }
        match self.run(&settings, &grammars, &found.sources) {
            Ok(done) => {
                tally.add(&done);
                tally.seconds = done.seconds;
                tell::summary(&tally, self.manner, &self.progress);
                Verdict::of(&tally)
            }
            Err(verdict) => verdict,
        }
    }

    fn run(&mut self, settings: &Settings, grammars: &Grammars, sources: &[SourceRef]) -> Result<Tally, Verdict> {
        let format = settings.export();
        let (mut sink, order): (Box<dyn Sink>, Order) = match &settings.out {
            Out::StandardOutput => (Box::new(Stream::new(io::stdout())), Order::Source),
            Out::Folder(path) => {
                let folder = Folder::open(path).map_err(|fault| {
                    tell::output_fault(&fault);
                    Verdict::Output
                })?;
                (Box::new(folder), Order::Any)
            }
        };
        let reader = Reader { tables: settings.tables, ..settings.reading.pdf.reader(grammars) };
        let page_form = settings.page_form();
        let bytes = sources.iter().map(|source| source.bytes).sum();
        self.progress.begin(sources.len() as u64, bytes);
        let done = Run {
            jobs: settings.reading.workers(),
            max_bytes: settings.reading.max_bytes,
            order,
            read: &|source| match page_form {
                Some(form) => reader.pages(source, form),
                None => reader.read(source),
            },
            format: &*format,
            watch: &|step| self.progress.step(step),
        }
        .convert(sources, &mut *sink);
        self.progress.end();
        done.map_err(|fault| {
            tell::run_fault(&fault);
            Verdict::Output
        })
    }

    /// The built-in grammars, or with a folder laid over them; their faults are told.
    fn grammars(&self, folder: Option<&Path>) -> Option<Cow<'static, Grammars>> {
        grammars(folder, self.manner, &self.progress)
    }

    /// The grammars of a folder, or the one among them that is asked for; faults are told.
    fn chosen(&self, folder: Option<&Path>, name: Option<&str>) -> Option<Cow<'static, Grammars>> {
        chosen(folder, name, self.manner, &self.progress)
    }

    fn inspect(&self, args: InspectArgs) -> Verdict {
        let mut faults: Vec<SettingsFault> =
            check_grammars(args.grammars.grammars.as_ref()).err().into_iter().collect();
        let pdf = PdfSettings::check(args.pdf).map_err(|fault| faults.push(fault));
        let (Ok(pdf), true) = (pdf, faults.is_empty()) else {
            tell::settings_faults(&faults);
            return Verdict::Usage;
        };
        let Some(grammars) = self.chosen(args.grammars.grammars.as_deref(), args.grammar.as_deref()) else {
            return Verdict::Usage;
        };
        let Some(source) = one_source(args.file) else {
            return Verdict::Nothing;
        };
        let inspection = match pdf.reader(&grammars).inspect(&source, args.page) {
            Ok(inspection) => inspection,
            Err(fault) => {
                tell::source_faults(&[fault]);
                return Verdict::Nothing;
            }
        };
        let page = inspection.html();
        if args.out.as_os_str() == STANDARD_OUTPUT {
            return print(page.as_bytes());
        }
        match sink::write_whole(&args.out, page.as_bytes()) {
            Ok(()) => Verdict::Whole,
            Err(fault) => {
                tell::output_fault(&fault);
                Verdict::Output
            }
        }
    }

    fn worker(&self, args: WorkerArgs) -> Verdict {
        let WorkerSettings { reading, max_line } = match WorkerSettings::check(args) {
            Ok(settings) => settings,
            Err(faults) => {
                tell::settings_faults(&faults);
                return Verdict::Usage;
            }
        };
        let Some(grammars) = self.chosen(reading.grammars.as_deref(), reading.grammar.as_deref()) else {
            return Verdict::Usage;
        };
        let reader = reading.pdf.reader(&grammars);
        let worker = Worker {
            threads: reading.jobs.unwrap_or(1),
            max_line,
            max_bytes: reading.max_bytes,
            read: &|source| reader.read(source),
        };
        match worker.serve(io::stdin().lock(), &mut io::stdout()) {
            Ok(()) => Verdict::Whole,
            Err(fault) => {
                tell::worker_fault(&fault);
                Verdict::Output
            }
        }
    }

    fn grammar(&self, command: GrammarCommand) -> Verdict {
        let folder = match &command {
            GrammarCommand::List(from) => from.grammars.clone(),
            GrammarCommand::Check { folder } => folder.clone(),
            GrammarCommand::Explain { grammars, .. } => grammars.grammars.clone(),
        };
        if let Err(fault) = check_grammars(folder.as_ref()) {
            tell::settings_faults(&[fault]);
            return Verdict::Usage;
        }
        let Some(grammars) = self.grammars(folder.as_deref()) else {
            return Verdict::Usage;
        };
        match command {
            GrammarCommand::List(_) => print(list(&grammars).as_bytes()),
            GrammarCommand::Check { .. } => {
                let count = grammars.all().count();
                let forms: usize = grammars.all().map(grammar::Grammar::form_count).sum();
                print(format!("{count} grammars, {forms} forms: no faults\n").as_bytes())
            }
            GrammarCommand::Explain { file, page, line, .. } => explain(file, page, line, &grammars),
        }
    }
}

/// The built-in grammars, or with a folder laid over them; their faults are told.
fn grammars(folder: Option<&Path>, manner: Manner, progress: &Progress) -> Option<Cow<'static, Grammars>> {
    let Some(folder) = folder else {
        return Some(Cow::Borrowed(Grammars::embedded()));
    };
    match Grammars::load(Some(folder)) {
        Ok(grammars) => Some(Cow::Owned(grammars)),
        Err(faults) => {
            tell::grammar_faults(&faults, manner, progress);
            None
        }
    }
}

/// The grammars of a folder, or the one among them that is asked for; faults are told.
fn chosen(
    folder: Option<&Path>,
    name: Option<&str>,
    manner: Manner,
    progress: &Progress,
) -> Option<Cow<'static, Grammars>> {
    let grammars = grammars(folder, manner, progress)?;
    named(grammars, name).map_err(|fault| tell::settings_faults(&[fault])).ok()
}

/// The one grammar that is named, or all of them where none is.
fn named<'a>(grammars: Cow<'a, Grammars>, name: Option<&str>) -> Result<Cow<'a, Grammars>, SettingsFault> {
    let Some(name) = name else {
        return Ok(grammars);
    };
    grammars.only(name).map(Cow::Owned).ok_or_else(|| {
        let known = grammars.all().map(grammar::Grammar::name);
        SettingsFault::no_such_grammar(name, known)
    })
}

/// A table of grammars: name, forms, hash, title.
fn list(grammars: &Grammars) -> String {
    let width = grammars.all().map(|grammar| grammar.name().chars().count()).max().unwrap_or(0).max("name".len());
    let mut table = format!("{:width$}  forms  {:12}  title\n", "name", "hash");
    for grammar in grammars.all() {
        let hash: String = grammar.hash().chars().take(12).collect();
        let row = format!(
            "{:width$}  {:>5}  {hash:12}  {}",
            grammar.name(),
            grammar.form_count(),
            grammar.title().unwrap_or_default(),
        );
        table.push_str(row.trim_end());
        table.push('\n');
    }
    table
}

/// Reads the one source at a path; what is wrong with it is told.
fn one_source(file: PathBuf) -> Option<Source> {
    let found = source::find(&[file]);
    tell::source_faults(&found.faults);
    match found.sources.first()?.read(u64::MAX) {
        Ok(source) => Some(source),
        Err(unread) => {
            tell::source_faults(&[unread.fault]);
            None
        }
    }
}

/// Shows how the lines of a page were read.
fn explain(file: PathBuf, page: Option<u32>, line: Option<u32>, grammars: &Grammars) -> Verdict {
    let Some(source) = one_source(file) else {
        return Verdict::Nothing;
    };
    let lines = Reader::new(grammars).explain(&source, page);
    let wanted = |at: usize| line.is_none_or(|line| at + 1 == line as usize);
    let text: String =
        lines.into_iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(_, words)| words + "\n").collect();
    print(text.as_bytes())
}
