//! What stands beside each property of an object, shared where it is the same, and how much of it a page may tell.

use ringback_constraints::clue::Around;
use ringback_contract::subject::Subject;
use std::{collections::HashMap, sync::Arc};

/// How much more a page may say.
///
/// Every property of an object can carry the names of all the others, and every clue the way to its
/// subject, so a page of hostile width or depth would cost many times its own size. No document comes near.
pub(super) struct Room {
    names: usize,
    steps: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { names: 1_000_000, steps: 2_000_000 }
    }
}

impl Room {
    /// Whether there is room for one more clue about a subject; what comes after `false` is not read.
    pub(super) fn admits(&mut self, subject: &Subject) -> bool {
        take(&mut self.steps, 1 + subject.path.len())
    }

    /// Whether anything had to be left out.
    pub(super) fn exhausted(&self) -> bool {
        self.names == 0 || self.steps == 0
    }
}

/// Takes from what is left; what does not fit leaves nothing.
fn take(left: &mut usize, wanted: usize) -> bool {
    *left = left.saturating_sub(wanted);
    *left > 0
}

/// The properties of one object.
pub(super) struct Neighbours {
    siblings: Vec<String>,
    leaves: HashMap<(String, String), Arc<Around>>,
}

impl Neighbours {
    /// The properties of an object, in order; none for a type, a list's elements or a map's values.
    pub(super) fn of(siblings: Vec<String>) -> Self {
        Self { siblings, leaves: HashMap::new() }
    }

    /// What stands beside one of them.
    pub(super) fn around(
        &mut self,
        children: Vec<String>,
        spelling: &str,
        notes: &str,
        room: &mut Room,
    ) -> Arc<Around> {
        let leaf = children.is_empty().then(|| (spelling.to_owned(), notes.to_owned()));
        if let Some(shared) = leaf.as_ref().and_then(|leaf| self.leaves.get(leaf)) {
            return shared.clone();
        }
        let fits = take(&mut room.names, self.siblings.len() + children.len());
        let (siblings, children) = if fits { (self.siblings.clone(), children) } else { (Vec::new(), Vec::new()) };
        let around = Arc::new(Around { siblings, children, spelling: spelling.into(), notes: notes.into() });
        if let Some(leaf) = leaf {
            self.leaves.insert(leaf, around.clone());
        }
        around
    }
}
