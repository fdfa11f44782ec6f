//! The three answers of the solver.

use serde_json::Value;
use std::rc::Rc;

/// Values within a witness; a larger one helps no reader, and lists of lists of lists would fill the memory.
const SIZE_LIMIT: usize = 20_000;

/// The reason given for a witness that would be larger.
pub(super) const TOO_LARGE: &str = "an example would be too large to write out";

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

/// Whether a list or object of these values is small enough to be written out.
pub(super) fn fit<'v>(values: impl IntoIterator<Item = &'v Value>) -> bool {
    let mut left = SIZE_LIMIT;
    values.into_iter().all(|value| take(value, &mut left))
}

fn take(value: &Value, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    match value {
        Value::Array(list) => list.iter().all(|value| take(value, left)),
        Value::Object(object) => object.values().all(|value| take(value, left)),
        _ => true,
    }
}
