//! Which way a payload travels.

use serde::{Deserialize, Serialize};

/// Who is being judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// A server that accepts payloads.
    Request,
    /// What a server returns.
    Response,
    /// A consumer to whom payloads are delivered.
    Event,
}
