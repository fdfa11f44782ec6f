//! The definitions that references lead to, and what they were compiled to.

use crate::predicate::PredicateId;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Which set of values a schema stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Interpretation {
    /// The values that the schema accepts.
    Accepted,
    /// The values that a conforming sender may produce: accepted ones without properties that the schema does not
    /// declare.
    Sent,
}

/// Schemas by the references that lead to them.
pub type Definitions = BTreeMap<String, Value>;

/// The definitions of one contract that have been compiled already, in one interpretation.
#[derive(Debug)]
pub struct DefinitionCache {
    pub(super) interpretation: Interpretation,
    pub(super) compiled: HashMap<String, PredicateId>,
    pub(super) in_progress: HashMap<String, InProgress>,
    pub(super) is_circular: bool,
    /// For a sender, the definitions as they accept: what must not hold of a value is not a question of what is sent.
    pub(super) negated: Option<Box<DefinitionCache>>,
}

/// A definition whose compilation has begun and not ended.
#[derive(Clone, Copy, Debug)]
pub struct InProgress {
    /// How deep in the value the definition began: a reference to it from the same depth makes no progress.
    pub depth: usize,
    /// Its index among the reference targets, once something within it referred to it.
    pub target: Option<u32>,
}

impl DefinitionCache {
    /// An empty cache.
    pub fn new(interpretation: Interpretation) -> Self {
        Self {
            interpretation,
            compiled: HashMap::new(),
            in_progress: HashMap::new(),
            is_circular: false,
            negated: None,
        }
    }

    /// Whether a reference leads back to itself without entering a property or element, so that its meaning is
    /// undefined.
    pub fn is_circular(&self) -> bool {
        self.is_circular
    }
}
