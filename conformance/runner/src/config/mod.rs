//! `ringback.toml`: the target, its credentials, and how its operations deviate from the documents.

mod check;
mod file;
mod header;
mod merge;
mod overrides;
mod setting;

pub use check::target_url;
pub use file::{Config, FILE};
pub use header::{Header, HeaderValue};
pub use merge::{Skips, merge};
pub use overrides::Override;
pub use setting::Look;
