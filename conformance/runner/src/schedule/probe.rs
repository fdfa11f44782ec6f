//! Probes an operation: whether it accepts any valid payload.

use super::{advice::advice, sink::EventSink};
use crate::{
    bases,
    event::{CaseResult, EventKind, Reached, Verdict},
    exchange::SendErrorKind,
    plan::PlannedOperation,
    run_case::{run_case, send_and_judge},
    session::{ASTRAY_LIMIT, Session, UNANSWERED_LIMIT},
};
use ringback_contract::operation::status;
use std::{collections::BTreeSet, sync::Arc};

/// The result of a probe.
pub struct ProbeResult {
    /// Whether the operation accepts a valid payload, so that its other cases are sent.
    pub available: bool,
    /// The names of the selected cases whose results were emitted.
    pub finished: BTreeSet<String>,
}

/// Runs valid cases of an operation until one is accepted, and emits the results of the selected ones among them.
pub async fn probe(session: &Session, planned: &Arc<PlannedOperation>, sink: &mut EventSink<'_>) -> ProbeResult {
    let (results, last) = try_valid_cases(session, planned, sink).await;
    let page = results.last().filter(|result| shows_a_page(result));
    let accepted = match last {
        Reached::Responded(status) => status::is_success(status) && page.is_none(),
        Reached::NotSent => true,
        Reached::Failed(_) => false,
    };
    let available = accepted || sink.stopped().is_some();
    let response = results.last().and_then(|result| result.response.clone());
    let error = results.last().map_or("", |result| match &result.verdict {
        Verdict::Unreachable(why) | Verdict::Inconclusive(why) => why,
        Verdict::Pass | Verdict::Fail(_) | Verdict::Skipped(_) | Verdict::Faulty(_) => "",
    });
    let explained = !results.is_empty() && results.iter().all(explains_itself);
    let advice = match explained {
        true => error.to_owned(),
        false => advice(session, planned, &last, response.as_ref(), error),
    };
    if !available {
        sink.emit(EventKind::OperationUnavailable { operation: planned.name(), advice: advice.clone() });
    }
    let is_page = page.is_some();
    let selected: BTreeSet<&String> = planned.cases.iter().map(|case| &case.name).collect();
    let mut finished = BTreeSet::new();
    for mut result in results {
        if !available && matches!(result.reached, Reached::Responded(status) if is_about_the_configuration(status)) {
            result.verdict = Verdict::Inconclusive(advice.clone());
        }
        if selected.contains(&result.case.name) {
            finished.insert(result.case.name.clone());
            sink.finished(result);
        }
    }
    let target_is_lost = match last {
        // Of a specification, some operations may need credentials and others none.
        Reached::Responded(status) if status::is_unauthorised(status) => planned.operation.specified.is_none(),
        Reached::Responded(status) => status::is_throttled(status) || is_page,
        Reached::Failed(kind) => {
            matches!(kind, SendErrorKind::Connect | SendErrorKind::Credentials | SendErrorKind::Halted)
        }
        Reached::NotSent => false,
    };
    if !available && target_is_lost {
        sink.stop(advice);
    }
    ProbeResult { available, finished }
}

/// Runs valid cases until one is accepted or further ones would show nothing new. Returns their results, and the
/// outcome of the last request.
async fn try_valid_cases(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    sink: &mut EventSink<'_>,
) -> (Vec<CaseResult>, Reached) {
    let mut results: Vec<CaseResult> = Vec::new();
    let mut last = Reached::NotSent;
    for case in &planned.probes {
        sink.stop_if_interrupted();
        if sink.stopped().is_some() {
            break;
        }
        let running = run_case(session, planned, case, true);
        let Some(result) = session.options.interrupt.or_give_up(running).await else { continue };
        let reached = result.reached;
        results.push(result);
        if reached == Reached::NotSent {
            continue;
        }
        last = reached;
        let unanswered = results.iter().filter(|result| matches!(result.reached, Reached::Failed(_))).count();
        if shows_enough(reached) || unanswered >= UNANSWERED_LIMIT {
            break;
        }
    }
    (results, last)
}

/// Whether another valid payload would get the same response.
fn shows_enough(reached: Reached) -> bool {
    match reached {
        Reached::Responded(status) => status::is_success(status) || is_about_the_configuration(status),
        Reached::Failed(
            SendErrorKind::Connect | SendErrorKind::Credentials | SendErrorKind::Redirects | SendErrorKind::Halted,
        ) => true,
        Reached::Failed(SendErrorKind::Response) | Reached::NotSent => false,
    }
}

/// Whether a status is about URL, method or authorization, and not about the payload.
fn is_about_the_configuration(status: u16) -> bool {
    status::is_redirect(status) || status::is_about_setup(status) || status::is_throttled(status)
}

/// Whether a verdict tells better than the status what to look at.
fn explains_itself(result: &CaseResult) -> bool {
    let is_plain = matches!(result.reached, Reached::Responded(status) if is_about_the_configuration(status));
    matches!(result.verdict, Verdict::Inconclusive(_)) && !is_plain
}

/// Whether a case was answered with a page instead of what is documented.
fn shows_a_page(result: &CaseResult) -> bool {
    let succeeded = matches!(result.reached, Reached::Responded(status) if status::is_success(status));
    succeeded && matches!(result.verdict, Verdict::Inconclusive(_))
}

/// Tries a valid payload again after several answers in a row that were about something else. If it is not accepted any
/// more, the run stops.
pub async fn probe_again(session: &Session, planned: &Arc<PlannedOperation>) {
    let _alone = session.probing.lock().await;
    if session.notes().astray < ASTRAY_LIMIT {
        // Somebody else has probed meanwhile.
        return;
    }
    let Some(case) = session.bases.first_accepted(&planned.probes).or(planned.probes.first()) else { return };
    let result = send_and_judge(session, planned, case, session.options.clock, false).await;
    if bases::outcome(planned, &result).is_ok() {
        session.notes().astray = 0;
        return;
    }
    let why = match &result.verdict {
        Verdict::Inconclusive(why) | Verdict::Unreachable(why) | Verdict::Skipped(why) => why.clone(),
        Verdict::Pass | Verdict::Fail(_) | Verdict::Faulty(_) => {
            advice(session, planned, &result.reached, result.response.as_ref(), "")
        }
    };
    session.halt.set(format!("{} accepts no valid payload any more: {why}", planned.name()));
}
