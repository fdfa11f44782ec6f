//! What goes over the wire: a request, the response to it, or the reason why there is none.

use ringback_contract::operation::status;
use serde_json::Value;
use std::fmt;

/// A request as it is sent, secrets included: it must not be shown, see [`crate::redaction`].
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method, in upper case.
    pub method: String,
    /// The whole URL, query included.
    pub url: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; none for a request that only reads.
    pub body: Option<Vec<u8>>,
    /// The payload that the body carries, perhaps inside an envelope.
    pub payload: Option<Value>,
}

/// A response, its body decoded from the transfer and no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status, redirects on the same host followed.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it is kept.
    pub body: Vec<u8>,
    /// Whether more of the body followed than is kept.
    pub truncated: bool,
}

impl Response {
    /// The first header of a name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; none if it is something else.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Whether the status is one of 200 to 299.
    pub fn is_success(&self) -> bool {
        status::is_success(self.status)
    }
}

/// Why there is no response to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendError {
    /// Which kind of error it is.
    pub kind: SendErrorKind,
    /// What happened, for people.
    pub message: String,
}

impl fmt::Display for SendError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// Reasons why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendErrorKind {
    /// No connection: nobody listens, the name is unknown, TLS fails.
    Connect,
    /// There was a connection, and no whole response came over it.
    Response,
    /// More redirects than are followed.
    Redirects,
    /// The target asked to wait longer than the run may wait.
    Busy,
}
