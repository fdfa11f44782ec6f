//! Values that cannot be decoded as their documented type.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A value that could not be decoded as its documented type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Undecodable {
    /// The value as it was read.
    pub value: Value,
    /// Why it could not be decoded.
    pub fault: String,
}

/// Parses JSON text as a value.
///
/// A byte order mark, with which some senders begin, is skipped.
///
/// # Errors
///
/// If the text is not JSON, or the type cannot represent the value.
pub fn json<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text))
}

impl std::fmt::Display for Undecodable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.fault)
    }
}

impl std::error::Error for Undecodable {}
