//! `ringback drift`: what changed between two versions of a contract, or between documents and recorded traffic.

pub mod arguments;
pub mod command;
mod folder_file;
pub mod git_revision;
pub mod version;
