//! The length of a string in code points: "up to 50 characters", `"minLength": 1`.

use super::{
    cell,
    Boundary, Broken, Example, Interval, Kind, Measure, Merged, Reading, Sample, Schema, Spot, Surroundings, Type, Typing,
    phrase::{is_clamped, 
        Comparison, Counted, Force, Limit, Shape, clauses, comparisons, comparisons_in, description, names_subject, number,
        opening, phrases, sentence, unconditional,
    },
};
use crate::clue::{Clue, Column, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

/// Bounds on the length of a string; at least one is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// The least number of code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// The greatest number of code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
}

impl Length {
    fn take(&mut self, comparison: &Comparison<'_>) {
        let whole = |limit: &Limit, by: i64| {
            let number = limit.number.as_i64()?.checked_add(if limit.exclusive { by } else { 0 })?;
            u64::try_from(number).ok()
        };
        if !comparison.permits || comparison.high.is_some() {
            self.least = comparison.low.as_ref().and_then(|low| whole(low, 1)).or(self.least);
        }
        self.most = comparison.high.as_ref().and_then(|high| whole(high, -1)).or(self.most);
    }
}

/// The longest string in a case: receivers reject large bodies, whatever the document says of one property.
const LONGEST_SENT: u64 = 100_000;

impl Kind for Length {
    const WORDS: &[&str] = &[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "zero", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand", "fifteen", "twenty",
        "thirty", "forty", "fifty", "sixty", "eleven", "thirteen", "empty", "blank",
    ];
    const LIMITS_TEXT: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Sentence(_) => said(clue).map(|length| Reading::This(length.into())).into_iter().collect(),
            Content::Cell(column, text) if Shape::of(clue).may_be_text() => {
                in_cell(*column, text).map(|length| Reading::This(length.into())).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        match (name, value.as_u64()) {
            ("minLength", Some(least)) => vec![Self { least: Some(least), most: None }],
            ("maxLength", Some(most)) => vec![Self { least: None, most: Some(most) }],
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Schema) {
        for (keyword, value) in [("minLength", self.least), ("maxLength", self.most)] {
            if let Some(value) = value {
                schema.set(keyword, value);
            }
        }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let least = self.least.map(|least| quote!(Check::MinLength(#least)));
        let most = self.most.map(|most| quote!(Check::MaxLength(#most)));
        least.into_iter().chain(most).collect()
    }

    fn typing(&self) -> Typing {
        Typing::Implied(Type::String)
    }

    fn interval(&self) -> Option<Interval> {
        Some(Interval::of_sizes(Measure::Length, self.least, self.most))
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        let length = value.as_str()?.chars().count() as u64;
        Some(self.least.is_none_or(|least| length >= least) && self.most.is_none_or(|most| length <= most))
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        let least = self.least.into_iter().chain(other.least).max();
        let most = self.most.into_iter().chain(other.most).min();
        Merged::Into(Self { least, most })
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Some(valid) = valid.as_str() else { return Vec::new() };
        let stretch = |way, length: u64| {
            let filler = valid.chars().last().unwrap_or('x');
            let length = usize::try_from(length).ok().filter(|_| length <= LONGEST_SENT + 1)?;
            let text: String = valid.chars().chain(std::iter::repeat(filler)).take(length).collect();
            Some(Broken::new(way, text).tagged("boundary"))
        };
        let shorter = self.least.and_then(|least| stretch("too-short", least.checked_sub(1)?));
        let longer = self.most.and_then(|most| stretch("too-long", most.saturating_add(1)));
        shorter.into_iter().chain(longer).collect()
    }

    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        let text = |way: &str, length: u64| {
            let length = usize::try_from(length).ok().filter(|_| length <= LONGEST_SENT)?;
            Some(Boundary::new(way, "x".repeat(length)))
        };
        let least = self.least.and_then(|least| text("shortest", least));
        let most = self.most.and_then(|most| text("longest", most));
        least.into_iter().chain(most).collect()
    }

    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        const ORDINARY: u64 = 4;
        let length = self.least.unwrap_or(ORDINARY).min(self.most.unwrap_or(u64::MAX)).min(10_000);
        let letters = "text".chars().cycle().take(usize::try_from(length).unwrap_or_default());
        Sample::Value(letters.collect::<String>().into())
    }

    fn examples() -> Vec<Example> {
        vec![
            Example::keyword("minLength", json!(2), Reading::This(Self { least: Some(2), most: None }.into()), json!("ab")),
            Example::keyword("maxLength", json!(3), Reading::This(Self { least: None, most: Some(3) }.into()), json!("äöü")),
            Example::sentence(
                "Must be between 3 and 20 characters long.",
                Reading::This(Self { least: Some(3), most: Some(20) }.into()),
                json!("abc"),
            ),
            Example::sentence("Up to 512 characters.", Reading::This(Self { least: None, most: Some(512) }.into()), json!("ab")),
        ]
    }
}

/// The length in a cell under a heading such as "Length". A single number is at least the greatest length, whether it
/// means just that or an exact one.
fn in_cell(column: Column, text: &str) -> Option<Length> {
    let text = text.trim().to_lowercase();
    let text = ["characters", "chars", "character", "char"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    let whole = |number: Number| number.as_u64();
    let (least, most) = match column {
        Column::Length => match number(text) {
            Some(most) => (None, Some(whole(most)?)),
            None => {
                let (least, most) = cell::range(text)?;
                (least.and_then(whole), most.and_then(whole))
            }
        },
        Column::MinLength => (Some(whole(number(text)?)?), None),
        Column::MaxLength => (None, Some(whole(number(text)?)?)),
        _ => return None,
    };
    (least.is_some() || most.is_some()).then_some(Length { least, most })
}

phrases! {
    CHARACTERS = r"^(?:(?:unicode|utf-8|upper-?case|lower-?case|ascii|alphanumeric|numeric|latin|printable|decimal|alphabetic)\s+)*(?:characters?|chars?|letters?|digits?|symbols?|code ?points?)(?:\s+(?:long|in length|length|in total|max(?:imum)?|min(?:imum)?|only|or digits|(?:and|or) (?:numbers|digits)))?$";
    /// Such as "Max customer name length should be 250 character".
    LABEL = r"^(?:the\s+)?(?P<end>max(?:imum)?|min(?:imum)?)\.?\s+(?P<of>(?:[a-z]+\s+){0,4})(?:length|number of characters)\s*(?:allowed\s*)?(?P<for>(?:(?:of|for)\s+(?:the|this|an?)\s+[a-z]+(?:\s+[a-z]+)?\s+)?)(?:is|of|=|:|(?:should|must|can|shall) be)\s*(?P<n><N>)(?:\s+characters?)?\s*(?:$|[.,;(])";
    /// Such as "The value consists of 29 alphanumeric characters".
    CONSISTS = r"^(?:(?:it|this|the(?:\s+[a-z]+){1,2})\s+)?(?:consists? of|is made up of|has|is|must have|must be|contains)\s+(?:exactly\s+)?(?P<n><N>)\s+(?:(?:upper-?case|lower-?case|alphanumeric|numeric|ascii|decimal|hexadecimal)\s+){0,2}(?:characters?|digits?|letters?)(?:\s+(?:long|in length))?\s*\.?$";
    /// Such as "maxLength: 12 characters".
    KEYED = r"^(?P<end>max|min)(?:imum)?[ -]?length\s*[:=]\s*(?P<n>\d+)(?:\s+characters?)?\s*\.?$";
    /// Matches sentences about the parts of a text, each with its length: "a country code (1-3 digits), followed by …".
    PARTS = r"\bfollowed by\b|\bexcluding\b|\bnot counting\b|\bwith an? (?:optional|leading)\b|\([^()]*\b(?:digits?|characters?|letters?)\)[^()]*\([^()]*\b(?:digits?|characters?|letters?)\)";
    LISTED = r"\b(?:lists?|separated|codes|numbers|one or more|multiple)\b";
    ISO = r"\biso\b";
    /// Such as "Fixed length of 12".
    FIXED = r"^(?:length constraints:\s*|(?:[^.;:]{0,60}?\b(?:has|have|with|of)\s+an?\s+))?fixed length\s*(?:of|:)\s*(?P<n><N>)(?:\s+(?:(?:numeric|alphanumeric|ascii)\s+)?(?:characters?|digits?))?\s*\.?$";
    /// Such as "Character length and limitations: 127 single-byte alphanumeric characters".
    LIMITED = r"^(?:character\s+)?length(?:\s+(?:and|or)\s+[a-z]+)?\s*:\s*(?P<n>\d+)\s+(?:[a-z-]+\s+){0,2}characters?\s*\.?$";
    PERMITTED = r"^(?:allowed|permitted|supported|string|text|total|value|field|input|the|for|this|of|\s)*$";
    /// Such as "Length must be between 1 and 50", "Length: 1-50 characters".
    COUNTED = r"^(?:the\s+|its\s+)?(?:string\s+)?length\b(?:\s+(?:constraints?|limit))?\s*:?\s*(?:(?:must|has to|can|is|should)(?:\s+be)?\s)?\s*";
    BLANK = r"\b(?:leav(?:e|ing)|left)\s+(?:[a-z]+\s){0,3}?(?:blank|empty)\b";
    FILLED = r"^non-?empty\s*(?:$|[.,;(]|(?:and|but)\b)";
    EMPTY = r"^(?:empty|blank|an empty (?:string|value))\s*(?:$|[.,;(]|(?:and|or|but)\b)";
    NON_EMPTY = r"^(?:an?\s+)?non-?empty\s+(?:string|text)\b";
    /// Such as "The two-letter country code".
    CODE = r"^(?:(?:this|it|must be|must contain)\s+(?:is\s+)?)?(?:(?:an?|the)\s+)?(?:valid\s+)?(?P<n>two|three|2|3)[- ](?:letter|character|char)\s+(?:(?:upper-?case|lower-?case|alphabetic|country|language|currency|region|state|airport)\s+)+code\b";
    /// Such as "The 6-digit code of the bank", "A 4- to 10-digit number", "2-letter or 3-letter country code".
    SIZED = r"^(?:(?:this|it|must be)\s+(?:is\s+)?)?(?:(?:an?|the|your|its|search by|[a-z]+ by)\s+)?(?:[a-z]+\s+){0,2}?(?:iso\s+[\d-]+\s+)?(?P<least><N>)(?:[- ]?(?:digit|letter|character|char))?(?P<range>-?\s*(?:to|or|-|–)\s*(?P<most><N>))?(?:[- ](?:digit|letter|character|char|alphanumeric)|-(?:digits|letters|characters))\s+(?:(?:[a-z]+\s+){0,3}?(?:code|number|pin|identifier|id|key|suffix|zip(?:\s+code)?|otp|passcode|password|slug|token)|(?:(?:numeric|alphanumeric|hexadecimal|unique|random|secret)\s+)*(?:string|value|name|label|title|text|word))s?\b(?P<other>,?\s+or\b)?";
    /// Such as "A title of at most 200 characters".
    OF = r"^(?:(?:an?|the|your|its)\s+)?(?:[a-z]+\s+){1,3}?of\s+(?P<rest>(?:at most|up to|no more than|at least|between|max(?:imum)?)\s.*)$";
    /// Such as "characters(32)", "string(64)".
    TYPED = r"^(?:alpha-?numeric|alphabetic|characters?|chars?|string|varchar|text|alpha|numeric)\s*\(\s*(?:max\.?\s*)?(?P<n>\d{1,5})\s*\)";
}

/// The bounds that a sentence states for the length.
fn said(clue: &Clue) -> Option<Length> {
    let shape = Some(Shape::of(clue)).filter(|shape| shape.may_be_text())?;
    if sentence(clue).is_none_or(|text| PARTS.occurs(text)) {
        return None;
    }
    let mut length = Length::default();
    for comparison in comparisons(clue) {
        let characters = CHARACTERS.occurs(comparison.noun);
        let counted = comparison.counted == Counted::Length && (comparison.noun.is_empty() || characters);
        if !(counted || (comparison.counted != Counted::Length && characters)) {
            continue;
        }
        length.take(&comparison);
    }
    if let Some(letters) = opening(clue).and_then(|text| CODE.part("n", text)).and_then(number) {
        length = Length { least: letters.as_u64(), most: letters.as_u64() };
    }
    if let Some(parts) = unconditional(clue).and_then(|text| SIZED.parts(text)).filter(|_| length == Length::default()) {
        let count = |name: &str| parts.name(name).and_then(|n| number(n.as_str())).and_then(|n| n.as_u64());
        let most = if parts.name("range").is_some() { count("most") } else { count("least") };
        // An ISO code has its length by its format.
        let list = LISTED.occurs(description(clue));
        if !list && parts.name("other").is_none() && (parts.name("range").is_some() || !ISO.occurs(description(clue))) {
            length = Length { least: count("least"), most };
        }
    }
    if let Some(most) = opening(clue).and_then(|text| TYPED.part("n", text)).and_then(number) {
        length.most = most.as_u64();
    }
    if let Some(most) = opening(clue).and_then(|text| LIMITED.part("n", text)).and_then(number) {
        length.most = most.as_u64();
    }
    if let Some(count) = opening(clue).and_then(|text| FIXED.part("n", text)).and_then(number) {
        length = Length { least: count.as_u64(), most: count.as_u64() };
    }
    if let Some(n) = unconditional(clue).and_then(|text| CONSISTS.part("n", text)).and_then(number).filter(|_| length == Length::default()) {
        length = Length { least: n.as_u64(), most: n.as_u64() };
    }
    if let Some(parts) = opening(clue).and_then(|text| KEYED.parts(text)) {
        let n = parts.name("n").and_then(|n| number(n.as_str())).and_then(|n| n.as_u64());
        let least = parts.name("end").is_some_and(|end| end.as_str().to_lowercase().starts_with("min"));
        if least { length.least = n } else { length.most = n }
    }
    label(clue, &mut length);
    let of = unconditional(clue).and_then(|text| OF.part("rest", text)).filter(|_| !LISTED.occurs(description(clue)));
    for comparison in of.map(comparisons_in).unwrap_or_default().iter().filter(|found| CHARACTERS.occurs(found.noun)) {
        length.take(comparison);
    }
    for clause in clauses(clue) {
        let not_empty = match clause.force {
            Force::MustNot => shape == Shape::Text && EMPTY.occurs(clause.says),
            Force::Must if shape == Shape::Text && FILLED.occurs(clause.says) => true,
            Force::Must | Force::Noun => NON_EMPTY.occurs(clause.says),
            _ => false,
        };
        if not_empty {
            length.least.get_or_insert(1);
        }
    }
    // What may be left blank has no least length.
    if length.most.is_some() && BLANK.occurs(description(clue)) {
        length.least = None;
    }
    // What is cut off is not refused.
    if is_clamped(clue) {
        length.most = None;
    }
    (length != Length::default()).then_some(length)
}

/// The bounds that a noun phrase states, such as "Maximum length is 50" or "Length must be between 1 and 50".
fn label(clue: &Clue, length: &mut Length) {
    let Some(text) = unconditional(clue) else { return };
    if let Some(parts) = LABEL.parts(text) {
        let part = |name| parts.name(name).map_or("", |part| part.as_str());
        let of = part("for").trim_start_matches("of ").trim_start_matches("for ").trim();
        let about = |words: &str| PERMITTED.occurs(words) || names_subject(clue, words);
        if about(part("of")) && about(of) {
            let count = number(part("n")).and_then(|number| number.as_u64());
            match part("end").to_lowercase().starts_with("min") {
                true => length.least = length.least.or(count),
                false => length.most = length.most.or(count),
            }
        }
    }
    for comparison in COUNTED.strip(text).map(comparisons_in).unwrap_or_default() {
        if comparison.noun.is_empty() || CHARACTERS.occurs(comparison.noun) {
            length.take(&comparison);
        }
    }
}
