//! Headers that go into every request.

use crate::secret::Secret;

/// A header of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name, in lower case.
    pub name: String,
    /// Its value.
    pub value: HeaderValue,
}

/// The value of a header, or another text that may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// A value that may be shown in reports.
    Plain(String),
    /// A value that must never be shown.
    Secret(Secret),
    /// A UUID, another one for each request.
    Generated,
}

impl HeaderValue {
    /// The value; empty if it is generated.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Secret(secret) => &secret.value,
            Self::Generated => "",
        }
    }

    /// The secret, if it is one.
    pub fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Secret(secret) => Some(secret),
            Self::Plain(_) | Self::Generated => None,
        }
    }

    /// Whether each request gets another one.
    pub fn is_generated(&self) -> bool {
        *self == Self::Generated
    }
}
