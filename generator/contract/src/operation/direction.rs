//! The direction of an operation, which determines the party that is judged.

use serde::{Deserialize, Serialize};

/// The party that is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// A server that receives requests.
    Request,
    /// A server that returns responses.
    Response,
    /// A consumer that receives events.
    Event,
}
