//! URIs of RFC 3986, and the grammar that they share with the IRIs of RFC 3987.

use std::net::Ipv6Addr;

super::formatted! {
    /// A URI with a scheme, RFC 3986.
    Uri "uri"
}

/// A scheme, a colon, and the rest of the URI.
pub(super) fn matches(text: &str) -> bool {
    Script::Ascii.is_absolute(text)
}

/// The set of characters that an address may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// The characters of RFC 3986, all of them ASCII.
    Ascii,
    /// Also the characters of RFC 3987.
    Any,
}

impl Script {
    /// Whether a text is an address with a scheme.
    pub(super) fn is_absolute(self, text: &str) -> bool {
        text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && self.is_rest(rest))
    }

    /// Whether a text is an address with a scheme, or a relative reference.
    pub(super) fn is_reference(self, text: &str) -> bool {
        // Before the first `/`, `?` or `#` a colon ends a scheme, and nothing else.
        let first = text.split(['/', '?', '#']).next().unwrap_or_default();
        if first.contains(':') { self.is_absolute(text) } else { self.is_rest(text) }
    }

    /// Whether a text is a valid rest after the scheme: authority, path, query and fragment.
    fn is_rest(self, text: &str) -> bool {
        let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
        let (text, query) = text.split_once('?').unwrap_or((text, ""));
        let (authority, path) = match text.strip_prefix("//") {
            Some(text) => text.split_at(text.find('/').unwrap_or(text.len())),
            None => ("", text),
        };
        self.is_authority(authority)
            && self.consists(path, ":@/", false)
            && self.consists(query, ":@/?", true)
            && self.consists(fragment, ":@/?", false)
    }

    fn is_authority(self, text: &str) -> bool {
        let (user, address) = text.rsplit_once('@').unwrap_or(("", text));
        // The colons of an IP literal are inside its brackets, and a name has none.
        let (host, port) = match address.rfind(':').filter(|at| !address.get(*at..).unwrap_or_default().contains(']')) {
            Some(at) => (address.get(..at).unwrap_or_default(), address.get(at + 1..).unwrap_or_default()),
            None => (address, ""),
        };
        let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let host_holds = literal.map_or_else(|| self.consists(host, "", false), is_literal);
        host_holds && self.consists(user, ":", false) && port.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether a text consists of unreserved characters, percent-escapes, `sub-delims` and the given others.
    fn consists(self, text: &str, others: &str, private: bool) -> bool {
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let holds = match c {
                '%' => [rest.next(), rest.next()].iter().all(|digit| digit.is_some_and(|c| c.is_ascii_hexdigit())),
                c if c.is_ascii() => is_plain(c) || others.contains(c),
                c => self == Self::Any && (is_other_script(c) || (private && is_private(c))),
            };
            if !holds {
                return false;
            }
        }
        true
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Whether a text in brackets is an IPv6 address, or an address of a future version (`IPvFuture`).
fn is_literal(text: &str) -> bool {
    let future =
        text.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')).is_some_and(|(version, address)| {
            let version_holds = !version.is_empty() && version.bytes().all(|b| b.is_ascii_hexdigit());
            version_holds && !address.is_empty() && address.chars().all(|c| is_plain(c) || c == ':')
        });
    future || text.parse::<Ipv6Addr>().is_ok()
}

/// `unreserved` and `sub-delims`.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c)
}

/// `ucschar`: all planes except the private ones, without noncharacters.
pub(super) fn is_other_script(c: char) -> bool {
    match u32::from(c) {
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF => true,
        0xE0000..=0xE0FFF => false,
        point => (0x1_0000..0xF_0000).contains(&point) && point & 0xFFFF < 0xFFFE,
    }
}

/// `iprivate`.
pub(super) fn is_private(c: char) -> bool {
    match u32::from(c) {
        0xE000..=0xF8FF => true,
        point => point >= 0xF_0000 && point & 0xFFFF < 0xFFFE,
    }
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "https://example.com/",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-scheme", "no scheme"),
        BrokenText::new("relative", "/relative"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between {
        lower: &["(?:https?|urn|a)://[a-z]+(?:/[a-z]*)*"],
        upper: &["[A-Za-z][A-Za-z0-9+.-]*:[!-~]*"],
    },
    within: &[Format::UriReference, Format::Iri, Format::IriReference],
    registry: Registry::JsonSchema,
    type_names: &["uri", "url"],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\b(?:must|should|has to|needs to)\s+be\s+(?:an?\s+)?(?:valid|well-formed|fully[- ]qualified|absolute|valid,? absolute|absolute,? valid)\s+(?:https?\s+|web\s+|absolute\s+)?ur[il]\s*(?:$|[.,;(]|(?:and|of|that|for|with|starting|beginning|to)\b)|^(?:(?:specifies|defines|contains|provides|this is)\s+)?(?:(?:an?|the|this|its)\s+)?(?:(?:optional|public|full|absolute|https?|web|complete|canonical|external|download|callback|redirect|image|thumbnail|permanent|direct|preview|homepage|website|original|raw|destination|failed|final|short|long|webhook|source|target|current|new|base|secure|signed|temporary|avatar|profile|icon|logo|video|audio|photo|file|landing|tracking|return|success|cancel|error|notification|endpoint|request|response|api|next|previous|first|last|html|resource)\s+){0,2}ur[il](?:\s+(?:of|to|for|where|that|which|pointing|from|at|used|link|linking|on which|(?:the|your|our)\s+[a-z]+)\b|\s*(?:\.\s*)?$)|^(?:an?\s+|any\s+)?(?:valid|well-formed|fully[- ]qualified|absolute)\s+(?:https?\s+)?ur[il]\s*(?:$|[.,;(]|(?:of|for|that|to|where|pointing|starting)\b))",
            unless: Some(
                r"\b(?:relative|paths?|templates?|slugs?|fragments?|encoded|prefix|suffix|parts? of|pattern|scheme|query|friendly|safe|without|base64|placeholders?|wildcards?|comma|separated|urls|uris)\b",
            ),
            example: "A valid URL.",
        }),
    },
};
