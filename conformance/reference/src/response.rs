//! A response of the reference, and what faults do to it.

use super::fault::Effect;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use ringback_contract::operation::{media_type, status::has_body};
use serde_json::Value;
use std::time::Duration;

/// A delay longer than any timeout of a client.
const DELAY: Duration = Duration::from_secs(300);

/// A response, and how it is sent.
#[derive(Clone, Debug, Default)]
pub struct ServerResponse {
    /// The status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for a status that has no body.
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
    /// A response without a body.
    pub fn new(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// Adds a JSON body, unless the status has no body.
    #[must_use]
    pub fn json(mut self, body: Option<&Value>) -> Self {
        let body = body.filter(|_| has_body(self.status));
        self.body = body.map(|body| body.to_string().into_bytes());
        if self.body.is_some() { self.with("content-type", media_type::JSON) } else { self }
    }

    /// The response after a fault is applied.
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

    /// The response for the HTTP server.
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

/// A body that fails before its first byte, so that the server closes the connection.
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
