//! Expected failures: their cases are run nevertheless, and an entry whose cases all pass is an error.

use crate::{
    event::{CaseResult, Event, EventKind, Verdict},
    status::RunStatus,
};
use jiff::{Zoned, civil::Date};
use ringback_contract::{error::Error, glob::Glob, vendor::parse};
use ringback_suite::{
    case::{Case, Level},
    waiver::{Page, Waiver},
};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

/// The keys of an entry, for error messages.
const ALLOWED: &str = "an entry has `case`, `reason` and optionally `until`";

/// The file of expected failures, as deserialized.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    known: Vec<Spanned<Written>>,
}

/// An entry, as deserialized.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    case: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<toml::Value>>,
}

/// Expected failures, and the results of their cases.
#[derive(Debug)]
pub struct ExpectedFailures {
    path: String,
    today: Date,
    entries: Vec<ExpectedFailure>,
    stopped: bool,
}

/// An entry of the file, and the results of its cases.
#[derive(Debug)]
struct ExpectedFailure {
    line: u32,
    case: String,
    glob: Glob,
    waiver: Waiver,
    /// Cases in the suite that it names.
    named: BTreeSet<String>,
    /// Cases that were run to a verdict.
    judged: BTreeSet<String>,
    failed: usize,
    waived: usize,
    /// Cases that passed although the entry names them exactly.
    passed: Vec<String>,
}

impl ExpectedFailures {
    /// Reads a file of expected failures: `[[known]]` with `case` (a pattern or a tag), `reason` and optionally
    /// `until`.
    ///
    /// # Errors
    ///
    /// If an entry has an unknown key, a wrong value, or lacks a required key.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let file: File = parse(path, text)?;
        let page = Page { path, text, allowed: ALLOWED };
        let entries = file.known.into_iter().map(|written| entry(page, written)).collect::<Result<_, _>>()?;
        Ok(Self { path: path.into(), today: Zoned::now().date(), entries, stopped: false })
    }

    /// The same entries, judged as if today were another day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Registers the whole suite, so that an entry for a case outside this selection or shard is not reported as
    /// matching nothing.
    #[must_use]
    pub fn with_suite<'a>(mut self, suite: impl IntoIterator<Item = &'a Case>) -> Self {
        for case in suite {
            for entry in self.entries.iter_mut().filter(|entry| entry.names(case)) {
                entry.named.insert(case.name.clone());
            }
        }
        self
    }

    /// Turns an expected failure into a skipped case with the reason of the entry; returns other results unchanged.
    pub fn filter(&mut self, mut event: Event) -> Event {
        match &mut event.kind {
            EventKind::Finished(result) => self.waive(result),
            EventKind::Stopped { .. } => self.stopped = true,
            EventKind::Started { .. }
            | EventKind::Exchanged(_)
            | EventKind::OperationUnavailable { .. }
            | EventKind::Observed { .. }
            | EventKind::Ended => {}
        }
        event
    }

    fn waive(&mut self, result: &mut CaseResult) {
        let mut waiver = None;
        for entry in self.entries.iter_mut().filter(|entry| entry.names(&result.case)) {
            entry.named.insert(result.case.name.clone());
            let over = entry.waiver.is_over(self.today);
            match &result.verdict {
                Verdict::Fail(mismatches) => {
                    entry.judged.insert(result.case.name.clone());
                    entry.failed += 1;
                    if !over {
                        entry.waived += 1;
                        let first = mismatches.first().map(|found| format!(" ({})", found.message)).unwrap_or_default();
                        waiver = waiver.or(Some(format!("known to fail: {}{first}", entry.waiver.reason)));
                    }
                }
                Verdict::Pass => {
                    entry.judged.insert(result.case.name.clone());
                    // A tag names a kind of leniency, of which an implementation may handle some cases correctly.
                    if entry.glob.is_match(&result.case.name) {
                        entry.passed.push(result.case.name.clone());
                    }
                }
                Verdict::Inconclusive(_) | Verdict::Skipped(_) | Verdict::Unreachable(_) | Verdict::Faulty(_) => {}
            }
        }
        if let Some(why) = waiver {
            result.verdict = Verdict::Skipped(why);
        }
    }

    /// The status of the run with expected failures considered: it passes if only expected failures failed, and fails
    /// if an entry is wrong.
    /// entry is wrong.
    pub fn settle(&self, status: RunStatus) -> RunStatus {
        let waived = self.entries.iter().any(|entry| entry.waived > 0);
        match status {
            RunStatus::Passed | RunStatus::NothingRun if !self.complaints().is_empty() => RunStatus::Failed,
            RunStatus::NothingRun if waived => RunStatus::Passed,
            other => other,
        }
    }

    /// Errors in the entries that showed during the run; any of them fails the run.
    pub fn complaints(&self) -> Vec<Error> {
        let mut complaints = Vec::new();
        for entry in &self.entries {
            let mut complain = |message: String| complaints.push(Error::input(&self.path, entry.line, message));
            let ExpectedFailure { case, waiver, .. } = entry;
            let reason = &waiver.reason;
            if let Some(until) = waiver.until.filter(|_| waiver.is_over(self.today)) {
                complain(format!(
                    "{case:?} was to be excused until {until} only ({reason}); mend it or set a later day"
                ));
            }
            for passed in &entry.passed {
                complain(format!(
                    "{passed:?} passes, but is known to fail ({reason}); remove it from the entry {case:?}"
                ));
            }
            if entry.named.is_empty() && !self.stopped {
                complain(format!(
                    "{case:?} names no case that can fail; it is a pattern of names, or a tag, as in `ringback cases --level documented`"
                ));
            }
            let all_passed = entry.failed == 0 && entry.judged == entry.named;
            if all_passed && entry.passed.is_empty() && !entry.named.is_empty() && !self.stopped {
                complain(format!("no case with the tag {case:?} fails ({reason}); remove the entry"));
            }
        }
        complaints
    }
}

impl ExpectedFailure {
    /// Whether the entry applies to a case. Only documented cases can fail a run, so others need no entry.
    fn names(&self, case: &Case) -> bool {
        case.level == Level::Documented && (self.glob.is_match(&case.name) || case.tags.contains(&self.case))
    }
}

fn entry(page: Page, written: Spanned<Written>) -> Result<ExpectedFailure, Error> {
    let line = page.line(&written);
    let Written { case, reason, until } = written.into_inner();
    let case = page.required(line, "case", case)?;
    let reason = page.required(line, "reason", reason)?;
    let waiver = page.waiver(&reason, "why the case may fail", until.as_ref())?;
    Ok(ExpectedFailure {
        line: page.line(&case),
        glob: page.glob("case", &case)?,
        case: case.into_inner(),
        waiver,
        named: BTreeSet::new(),
        judged: BTreeSet::new(),
        failed: 0,
        waived: 0,
        passed: Vec::new(),
    })
}
