//! Phone numbers in the notation of ITU-T E.164, with `+`.

super::formatted! {
    /// A phone number, E.164: `+12025550100`.
    E164 "e164"
}

/// `+`, then 2 to 15 digits, the first of which is not 0.
pub(super) fn matches(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said, ValidText};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Phone,
    sample: "+12025550100",
    more_samples: &["+442079460123", "+61491570156"],
    boundaries: &[
        ValidText::new("north-american", "+12025550123"),
        ValidText::new("british", "+442079460123"),
        ValidText::new("australian", "+61491570156"),
        ValidText::new("longest", "+999123456789012"),
        ValidText::undecided("shortest", "+99"),
    ],
    broken: &[
        BrokenText::new("without-plus", "12025550100"),
        BrokenText::new("blanks", "+1 202 555 0100"),
        BrokenText::new("hyphens", "+1-202-555-0100"),
        BrokenText::new("brackets", "+1(202)5550100"),
        BrokenText::new("leading-zero", "+0999123456789"),
        BrokenText::new("international-prefix", "0012025550100"),
        BrokenText::new("16-digits", "+9991234567890123"),
        BrokenText::new("letters", "+12025550100x"),
        BrokenText::new("plus-alone", "+"),
        BrokenText::new("one-digit", "+9"),
        BrokenText::new("leading-blank", " +12025550100"),
        BrokenText::new("trailing-blank", "+12025550100 "),
        BrokenText::new("two-pluses", "++12025550100"),
        BrokenText::new("as-url", "tel:+12025550100"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&[r"\+[1-9][0-9]{1,14}"]),
    within: &[],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: false,
        said: Some(Said {
            phrase: r"(?:\b(?:in|to|with|use|uses|using|follow|follows|following|as|via)\s+(?:the\s+|an?\s+|valid\s+|standard\s+|international\s+|itu-t\s+)*e\.?164(?:\s*(?:format|standard|notation|recommendation|specification|number|phone number|string)|[- ]formatted|[- ]compliant)|\b(?:in|to|follows?|following|uses?)\s+(?:the\s+)?e\.?164\s*(?:$|[.,;)])|\bformat(?:ted)?\s*(?:is|as|in|:|must be)?\s*(?:the\s+)?\(?e\.?164\b|\be\.?164[- ](?:formatted|compliant|format)\b|^(?:(?:an?|the)\s+)?(?:valid\s+|optional\s+|full\s+|international\s+)*e\.?164\s+(?:phone\s+|telephone\s+|caller\s+)?(?:number|address)\b|\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?e\.?164\b|\b(?:phone|telephone)\s+number\s+\(e\.?164)",
            unless: Some(
                r"(?:\be\.?164\b(?:\s+(?:format|number|standard))?\s*(?:,\s*)?(?:or|/|and)\s|\bor\s+(?:the\s+|an?\s+|in\s+|valid\s+)*e\.?164|\b(?:not|without|non-)\b|\bconvert|\bnormali[sz]e|\benforces?\b|\bregardless\b|\bif possible\b|\bpreferably\b|\b(?:human[- ]|easily )readable\b|\bwith (?:spaces|blanks|dashes|hyphens)\b)",
            ),
            example: "Must conform to the E.164 format.",
        }),
    },
};
