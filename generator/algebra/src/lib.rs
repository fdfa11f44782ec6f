//! Schemas as sets of JSON values: whether one holds a value that another refuses, and which.
//!
//! A schema is taken apart into atoms ([`node`]), each of which says one thing of values of one kind. Whether values
//! exist for which some atoms hold and others do not is found out kind by kind ([`search`]): by cases for what combines
//! schemas, by arithmetic for numbers, by automata for texts, by trying places for lists and names for objects. What
//! comes out is a value, the proof that there is none, or why neither was found.

mod annotation;
mod automaton;
mod case;
mod compile;
mod constant;
mod evaluate;
mod format;
mod list;
mod lookahead;
mod node;
mod number;
mod numeric;
mod object;
mod search;
mod text;

pub use compile::{Compiled, Definitions, Reading};
pub use node::{Id, Kind, Kinds, Node, Region};
pub use search::{Algebra, Answer, Literal};

#[cfg(test)]
mod tests;
