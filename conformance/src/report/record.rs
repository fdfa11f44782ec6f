//! What a report knows of a run and of each case, as the contract's JSON has it.

use crate::{
    case::{Breaks, Expect, Level},
    event::{Answer, Finished, Sent, Verdict as Outcome},
    mask::{self, Mask},
    report::plain::{beginning, cut, cut_of},
};
use ringback_generator::source::Source;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// Bodies and commands are kept up to this many bytes.
pub const KEPT: usize = 16 * 1024;

/// Messages are kept up to this many bytes: a validator quotes the whole value it dislikes.
const MESSAGE: usize = 1024;

/// So much is searched for what must be hidden. It is more than is kept, so that nothing is cut while it is half hidden.
const SEARCHED: usize = 4 * KEPT;

/// A run of the suite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// The version of the kit.
    pub ringback: String,
    /// The target as a person knows it.
    pub target: String,
    /// How many cases came to what.
    pub summary: Summary,
    /// Why the run ended before all cases were fired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// Operations through which no valid payload gets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwired: Vec<Unwired>,
    /// The cases, by name.
    pub cases: Vec<Record>,
    /// The same counts for each `VENDOR/OPERATION`.
    #[serde(skip)]
    pub operations: BTreeMap<String, Summary>,
    /// How long it took.
    #[serde(skip)]
    pub elapsed: Duration,
}

/// How many cases came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// All cases.
    pub cases: u64,
    /// As expected.
    pub passed: u64,
    /// Documented cases that were not as expected.
    pub failed: u64,
    /// Observed cases whose outcome differed from the guess; they never fail a run.
    pub observed: u64,
    /// Not fired, for a stated reason.
    pub skipped: u64,
    /// The target could not be reached or never answered properly.
    pub unreachable: u64,
    /// Mistakes of the kit; there only when there are any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub faulty: u64,
}

/// An operation through which no valid payload gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unwired {
    /// `VENDOR/OPERATION`.
    pub operation: String,
    /// What to look at.
    pub advice: String,
}

/// A case with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The case's name.
    pub name: String,
    /// The vendor.
    pub vendor: String,
    /// The operation.
    pub operation: String,
    /// The type of the payload, `VENDOR/TYPE`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a document decides it.
    pub level: Level,
    /// What was expected.
    pub expect: Expect,
    /// What became of it.
    pub verdict: Verdict,
    /// Why it was skipped, unreachable or faulty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What is not as expected.
    pub mismatches: Vec<Mismatch>,
    /// The words that decide it; of a failure first those that were broken.
    pub because: Vec<Quote>,
    /// What was sent.
    pub request: Option<Request>,
    /// What came back.
    pub response: Option<Response>,
    /// How long it took.
    pub millis: f64,
    /// A command that sends the same again.
    pub reproduce: Option<String>,
    /// The rule that the payload breaks.
    #[serde(skip)]
    pub breaks: Option<Breaks>,
    /// Classes of strictness.
    #[serde(skip)]
    pub tags: Vec<String>,
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As expected.
    Pass,
    /// Not as expected.
    Fail,
    /// Not fired.
    Skipped,
    /// No proper answer.
    Unreachable,
    /// A mistake of the kit.
    Faulty,
}

/// Something that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mismatch {
    /// Pointer to the value.
    pub at: String,
    /// The rule.
    pub rule: String,
    /// What was expected and what was there.
    pub message: String,
}

/// Words of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The document, relative to the vendor's folder.
    pub document: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The words.
    pub quote: String,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// The headers, without those that prove who is calling.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON where that is all that was sent, or else text.
    pub body: Value,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, without those that prove who is calling.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON, or else text.
    pub body: Value,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            ringback: env!("CARGO_PKG_VERSION").into(),
            target: String::new(),
            summary: Summary::default(),
            stopped: None,
            unwired: Vec::new(),
            cases: Vec::new(),
            operations: BTreeMap::new(),
            elapsed: Duration::ZERO,
        }
    }
}

impl Run {
    /// Counts a case, for the run and for its operation.
    pub fn count(&mut self, finished: &Finished) {
        let (case, verdict) = (&finished.case, Verdict::of(&finished.verdict));
        self.summary.count(case.level, verdict);
        self.operations.entry(format!("{}/{}", case.vendor, case.operation)).or_default().count(case.level, verdict);
    }

