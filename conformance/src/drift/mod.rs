//! `ringback drift`: what changed between two versions of a contract, and whom it breaks.

pub mod command;
pub mod git_revision;
pub mod traffic;
pub mod version;
