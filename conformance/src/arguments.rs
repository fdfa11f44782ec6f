//! The command line, as the contract has it.

use crate::case::Level;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Judges callback payloads and implementations by the documentation of their APIs
#[derive(Debug, Parser)]
#[command(name = "ringback", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the documents are.
#[derive(Args, Debug)]
pub struct Schemas {
    /// A folder laid out like `schemas/`: your own documents instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub schemas: Option<PathBuf>,
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
    /// Only those whose name matches, or that carry this tag
    #[arg(long, value_name = "GLOB")]
    pub case: Vec<String>,
    /// Only those that a document decides, or only those that none does
    #[arg(long, value_enum)]
    pub level: Option<Level>,
    /// Where the documents are
    #[command(flatten)]
    pub schemas: Schemas,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading.
    Text,
    /// For programs.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge payload files
    Check {
        /// The type to judge by, or a container whose payloads are judged, such as a whole flow
        #[arg(long = "type", value_name = "VENDOR/TYPE")]
        type_name: String,
        /// JSON files, JSON lines, or - for standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where the documents are
        #[command(flatten)]
        schemas: Schemas,
    },
    /// List what would be fired, and because of which sentence
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
    /// Say who says so: the quotes, the schema and the Rust of a type or property
    Explain {
        /// VENDOR/TYPE[/PROPERTY…]
        name: String,
        /// Where the documents are
        #[command(flatten)]
        schemas: Schemas,
    },
    /// Read documents into canonical schemas and facts.json
    Ingest {
        /// Documents, folders of documents, or a vendor's folder
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Where to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// How the documents are laid out, when that is not detected
        #[arg(long, value_name = "FLAVOUR")]
        flavour: Option<String>,
    },
    /// Turn JSON Schemas, or the schemas of an OpenAPI file, into Rust
    Generate {
        /// Schema files
        #[arg(required = true, value_name = "SCHEMA")]
        schemas: Vec<PathBuf>,
        /// Where to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write a crate of this name that builds on its own, not a module tree
        #[arg(long = "crate", value_name = "NAME")]
        name: Option<String>,
    },
    /// Join the JSON reports of shards
    Merge {
        /// Reports that `ringback run --report json=FILE` wrote
        #[arg(required = true, value_name = "REPORT.json")]
        reports: Vec<PathBuf>,
    },
    /// Write the completions of a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
}
