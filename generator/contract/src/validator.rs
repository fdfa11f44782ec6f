//! The JSON Schema validator with our formats.

use jsonschema::{Draft, ValidationOptions};
use ringback_runtime::format::Format;
use serde_json::json;
use std::sync::LazyLock;

/// Which formats are judged by our grammars; the others are judged by those of the validator, if it has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formats {
    /// All that we know: our word is the last.
    All,
    /// Those that the validator does not know: the verdict on the others is a second opinion.
    Unknown,
}

/// A validator that asserts formats, still to be given a draft, where references lead, and a schema.
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

/// The formats that the validator does not know.
static UNKNOWN: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let knows = |format: &&Format| {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        options.should_ignore_unknown_formats(false).build(&json!({"format": format.name()})).is_ok()
    };
    Format::ALL.iter().filter(|format| !knows(format)).copied().collect()
});
