//! What went wrong, told once: cases that differ in the same way are one cause.
//!
//! Two mismatches are the same if operation, rule, place and message are, whatever the values in the message and the
//! positions in lists; two statuses, if the sentence is the same that they go against. Cases that are inconclusive, skipped or unreachable are the same if their reasons are. A case with
//! several mismatches belongs to several causes.

use super::record::{Mismatch, Record, Verdict};
use ringback_suite::case::Level;
use serde::{Serialize, de::IgnoredAny};
use sha2::{Digest, Sha256};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

/// What became of a case that did not pass, in the order in which a reader should look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    /// A documented case with another outcome than the expected one.
    Failed,
    /// No valid response.
    Unreachable,
    /// An error in Ringback itself.
    Faulty,
    /// The response says nothing about the contract.
    Inconclusive,
    /// Another outcome than the guessed one.
    Observed,
    /// Not sent.
    Skipped,
}

impl Outcome {
    /// Every outcome, in order.
    pub(super) const ALL: [Self; 6] =
        [Self::Failed, Self::Unreachable, Self::Faulty, Self::Inconclusive, Self::Observed, Self::Skipped];

    /// The outcome of a case; `None` if it passed.
    pub(super) fn of(record: &Record) -> Option<Self> {
        match (record.verdict, record.level) {
            (Verdict::Pass, _) => None,
            (Verdict::Fail, Level::Documented) => Some(Self::Failed),
            (Verdict::Fail, Level::Observed) => Some(Self::Observed),
            (Verdict::Unreachable, _) => Some(Self::Unreachable),
            (Verdict::Faulty, _) => Some(Self::Faulty),
            (Verdict::Inconclusive, _) => Some(Self::Inconclusive),
            (Verdict::Skipped, _) => Some(Self::Skipped),
        }
    }

    /// The outcome in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Unreachable => "unreachable",
            Self::Faulty => "error in Ringback itself",
            Self::Inconclusive => "inconclusive",
            Self::Observed => "observed to differ",
            Self::Skipped => "skipped",
        }
    }
}

/// What some cases have in common.
#[derive(Debug)]
pub(super) struct Cause<'a> {
    /// A name that is the same in every run with this cause, such as `cause-5d41402a`.
    pub id: String,
    /// What became of the cases.
    pub outcome: Outcome,
    /// The operation, `VENDOR/OPERATION`; `None` if the reason is none of a single operation.
    pub operation: Option<String>,
    /// The mismatches that all of the cases show, as the first case shows them.
    pub mismatches: Vec<&'a Mismatch>,
    /// The reason, if there are no mismatches.
    pub why: &'a str,
    /// The cases, the one that differs least from its valid payload first; never empty.
    pub cases: Vec<&'a Record>,
}

impl<'a> Cause<'a> {
    /// The case that stands for all: the first that does not stand for another cause.
    pub(super) fn example(&self, told: &mut HashSet<&'a str>) -> Option<&'a Record> {
        self.cases.iter().copied().find(|record| told.insert(&record.name))
    }

    /// The names of the cases beside an example, at most a few, and how many those are that are left out.
    pub(super) fn others(&self, example: &Record, most: usize) -> (Vec<&'a str>, usize) {
        let others = self.cases.iter().map(|record| record.name.as_str()).filter(|name| *name != example.name);
        let names: Vec<&str> = others.take(most).collect();
        let left_out = self.cases.len().saturating_sub(names.len() + 1);
        (names, left_out)
    }
}

/// The causes of everything that did not pass: by outcome, and then the most frequent first.
pub(super) fn causes<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<Cause<'a>> {
    let mut found: BTreeMap<Signature, Cause<'a>> = BTreeMap::new();
    let mut records: Vec<&Record> = records.into_iter().collect();
    // The plainest payload shows best what is wrong.
    records.sort_by_key(|record| record.differences.len());
    for record in records {
        let Some(outcome) = Outcome::of(record) else { continue };
        let mut own = HashSet::new();
        for (signature, mismatch) in signatures(record, outcome) {
            // A list with ten wrong items is wrong once.
            if own.insert(signature.clone()) {
                let cause = found.entry(signature).or_insert_with_key(|signature| new(signature, record, mismatch));
                cause.cases.push(record);
            }
        }
    }
    let mut causes: Vec<Cause<'a>> = joined(found.into_values());
    let first = |cause: &Cause<'a>| cause.cases.first().map(|record| record.name.as_str());
    causes.sort_by_key(|cause| (cause.outcome, Reverse(cause.cases.len()), first(cause)));
    causes
}

/// Outcome, operation, rule, place, message.
type Signature = (Outcome, Option<String>, String, String, String);

