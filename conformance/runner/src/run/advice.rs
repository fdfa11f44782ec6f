//! What to look at when no valid payload of an operation gets through.

use super::fire::{Reached, Runner};
use crate::{config, event::Answer, plan::Planned, target::TroubleKind};

/// What is probably wrong with the wiring.
pub fn advice(runner: &Runner, planned: &Planned, reached: &Reached, answer: Option<&Answer>, trouble: &str) -> String {
    let (site, secrets, config) = (&runner.options.site, &runner.secrets, config::FILE);
    let path = &planned.operation.path;
    let method = &planned.operation.method;
    match reached {
        Reached::Answered(status @ (401 | 403)) => {
            let names: Vec<String> = secrets.iter().map(|secret| format!("${}", secret.variable)).collect();
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
        Reached::Answered(status @ (404 | 405)) => format!(
            "{status}: nothing answers {method} {path} below {}: is the path right, and do its [parameters] exist? Override `path` in [[operations]] of {config}, or leave the operation out with `skip`",
            site.url
        ),
        Reached::Answered(status @ 300..=399) => {
            let to = answer.and_then(|answer| answer.header("location")).unwrap_or("nowhere");
            format!("{status}: it redirects to {to}, which is not followed: is the url right?")
        }
        Reached::Answered(status @ (400..=499)) => format!(
            "{status} on valid payloads: does it expect another envelope or another contract? Look at `envelope` and `request_at` of the operation, and at what it says"
        ),
        Reached::Answered(status) => format!("{status} on valid payloads: the target itself is in trouble"),
        Reached::Trouble(TroubleKind::Connect) => {
            format!("nobody answers at {}: {trouble}. Is the url right, and does the target run?", site.url)
        }
        Reached::Trouble(TroubleKind::Redirects) => "it redirects in a circle: is the url right?".into(),
        Reached::Trouble(TroubleKind::Busy) => "it is too busy to answer: try --rate or --jobs 1".into(),
        Reached::Trouble(TroubleKind::Answer) => format!(
            "it takes {method} {path} and gives no whole answer: {trouble}. Does the target run properly? `timeout` in {config} gives it longer"
        ),
        Reached::NotFired => "no valid payload could be made".into(),
    }
}
