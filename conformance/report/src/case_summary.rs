//! The summary of a case that all readable formats share: what was sent, expected and received, the broken sentences,
//! and a command to send it again.

use super::{
    cause::Cause,
    plain::{cut, line},
    record::{Mismatch, Quote, Record, Run, Verdict},
};
use ringback_suite::case::Expect;
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write};

/// Bytes of a body that are shown in a line.
const SHORT: usize = 240;

/// Quotes that are shown for a case.
const QUOTES: usize = 3;

/// A case, as texts that fit on one line each.
#[derive(Debug, Serialize)]
pub(super) struct CaseSummary {
    pub name: String,
    pub sent: Option<String>,
    pub expected: String,
    /// The response, or the reason why there is none; `None` of what was recorded: its mismatches say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub got: Option<String>,
    pub wrong: Vec<String>,
    pub says: Vec<QuotedSentence>,
    pub again: Option<String>,
}

/// A quoted sentence with its place.
#[derive(Debug, Serialize)]
pub(super) struct QuotedSentence {
    pub place: String,
    pub words: String,
}

impl CaseSummary {
    pub(super) fn of(record: &Record) -> Self {
        let sent = record.request.as_ref().map(|request| {
            let body = shown(&request.body, SHORT);
            line(&format!("{} {} {body}", request.method, request.url)).trim_end().to_owned()
        });
        let got = record.response.as_ref().map(|response| {
            let kind = response.headers.get("content-type").map(|kind| format!(" {kind}")).unwrap_or_default();
            line(&format!("{}{kind} {}", response.status, shown(&response.body, SHORT))).trim_end().to_owned()
        });
        let wrong = record.mismatches.iter().map(mismatch);
        Self {
            name: line(&record.name),
            sent,
            expected: expected(record),
            got: got
                .or_else(|| record.why.as_deref().map(line))
                .or_else(|| record.request.is_some().then(|| "no response".into())),
            wrong: wrong.chain(record.why.as_deref().filter(|_| record.response.is_some()).map(line)).collect(),
            says: record.because.iter().take(QUOTES).map(|quote| QuotedSentence::of(&record.vendor, quote)).collect(),
            again: record.reproduce.as_deref().map(super::plain::lines),
        }
    }

    /// The summary as pairs of label and text.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        lines.extend(self.sent.iter().map(|sent| ("sent", sent.clone())));
        lines.push(("expected", self.expected.clone()));
        lines.extend(self.got.iter().map(|got| ("got", got.clone())));
        let first = if self.got.is_some() { "" } else { "got" };
        let labels = std::iter::once(first).chain(std::iter::repeat(""));
        lines.extend(labels.zip(&self.wrong).map(|(label, wrong)| (label, wrong.clone())));
        for said in &self.says {
            lines.push(("says", format!("“{}”", said.words)));
            lines.push(("", said.place.clone()));
        }
        lines.extend(self.again.iter().map(|again| ("again", again.clone())));
        lines
    }

    /// The summary as text, a label before each line.
    pub(super) fn text(&self) -> String {
        let lines = self.lines();
        lines.iter().map(|(label, words)| format!("{label:<9} {}\n", lines_of(words))).collect()
    }
}

/// Words of several lines, the further ones below the first.
fn lines_of(words: &str) -> String {
    super::plain::lines(words).replace('\n', "\n          ")
}

impl QuotedSentence {
    fn of(vendor: &str, quote: &Quote) -> Self {
        let [first, _] = quote.lines;
        Self { place: line(&format!("{vendor}/{}:{first}", quote.document)), words: line(&quote.quote) }
    }
}

/// Cases that are named beside the one that stands for a cause.
pub(super) const NAMED: usize = 5;

/// The other cases with the same cause, such as `2 more cases: a, b`; `None` if there are none.
pub(super) fn alike(cause: &Cause, example: &Record) -> Option<String> {
    let (names, left_out) = cause.others(example, NAMED);
    let count = names.len() + left_out;
    let cases = if count == 1 { "case" } else { "cases" };
    let rest = if left_out > 0 { format!("\nand {left_out} more") } else { String::new() };
    let names: Vec<String> = names.into_iter().map(line).collect();
    (count > 0).then(|| format!("{count} more {cases}\n{}{rest}", names.join("\n")))
}

/// A mismatch in one line: `/id: "1" is no UUID [format]`.
pub(super) fn mismatch(found: &Mismatch) -> String {
    let at = if found.at.is_empty() { String::new() } else { format!("{}: ", found.at) };
    line(&format!("{at}{} [{}]", found.message, found.rule))
}

fn expected(record: &Record) -> String {
    let expected = match (record.expect, &record.breaks) {
        (Expect::Accept, _) if record.mismatches.iter().any(|found| found.rule == "read-back") => {
            "accepted, and read back as it was sent".to_owned()
        }
        (Expect::Accept, _) => "accepted: the payload is valid".to_owned(),
        (Expect::Reject, Some(breaks)) => {
            let at = if breaks.at.is_empty() { String::new() } else { format!(" at {}", breaks.at) };
            format!("rejected: the payload breaks {:?}{at} ({})", breaks.rule, breaks.way)
        }
        (Expect::Reject, None) => "rejected: the payload is not valid for the operation".to_owned(),
        (Expect::Conform, _) => {
            let sent = record.request.as_ref().is_some_and(|request| !request.body.is_null());
            let holds = if sent { " and contains the sent values" } else { "" };
            let what = if record.request.is_some() { "the response" } else { "what was recorded" };
            format!("{what} conforms to {}{holds}", record.type_name)
        }
    };
    line(&expected)
}

/// A body as text, shortened.
pub(super) fn shown(body: &Value, bytes: usize) -> String {
    match body {
        Value::Null => String::new(),
        Value::String(text) => cut(text, bytes),
        other => cut(&other.to_string(), bytes),
    }
}

/// The counts of a run: `412 cases: 398 passed, 3 failed, 11 observed`.
pub(super) fn counts(run: &Run) -> String {
    let summary = &run.summary;
    let cases = if summary.cases == 1 { "case" } else { "cases" };
    let mut text = format!("{} {cases}: {} passed", summary.cases, summary.passed);
    for (count, what) in [
        (summary.failed, "failed"),
        (summary.observed, "observed to differ"),
        (summary.inconclusive, "inconclusive"),
        (summary.skipped, "skipped"),
        (summary.unreachable, "unreachable"),
        (summary.faulty, "faulty (errors in Ringback)"),
    ] {
        if count > 0 {
            _ = write!(text, ", {count} {what}");
        }
    }
    text
}

/// Why cases have a verdict that gives a reason: each reason once, with the number of its cases, the most frequent first.
pub(super) fn reasons(run: &Run, verdict: Verdict) -> Vec<(String, usize)> {
    let cases = run.cases.iter().filter(|record| record.verdict == verdict);
    tally(cases.map(|record| record.why.as_deref().map(line).unwrap_or_default()))
}

/// How often each text occurs, the most frequent first.
pub(super) fn tally(all: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Whether a case fails the run.
pub(super) fn fails(record: &Record) -> bool {
    record.verdict == Verdict::Fail && record.level == ringback_suite::case::Level::Documented
}

/// Whether the outcome of a case that no document decides differs from the guess.
pub(super) fn differs(record: &Record) -> bool {
    record.verdict == Verdict::Fail && record.level == ringback_suite::case::Level::Observed
}
