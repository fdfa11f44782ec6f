//! Decides whether a value exists for which some predicates hold and others do not.
//!
//! [`search`] goes through the kinds of values, and for each through the combinations of alternatives, as a tableau
//! prover does. What is left at the end of a branch are atoms about one kind, which [`number`], [`text`], [`list`] and
//! [`object`] solve.

mod branch;
mod coverage;
mod distinct;
mod evaluate;
mod exclusive;
mod list;
mod list_constraints;
mod number;
mod number_constraints;
mod object;
mod object_constraints;
mod obligations;
mod satisfiability;
mod search;
mod solver;
mod text;
mod text_constraints;

pub use satisfiability::Satisfiability;
pub use solver::Solver;
