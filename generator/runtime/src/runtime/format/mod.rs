//! The string formats, asserted to the letter of the documents that define them.

mod address;
mod mail;
mod notation;
mod template;
mod time;

use address::{is_iri, is_iri_reference, is_uri, is_uri_reference};
use mail::{is_email, is_hostname, is_idn_email, is_ipv4, is_ipv6};
use notation::{is_base64, is_base64url, is_e164, is_json_pointer, is_regex, is_relative_json_pointer, is_uuid};
use template::is_uri_template;
use time::{is_date, is_date_time, is_duration, is_partial_time, is_time};

macro_rules! formats {
    ($($variant:ident $name:literal $(| $other:literal)? $holds:path: $doc:literal,)*) => {
        /// A string format, by the name it has in the JSON Schema or OpenAPI format registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format { $(#[doc = $doc] $variant,)* }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The registered name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The format of this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name $(| $other)? => Some(Self::$variant),)* _ => None }
            }

            /// Whether the text has the format.
            pub fn holds(self, text: &str) -> bool {
                match self { $(Self::$variant => $holds(text),)* }
            }
        }
    };
}

formats! {
    DateTime "date-time" is_date_time: "RFC 3339 `date-time`: `2026-11-20T09:30:00.000Z`.",
    Date "date" is_date: "RFC 3339 `full-date`: `2026-11-20`.",
    Time "time" is_time: "RFC 3339 `full-time`, with an offset: `09:30:00Z`.",
    PartialTime "partial-time" is_partial_time: "RFC 3339 `partial-time`, without an offset: `09:30:00`.",
    Duration "duration" is_duration: "ISO 8601 duration as in RFC 3339, appendix A: `PT30M`.",
    Uuid "uuid" is_uuid: "RFC 9562 UUID with hyphens, in either case.",
    E164 "e164" is_e164: "E.164 number: `+`, no leading zero, at most 15 digits.",
    Email "email" is_email: "RFC 5321 mailbox.",
    Hostname "hostname" is_hostname: "RFC 1123 host name.",
    Ipv4 "ipv4" is_ipv4: "Dotted-quad IPv4 address.",
    Ipv6 "ipv6" is_ipv6: "IPv6 address.",
    Uri "uri" is_uri: "RFC 3986 URI, with a scheme.",
    UriReference "uri-reference" is_uri_reference: "RFC 3986 URI or a reference relative to one.",
    Iri "iri" is_iri: "RFC 3987 IRI: a URI in any script, with a scheme.",
    IriReference "iri-reference" is_iri_reference: "RFC 3987 IRI or a reference relative to one.",
    UriTemplate "uri-template" is_uri_template: "RFC 6570 URI template: `/people/{id}`.",
    IdnEmail "idn-email" is_idn_email: "RFC 6531 mailbox, in any script.",
    JsonPointer "json-pointer" is_json_pointer: "RFC 6901 JSON pointer: `/a/0`.",
    RelativeJsonPointer "relative-json-pointer" is_relative_json_pointer: "Relative JSON pointer: `1/a`, `0#`.",
    Regex "regex" is_regex: "ECMA-262 regular expression.",
    Byte "byte" | "base64" is_base64: "Base64 with padding, RFC 4648.",
    Base64Url "base64url" is_base64url: "Base64 with the alphabet for URLs, RFC 4648; the padding may be left out.",
}
