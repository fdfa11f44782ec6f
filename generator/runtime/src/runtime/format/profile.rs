//! The profile of a format: valid and invalid texts, the set of all its texts, and how documents, SDKs and tools refer
//! to it.

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::Format;

/// What the generator and the suite know of a format beside its grammar.
#[derive(Debug)]
pub struct Profile {
    /// The kind of thing that its texts name.
    pub denotes: Denotes,
    /// An ordinary text, the default sample. Phone numbers are reserved for fiction.
    pub sample: &'static str,
    /// More ordinary texts, for lists with several elements.
    pub more_samples: &'static [&'static str],
    /// Valid texts at the boundaries of the format, which implementations often reject.
    pub boundaries: &'static [ValidText],
    /// Invalid texts that look valid. If one is dialled as a phone number it reaches nobody: it is reserved for
    /// fiction, or begins with 999, which no network routes.
    pub broken: &'static [BrokenText],
    /// Tells the texts that lack the format by the keyword alone, or by nobody's word: they have it by another reading of
    /// the standard that sentences name. None if every reading is the same.
    pub otherwise: Option<fn(&str) -> bool>,
    /// The set of all its texts.
    pub language: Language,
    /// Other formats that each of its texts has.
    pub within: &'static [Format],
    /// The registry that has its name.
    pub registry: Registry,
    /// Type names of SDKs that imply it, in lower case: `guid`.
    pub type_names: &'static [&'static str],
    /// How descriptions state it.
    pub prose: Prose,
}

/// The kind of thing that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denotes {
    /// A date at the beginning of the text, and perhaps a time: it may be in the past.
    Day,
    /// A time on any day, so that the document's own example can be sent.
    TimeOfDay,
    /// A phone, which would ring.
    Phone,
    /// Anything else.
    Other,
}

/// A valid text at a boundary of the format.
#[derive(Debug)]
pub struct ValidText {
    /// The kind of boundary, a part of the case's name.
    pub way: &'static str,
    /// The text.
    pub text: &'static str,
    /// Whether the format's name alone decides that it is valid; if not, some documents use the name for a smaller set.
    pub is_decided: bool,
}

impl ValidText {
    /// A text that is valid for everybody who uses the format's name.
    pub const fn new(way: &'static str, text: &'static str) -> Self {
        Self { way, text, is_decided: true }
    }

    /// A text that some documents do not mean by the format's name.
    pub const fn undecided(way: &'static str, text: &'static str) -> Self {
        Self { way, text, is_decided: false }
    }
}

/// An invalid text.
#[derive(Debug)]
pub struct BrokenText {
    /// The error in it, a part of the case's name.
    pub way: &'static str,
    /// The text.
    pub text: &'static str,
    /// The kind of leniency with which a receiver would accept it; a tag of its cases.
    pub class: Option<&'static str>,
    /// Who decides that it is wrong.
    pub decided: Decided,
}

/// Who decides that a text does not have a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Every reading of the format's name.
    ByEveryReading,
    /// The keyword `format` alone: a sentence that only names a standard leaves open which of its forms is meant. ISO 8601
    /// has times without seconds, say, and RFC 3339 has not.
    ByKeyword,
    /// Nobody: one standard of this name forbids the form, and another allows it.
    ByNobody,
}

impl BrokenText {
    /// A text that does not follow the grammar.
    pub const fn new(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: None, decided: Decided::ByEveryReading }
    }

    /// A text that follows the grammar, but names a date or time that does not exist.
    pub const fn calendar(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: Some("calendar"), decided: Decided::ByEveryReading }
    }

    /// The digits of a number.
    pub const fn number(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: Some("number-as-string"), decided: Decided::ByEveryReading }
    }

    /// The same, decided by the keyword alone.
    #[must_use]
    pub const fn by_keyword(self) -> Self {
        Self { decided: Decided::ByKeyword, ..self }
    }

    /// The same, decided by nobody.
    #[must_use]
    pub const fn by_nobody(self) -> Self {
        Self { decided: Decided::ByNobody, ..self }
    }
}

/// The set of texts that have a format, as regular expressions that match whole texts. Each is given in parts, which
/// are concatenated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Exactly the texts that match.
    Exactly(&'static [&'static str]),
    /// A set between two bounds: every text that matches `lower` has the format, and every text that has it matches
    /// `upper`.
    Between {
        /// A superset of the texts that match: each of these has the format.
        lower: &'static [&'static str],
        /// A subset of the texts that match: each text with the format matches.
        upper: &'static [&'static str],
    },
}

impl Language {
    /// An expression for texts that certainly have the format.
    pub fn lower(self) -> String {
        match self {
            Self::Exactly(parts) | Self::Between { lower: parts, .. } => parts.concat(),
        }
    }

    /// An expression for all texts that may have the format.
    pub fn upper(self) -> String {
        match self {
            Self::Exactly(parts) | Self::Between { upper: parts, .. } => parts.concat(),
        }
    }

    /// Whether both expressions are the same, so that the set is exact.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exactly(_))
    }
}

/// The registry of a format's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// JSON Schema, draft 2020-12; most validators have these formats.
    JsonSchema,
    /// The registry of OpenAPI, at <https://spec.openapis.org/registry/format/>.
    OpenApi,
    /// None, so that a pattern is written for tools that do not have the format.
    Nobody,
}

/// How descriptions state a format.
#[derive(Debug)]
pub struct Prose {
    /// Whether `format: uuid` inside a description counts like the schema keyword.
    pub is_noted: bool,
    /// Sentences that state the format of the property that they describe.
    pub said: Option<Said>,
}

/// Patterns of sentences that state a format: case-insensitive regular expressions, as in the generator's phrases.
#[derive(Debug)]
pub struct Said {
    /// The pattern that a sentence must match.
    pub phrase: &'static str,
    /// The pattern that it must not match.
    pub unless: Option<&'static str>,
    /// An example sentence.
    pub example: &'static str,
}

impl Prose {
    /// No sentence states it.
    pub const NEVER: Self = Self { is_noted: false, said: None };
    /// Only `format: uuid` inside a description states it.
    pub const NOTED: Self = Self { is_noted: true, said: None };
}

impl Format {
    /// The default sample of the format.
    pub fn sample(self) -> &'static str {
        self.profile().sample
    }

    /// Whether a text has the format by some reading of the standard that sentences name.
    pub fn is_one_reading(self, text: &str) -> bool {
        self.matches(text) || self.profile().otherwise.is_some_and(|reads| reads(text))
    }

    /// Whether every text of this format also has the other one.
    pub fn is_within(self, other: Self) -> bool {
        self == other || self.profile().within.contains(&other)
    }

    /// The format that a type name of an SDK implies.
    pub fn of_type_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::ALL.iter().copied().find(|format| format.profile().type_names.contains(&name.as_str()))
    }

    /// A pattern for tools that do not have the format.
    pub fn pattern(self) -> Option<String> {
        let profile = self.profile();
        let is_unknown = profile.registry == Registry::Nobody && profile.language.is_exact();
        is_unknown.then(|| format!("^{}$", profile.language.upper()))
    }
}
