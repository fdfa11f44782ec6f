//! What goes back over the wire, as it must be or spoilt by a fault.

use super::fault::Effect;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use ringback_contract::operation::{media_type, status::has_body};
use serde_json::Value;
use std::time::Duration;

/// Longer than any caller waits.
const DELAY: Duration = Duration::from_secs(300);

/// A response, and the manner in which it is sent.
#[derive(Clone, Debug, Default)]
pub struct ServerResponse {
    /// The status that is sent.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body; none for a status that has none.
    pub body: Option<Vec<u8>>,
    manner: Manner,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Manner {
    #[default]
    Plain,
    Delayed,
    Closed,
}

impl ServerResponse {
    /// An answer without a body.
    pub fn new(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// The same with a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// The same with a body, when there is one and the status has any.
    #[must_use]
    pub fn json(mut self, body: Option<&Value>) -> Self {
        let body = body.filter(|_| has_body(self.status));
        self.body = body.map(|body| body.to_string().into_bytes());
        if self.body.is_some() { self.with("content-type", media_type::JSON) } else { self }
    }

    /// The same after a fault struck.
    #[must_use]
    pub fn spoilt(mut self, effect: Option<&Effect>) -> Self {
        match effect {
            Some(Effect::Status(status)) => self.status = *status,
            Some(Effect::ContentType(kind)) => {
                self.headers.retain(|(name, _)| name != "content-type");
                return self.with("content-type", *kind);
            }
            Some(Effect::Truncate) => {
                if let Some(body) = &mut self.body {
                    body.truncate(body.len() / 2);
                }
            }
            Some(Effect::Delay) => self.manner = Manner::Delayed,
            Some(Effect::Close) => self.manner = Manner::Closed,
            Some(
                Effect::Accept
                | Effect::Refuse
                | Effect::Return { .. }
                | Effect::Forget
                | Effect::Alter
                | Effect::DropEntry,
            )
            | None => {}
        }
        self
    }

    /// The answer as it is sent.
    pub async fn send(self) -> Response {
        if self.manner == Manner::Delayed {
            tokio::time::sleep(DELAY).await;
        }
        let body = match (self.manner, self.body) {
            (Manner::Closed, _) => Body::new(Broken),
            (_, Some(body)) => Body::from(body),
            (_, None) => Body::empty(),
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        if self.manner == Manner::Closed {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("64"));
        }
        response
    }
}

/// A body that breaks off before its first byte; the server then closes the connection.
struct Broken;

impl axum::body::HttpBody for Broken {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
