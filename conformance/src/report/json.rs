//! The JSON report, as the contract has it, and its schema.

use super::{Format, record::Run};
use ringback_generator::emit;
use serde_json::Value;

pub(super) static FORMAT: Format =
    Format { name: "json", tells: |_| true, render: |run| Ok(emit::json(run)), coloured: false };

/// The schema of the JSON report.
pub fn schema() -> Value {
    schemars::schema_for!(Run).to_value()
}
