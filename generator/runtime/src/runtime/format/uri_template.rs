//! URI templates of RFC 6570.

use super::uri::{is_other_script, is_private};

super::formatted! {
    /// A template of URIs, RFC 6570: `/people/{id}`.
    UriTemplate "uri-template"
}

/// Literal text, and expressions in braces.
pub(super) fn matches(text: &str) -> bool {
    let mut rest = text;
    while let Some((literals, after)) = rest.split_once('{') {
        let Some((expression, after)) = after.split_once('}') else { return false };
        if !are_literals(literals) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    are_literals(rest)
}

fn are_literals(text: &str) -> bool {
    // A quote is a literal since erratum 6937.
    let literal = |c: char| match c {
        c if c.is_ascii() => c.is_ascii_graphic() && !"\"%<>\\^`{|}".contains(c),
        c => is_other_script(c) || is_private(c),
    };
    consists(text, literal)
}

/// Whether a text is a valid expression: an operator (also a reserved one), and variables.
fn is_expression(text: &str) -> bool {
    text.strip_prefix(|c| "+#./;?&=,!@|".contains(c)).unwrap_or(text).split(',').all(is_variable)
}

fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let holds = (1..=4).contains(&length.len()) && length.bytes().all(|b| b.is_ascii_digit());
            if !holds || length.starts_with('0') {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.split('.').all(|part| !part.is_empty() && consists(part, letter))
}

/// Whether a text consists of the given characters and of percent-escapes such as `%20`.
fn consists(text: &str, allowed: impl Fn(char) -> bool) -> bool {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let holds = match c {
            '%' => [rest.next(), rest.next()].iter().all(|digit| digit.is_some_and(|c| c.is_ascii_hexdigit())),
            c => allowed(c),
        };
        if !holds {
            return false;
        }
    }
    true
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "https://example.com/{id}",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("open-brace", "/people/{id"),
        BrokenText::new("empty-braces", "/people/{}"),
        BrokenText::new("blank", "/people/{an id}"),
    ],
    otherwise: None,
    language: Language::Between { lower: &["(?:https?://[a-z]+)?(?:/[a-z]+)+"], upper: &["(?s:.)*"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
