//! Expected failures: they are run all the same, and one that does not fail any more has to go.

use crate::event::{Event, Finished, Kind, Verdict};
use crate::run::RunStatus;
use globset::GlobMatcher;
use jiff::{Zoned, civil::Date};
use ringback_contract::{error::Error, vendor::parse};
use ringback_suite::{
    case::{Case, Level},
    waiver::{Page, Waiver},
};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

/// What an entry may say.
const ALLOWED: &str = "an entry has `case`, `reason` and perhaps `until`";

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    known: Vec<Spanned<Written>>,
}

/// An entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    case: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<toml::Value>>,
}

/// Expected failures, and what became of them.
#[derive(Debug)]
pub struct Known {
    path: String,
    today: Date,
    entries: Vec<Entry>,
    stopped: bool,
}

#[derive(Debug)]
struct Entry {
    line: u32,
    case: String,
    glob: GlobMatcher,
    waiver: Waiver,
    /// Cases that it names, as far as they are known.
    named: BTreeSet<String>,
    /// Those that were run to a verdict.
    judged: BTreeSet<String>,
    failed: usize,
    excused: usize,
    /// Cases that passed although their very name says that they fail.
    passed: Vec<String>,
}

impl Known {
    /// Reads a file of expected failures: `[[known]]` with `case` (a pattern or a tag), `reason` and perhaps `until`.
    ///
    /// # Errors
    ///
    /// When an entry says something else, or less.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let file: File = parse(path, text)?;
        let page = Page { path, text, allowed: ALLOWED };
        let entries = file.known.into_iter().map(|written| entry(page, written)).collect::<Result<_, _>>()?;
        Ok(Self { path: path.into(), today: Zoned::now().date(), entries, stopped: false })
    }

    /// The same, as if today were another day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Tells of the whole suite, so that an entry for a case that this run or shard leaves out is not taken for a
    /// mistake.
    #[must_use]
    pub fn of_suite<'a>(mut self, suite: impl IntoIterator<Item = &'a Case>) -> Self {
        for case in suite {
            for entry in self.entries.iter_mut().filter(|entry| entry.names(case)) {
                entry.named.insert(case.name.clone());
            }
        }
        self
    }

    /// Turns the failure of a known case into a case skipped for that reason. All else stays as it is.
    pub fn filter(&mut self, mut event: Event) -> Event {
        match &mut event.kind {
            Kind::Finished(finished) => self.judge(finished),
            Kind::Stopped { .. } => self.stopped = true,
            _ => {}
        }
        event
    }

    fn judge(&mut self, finished: &mut Finished) {
        let mut waiver = None;
        for entry in self.entries.iter_mut().filter(|entry| entry.names(&finished.case)) {
            entry.named.insert(finished.case.name.clone());
            let over = entry.waiver.is_over(self.today);
            match &finished.verdict {
                Verdict::Fail(mismatches) => {
                    entry.judged.insert(finished.case.name.clone());
                    entry.failed += 1;
                    if !over {
                        entry.excused += 1;
                        let first = mismatches.first().map(|found| format!(" ({})", found.message)).unwrap_or_default();
                        waiver = waiver.or(Some(format!("known to fail: {}{first}", entry.waiver.reason)));
                    }
                }
                Verdict::Pass => {
                    entry.judged.insert(finished.case.name.clone());
                    // A tag excuses a class of strictness, in which an implementation may well get some cases right.
                    if entry.glob.is_match(&finished.case.name) {
                        entry.passed.push(finished.case.name.clone());
                    }
                }
                Verdict::Skipped(_) | Verdict::Unreachable(_) | Verdict::Faulty(_) => {}
            }
        }
        if let Some(why) = waiver {
            finished.verdict = Verdict::Skipped(why);
        }
    }

    /// How a run ends in the light of what was known: what only known cases kept from passing is fine, and a wrong
    /// entry is not.
    pub fn settle(&self, status: RunStatus) -> RunStatus {
        let excused = self.entries.iter().any(|entry| entry.excused > 0);
        match status {
            RunStatus::Passed | RunStatus::NothingRun if !self.complaints().is_empty() => RunStatus::Failed,
            RunStatus::NothingRun if excused => RunStatus::Passed,
            other => other,
        }
    }

    /// What is wrong with the entries after the run; any of it fails the run.
    pub fn complaints(&self) -> Vec<Error> {
        let mut complaints = Vec::new();
        for entry in &self.entries {
            let mut complain = |message: String| complaints.push(Error::input(&self.path, entry.line, message));
            let Entry { case, waiver, .. } = entry;
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
                complain(format!("no case with the tag {case:?} fails any more ({reason}); remove the entry"));
            }
        }
        complaints
    }
}

impl Entry {
    /// Whether it is about a case. What no document decides fails no run and needs no waiver.
    fn names(&self, case: &Case) -> bool {
        case.level == Level::Documented && (self.glob.is_match(&case.name) || case.tags.contains(&self.case))
    }
}

fn entry(page: Page, written: Spanned<Written>) -> Result<Entry, Error> {
    let line = page.line(&written);
    let Written { case, reason, until } = written.into_inner();
    let case = page.required(line, "case", case)?;
    let reason = page.required(line, "reason", reason)?;
    let waiver = page.waiver(&reason, "why the case may fail", until.as_ref())?;
    Ok(Entry {
        line: page.line(&case),
        glob: page.glob("case", &case)?,
        case: case.into_inner(),
        waiver,
        named: BTreeSet::new(),
        judged: BTreeSet::new(),
        failed: 0,
        excused: 0,
        passed: Vec::new(),
    })
}
