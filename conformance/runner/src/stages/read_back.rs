//! Stage 4: reads an accepted payload back, and compares it with what was sent.

use super::{
    about_something_else::about_something_else,
    identifier::identifier,
    judge::judge,
    observe,
    prepare::PreparedRequest,
    round_trip::{read_back_mismatches, shown_otherwise},
    same_record::other_record,
    send::send,
};
use crate::{
    event::{Reached, Verdict},
    exchange::{Request, Response, SendError, SendErrorKind},
    observations::Noticed,
    parameters::Parameters,
    plan::PlannedOperation,
    session::{ReaderState, Session, UNANSWERED_LIMIT, Unread},
};
use ringback_contract::{
    operation::{ReadBack, status},
    pointer::JsonPointer,
};
use ringback_suite::{
    case::{Case, Expect, Level},
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
    note_made(session, planned, response);
    for read_back in &planned.operation.read_back {
        let Some(reader) = session.plan.find(&planned.vendor, &read_back.operation) else { continue };
        if !compares(read_back, prepared) {
            continue;
        }
        // Without its identifier it cannot be asked for; whether that must be there is the judge's business.
        let Some(parameters) = reader_parameters(reader, read_back, parameters, response) else { continue };
        let case = prepared.case.name.clone();
        let request = Request { case, ..session.options.site.request(reader, &parameters) };
        let unanswered = session.notes().unanswered.get(&reader.operation.name).copied().unwrap_or_default();
        // A reading operation that does not answer is told of by its own case, and by none that it was to read back.
        if unanswered >= UNANSWERED_LIMIT {
            continue;
        }
        let Reading { response: read, took, mismatches } =
            match read_settled(session, read_back, prepared, &request).await {
                Ok(reading) => reading,
                // What was accepted may be there or not: nobody has looked.
                Err(SendError { kind: SendErrorKind::Halted, message }) => {
                    if !matches!(result.verdict, Verdict::Fail(_)) {
                        result.verdict = Verdict::Skipped(message);
                    }
                    return result;
                }
                Err(error) => {
                    let unread = Unread { request, answer: Err(error), took: Duration::ZERO, is_told: false };
                    session.notes().readers.entry(reader.name()).or_insert(ReaderState::Unread(unread.into()));
                    continue;
                }
            };
        let is_selected = planned.cases.iter().any(|case| case.name == prepared.case.name);
        let may_tell = is_selected && !read_back.with.is_empty();
        if is_about_the_reader(session, reader, &read, || request.clone(), took, may_tell) {
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
            let is_given = |name: &str| read_back.with.contains_key(name);
            let other = other_record(session, reader, &parameters, is_given, &read);
            for case in reader.cases.iter().filter(|case| case.expect == Expect::Conform) {
                note_read(session, reader, case, request.clone(), &read, took, &other);
            }
        }
    }
    result
}

/// Whether an answer is about the reading operation itself and not about what it was to read: it is about something else, or
/// it is no success and there never was one. That is told once, by the case of the reading operation. Where that has none in
/// this run, one case tells that nothing is found under the identifier which its own response gave.
fn is_about_the_reader(
    session: &Session,
    reader: &PlannedOperation,
    read: &Response,
    request: impl FnOnce() -> Request,
    took: Duration,
    may_tell: bool,
) -> bool {
    let mut notes = session.notes();
    let state = notes.readers.entry(reader.name());
    if read.is_success() {
        state.insert_entry(ReaderState::Answers);
        return false;
    }
    let is_missing = status::is_not_found(read.status);
    let is_elsewhere = !is_missing && about_something_else(&reader.operation, read).is_some();
    let state = state.or_insert_with(|| {
        ReaderState::Unread(Unread { request: request(), answer: Ok(read.clone()), took, is_told: false }.into())
    });
    match state {
        ReaderState::Answers => is_elsewhere,
        ReaderState::Unread(unread) => {
            let is_judged =
                reader.cases.iter().any(|case| case.expect == Expect::Conform && case.level == Level::Documented);
            let tells = may_tell && read.status == NOT_FOUND && !is_judged && !unread.is_told;
            unread.is_told |= tells;
            !tells
        }
    }
}

/// The status of an address at which nothing is.
const NOT_FOUND: u16 = 404;

/// Judges the response of a reading operation, and stores the result for that operation's own case: the first failure, or else
/// the first of which nothing could be concluded, or else the first success. A value that breaks a rule fails nothing if the
/// suite has sent it itself. `other` is what the response shows of another record than was asked for.
pub fn note_read(
    session: &Session,
    reader: &PlannedOperation,
    case: &Arc<Case>,
    request: Request,
    read: &Response,
    took: Duration,
    other: &[Mismatch],
) {
    let prepared = PreparedRequest { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
    let mut judgement = judge(&prepared, read, &session.options.judges);
    let body = read.json();
    let is_explained =
        |mismatch: &Mismatch| body.as_ref().is_some_and(|body| session.explained.explains(body, mismatch));
    judgement.undecided.retain(|mismatch| !is_explained(mismatch));
    observe::answer(session, reader, &prepared, read, &judgement);
    if let Verdict::Fail(mismatches) = &mut judgement.verdict {
        let explained = mismatches.extract_if(.., |mismatch| is_explained(mismatch));
        if let Some(mismatch) = explained.collect::<Vec<_>>().first() {
            let told =
                || format!("it shows at {} what another operation took: nothing is held against this one", mismatch.at);
            session.observations().note(&reader.name(), Noticed::Shared, told);
        }
        if mismatches.is_empty() {
            judgement.verdict = Verdict::Pass;
        }
    }
    let verdict = judgement.verdict.with(other.to_vec());
    let known = session.notes().read.get(&case.name).map(|result| weight(&result.verdict));
    if known.is_none_or(|known| weight(&verdict) > known) {
        let result = session.result(&prepared, verdict, Some(read.clone()), took, Reached::Responded(read.status));
        session.notes().read.insert(case.name.clone(), result);
    }
}

/// How much a verdict on a reading operation says: one that says more replaces those before it.
fn weight(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Fail(_) => 3,
        Verdict::Inconclusive(_) => 2,
        Verdict::Pass => 1,
        Verdict::Skipped(_) | Verdict::Unreachable(_) | Verdict::Faulty(_) => 0,
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

/// Reads, and repeats before reporting anything as missing. What a reading operation that has never answered lacks is not
/// waited for a second time.
async fn read_settled(
    session: &Session,
    read_back: &ReadBack,
    prepared: &PreparedRequest,
    request: &Request,
) -> Result<Reading, SendError> {
    let began = Instant::now();
    let mut pause = FIRST_PAUSE;
    let reader = format!("{}/{}", prepared.case.vendor, read_back.operation);
    loop {
        let exchange = send(session, request).await;
        *session.notes().unanswered.entry(read_back.operation.clone()).or_default() += 1;
        let response = exchange.result?;
        session.notes().unanswered.remove(&read_back.operation);
        let mismatches = read_back_mismatches(prepared, read_back, &response, &session.options.judges);
        let may_come = response.is_success() || status::is_not_found(response.status);
        let is_unread = matches!(session.notes().readers.get(&reader), Some(ReaderState::Unread(_)));
        let left = session.options.settle.saturating_sub(began.elapsed());
        if mismatches.is_empty() || !may_come || (is_unread && !response.is_success()) || left.is_zero() {
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
fn note_made(session: &Session, planned: &PlannedOperation, response: &Response) {
    for (name, source) in planned.operation.identifies() {
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
