//! Mailboxes of RFC 6531: e-mail addresses in any script.

super::formatted! {
    /// An electronic mail address in any script, RFC 6531.
    IdnEmail "idn-email"
}

/// As an ASCII mailbox, but with any non-ASCII characters in the place of letters.
pub(super) fn matches(text: &str) -> bool {
    super::email::is_mailbox(text, |_| true, super::hostname::is_of_any_script)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "jemand@exämple.com",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-at", "jemand"),
        BrokenText::new("without-name", "@exämple.com"),
        BrokenText::new("without-host", "jemand@"),
        BrokenText::new("blank", "je mand@exämple.com"),
    ],
    otherwise: None,
    language: Language::Between { lower: &[r"[a-z]+@[a-z]+\.[a-z]{2,3}"], upper: &["(?s:.)+@(?s:.)+"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
