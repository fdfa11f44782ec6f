//! What the type names of programming languages mean in JSON: one data file per language, listed here.
//!
//! A line `Int64 = integer int64` gives a name, the JSON type and, if the name implies one, the format. A line
//! `sign Pointer to ` gives text that occurs in types of this language only; it proves which language a page is of. Where
//! the language of a page is unknown, a name means what all languages that have it agree on.

use crate::constraint::Type;
use ringback_contract::width::Width;
use ringback_runtime::format::Format;
use std::{collections::HashMap, sync::LazyLock};

macro_rules! languages {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!($name, ".txt"))),)*] };
}

/// Every language with its data file.
const FILES: &[(&str, &str)] = languages![
    "cpp",
    "csharp",
    "dart",
    "elixir",
    "go",
    "java",
    "kotlin",
    "objc",
    "perl",
    "php",
    "powershell",
    "python",
    "r",
    "ruby",
    "rust",
    "scala",
    "swift",
    "typescript",
];

/// A programming language whose type names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(usize);

/// The meaning of a type name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The JSON type.
    pub kind: Type,
    /// The format, if the name implies one.
    pub format: Option<&'static str>,
}

/// What the data files say.
#[derive(Default)]
struct Names {
    /// The meanings of each name, with the languages that have it.
    meanings: HashMap<&'static str, Vec<(Language, TypeName)>>,
    /// The signs of each language.
    signs: Vec<(&'static str, Language)>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for (at, (_, text)) in FILES.iter().enumerate() {
        names.add(Language(at), text);
    }
    names
});

impl Names {
    fn add(&mut self, language: Language, text: &'static str) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(sign) = line.strip_prefix("sign ") {
                self.signs.push((sign, language));
            } else if let Some((name, meaning)) = line.split_once(" = ") {
                let mut words = meaning.split_whitespace();
                if let Some(kind) = words.next().and_then(Type::named) {
                    self.meanings.entry(name).or_default().push((language, TypeName { kind, format: words.next() }));
                }
            }
        }
    }

    fn of(&self, name: &str) -> &[(Language, TypeName)] {
        self.meanings.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Language {
    /// The language whose types alone contain a spelling such as `Pointer to string`; `None` if it proves none.
    pub fn of_spelling(spelling: &str) -> Option<Self> {
        let mut found = NAMES.signs.iter().filter(|(sign, _)| spelling.contains(sign)).map(|(_, language)| *language);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The language with the name of its data file.
    pub fn named(name: &str) -> Option<Self> {
        FILES.iter().position(|(other, _)| *other == name).map(Self)
    }

    /// The name of its data file: `csharp`.
    pub fn name(self) -> &'static str {
        FILES.get(self.0).map_or("", |(name, _)| name)
    }
}

/// The meaning of a type name in a language, or in all languages that have it if they agree. Names are compared to the
/// letter: `string` and `String` may differ.
pub fn type_name(name: &str, language: Option<Language>) -> Option<TypeName> {
    let meanings = NAMES.of(name);
    let own = meanings.iter().find(|(other, _)| language == Some(*other));
    let (_, first) = own.or_else(|| meanings.first())?;
    (own.is_some() || meanings.iter().all(|(_, other)| other == first)).then_some(*first)
}

/// The JSON type that a name has in every language that has it; `None` for one that implies a string format, which states
/// the type as well.
pub fn json_type(name: &str) -> Option<Type> {
    let (_, first) = NAMES.of(name).first()?;
    if first.format.is_some_and(|format| Format::named(format).is_some()) {
        return None;
    }
    NAMES.of(name).iter().all(|(_, other)| other.kind == first.kind).then_some(first.kind)
}

/// Whether a text with brackets or dots is one name: `byte[]` is no list of bytes, `String.t` no type `t`.
pub fn is_one_name(text: &str) -> bool {
    text.contains(|c: char| !c.is_alphanumeric()) && !NAMES.of(text).is_empty()
}

/// The format that a type name implies: a string format, or the width of an integer.
pub fn format(name: &str, language: Option<Language>) -> Option<&'static str> {
    if let Some(known) = type_name(name, language) {
        return known.format;
    }
    let width = Width::of_type_name(name).map(|width| width.name);
    width.or_else(|| Format::of_type_name(name).map(Format::name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_is_read() {
        for (language, text) in FILES {
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                let sign = line.strip_prefix("sign ").is_some_and(|sign| !sign.is_empty());
                let known = line
                    .split_once(" = ")
                    .is_some_and(|(name, _)| type_name(name, Language::named(language)).is_some());
                assert!(sign || known, "{language}: {line}");
            }
        }
    }

    #[test]
    fn a_format_is_one_that_somebody_knows() {
        for meanings in NAMES.meanings.values() {
            for format in meanings.iter().filter_map(|(_, name)| name.format) {
                let known = Width::named(format).is_some()
                    || Format::named(format).is_some()
                    || ringback_contract::width::is_hint(format);
                assert!(known, "{format}");
            }
        }
    }

    #[test]
    fn a_name_means_what_its_language_says() {
        for (name, language, format) in [
            ("Integer", Some("ruby"), None),
            ("Integer", Some("java"), Some("int32")),
            ("Integer", None, Some("int32")),
            ("int", Some("csharp"), Some("int32")),
            ("int", Some("python"), None),
            ("int", None, None),
            ("byte[]", None, Some("byte")),
            ("date", Some("python"), Some("date")),
            ("Date", Some("java"), Some("date-time")),
            ("Nothing", None, None),
        ] {
            assert_eq!(super::format(name, language.and_then(Language::named)), format, "{name} {language:?}");
        }
        assert!(is_one_name("byte[]") && !is_one_name("string[]") && !is_one_name("String"));
    }

    #[test]
    fn a_language_shows_in_its_types() {
        for (spelling, language) in [
            ("Pointer to []string", Some("go")),
            ("Option<Vec<models::Entry>>", Some("rust")),
            ("ARRAY[string]", Some("perl")),
            ("BOOLEAN", Some("ruby")),
            ("dict(str, str)", Some("python")),
            ("System.Nullable[Int32]", Some("powershell")),
            ("kotlin.String", Some("kotlin")),
            ("BuiltList<String>", Some("dart")),
            ("[String.t]", Some("elixir")),
            ("String", None),
            ("integer", None),
        ] {
            assert_eq!(Language::of_spelling(spelling).map(Language::name), language, "{spelling}");
        }
    }
}
