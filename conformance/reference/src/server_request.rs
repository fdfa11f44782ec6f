//! A request as the reference reads it from HTTP.

use crate::request_body::LARGEST;
use axum::{
    extract::Request,
    http::{HeaderValue, header},
};

/// A request to the reference.
#[derive(Clone, Debug)]
pub struct ServerRequest {
    /// The method, in upper case.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The query, still percent-encoded; empty when there is none.
    pub query: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; `None` if it exceeds the size limit.
    pub body: Option<Vec<u8>>,
}

impl ServerRequest {
    /// Reads a request with its body.
    pub async fn read(request: Request) -> Self {
        let (head, body) = request.into_parts();
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
        Self {
            method: head.method.as_str().into(),
            path: head.uri.path().into(),
            query: head.uri.query().unwrap_or_default().into(),
            headers: headers.collect(),
            body: axum::body::to_bytes(body, LARGEST).await.ok().map(Vec::from),
        }
    }

    /// The value of a header; the name is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The content type; empty when there is none.
    pub fn content_type(&self) -> &str {
        self.header(header::CONTENT_TYPE.as_str()).unwrap_or_default()
    }
}
