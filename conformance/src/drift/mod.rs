//! `ringback drift`: what changed between two versions of a contract, or between documents and recorded traffic.

pub mod arguments;
pub mod command;
pub mod git_revision;
mod left_out;
pub mod version;
