//! The base of all generated types: rules as static tables, the judge that interprets them, decoding and encoding.

pub mod additional;
pub mod broken;
pub mod broken_rule;
pub mod builder;
pub mod decode;
#[cfg(feature = "schemars")]
pub mod describe;
pub mod elements;
pub mod equal;
pub mod evaluated;
pub mod format;
pub mod given;
pub mod json;
pub mod judge;
pub mod kind;
pub(crate) mod macros;
mod name;
pub(crate) mod newtypes;
pub mod number;
pub(crate) mod object;
pub mod optional;
pub mod pattern;
pub mod pointer;
pub mod properties;
pub mod reader;
pub mod real;
pub(crate) mod replaced;
pub mod rule;
pub mod scalar;
pub(crate) mod setters;
pub mod text;
pub mod verdict;
pub mod violation;

#[allow(unused_imports, reason = "which of them are used depends on the types that are generated")]
pub(crate) use {
    macros::{choice, literals, numbered, union, variant},
    newtypes::{collects, decimal, integer, text, value, whole, wraps},
    object::object,
    replaced::replaced,
};
