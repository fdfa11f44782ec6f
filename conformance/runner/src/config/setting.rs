//! Settings that may be written in several ways, such as a text or a table.

use serde::Deserialize;

/// A setting. `Other` drops what was written, so that error messages cannot show it: it may be a secret.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Setting {
    Environment(Environment),
    Clear(String),
    #[expect(dead_code, reason = "whatever it is, it is not shown")]
    Other(toml::Value),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Environment {
    pub env: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Values {
    One(String),
    Several(Vec<String>),
    #[expect(dead_code, reason = "whatever it is, it is not shown")]
    Other(toml::Value),
}

/// Resolves an environment variable: `std::env::var`, or a table in a test.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<String>;
