//! Headers that go into every request.

use crate::secret::Secret;

/// A header of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name, in lower case.
    pub name: String,
    /// Text before a secret, such as `Bearer `.
    pub prefix: String,
    /// Its value, or the part after the prefix.
    pub value: HeaderValue,
}

impl Header {
    /// The secret in its value.
    pub fn secret(&self) -> Option<&Secret> {
        match &self.value {
            HeaderValue::Secret(secret) => Some(secret),
            HeaderValue::Plain(_) => None,
        }
    }
}

/// The value of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// A value that may be shown in reports.
    Plain(String),
    /// A value that must never be shown.
    Secret(Secret),
}
