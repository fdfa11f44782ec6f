//! The responses of two versions by status: what `default` and ranges such as `4XX` stand for where only the other version
//! lists a status.

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

/// Lets a range stand for the statuses in it that only the other version lists, and `default` for the successes, if its own
/// version lists none.
pub fn align(statuses: &mut Pair<Statuses>) {
    let Pair { before, after } = statuses;
    let add = |own: &mut Statuses, other: &Statuses| {
        let is_listed = |status: ResponseStatus| own.iter().any(|(known, _)| *known == status);
        let in_range = |status: ResponseStatus| {
            let ResponseStatus::Code(code) = status else { return None };
            own.iter()
                .find(|(known, _)| matches!(known, ResponseStatus::Range(class) if u16::from(*class) == code / 100))
        };
        let missing = other.iter().map(|(status, _)| *status).filter(|status| !is_listed(*status));
        let covered: Statuses = missing.filter_map(|status| Some((status, in_range(status)?.1.clone()))).collect();
        own.extend(covered);
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
