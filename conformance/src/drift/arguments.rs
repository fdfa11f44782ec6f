//! The arguments of `ringback drift`.

use clap::{Args, ValueEnum};
use ringback_drift::change;
use std::path::PathBuf;

/// Two versions of a contract.
#[derive(Args, Debug)]
pub struct DriftArguments {
    /// The old version: a schema file, a document, a folder of them, or these in a revision, such as HEAD~1:schemas/name
    pub before: String,
    /// The new version, or recorded traffic: a folder or file of HTTP archives (.har) and JSON lines (.jsonl, .ndjson)
    pub after: String,
    /// How they are compared
    #[command(flatten)]
    pub options: DriftOptions,
}

/// How two versions are compared, and how that is reported.
#[derive(Args, Debug)]
pub struct DriftOptions {
    /// The side to compare [default: those on which the documents use a type, else request and response]
    #[arg(long, value_enum)]
    pub side: Option<SideArgument>,
    /// How the report is written
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: String,
    /// Changes that are accepted, each with a reason; levels of rules in it ([drift.rules]) go before those of --config
    #[arg(long, value_name = "FILE")]
    pub accept: Option<PathBuf>,
    /// A file with the levels of rules ([drift.rules]) [default: ringback.toml, if there is one in the working folder]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The least level that fails the command [default: error fails with 1, a warning ends with 5]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<DriftLevel>,
    /// Compare operations only whose path matches this pattern; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub path: Vec<String>,
    /// A prefix that is taken off the paths of both versions before they are compared, such as /api/v1; may be repeated
    #[arg(long, value_name = "PREFIX")]
    pub strip_prefix: Vec<String>,
    /// Assume that senders may send whatever a schema allows, undeclared properties included
    #[arg(long)]
    pub strict: bool,
    /// Read the sentences of schemas and specifications too: rules that they state and no keyword says
    #[arg(long)]
    pub prose: bool,
    /// Whether readers of responses and events refuse properties that they do not know, where their schema is closed
    #[arg(long, value_enum, default_value = "strict", value_name = "READER")]
    pub reader: ReaderArgument,
}

/// The level of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DriftLevel {
    /// A call breaks
    Error,
    /// A call breaks, or whether one does is undecided
    Warning,
    /// Anything changed
    Info,
    /// Nothing fails the command
    None,
}

/// How clients read responses and events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReaderArgument {
    /// They ignore properties that they do not know, even where their schema is closed
    Tolerant,
    /// They read by the letter: a closed object has no further property
    Strict,
}

/// The direction in which a payload travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SideArgument {
    /// Clients send it, a server accepts it.
    Request,
    /// A server returns it, clients read it.
    Response,
    /// It is delivered to consumers.
    Event,
}

impl From<SideArgument> for change::Side {
    fn from(side: SideArgument) -> Self {
        match side {
            SideArgument::Request => Self::Request,
            SideArgument::Response => Self::Response,
            SideArgument::Event => Self::Event,
        }
    }
}
