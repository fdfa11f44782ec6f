//! Values of the file that may be written in several ways.

use serde::Deserialize;

/// `Other` keeps what was written out of error messages: it may be a secret.
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

/// Looks a variable up: `std::env::var`, or a table in a test.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<String>;
