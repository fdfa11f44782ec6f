//! The `jsonschema` validator, set up with Ringback's string formats.

use jsonschema::{Draft, ValidationOptions};
use ringback_runtime::format::Format;
use serde_json::json;
use std::sync::LazyLock;

/// The formats that are judged by Ringback's grammars; others are judged by the validator's own, if it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formats {
    /// All registered formats.
    All,
    /// Only formats that the validator does not have, so that its verdict on the others is independent of ours.
    Unknown,
}

/// Options for a validator that asserts formats; draft, resources and schema are to be added.
///
/// ```
/// use ringback_contract::validator::{Formats, options};
/// use serde_json::json;
///
/// let validator = options(Formats::All).build(&json!({"format": "e164"}))?;
/// assert!(!validator.is_valid(&json!("555-0100")));
/// # Ok::<(), jsonschema::ValidationError>(())
/// ```
pub fn options<'a>(formats: Formats) -> ValidationOptions<'a> {
    let ours: &[Format] = match formats {
        Formats::All => Format::ALL,
        Formats::Unknown => &UNKNOWN,
    };
    let options = jsonschema::options().should_validate_formats(true);
    ours.iter()
        .fold(options, |options, format| options.with_format(format.name(), move |text: &str| format.matches(text)))
}

/// The registered formats that the validator does not have.
static UNKNOWN: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let knows = |format: &&Format| {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        options.should_ignore_unknown_formats(false).build(&json!({"format": format.name()})).is_ok()
    };
    Format::ALL.iter().filter(|format| !knows(format)).copied().collect()
});