fn signatures(record: &Record, outcome: Outcome) -> Vec<(Signature, Option<&Mismatch>)> {
    // A status says of the whole payload that it is refused: which sentence it refuses is another story each. A server that
    // breaks down has one story.
    let sentence = || {
        let quote = record.because.first().map(|quote| format!("{}:{}", quote.document, quote.lines[0]));
        quote.filter(|_| record.response.as_ref().is_none_or(|response| response.status < 500)).unwrap_or_default()
    };
    let of_mismatch = |found: &'_ Mismatch| -> Signature {
        let place = if found.rule == "status" { sentence() } else { place(&found.at) };
        (outcome, Some(record.group()), found.rule.clone(), place, kind(&found.message))
    };
    let why = record.why.as_deref().unwrap_or_default();
    match outcome {
        Outcome::Failed | Outcome::Observed if !record.mismatches.is_empty() => {
            record.mismatches.iter().map(|found| (of_mismatch(found), Some(found))).collect()
        }
        // A port or a duration in an error message is no cause of its own.
        Outcome::Unreachable | Outcome::Faulty => {
            vec![((outcome, None, String::new(), String::new(), kind(why)), None)]
        }
        _ => vec![((outcome, None, String::new(), String::new(), why.to_owned()), None)],
    }
}

fn new<'a>(signature: &Signature, record: &'a Record, mismatch: Option<&'a Mismatch>) -> Cause<'a> {
    let (outcome, operation, rule, place, message) = signature;
    let digest = Sha256::digest(serde_json::json!([outcome, operation, rule, place, message]).to_string());
    let hex: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Cause {
        id: format!("cause-{hex}"),
        outcome: *outcome,
        operation: operation.clone(),
        mismatches: mismatch.into_iter().collect(),
        why: record.why.as_deref().unwrap_or_default(),
        cases: Vec::new(),
    }
}

/// The causes with those joined that the very same cases show: nobody can tell whether they are two.
fn joined<'a>(causes: impl Iterator<Item = Cause<'a>>) -> Vec<Cause<'a>> {
    let mut known: BTreeMap<(Outcome, Vec<&str>), usize> = BTreeMap::new();
    let mut all: Vec<Cause<'a>> = Vec::new();
    for cause in causes {
        let names = cause.cases.iter().map(|record| record.name.as_str()).collect();
        let index = *known.entry((cause.outcome, names)).or_insert(all.len());
        match all.get_mut(index) {
            Some(same) => same.mismatches.extend(cause.mismatches),
            None => all.push(cause),
        }
    }
    for cause in &mut all {
        // In the order in which the first case has them.
        let position = |one: &&Mismatch| {
            let first = cause.cases.first();
            first.and_then(|record| record.mismatches.iter().position(|found| std::ptr::eq(found, *one)))
        };
        cause.mismatches.sort_by_key(position);
    }
    all
}

/// A place with `*` for every position in a list.
fn place(at: &str) -> String {
    let token = |token: &str| match !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) {
        true => "*".to_owned(),
        false => token.to_owned(),
    };
    at.split('/').map(token).collect::<Vec<_>>().join("/")
}

/// A message with `…` for every JSON value in it, except the status of a response.
fn kind(message: &str) -> String {
    let mut kind = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(c) = rest.chars().next() {
        let in_a_word = kind.ends_with(|c: char| c.is_alphanumeric());
        let starts_a_value = matches!(c, '"' | '{' | '[') || (!in_a_word && (c == '-' || c.is_ascii_digit()));
        let value = if starts_a_value && !kind.ends_with("status ") { length_of_value(rest) } else { None };
        match value {
            Some(length) => {
                kind.push('…');
                rest = rest.get(length..).unwrap_or_default();
            }
            None => {
                kind.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    kind
}

/// The length of the JSON value that a text begins with.
fn length_of_value(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

#[cfg(test)]
mod tests {
    use super::{kind, place};

    #[test]
    fn values_and_positions_make_no_other_cause_and_statuses_and_words_do() {
        for (one, other) in [
            ("\"a b\" was sent, 12 came back", "\"c\\\"\" was sent, -7.5e3 came back"),
            ("{\"a\": [1]} is no text", "[] is no text"),
            (
                "accepted with status 201, although \"x\" is longer than 5",
                "accepted with status 201, although \"y\" is longer than 5",
            ),
        ] {
            assert_eq!(kind(one), kind(other));
        }
        for (one, other) in [
            ("status 400: it must be accepted", "status 500: it must be accepted"),
            ("\"a\" is too long", "\"a\" is too short"),
            ("no E.164 number", "no UUID"),
        ] {
            assert_ne!(kind(one), kind(other));
        }
        for whole in ["", "an open \"quote", "[[[[", "{", "sha256", "-", "v1"] {
            assert_eq!(kind(whole), whole);
        }
        assert_eq!(place("/items/0/a1/12"), place("/items/7/a1/3"));
        assert_ne!(place("/items/0/a"), place("/items/a/0"));
    }
}