    /// Brings the cases into the order of their names, in which reports can be compared.
    pub fn sort(&mut self) {
        self.cases.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

impl Summary {
    /// Counts a case: the one place where it is decided what a verdict means for the run.
    pub fn count(&mut self, level: Level, verdict: Verdict) {
        self.cases += 1;
        let counter = match (verdict, level) {
            (Verdict::Pass, _) => &mut self.passed,
            (Verdict::Fail, Level::Documented) => &mut self.failed,
            (Verdict::Fail, Level::Observed) => &mut self.observed,
            (Verdict::Skipped, _) => &mut self.skipped,
            (Verdict::Unreachable, _) => &mut self.unreachable,
            (Verdict::Faulty, _) => &mut self.faulty,
        };
        *counter += 1;
    }
}

impl Verdict {
    fn of(verdict: &Outcome) -> Self {
        match verdict {
            Outcome::Pass => Self::Pass,
            Outcome::Fail(_) => Self::Fail,
            Outcome::Skipped(_) => Self::Skipped,
            Outcome::Unreachable(_) => Self::Unreachable,
            Outcome::Faulty(_) => Self::Faulty,
        }
    }
}

impl Record {
    /// What a report tells of a case.
    pub fn of(finished: &Finished, unmasked: bool) -> Self {
        let case = &finished.case;
        let mut mask = kept(finished, unmasked);
        let request = finished.request.as_ref().map(request);
        let response = finished.response.as_ref().map(|answer| response(answer, &mut mask));
        let said = |at: &str, text: &str| {
            let searched = beginning(text, SEARCHED);
            let said = mask.message(at, searched);
            // Hiding may shorten or lengthen a text: only what was not searched counts as cut.
            cut_of(&said, MESSAGE, said.len() + text.len() - searched.len())
        };
        let (mismatches, why) = match &finished.verdict {
            Outcome::Pass => (&[] as &[_], None),
            Outcome::Fail(mismatches) => (mismatches.as_slice(), None),
            Outcome::Skipped(why) | Outcome::Unreachable(why) | Outcome::Faulty(why) => (&[] as &[_], Some(why)),
        };
        let mut because: Vec<Quote> = Vec::new();
        for source in mismatches.iter().flat_map(|mismatch| &mismatch.because).chain(&case.because) {
            let quote = Quote::from(source);
            if !because.contains(&quote) {
                because.push(quote);
            }
        }
        Self {
            name: case.name.clone(),
            vendor: case.vendor.clone(),
            operation: case.operation.clone(),
            type_name: case.type_name.clone(),
            level: case.level,
            expect: case.expect,
            verdict: Verdict::of(&finished.verdict),
            why: why.map(|why| said("", why)),
            mismatches: mismatches
                .iter()
                .map(|found| Mismatch {
                    at: said("", &found.at),
                    rule: found.rule.clone(),
                    message: said(&found.at, &found.message),
                })
                .collect(),
            because,
            request,
            response,
            // Hundredths of a millisecond are more than a clock can be trusted with.
            millis: (finished.took.as_secs_f64() * 100_000.0).round() / 100.0,
            reproduce: finished.reproduce.as_deref().filter(|command| command.len() <= KEPT).map(mask::secrets),
            breaks: case.breaks.clone(),
            tags: case.tags.clone(),
        }
    }

    /// `VENDOR/OPERATION`.
    pub fn group(&self) -> String {
        format!("{}/{}", self.vendor, self.operation)
    }
}

impl From<&Source> for Quote {
    fn from(source: &Source) -> Self {
        Self { document: source.document.clone(), lines: source.lines, quote: source.quote.clone() }
    }
}

/// What was sent is ours to tell.
fn kept(finished: &Finished, unmasked: bool) -> Mask {
    let mut mask = Mask::new(unmasked);
    if let crate::case::Payload::Json(payload) = &finished.case.payload {
        mask.keep(payload);
    }
    if let Some(sent) = &finished.request {
        mask.keep_text(&sent.url);
        match serde_json::from_str(sent.body.as_deref().unwrap_or_default()) {
            Ok(body) => mask.keep(&body),
            Err(_) => mask.keep_text(sent.body.as_deref().unwrap_or_default()),
        }
    }
    mask
}

fn request(sent: &Sent) -> Request {
    let text = sent.body.as_deref().unwrap_or_default();
    // A payload may be broken in ways that reading it would mend: such a one is shown as it was sent.
    let exact = serde_json::from_str(text)
        .ok()
        .filter(|value: &Value| serde_json::to_string(value).is_ok_and(|read| read == text));
    let body = match &sent.body {
        None => Value::Null,
        Some(text) => fitting(exact.unwrap_or_else(|| Value::from(text.as_str()))),
    };
    Request {
        method: sent.method.clone(),
        url: mask::secrets(&sent.url),
        headers: headers(&sent.headers, mask::secrets),
        body,
    }
}

fn response(answer: &Answer, mask: &mut Mask) -> Response {
    let text = String::from_utf8_lossy(&answer.body);
    let searched = beginning(&text, SEARCHED);
    let all = |text: String| {
        let more = if answer.cut { " and more" } else { "" };
        let rest = answer.body.len().saturating_sub(searched.len());
        Value::from(format!("{}{more}", cut_of(&text, KEPT, text.len() + rest)))
    };
    let body = match answer.json() {
        Some(mut body) => {
            mask.value(&mut body);
            fitting(body)
        }
        None if answer.body.is_empty() => Value::Null,
        None => all(mask.text(searched)),
    };
    Response { status: answer.status, headers: headers(&answer.headers, |value| mask.text(value)), body }
}

fn headers(all: &[(String, String)], hide: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let mut kept = BTreeMap::<String, String>::new();
    for (name, value) in all.iter().filter(|(name, _)| !mask::is_secret(name)) {
        let value = cut(&hide(value), MESSAGE);
        let known = kept.entry(name.clone()).or_default();
        *known = if known.is_empty() { value } else { format!("{known}, {value}") };
    }
    kept
}

/// A body as it is, or the beginning of its text.
fn fitting(body: Value) -> Value {
    let text = match &body {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.len() <= KEPT { body } else { Value::from(cut(&text, KEPT)) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
