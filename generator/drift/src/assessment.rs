//! What is known of a requirement: that it breaks, that it does not, or neither.

use super::change::Impact;
use serde_json::Value;

/// Whether a requirement breaks, and the proof.
pub struct Assessment {
    /// Whether it breaks.
    pub impact: Impact,
    /// A payload that proves it breaking.
    pub witness: Option<Value>,
    /// Why it is undecided.
    pub why: Option<String>,
}

impl Assessment {
    /// Proved compatible.
    pub fn compatible() -> Self {
        Self { impact: Impact::Compatible, witness: None, why: None }
    }

    /// Proved breaking, by a payload.
    pub fn breaking(witness: Value) -> Self {
        Self { impact: Impact::Breaking, witness: Some(witness), why: None }
    }

    /// Neither, and why.
    pub fn undecided(why: &str) -> Self {
        Self { impact: Impact::Undecided, witness: None, why: Some(why.to_owned()) }
    }
}
