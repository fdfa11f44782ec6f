//! Turns the result of a case into a record for reports: shortened to a readable size, credentials removed, and phone
//! numbers and names masked.

use super::{
    plain::{beginning, cut, cut_of},
    record::{Change, Mismatch, Quote, Record, Request, Response, Verdict},
};
use ringback_contract::{
    mask::Mask,
    provenance::Source,
    secret::{is_secret, secrets},
};
use ringback_runner::{
    event::{self, CaseResult, ShownRequest},
    exchange,
};
use ringback_suite::{case::Payload, difference::Difference};
use serde_json::Value;
use std::collections::BTreeMap;

/// Bytes of a body or command that are kept.
pub const KEPT: usize = 16 * 1024;

/// Bytes of a message that are kept: a validator quotes the whole rejected value.
const MESSAGE: usize = 1024;

/// Bytes of a text that are searched for data to mask: more than is kept, so that no number or name is cut before it is
/// recognised.
const SEARCHED: usize = 4 * KEPT;

impl Record {
    /// The record of a case's result.
    pub fn of(result: &CaseResult, unmasked: bool) -> Self {
        let case = &result.case;
        let mut mask = kept(result, unmasked);
        let request = result.request.as_ref().map(request);
        let response = result.response.as_ref().map(|received| response(received, &mut mask));
        let said = |at: &str, text: &str| {
            let searched = beginning(text, SEARCHED);
            let said = mask.message(at, searched);
            // Hiding may shorten or lengthen a text: only what was not searched counts as cut.
            cut_of(&said, MESSAGE, said.len() + text.len() - searched.len())
        };
        let (mismatches, why) = match &result.verdict {
            event::Verdict::Pass => (&[] as &[_], None),
            event::Verdict::Fail(mismatches) => (mismatches.as_slice(), None),
            event::Verdict::Inconclusive(why)
            | event::Verdict::Skipped(why)
            | event::Verdict::Unreachable(why)
            | event::Verdict::Faulty(why) => (&[] as &[_], Some(why)),
        };
        let mut because: Vec<Quote> = Vec::new();
        let mut add = |source: &Source| {
            let quote = Quote::from(source);
            if !because.contains(&quote) {
                because.push(quote);
            }
            because.len()
        };
        let broken = mismatches.iter().flat_map(|mismatch| &mismatch.because).map(&mut add).max().unwrap_or_default();
        case.because.iter().for_each(|source| _ = add(source));
        Self {
            name: case.name.clone(),
            vendor: case.vendor.clone(),
            operation: case.operation.clone(),
            type_name: case.type_name.clone(),
            level: result.level(),
            expect: case.expect,
            base: case.base.clone(),
            verdict: Verdict::of(&result.verdict),
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
            broken: broken as u64,
            differences: result.differences.iter().map(change).collect(),
            request,
            response,
            // Hundredths of a millisecond are more than a clock can be trusted with.
            millis: (result.took.as_secs_f64() * 100_000.0).round() / 100.0,
            reproduce: result.reproduce.as_deref().filter(|command| command.len() <= KEPT).map(secrets),
            breaks: case.breaks.clone(),
            tags: case.tags.clone(),
        }
    }
}

/// A mask that leaves alone what this program sent itself: its test data is nobody's private data.
fn kept(result: &CaseResult, unmasked: bool) -> Mask {
    let mut mask = Mask::new(unmasked);
    if let Payload::Json(payload) = &result.case.payload {
        mask.keep(payload);
    }
    if let Some(sent) = &result.request {
        keep_sent(&mut mask, sent);
    }
    mask
}

/// Lets a mask leave alone what a request sent.
pub(super) fn keep_sent(mask: &mut Mask, sent: &ShownRequest) {
    mask.keep_text(&sent.url);
    match serde_json::from_str(sent.body.as_deref().unwrap_or_default()) {
        Ok(body) => mask.keep(&body),
        Err(_) => mask.keep_text(sent.body.as_deref().unwrap_or_default()),
    }
}

/// Bytes of a changed value that are kept.
const CHANGED: usize = 512;

fn change(difference: &Difference) -> Change {
    let shown = |value: &Value| cut(&secrets(&value.to_string()), CHANGED);
    Change {
        at: difference.at.to_string(),
        before: difference.before.as_ref().map(shown),
        after: difference.after.as_ref().map(shown),
    }
}

fn request(sent: &ShownRequest) -> Request {
    let text = sent.body.as_deref().unwrap_or_default();
    // A payload may be broken in ways that reading it would mend: such a one is shown as it was sent.
    let exact = serde_json::from_str(text)
        .ok()
        .filter(|value: &Value| serde_json::to_string(value).is_ok_and(|read| read == text));
    let body = match &sent.body {
        None => Value::Null,
        Some(text) => fitting(exact.unwrap_or_else(|| Value::from(text.as_str()))),
    };
    Request { method: sent.method.clone(), url: secrets(&sent.url), headers: headers(&sent.headers, secrets), body }
}

fn response(response: &exchange::Response, mask: &mut Mask) -> Response {
    let text = String::from_utf8_lossy(&response.body);
    let searched = beginning(&text, SEARCHED);
    let all = |text: String| {
        let more = if response.truncated { " and more" } else { "" };
        let rest = response.body.len().saturating_sub(searched.len());
        Value::from(format!("{}{more}", cut_of(&text, KEPT, text.len() + rest)))
    };
    let body = match response.json() {
        Some(mut body) => {
            mask.value(&mut body);
            fitting(body)
        }
        None if response.body.is_empty() => Value::Null,
        None => all(mask.text(searched)),
    };
    Response { status: response.status, headers: headers(&response.headers, |value| mask.text(value)), body }
}

/// The headers that hold no credentials, each name once.
pub(super) fn headers(all: &[(String, String)], hide: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let mut kept = BTreeMap::<String, String>::new();
    for (name, value) in all.iter().filter(|(name, _)| !is_secret(name)) {
        let value = cut(&hide(value), MESSAGE);
        let known = kept.entry(name.clone()).or_default();
        *known = if known.is_empty() { value } else { format!("{known}, {value}") };
    }
    kept
}

/// A body as it is if it is small enough, else the beginning of its text.
fn fitting(body: Value) -> Value {
    let text = match &body {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.len() <= KEPT { body } else { Value::from(cut(&text, KEPT)) }
}
