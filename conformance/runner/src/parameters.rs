//! The values that are filled into the `{placeholders}` of an operation's path and envelope.

use std::collections::BTreeMap;

/// One value for every `{placeholder}` of an operation, by name.
pub type Parameters = BTreeMap<String, String>;
