//! UUIDs of RFC 9562, with hyphens and in either case.

super::formatted! {
    /// A UUID, RFC 9562.
    Uuid "uuid"
}

/// 32 hexadecimal digits in five groups, of any version.
pub(super) fn matches(text: &str) -> bool {
    let Ok(text) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    // Every byte is looked at, without a branch: most texts are right.
    let digits = text.iter().fold(0, |digits, byte| digits + u8::from(byte.is_ascii_hexdigit()));
    digits == 32 && [8, 13, 18, 23].iter().all(|at| text.get(*at) == Some(&b'-'))
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said, ValidText};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "123e4567-e89b-12d3-a456-426614174000",
    more_samples: &[],
    boundaries: &[
        ValidText::new("lower-case", "123e4567-e89b-12d3-a456-426614174abc"),
        ValidText::new("upper-case", "123E4567-E89B-12D3-A456-426614174DEF"),
        ValidText::new("other-version", "018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11"),
    ],
    broken: &[
        BrokenText::new("without-hyphens", "123e4567e89b12d3a456426614174000"),
        BrokenText::new("too-short", "123e4567-e89b-12d3-a456-42661417400"),
        BrokenText::new("too-long", "123e4567-e89b-12d3-a456-4266141740000"),
        BrokenText::new("no-hexadecimal", "123e4567-e89b-12d3-a456-42661417400g"),
        BrokenText::new("in-braces", "{123e4567-e89b-12d3-a456-426614174000}"),
        BrokenText::new("as-urn", "urn:uuid:123e4567-e89b-12d3-a456-426614174000"),
        BrokenText::new("misplaced-hyphen", "123e456-7e89b-12d3-a456-426614174000"),
        BrokenText::new("leading-blank", " 123e4567-e89b-12d3-a456-426614174000"),
        BrokenText::new("trailing-blank", "123e4567-e89b-12d3-a456-426614174000 "),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &["uuid", "guid"],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:^(?:(?:an?|the)\s+)?(?:(?:unique|valid|optional|random|generated|assigned|v[1-8]|version [1-8]|rfc ?\d{4})\s+)*(?:uuid|guid)(?:v\d|s)?(?:\s*\([^()]*\))?(?:\s*(?:$|[.,;]|[-–—]\s)|\s+(?:of|for|identifying|that|which|assigned|generated|representing|uniquely|used|in|string|value|associated|to|from)\b)|\b(?:ids?|identifiers?)\s+\((?:a\s+)?(?:uuid|guid)(?:\s*v?\d)?\)|\b(?:must|should|has to|needs to|will|is)\s+(?:always\s+)?(?:be\s+)?(?:an?|the)\s+(?:(?:valid|unique|random|v[1-8]|version [1-8]|rfc ?\d{4}|rfc ?\d{4}[- ]compliant)\s+)*(?:uuid|guid)\b|\b(?:in|use|uses|has the|following the|conform(?:s|ing)? to the|as an?)\s+(?:valid\s+|standard\s+)?(?:uuid|guid)(?:\s+v?\d)?\s*(?:format|string|$|[.,;])|\buuid[- ](?:formatted|encoded)\b|^(?:(?:an?|the)\s+)?(?:[a-z][a-z-]*(?:'s)?\s+){0,2}(?:key|run|job|app|api|[a-z][a-z-]{3,}(?:'s)?)\s+(?:uuid|guid)\s*(?:$|[.;]|(?:of|for|to)\s))",
            unless: Some(
                r"(?:\b(?:uuid|guid)s?\s*(?:,\s*)?(?:or|/)\b|\bor\s+(?:an?\s+|the\s+)?(?:uuid|guid)|,\s+or\s|\b(?:short|non)[- ]?(?:uuid|guid)|^\w+ing\b|\b(?:with|from|that|have|each|when|into|your)\s+(?:uuid|guid)\b|\bnot\s+(?:be\s+)?(?:an?\s+)?(?:uuid|guid)|without hyphens|without dashes)",
            ),
            example: "The UUID of the script.",
        }),
    },
};
