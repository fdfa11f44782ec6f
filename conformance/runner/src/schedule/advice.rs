//! Advice for an operation that accepts no valid payload.

use crate::{
    config,
    event::Reached,
    exchange::{Response, SendErrorKind},
    plan::PlannedOperation,
    session::Session,
};
use ringback_contract::operation::status;

/// Characters of a response body that are shown in advice.
const SHOWN: usize = 200;

/// What is probably wrong in the configuration. `error` is the message of the last request that got no response.
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
            let names = site.origins_of_credentials(planned);
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
        Reached::Responded(status) if status::is_not_found(status) => match &planned.made {
            Some((name, maker)) => format!(
                "{status}: {method} {path} does not find the {{{name}}} that {maker} has just created below {}: is the path right?",
                site.url
            ),
            None => format!(
                "{status}: nothing answers {method} {path} below {}: is the path right, and do its [parameters] exist? Override `path` in [[operations]] of {config}, or leave the operation out with `skip`",
                site.url
            ),
        },
        Reached::Responded(status) if status::is_throttled(status) => {
            let after = response.and_then(|response| response.header("retry-after")).unwrap_or("a while");
            let seconds = if after.parse::<u64>().is_ok() { " s" } else { "" };
            format!("{status}: it is too busy, and asks to come back in {after}{seconds}: try --rate or --jobs 1")
        }
        Reached::Responded(status) if status::is_redirect(status) => {
            let to = response.and_then(|response| response.header("location")).unwrap_or("nowhere");
            format!("{status}: redirect to {to}, which is on another host or changes the method: is the url right?")
        }
        Reached::Responded(status) if status::is_client_error(status) => format!(
            "{status} on valid payloads{}: does it expect another envelope or another contract? See `envelope` and `request_at` of the operation in {config}",
            response.map(what_it_says).unwrap_or_default()
        ),
        Reached::Responded(status) => format!("{status} for valid payloads: the target has an internal error"),
        Reached::Failed(SendErrorKind::Connect) => {
            format!("no server reached at {}: {error}. Is the url right, and is the target running?", site.url)
        }
        Reached::Failed(SendErrorKind::Credentials) => format!("{error}: look at `auth` in {config}"),
        Reached::Failed(SendErrorKind::Redirects) => "it redirects too often: is the url right?".into(),
        Reached::Failed(SendErrorKind::Halted) => "the run stopped before the request was sent".into(),
        Reached::Failed(SendErrorKind::Response) => {
            let jobs = session.options.jobs;
            let alone = match jobs > 1 {
                true => format!("; {jobs} requests are under way at once, and `--jobs 1` sends one after another"),
                false => String::new(),
            };
            format!(
                "no complete response to {method} {path}: {error}. Is the target working? `timeout` in {config} allows it more time{alone}"
            )
        }
        Reached::NotSent => "no valid payload could be generated".into(),
    }
}

/// The beginning of a response body, in a subclause.
fn what_it_says(response: &Response) -> String {
    let text = String::from_utf8_lossy(&response.body);
    let beginning: String = text.trim().chars().take(SHOWN).collect();
    let more = if text.trim().len() > beginning.len() { "…" } else { "" };
    if beginning.is_empty() { String::new() } else { format!(", and it says {beginning:?}{more}") }
}
