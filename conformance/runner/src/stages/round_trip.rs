//! Whether the sent values are returned: in the response itself (an echo), or by a reading operation.

use super::prepare::PreparedRequest;
use crate::{exchange::Response, judges::Judges};
use ringback_contract::{
    operation::{PayloadLocator, ReadBack},
    pointer::JsonPointer,
    provenance::Source,
};
use ringback_suite::{judge::Mismatch, value_matching::contains};
use serde_json::Value;

/// The values of the documented response type in a response, each with its pointer; `None` if the body is not JSON.
pub fn returned_values(prepared: &PreparedRequest, response: &Response) -> Option<Vec<(JsonPointer, Value)>> {
    Some(prepared.operation.response_at.clone().unwrap_or_default().values(&response.json()?))
}

/// Sent values that an echo lacks or changed. If the response has several values of the type, one of them must match.
pub fn echo_mismatches(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Vec<Mismatch> {
    if !prepared.operation.echoes {
        return Vec::new();
    }
    let (Some(sent), Some(values)) = (&prepared.request.payload, returned_values(prepared, response)) else {
        return Vec::new();
    };
    let kind = prepared.operation.response.as_deref();
    let missing = |value: &Value| missing(prepared, sent, value, kind, &Way::Echo, judges);
    closest(values, missing).unwrap_or_else(|| missing(&Value::Null))
}

/// Sent values that the response of a reading operation lacks or changed.
pub fn read_back_mismatches(
    prepared: &PreparedRequest,
    read_back: &ReadBack,
    response: &Response,
    judges: &Judges,
) -> Vec<Mismatch> {
    let Some(sent) = &prepared.request.payload else { return Vec::new() };
    let way = Way::ReadBack(&read_back.operation);
    let rule = || way.rule().into();
    let body = response.json().filter(|_| response.is_success());
    let Some(body) = body else {
        let message = format!(
            "the sent payload cannot be read back: {} responded with status {}",
            read_back.operation, response.status
        );
        return vec![Mismatch { at: String::new(), rule: rule(), message, because: prepared.case.because.clone() }];
    };
    if read_back.compare.is_empty() {
        let data = PayloadLocator::from(&JsonPointer::default().property("data")).elements();
        let anywhere = [(JsonPointer::default(), body.clone())].into_iter().chain(data.values(&body));
        let kind = prepared.operation.response.as_deref();
        return closest(anywhere, |value| missing(prepared, sent, value, kind, &way, judges)).unwrap_or_default();
    }
    let part = |(from, to): (&JsonPointer, &PayloadLocator)| -> Option<Mismatch> {
        let value = from.resolve(sent)?;
        if to.values(&body).iter().any(|(_, found)| contains(found, value)) {
            return None;
        }
        let message = format!("the sent value {value} is missing at {to} of {}", read_back.operation);
        let case = &prepared.case;
        let because = judges.promise(&case.vendor, &case.operation, from).unwrap_or(&case.because).clone();
        Some(Mismatch { at: from.to_string(), rule: rule(), message, because })
    };
    let whole = |to: &PayloadLocator| {
        let kind = prepared.operation.request.as_deref();
        let missing = |value: &Value| missing(prepared, sent, value, kind, &way, judges);
        closest(to.values(&body), missing).unwrap_or_else(|| missing(&Value::Null))
    };
    let compare = |(from, to): (&JsonPointer, &PayloadLocator)| match from.is_whole() {
        true => whole(to),
        false => part((from, to)).into_iter().collect(),
    };
    read_back.compare.iter().flat_map(compare).collect()
}

/// What a reading operation shows with another value than was sent, where no document promises the same; none if it shows
/// no such value at all.
pub fn shown_otherwise(prepared: &PreparedRequest, read_back: &ReadBack, response: &Response) -> Option<String> {
    let sent = prepared.request.payload.as_ref()?;
    let body = response.json().filter(|_| response.is_success())?;
    read_back.observe.iter().find_map(|(from, to)| {
        let value = from.resolve(sent)?;
        let shown = to.values(&body);
        let differs = !shown.is_empty() && !shown.iter().any(|(_, found)| contains(found, value));
        differs
            .then(|| format!("it shows other values at {to} than were sent at {from} to {}", prepared.operation.name))
    })
}

/// How the sent values are returned.
enum Way<'a> {
    /// In the response itself.
    Echo,
    /// In what this reading operation returned.
    ReadBack(&'a str),
}

impl Way<'_> {
    /// The rule that a mismatch cites: `echo` or `read-back`.
    fn rule(&self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::ReadBack(_) => "read-back",
        }
    }
}

/// The mismatches of the value that has the fewest; `None` if there is no value.
fn closest(
    values: impl IntoIterator<Item = (JsonPointer, Value)>,
    missing: impl Fn(&Value) -> Vec<Mismatch>,
) -> Option<Vec<Mismatch>> {
    values.into_iter().map(|(_, value)| missing(&value)).min_by_key(Vec::len)
}

/// The properties of an object that another object lacks or has with another value. If the type of the other is
/// documented, a property that it does not declare may be missing.
fn missing(
    prepared: &PreparedRequest,
    sent: &Value,
    found: &Value,
    kind: Option<&str>,
    way: &Way,
    judges: &Judges,
) -> Vec<Mismatch> {
    let Value::Object(properties) = sent else { return Vec::new() };
    let sentences = |name: &str| -> Option<&Vec<Source>> { judges.sentences(&prepared.case.vendor, kind?, name) };
    let comes_back = |name: &str| kind.is_none() || sentences(name).is_some();
    let missing = properties.iter().filter(|(name, value)| {
        comes_back(name) && !found.get(name.as_str()).is_some_and(|found| contains(found, value))
    });
    missing
        .map(|(name, value)| {
            let found = found.get(name).map_or_else(|| "nothing".to_owned(), Value::to_string);
            Mismatch {
                at: JsonPointer::default().property(name).to_string(),
                rule: way.rule().into(),
                message: match way {
                    Way::Echo => format!("sent {value}, returned as {found}"),
                    Way::ReadBack(operation) => format!("sent {value}, read back by {operation} as {found}"),
                },
                because: sentences(name).unwrap_or(&prepared.case.because).clone(),
            }
        })
        .collect()
}
