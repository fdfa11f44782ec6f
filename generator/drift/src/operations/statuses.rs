//! The responses of two versions by status: what `default` stands for where one version lists successes and the other does
//! not.

use super::response::ResponseParts;
use crate::pair::Pair;
use ringback_openapi::specification::ResponseStatus;

/// Responses by status.
pub type Statuses = Vec<(ResponseStatus, ResponseParts)>;

/// Whether a status is a success.
pub fn is_success(status: ResponseStatus) -> bool {
    matches!(status, ResponseStatus::Code(200..=299) | ResponseStatus::Range(2))
}

/// Whether any success is listed.
pub fn has_success(statuses: &Statuses) -> bool {
    statuses.iter().any(|(status, _)| is_success(*status))
}

/// Lets `default` stand for the successes that only the other version lists, if its own version lists none.
pub fn align(statuses: &mut Pair<Statuses>) {
    let Pair { before, after } = statuses;
    let add = |own: &mut Statuses, other: &Statuses| {
        if has_success(own) {
            return;
        }
        let Some(default) =
            own.iter().find(|(status, _)| *status == ResponseStatus::Default).map(|(_, parts)| parts.clone())
        else {
            return;
        };
        let successes = other.iter().map(|(status, _)| *status).filter(|status| is_success(*status));
        own.extend(successes.map(|status| (status, default.clone())).collect::<Vec<_>>());
    };
    let (old, new) = (before.clone(), after.clone());
    add(before, &new);
    add(after, &old);
}
