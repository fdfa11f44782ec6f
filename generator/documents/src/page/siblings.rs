//! The context of each property's clues, shared where it is the same, and a limit on what one page may cost.

use ringback_constraints::clue::Around;
use ringback_contract::subject::Subject;
use std::{collections::HashMap, sync::Arc};

/// What is left of the work that one page may cause.
///
/// Every property of an object can carry the names of all the others, and every clue the path to its subject, so a
/// hostile page of great width or depth would cost many times its own size. No real document comes near the limits.
pub(super) struct Budget {
    /// Names of siblings and children that may still be copied.
    names: usize,
    /// Path steps of clues that may still be written.
    steps: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { names: 1_000_000, steps: 2_000_000 }
    }
}

impl Budget {
    /// Spends one clue about a subject; `false` when the budget is used up.
    pub(super) fn admits(&mut self, subject: &Subject) -> bool {
        spend(&mut self.steps, 1 + subject.path.len())
    }

    /// Whether anything had to be left out.
    pub(super) fn is_exhausted(&self) -> bool {
        self.names == 0 || self.steps == 0
    }
}

/// Subtracts a cost; one that does not fit uses up the rest.
fn spend(left: &mut usize, cost: usize) -> bool {
    *left = left.saturating_sub(cost);
    *left > 0
}

/// The names of one object's properties, from which the context of each property's clues is made.
#[derive(Default)]
pub struct Siblings {
    names: Vec<String>,
    /// Contexts of properties without children, by type and notes.
    shared: HashMap<(String, String), Arc<Around>>,
}

impl Siblings {
    /// The properties of an object, in order. Types, list elements and map values have none: `Siblings::default()`.
    pub fn new(names: Vec<String>) -> Self {
        Self { names, shared: HashMap::new() }
    }

    /// The context of one of them, given the names of its own properties, its type as spelled, and its notes.
    pub(super) fn around(
        &mut self,
        children: Vec<String>,
        spelling: &str,
        notes: &str,
        budget: &mut Budget,
    ) -> Arc<Around> {
        let key = children.is_empty().then(|| (spelling.to_owned(), notes.to_owned()));
        if let Some(shared) = key.as_ref().and_then(|key| self.shared.get(key)) {
            return shared.clone();
        }
        let fits = spend(&mut budget.names, self.names.len() + children.len());
        let (siblings, children) = if fits { (self.names.clone(), children) } else { (Vec::new(), Vec::new()) };
        let around =
            Arc::new(Around { siblings, children, spelling: spelling.into(), notes: notes.into(), language: None });
        if let Some(key) = key {
            self.shared.insert(key, around.clone());
        }
        around
    }
}
