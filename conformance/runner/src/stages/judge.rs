//! Stage 3: judges the status (accepted or rejected as expected) and the values of the response.

use super::{
    about_something_else::about_something_else,
    prepare::PreparedRequest,
    round_trip::{echo_mismatches, returned_values},
};
use crate::{event::Verdict, exchange::Response, judges::Judges};
use ringback_contract::{
    operation::{media_type, status},
    provenance::Source,
};
use ringback_suite::{
    case::{Expect, Level, Payload},
    judge::{Judge, Mismatch},
};
use serde_json::Value;

/// The rule that JSON of a documented type is labelled as JSON.
pub const LABEL: &str = "content-type";

/// What a response says of a case.
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Rules that the returned values break by some readings of the documents only: told, and held against nobody.
    pub undecided: Vec<Mismatch>,
}

impl From<Verdict> for Judgement {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, undecided: Vec::new() }
    }
}

/// The verdict on a case by its response.
pub fn judge(prepared: &PreparedRequest, response: &Response, judges: &Judges) -> Judgement {
    if prepared.case.anonymous {
        return anonymous(prepared, response).into();
    }
    if let Some(why) = about_something_else(&prepared.operation, response) {
        return Verdict::Inconclusive(why).into();
    }
    let mut judged = JudgedResponse { prepared, response, judges, undecided: Vec::new() };
    let accepted = prepared.operation.accepts(response.status);
    let case = &prepared.case;
    let mismatches = match case.expect {
        _ if status::is_server_error(response.status) => {
            vec![unexpected(prepared, response, "no payload, valid or invalid, may lead to an error of the server")]
        }
        Expect::Accept if !accepted => {
            let expected = match case.level {
                Level::Documented => "the payload breaks no documented rule and must be accepted",
                Level::Observed => "no document decides whether such a payload is accepted",
            };
            vec![unexpected(prepared, response, expected)]
        }
        Expect::Reject if rejects(prepared, response.status) => judged.refusal(),
        Expect::Reject => vec![not_refused(prepared, response, accepted, judges)],
        Expect::Conform if !accepted && case.may_be_taken() && response.is_success() => {
            vec![unexpected(prepared, response, "an accepted payload must get a documented status")]
        }
        Expect::Conform if !accepted && case.may_be_taken() => {
            let why = format!("rejected with status {}, so no value was returned to be judged", response.status);
            return Verdict::Skipped(why).into();
        }
        Expect::Conform if !accepted => {
            vec![unexpected(prepared, response, "a documented reading operation must return what it reads")]
        }
        Expect::Accept => judged.returned_and_echoed(),
        Expect::Conform => match returned_values(prepared, response) {
            Some(values) if values.is_empty() => {
                return Verdict::Skipped("no value of the documented type was returned to be judged".into()).into();
            }
            _ if case.may_be_taken() => judged.returned_and_echoed(),
            _ => judged.returned(),
        },
    };
    let verdict = if mismatches.is_empty() { Verdict::Pass } else { Verdict::Fail(mismatches) };
    Judgement { verdict, undecided: judged.undecided }
}

/// The verdict on a request without credentials.
fn anonymous(prepared: &PreparedRequest, response: &Response) -> Verdict {
    match response.status {
        status if status::is_unauthorised(status) => Verdict::Pass,
        status if status::is_success(status) => {
            Verdict::Fail(vec![unexpected(prepared, response, "who shows no credentials must be refused")])
        }
        status => Verdict::Inconclusive(format!("status {status} says nothing about the missing credentials")),
    }
}

/// Whether a status says that the payload was refused. A body that is no payload at all may be refused before anything
/// that is documented looks at it, such as by 415.
fn rejects(prepared: &PreparedRequest, status: u16) -> bool {
    match &prepared.case.payload {
        Payload::Body { .. } => status::is_refusal(status),
        Payload::Json(_) | Payload::None => prepared.operation.refuses(status),
    }
}

fn unexpected(prepared: &PreparedRequest, response: &Response, expected: &str) -> Mismatch {
    Mismatch {
        at: String::new(),
        rule: "status".into(),
        message: format!("status {}: {expected}", response.status),
        because: prepared.case.because.clone(),
    }
}

fn not_refused(prepared: &PreparedRequest, response: &Response, accepted: bool, judges: &Judges) -> Mismatch {
    let case = &prepared.case;
    let Some(breaks) = &case.breaks else { return unexpected(prepared, response, "the payload must be rejected") };
    let verb = if accepted { "accepted" } else { "not rejected as documented" };
    let why = broken_on_purpose(prepared, judges).unwrap_or_default();
    Mismatch {
        at: breaks.at.clone(),
        rule: breaks.rule.clone(),
        message: format!("{verb} with status {}, although {why}", response.status),
        because: case.because.clone(),
    }
}

