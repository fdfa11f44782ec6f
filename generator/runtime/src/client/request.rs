//! A request that is about to be sent.

use super::{Bytes, HeaderMap, HeaderName, Method, Operation, body::BodyStream};
use serde_json::Value;

/// A request. `Debug` shows neither header values nor the body nor the query.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; `None` if it is a stream.
    pub body: Option<Bytes>,
    /// The body as a stream.
    pub(super) stream: Option<BodyStream>,
}

impl Request {
    /// Whether the body is a stream, which is sent once.
    pub fn has_stream(&self) -> bool {
        self.stream.is_some()
    }

    /// The body as JSON; `None` if there is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(self.body.as_deref()?).ok()
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Request")
            .field("operation", &self.operation.name)
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &headers)
            .field("body", &self.body.as_ref().map(|body| format!("{} bytes", body.len())))
            .finish()
    }
}
