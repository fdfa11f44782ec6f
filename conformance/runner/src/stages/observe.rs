//! What is noticed beside the verdict on a case: behaviour that surprises callers, and that no document decides. What needs
//! a request of its own is looked at once for each operation.

use super::{
    clean_up::{Deletion, created_identifier, delete, note_created},
    judge::{Judgement, LABEL},
    prepare::PreparedRequest,
    send::{send, send_anyway},
};
use crate::{
    event::Verdict,
    exchange::{Request, Response},
    observations::Noticed,
    parameters::Parameters,
    plan::PlannedOperation,
    session::Session,
    site::Stranger,
};
use ringback_contract::operation::{media_type, status};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Notices what an answer itself shows: its status, how its body is labelled, and whether a refusal is told in JSON.
pub fn answer(
    session: &Session,
    planned: &PlannedOperation,
    prepared: &PreparedRequest,
    response: &Response,
    Judgement { verdict, undecided }: &Judgement,
) {
    if matches!(verdict, Verdict::Inconclusive(_)) {
        return;
    }
    let operation = &planned.operation;
    let code = response.status;
    let mut observations = session.observations();
    let mut note = |noticed, message: &dyn Fn() -> String| observations.note(&planned.name(), noticed, message);
    if operation.is_unlisted(code) {
        let statuses = operation.statuses();
        let (verb, listed) = match operation.accepts(code) {
            true => ("accepts", statuses.success()),
            false => ("refuses", statuses.rejection()),
        };
        let listed = listed.iter().map(u16::to_string).collect::<Vec<_>>().join(" or ");
        note(Noticed::Status(code), &|| format!("it {verb} with status {code} where {listed} was expected"));
    }
    if let Some(mismatch) = undecided.first() {
        note(Noticed::Undecided, &|| {
            format!(
                "it returns a value that one reading of its documents forbids, at {}: {}",
                mismatch.at, mismatch.message
            )
        });
    }
    let sends = prepared.request.body.is_some();
    let label = response.header("content-type").unwrap_or_default();
    if response.body.is_empty() || label.is_empty() {
        return;
    }
    match response.json() {
        Some(Value::Object(_) | Value::Array(_)) if !media_type::is_json(label) && !blames_the_label(verdict) => {
            note(Noticed::Label, &|| format!("it labels JSON as {label:?}"));
        }
        None if sends && operation.refuses(code) => {
            note(Noticed::ErrorBody, &|| format!("it refuses with status {code} in {label:?}, which is no JSON"));
        }
        _ => {}
    }
}

/// Whether a verdict says already that the answer is labelled as something else than JSON.
fn blames_the_label(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Fail(mismatches) if mismatches.iter().any(|mismatch| mismatch.rule == LABEL))
}

/// Looks at what follows the first acceptance of an operation: whether what was created is listed, and whether anybody
/// else may send the same.
pub async fn acceptance(
    session: &Session,
    planned: &PlannedOperation,
    parameters: &Parameters,
    prepared: &PreparedRequest,
    response: &Response,
) {
    if session.observations().is_first_look(&planned.name(), Noticed::Listed) {
        listed(session, planned, parameters, response).await;
    }
    if session.observations().is_first_look(&planned.name(), Noticed::Anonymous) {
        strangers(session, planned, parameters, &prepared.request).await;
    }
}

/// Notices an operation that takes the same request without credentials, or with credentials that nobody has.
pub async fn strangers(session: &Session, planned: &PlannedOperation, parameters: &Parameters, request: &Request) {
    let cases = [
        (Stranger::Anonymous, Noticed::Anonymous, "without credentials"),
        (Stranger::Unknown, Noticed::UnknownCaller, "with credentials that nobody has"),
    ];
    // Where a specification asks for credentials, a case tells what happens without.
    let is_told = planned.operation.specified.as_ref().is_some_and(|specified| specified.credentials.is_some());
    for (stranger, noticed, with) in cases.into_iter().skip(usize::from(is_told)) {
        let Some(request) = session.options.site.as_stranger(planned, request, stranger) else { return };
        let Ok(response) = send(session, &request).await.result else { return };
        if !planned.operation.accepts(response.status) {
            continue;
        }
        let told = || format!("it accepts a request {with}, with status {}", response.status);
        session.observations().note(&planned.name(), noticed, told);
        if let Some(created) = note_created(session, planned, parameters, &response) {
            Box::pin(delete(session, created)).await;
        }
    }
}

/// Notices an operation that creates a record which the list of the same path lacks. A list of several pages shows
/// nothing: the record may be on any of them.
async fn listed(session: &Session, planned: &PlannedOperation, parameters: &Parameters, response: &Response) {
    let mut all = session.plan.operations.iter().filter(|other| other.vendor == planned.vendor && other.skip.is_none());
    let item = all.clone().find_map(|other| other.operation.path.item_of(&planned.operation.path));
    let Some(identifier) = item.and_then(|name| created_identifier(planned, name, response)) else { return };
    let is_list = |other: &&std::sync::Arc<PlannedOperation>| {
        other.operation.method == "GET" && other.operation.path.path() == planned.operation.path.path()
    };
    let Some(lister) = all.find(is_list) else { return };
    let request = session.options.site.request(lister, parameters);
    let locator = lister.operation.response_at.clone().unwrap_or_default();
    let is_missing = |response: &Response| {
        let Some(body) = response.json().filter(|_| response.is_success()) else { return false };
        let pages = lister.operation.pages.as_ref().and_then(|pages| pages.total.resolve(&body)?.as_u64());
        let values = locator.values(&body);
        let holds =
            |value: &Value| value.as_object().is_some_and(|object| object.values().any(|one| *one == identifier));
        pages.is_none_or(|pages| pages <= 1) && !values.iter().any(|(_, value)| holds(value))
    };
    if settled(session, &request, is_missing).await.is_some() {
        let told = || format!("it does not list what {} has just created", planned.name());
        session.observations().note(&lister.name(), Noticed::Listed, told);
    }
}

/// Notices a deletion after which the record can still be read.
pub async fn deletion(session: &Session, deletion: &Deletion, answered: u16) {
    let is_first = session.observations().is_first_look(&deletion.operation, Noticed::Deleted);
    let Some(reading) = deletion.reading.as_ref().filter(|_| is_first && status::is_success(answered)) else { return };
    if let Some(response) = settled(session, reading, Response::is_success).await {
        let code = response.status;
        let told = || format!("it answers {answered}, and what it was to delete can still be read with status {code}");
        session.observations().note(&deletion.operation, Noticed::Deleted, told);
    }
}

/// Notices a deletion of a record that exists which is refused or fails.
pub fn failed_deletion(session: &Session, deletion: &Deletion, answered: u16) {
    let told = || format!("it answers {answered} to the deletion of what exists");
    session.observations().note(&deletion.operation, Noticed::Deleted, told);
}

/// The pause before a request is sent again.
const PAUSE: Duration = Duration::from_millis(50);

/// The answer that still looks wrong after what was written had its time to settle; none if it looked right once.
async fn settled(session: &Session, request: &Request, is_wrong: impl Fn(&Response) -> bool) -> Option<Response> {
    let began = Instant::now();
    loop {
        let response = send_anyway(session, request).await.result.ok()?;
        if !is_wrong(&response) {
            return None;
        }
        let left = session.options.settle.saturating_sub(began.elapsed());
        if left.is_zero() {
            return Some(response);
        }
        tokio::time::sleep(PAUSE.min(left)).await;
    }
}
