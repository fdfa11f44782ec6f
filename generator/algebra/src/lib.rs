//! JSON Schemas as sets of values: is there a value that one schema accepts and another does not, and which?
//!
//! A schema is compiled to a [`Predicate`]: combinations of atoms, each about one kind of value. A [`Solver`] looks for a
//! value of which some predicates hold and others do not: case by case for combinations, by arithmetic for numbers, by
//! automata for strings, by trying positions and names for lists and objects. The answer is such a value, the proof that
//! there is none, or the reason why neither was found.

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
