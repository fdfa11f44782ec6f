//! Stage 5: deletes the record that an accepted case created, if a documented operation can.

use super::{identifier::identifier, send::send_anyway};
use crate::{
    exchange::{Request, Response},
    parameters::Parameters,
    plan::PlannedOperation,
    secret::hide_secrets,
    session::{Session, UNANSWERED_LIMIT},
};
use ringback_contract::terminal::strip_control;
use ringback_contract::{
    operation::{ValueSource, status},
    pointer::JsonPointer,
};

/// Registers the deletion of a created record; returns its number.
pub fn note_created(
    session: &Session,
    planned: &PlannedOperation,
    parameters: &Parameters,
    response: &Response,
) -> Option<usize> {
    let request = deletion(session, planned, parameters, response)?;
    let mut notes = session.notes();
    notes.created += 1;
    let number = notes.created;
    notes.deletions.insert(number, request);
    Some(number)
}

/// Deletes a created record, or reports that it is left behind. After too many deletions without a response, no more
/// are tried.
pub async fn delete(session: &Session, created: usize) {
    let Some(request) = session.notes().deletions.get(&created).cloned() else { return };
    let unanswered = session.notes().unanswered.get(&request.method).copied().unwrap_or_default();
    let why = if unanswered < UNANSWERED_LIMIT {
        let result = send_anyway(session, &request).await.result;
        let mut notes = session.notes();
        match result {
            // What is not there any more need not be deleted.
            Ok(response) if response.is_success() || status::is_gone(response.status) => {
                notes.unanswered.remove(&request.method);
                notes.deletions.remove(&created);
                return;
            }
            Ok(response) => response.status.to_string(),
            Err(error) => {
                *notes.unanswered.entry(request.method.clone()).or_default() += 1;
                error.message
            }
        }
    } else {
        "the server no longer responds".into()
    };
    let mut notes = session.notes();
    notes.deletions.remove(&created);
    let url = hide_secrets(&request.url, session.secrets());
    notes.left_behind.push(format!("{} {url} ({why})", request.method));
}

/// Deletes all remaining records at the end of a run, and reports on standard error those that are left behind.
pub async fn delete_all(session: &Session) {
    let created: Vec<usize> = session.notes().deletions.keys().copied().collect();
    for created in created {
        delete(session, created).await;
    }
    let left_behind = std::mem::take(&mut session.notes().left_behind);
    let more = left_behind.len().saturating_sub(1);
    if let Some(first) = left_behind.first() {
        let others = if more > 0 { format!(", and {more} more") } else { String::new() };
        eprintln!("{}", strip_control(&format!("left behind: {first}{others}")));
    }
}

/// The request that deletes what a POST created: `DELETE` on the same path with one more placeholder.
fn deletion(session: &Session, planned: &PlannedOperation, sent: &Parameters, response: &Response) -> Option<Request> {
    if planned.operation.method != "POST" {
        return None;
    }
    let mut all = session.plan.operations.iter();
    let (deleter, name) = all.find_map(|other| {
        let name = other.operation.path.item_of(&planned.operation.path)?.to_owned();
        let deletes = other.operation.method == "DELETE" && other.vendor == planned.vendor && other.skip.is_none();
        deletes.then_some((other, name))
    })?;
    let documented = planned.operation.read_back.iter().find_map(|read_back| read_back.with.get(&name));
    let usual = [ValueSource::Body(JsonPointer::default().property("id")), ValueSource::Header("location".into())];
    let id = documented.into_iter().chain(&usual).find_map(|source| identifier(source, response))?;
    let mut parameters = sent.clone();
    parameters.insert(name, id);
    Some(session.options.site.request(deleter, &parameters))
}
