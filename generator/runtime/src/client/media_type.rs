//! The media types of what is sent and answered.

/// The media type in which everything is sent.
pub const JSON: &str = "application/json";
