//! `ringback.toml`: the target, its credentials, and how its operations deviate from the documents.

mod auth;
mod check;
mod file;
mod header;
mod labels;
mod merge;
mod overrides;
mod setting;
mod shown;
mod target;
mod unused;
mod values;

pub use check::{duration, target_url};
pub use file::{Config, Consumer, FILE, PATIENCE, schema};
pub use header::{Header, HeaderValue};
pub use labels::{Label, check_labels};
pub use merge::{Skips, merge};
pub use overrides::Override;
pub use setting::Look;
pub use target::Access;
pub use unused::check_parameters;
pub use values::KnownValue;
