//! IPv6 addresses of RFC 4291, section 2.2.

use std::net::Ipv6Addr;

super::formatted! {
    /// An IPv6 address.
    Ipv6 "ipv6"
}

/// Groups of hexadecimal digits, at most one `::`, and optionally an IPv4 address at the end.
pub(super) fn matches(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "2001:db8::1",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("two-gaps", "1::2::3"),
        BrokenText::new("too-large", "12345::"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between { lower: &["(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}"], upper: &["[0-9A-Fa-f:.]{2,45}"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:^(?:(?:an?|the|its|your)\s+)?(?:public\s+|private\s+|external\s+|internal\s+)?ipv6\s+address(?:\s+(?:of|for|assigned|to)\b|\s*\.?$)|\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?|^(?:an?\s+)?valid\s+)ipv6\s+address\s*(?:$|[.,;(]|(?:of|for|that|and)\b)",
            unless: None,
            example: "Must be a valid IPv6 address.",
        }),
    },
};
