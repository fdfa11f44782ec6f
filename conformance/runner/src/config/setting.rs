//! Settings that may be written in several ways, such as a text or a table.

use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// A setting. `Other` drops what was written, so that error messages cannot show it: it may be a secret.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Setting {
    /// From an environment variable.
    Environment(Environment),
    /// As it stands here.
    Clear(String),
    #[schemars(skip)]
    #[expect(dead_code, reason = "whatever it is, it is not shown")]
    Other(toml::Value),
}

impl fmt::Debug for Setting {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Environment(environment) => environment.fmt(formatter),
            Self::Clear(_) | Self::Other(_) => formatter.write_str("…"),
        }
    }
}

/// The value of an environment variable.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Environment {
    /// The name of the variable.
    pub env: String,
}

/// The value of a header.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum HeaderSetting {
    /// Another one for each request.
    Generated(Generated),
    /// As it stands here, or from an environment variable.
    Given(Setting),
}

/// A value that is new for each request.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Generated {
    /// What is generated.
    #[schemars(extend("enum" = ["uuid"]))]
    pub generate: String,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Values {
    /// From an environment variable.
    Environment(Environment),
    /// One value.
    One(String),
    /// Several values: what is read is read with each.
    Several(Vec<String>),
    #[schemars(skip)]
    #[expect(dead_code, reason = "whatever it is, it is not shown")]
    Other(toml::Value),
}

/// A text, or `"none"`: not what the documents say.
#[derive(Clone, Debug)]
pub enum OrNone<T> {
    /// None.
    None,
    /// This one.
    Given(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OrNone<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "none" {
            return Ok(Self::None);
        }
        T::deserialize(serde::de::value::StringDeserializer::new(text)).map(Self::Given)
    }
}

impl<T: Clone> OrNone<T> {
    /// What is given, if it is not none.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::None => None,
            Self::Given(value) => Some(value),
        }
    }
}

/// Resolves an environment variable: `std::env::var`, or a table in a test.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<String>;
