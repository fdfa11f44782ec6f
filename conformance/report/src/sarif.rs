//! What SARIF 2.1.0 asks of every log: the address of its schema, escaped messages, and paths as URIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The schema of the format.
pub(crate) const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Characters that are percent-encoded in the path of a URI: all but `/` and the unreserved ones of RFC 3986.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Escapes a text for a SARIF message, in which `{0}` is a placeholder and `[text](target)` a link.
pub(crate) fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A path as a relative URI reference: everything in it that could be read as a scheme, query or fragment is encoded.
pub(crate) fn uri(path: &str) -> String {
    utf8_percent_encode(&path.replace('\\', "/"), PATH).to_string()
}
