//! The verdict on a case by what an adapter answered.

use super::protocol::{Answer, Verdict as Said};
use crate::{
    event::Verdict,
    judges::Judges,
    stages::{judge::broken_on_purpose, prepare::PreparedRequest},
};
use ringback_suite::{
    case::{Expect, Level, Payload},
    judge::Mismatch,
};
use serde_json::Value;

/// What an answer says of a case.
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the payload was accepted; none if the adapter says nothing about one.
    pub accepted: Option<bool>,
    /// A rule that the payload breaks by some readings of its documents only.
    pub undecided: Option<Mismatch>,
}

/// Judges an answer.
///
/// # Errors
///
/// If it is no answer to what the case asks.
pub fn judge(prepared: &PreparedRequest, answer: &Answer, judges: &Judges) -> Result<Judged, String> {
    let asks = prepared.case.payload == Payload::None;
    let (verdict, accepted) = match answer {
        Answer::Verdict { verdict: Said::Skip, reason, message, .. } => {
            let reason = reason.as_ref().or(message.as_ref()).filter(|reason| !reason.is_empty());
            let reason = reason.map_or("it does not say why", String::as_str);
            (Verdict::Skipped(format!("the adapter skips it: {reason}")), None)
        }
        Answer::Verdict { verdict, message, .. } if !asks => {
            let accepted = *verdict == Said::Accept;
            (weigh(prepared, accepted, message.as_deref().unwrap_or_default(), judges), Some(accepted))
        }
        Answer::Payload { payload, .. } if asks => return Ok(produced(prepared, payload, judges)),
        Answer::Verdict { .. } => return Err("it judged, and was asked for a payload".into()),
        Answer::Payload { .. } => return Err("it returned a payload, and was asked whether it accepts one".into()),
        Answer::Hello { .. } => return Err("it answered the first line once more".into()),
    };
    Ok(Judged { verdict, accepted, undecided: None })
}

fn weigh(prepared: &PreparedRequest, accepted: bool, message: &str, judges: &Judges) -> Verdict {
    let case = &prepared.case;
    let because = case.because.clone();
    match (case.expect, accepted) {
        (Expect::Accept, true) | (Expect::Reject, false) | (Expect::Conform, _) => Verdict::Pass,
        (Expect::Reject, true) => {
            let (at, rule) = match &case.breaks {
                Some(breaks) => (breaks.at.clone(), breaks.rule.clone()),
                None => (String::new(), VERDICT.into()),
            };
            let message = match broken_on_purpose(prepared, judges) {
                Some(why) => format!("accepted, although {why}"),
                None => "accepted: the payload must be rejected".into(),
            };
            Verdict::Fail(vec![Mismatch { at, rule, message, because }])
        }
        (Expect::Accept, false) => {
            let said = if message.is_empty() { String::new() } else { format!(" ({message:?})") };
            let expected = match case.level {
                Level::Documented => "the payload breaks no documented rule and must be accepted",
                Level::Observed => "no document decides whether such a payload is accepted",
            };
            let message = format!("rejected{said}: {expected}");
            Verdict::Fail(vec![Mismatch { at: String::new(), rule: VERDICT.into(), message, because }])
        }
    }
}

/// The rule that a mismatch about the whole payload cites.
const VERDICT: &str = "status";

fn produced(prepared: &PreparedRequest, payload: &Value, judges: &Judges) -> Judged {
    let case = &prepared.case;
    let name = case.type_name.split_once('/').map_or(case.type_name.as_str(), |(_, name)| name);
    let (decided, undecided) = judges.documented_mismatches(&case.vendor, name, payload);
    let verdict = if decided.is_empty() { Verdict::Pass } else { Verdict::Fail(decided) };
    Judged { verdict, accepted: None, undecided: undecided.into_iter().next() }
}