/// What a payload breaks on purpose, in words; none if it breaks nothing.
pub fn broken_on_purpose(prepared: &PreparedRequest, judges: &Judges) -> Option<String> {
    let (case, payload) = (&prepared.case, prepared.request.payload.as_ref());
    let way = case.breaks.as_ref()?.way.replace('-', " ");
    let broken = payload.and_then(|payload| judges.get(&case.type_name)?.judge(payload).into_iter().next());
    Some(broken.map_or_else(|| format!("it is {way}"), |mismatch| mismatch.message))
}

/// A response with a documented status, whose values are judged.
struct JudgedResponse<'r> {
    prepared: &'r PreparedRequest,
    response: &'r Response,
    judges: &'r Judges,
    /// Rules that are broken by some readings of the documents only.
    undecided: Vec<Mismatch>,
}

impl JudgedResponse<'_> {
    /// The rules that are broken by every reading; the others are kept.
    fn decided(&mut self, (decided, undecided): (Vec<Mismatch>, Vec<Mismatch>)) -> Vec<Mismatch> {
        self.undecided.extend(undecided);
        decided
    }

    /// Deviations of a refusal from its documented headers, and of its body from its documented type.
    fn refusal(&mut self) -> Vec<Mismatch> {
        let response = self.response;
        let mut mismatches = self.headers();
        let name = self.prepared.operation.response_type(response.status).filter(|_| !response.body.is_empty());
        let Some(name) = name else { return mismatches };
        // What is no JSON is a text, and so no object.
        let text = || Value::String(String::from_utf8_lossy(&response.body).into_owned());
        let body = response.json().unwrap_or_else(text);
        mismatches.extend(self.decided(self.judges.documented_mismatches(&self.prepared.case.vendor, name, &body)));
        mismatches
    }

    /// Deviations of the headers of a response from what is documented.
    fn headers(&mut self) -> Vec<Mismatch> {
        let specified = self.prepared.operation.specified.as_ref();
        let described = specified.and_then(|specified| specified.response(self.response.status));
        let Some(described) = described else { return Vec::new() };
        let vendor = &self.prepared.case.vendor;
        self.decided(self.judges.header_mismatches(vendor, described, &self.response.headers))
    }

    fn returned_and_echoed(&mut self) -> Vec<Mismatch> {
        let mut mismatches = self.returned();
        mismatches.extend(echo_mismatches(self.prepared, self.response, self.judges));
        mismatches
    }

    /// Deviations of the headers of a response, and of the values in its body.
    fn returned(&mut self) -> Vec<Mismatch> {
        let mut mismatches = self.headers();
        if let Some(name) = self.prepared.operation.response_type(self.response.status) {
            mismatches.extend(self.body(name));
        }
        mismatches
    }

    /// Deviations of the returned values from their documented type.
    fn body(&mut self, name: &str) -> Vec<Mismatch> {
        let Some(values) = returned_values(self.prepared, self.response) else {
            let broken = if self.response.truncated { "is larger than `max_body`" } else { "is no JSON" };
            return self.whole(
                name,
                "body",
                format!("the body {broken}, although the type {name} is documented for it"),
            );
        };
        if let Some(kind) = self.response.header("content-type").filter(|kind| !media_type::is_json(kind)) {
            let message = format!("the body is JSON of the type {name}, but its content-type is {kind:?}");
            return self.whole(name, LABEL, message);
        }
        let mut mismatches = Vec::new();
        for (at, value) in values {
            let below = |mismatch: Mismatch| Mismatch { at: format!("{at}{}", mismatch.at), ..mismatch };
            let found = self.judges.documented_mismatches(&self.prepared.case.vendor, name, &value);
            let found: [Vec<Mismatch>; 2] = [found.0, found.1].map(|all| all.into_iter().map(below).collect());
            mismatches.extend(self.decided(found.into()));
        }
        mismatches
    }

    /// A deviation of the whole body. A type that only an overlay declares decides nothing.
    fn whole(&mut self, name: &str, rule: &str, message: String) -> Vec<Mismatch> {
        let because = declared(self.prepared, self.judges, name);
        let is_stated = because.iter().any(|source| !source.is_overlay());
        let told = vec![Mismatch { at: String::new(), rule: rule.into(), message, because }];
        self.decided(if is_stated { (told, Vec::new()) } else { (Vec::new(), told) })
    }
}

/// The sentences that declare a type; if there are none, those of the case.
fn declared(prepared: &PreparedRequest, judges: &Judges, name: &str) -> Vec<Source> {
    let judge = judges.get(&format!("{}/{name}", prepared.case.vendor));
    judge.map(Judge::declared).filter(|sources| !sources.is_empty()).unwrap_or_else(|| prepared.case.because.clone())
}
