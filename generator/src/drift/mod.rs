//! What changed between two states of a contract, whom it breaks, and the payload that proves it.

pub mod change;
