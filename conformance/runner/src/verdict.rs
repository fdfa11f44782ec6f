//! Judges an answer: whether the payload was taken or refused as it had to be, and whether what came back conforms.

use crate::{
    event::{Answer, Verdict},
    shot::Shot,
};
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    source::{Basis, Source},
    vendor::ReadBack,
};
use ringback_suite::{
    case::{Expect, Level, Payload},
    container::walk,
    derive::promise::{promise, words},
    judge::{Judge, Mismatch},
    value_matching::contains,
};
use serde_json::Value;
use std::collections::HashMap;

/// The judges of all types, each built once, and the words they quote.
pub struct Judges {
    /// By `VENDOR/TYPE`.
    types: HashMap<String, Known>,
    /// Who promises that what is sent is found again: by `VENDOR/OPERATION` and where it was sent.
    promises: HashMap<(String, String), Vec<Source>>,
}

struct Known {
    judge: Judge,
    /// The words about each property.
    words: HashMap<String, Vec<Source>>,
    /// Whether a document describes the type; what only an overlay describes fails nobody.
    documented: bool,
}

impl Judges {
    /// The judges of some vendors.
    ///
    /// # Errors
    ///
    /// When a canonical schema does not compile, which is a mistake of ours.
    pub fn new(models: &[Model]) -> Result<Self, Error> {
        let mut types = HashMap::new();
        let mut promises = HashMap::new();
        for model in models {
            for operation in &model.vendor.operations {
                for (from, to) in operation.read_back.iter().flat_map(|read_back| &read_back.compare) {
                    let key = (format!("{}/{}", model.vendor.name, operation.name), from.clone());
                    promises.insert(key, promise(model, operation, from, to));
                }
            }
            for (name, kind) in &model.types {
                let documented = kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated);
                let properties = kind.node.properties.iter();
                let words = properties.map(|(name, property)| (name.clone(), words(property))).collect();
                let known = Known { judge: Judge::new(model, name)?, words, documented };
                types.insert(format!("{}/{name}", model.vendor.name), known);
            }
        }
        Ok(Self { types, promises })
    }

    /// The judge of a type.
    pub fn get(&self, type_name: &str) -> Option<&Judge> {
        self.types.get(type_name).map(|known| &known.judge)
    }

    /// The words about a property of what a shot returns; none when the type is not documented or has no such property.
    fn words(&self, shot: &Shot, property: &str) -> Option<&Vec<Source>> {
        let returned = shot.operation.response.as_ref()?;
        self.types.get(&format!("{}/{returned}", shot.case.vendor))?.words.get(property)
    }

    /// What is wrong with a value by what documents say; what only overlays say is left out.
    fn documented(&self, vendor: &str, name: &str, value: &Value) -> Vec<Mismatch> {
        let Some(known) = self.types.get(&format!("{vendor}/{name}")).filter(|known| known.documented) else {
            return Vec::new();
        };
        let stated = |mismatch: &Mismatch| mismatch.because.iter().any(|source| !source.is_overlay());
        known.judge.judge(value).into_iter().filter(stated).collect()
    }
}

/// Statuses that say nothing about the payload: who asks, where, and how often.
const BESIDE_THE_POINT: [u16; 5] = [401, 403, 404, 408, 429];

/// What the answer to a shot means.
pub fn judge(shot: &Shot, answer: &Answer, judges: &Judges) -> Verdict {
    let accepted = accepts(shot, answer.status);
    let mismatches = match shot.case.expect {
        _ if answer.status >= 500 => vec![unexpected(shot, answer, "no payload, valid or not, is answered by a 5xx")],
        Expect::Accept if !accepted => {
            let expected = match shot.case.level {
                Level::Documented => "the payload breaks no documented rule and must be accepted",
                Level::Observed => "no document decides whether such a payload is accepted",
            };
            vec![unexpected(shot, answer, expected)]
        }
        Expect::Reject if rejects(shot, answer.status) => error_body(shot, answer, judges),
        Expect::Reject => vec![not_refused(shot, answer, accepted, judges)],
        Expect::Conform if !accepted && shot.case.may_be_taken() && (200..300).contains(&answer.status) => {
            vec![unexpected(shot, answer, "what is taken is answered with a documented status")]
        }
        Expect::Conform if !accepted && shot.case.may_be_taken() => {
            return Verdict::Skipped(format!(
                "refused with status {}, so nothing was returned to be judged",
                answer.status
            ));
        }
        Expect::Conform if !accepted => {
            vec![unexpected(shot, answer, "a documented reading operation answers with what it reads")]
        }
        Expect::Accept => returned(shot, answer, judges).into_iter().chain(echoed(shot, answer, judges)).collect(),
        Expect::Conform => match found(shot, answer) {
            Some(values) if values.is_empty() => {
                return Verdict::Skipped(
                    "nothing of the documented type was returned, so nothing could be judged".into(),
                );
            }
            _ if shot.case.may_be_taken() => {
                returned(shot, answer, judges).into_iter().chain(echoed(shot, answer, judges)).collect()
            }
            _ => returned(shot, answer, judges),
        },
    };
    if mismatches.is_empty() { Verdict::Pass } else { Verdict::Fail(mismatches) }
}

