//! What goes over the wire: a request, and the response to it or the reason why there is none.

use crate::{auth::Authorizer, json_body};
use ringback_contract::operation::status;
use serde_json::Value;
use std::{fmt, sync::Arc};

/// A request as it is sent, including secrets: use `redaction` before it is shown.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method, in upper case.
    pub method: String,
    /// The whole URL, including the query.
    pub url: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for a request that only reads.
    pub body: Option<Vec<u8>>,
    /// The payload in the body, without its envelope.
    pub payload: Option<Value>,
    /// What adds the credentials when the request is sent; they are not among the headers.
    pub auth: Option<Arc<Authorizer>>,
    /// The names of the headers whose values are new for each request.
    pub generated: Vec<String>,
    /// Whether it may call phones.
    pub rings: bool,
    /// The name of the case that it is sent for; empty if it is sent for none.
    pub case: String,
}

/// A response. Its body is decoded from the transfer encoding, but not from a content encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status; if redirects on the same host were followed, that of the last response.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, up to the limit of the target.
    pub body: Vec<u8>,
    /// Whether the body was longer than the limit.
    pub truncated: bool,
}

impl Response {
    /// The first header with a name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; `None` if it is not JSON.
    pub fn json(&self) -> Option<Value> {
        json_body::parse(&self.body)
    }

    /// Whether the status is between 200 and 299.
    pub fn is_success(&self) -> bool {
        status::is_success(self.status)
    }
}

/// The reason why there is no response to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendError {
    /// The kind of error.
    pub kind: SendErrorKind,
    /// The error message.
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
    /// No connection: it was refused, the host name is unknown, or TLS failed.
    Connect,
    /// No token is to be had, or the request cannot be signed.
    Credentials,
    /// The connection was established, but no complete response came over it.
    Response,
    /// More redirects than the limit.
    Redirects,
    /// The run stopped before the request was sent.
    Halted,
}
