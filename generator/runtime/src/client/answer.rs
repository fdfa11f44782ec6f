//! A response: status, headers and body.

use super::{Bytes, HeaderMap, StatusCode};
use crate::envelope::Undecodable;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A response as it was received, its body unchanged.
///
/// `Debug` shows the status, the names of the headers and the size of the body, but no values, which may be secret or
/// personal.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// A response without headers.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, headers: HeaderMap::new(), body: body.into() }
    }

    /// The body as text; bytes that are not UTF-8 become `�`.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The reason why nothing can be decoded of an answer whose status is documented for something else.
    pub fn undocumented(&self) -> Undecodable {
        Undecodable {
            value: Value::String(self.text().into()),
            fault: format!("status {} is not documented", self.status),
        }
    }

    /// Decodes the body as a type, such as the documented error for a status that no document names.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or the type cannot represent the value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Undecodable> {
        let refuse = |value: Value, fault: String| Undecodable { value, fault };
        let value: Value = crate::envelope::json(&self.body)
            .map_err(|error| refuse(Value::String(self.text().into()), format!("not JSON: {error}")))?;
        T::deserialize(&value).map_err(|error| refuse(value, error.to_string()))
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(super::HeaderName::as_str).collect();
        let size = format_args!("{} bytes", self.body.len());
        f.debug_struct("Answer").field("status", &self.status).field("headers", &headers).field("body", &size).finish()
    }
}