/// Whether a status says that the payload was taken.
pub fn accepts(shot: &Shot, status: u16) -> bool {
    let documented = &shot.operation.success;
    if documented.is_empty() { (200..300).contains(&status) } else { documented.contains(&status) }
}

/// Whether a status says that the payload was refused. A body that is no payload at all may be refused before anything
/// that is documented looks at it, such as by 415.
pub fn rejects(shot: &Shot, status: u16) -> bool {
    let documented = &shot.operation.rejection;
    let refusing = (400..500).contains(&status) && !BESIDE_THE_POINT.contains(&status);
    let no_payload = matches!(shot.case.payload, Payload::Body { .. });
    if documented.is_empty() || no_payload { refusing } else { documented.contains(&status) }
}

fn unexpected(shot: &Shot, answer: &Answer, expected: &str) -> Mismatch {
    Mismatch {
        at: String::new(),
        rule: "status".into(),
        message: format!("answered with status {}: {expected}", answer.status),
        because: shot.case.because.clone(),
    }
}

fn not_refused(shot: &Shot, answer: &Answer, accepted: bool, judges: &Judges) -> Mismatch {
    let Some(breaks) = &shot.case.breaks else { return unexpected(shot, answer, "the payload must be refused") };
    let verb = if accepted { "accepted" } else { "not refused as documented" };
    let payload = shot.request.payload.as_ref();
    let broken = payload.and_then(|payload| judges.get(&shot.case.type_name)?.judge(payload).into_iter().next());
    let why = broken.map_or_else(|| format!("it is {}", breaks.way.replace('-', " ")), |mismatch| mismatch.message);
    Mismatch {
        at: breaks.at.clone(),
        rule: breaks.rule.clone(),
        message: format!("{verb} with status {}, although {why}", answer.status),
        because: shot.case.because.clone(),
    }
}

/// What a refusal says of itself, by the documented type of its body.
fn error_body(shot: &Shot, answer: &Answer, judges: &Judges) -> Vec<Mismatch> {
    match (&shot.operation.error, answer.json()) {
        (Some(name), Some(body)) => judges.documented(&shot.case.vendor, name, &body),
        _ => Vec::new(),
    }
}

/// The values of the response type in an answer; `None` when the answer is no JSON.
fn found(shot: &Shot, answer: &Answer) -> Option<Vec<(String, Value)>> {
    Some(walk(&answer.json()?, shot.operation.response_at.as_deref().unwrap_or_default()))
}

/// What is wrong with what came back.
fn returned(shot: &Shot, answer: &Answer, judges: &Judges) -> Vec<Mismatch> {
    let Some(name) = &shot.operation.response else { return Vec::new() };
    let Some(values) = found(shot, answer) else {
        let broken = if answer.cut { "was cut: it is larger than what is read" } else { "is no JSON" };
        let message = format!("the body {broken}, although the type {name} is documented for it");
        return vec![Mismatch {
            at: String::new(),
            rule: "body".into(),
            message,
            because: declared(shot, judges, name),
        }];
    };
    if let Some(kind) = answer.header("content-type").filter(|kind| !is_json(kind)) {
        let message = format!("the body is JSON of the type {name}, and content-type says {kind:?}");
        let because = declared(shot, judges, name);
        return vec![Mismatch { at: String::new(), rule: "content-type".into(), message, because }];
    }
    let one = |(at, value): (String, Value)| -> Vec<Mismatch> {
        let mismatches = judges.documented(&shot.case.vendor, name, &value);
        mismatches.into_iter().map(|mismatch| Mismatch { at: format!("{at}{}", mismatch.at), ..mismatch }).collect()
    };
    values.into_iter().flat_map(one).collect()
}

