//! IPv4 addresses in dotted decimal notation.

use std::net::Ipv4Addr;

super::formatted! {
    /// An IPv4 address.
    Ipv4 "ipv4"
}

/// Four decimal numbers below 256, without leading zeros.
pub(super) fn matches(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

/// Matches a number from 0 to 255.
const NUMBER: &str = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "192.0.2.1",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("three-numbers", "1.2.3"),
        BrokenText::new("too-large", "256.1.1.1"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["(?:", NUMBER, r"\.){3}", NUMBER]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:^(?:(?:an?|the|its|your)\s+)?(?:public\s+|private\s+|external\s+|internal\s+)?ipv4\s+address(?:\s+(?:of|for|assigned|to)\b|\s*\.?$)|\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?|^(?:an?\s+)?valid\s+)ipv4\s+address\s*(?:$|[.,;(]|(?:of|for|that|and)\b)",
            unless: None,
            example: "Must be a valid IPv4 address.",
        }),
    },
};
