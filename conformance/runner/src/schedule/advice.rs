//! What to look at when no valid payload of an operation is accepted.

use crate::{
    config,
    event::Reached,
    exchange::{Response, SendErrorKind},
    plan::PlannedOperation,
    session::Session,
};
use ringback_contract::operation::status;

/// What is probably wrong with the configuration. `error` is the message of the last request without a response.
pub fn advice(
    session: &Session,
    planned: &PlannedOperation,
    reached: &Reached,
    response: Option<&Response>,
    error: &str,
) -> String {
    let (site, config) = (&session.options.site, config::FILE);
    let path = &planned.operation.path;
    let method = &planned.operation.method;
    match *reached {
        Reached::Responded(status) if status::is_unauthorised(status) => {
            let names: Vec<String> = session.secrets().iter().map(|secret| format!("${}", secret.variable)).collect();
            match names.as_slice() {
                [] => format!(
                    "{status}: it wants to know who is calling; add auth = {{ bearer = {{ env = \"NAME\" }} }} to [target] in {config} and set that variable"
                ),
                names => format!(
                    "{status}: it does not accept what {} holds: is it still valid, and may it do this?",
                    names.join(" and ")
                ),
            }
        }
        Reached::Responded(status) if status::is_not_found(status) => format!(
            "{status}: nothing answers {method} {path} below {}: is the path right, and do its [parameters] exist? Override `path` in [[operations]] of {config}, or leave the operation out with `skip`",
            site.url
        ),
        Reached::Responded(status) if status::is_redirect(status) => {
            let to = response.and_then(|response| response.header("location")).unwrap_or("nowhere");
            format!("{status}: it redirects to {to}, which is not followed: is the url right?")
        }
        Reached::Responded(status) if status::is_client_error(status) => format!(
            "{status} on valid payloads: does it expect another envelope or another contract? Look at `envelope` and `request_at` of the operation, and at what it says"
        ),
        Reached::Responded(status) => format!("{status} on valid payloads: the target itself is in trouble"),
        Reached::Failed(SendErrorKind::Connect) => {
            format!("nobody answers at {}: {error}. Is the url right, and does the target run?", site.url)
        }
        Reached::Failed(SendErrorKind::Redirects) => "it redirects in a circle: is the url right?".into(),
        Reached::Failed(SendErrorKind::Busy) => "it is too busy to answer: try --rate or --jobs 1".into(),
        Reached::Failed(SendErrorKind::Response) => format!(
            "it takes {method} {path} and gives no whole answer: {error}. Does the target run properly? `timeout` in {config} gives it longer"
        ),
        Reached::NotSent => "no valid payload could be made".into(),
    }
}
