//! A case made ready to be fired.

use crate::case::Case;
use ringback_generator::vendor::Operation;
use serde_json::Value;

/// A case and the request that it becomes.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The case.
    pub case: Case,
    /// The operation, as the vendor documents it and the target's config overrides it.
    pub operation: Operation,
    /// What is sent.
    pub request: Request,
}

/// What is sent.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// The headers, secrets among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
    /// The payload that the body carries, its times computed.
    pub payload: Option<Value>,
}
