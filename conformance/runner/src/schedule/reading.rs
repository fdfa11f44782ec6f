//! Runs the cases of an operation that only reads: once with every set of parameters. The result is combined with those
//! of reading back other cases through the same operation.

use super::{advice::advice, sink::EventSink};
use crate::{
    event::{CaseResult, EventKind, Reached, Verdict},
    exchange::{Request, Response},
    observations::Noticed,
    plan::PlannedOperation,
    session::{ReaderState, Session, Unread},
    stages::{
        about_something_else::about_something_else, observe, prepare::PreparedRequest, read_back::note_read,
        same_record::other_record, send::send,
    },
};
use ringback_contract::operation::status;
use ringback_suite::{case::Case, judge::Mismatch};
use std::sync::Arc;

/// Runs the cases of a reading operation.
pub async fn run_reading(session: &Session, reader: &Arc<PlannedOperation>, sink: &mut EventSink<'_>) {
    let refusal = session.refusal(reader);
    for case in &reader.cases {
        sink.stop_if_interrupted();
        if let Some(why) = &refusal {
            sink.skipped(case, why);
            continue;
        }
        let unreached = read_with_every_set(session, reader, case).await;
        let read = session.notes().read.remove(&case.name);
        let read = read.or_else(|| unread(session, reader, case));
        let failed = read.as_ref().is_some_and(|result| matches!(result.verdict, Verdict::Fail(_)));
        match (read, unreached) {
            (Some(result), None) => sink.finished(result),
            (Some(result), Some(_)) if failed => sink.finished(result),
            (None, None) => {
                sink.skipped(case, "a parameter has no value, and no accepted payload was read back by this operation")
            }
            (_, Some(unreached)) => {
                if let Verdict::Unreachable(advice) = &unreached.verdict {
                    let operation = reader.name();
                    sink.emit(EventKind::OperationUnavailable { operation, advice: advice.clone() });
                }
                sink.finished(unreached);
            }
        }
    }
}

/// The result of a reading operation that returned nothing for what had just been accepted: its failure, unless what came
/// back is about something else.
fn unread(session: &Session, reader: &PlannedOperation, case: &Arc<Case>) -> Option<CaseResult> {
    let name = reader.name();
    let unread = {
        let mut notes = session.notes();
        match notes.readers.remove(&name)? {
            ReaderState::Unread(unread) => unread,
            answers => {
                notes.readers.insert(name, answers);
                return None;
            }
        }
    };
    let Unread { request, answer, took, .. } = *unread;
    let prepared = PreparedRequest { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
    Some(match answer {
        Ok(response) => {
            let reached = Reached::Responded(response.status);
            let verdict = judge_unread(session, reader, case, &response);
            session.result(&prepared, verdict, Some(response), took, reached)
        }
        Err(error) => {
            let verdict = Verdict::Unreachable(format!("what was accepted could not be read: {}", error.message));
            session.result(&prepared, verdict, None, took, Reached::Failed(error.kind))
        }
    })
}

fn judge_unread(session: &Session, reader: &PlannedOperation, case: &Case, response: &Response) -> Verdict {
    let is_missing = status::is_not_found(response.status);
    if let Some(why) = about_something_else(&reader.operation, response).filter(|_| !is_missing) {
        return Verdict::Inconclusive(why);
    }
    Verdict::Fail(vec![Mismatch {
        at: String::new(),
        rule: "read-back".into(),
        message: format!(
            "status {} for what had been accepted {:?} before: a documented reading operation returns it",
            response.status, session.options.settle
        ),
        because: case.because.clone(),
    }])
}

/// Tells of the reading operations that returned nothing and have no case in this run that could say so.
pub fn note_unread(session: &Session) {
    let readers = std::mem::take(&mut session.notes().readers);
    let told = readers.into_iter().filter_map(|(name, state)| match state {
        ReaderState::Unread(unread) if !unread.is_told => Some((name, unread.answer)),
        ReaderState::Unread(_) | ReaderState::Answers => None,
    });
    for (name, answer) in told {
        let how = answer.map_or_else(|error| error.message, |response| format!("with status {}", response.status));
        let told = || format!("it returns nothing for what had just been accepted, so nothing was read back: {how}");
        session.observations().note(&name, Noticed::Unread, told);
    }
}

/// Sends a case with every set of parameters, and stores the results. Returns the last result without a response to
/// judge.
async fn read_with_every_set(
    session: &Session,
    reader: &Arc<PlannedOperation>,
    case: &Arc<Case>,
) -> Option<CaseResult> {
    let mut unreached: Option<CaseResult> = None;
    for parameters in &reader.parameters {
        let request = Request { case: case.name.clone(), ..session.options.site.request(reader, parameters) };
        let prepared = PreparedRequest { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
        let sending = send(session, &prepared.request);
        let Some(exchange) = session.options.interrupt.or_give_up(sending).await else { break };
        match exchange.result {
            Ok(response) if status::is_about_setup(response.status) => {
                let reached = Reached::Responded(response.status);
                let why = advice(session, reader, &reached, Some(&response), "");
                let verdict = Verdict::Inconclusive(why);
                unreached = Some(session.result(&prepared, verdict, Some(response), exchange.took, reached));
            }
            Ok(response) => {
                let is_first = session.observations().is_first_look(&reader.name(), Noticed::Anonymous);
                if response.is_success() && is_first {
                    observe::strangers(session, reader, parameters, &prepared.request).await;
                }
                let other = other_record(session, reader, parameters, |_| false, &response);
                note_read(session, reader, case, prepared.request, &response, exchange.took, &other);
            }
            Err(error) => {
                let reached = Reached::Failed(error.kind);
                let verdict = Verdict::Unreachable(error.message);
                unreached = Some(session.result(&prepared, verdict, None, exchange.took, reached));
            }
        }
    }
    unreached
}
