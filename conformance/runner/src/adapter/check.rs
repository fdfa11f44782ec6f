//! Tries whether a program keeps to the protocol: what both sides write is held against its JSON Schemas.

use super::{
    process::Process,
    protocol::{self, Answer, Asks, Question, Verdict},
};
use crate::program::Program;
use jsonschema::Validator;
use ringback_contract::{
    error::Error,
    validator::{Formats, options},
};
use std::{collections::BTreeMap, time::Duration};

/// What came of trying an adapter.
#[derive(Debug, Default)]
pub struct Checked {
    /// What it said and did, in the order in which it happened.
    pub seen: Vec<String>,
    /// Where it does not keep to the protocol.
    pub problems: Vec<String>,
}

/// Tries an adapter with these lines: it is sent all of them at once, and may answer in any order.
///
/// # Errors
///
/// If the schemas of the protocol do not compile, which is a bug in Ringback, or the system provides no threads.
pub fn check(program: &Program, lines: &[Question], patience: Duration, longest: usize) -> Result<Checked, Error> {
    let (kit, adapter) = protocol::schemas();
    let compiled = |schema| {
        let built = options(Formats::Unknown).build(&schema);
        built.map_err(|error| Error::input("the schema of the protocol", 1, error.to_string()))
    };
    let (kit, adapter) = (compiled(kit)?, compiled(adapter)?);
    let mut checked = Checked::default();
    for line in lines {
        checked.hold(&kit, &line.text(), "Ringback");
    }
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("the async runtime"))?;
    if let Err(why) = runtime.block_on(converse(program, lines, patience, longest, &adapter, &mut checked)) {
        checked.problems.push(why);
    }
    Ok(checked)
}

async fn converse(
    program: &Program,
    lines: &[Question],
    patience: Duration,
    longest: usize,
    schema: &Validator,
    checked: &mut Checked,
) -> Result<(), String> {
    let hello = Question::hello(lines.iter().filter_map(type_of).collect());
    let mut process = Process::start(program, &hello, patience, longest).await?;
    let told = &process.hello;
    let name = if told.name.is_empty() { "an adapter without a name" } else { &told.name };
    checked.seen.push(format!("{name} {} answers the first line", told.version));
    let mut owed: BTreeMap<String, bool> = BTreeMap::new();
    for line in lines {
        let (case, asks) = match &line.says {
            Asks::Hello { .. } => continue,
            Asks::Judge { case, .. } => (case, false),
            Asks::Produce { case, .. } => (case, true),
        };
        owed.insert(case.clone(), asks);
        process.write(line).await?;
    }
    let (mut accepted, mut rejected, mut skipped, mut produced) = (0, 0, 0, 0);
    while !owed.is_empty() {
        let text = process.next_text(patience).await?;
        checked.hold(schema, &text, "the adapter");
        let (case, fits) = match protocol::parse(&text) {
            Err(why) => {
                checked.problems.push(format!("{text}: {why}"));
                continue;
            }
            Ok(Answer::Hello { .. }) => {
                checked.problems.push("it answers the first line more than once".into());
                continue;
            }
            Ok(Answer::Verdict { case, verdict, .. }) => {
                let asks = owed.get(&case).copied().unwrap_or_default();
                match verdict {
                    Verdict::Accept => accepted += 1,
                    Verdict::Reject => rejected += 1,
                    Verdict::Skip => skipped += 1,
                }
                (case, !asks || verdict == Verdict::Skip)
            }
            Ok(Answer::Payload { case, .. }) => {
                produced += 1;
                let asks = owed.get(&case).copied().unwrap_or(true);
                (case, asks)
            }
        };
        match owed.remove(&case) {
            None => checked.problems.push(format!("{case}: it was not asked, or has been answered before")),
            Some(true) if !fits => checked.problems.push(format!("{case}: a payload was asked for, not a verdict")),
            Some(false) if !fits => checked.problems.push(format!("{case}: a verdict was asked for, not a payload")),
            Some(_) => {}
        }
    }
    checked.seen.push(format!(
        "it answers {} lines that were written at once: {accepted} accepted, {rejected} rejected, {produced} produced, \
         {skipped} skipped",
        lines.len()
    ));
    process.end().await?;
    checked.seen.push("it ends when its input is closed".into());
    Ok(())
}

impl Checked {
    /// Holds a line against a schema.
    fn hold(&mut self, schema: &Validator, line: &str, who: &str) {
        let error = match serde_json::from_str(line) {
            Err(error) => error.to_string(),
            Ok(value) => match schema.validate(&value) {
                Ok(()) => return,
                Err(error) => error.to_string(),
            },
        };
        self.problems.push(format!("{who} wrote a line that is not of the protocol: {line}: {error}"));
    }
}

fn type_of(line: &Question) -> Option<String> {
    match &line.says {
        Asks::Hello { .. } => None,
        Asks::Judge { type_name, .. } => Some(type_name.clone()),
        Asks::Produce { produce, .. } => Some(produce.clone()),
    }
}
