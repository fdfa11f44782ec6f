//! What changed between two states of a contract, as people and tools are told of it.

pub mod accept;
pub mod comparison;
pub mod report;
