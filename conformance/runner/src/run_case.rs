//! Runs one case through the stages: prepare, send, judge, read back, clean up.

use crate::{
    bases::{self, BaseOutcome, not_accepted},
    clock::Clock,
    event::{CaseResult, Reached, Verdict},
    exchange::{SendError, SendErrorKind},
    plan::PlannedOperation,
    references::{self, unknown_reference},
    session::Session,
    stages::{
        clean_up,
        every_path::every_path_shows_it,
        judge::judge,
        observe,
        prepare::prepare,
        read_back::{self, ReadBackResult},
        same_record::other_record,
        send::send,
    },
};
use ringback_contract::operation::status;
use ringback_suite::case::{Case, Expect, Level, Payload};
use std::sync::Arc;

/// Runs a case. The record that it creates is deleted at once, unless `keep_created` leaves it until the end of the
/// run.
pub async fn run_case(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    case: &Arc<Case>,
    keep_created: bool,
) -> CaseResult {
    let base = match &case.base {
        Some(name) => session.bases.outcome(session, planned, name).await,
        None => Ok(()),
    };
    let clock = session.options.clock;
    let mut result = send_and_judge(session, planned, case, clock, keep_created).await;
    if let Some(why) = unproved(session, planned, &result, base).await {
        result.verdict = Verdict::Inconclusive(why);
    }
    if matches!(result.verdict, Verdict::Fail(_)) {
        let part = refused_part(session, planned, case).await;
        let why = if part.is_some() { part } else { refused_time(session, planned, &result).await };
        result.verdict = why.map_or(result.verdict, Verdict::Inconclusive);
    }
    session.bases.note(planned, &result);
    if !matches!(result.verdict, Verdict::Pass)
        && let Some(base) = case.base.as_ref().and_then(|name| planned.bases.get(name))
    {
        result.differences = session.redactor().differences(base, case);
    }
    result
}

/// Why the verdict on a case proves nothing: its base was not accepted, or it refers to something that the target may not
/// know.
async fn unproved(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    result: &CaseResult,
    base: BaseOutcome,
) -> Option<String> {
    if !is_about_the_payload(result) {
        return None;
    }
    let is_rejected = matches!(result.reached, Reached::Responded(status) if planned.operation.refuses(status));
    let may_be_unknown = base.is_err() || (result.case.expect == Expect::Accept && is_rejected);
    let unknown = if may_be_unknown { unknown_reference(session, planned, result).await } else { None };
    let hint = unknown.map(|name| references::unknown(planned, &name));
    match (base, hint) {
        (Ok(()), hint) => hint,
        (Err(why), None) => Some(not_accepted(&why)),
        (Err(_), Some(hint)) => Some(not_accepted(&hint)),
    }
}

/// Which of the values that a case combines is not accepted alone either.
async fn refused_part(session: &Session, planned: &Arc<PlannedOperation>, case: &Case) -> Option<String> {
    for part in case.parts.iter().filter(|part| planned.bases.contains_key(*part)) {
        if session.bases.outcome(session, planned, part).await.is_err() {
            return Some(format!("one of its values is not accepted alone either: {part}"));
        }
    }
    None
}

/// Whether a refused date is refused because it is too far ahead, which no document decides: an ordinary day beside it is
/// refused as well.
async fn refused_time(session: &Session, planned: &Arc<PlannedOperation>, result: &CaseResult) -> Option<String> {
    let (case, kind) = (&result.case, planned.payload_type.as_ref()?);
    let Payload::Json(payload) = &case.payload else { return None };
    let is_refused = matches!(result.reached, Reached::Responded(status) if planned.operation.refuses(status));
    let (clock, beside) = (session.options.clock, session.options.clock.before_edges());
    let ahead = |clock: Clock| clock.ahead(payload, &kind.node, &kind.types);
    if case.expect != Expect::Accept || !is_refused || ahead(clock) == ahead(beside) {
        return None;
    }
    let other = send_and_judge(session, planned, case, beside, false).await;
    let is_refused = bases::outcome(planned, &other).is_err();
    is_refused.then(|| "the day before is not accepted either: is it too far ahead?".into())
}

/// Whether a verdict says something about the payload: a server that fails on a payload fails, whatever else it accepts.
fn is_about_the_payload(result: &CaseResult) -> bool {
    let is_judged = matches!(result.verdict, Verdict::Pass | Verdict::Fail(_));
    is_judged && matches!(result.reached, Reached::Responded(status) if !status::is_server_error(status))
}

/// Takes a case through the stages, with its dates moved ahead by a clock.
pub async fn send_and_judge(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    case: &Arc<Case>,
    clock: Clock,
    keep_created: bool,
) -> CaseResult {
    let parameters = match session.parameters(planned) {
        Ok(parameters) => parameters,
        Err(why) => return CaseResult::not_sent(case, Verdict::Skipped(why)),
    };
    let options = &session.options;
    let prepared = match prepare(planned, case, &parameters, &options.site, clock, &options.judges) {
        Ok(prepared) => prepared,
        Err(verdict) => return CaseResult::not_sent(case, verdict),
    };
    if case.level == Level::Observed && case.may_be_taken() {
        session.explained.note(&prepared);
    }
    let _turn = read_back::wait_for_turn(session, planned, &prepared).await;
    let exchange = send(session, &prepared.request).await;
    let response = match exchange.result {
        Ok(response) => response,
        Err(SendError { kind: SendErrorKind::Halted, message }) => {
            return CaseResult::not_sent(case, Verdict::Skipped(message));
        }
        Err(error) => {
            let reached = Reached::Failed(error.kind);
            return session.result(&prepared, Verdict::Unreachable(error.message), None, exchange.took, reached);
        }
    };
    let mut judgement = judge(&prepared, &response, &options.judges);
    if every_path_shows_it(session, &response).await {
        let why = "every path is answered with a page of HTML: is it a login page, or not the API at all?";
        judgement = Verdict::Inconclusive(why.into()).into();
    }
    note_status(session, &judgement.verdict);
    observe::answer(session, planned, &prepared, &response, &judgement);
    let mut verdict = judgement.verdict;
    let reached = Reached::Responded(response.status);
    let mut proof = None;
    if response.is_success() {
        if case.expect == Expect::Reject {
            session.explained.note(&prepared);
        }
        let made = |name: &str| planned.made.as_ref().is_some_and(|(known, _)| known == name);
        verdict = verdict.with(other_record(session, planned, &parameters, made, &response));
        // Noted before anything else is done: the run may be interrupted at any time.
        let created = clean_up::note_created(session, planned, &parameters, &response);
        observe::acceptance(session, planned, &parameters, &prepared, &response).await;
        if case.may_be_taken() {
            let read = read_back::read_back(session, planned, &parameters, &prepared, &response, verdict).await;
            ReadBackResult { verdict, proof } = read;
        }
        if let Some(created) = created.filter(|_| !keep_created) {
            clean_up::delete(session, created).await;
        }
    }
    let mut result = session.result(&prepared, verdict, Some(response), exchange.took, reached);
    if let (Some(read), Some(command)) = (proof, &mut result.reproduce) {
        command.push('\n');
        command.push_str(&session.redactor().command(&read));
    }
    result
}

/// Counts how many answers in a row were about something else than the payload.
fn note_status(session: &Session, verdict: &Verdict) {
    let mut notes = session.notes();
    match verdict {
        Verdict::Inconclusive(_) => notes.astray += 1,
        _ => notes.astray = 0,
    }
}
