//! Probes an operation: whether it accepts any valid payload.

use super::{advice::advice, sink::EventSink};
use crate::{
    event::{CaseResult, EventKind, Reached, Verdict},
    exchange::SendErrorKind,
    plan::PlannedOperation,
    run_case::run_case,
    session::{Session, UNANSWERED_LIMIT},
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
    let accepted = match last {
        Reached::Responded(status) => status::is_success(status),
        Reached::NotSent => true,
        Reached::Failed(_) => false,
    };
    let available = accepted || sink.stopped().is_some();
    let response = results.last().and_then(|result| result.response.clone());
    let error = results.last().map_or("", |result| match &result.verdict {
        Verdict::Unreachable(why) => why,
        Verdict::Pass | Verdict::Fail(_) | Verdict::Skipped(_) | Verdict::Faulty(_) => "",
    });
    let advice = advice(session, planned, &last, response.as_ref(), error);
    if !available {
        sink.emit(EventKind::OperationUnavailable { operation: planned.name(), advice: advice.clone() });
    }
    let selected: BTreeSet<&String> = planned.cases.iter().map(|case| &case.name).collect();
    let mut finished = BTreeSet::new();
    for mut result in results {
        if !available && matches!(result.reached, Reached::Responded(status) if is_about_the_configuration(status)) {
            result.verdict = Verdict::Unreachable(advice.clone());
        }
        if selected.contains(&result.case.name) {
            finished.insert(result.case.name.clone());
            sink.finished(result);
        }
    }
    let target_is_lost = match last {
        Reached::Responded(status) => status::is_unauthorised(status),
        Reached::Failed(kind) => matches!(kind, SendErrorKind::Connect | SendErrorKind::Busy),
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
        Reached::Failed(SendErrorKind::Connect | SendErrorKind::Redirects | SendErrorKind::Busy) => true,
        Reached::Failed(SendErrorKind::Response) | Reached::NotSent => false,
    }
}

/// Whether a status is about URL, method or authorization, and not about the payload.
fn is_about_the_configuration(status: u16) -> bool {
    status::is_redirect(status) || status::is_about_setup(status)
}
