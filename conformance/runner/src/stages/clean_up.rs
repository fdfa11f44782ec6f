//! Stage 5: deletes the record that an accepted case created, if a documented operation can.

use super::{identifier::identifier, observe, send::send_anyway};
use crate::{
    exchange::{Request, Response},
    parameters::Parameters,
    plan::PlannedOperation,
    secret::hide_secrets,
    session::{Session, UNANSWERED_LIMIT},
};
use ringback_contract::terminal::say;
use ringback_contract::{
    operation::{ValueSource, status},
    pointer::JsonPointer,
};

/// How a created record is deleted.
#[derive(Clone, Debug)]
pub struct Deletion {
    /// `VENDOR/OPERATION` that deletes it.
    pub operation: String,
    /// The request that deletes it.
    pub request: Request,
    /// The request that reads it, if an operation does.
    pub reading: Option<Request>,
}

/// Registers the deletion of a created record; returns its number.
pub fn note_created(
    session: &Session,
    planned: &PlannedOperation,
    parameters: &Parameters,
    response: &Response,
) -> Option<usize> {
    let deletion = deletion(session, planned, parameters, response)?;
    let mut notes = session.notes();
    notes.created += 1;
    let number = notes.created;
    notes.deletions.insert(number, deletion);
    Some(number)
}

/// Deletes a created record, or reports that it is left behind. After too many deletions without a response, no more
/// are tried.
pub async fn delete(session: &Session, created: usize) {
    let Some(deletion) = session.notes().deletions.get(&created).cloned() else { return };
    let request = &deletion.request;
    let unanswered = session.notes().unanswered.get(&request.method).copied().unwrap_or_default();
    let why = if unanswered < UNANSWERED_LIMIT {
        let result = send_anyway(session, request).await.result;
        match result {
            // What is not there any more need not be deleted.
            Ok(response) if response.is_success() || status::is_gone(response.status) => {
                {
                    let mut notes = session.notes();
                    notes.unanswered.remove(&request.method);
                    notes.deletions.remove(&created);
                }
                observe::deletion(session, &deletion, response.status).await;
                return;
            }
            Ok(response) => {
                observe::failed_deletion(session, &deletion, response.status);
                response.status.to_string()
            }
            Err(error) => {
                *session.notes().unanswered.entry(request.method.clone()).or_default() += 1;
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
        say(format_args!("left behind: {first}{others}"));
    }
}

/// How to delete what a POST created: `DELETE` on the same path with one more placeholder.
fn deletion(session: &Session, planned: &PlannedOperation, sent: &Parameters, response: &Response) -> Option<Deletion> {
    if planned.operation.method != "POST" {
        return None;
    }
    let of_item = |method: &'static str| {
        let mut all = session.plan.operations.iter();
        all.find_map(|other| {
            let name = other.operation.path.item_of(&planned.operation.path)?.to_owned();
            let fits = other.operation.method == method && other.vendor == planned.vendor && other.skip.is_none();
            fits.then_some((other, name))
        })
    };
    let (deleter, name) = of_item("DELETE")?;
    let parameters = created_item(planned, &name, sent, response)?;
    let site = &session.options.site;
    let reading = of_item("GET").filter(|(_, other)| *other == name);
    Some(Deletion {
        operation: deleter.name(),
        request: site.request(deleter, &parameters),
        reading: reading.map(|(reader, _)| site.request(reader, &parameters)),
    })
}

/// The parameters of a request about a record that was created: those of the creation, and its identifier.
fn created_item(planned: &PlannedOperation, name: &str, sent: &Parameters, response: &Response) -> Option<Parameters> {
    let mut parameters = sent.clone();
    parameters.insert(name.to_owned(), created_identifier(planned, name, response)?);
    Some(parameters)
}

/// The identifier of a record that was created, by which a path's placeholder is filled.
pub fn created_identifier(planned: &PlannedOperation, name: &str, response: &Response) -> Option<String> {
    let documented = planned.operation.identifies().find(|(known, _)| *known == name).map(|(_, source)| source);
    let usual = [ValueSource::Body(JsonPointer::default().property("id")), ValueSource::Header("location".into())];
    documented.into_iter().chain(&usual).find_map(|source| identifier(source, response))
}
