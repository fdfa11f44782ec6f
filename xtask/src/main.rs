//! The commands of maintainers: `cargo xtask regenerate`, `drift`, `explain`, `new`, `tidy`, `test`, `browser`, `demo`, `docs`, `fuzz`, `bench`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "only maintainers read this, of their own repository")]

mod base;
mod bench;
mod browser;
mod demo;
mod docs;
mod drift;
mod fuzz;
mod new;
mod regenerate;
mod site;
mod test;
mod tidy;

use clap::{Parser, Subcommand};
use ringback::outcome::Outcome;
use ringback_contract::error::Error;
use ringback_contract::terminal::strip_control;
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use ringback_generator::explain;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The allocator of the binary, so that benchmarks measure what users have.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What a maintainer of Ringback runs", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read the documents and write facts, schemas and types
    Regenerate {
        /// Write nothing; fail when anything that is checked in is not what it would be
        #[arg(long)]
        check: bool,
    },
    /// Show what changed in the documents since a revision, and which payloads break which side
    Drift(drift::DriftArguments),
    /// Show the sentences behind a type or property
    Explain {
        /// VENDOR/TYPE[/PROPERTY…]
        name: String,
    },
    /// Scaffold a vendor, a page layout or a constraint, with a test that fails until it is written
    New {
        #[arg(value_enum)]
        what: new::What,
        /// Its name, in lower case with hyphens
        name: String,
    },
    /// Check rules of the repository that the compiler does not know
    Tidy,
    /// Run everything that CI checks: format, lints, tidy, regenerate --check, all tests
    Test,
    /// Read mutated inputs with every reader, longer than the tests do
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// The seed of an earlier run, to get the same inputs again
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Open reports and the site in headless Chromium, and check what a person sees
    Browser,
    /// Regenerate, check that nothing is stale, show what was read, and run the suite at the reference
    Demo,
    /// Write a site of the guides, and of each vendor what was read: types, operations, cases, findings, documents
    Docs {
        /// Show what changed in the documents since this revision as well
        #[arg(long, value_name = "REVISION")]
        since: Option<String>,
    },
    /// Measure the runner, the generator and the comparison of versions, each figure beside another of the same run
    Bench {
        /// Only this part
        #[arg(value_enum)]
        part: Option<bench::Part>,
    },
}

fn main() -> ExitCode {
    // A mistake in the arguments is 2, as clap has it.
    let arguments = Arguments::parse();
    let root = root();
    match run_command(&root, arguments.command) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            eprintln!("{}", strip_control(&format!("error: {error}")));
            Outcome::UsageError.into()
        }
    }
}

fn run_command(root: &Path, command: Command) -> Result<Outcome, Error> {
    let passed = match command {
        Command::Drift(arguments) => return drift::run(root, arguments),
        Command::Regenerate { check } => regenerate::run(root, check),
        Command::Explain { name } => explain_name(root, &name),
        Command::New { what, name } => new::run(root, what, &name),
        Command::Tidy => tidy::run(root),
        Command::Test => test::run(root),
        Command::Fuzz { seconds, seed } => fuzz::run(root, seconds, seed),
        Command::Browser => browser::run(root),
        Command::Demo => demo::run(root),
        Command::Docs { since } => docs::run(root, since.as_deref()),
        Command::Bench { part } => bench::run(root, part),
    }?;
    Ok(if passed { Outcome::Success } else { Outcome::Failed })
}

/// The root of the repository, independent of the working directory.
fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

fn explain_name(root: &Path, name: &str) -> Result<bool, Error> {
    let models = read_models("schemas", &read_schemas(&root.join("schemas"))?)?;
    print!("{}", explain::explain(&models, name)?);
    Ok(true)
}
