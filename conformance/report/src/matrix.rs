//! The requirements of the documents against the results of a run: which are proved, broken and untested.
//!
//! A requirement is broken if a case fails and blames its sentence. It is proved if a documented case passes that could
//! have failed on it: one that must be rejected, if there is one, since accepting alone proves no limit. Everything else is
//! untested.

use super::{
    case_summary::fails,
    plain::line,
    record::{Quote, Record, Run, Verdict},
};
use ringback_suite::{case::Level, requirements::Requirement, stated::Stated};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Cases that are named for a requirement and an operation.
const NAMED: usize = 6;

/// What a run says of a requirement; the order in which a reader should look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// A case shows that it is not kept.
    Broken,
    /// No case of this run decides it.
    Untested,
    /// A case that could have failed on it passed.
    Proved,
}

/// A requirement with what each operation shows of it.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// A name that is the same in every run.
    pub id: String,
    /// `VENDOR/TYPE/PROPERTY`.
    pub subject: String,
    /// The requirement in the words of its schema.
    pub claim: String,
    /// The sentence with its place.
    #[serde(skip)]
    pub quote: Quote,
    /// The vendor of the document.
    pub vendor: String,
    /// What the operations show; empty if no case can test it.
    pub tested: Vec<Tested>,
    /// Why no case can test it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untested: Option<&'static str>,
}

/// What an operation shows of a requirement.
#[derive(Debug, Serialize)]
pub(super) struct Tested {
    /// `VENDOR/OPERATION`.
    pub operation: String,
    /// The verdict.
    pub state: State,
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed on it.
    pub failed: usize,
    /// Cases that decide nothing: they were inconclusive, failed for something else, or were not sent.
    pub undecided: usize,
    /// The names of some cases: those that decide it first.
    pub cases: Vec<String>,
}

impl Row {
    /// The worst that an operation shows; `None` if no case can test it.
    pub(super) fn worst(&self) -> Option<State> {
        self.tested.iter().map(|tested| tested.state).min()
    }
}

/// How many requirements are broken, untested and proved, by `VENDOR/OPERATION`.
pub(super) fn count(rows: &[Row]) -> BTreeMap<&str, BTreeMap<State, usize>> {
    let mut counts: BTreeMap<&str, BTreeMap<State, usize>> = BTreeMap::new();
    for tested in rows.iter().flat_map(|row| &row.tested) {
        *counts.entry(&tested.operation).or_default().entry(tested.state).or_default() += 1;
    }
    counts
}

/// The requirements of the vendors of a run: broken ones first, those that cannot be tested last.
pub(super) fn rows(run: &Run, stated: &Stated) -> Vec<Row> {
    let records: HashMap<&str, &Record> = run.cases.iter().map(|record| (record.name.as_str(), record)).collect();
    let mut blamed: HashMap<(&str, &Quote), Vec<&str>> = HashMap::new();
    for record in run.cases.iter().filter(|record| fails(record)) {
        for quote in record.blamed() {
            blamed.entry((&record.vendor, quote)).or_default().push(&record.name);
        }
    }
    let vendors: BTreeSet<&str> = run.cases.iter().map(|record| record.vendor.as_str()).collect();
    let of_the_run = stated.requirements.iter().filter(|(vendor, _)| vendors.contains(vendor.as_str()));
    let mut rows: Vec<Row> = of_the_run
        .flat_map(|(vendor, all)| all.iter().map(move |requirement| (vendor, requirement)))
        .map(|(vendor, requirement)| row(vendor, requirement, &records, &blamed, &stated.rejected))
        .collect();
    rows.sort_by_key(|row| (row.tested.is_empty(), row.worst()));
    rows
}

fn row(
    vendor: &str,
    requirement: &Requirement,
    records: &HashMap<&str, &Record>,
    blamed: &HashMap<(&str, &Quote), Vec<&str>>,
    rejected: &BTreeSet<String>,
) -> Row {
    let quote = Quote::from(&requirement.source);
    let mut operations: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let is_derived = |name: &&&str| requirement.cases.iter().any(|case| case == **name);
    // What was recorded blames sentences too, and no case is derived for it.
    let others = blamed.get(&(vendor, &quote)).into_iter().flatten().filter(|name| !is_derived(name));
    for name in requirement.cases.iter().map(String::as_str).chain(others.copied()) {
        let operation: Vec<&str> = name.splitn(3, '/').take(2).collect();
        operations.entry(operation.join("/")).or_default().push(name);
    }
    let tested = operations.into_iter();
    let tested = tested.map(|(operation, names)| tested_by(operation, &names, &quote, records, rejected));
    let Requirement { subject, claim, untested, .. } = requirement;
    let place = (&quote.document, quote.lines, &quote.quote);
    let digest = Sha256::digest(serde_json::json!([subject, claim, place]).to_string());
    let hex: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Row {
        id: format!("requirement-{hex}"),
        subject: line(subject),
        claim: line(claim),
        vendor: vendor.to_owned(),
        tested: tested.collect(),
        untested: *untested,
        quote,
    }
}

