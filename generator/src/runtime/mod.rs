//! What every generated module stands on: rules as static tables, one judge that interprets them, one decoder.

pub mod format;
pub mod judge;
pub mod rule;
pub mod violation;
