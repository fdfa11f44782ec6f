//! Texts of the registered formats. They keep the characters they were read with.

#[cfg(feature = "uuid")]
mod identifier;
#[cfg(feature = "jiff")]
mod moment;

use super::{
    super::runtime,
    format::Format,
    rule::{Check, Kind, Schema, Source},
};

macro_rules! formatted {
    ($($name:ident $doc:literal;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        runtime::text!(
            $name,
            &Schema {
                name: stringify!($name),
                rules: &[Check::Types(&[Kind::String]), Check::Format(Format::$name)],
                sources: REGISTRY,
            },
            false
        );
    )*};
}

/// Formats are defined by their registry, not by any vendor's document.
const REGISTRY: &[Source] =
    &[Source { document: "https://spec.openapis.org/registry/format/", lines: [1, 1], quote: "registered format" }];

formatted! {
    DateTime "A moment with its offset, RFC 3339: `2026-11-20T09:30:00.000Z`.";
    Date "A day, RFC 3339: `2026-11-20`.";
    Time "A time of day with its offset, RFC 3339: `09:30:00Z`.";
    PartialTime "A time of day without an offset, RFC 3339: `09:30:00`.";
    Duration "A span of time, ISO 8601: `PT30M`.";
    Uuid "A UUID, RFC 9562.";
    E164 "A phone number, E.164: `+12025550100`.";
    Email "An electronic mail address, RFC 5321.";
    Hostname "A host name, RFC 1123.";
    Ipv4 "An IPv4 address.";
    Ipv6 "An IPv6 address.";
    Uri "A URI with a scheme, RFC 3986.";
    UriReference "A URI, or a reference relative to one, RFC 3986.";
    Iri "A URI in any script, with a scheme, RFC 3987.";
    IriReference "A URI in any script, or a reference relative to one, RFC 3987.";
    UriTemplate "A template of URIs, RFC 6570: `/people/{id}`.";
    IdnEmail "An electronic mail address in any script, RFC 6531.";
    JsonPointer "A place in a JSON document, RFC 6901: `/a/0`.";
    RelativeJsonPointer "A place in a JSON document as seen from another: `1/a`.";
    Regex "A regular expression, ECMA-262.";
    Byte "Bytes in Base64, RFC 4648.";
    Base64Url "Bytes in Base64 with the alphabet for URLs, RFC 4648.";
}
