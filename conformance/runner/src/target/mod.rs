//! The target of a run. Another way of reaching an implementation is a variant of [`Target`] and a file here.

mod causes;
mod connector;
mod content_encoding;
mod http;
mod options;
mod tcp;
mod tls;
mod waiting;

pub use http::Http;
pub use options::{BODY_LIMIT, HttpOptions, Proxy, TIMEOUT};
pub use tls::Tls;
pub use waiting::wait_until_it_answers;

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
            Self::Http(http) => match &request.auth {
                Some(auth) => auth.send(http, request).await,
                None => http.send(request).await,
            },
        }
    }
}
