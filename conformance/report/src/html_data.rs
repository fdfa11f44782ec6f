//! What the script of the HTML report shows: causes, cases, sentences and requirements, as texts that are safe to show.

use super::{
    case_summary::{CaseSummary, mismatch},
    cause::{Cause, Outcome, causes},
    matrix::Row,
    passage::Passage,
    plain::{line, lines},
    record::{Change, Quote, Record, Run, Verdict},
};
use ringback_suite::stated::Stated;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Bytes of requests, responses and commands in a page. What does not fit is only in the JSON report.
const EXCHANGES: usize = 6 * 1024 * 1024;

/// The data of a page.
#[derive(Serialize)]
pub(super) struct Data {
    /// Every outcome with its words, in order.
    outcomes: Vec<(Outcome, &'static str)>,
    causes: Vec<CauseData>,
    /// The cases that did not pass.
    cases: Vec<CaseData>,
    /// The cases that passed, by operation: name and milliseconds.
    passed: BTreeMap<String, Vec<(String, f64)>>,
    passages: Vec<Passage>,
    requirements: Vec<Requirement>,
}

#[derive(Serialize)]
struct CauseData {
    id: String,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    /// What is wrong, each in one line; never empty.
    wrong: Vec<String>,
    /// Indices of cases.
    cases: Vec<usize>,
}

#[derive(Serialize)]
struct CaseData {
    name: String,
    outcome: Outcome,
    /// The index of the cause under which it is shown.
    cause: usize,
    #[serde(flatten)]
    summary: Told,
    /// Indices of passages.
    stated: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<ExchangeData>,
    /// Whether the exchange is left out because the page would become too large.
    is_short: bool,
}

/// What a case sent, and what came back.
#[derive(Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<String>,
    expected: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    got: Option<String>,
    wrong: Vec<String>,
}

#[derive(Serialize)]
struct ExchangeData {
    request: Option<String>,
    response: Option<String>,
    again: Option<String>,
}

#[derive(Serialize)]
struct Requirement {
    #[serde(flatten)]
    row: Row,
    /// The index of its passage.
    stated: usize,
}

impl Data {
    /// The data of the page of a run.
    pub(super) fn of(run: &Run, stated: &Stated, rows: Vec<Row>) -> Self {
        let causes = causes(&run.cases);
        let mut passages = Passages { stated, known: HashMap::new(), all: Vec::new() };
        let (cases, causes) = cases(&causes, &mut passages);
        let mut passed: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
        for record in run.cases.iter().filter(|record| record.verdict == Verdict::Pass) {
            passed.entry(line(&record.group())).or_default().push((line(&record.name), record.millis));
        }
        let requirements =
            rows.into_iter().map(|row| Requirement { stated: passages.index(&row.vendor, &row.quote), row }).collect();
        let outcomes = Outcome::ALL.into_iter().map(|outcome| (outcome, outcome.words())).collect();
        Self { outcomes, causes, cases, passed, passages: passages.all, requirements }
    }
}

/// The cases in the order of their causes, and the causes.
fn cases(causes: &[Cause], passages: &mut Passages) -> (Vec<CaseData>, Vec<CauseData>) {
    let shown = with_exchange(causes);
    let mut indices: HashMap<&str, usize> = HashMap::new();
    let mut cases: Vec<CaseData> = Vec::new();
    let mut told = Vec::new();
    for (number, cause) in causes.iter().enumerate() {
        let own = cause.cases.iter().map(|record| {
            *indices.entry(&record.name).or_insert_with(|| {
                let is_shown = shown.contains(record.name.as_str());
                cases.push(case(record, number, is_shown, passages));
                cases.len() - 1
            })
        });
        let own = own.collect();
        told.push(CauseData {
            id: cause.id.clone(),
            outcome: cause.outcome,
            operation: cause.operation.as_deref().map(line),
            wrong: match cause.mismatches.is_empty() {
                true => vec![line(cause.why)],
                false => cause.mismatches.iter().map(|found| mismatch(found)).collect(),
            },
            cases: own,
        });
    }
    (cases, told)
}

/// The names of the cases whose exchanges fit into a page: the examples of all causes come first.
fn with_exchange<'a>(causes: &[Cause<'a>]) -> HashSet<&'a str> {
    let mut told = HashSet::new();
    let examples: Vec<&Record> = causes.iter().filter_map(|cause| cause.example(&mut told)).collect();
    let all = causes.iter().flat_map(|cause| cause.cases.iter().copied());
    let (mut shown, mut room) = (HashSet::new(), EXCHANGES);
    for record in examples.into_iter().chain(all) {
        let bytes = exchange(record).map_or(0, |exchange| exchange.bytes());
        if bytes <= room && shown.insert(record.name.as_str()) {
            room -= bytes;
        }
    }
    shown
}

fn case(record: &Record, cause: usize, is_shown: bool, passages: &mut Passages) -> CaseData {
    let CaseSummary { name, sent, expected, got, wrong, .. } = CaseSummary::of(record);
    let shown = |change: &Change| Change {
        at: line(&change.at),
        before: change.before.as_deref().map(line),
        after: change.after.as_deref().map(line),
    };
    CaseData {
        name,
        outcome: Outcome::of(record).unwrap_or(Outcome::Skipped),
        cause,
        summary: Told { sent, expected, got, wrong },
        stated: record.because.iter().map(|quote| passages.index(&record.vendor, quote)).collect(),
        tags: record.tags.iter().map(|tag| line(tag)).collect(),
        base: record.base.as_deref().map(line),
        differences: record.differences.iter().map(shown).collect(),
        exchange: exchange(record).filter(|_| is_shown),
        is_short: !is_shown,
    }
}

fn exchange(record: &Record) -> Option<ExchangeData> {
    let headers = |headers: &BTreeMap<String, String>| -> String {
        headers.iter().map(|(name, value)| format!("{}: {}\n", line(name), line(value))).collect()
    };
    let request = record.request.as_ref().map(|request| {
        let first = line(&format!("{} {}", request.method, request.url));
        format!("{first}\n{}\n{}", headers(&request.headers), body(&request.body))
    });
    let response = record.response.as_ref();
    let response = response
        .map(|response| format!("{}\n{}\n{}", response.status, headers(&response.headers), body(&response.body)));
    let again = record.reproduce.as_deref().map(lines);
    (request.is_some() || response.is_some()).then_some(ExchangeData { request, response, again })
}

impl ExchangeData {
    fn bytes(&self) -> usize {
        [&self.request, &self.response, &self.again].into_iter().flatten().map(String::len).sum()
    }
}

fn body(body: &Value) -> String {
    match body {
        Value::Null => String::new(),
        Value::String(text) => lines(text),
        other => lines(&serde_json::to_string_pretty(other).unwrap_or_else(|_| other.to_string())),
    }
}

/// The passages of a page, each once.
struct Passages<'a> {
    stated: &'a Stated,
    known: HashMap<(String, Quote), usize>,
    all: Vec<Passage>,
}

impl Passages<'_> {
    fn index(&mut self, vendor: &str, quote: &Quote) -> usize {
        let key = (vendor.to_owned(), quote.clone());
        *self.known.entry(key).or_insert_with(|| {
            self.all.push(Passage::of(self.stated, vendor, quote));
            self.all.len() - 1
        })
    }
}
