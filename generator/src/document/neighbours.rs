//! What stands beside each property of an object, shared where it is the same.

use crate::clue::Around;
use std::{collections::HashMap, sync::Arc};

/// How many more names of neighbours a page may hand out.
///
/// Every property of an object can carry the names of all the others, so a page of hostile width would
/// cost memory in the square of its length. No documented object comes near.
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(1_000_000)
    }
}

impl Room {
    /// Whether names had to be left out.
    pub(super) fn exhausted(&self) -> bool {
        self.0 == 0
    }

    fn take(&mut self, names: usize) -> bool {
        if names > self.0 {
            self.0 = 0;
        } else {
            self.0 -= names;
        }
        !self.exhausted()
    }
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
        let fits = room.take(self.siblings.len() + children.len());
        let (siblings, children) = if fits { (self.siblings.clone(), children) } else { (Vec::new(), Vec::new()) };
        let around = Arc::new(Around { siblings, children, spelling: spelling.into(), notes: notes.into() });
        if let Some(leaf) = leaf {
            self.leaves.insert(leaf, around.clone());
        }
        around
    }
}