/// `application/json`, or a type that is written in it.
fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.ends_with("/json") || kind.ends_with("+json")
}

fn declared(shot: &Shot, judges: &Judges, name: &str) -> Vec<Source> {
    let judge = judges.get(&format!("{}/{name}", shot.case.vendor));
    judge.map(Judge::declared).filter(|sources| !sources.is_empty()).unwrap_or_else(|| shot.case.because.clone())
}

/// What was sent and does not come back equal, where it must. Of several values that come back one must be it.
fn echoed(shot: &Shot, answer: &Answer, judges: &Judges) -> Vec<Mismatch> {
    if !shot.operation.echoes {
        return Vec::new();
    }
    let (Some(sent), Some(values)) = (&shot.request.payload, found(shot, answer)) else { return Vec::new() };
    let closest = values.iter().map(|(_, value)| lost(shot, sent, value, &Came::Back, judges)).min_by_key(Vec::len);
    closest.unwrap_or_else(|| lost(shot, sent, &Value::Null, &Came::Back, judges))
}

/// What was sent and is not found again in what a reading operation returned.
pub fn read_back(shot: &Shot, read: &ReadBack, answer: &Answer, judges: &Judges) -> Vec<Mismatch> {
    let Some(sent) = &shot.request.payload else { return Vec::new() };
    let body = answer.json().filter(|_| (200..300).contains(&answer.status));
    let Some(body) = body else {
        let message =
            format!("what was sent is not found again: {} is answered with status {}", read.operation, answer.status);
        return vec![Mismatch {
            at: String::new(),
            rule: "read-back".into(),
            message,
            because: shot.case.because.clone(),
        }];
    };
    if read.compare.is_empty() {
        let anywhere = std::iter::once(body.clone()).chain(walk(&body, "/data/*").into_iter().map(|(_, value)| value));
        let closest =
            anywhere.map(|value| lost(shot, sent, &value, &Came::Read(&read.operation), judges)).min_by_key(Vec::len);
        return closest.unwrap_or_default();
    }
    let compare = |(from, to): (&String, &String)| -> Vec<Mismatch> {
        let Some(value) = sent.pointer(from) else { return Vec::new() };
        let places = walk(&body, to);
        if places.iter().any(|(_, found)| contains(found, value)) {
            return Vec::new();
        }
        let message = format!("what was sent, {value}, is not found again at {to} of {}", read.operation);
        let key = (format!("{}/{}", shot.case.vendor, shot.case.operation), from.clone());
        let because = judges.promises.get(&key).unwrap_or(&shot.case.because).clone();
        vec![Mismatch { at: from.clone(), rule: "read-back".into(), message, because }]
    };
    read.compare.iter().flat_map(compare).collect()
}

/// Where what was sent is looked for.
enum Came<'a> {
    /// In the answer itself.
    Back,
    /// In what a reading operation returned.
    Read(&'a str),
}

impl Came<'_> {
    fn rule(&self) -> &'static str {
        match self {
            Self::Back => "echo",
            Self::Read(_) => "read-back",
        }
    }
}

/// The properties of an object that another does not have, or not equal. Where it is documented what comes back, a
/// property that is not documented there need not.
fn lost(shot: &Shot, sent: &Value, found: &Value, came: &Came, judges: &Judges) -> Vec<Mismatch> {
    let Value::Object(properties) = sent else { return Vec::new() };
    let comes_back = |name: &str| shot.operation.response.is_none() || judges.words(shot, name).is_some();
    let missing = properties.iter().filter(|(name, value)| {
        comes_back(name) && !found.get(name.as_str()).is_some_and(|found| contains(found, value))
    });
    missing
        .map(|(name, value)| {
            let found = found.get(name).map_or_else(|| "nothing".to_owned(), Value::to_string);
            Mismatch {
                at: format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                rule: came.rule().into(),
                message: match came {
                    Came::Back => format!("sent {value}, came back as {found}"),
                    Came::Read(operation) => format!("sent {value}, read back by {operation} as {found}"),
                },
                because: judges.words(shot, name).unwrap_or(&shot.case.because).clone(),
            }
        })
        .collect()
}
