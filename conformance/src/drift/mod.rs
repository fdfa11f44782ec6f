//! `ringback drift`: what changed between two states of a contract, and whom it breaks.

pub mod accept;
pub mod command;
pub mod comparison;
pub mod report;
pub mod revision;
pub mod state;
pub mod traffic;
