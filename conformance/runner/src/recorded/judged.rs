//! What was seen of each check, and the events that tell of it.

use super::checks::Check;
use crate::{
    clock::Clock,
    event::{CaseResult, Event, EventKind, Verdict},
};
use indexmap::IndexMap;
use ringback_contract::provenance::Source;
use ringback_drift::traffic::RecordedLocation;
use ringback_suite::{case::Case, judge::Mismatch};
use std::{sync::Arc, time::Instant};

/// Broken rules of a check that are counted one by one; maps may have any names.
const MOST_RULES: usize = 100;

/// The rule of a result that stands for all broken rules beyond the limit.
const FURTHER: &str = "further-rules";

/// Recordings, judged.
pub struct JudgedRecordings {
    /// The file or folder that the user named.
    pub(super) name: String,
    /// The results of the checks.
    pub results: Vec<CheckResult>,
    /// What is forbidden by one reading of the documents, and not by another: the operation, and what it does.
    undecided: Vec<(String, String)>,
    /// What was not judged, each a line for the user.
    pub notes: Vec<String>,
}

/// A result of a check.
pub struct CheckResult {
    /// The name of the check.
    pub check: String,
    /// The result; of a check that fails, one of several.
    pub result: CaseResult,
}

/// What was seen of a check.
#[derive(Default)]
pub struct Seen {
    /// The number of payloads.
    pub payloads: u64,
    /// The rules that some of them break, by type, place and keyword.
    broken: IndexMap<(String, String, String), Broken>,
    /// Payloads that break further rules.
    more: u64,
    /// A rule that some break by one reading of the documents, and not by another.
    undecided: Option<(Mismatch, String)>,
}

/// A rule that payloads break.
struct Broken {
    /// How many of them do.
    count: u64,
    /// The number of the last of them, so that none is counted twice.
    last: u64,
    /// The first of them.
    message: String,
    because: Vec<Source>,
    location: String,
}

impl Seen {
    /// Adds a payload, with the rules that it breaks by every reading, and those that it breaks by some.
    pub(super) fn add(
        &mut self,
        type_name: &str,
        [decided, undecided]: [Vec<Mismatch>; 2],
        location: &RecordedLocation,
    ) {
        self.payloads += 1;
        let mut has_more = false;
        for Mismatch { at, rule, message, because } in decided {
            let key = (type_name.to_owned(), at, rule);
            has_more |= self.broken.len() >= MOST_RULES && !self.broken.contains_key(&key);
            if has_more {
                continue;
            }
            let broken = self.broken.entry(key);
            let broken =
                broken.or_insert_with(|| Broken { count: 0, last: 0, message, because, location: location.in_words() });
            if broken.last != self.payloads {
                broken.count += 1;
                broken.last = self.payloads;
            }
        }
        self.more += u64::from(has_more);
        if self.undecided.is_none() {
            self.undecided = undecided.into_iter().next().map(|mismatch| (mismatch, location.in_words()));
        }
    }

    /// The result of a check: one if it passes or nothing was recorded, else one for each broken rule, named after its place.
    fn results(self, case: &Arc<Case>) -> Vec<CaseResult> {
        if self.payloads == 0 {
            return vec![CaseResult::not_sent(case, Verdict::Skipped("nothing of it was recorded".into()))];
        }
        if self.broken.is_empty() {
            return vec![CaseResult::not_sent(case, Verdict::Pass)];
        }
        let failed = |type_name: String, mismatch: Mismatch| {
            let place = if mismatch.at.is_empty() { "/whole" } else { &mismatch.at };
            let name = format!("{}{place}/{}", case.name, mismatch.rule);
            let case = Arc::new(Case { name, type_name, because: mismatch.because.clone(), ..(**case).clone() });
            CaseResult::not_sent(&case, Verdict::Fail(vec![mismatch]))
        };
        let payloads = self.payloads;
        let broken = self.broken.into_iter().map(|((type_name, at, rule), broken)| {
            let Broken { count, message, because, location, .. } = broken;
            let message = format!("{message}: {count} of {payloads} payloads, first at {location}");
            failed(type_name, Mismatch { at, rule, message, because })
        });
        let more = (self.more > 0).then(|| Mismatch {
            at: String::new(),
            rule: FURTHER.into(),
            message: format!("{} of {payloads} payloads break further rules", self.more),
            because: Vec::new(),
        });
        broken.chain(more.map(|mismatch| failed(case.type_name.clone(), mismatch))).collect()
    }
}

impl JudgedRecordings {
    /// What was seen of all checks.
    pub(super) fn new(name: String, checks: Vec<(Check, Seen)>, notes: Vec<String>) -> Self {
        let (mut results, mut undecided) = (Vec::new(), Vec::new());
        for (check, mut seen) in checks {
            if let Some((Mismatch { at, message, .. }, location)) = seen.undecided.take() {
                let operation = format!("{}/{}", check.case.vendor, check.case.operation);
                let what = "has a value that one reading of its documents forbids";
                undecided.push((operation, format!("{what}, at {at}: {message}, first at {location}")));
            }
            if seen.payloads > 0 || check.is_expected {
                let of_check = seen.results(&check.case).into_iter();
                results.extend(of_check.map(|result| CheckResult { check: check.case.name.clone(), result }));
            }
        }
        Self { name, results, undecided, notes }
    }

    /// Emits the events of a run.
    pub fn emit(self, configuration: String, on_event: &mut dyn FnMut(Event)) {
        let began = Instant::now();
        let mut emit = |kind| on_event(Event { elapsed: began.elapsed(), kind });
        let (target, cases) = (self.name, self.results.len());
        emit(EventKind::Started { target, cases, at: Clock::now().began(), configuration });
        self.results.into_iter().for_each(|one| emit(EventKind::Finished(Box::new(one.result))));
        for (operation, message) in self.undecided {
            emit(EventKind::Observed { operation, message });
        }
        emit(EventKind::Ended);
    }
}
