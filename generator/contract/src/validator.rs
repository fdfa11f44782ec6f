//! The `jsonschema` validator, set up with Ringback's string formats.

use jsonschema::{Draft, ValidationError, ValidationOptions, error::ValidationErrorKind};
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

/// The errors of each alternative that was probably intended for a value that matches none: alternatives for values of another
/// JSON type are not, nor are those of which a property has another constant while others fit.
pub fn intended_alternatives<'e>(error: &'e ValidationError) -> Vec<&'e [ValidationError<'static>]> {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        return Vec::new();
    };
    let at = error.instance_path().as_str();
    let is_other_type = |inner: &ValidationError| {
        matches!(inner.kind(), ValidationErrorKind::Type { .. }) && inner.instance_path().as_str() == at
    };
    let has_other_tag = |inner: &ValidationError| {
        let below = inner.instance_path().as_str().strip_prefix(at).and_then(|below| below.strip_prefix('/'));
        let is_listed = matches!(inner.kind(), ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. });
        is_listed && below.is_some_and(|below| !below.contains('/'))
    };
    let near: Vec<&[ValidationError<'static>]> =
        context.iter().map(Vec::as_slice).filter(|errors| !errors.iter().any(is_other_type)).collect();
    let tagged: Vec<_> = near.iter().filter(|errors| !errors.iter().any(has_other_tag)).copied().collect();
    if tagged.is_empty() { near } else { tagged }
}

/// The registered formats that the validator does not have.
static UNKNOWN: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let knows = |format: &&Format| {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        options.should_ignore_unknown_formats(false).build(&json!({"format": format.name()})).is_ok()
    };
    Format::ALL.iter().filter(|format| !knows(format)).copied().collect()
});
