//! The command line.

use crate::{
    cases::ListFormat, documents::Documents, drift::arguments::DriftArguments, generate_options::GenerateOptions,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use ringback_runner::{config::duration, rate::Rate, shard::Shard};
use ringback_suite::case::Level;
use std::{path::PathBuf, time::Duration};

/// Judges callback payloads and implementations by the documentation of their APIs
#[derive(Debug, Parser)]
#[command(name = "ringback", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which cases are meant. Several of one kind are alternatives.
#[derive(Args, Debug)]
pub struct Selection {
    /// Only this vendor's
    #[arg(long, value_name = "V")]
    pub vendor: Vec<String>,
    /// Only this operation's
    #[arg(long, value_name = "O")]
    pub operation: Vec<String>,
    /// Only those whose name matches this pattern, or that have this tag
    #[arg(long, value_name = "GLOB")]
    pub case: Vec<String>,
    /// Only those whose names are the lines of this file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub case_list: Option<PathBuf>,
    /// Only documented cases, or only those that no document decides
    #[arg(long, value_enum)]
    pub level: Option<LevelName>,
    /// Where the documents are
    #[command(flatten)]
    pub documents: Documents,
}

/// Whether a document decides a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// A stated sentence, table cell or schema keyword decides it
    Documented,
    /// No document decides it; the outcome cannot fail the run
    Observed,
}

impl From<LevelName> for Level {
    fn from(level: LevelName) -> Self {
        match level {
            LevelName::Documented => Self::Documented,
            LevelName::Observed => Self::Observed,
        }
    }
}

/// What is done with adapters: programs that judge one JSON object a line.
#[derive(Debug, Subcommand)]
pub enum AdapterCommand {
    /// Send a program a few lines of each type, and hold both sides against the protocol
    Check {
        /// Where the documents are
        #[command(flatten)]
        documents: Documents,
        /// The program and its arguments
        #[arg(required = true, last = true, value_name = "PROGRAM")]
        program: Vec<String>,
    },
    /// Print the JSON Schemas of the lines: of Ringback, and of an adapter
    Schema,
}

/// The configuration that is written.
#[derive(Args, Debug)]
pub struct InitArguments {
    /// Only this vendor's operations
    #[arg(long, value_name = "V")]
    pub vendor: Vec<String>,
    /// Only this operation
    #[arg(long, value_name = "O")]
    pub operation: Vec<String>,
    /// The base URL of the target
    #[arg(long, value_name = "URL")]
    pub target: Option<String>,
    /// The file, which must not exist yet
    #[arg(long, value_name = "FILE", default_value = "ringback.toml")]
    pub out: PathBuf,
    /// Where the documents are
    #[command(flatten)]
    pub documents: Documents,
}

/// What the cases are sent to, and how.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// The base URL of a server
    #[arg(long, value_name = "URL", conflicts_with = "reference")]
    pub target: Option<String>,
    /// The embedded reference vendor
    #[arg(long)]
    pub reference: bool,
    /// Recorded traffic: a HAR file, JSON lines, JSON or YAML, or a folder of them; nothing is sent
    #[arg(long, value_name = "PATH", conflicts_with_all = ["target", "reference", "dry_run"])]
    pub recorded: Option<PathBuf>,
    /// The configuration file [default: ringback.toml, if it exists]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Which cases
    #[command(flatten)]
    pub selection: Selection,
    /// Failures that are expected, each with a reason
    #[arg(long, value_name = "FILE")]
    pub known: Option<PathBuf>,
    /// How many cases are run concurrently
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: u16,
    /// The maximum rate of requests, such as 5/s
    #[arg(long, value_name = "N/s")]
    pub rate: Option<Rate>,
    /// Only one of N parts of the cases, such as 1/3; the parts together are all cases
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Fail when something documented is inconclusive: the answer was about something else, or the base was not accepted
    #[arg(long)]
    pub strict_inconclusive: bool,
    /// End with the first documented failure
    #[arg(long)]
    pub fail_fast: bool,
    /// Print the requests, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print the names of the cases, one a line, and send nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub list: bool,
    /// Allow a target on another machine
    #[arg(long)]
    pub allow_remote: bool,
    /// Allow operations that call real phones at a remote target
    #[arg(long)]
    pub allow_ringing: bool,
    /// The format of the report, and optionally its file; may be repeated [default: text]
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub report: Vec<String>,
    /// Show phone numbers and names that the target returns
    #[arg(long)]
    pub unmasked: bool,
    /// Print the schema of the JSON report, and send nothing
    #[arg(long)]
    pub report_schema: bool,
    /// Print the schema of the configuration file, and send nothing
    #[arg(long)]
    pub config_schema: bool,
}

/// What is served.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// The address to listen on; port 0 selects a free port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: String,
    /// The name of the fault
    #[arg(long, value_name = "NAME")]
    pub saboteur: Option<String>,
    /// List the names of all faults
    #[arg(long)]
    pub list_saboteurs: bool,
    /// Post each event once to this consumer; whoever opens a WebSocket gets them in any case
    #[arg(long, value_name = "URL")]
    pub deliver: Option<String>,
    /// The time between two events
    #[arg(long, value_name = "DURATION", default_value = "100ms", value_parser = duration)]
    pub every: Duration,
    /// Allow a consumer on another machine
    #[arg(long)]
    pub allow_remote: bool,
    /// Where the documents are
    #[command(flatten)]
    pub documents: Documents,
}

