//! The command line, as types.

mod export;
mod search;
mod serve;

pub use export::{ExportArgs, ExportHow, ExportTo};
pub use search::{IndexArgs, SearchArgs, Sort};
pub use serve::{DrawArgs, ServeArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Shown after the help of the whole program.
const EXAMPLES: &str = "\
Examples:
  minutebook convert packs/                        every pack of a folder, to output/
  minutebook convert 'packs/**/*.md' --jobs 4      by pattern, with four workers
  minutebook convert - --out - < minutes.txt       from and to other programs
  minutebook inspect pack.pdf --out pack.html      what was read, over its pages
  minutebook tables budget.pdf --format xlsx       every table, for a spreadsheet
  minutebook search care contract type:decision    what was ingested, by its words
  minutebook grammar explain pack.txt --page 3     why each line was read as it was

Exit codes:
  0  all sources were read
  1  some sources were read in part, refused or not found; all others are written
  2  arguments or grammars are wrong; nothing was done
  3  no source could be read
  4  output could not be written: make room or allow it, and run again";

const CONVERT_EXAMPLES: &str = "\
Examples:
  minutebook convert packs/ --out records/
  minutebook convert agenda.txt minutes.md --pretty
  minutebook convert packs/ --format ndjson --out - | gzip > records.ndjson.gz
  minutebook convert packs/ --grammars my-grammars/ --grammar ambleford --jobs 2
  minutebook convert packs/ --log-format json 2> run.log

A folder is searched with all its folders, hidden ones left out, for .txt, .text,
.md, .markdown, .html, .htm and .pdf, and for files without an extension that are
text. Each source gives one file, named after the source and its hash, so that two
sources of the same name do not meet.";

const INSPECT_EXAMPLES: &str = "\
Examples:
  minutebook inspect pack.pdf --out pack.html             the first 40 pages
  minutebook inspect pack.pdf --page 61 --out page.html   one page, by its place in the file

The page loads nothing from anywhere. Layers are switched by their names at its head;
pointing at a box tells what it is and what was read, and a click leads from a box to
its record and from a record to its box.";

const INGEST_EXAMPLES: &str = "\
Examples:
  minutebook ingest packs/ --store archive.db
  minutebook ingest --config minutebook.toml --report report/
  minutebook ingest packs/ --store archive.db --out records/ --prune
  minutebook ingest packs/ --store part-1.db --shard 1/4

The first run reads everything, the next ones what is new or changed. It may be stopped
at any moment and started again. Ctrl-C once ends when what is being read is written;
twice ends at once.

Exit codes:
  0  all sources are read
  1  some are in quarantine, or were read in part, refused or not found in this run
  2  settings or grammars are wrong, or the file is no store; nothing was done
  3  no source was found or could be read
  4  temporary trouble, or stopped: the store or output is in use or cannot be written;
     run again";

const STATUS_EXAMPLES: &str = "\
Examples:
  minutebook status --store archive.db";

const QUARANTINE_LIST_EXAMPLES: &str = "\
Examples:
  minutebook quarantine list --store archive.db";

const QUARANTINE_SHOW_EXAMPLES: &str = "\
Examples:
  minutebook quarantine show budget.pdf --store archive.db";

const QUARANTINE_RETRY_EXAMPLES: &str = "\
Examples:
  minutebook quarantine retry --store archive.db                          all of them
  minutebook quarantine retry budget.pdf --store archive.db --max-time 10m";

const MERGE_EXAMPLES: &str = "\
Examples:
  minutebook merge archive.db part-1.db part-2.db

The result does not depend on the order of the stores. What is there already stays.";

const TABLES_EXAMPLES: &str = "\
Examples:
  minutebook tables budget.pdf --out tables/
  minutebook tables budget.pdf --out tables/ --format xlsx
  minutebook tables packs/ --out tables/ --format markdown --jobs 2

CSV and Markdown give a file for each table, named after the source, the page, the
number of the table and its caption; xlsx gives a workbook for each source, with a
sheet for each table. A source without tables gives no file.

CSV cells hold the printed text, in UTF-8. A cell that begins with =, +, - or @ would
be run as a formula by a spreadsheet: it gets an apostrophe in front, unless all of
it is a figure such as -12.5 or a mere dash. Workbook cells hold numbers and days,
with scale and sign applied (64,205 under £000 is 64205000, shown as 64,205); where
they cannot be shown as they are printed, a note on the cell holds the printed text.";

const WORKER_EXAMPLES: &str = "\
Examples:
  ls packs/*.pdf | minutebook worker > documents.ndjson
  printf '%s\\n' '{\"path\": \"packs/june.pdf\", \"id\": 7}' | minutebook worker

A request is a line: the path of a file, or a JSON object {\"path\": ...} or
{\"name\": ..., \"base64\": ...}, either with an \"id\" of any kind. Each request gets one
line, in the order of the requests: the JSON document as `convert` writes it, which
for a source that cannot be read has the status \"refused\" and the reason. With an id
the line is {\"id\": ..., \"document\": ...}. A line that is no request, or names no file
that can be opened, gives {\"error\": {\"line\": ..., \"code\": ..., \"message\": ...}}.

The worker ends with its input. Exit code 0 unless it could not be started or its
output is gone: what became of each request stands in its answer.";

const GRAMMAR_EXAMPLES: &str = "\
Examples:
  minutebook grammar list
  minutebook grammar check my-grammars/
  minutebook grammar explain pack.txt --page 3";

const CHECK_EXAMPLES: &str = "\
Examples:
  minutebook grammar check                  the grammars that are built in
  minutebook grammar check my-grammars/     the same with a folder laid over them

Exit code 0 when the grammars are sound, 2 when they are not.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  minutebook grammar explain pack.txt --page 3
  minutebook grammar explain pack.txt --page 3 --line 12 --grammars my-grammars/";

const LIST_EXAMPLES: &str = "\
Examples:
  minutebook grammar list
  minutebook grammar list --grammars my-grammars/";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  minutebook schema > document.json           of a JSON document
  minutebook schema record > record.json      of a line of the flat stream
  minutebook schema grammar > grammar.json    of a grammar file, for editors";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  minutebook completions bash > /etc/bash_completion.d/minutebook
  minutebook completions zsh > \"${fpath[1]}/_minutebook\"";

const MAN_EXAMPLES: &str = "\
Examples:
  minutebook man > minutebook.1
  minutebook man convert > minutebook-convert.1";

/// Reads council agenda packs and minutes and writes normalised JSON records.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to tell of it.
    #[command(flatten)]
    pub telling: TellingArgs,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read packs and minutes and write their records
    Convert(ConvertArgs),
    /// Read what is new or changed into a store: the nightly run
    Ingest(Box<IngestArgs>),
    /// Tell when the last run was, what is stale and what is in quarantine
    #[command(after_help = STATUS_EXAMPLES)]
    Status(StoreArg),
    /// List, show or read again sources that were not read to the end
    #[command(subcommand)]
    Quarantine(QuarantineCommand),
    /// Make several stores one
    Merge(MergeArgs),
    /// Look for records in a store
    Search(SearchArgs),
    /// Bring the index that search uses up to date, or compare it with the store
    Index(IndexArgs),
    /// Show a store to browsers and programs
    Serve(ServeArgs),
    /// Draw a page of the PDF file on standard input: what `serve` does with each in a process of its own
    #[command(hide = true)]
    Draw(DrawArgs),
    /// Write or send the records of a store for other programs: files, search engines, databases
    Export(Box<ExportArgs>),
    /// Show how the pages of a source were read, as an HTML page
    Inspect(InspectArgs),
    /// Read packs and minutes and write their tables, for spreadsheets
    Tables(TablesArgs),
    /// Answer requests, one a line on standard input, for engines that pipe
    Worker(WorkerArgs),
    /// List, check or explain the grammars that drive the reading
    #[command(subcommand, after_help = GRAMMAR_EXAMPLES)]
    Grammar(GrammarCommand),
    /// Print a JSON Schema (2020-12)
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Of what
        #[arg(value_enum, default_value_t = SchemaOf::Document)]
        of: SchemaOf,
    },
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print a manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// Of this command (for example `convert`, `grammar check`); of the program if left out
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// What to read and where to write.
#[derive(Debug, Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub struct ConvertArgs {
    /// Files, folders, patterns in quotes, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folder that takes the records, or - for standard output
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,
    /// Form of the records
    #[arg(short, long, value_enum, default_value_t = FormatArg::Json)]
    pub format: FormatArg,
    /// Indent JSON documents for reading by eye
    #[arg(long)]
    pub pretty: bool,
    /// Look for no tables in PDF files: their rows are lines of text
    #[arg(long, help_heading = "PDF files")]
    pub no_tables: bool,
    /// How sources are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What to read and where to write its tables.
#[derive(Debug, Args)]
#[command(after_help = TABLES_EXAMPLES)]
pub struct TablesArgs {
    /// Files, folders, patterns in quotes, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Folder that takes the tables
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub out: PathBuf,
    /// Form of the tables
    #[arg(short, long, value_enum, default_value_t = TableFormatArg::Csv)]
    pub format: TableFormatArg,
    /// How sources are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How sources are read.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Number of workers [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Grammars to use
    #[command(flatten)]
    pub grammars: GrammarsArg,
    /// Use this grammar for every source, instead of telling it from the words
    #[arg(long, value_name = "NAME")]
    pub grammar: Option<String>,
    /// How PDF files are read
    #[command(flatten)]
    pub pdf: PdfArgs,
    /// Refuse sources of more bytes; k, M and G stand for thousands, millions and so on,
    /// Ki, Mi and Gi for powers of 1024
    #[arg(long, value_name = "BYTES", default_value = "1Gi")]
    pub max_bytes: String,
}

/// How to answer requests.
#[derive(Debug, Args)]
#[command(after_help = WORKER_EXAMPLES)]
#[command(mut_arg("jobs", |jobs| jobs.help("Threads that read the pages of one document [default: 1]")))]
pub struct WorkerArgs {
    /// Refuse lines of more bytes; k, M and G stand for thousands, millions and so on,
    /// Ki, Mi and Gi for powers of 1024
    #[arg(long, value_name = "BYTES", default_value = "256Mi")]
    pub max_line: String,
    /// How sources are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What a night's run does. Every option but --config can stand in the settings file under its own
/// name, and in the environment as MINUTEBOOK_ and its name in capitals.
#[derive(Debug, Default, Args)]
#[command(after_help = INGEST_EXAMPLES)]
pub struct IngestArgs {
    /// Files, folders, patterns in quotes, or addresses on the web
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// List of sources: a path or an address a line, or NDJSON; may be given several times
    #[arg(long, value_name = "FILE")]
    pub manifest: Vec<String>,
    /// Settings file (TOML)
    #[arg(short, long, value_name = "FILE", env = "MINUTEBOOK_CONFIG")]
    pub config: Option<PathBuf>,
    /// The store [default: minutebook.db]
    #[arg(short, long, value_name = "FILE")]
    pub store: Option<String>,
    /// Folder that takes each document as a file too
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<String>,
    /// Form of those files: json or ndjson [default: json]
    #[arg(short, long, value_name = "FORM")]
    pub format: Option<String>,
    /// Indent JSON documents for reading by eye
    #[arg(long)]
    pub pretty: bool,
    /// Folder that takes report.html and report.json, which tell what the run did
    #[arg(long, value_name = "DIR")]
    pub report: Option<String>,
    /// File that takes metrics for the textfile collector of Prometheus' node exporter
    #[arg(long, value_name = "FILE")]
    pub textfile: Option<String>,
    /// Number of workers [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<String>,
    /// Read again what was read by another program or grammar (changed), everything (all), or neither
    /// (none) [default: changed]
    #[arg(long, value_name = "WHAT")]
    pub reread: Option<String>,
    /// Remove the records of sources that vanished
    #[arg(long)]
    pub prune: bool,
    /// Read the i-th of n parts of all sources, told by their content: 1/4
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Folder of grammars to lay over the built-in ones, file by file
    #[arg(long, value_name = "DIR")]
    pub grammars: Option<String>,
    /// Use this grammar for every source, instead of telling it from the words
    #[arg(long, value_name = "NAME")]
    pub grammar: Option<String>,
    /// Quarantine sources of more bytes [default: 1Gi]
    #[arg(long, value_name = "BYTES", help_heading = "Limits of each source")]
    pub max_bytes: Option<String>,
    /// Quarantine sources of more pages [default: 100000]
    #[arg(long, value_name = "N", help_heading = "Limits of each source")]
    pub max_pages: Option<String>,
    /// Quarantine sources that inflate to more bytes [default: 768Mi]
    #[arg(long, value_name = "BYTES", help_heading = "Limits of each source")]
    pub max_inflated: Option<String>,
    /// Quarantine sources that take longer: 90s, 2m, 1h [default: 1m]
    #[arg(long, value_name = "TIME", help_heading = "Limits of each source")]
    pub max_time: Option<String>,
    /// Password of PDF files that ask for one; may be given several times
    #[arg(long, value_name = "WORDS", help_heading = "PDF files")]
    pub password: Vec<String>,
    /// File of passwords, one a line
    #[arg(long, value_name = "FILE", help_heading = "PDF files")]
    pub password_file: Option<String>,
    /// Which pages Tesseract recognises: auto, never or always [default: auto]
    #[arg(long, value_name = "WHICH", help_heading = "PDF files")]
    pub ocr: Option<String>,
    /// Folder that keeps recognised pages, so that no page is recognised twice
    #[arg(long, value_name = "DIR", help_heading = "PDF files")]
    pub ocr_cache: Option<String>,
    /// Most requests to one host at once [default: 2]
    #[arg(long, value_name = "N", help_heading = "Sources on the web")]
    pub web_at_once: Option<String>,
    /// Pause between two requests to one host [default: 500ms]
    #[arg(long, value_name = "TIME", help_heading = "Sources on the web")]
    pub web_pause: Option<String>,
}

/// Which store to look at.
#[derive(Debug, Args)]
pub struct StoreArg {
    /// The store
    #[arg(short, long, value_name = "FILE", env = "MINUTEBOOK_STORE", default_value = "minutebook.db")]
    pub store: PathBuf,
}

/// What to do with sources in quarantine.
#[derive(Debug, Subcommand)]
pub enum QuarantineCommand {
    /// List the sources that were not read to the end, and why
    #[command(after_help = QUARANTINE_LIST_EXAMPLES)]
    List(StoreArg),
    /// Show all that is known of a source in quarantine
    #[command(after_help = QUARANTINE_SHOW_EXAMPLES)]
    Show {
        /// Its name, the end of its path, or the beginning of its hash
        #[arg(value_name = "SOURCE")]
        source: String,
        /// Which store
        #[command(flatten)]
        store: StoreArg,
    },
    /// Read sources in quarantine again, each in a process of its own
    #[command(after_help = QUARANTINE_RETRY_EXAMPLES)]
    Retry(Box<IngestArgs>),
}

/// Which stores to make one.
#[derive(Debug, Args)]
#[command(after_help = MERGE_EXAMPLES)]
pub struct MergeArgs {
    /// The store that takes all; made if there is none
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// The stores that are added
    #[arg(value_name = "IN", required = true)]
    pub from: Vec<PathBuf>,
}

/// What to show and where to write it.
#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct InspectArgs {
    /// The source
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Page of the file, from 1 [default: the first 40]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub page: Option<u32>,
    /// File that takes the page, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Grammars to use
    #[command(flatten)]
    pub grammars: GrammarsArg,
    /// Use this grammar, instead of telling it from the words
    #[arg(long, value_name = "NAME")]
    pub grammar: Option<String>,
    /// How PDF files are read
    #[command(flatten)]
    pub pdf: PdfArgs,
}

/// How PDF files are read.
#[derive(Debug, Args)]
pub struct PdfArgs {
    /// Password of PDF files that ask for one; may be given several times
    #[arg(long, value_name = "WORDS", help_heading = "PDF files")]
    pub password: Vec<String>,
    /// File of passwords, one a line
    #[arg(long, value_name = "FILE", help_heading = "PDF files")]
    pub password_file: Option<PathBuf>,
    /// Which pages Tesseract recognises: scans and unreadable ones, none, or all with images
    #[arg(long, value_enum, default_value_t = OcrArg::Auto, help_heading = "PDF files")]
    pub ocr: OcrArg,
    /// Folder that keeps recognised pages, so that no page is recognised twice
    #[arg(long, value_name = "DIR", env = "MINUTEBOOK_OCR_CACHE", help_heading = "PDF files")]
    pub ocr_cache: Option<PathBuf>,
    /// Read no more pages of a file
    #[arg(long, value_name = "N", default_value = "100000", help_heading = "PDF files")]
    pub max_pages: String,
    /// Read no more of a file than so many bytes of inflated content
    #[arg(long, value_name = "BYTES", default_value = "768Mi", help_heading = "PDF files")]
    pub max_inflated: String,
    /// Read no longer at a file than so long: 90s, 2m, 1h
    #[arg(long, value_name = "TIME", default_value = "1m", help_heading = "PDF files")]
    pub max_time: String,
}

/// Where grammars come from.
#[derive(Debug, Args)]
pub struct GrammarsArg {
    /// Folder of grammars to lay over the built-in ones, file by file
    #[arg(long, value_name = "DIR", env = "MINUTEBOOK_GRAMMARS")]
    pub grammars: Option<PathBuf>,
}

/// What to do with grammars.
#[derive(Debug, Subcommand)]
pub enum GrammarCommand {
    /// List the grammars with their titles, numbers of forms and hashes
    #[command(after_help = LIST_EXAMPLES)]
    List(GrammarsArg),
    /// Load grammars, prove every form on its own examples, and show all faults
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Folder of grammars to lay over the built-in ones
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Show which form read each line of a page, and what nearly did
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// The source
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Page of the file, from 1 [default: all]
        #[arg(short, long, value_name = "N")]
        page: Option<u32>,
        /// Line of that page, from 1 [default: all]
        #[arg(short, long, value_name = "N", requires = "page")]
        line: Option<u32>,
        /// Grammars to use
        #[command(flatten)]
        grammars: GrammarsArg,
    },
}

/// How to tell of what is done, on standard error.
#[derive(Debug, Args)]
pub struct TellingArgs {
    /// Form of the log on standard error
    #[arg(long, value_enum, default_value_t = LogFormat::Human, global = true, help_heading = "Log")]
    pub log_format: LogFormat,
    /// Tell errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Log")]
    pub quiet: bool,
    /// Tell of every source; twice: also of what goes on inside
    #[arg(short, long, action = clap::ArgAction::Count, global = true, help_heading = "Log")]
    pub verbose: u8,
    /// Show no progress bar
    #[arg(long, global = true, help_heading = "Log")]
    pub no_progress: bool,
}

/// Form of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// One JSON document for each source
    Json,
    /// The flat stream: one record a line
    Ndjson,
    /// No records: the pages in reading order, as Markdown
    Markdown,
    /// No records: the text of the pages in reading order
    Text,
}

/// Form of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormatArg {
    /// Comma-separated values, a file for each table
    Csv,
    /// A workbook for each source, a sheet for each table
    Xlsx,
    /// Markdown, a file for each table
    Markdown,
}

/// Which pages are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OcrArg {
    /// Scans, and pages whose text cannot be read
    Auto,
    /// None: they are reported
    Never,
    /// All that hold an image
    Always,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Human,
    /// For programs: one JSON object a line
    Json,
}

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A JSON document
    Document,
    /// A line of the flat stream
    Record,
    /// A grammar file
    Grammar,
}
