//! Stands in for the parts that are written at the same time: the judge of answers, the reference vendor and the reports.

use super::{JudgeAnswer, JudgeReadBack};
use crate::{
    case::Expect,
    event::{Event, Kind, Verdict},
    judge::Mismatch,
    outcome::{Outcome, print},
    target::Reference,
};
use ringback_generator::{error::Error, model::Model};
use std::sync::Arc;

fn not_yet<T>(what: &str) -> Result<T, Error> {
    Err(Error::Usage(format!("{what} is not part of this build yet")))
}

/// The schema of the JSON report.
pub fn report_schema() -> Result<Outcome, Error> {
    not_yet("--report-schema")
}

/// The embedded reference vendor.
pub fn start_reference(_models: Vec<Model>) -> Result<Box<dyn Reference>, Error> {
    not_yet("--reference")
}

/// Takes events.
pub trait Report {
    /// Takes an event.
    fn event(&mut self, event: &Event) -> Result<(), Error>;
}

struct Lines;

impl Report for Lines {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        match &event.kind {
            Kind::Started { target, cases } => print(&format!("{cases} cases at {target}\n")),
            Kind::Unwired { operation, advice } => print(&format!("{operation}: {advice}\n")),
            Kind::Stopped { why } => print(&format!("stopped: {why}\n")),
            Kind::Finished(finished) => print(&format!("{}: {:?}\n", finished.case.name, finished.verdict)),
            Kind::Ended => Ok(()),
        }
    }
}

/// The report of a format.
pub fn open(format: &str) -> Result<Box<dyn Report>, Error> {
    match format {
        "text" => Ok(Box::new(Lines)),
        other => not_yet(&format!("--report {other}")),
    }
}

/// Judges by status alone.
pub fn judges(_models: &[Model]) -> Result<(JudgeAnswer, JudgeReadBack), Error> {
    let judge: JudgeAnswer = Arc::new(|shot, answer| {
        let fine = match shot.case.expect {
            Expect::Accept | Expect::Conform => (200..300).contains(&answer.status),
            Expect::Reject => (400..500).contains(&answer.status),
        };
        let message = format!("answered {}", answer.status);
        let mismatch =
            Mismatch { at: String::new(), rule: "status".into(), message, because: shot.case.because.clone() };
        if fine { Verdict::Pass } else { Verdict::Fail(vec![mismatch]) }
    });
    Ok((judge, Arc::new(|_, _, _| Vec::new())))
}
