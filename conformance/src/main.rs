//! The binary `ringback`: arguments in, exit code out.

use clap::FromArgMatches;
use ringback::{
    adapter,
    arguments::{Arguments, Command},
    cases, check, drift, explain, generate, help, ingest, init, lint, manual, merge,
    outcome::Outcome,
    run, serve,
};
use ringback_contract::error::Error;
use ringback_contract::terminal::say_error;
use ringback_report::sink::print;
use std::process::ExitCode;

/// Code generation makes many small allocations: mimalloc is 12 % faster here.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = help::command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match run_command(arguments) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            say_error(&error);
            Outcome::UsageError.into()
        }
    }
}

fn run_command(arguments: Arguments) -> Result<Outcome, Error> {
    match arguments.command {
        Command::Check { type_name, files, schemas, prose } => {
            check::run(&type_name, &files, schemas.as_deref(), prose)
        }
        Command::Adapter(command) => adapter::run(&command),
        Command::Run(arguments) => run::run(&arguments),
        Command::Cases { selection, format, requirements } => cases::run(&selection, format, requirements),
        Command::Explain { name, documents } => explain::run(&name, &documents),
        Command::Ingest { paths, out, flavour, findings } => {
            ingest::run(&paths, &out, flavour.as_deref(), findings.as_deref())
        }
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Drift(arguments) => drift::command::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Merge { reports, formats } => merge::run(&reports, &formats),
        Command::Manual { out } => manual::run(&out),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut help::command(), "ringback", &mut script);
            print(&String::from_utf8_lossy(&script))?;
            Ok(Outcome::Success)
        }
    }
}
