//! A string matches a regular expression (ECMA-262): `"pattern": "^[a-z]+$"`, "Pattern: ^[a-z]+$".

use super::{
    Broken, Example, Kind, Reading, Sample, Schema, Solved, Surroundings,
    phrase::{Shape, description, names_subject, phrases, sentence, settled, unconditional},
};
use crate::clue::{Clue, Column, Content};
use ringback_contract::subject::Step;
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The string contains a match of a regular expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The regular expression.
    pub regex: String,
    /// What a solver has found about it.
    #[serde(skip)]
    solved: Solved,
}

impl Pattern {
    /// The pattern of a regular expression.
    pub fn new(regex: impl Into<String>) -> Self {
        Self { regex: regex.into(), solved: Solved::default() }
    }
}

/// Strings that match common patterns, tried as samples.
const USUAL: &[&str] = &[
    "text", "TEXT", "Text", "a", "A", "1", "12", "123", "1.0", "a1", "A1", "en", "en-US", "US", "UTC", "2027-02-03",
];

impl Kind for Pattern {
    const WORDS: &[&str] = &["pattern", "digits", "letters", "alphanumeric", "hex", "yy", "characters", "only", "dd", "hh", "match", "lower", "upper"];
    const LIMITS_TEXT: bool = true;
    const AS_WRITTEN: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Pattern, text) => expression(clue, text.trim().trim_matches('`')).into_iter().collect(),
            Content::Sentence(_) => said(clue).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        value.as_str().filter(|_| name == "pattern").map(Self::new).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.add("pattern", json!(self.regex));
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        ringback_runtime::pattern::compile(&self.regex)?.matches(value.as_str()?).ok()
    }

    /// A string that matches: an example of the document, or one of the common strings.
    fn sample(&self, around: &dyn Surroundings) -> Sample {
        let Some(regex) = ringback_runtime::pattern::compile(&self.regex) else { return Sample::Unknown };
        let examples = around.examples().iter().filter_map(|example| example.value.as_str());
        let fitting = examples.chain(USUAL.iter().copied()).find(|text| regex.matches(text) == Ok(true));
        fitting.map(|text| json!(text)).into()
    }

    fn unsolved(&self) -> Option<&str> {
        Some("pattern")
    }

    fn solve(&mut self, found: Solved) {
        self.solved = found;
    }

    fn solution(&self) -> Option<&Value> {
        self.solved.holds.as_ref()
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let regex = &self.regex;
        vec![quote!(Check::Pattern(#regex))]
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(regex) = ringback_runtime::pattern::compile(&self.regex) else { return Vec::new() };
        let valid = valid.as_str().unwrap_or_default();
        let tries = [
            Broken::new("trailing-blank", format!("{valid} ")),
            Broken::new("leading-blank", format!(" {valid}")),
            Broken::new("trailing-mark", format!("{valid}!")),
            Broken::new("other-text", "§"),
            Broken::new("empty", ""),
        ];
        tries.into_iter().filter(|broken| broken.value.as_str().is_some_and(|text| regex.matches(text) == Ok(false))).collect()
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self::new("^[a-z]+$").into());
        vec![
            Example::keyword("pattern", json!("^[a-z]+$"), this(), json!("abc")),
            Example::sentence("Pattern: ^[a-z]+$", this(), json!("abc")),
        ]
    }
}

phrases! {
    LABEL = r"^pattern:\s*(?:`(?P<code>[^`]+)`|(?P<regex>[\^\[(\\.].*?)`?|(?P<word>\S+))\s*$|^(?:(?:it|this|the value)\s+)?(?:must|should|has to)?\s*match(?:es)?\s+(?:the\s+|this\s+)?(?:following\s+)?(?:regex(?:p)?|regular expression|pattern|reg ex)(?:\s+pattern)?\s*:?\s*`(?P<matched>[^`]+)`\s*\.?$|^(?:(?:it|this|the value)\s+)?(?:must|should|has to)\s+match\s+`(?P<anchored>\^[^`]*\$)`\s*\.?$|^(?:(?:it|this|the value)\s+)?(?:must|should|has to)\s+match\s+(?:the\s+)?(?:regex(?:p)?|regular expression|pattern)\s*:?\s*(?P<bare>\^\S+\$)\s*\.?$";
    /// Matches letters for dates and times.
    LETTERS = r"^[ymdhstzx':/.-]+$";
    /// Such as "Only letters and digits are allowed", "May contain only letters", "Alphanumeric characters only".
    ONLY = r#"^(?:(?P<subject>[^.,;]{0,40}?)\s*\b(?:must|can|may|should|has to|is allowed to)\s+(?:only\s+)?(?:contain|consist of|include|have|be)\s+(?:only\s+)?(?P<a>(?:[a-z0-9-]+(?:,\s*|\s+)){0,8}(?:[a-z0-9-]+|\(?["'`][-_.]["'`]\)?))|only\s+(?P<b>(?:[a-z0-9-]+(?:,\s*|\s+)){0,8}?[a-z0-9-]+)\s+(?:are|is)\s+(?:allowed|permitted|accepted|supported|valid)|only\s+(?P<d>(?:[a-z0-9-]+(?:,\s*|\s+)){0,8}?(?:letters|digits|numbers|hyphens|dashes|underscores|characters))|(?P<c>(?:[a-z0-9-]+(?:,\s*|\s+)){0,8}?[a-z0-9-]+)\s+only)\s*\.?$"#;
    /// A date or time in letters that stand for digits.
    DATED = r#"(?:\b(?:as|in|in the|of the|format|formatted|form|format is|is|format:|format-)\s*:?-?\s*(?:an?\s+|the\s+|following\s+)*["'`(]*|[(]\s*["'`]?)(?P<letters>[ymdhs]{2,4}(?:[-/.:_ ]?[ymdhs]{2,4}){1,7})["'`)]*(?:\s+format)?\s*(?:$|[.,;)](?:$|[\s"'`)])|\s)"#;
    /// Matches what goes on behind the letters: "HH:mm AM/PM", "MM/DD/YYYY - HH:MM".
    LONGER = r"^[\x22\x27`)\s,]*(?:[-–]\s*)?(?:am\b|a\.m|pm\b|tt\b|utc\b|gmt\b|[+±]|[ymdhs]{2}[:/.-][ymdhs]{2}|[ymdhs]{4}\b)";
    /// Such as "Must be lowercase".
    CASE = r"^(?:(?:it|this|the value)\s+)?must\s+(?:always\s+)?be\s+(?:in\s+)?(?:all[- ]?)?(?P<case>lower|upper)[- ]?case\s*\.?$";
    /// Such as "Format: 14 digits", "The sort code (6 digits)".
    DIGITS = r"^(?:(?:format|value)\s*:\s+)?(?P<a>\d{1,2})(?:\s*[-–]\s*(?P<b>\d{1,2}))?\s+(?:numeric\s+)?digits\s*(?:$|[.,;])|^[^()\d]+\((?:exactly\s+)?(?P<c>\d{1,2})(?:\s*[-–]\s*(?P<d>\d{1,2}))?\s+(?:numeric\s+)?digits\)\s*\.?$";
    FORMATTED = r"^format:\s+(?P<rest>.+)$";
    HEX = r"\bhex(?:adecimal)?(?:\s+(?:rgb|web))?\s+colou?r|\bcolou?r\s+(?:code\s+)?(?:in|as)\s+(?:an?\s+)?hex";
    COLOUR = r"#[0-9A-F]{6}\b";
    OTHER_COLOUR = r"#(?:[0-9A-F]{3,4}|[0-9A-F]{8})\b";
    OR = r"\bor\b";
    HEARSAY = r"^(?:validates?|checks?|whether|converts?|displays?|shows?|the text|parses?)\b|\boptional\b|\bpart\b|\bdisplayed\b";
    /// Characters that only regular expressions have: an anchor, a class, a quantifier, a range. Prose in brackets has
    /// none.
    REGULAR = r"^(?:\S*[\^$\\*+{|-]\S*|\^.*\$)$";
}

/// The regular expression after a label such as `Pattern:`; of a list, it applies to each element.
fn said(clue: &Clue) -> Option<Reading> {
    let text = sentence(clue)?;
    if let Some(regex) = colour(clue).or_else(|| in_digits(clue)).or_else(|| in_words(clue)).or_else(|| in_case(clue)).or_else(|| in_letters(clue)) {
        let text = matches!(Shape::of(clue), Shape::Text | Shape::Unknown);
        return text.then(|| Reading::This(Pattern::new(regex).into()));
    }
    let quoted = LABEL.part("code", text).filter(|code| !code.contains(char::is_whitespace));
    // Without anything regular in it, a word behind the label is one only if no prose looks like it.
    let word = LABEL.part("word", text).filter(|word| (REGULAR.occurs(word) || word.contains(':')) && !LETTERS.occurs(word) && !word.ends_with(['.', ':']));
    let matched = LABEL.part("matched", text).or_else(|| LABEL.part("anchored", text)).or_else(|| LABEL.part("bare", text)).filter(|regex| !regex.contains(char::is_whitespace));
    let regex = quoted.or(matched).or(word).or_else(|| LABEL.part("regex", text).filter(|regex| REGULAR.occurs(regex)))?;
    expression(clue, regex)
}

/// A regular expression about the subject, or about each element of a list.
fn expression(clue: &Clue, regex: &str) -> Option<Reading> {
    let regex = regex.strip_prefix('/').and_then(|regex| regex.strip_suffix('/')).unwrap_or(regex);
    // Only what is a pattern by the strict grammar is taken for one.
    regress::Regex::with_flags(regex, "u").ok()?;
    match Shape::of(clue) {
        Shape::List => Some(Reading::Part(Step::Items, Content::Keyword("pattern".into(), json!(regex)))),
        shape if shape.may_be_text() => Some(Reading::This(Pattern::new(regex).into())),
        _ => None,
    }
}

/// A colour in hexadecimal digits, with the mark that its example has.
fn colour(clue: &Clue) -> Option<String> {
    let text = unconditional(clue).or_else(|| sentence(clue)).filter(|text| HEX.occurs(text) && !OR.occurs(text))?;
    let six = COLOUR.occurs(description(clue)) && !OTHER_COLOUR.occurs(description(clue));
    (six && !text.is_empty()).then(|| "^#[0-9A-Fa-f]{6}$".to_owned())
}

/// A number of digits: "Format: 14 digits".
fn in_digits(clue: &Clue) -> Option<String> {
    let parts = unconditional(clue).and_then(|text| DIGITS.parts(text))?;
    let part = |name: &str| parts.name(name).map(|part| part.as_str());
    let least = part("a").or(part("c"))?;
    Some(match part("b").or(part("d")) {
        Some(most) => format!("^[0-9]{{{least},{most}}}$"),
        None => format!("^[0-9]{{{least}}}$"),
    })
}

/// A pattern in words: "Only letters, digits and hyphens are allowed". A word that is no class of characters states nothing.
fn in_words(clue: &Clue) -> Option<String> {
    let text = unconditional(clue).filter(|text| text.contains("nly"))?;
    let text = FORMATTED.part("rest", text).unwrap_or(text);
    let parts = ONLY.parts(text)?;
    let subject = parts.name("subject").map_or("", |subject| subject.as_str()).trim();
    if !(subject.is_empty() || names_subject(clue, subject)) {
        return None;
    }
    let words = ["a", "b", "c", "d"].into_iter().find_map(|name| parts.name(name))?.as_str().to_lowercase();
    let mut class = String::new();
    for word in words.split([',', ' ']).map(|word| word.trim_matches(['(', ')', '.', '"', '\'', '`'])).filter(|word| !word.is_empty()) {
        class.push_str(match word {
            "and" | "or" | "characters" | "character" | "values" | "only" | "of" | "the" | "ascii" | "latin" | "english" | "case" => "",
            "letters" | "alphabetic" | "a-z" if words.contains("lower") && !words.contains("upper") => "a-z",
            "letters" | "alphabetic" | "a-z" if words.contains("upper") && !words.contains("lower") => "A-Z",
            "letters" | "alphabetic" | "alphabets" => "A-Za-z",
            "lowercase" | "lower-case" | "lower" | "uppercase" | "upper-case" | "upper" if words.contains("letters") || words.contains("alpha") => "",
            "digits" | "numbers" | "numeric" | "numerals" | "0-9" => "0-9",
            "alphanumeric" | "alphanumerics" | "alpha-numeric" if words.contains("lower") && !words.contains("upper") => "a-z0-9",
            "alphanumeric" | "alphanumerics" | "alpha-numeric" if words.contains("upper") && !words.contains("lower") => "A-Z0-9",
            "alphanumeric" | "alphanumerics" | "alpha-numeric" => "A-Za-z0-9",
            "underscores" | "underscore" => "_",
            // The dash "-" is said twice.
            "-" if class.contains('-') && class.ends_with('-') => "",
            "hyphens" | "hyphen" | "dashes" | "dash" | "-" => "\\-",
            "periods" | "dots" | "dot" | "period" => ".",
            "spaces" | "space" | "blanks" => " ",
            _ => return None,
        });
    }
    (!class.is_empty()).then(|| format!("^[{class}]*$"))
}

/// Letters of one case only: "Must be lowercase."
fn in_case(clue: &Clue) -> Option<String> {
    let case = CASE.part("case", unconditional(clue)?)?;
    Some(if case.eq_ignore_ascii_case("lower") { "^[^A-Z]*$" } else { "^[^a-z]*$" }.to_owned())
}

/// A pattern in letters that no format has: "in YYYYMMDD format", "DD/MM/YYYY".
fn in_letters(clue: &Clue) -> Option<String> {
    let text = unconditional(clue)?;
    let text = settled(text);
    let parts = DATED.parts(&text)?;
    let letters = parts.name("letters")?;
    if text.get(letters.end()..).is_some_and(|rest| LONGER.occurs(rest)) {
        return None;
    }
    let letters = letters.as_str();
    let upper = letters.to_uppercase();
    let known = ["YYYY-MM-DD", "HH:MM:SS", "YYYY-MM-DDTHH:MM:SSZ"].contains(&upper.as_str());
    if HEARSAY.occurs(&text) {
        return None;
    }
    let several = DATED.all(&text).count() > 1 || text.contains('[') || OR.occurs(&text);
    let years = usize::from(upper.contains("YY"));
    let fields = years + ["MM", "DD", "HH"].iter().filter(|field| upper.contains(**field)).count();
    if known || several || fields < 2 || upper.contains('T') {
        return None;
    }
    let mut regex = String::from("^");
    let mut rest = upper.as_str();
    while let Some(letter) = rest.chars().next() {
        let count = rest.chars().take_while(|c| *c == letter).count();
        match letter {
            'Y' | 'M' | 'D' | 'H' | 'S' => regex.push_str(&format!("[0-9]{{{count}}}")),
            '.' | '/' => (0..count).for_each(|_| regex.extend(['\\', letter])),
            other => (0..count).for_each(|_| regex.push(other)),
        }
        rest = rest.get(count * letter.len_utf8()..)?;
    }
    regex.push('$');
    Some(regex)
}
