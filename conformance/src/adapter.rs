//! `ringback adapter`: tries an adapter, and prints the schema of the protocol.

use crate::{arguments::AdapterCommand, outcome::Outcome};
use ringback_contract::{error::Error, files};
use ringback_report::sink::print;
use ringback_runner::{
    adapter::{check, protocol},
    program::Program,
    target::{BODY_LIMIT, TIMEOUT},
};
use ringback_suite::{
    case::{Case, Expect, Level, Payload},
    derive::suite,
};
use serde_json::json;
use std::{collections::BTreeSet, path::PathBuf};

/// Runs a command about adapters.
///
/// # Errors
///
/// If the documents cannot be read, or no program can be started.
pub fn run(command: &AdapterCommand) -> Result<Outcome, Error> {
    match command {
        AdapterCommand::Schema => {
            let (question, answer) = protocol::schemas();
            print(&files::json(&json!({"question": question, "answer": answer})))?;
            Ok(Outcome::Success)
        }
        AdapterCommand::Check { documents, program } => {
            let Some((name, arguments)) = program.split_first() else {
                return Err(Error::Usage("no program is given: ringback adapter check -- PROGRAM [ARGUMENT]…".into()));
            };
            let program = Program { name: name.clone(), arguments: arguments.to_vec(), folder: PathBuf::new() };
            let lines = lines(&suite(&documents.models()?));
            let checked = check::check(&program, &lines, TIMEOUT, BODY_LIMIT)?;
            let mut text = String::new();
            checked.seen.iter().for_each(|seen| text.push_str(&format!("ok: {seen}\n")));
            checked.problems.iter().for_each(|problem| text.push_str(&format!("problem: {problem}\n")));
            print(&text)?;
            Ok(if checked.problems.is_empty() { Outcome::Success } else { Outcome::Failed })
        }
    }
}

/// Of each type a payload that must be accepted, one that must be rejected, and a request for one.
fn lines(suite: &[Case]) -> Vec<protocol::Question> {
    let mut seen: BTreeSet<(&str, bool, bool)> = BTreeSet::new();
    let mut lines = Vec::new();
    for case in suite.iter().filter(|case| case.level == Level::Documented) {
        let asks = case.payload == Payload::None;
        if !seen.insert((&case.type_name, case.expect == Expect::Reject, asks)) {
            continue;
        }
        match &case.payload {
            Payload::Json(payload) => {
                lines.push(protocol::Question::judge(&case.name, &case.type_name, payload.clone()))
            }
            Payload::None => lines.push(protocol::Question::produce(&case.name, &case.type_name)),
            Payload::Body { .. } => {}
        }
    }
    lines
}
