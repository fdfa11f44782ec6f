//! The target of a run. Another way of reaching an implementation is a variant of [`Target`] and a file here.

mod causes;
mod connector;
mod content_encoding;
mod http;
mod options;
mod service;
mod tcp;
mod tls;
mod waiting;

pub use http::Http;
pub use options::{BODY_LIMIT, HttpOptions, Proxy, TIMEOUT};
pub use service::{Call, Service};
pub use tls::Tls;
pub use waiting::wait_until_it_answers;

use crate::exchange::{Request, Response, SendError};

/// An implementation under test.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "a run has one")]
pub enum Target {
    /// A server that speaks HTTP/1.1.
    Http(Http),
    /// A service in this process.
    Service(Service),
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
            Self::Service(service) => service.send(request).await,
        }
    }
}
