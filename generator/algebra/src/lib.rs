//! JSON Schemas as sets of values: is there a value that one schema accepts and another does not, and which?
//!
//! A schema is compiled to a [`Predicate`]: combinations of atoms, each about one kind of value. A [`Solver`] looks for a
//! value of which some predicates hold and others do not: case by case for combinations, by arithmetic for numbers, by
//! automata for strings, by trying positions and names for lists and objects. The answer is such a value, the proof that
//! there is none, or the reason why neither was found.
//!
//! ```
//! use ringback_algebra::{DefinitionCache, Definitions, Interpretation, Satisfiability, Solver};
//! use serde_json::json;
//!
//! let (mut solver, definitions) = (Solver::default(), Definitions::default());
//! let mut cache = DefinitionCache::new(Interpretation::Accepted);
//! let before = solver.compile(&json!({"type": "integer", "maximum": 100}), &definitions, &mut cache);
//! let after = solver.compile(&json!({"type": "integer", "maximum": 99}), &definitions, &mut cache);
//! // Which value is accepted before, and no longer after?
//! let Satisfiability::Satisfiable(value) = solver.difference(before, after) else { panic!("there is one") };
//! assert_eq!(*value, json!(100));
//! assert!(matches!(solver.difference(after, before), Satisfiability::Unsatisfiable));
//! ```

mod arena;
mod compile;
mod exact_number;
mod kind;
mod language;
mod predicate;
mod solve;

pub use compile::{DefinitionCache, Definitions, Interpretation, SharedDefinitions};
pub use kind::{ValueKind, ValueKinds};
pub use predicate::{Literal, NameSet, Predicate, PredicateId};
pub use solve::{Satisfiability, Solver};

#[cfg(test)]
mod tests;