/// What is generated, and where to.
#[derive(Args, Debug)]
pub struct GenerateArguments {
    /// Files of JSON Schema, OpenAPI or Swagger in JSON or YAML, or folders of them
    #[arg(required = true, value_name = "SCHEMA")]
    pub schemas: Vec<PathBuf>,
    /// Where to write
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Write a crate with this name that builds on its own, not a module tree
    #[arg(long = "crate", value_name = "NAME")]
    pub name: Option<String>,
    /// Write an async client too: a method for each operation of an OpenAPI or Swagger file
    #[arg(long, requires = "name")]
    pub client: bool,
    /// Read the sentences of descriptions too: rules that they state and no keyword says
    #[arg(long)]
    pub prose: bool,
    /// Write nothing; list stale, missing and orphaned files, and fail if there are any
    #[arg(long)]
    pub check: bool,
    /// Write a JSON report: which schemas became types, which did not, and why
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// What is chosen about the code
    #[command(flatten)]
    pub options: GenerateOptions,
}

/// What is looked at for sentences without keywords.
#[derive(Args, Debug)]
pub struct LintArguments {
    /// OpenAPI, Swagger, AsyncAPI or JSON Schema files in JSON or YAML, and folders of them
    #[arg(required = true, value_name = "SPEC")]
    pub specs: Vec<PathBuf>,
    /// text, json, github or sarif
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: String,
    /// The least level of which a finding fails the command
    #[arg(long, value_enum, default_value = "contradiction", value_name = "LEVEL")]
    pub fail_on: LintLevel,
    /// Write the missing keywords into the files; what contradicts itself stays as it is
    #[arg(long)]
    pub fix: bool,
}

/// The level of a finding of `lint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LintLevel {
    /// A sentence states a rule that no keyword says
    Missing,
    /// A sentence and a keyword say different things, or an example or default breaks one of them
    Contradiction,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge payload files
    Check {
        /// The type to judge by, or a container of payloads, such as a whole flow; of a file of schemas only the type
        #[arg(long = "type", value_name = "VENDOR/TYPE")]
        type_name: String,
        /// JSON files, JSON lines, or - for standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// A folder like `schemas/` instead of the built-in documents, or a file of JSON Schema, OpenAPI or Swagger
        #[arg(long, value_name = "PATH")]
        schemas: Option<PathBuf>,
        /// Read the sentences of such a file too: rules that they state and no keyword says
        #[arg(long)]
        prose: bool,
    },
    /// Write a configuration file for a target, with comments on what is to be filled in
    Init(InitArguments),
    /// Run the cases against an implementation, and judge its responses
    Run(Box<RunArguments>),
    /// Try a program that is to be the target, line by line
    #[command(subcommand)]
    Adapter(AdapterCommand),
    /// List the cases, and the sentences that decide them
    Cases {
        /// Which cases
        #[command(flatten)]
        selection: Selection,
        /// How the list is written
        #[arg(long, value_enum, default_value = "text")]
        format: ListFormat,
        /// List every stated fact instead, with the cases that test it or the reason why none does
        #[arg(long)]
        requirements: bool,
    },
    /// Show where a rule comes from: the quotes, the schema, the Rust code and the cases of a type, property or case
    Explain {
        /// VENDOR/TYPE[/PROPERTY…], or the name of a case
        name: String,
        /// Where the documents are
        #[command(flatten)]
        documents: Documents,
    },
    /// Read documents into canonical schemas and facts.json
    Ingest {
        /// Documents, folders of documents, or a vendor's folder
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Where to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The layout of the documents [default: detected]
        #[arg(long, value_name = "FLAVOUR")]
        flavour: Option<String>,
        /// Where to write all findings, one a line; standard error counts them by kind
        #[arg(long, value_name = "FILE")]
        findings: Option<PathBuf>,
    },
    /// Turn JSON Schemas, or the schemas of an OpenAPI file, into Rust
    Generate(GenerateArguments),
    /// Find what the sentences of OpenAPI files and JSON Schemas state and their keywords do not, or contradict
    Lint(LintArguments),
    /// Show what changed between two versions of a contract, what breaks, and the payload that proves it
    Drift(DriftArguments),
    /// Run the embedded reference vendor, correct or with one fault
    Serve(ServeArguments),
    /// Join the JSON reports of shards
    Merge {
        /// Reports that `ringback run --report json=FILE` wrote
        #[arg(required = true, value_name = "REPORT.json")]
        reports: Vec<PathBuf>,
        /// Write the joined report as text, json, jsonl, junit, html, markdown, github or har, to a file if one is given; json if left out
        #[arg(long = "report", value_name = "FORMAT[=FILE]")]
        formats: Vec<String>,
    },
    /// Write the manual pages
    Manual {
        /// The folder to write them to
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write the completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
}
