//! The target of a run. Another way of reaching an implementation is a variant of [`Target`] and a file here.

mod http;

pub use http::Http;

use crate::exchange::{Request, Response, SendError};

/// An implementation under test.
#[derive(Debug)]
pub enum Target {
    /// A server that speaks HTTP/1.1.
    Http(Http),
}

impl Target {
    /// Sends a request and waits for the response.
    ///
    /// # Errors
    ///
    /// If no complete response arrives.
    pub async fn send(&self, request: &Request) -> Result<Response, SendError> {
        match self {
            Self::Http(http) => http.send(request).await,
        }
    }
}
