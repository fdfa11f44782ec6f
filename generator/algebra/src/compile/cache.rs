//! The definitions that references lead to, and what they were compiled to.

use crate::predicate::PredicateId;
use serde_json::Value;
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

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
    /// Definitions that are the same in another contract.
    pub(super) shared: Option<Rc<SharedDefinitions>>,
}

/// Definitions that are the same in two contracts: compiled once for both, so that equal recursive types are equal predicates.
#[derive(Debug)]
pub struct SharedDefinitions {
    names: HashSet<String>,
    accepted: RefCell<DefinitionCache>,
    sent: RefCell<DefinitionCache>,
}

impl SharedDefinitions {
    /// The definitions of these names, which refer to each other only. `sent` is how a sender is understood.
    pub fn new(names: HashSet<String>, sent: Interpretation) -> Self {
        let cache = |interpretation| RefCell::new(DefinitionCache::new(interpretation));
        Self { names, accepted: cache(Interpretation::Accepted), sent: cache(sent) }
    }

    /// The cache for a definition; `None` if it is not shared.
    pub(super) fn cache(&self, name: &str, interpretation: Interpretation) -> Option<&RefCell<DefinitionCache>> {
        self.names.contains(name).then_some(match interpretation {
            Interpretation::Accepted => &self.accepted,
            Interpretation::Sent => &self.sent,
        })
    }
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
            shared: None,
        }
    }

    /// An empty cache that takes some definitions from elsewhere.
    pub fn with_shared(interpretation: Interpretation, shared: &Rc<SharedDefinitions>) -> Self {
        Self { shared: Some(shared.clone()), ..Self::new(interpretation) }
    }

    /// Whether a reference leads back to itself without entering a property or element, so that its meaning is
    /// undefined.
    pub fn is_circular(&self) -> bool {
        self.is_circular
    }
}
