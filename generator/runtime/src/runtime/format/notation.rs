//! Identifiers, numbers, pointers, patterns and bytes: the formats with a notation of their own.

use super::super::pattern::compile;

/// RFC 9562, with hyphens.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// E.164 with its `+`.
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// RFC 6901: nothing, or steps that each begin with `/`, in which `~` is written `~0` and `/` is written `~1`.
pub fn is_json_pointer(text: &str) -> bool {
    let escaped = |rest: &str| rest.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(escaped)
}

/// The Internet-Draft of relative JSON pointers: how many levels up, how many elements along, and then `#` or a pointer.
pub fn is_relative_json_pointer(text: &str) -> bool {
    let Some(rest) = after_number(text) else { return false };
    let rest = match rest.strip_prefix(['+', '-']) {
        Some(along) => after_number(along),
        None => Some(rest),
    };
    rest.is_some_and(|rest| rest == "#" || is_json_pointer(rest))
}

/// What follows a number without leading zeros.
fn after_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (digits == 1 || (digits > 1 && !text.starts_with('0'))).then_some(rest)
}

/// ECMA-262, with Unicode or without.
pub fn is_regex(text: &str) -> bool {
    compile(text).is_some()
}

/// RFC 4648, section 4.
pub fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

/// RFC 4648, section 5: where the length is known anyway, nobody needs the padding.
pub fn is_base64url(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    padded && body.len() % 4 != 1 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
