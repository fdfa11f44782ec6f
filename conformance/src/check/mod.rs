//! `ringback check`: judges payload files.

mod files;
pub mod specification;
mod terraform;

use crate::{outcome::Outcome, prose::completion};
use files::Place;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    operation::{Container, nested},
    terminal::{say, strip_control},
};
use ringback_report::sink::print;
use ringback_suite::{
    judge::{Judge, Mismatch},
    vendors,
};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Bytes of a report that are kept until they are printed.
const PRINTED_AT_ONCE: usize = 1 << 16;

/// Judges every payload of every file, and of every file below a folder. A line of JSON lines that is not JSON is told, and the
/// others are judged. Payloads in a container are found wherever it stands: in an object, in a text that is JSON, at any depth.
///
/// # Errors
///
/// If the type is unknown, or a file cannot be read.
///
/// `schemas` is a folder of vendors, or a file of schemas, whose sentences are read as well with `prose`.
pub fn run(type_name: &str, files: &[PathBuf], schemas: Option<&Path>, prose: bool) -> Result<Outcome, Error> {
    if let Some(file) = schemas.filter(|path| path.is_file()) {
        let judge = specification::judge_of_file(file, type_name, completion(prose))?;
        return check(&Checker { container: None, judges: vec![judge] }, files);
    }
    let documents = vendors::documents(schemas)?;
    let models = vendors::models_of(schemas, &documents)?;
    let (vendor, name) = type_name.split_once('/').unwrap_or((type_name, ""));
    let model = models
        .iter()
        .find(|model| model.vendor.name == vendor)
        .ok_or_else(|| Error::unknown("vendor", vendor, models.iter().map(|model| model.vendor.name.as_str())))?;
    let container = model.vendor.containers.iter().find(|container| container.name == name);
    let by_specification = match (schemas, container) {
        (Some(_), None) => specification::judge(&documents, vendor, name)?,
        _ => None,
    };
    let checker = match by_specification {
        Some(judge) => Checker { container, judges: vec![judge] },
        None => Checker::new(model, name, container)?,
    };
    check(&checker, files)
}

fn check(checker: &Checker, files: &[PathBuf]) -> Result<Outcome, Error> {
    // Every file is read before the first is judged: one that is missing leaves no half report.
    let files = files::open(files)?;
    let mut outcome: Option<Outcome> = None;
    let mut report = String::new();
    for file in &files {
        for value in file.values() {
            match value {
                Ok((place, value)) => {
                    let (one, text) = checker.check(&place, &value);
                    if let (Some(container), true, true) = (checker.container, file.is_named, text.is_empty()) {
                        say(format_args!("{}: it contains no payload of {}", place.name, container.name));
                    }
                    report.push_str(&text);
                    if one != Outcome::NothingRun || file.is_named {
                        outcome = outcome.max(Some(one));
                    }
                }
                Err(error) if file.is_named => {
                    outcome = Some(Outcome::UsageError);
                    say(format_args!("error: {error}"));
                }
                Err(error) => say(format_args!("note: left out: {error}")),
            }
            if report.len() > PRINTED_AT_ONCE {
                print(&strip_control(&std::mem::take(&mut report)))?;
            }
        }
    }
    print(&strip_control(&report))?;
    if outcome.is_none() {
        say("no payload was found");
    }
    Ok(outcome.unwrap_or(Outcome::NothingRun))
}

struct Checker<'a> {
    container: Option<&'a Container>,
    /// The judge of a type, or a judge for every kind of payload in a container.
    judges: Vec<Judge>,
}

impl<'a> Checker<'a> {
    fn new(model: &Model, name: &str, container: Option<&'a Container>) -> Result<Self, Error> {
        let judges = match container {
            Some(container) => {
                container.payloads.iter().map(|contained| Judge::new(model, &contained.type_name)).collect()
            }
            None => Judge::new(model, name).map(|judge| vec![judge]),
        };
        Ok(Self { container, judges: judges? })
    }

    fn check(&self, place: &Place, value: &Value) -> (Outcome, String) {
        let Some(container) = self.container else {
            let mismatches = self.judges.iter().flat_map(|judge| judge.judge(value)).collect();
            return describe(&place.name, "", judged(value, mismatches, place.is_template()));
        };
        let mut outcome = Outcome::NothingRun;
        let mut report = String::new();
        let nested = nested::find(container, value);
        for payload in nested.payloads {
            let Some(judge) = self.judges.get(payload.kind) else { continue };
            let is_within = !payload.outer.is_empty() || place.is_template();
            let at = if is_within { place.of(&payload.outer) } else { place.name.clone() };
            // A payload that is missing altogether is judged like an empty one.
            let value = payload.found.payload.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            let found = judged(&value, judge.judge(&value), is_within);
            let (one, text) = describe(&at, payload.found.at.as_str(), found);
            outcome = if outcome == Outcome::NothingRun { one } else { outcome.max(one) };
            report.push_str(&text);
        }
        for (outer, what) in nested.older {
            report.push_str(&format!("{}: it is {what}\n", place.of(&outer)));
        }
        (outcome, report)
    }
}

/// What a payload breaks, and how many values in it are only known when they are filled in.
struct Judged {
    mismatches: Vec<Mismatch>,
    filled_in: usize,
}

/// Leaves out what is said of values that a template fills in later, where the payload stands in one.
fn judged(payload: &Value, mismatches: Vec<Mismatch>, is_within: bool) -> Judged {
    let is_filled_in = |mismatch: &Mismatch| {
        let value = payload.pointer(&mismatch.at);
        is_within && value.and_then(Value::as_str).is_some_and(|text| text.contains("${"))
    };
    let (later, mismatches): (Vec<_>, Vec<_>) = mismatches.into_iter().partition(is_filled_in);
    Judged { mismatches, filled_in: later.len() }
}

fn describe(place: &str, base: &str, found: Judged) -> (Outcome, String) {
    let inside = if base.is_empty() { String::new() } else { format!("{base} ") };
    let later = match found.filled_in {
        0 => String::new(),
        1 => " (1 value that is filled in later is not judged)".into(),
        count => format!(" ({count} values that are filled in later are not judged)"),
    };
    if found.mismatches.is_empty() {
        return (Outcome::Success, format!("{place}: {inside}conforms{later}\n"));
    }
    let mut text = String::new();
    for mismatch in &found.mismatches {
        let at = format!("{base}{}", mismatch.at);
        let at = if at.is_empty() { "(the whole)" } else { at.as_str() };
        text.push_str(&format!("{place}: {at}: {} [{}]\n", mismatch.message, mismatch.rule));
        for source in &mismatch.because {
            text.push_str(&format!("    {source}: {}\n", source.quote));
        }
    }
    let count = found.mismatches.len();
    let rules = if count == 1 { "rule" } else { "rules" };
    text.push_str(&format!("{place}: {inside}breaks {count} documented {rules}{later}\n"));
    (Outcome::Failed, text)
}
