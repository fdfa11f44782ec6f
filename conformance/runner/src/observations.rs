//! What operations do that surprises their callers and that no document decides: told once for each kind, failing nothing.

use std::collections::BTreeMap;

/// What can be noticed of an operation beside the verdicts on its cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noticed {
    /// It takes requests of somebody without credentials.
    Anonymous,
    /// It takes requests with credentials that nobody has.
    UnknownCaller,
    /// It answers with this status, which decides and is not among the listed ones.
    Status(u16),
    /// The content-type of what it returns is not that of JSON, although it is JSON.
    Label,
    /// What it says about a refused payload is no JSON.
    ErrorBody,
    /// What it created is not listed.
    Listed,
    /// What it deleted is still there.
    Deleted,
    /// What it was sent is shown with another value.
    Shown,
    /// It shows another value of a parameter than it was called with.
    Parameter,
    /// It returns nothing for what was accepted.
    Unread,
    /// It returns a value that one reading of its documents forbids and another allows.
    Undecided,
    /// It shows a value that the suite has sent although no document decides whether it is valid.
    Shared,
}

/// What was noticed of each operation, the first time that it happened.
#[derive(Debug, Default)]
pub struct Observations {
    seen: BTreeMap<(String, Noticed), Option<String>>,
}

impl Observations {
    /// Notes what an operation does, unless this is known already.
    pub fn note(&mut self, operation: &str, noticed: Noticed, message: impl FnOnce() -> String) {
        let known = self.seen.entry((operation.to_owned(), noticed)).or_default();
        if known.is_none() {
            *known = Some(message());
        }
    }

    /// Whether this still has to be looked at: true once for each operation, so that one request more is sent for it and not
    /// one for each case.
    pub fn is_first_look(&mut self, operation: &str, noticed: Noticed) -> bool {
        let key = (operation.to_owned(), noticed);
        let is_first = !self.seen.contains_key(&key);
        self.seen.entry(key).or_default();
        is_first
    }

    /// Whether this was noticed of an operation.
    pub fn has(&self, operation: &str, noticed: Noticed) -> bool {
        matches!(self.seen.get(&(operation.to_owned(), noticed)), Some(Some(_)))
    }

    /// Everything that was noticed: the operation, and what it does.
    pub fn take(&mut self) -> Vec<(String, String)> {
        let seen = std::mem::take(&mut self.seen);
        seen.into_iter().filter_map(|((operation, _), message)| Some((operation, message?))).collect()
    }
}
