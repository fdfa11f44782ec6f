//! Stage 4: reads an accepted payload back, and compares it with what was sent.

use super::{
    identifier::identifier,
    judge::judge,
    prepare::PreparedRequest,
    round_trip::{read_back_mismatches, shown_otherwise},
    send::send,
};
use crate::{
    event::{Reached, Verdict},
    exchange::{Request, Response, SendError, SendErrorKind},
    observations::Noticed,
    parameters::Parameters,
    plan::PlannedOperation,
    session::{Session, UNANSWERED_LIMIT},
};
use ringback_contract::{
    operation::{ReadBack, status},
    pointer::JsonPointer,
};
use ringback_suite::{
    case::{Case, Expect},
    judge::Mismatch,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{RwLockReadGuard, RwLockWriteGuard};

/// The result of reading back.
pub struct ReadBackResult {
    /// The verdict, including what is missing.
    pub verdict: Verdict,
    /// A request that shows the failure again; it reads a record that still exists.
    pub proof: Option<Request>,
}

/// Access to the record that the cases of an operation share; dropping it lets the next case proceed.
pub enum Turn<'a> {
    /// Exclusive: what is written is read back before another case writes.
    Alone(RwLockWriteGuard<'a, ()>),
    /// Shared with other cases that do not read back.
    Together(RwLockReadGuard<'a, ()>),
}

/// Waits until a case may be sent: a case whose payload is read back from a shared record needs exclusive access.
pub async fn wait_for_turn<'a>(
    session: &'a Session,
    planned: &PlannedOperation,
    prepared: &PreparedRequest,
) -> Option<Turn<'a>> {
    let turn = session.turn(planned)?;
    let shared = |read_back: &ReadBack| read_back.with.is_empty() && compares(read_back, prepared);
    let alone = prepared.case.may_be_taken() && planned.operation.read_back.iter().any(shared);
    Some(if alone { Turn::Alone(turn.write().await) } else { Turn::Together(turn.read().await) })
}

/// Reads an accepted payload back through every reading operation that the documents name for it.
pub async fn read_back(
    session: &Session,
    planned: &PlannedOperation,
    parameters: &Parameters,
    prepared: &PreparedRequest,
    response: &Response,
    verdict: Verdict,
) -> ReadBackResult {
    let mut result = ReadBackResult { verdict, proof: None };
    for read_back in &planned.operation.read_back {
        let Some(reader) = session.plan.find(&planned.vendor, &read_back.operation) else { continue };
        note_made(session, planned, read_back, response);
        if !compares(read_back, prepared) {
            continue;
        }
        // Without its identifier it cannot be asked for; whether that must be there is the judge's business.
        let Some(parameters) = reader_parameters(reader, read_back, parameters, response) else { continue };
        let case = prepared.case.name.clone();
        let request = Request { case, ..session.options.site.request(reader, &parameters) };
        let unanswered = session.notes().unanswered.get(&reader.operation.name).copied().unwrap_or_default();
        let read = match unanswered {
            0..UNANSWERED_LIMIT => read_settled(session, read_back, prepared, &request).await,
            _ => Err(SendError {
                kind: SendErrorKind::Response,
                message: format!(
                    "{} gave no response {UNANSWERED_LIMIT} times in a row and is not called again",
                    reader.name()
                ),
            }),
        };
        let Reading { response: read, took, mismatches } = match read {
            Ok(reading) => reading,
            // What was accepted may be there or not: nobody has looked.
            Err(SendError { kind: SendErrorKind::Halted, message }) => {
                if !matches!(result.verdict, Verdict::Fail(_)) {
                    result.verdict = Verdict::Skipped(message);
                }
                return result;
            }
            Err(SendError { message: why, .. }) => {
                if !matches!(result.verdict, Verdict::Fail(_)) {
                    let why = format!("it was accepted, but could not be read back: {why}");
                    result.verdict = Verdict::Unreachable(why);
                }
                return result;
            }
        };
        let is_selected = planned.cases.iter().any(|case| case.name == prepared.case.name);
        if is_unreadable(session, reader, &read, || request.clone(), took, is_selected) {
            continue;
        }
        if !mismatches.is_empty() && read_back.with.is_empty() {
            result.proof = Some(request.clone());
        }
        result.verdict = result.verdict.with(mismatches);
        if let Some(told) = shown_otherwise(prepared, read_back, &read) {
            session.observations().note(&reader.name(), Noticed::Shown, || told);
        }
        if read.is_success() {
            for case in reader.cases.iter().filter(|case| case.expect == Expect::Conform) {
                note_read(session, reader, case, request.clone(), &read, took);
            }
        }
    }
    result
}

