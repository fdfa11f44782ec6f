//! What is known of a format beside its grammar: texts that have it and texts that do not, the set that it is, and how
//! documents, SDKs and tools speak of it.

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::Format;

/// What is known of a format.
#[derive(Debug)]
pub struct Profile {
    /// What its texts name.
    pub denotes: Denotes,
    /// An ordinary text, which is sent where nothing else is asked for. Phone numbers are reserved for fiction.
    pub sample: &'static str,
    /// More ordinary texts, for lists of several.
    pub more_samples: &'static [&'static str],
    /// Texts that have the format and that few implementations are tried with.
    pub boundaries: &'static [ValidText],
    /// Texts that do not have the format, though they may look like it. Whoever takes one for the number of a phone
    /// reaches nobody: it is reserved for fiction, or begins with 999, which no network routes.
    pub broken: &'static [BrokenText],
    /// All texts that have it.
    pub language: Language,
    /// Formats that each of its texts has as well.
    pub within: &'static [Format],
    /// Where its name is registered.
    pub registry: Registry,
    /// Names of types in SDKs that imply it, in lower case: `guid`.
    pub type_names: &'static [&'static str],
    /// How sentences state it.
    pub prose: Prose,
}

/// What a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denotes {
    /// A day, with which the text begins, and perhaps a time on it: it may lie in the past.
    Day,
    /// A time on any day: the one that a document gives as its example is as good as another.
    TimeOfDay,
    /// A phone, which rings.
    Phone,
    /// Anything else.
    Other,
}

/// A text that has the format.
#[derive(Debug)]
pub struct ValidText {
    /// What is rare about it; a part of the names of cases.
    pub way: &'static str,
    /// The text.
    pub text: &'static str,
    /// Whether the format's name alone decides that it is valid; if not, some documents mean less by the name.
    pub is_decided: bool,
}

impl ValidText {
    /// A text that everybody who knows the format takes.
    pub const fn new(way: &'static str, text: &'static str) -> Self {
        Self { way, text, is_decided: true }
    }

    /// A text that not every document means.
    pub const fn undecided(way: &'static str, text: &'static str) -> Self {
        Self { way, text, is_decided: false }
    }
}

/// A text that does not have the format.
#[derive(Debug)]
pub struct BrokenText {
    /// What is wrong with it; a part of the names of cases.
    pub way: &'static str,
    /// The text.
    pub text: &'static str,
    /// The class of strictness that cases with it belong to.
    pub class: Option<&'static str>,
}

impl BrokenText {
    /// A text of another form.
    pub const fn new(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: None }
    }

    /// A text of the right form that names a day or a time that no calendar and no clock has.
    pub const fn calendar(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: Some("calendar") }
    }

    /// The digits of a number.
    pub const fn number(way: &'static str, text: &'static str) -> Self {
        Self { way, text, class: Some("number-as-string") }
    }
}

/// The set of texts that have a format, as regular expressions that match a text as a whole. Each is given in parts,
/// which are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Just the texts that match.
    Exactly(&'static [&'static str]),
    /// Not more than the texts that match `upper`, and not fewer than those that match `lower`.
    Between {
        /// Every text that matches has the format.
        lower: &'static [&'static str],
        /// Every text that has the format matches.
        upper: &'static [&'static str],
    },
}

impl Language {
    /// What surely has the format.
    pub fn lower(self) -> String {
        match self {
            Self::Exactly(parts) | Self::Between { lower: parts, .. } => parts.concat(),
        }
    }

    /// What may have the format.
    pub fn upper(self) -> String {
        match self {
            Self::Exactly(parts) | Self::Between { upper: parts, .. } => parts.concat(),
        }
    }

    /// Whether these are the same.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exactly(_))
    }
}

/// Who knows a format by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// JSON Schema, draft 2020-12, and so most validators.
    JsonSchema,
    /// The registry of OpenAPI, at <https://spec.openapis.org/registry/format/>.
    OpenApi,
    /// Nobody: for tools, a pattern says the same.
    Nobody,
}

/// How descriptions state a format.
#[derive(Debug)]
pub struct Prose {
    /// Whether `format: uuid` in a description is taken as if it were a keyword of a schema.
    pub is_noted: bool,
    /// The sentences that state the format of what they describe.
    pub said: Option<Said>,
}

/// Sentences that state a format. The regular expressions are those of the generator's phrases: they ignore case.
#[derive(Debug)]
pub struct Said {
    /// What a sentence must match.
    pub phrase: &'static str,
    /// What it must not match.
    pub unless: Option<&'static str>,
    /// A sentence that states it.
    pub example: &'static str,
}

impl Prose {
    /// No sentence states it.
    pub const NEVER: Self = Self { is_noted: false, said: None };
    /// `format: uuid` alone.
    pub const NOTED: Self = Self { is_noted: true, said: None };
}

impl Format {
    /// An ordinary text.
    pub fn sample(self) -> &'static str {
        self.profile().sample
    }

    /// Whether every text of this format has another one as well.
    pub fn is_within(self, other: Self) -> bool {
        self == other || self.profile().within.contains(&other)
    }

    /// The format that the name of an SDK's type implies.
    pub fn of_type_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::ALL.iter().copied().find(|format| format.profile().type_names.contains(&name.as_str()))
    }

    /// For tools that do not know its name, a pattern that says the same.
    pub fn pattern(self) -> Option<String> {
        let profile = self.profile();
        let is_unknown = profile.registry == Registry::Nobody && profile.language.is_exact();
        is_unknown.then(|| format!("^{}$", profile.language.upper()))
    }
}