fn tested_by(
    operation: String,
    names: &[&str],
    quote: &Quote,
    records: &HashMap<&str, &Record>,
    rejected: &BTreeSet<String>,
) -> Tested {
    let mut failed = Vec::new();
    let mut passed = Vec::new();
    let mut undecided = Vec::new();
    let needs_rejection = names.iter().any(|name| rejected.contains(*name));
    let mut is_proved = false;
    for name in names {
        match records.get(name) {
            Some(record) if fails(record) && record.blamed().contains(quote) => failed.push(*name),
            Some(record) if record.verdict == Verdict::Pass => {
                let counts = record.level == Level::Documented && (!needs_rejection || rejected.contains(*name));
                is_proved |= counts;
                // What proves it is named first.
                passed.insert(if counts { 0 } else { passed.len() }, *name);
            }
            _ => undecided.push(*name),
        }
    }
    let state = match (failed.is_empty(), is_proved) {
        (false, _) => State::Broken,
        (true, true) => State::Proved,
        (true, false) => State::Untested,
    };
    let named = failed.iter().chain(&passed).chain(&undecided).take(NAMED).map(|name| line(name)).collect();
    Tested { operation, state, passed: passed.len(), failed: failed.len(), undecided: undecided.len(), cases: named }
}

#[cfg(test)]
mod tests {
    use super::{State, rows};
    use crate::record::{Quote, Record, Run};
    use ringback_contract::provenance::Source;
    use ringback_suite::{requirements::Requirement, stated::Stated};
    use serde_json::json;

    fn record(name: &str, verdict: &str, blamed: &str) -> Record {
        let because = [Quote { document: "d.md".into(), lines: [7, 7], quote: blamed.into() }];
        let text = json!({
            "name": name, "vendor": "acme", "operation": "order", "type": "acme/Order", "level": "documented",
            "expect": "accept", "verdict": verdict, "mismatches": [], "because": because, "request": null,
            "response": null, "millis": 0.0, "reproduce": null
        });
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn a_requirement_is_broken_by_who_blames_it_and_proved_by_who_could_have_failed() {
        let source = Source::line("d.md", 7, "At most 5 characters.");
        let names = ["acme/order/a/maxLength/longer", "acme/order/a/valid/longest"].map(String::from);
        let requirement = Requirement {
            subject: "acme/Order/a".into(),
            claim: "maxLength".into(),
            source,
            cases: names.to_vec(),
            untested: None,
        };
        let mut stated = Stated { requirements: vec![("acme".into(), vec![requirement])], ..Stated::default() };
        stated.rejected.insert(names[0].clone());
        let state = |longer: &str, longest: &str, blamed: &str| {
            let cases = vec![record(&names[0], longer, blamed), record(&names[1], longest, blamed)];
            let rows = rows(&Run { cases, ..Run::default() }, &stated);
            rows[0].tested[0].state
        };
        let mine = "At most 5 characters.";
        assert_eq!(state("pass", "pass", mine), State::Proved);
        assert_eq!(state("pass", "inconclusive", mine), State::Proved);
        assert_eq!(state("fail", "pass", mine), State::Broken);
        assert_eq!(state("inconclusive", "pass", mine), State::Untested, "a valid payload alone proves no limit");
        assert_eq!(state("pass", "fail", "Another sentence."), State::Proved, "another sentence is broken");
        assert_eq!(state("fail", "pass", "Another sentence."), State::Untested);
        assert_eq!(state("skipped", "unreachable", mine), State::Untested);
        let cases = vec![record("acme/order/recorded/response/a/maxLength", "fail", mine)];
        let rows = rows(&Run { cases, ..Run::default() }, &stated);
        assert_eq!(rows[0].tested[0].state, State::Broken, "what was recorded blames it");
    }
}