/// Whether a reading operation seems not to be implemented: it returns nothing for what was just accepted, and has
/// returned nothing before. That is its own failure, and none of every case that it was to read back, if it has a case
/// in this run that can fail.
fn is_unreadable(
    session: &Session,
    reader: &PlannedOperation,
    read: &Response,
    request: impl FnOnce() -> Request,
    took: Duration,
    is_selected: bool,
) -> bool {
    let mut notes = session.notes();
    let name = &reader.operation.name;
    if read.is_success() {
        notes.unreadable.remove(name);
        notes.readable.insert(name.clone());
        return false;
    }
    let is_missing = status::is_not_found(read.status) || status::is_not_implemented(read.status);
    let is_judged = reader.cases.iter().any(|case| case.expect == Expect::Conform);
    if !is_missing || notes.readable.contains(name) {
        return false;
    }
    if is_judged {
        notes.unreadable.entry(name.clone()).or_insert_with(|| (request(), read.clone(), took));
        return true;
    }
    // No case of the reading operation runs, so the first case that it was to read back has to tell.
    !is_selected || !notes.told_unreadable.insert(name.clone())
}

/// Judges the response of a reading operation, and stores the result for that operation's own case: the first failure,
/// or else the first success.
pub fn note_read(
    session: &Session,
    reader: &PlannedOperation,
    case: &Arc<Case>,
    request: Request,
    read: &Response,
    took: Duration,
) {
    let prepared = PreparedRequest { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
    let verdict = judge(&prepared, read, &session.options.judges);
    let worse = |known: &Verdict| matches!(verdict, Verdict::Fail(_)) && !matches!(known, Verdict::Fail(_));
    let known = session.notes().read.get(&case.name).map(|result| result.verdict.clone());
    if known.as_ref().is_none_or(worse) {
        let result = session.result(&prepared, verdict, Some(read.clone()), took, Reached::Responded(read.status));
        session.notes().read.insert(case.name.clone(), result);
    }
}

/// The first pause before reading again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The response of a reading operation.
struct Reading {
    response: Response,
    took: Duration,
    /// The parts of the payload that are missing in it.
    mismatches: Vec<Mismatch>,
}

/// Reads, and repeats before reporting anything as missing. If a record that the case did not create cannot be read at
/// all, that is an error of the configuration, and reported as one.
async fn read_settled(
    session: &Session,
    read_back: &ReadBack,
    prepared: &PreparedRequest,
    request: &Request,
) -> Result<Reading, SendError> {
    let began = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        let exchange = send(session, request).await;
        *session.notes().unanswered.entry(read_back.operation.clone()).or_default() += 1;
        let response = exchange.result?;
        session.notes().unanswered.remove(&read_back.operation);
        if read_back.with.is_empty()
            && (status::is_about_setup(response.status) || status::is_not_implemented(response.status))
        {
            let message = format!("{} {}: status {}", request.method, request.url, response.status);
            return Err(SendError { kind: SendErrorKind::Response, message });
        }
        let mismatches = read_back_mismatches(prepared, read_back, &response, &session.options.judges);
        let left = session.options.settle.saturating_sub(began.elapsed());
        if mismatches.is_empty() || left.is_zero() {
            return Ok(Reading { response, took: exchange.took, mismatches });
        }
        tokio::time::sleep(pause.min(left)).await;
        pause *= 2;
    }
}

/// Whether an accepted payload is expected to be readable.
fn compares(read_back: &ReadBack, prepared: &PreparedRequest) -> bool {
    let payload = prepared.request.payload.as_ref();
    let sends = |at: &JsonPointer| payload.is_some_and(|payload| at.resolve(payload).is_some());
    read_back.compare.is_empty() || read_back.compare.keys().any(sends)
}

/// Stores the identifier of the first record that was created as a parameter for other operations.
fn note_made(session: &Session, planned: &PlannedOperation, read_back: &ReadBack, response: &Response) {
    for (name, source) in &read_back.with {
        if let Some(value) = identifier(source, response) {
            session.notes().made.entry((planned.name(), name.clone())).or_insert(value);
        }
    }
}

/// The parameters for the reading operation: those from the response, and those of the case's request.
fn reader_parameters(
    reader: &PlannedOperation,
    read_back: &ReadBack,
    sent: &Parameters,
    response: &Response,
) -> Option<Parameters> {
    let mut parameters = Parameters::new();
    for name in reader.operation.placeholders() {
        let value = match read_back.with.get(&name) {
            Some(source) => identifier(source, response)?,
            None => sent.get(&name).cloned()?,
        };
        parameters.insert(name, value);
    }
    Some(parameters)
}
