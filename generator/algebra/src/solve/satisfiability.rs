//! The three answers of the solver.

use serde_json::Value;
use std::rc::Rc;

/// Whether a value with the asked properties exists.
#[derive(Clone, Debug)]
pub enum Satisfiability {
    /// No such value exists.
    Unsatisfiable,
    /// This value is one.
    Satisfiable(Rc<Value>),
    /// None was found, and it was not proved that none exists; the text says why.
    Unknown(Rc<str>),
}

impl Satisfiability {
    pub(super) fn satisfiable(witness: Value) -> Self {
        Self::Satisfiable(witness.into())
    }

    pub(super) fn unknown(why: &str) -> Self {
        Self::Unknown(why.into())
    }

    pub(super) fn is_satisfiable(&self) -> bool {
        matches!(self, Self::Satisfiable(_))
    }

    /// The answer for a disjunction, given those for its operands.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Satisfiable(witness), _) | (_, Self::Satisfiable(witness)) => Self::Satisfiable(witness),
            (Self::Unknown(why), _) | (_, Self::Unknown(why)) => Self::Unknown(why),
            (Self::Unsatisfiable, Self::Unsatisfiable) => Self::Unsatisfiable,
        }
    }
}
