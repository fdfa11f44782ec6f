//! `ringback check`: judges payload files.

use crate::{check_specification, outcome::Outcome, prose::completion};
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    operation::Container,
    terminal::{say, strip_control},
};
use ringback_report::sink::print;
use ringback_suite::{
    judge::{Judge, Mismatch},
    payload::PayloadFile,
    vendors,
};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Bytes of a report that are kept until they are printed.
const PRINTED_AT_ONCE: usize = 1 << 16;

/// Judges every payload of every file. A line of JSON lines that is not JSON is told, and the others are judged.
///
/// # Errors
///
/// If the type is unknown, or a file cannot be read.
///
/// `schemas` is a folder of vendors, or a file of schemas, whose sentences are read as well with `prose`.
pub fn run(type_name: &str, files: &[PathBuf], schemas: Option<&Path>, prose: bool) -> Result<Outcome, Error> {
    if let Some(file) = schemas.filter(|path| path.is_file()) {
        let judge = check_specification::judge_of_file(file, type_name, completion(prose))?;
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
        (Some(_), None) => check_specification::judge(&documents, vendor, name)?,
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
    let files = files.iter().map(|file| PayloadFile::open(file)).collect::<Result<Vec<_>, _>>()?;
    let mut outcome = Outcome::Success;
    let mut report = String::new();
    for payload in files.iter().flat_map(PayloadFile::payloads) {
        match payload {
            Ok(payload) => {
                let (one, text) = checker.check(&payload.place, &payload.value);
                outcome = outcome.max(one);
                report.push_str(&text);
            }
            Err(error) => {
                outcome = Outcome::UsageError;
                say(format_args!("error: {error}"));
            }
        }
        if report.len() > PRINTED_AT_ONCE {
            print(&strip_control(&std::mem::take(&mut report)))?;
        }
    }
    print(&strip_control(&report))?;
    Ok(outcome)
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

    fn check(&self, place: &str, value: &Value) -> (Outcome, String) {
        let Some(container) = self.container else {
            let mismatches: Vec<Mismatch> = self.judges.iter().flat_map(|judge| judge.judge(value)).collect();
            return describe(place, "", &mismatches);
        };
        let mut outcome = Outcome::NothingRun;
        let mut report = String::new();
        for (contained, judge) in container.payloads.iter().zip(&self.judges) {
            for found in contained.find(value) {
                // A payload that is missing altogether is judged like an empty one.
                let payload = found.payload.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
                let (one, text) = describe(place, found.at.as_str(), &judge.judge(&payload));
                outcome = if outcome == Outcome::NothingRun { one } else { outcome.max(one) };
                report.push_str(&text);
            }
        }
        if outcome == Outcome::NothingRun {
            say(format_args!("{place}: it contains no payload of {}", container.name));
        }
        (outcome, report)
    }
}

fn describe(place: &str, base: &str, mismatches: &[Mismatch]) -> (Outcome, String) {
    let inside = if base.is_empty() { String::new() } else { format!("{base} ") };
    if mismatches.is_empty() {
        return (Outcome::Success, format!("{place}: {inside}conforms\n"));
    }
    let mut text = String::new();
    for mismatch in mismatches {
        let at = format!("{base}{}", mismatch.at);
        let at = if at.is_empty() { "(the whole)" } else { at.as_str() };
        text.push_str(&format!("{place}: {at}: {} [{}]\n", mismatch.message, mismatch.rule));
        for source in &mismatch.because {
            text.push_str(&format!("    {source}: {}\n", source.quote));
        }
    }
    let count = mismatches.len();
    let rules = if count == 1 { "rule" } else { "rules" };
    text.push_str(&format!("{place}: {inside}breaks {count} documented {rules}\n"));
    (Outcome::Failed, text)
}
