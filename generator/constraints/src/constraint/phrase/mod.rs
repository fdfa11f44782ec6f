//! Readers of prose that all kinds of constraints share: sentences, clauses, numbers, quotations, and names of
//! properties.

mod amount;
pub mod choice;
mod clause;
mod condition;
mod exclusion;
mod hedge;
mod mention;
mod number;
mod quotation;
mod separator;
mod shape;
mod statement;

pub use amount::{Comparison, Counted, Limit, Place, comparisons, comparisons_in};
pub use clause::{Clause, Force, clauses};
pub use condition::{Condition, condition};
pub use exclusion::{Exclusion, exclusion, is_limited};
pub use hedge::{is_clamped, states, tells_of_flag};
pub use mention::{Scope, names_in, names_subject};
pub use number::number;
pub use quotation::{Quotation, quotation, typed_values};
pub use separator::{Separator, parts_listed, separator};
pub use shape::Shape;
pub use statement::{
    LONGEST, Piece, always, description, is_in_table, listed, opening, pieces, sentence, settled, unconditional,
    undefaulted, unguarded, unmarked, unmeasured,
};

use regex::{Captures, Regex};
use std::{borrow::Cow, sync::LazyLock};

/// A case-insensitive regular expression in which words in capitals are placeholders for the alternatives in [`WORDS`].
pub struct Phrase {
    regex: LazyLock<Option<Regex>, fn() -> Option<Regex>>,
}

/// The regular expressions behind the placeholders.
const WORDS: &[(&str, &str)] = &[
    ("<N>", number::PATTERN),
    ("<Q>", r#"(?:"[^"]{1,80}"|'[^']{1,80}'|`[^`]{1,80}`|“[^”]{1,80}”|‘[^’]{1,80}’)"#),
    ("<MUST>", r"(?:must|shall|has to|have to|needs? to)"),
    ("<GIVEN>", r"(?:set|specified|provided|given|present|defined|supplied|used|included|passed|populated)"),
    ("<LIKE>", r"(?:such as|for example,?|for instance,?|e\.g\.,?|eg\.?,?|like)"),
];

impl Phrase {
    /// A phrase of a pattern, compiled on first use by `compile`; see [`phrases`].
    pub const fn new(compile: fn() -> Option<Regex>) -> Self {
        Self { regex: LazyLock::new(compile) }
    }

    /// The regular expression, with placeholders replaced.
    pub fn compile(pattern: &str) -> Option<Regex> {
        let spelt = WORDS.iter().fold(pattern.to_owned(), |text, (name, meaning)| text.replace(name, meaning));
        Regex::new(&format!("(?i){}", ascii(&spelt))).ok()
    }

    /// Whether a text contains the phrase.
    pub fn occurs(&self, text: &str) -> bool {
        self.regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match, with its groups.
    pub fn parts<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex.as_ref()?.captures(text)
    }

    /// A named group of the first match.
    pub fn part<'t>(&self, name: &str, text: &'t str) -> Option<&'t str> {
        Some(self.parts(text)?.name(name)?.as_str())
    }

    /// The range of the first match.
    pub fn all<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.regex.iter().flat_map(|regex| regex.captures_iter(text))
    }

    /// The rest of a text that begins with the phrase.
    pub fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = self.regex.as_ref()?.find(text).filter(|found| found.start() == 0)?;
        text.get(found.end()..)
    }

    /// A text with all matches removed.
    pub fn removed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.regex.as_ref().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, " "))
    }

    /// The parts of a text between matches.
    pub fn split<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'r, 't> {
        self.regex.iter().flat_map(|regex| regex.split(text))
    }

    /// Whether the pattern is a valid regular expression.
    #[cfg(test)]
    pub fn compiles(&self) -> bool {
        self.regex.is_some()
    }
}

/// A pattern in which words, digits and blanks are those of ASCII. Of all scripts they make an expression many times as
/// large: compiling the phrases took 0.2 s and 60 MB.
fn ascii(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => match (chars.next(), in_class) {
                (Some('b'), false) => text.push_str(r"(?-u:\b)"),
                (Some('w'), false) => text.push_str("[0-9A-Za-z_]"),
                (Some('w'), true) => text.push_str("0-9A-Za-z_"),
                (Some('d'), false) => text.push_str("[0-9]"),
                (Some('d'), true) => text.push_str("0-9"),
                (Some('s'), false) => text.push_str(r"[\t\n\x0B\f\r ]"),
                (Some('s'), true) => text.push_str(r"\t\n\x0B\f\r "),
                (Some('W'), false) => text.push_str("[^0-9A-Za-z_]"),
                (Some('S'), false) => text.push_str(r"[^\t\n\x0B\f\r ]"),
                (Some('D'), false) => text.push_str("[^0-9]"),
                (Some(other), _) => text.extend(['\\', other]),
                (None, _) => text.push('\\'),
            },
            ('[', false) => {
                in_class = true;
                text.push('[');
                // A bracket that closes comes first where it is meant itself.
                let rest = chars.as_str();
                let negated = rest.strip_prefix('^');
                if negated.is_some() {
                    text.extend(chars.next());
                }
                if negated.unwrap_or(rest).starts_with(']') {
                    text.extend(chars.next());
                }
            }
            (']', true) => {
                in_class = false;
                text.push(']');
            }
            (c, _) => text.push(c),
        }
    }
    text
}

/// Declares a file's phrases, and the test that each of them compiles.
macro_rules! phrases {
    ($($(#[doc = $doc:literal])* $name:ident = $pattern:literal;)*) => {
        $($(#[doc = $doc])*
        static $name: $crate::constraint::phrase::Phrase =
            $crate::constraint::phrase::Phrase::new(|| $crate::constraint::phrase::Phrase::compile($pattern));)*

        #[cfg(test)]
        #[test]
        fn every_phrase_compiles() {
            $(assert!($name.compiles(), "{}", stringify!($name));)*
        }
    };
}
pub(crate) use phrases;
