//! `ringback drift`: what changed between two states of a contract, and whom it breaks.

pub mod command;
pub mod revision;
pub mod state;
pub mod traffic;
