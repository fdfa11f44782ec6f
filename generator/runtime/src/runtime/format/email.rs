//! Mailboxes of RFC 5321.

super::formatted! {
    /// An electronic mail address, RFC 5321.
    Email "email"
}

/// An ASCII local part, `@`, and a host name or an address in brackets.
pub(super) fn matches(text: &str) -> bool {
    is_mailbox(text, |c| c.is_ascii(), super::hostname::matches)
}

/// Whether a text is a mailbox, given the allowed characters of the local part and the test for host names.
pub(super) fn is_mailbox(text: &str, written: impl Fn(char) -> bool, is_domain: impl Fn(&str) -> bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_holds = match local.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').is_some_and(is_quoted),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom)),
    };
    let domain_holds = match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => is_address(address),
        None => is_domain(domain),
    };
    local_holds && local.len() <= LONGEST_LOCAL && local.chars().all(written) && domain_holds
}

/// The length limit of a local part in octets: RFC 5321, section 4.5.3.1.1.
const LONGEST_LOCAL: usize = 64;

fn is_atom(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// Whether a text is valid between quotes: quotes and backslashes are escaped, and there are no control characters.
fn is_quoted(text: &str) -> bool {
    let printable = |c: char| !c.is_ascii() || c == ' ' || c.is_ascii_graphic();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let holds = match c {
            '"' => false,
            '\\' => rest.next().is_some_and(|c| c == ' ' || c.is_ascii_graphic()),
            c => printable(c),
        };
        if !holds {
            return false;
        }
    }
    true
}

/// Whether a text is a valid address in brackets; the only registered tag is `IPv6`. Numbers may have leading zeros
/// here.
fn is_address(text: &str) -> bool {
    let number = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u16>().is_ok_and(|number| number < 256)
    };
    match text.split_once(':') {
        Some((tag, address)) => tag.eq_ignore_ascii_case("IPv6") && super::ipv6::matches(address),
        None => text.split('.').count() == 4 && text.split('.').all(number),
    }
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "someone@example.com",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-at", "nobody"),
        BrokenText::new("without-name", "@example.com"),
        BrokenText::new("without-host", "nobody@"),
        BrokenText::new("blank", "no body@example.com"),
    ],
    otherwise: None,
    language: Language::Between { lower: &[r"[a-z]+@[a-z]+\.[a-z]{2,3}"], upper: &["[!-~ ]+@[!-~]+"] },
    within: &[Format::IdnEmail],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\b(?:must|should|has to|needs to)\s+be\s+(?:an?\s+|the\s+)?(?:valid|well-formed|rfc ?\d{4}|syntactically valid)\s+e-?mail(?:\s+address)?\s*(?:$|[.,;(]|(?:and|of|that|for|in)\b)|^(?:an?\s+|any\s+)?(?:valid|well-formed)\s+e-?mail\s+address\s*(?:$|[.,;(]|(?:of|for|that|to|where)\b))",
            unless: None,
            example: "Must be a valid email address.",
        }),
    },
};
