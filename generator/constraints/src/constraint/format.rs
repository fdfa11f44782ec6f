//! The format of a string or the width of a number: `"format": "uuid"`, `Date`, "The UUID of …", "E.164 format".

mod temporal;

use super::{
    Boundary, Broken, Constraint, Example, Kind, Measure, Reading, Sample, Schema, Spot, Surroundings, Type, Typing,
    kind::sdk_type,
    phrase::{Phrase, Shape, description, names_subject, opening, phrases, sentence, settled, unconditional},
};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use ringback_runtime::format::{Denotes, Format as TextFormat};
use ringback_contract::name::fold;
use ringback_contract::{subject::Step, width::{Width, number}};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::LazyLock;
use temporal::{lower_case_date, says_day, temporal};

/// A format of a string, or the width of an integer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Its name in JSON Schema or in OpenAPI's format registry.
    pub name: String,
}

impl Format {
    /// The format with a name.
    pub fn named(name: &str) -> Self {
        Self { name: name.into() }
    }

    /// The bounds of an integer format.
    pub fn width(&self) -> Option<&'static Width> {
        Width::named(&self.name)
    }

    /// The string format with this name, if it is registered.
    pub fn text(&self) -> Option<TextFormat> {
        TextFormat::named(&self.name)
    }

    /// Valid boundary values: the name of each boundary, and whether the format's name alone decides that the value is
    /// valid.
    pub fn boundaries(&self) -> Vec<(&'static str, Value, bool)> {
        let integers = self.width().into_iter().flat_map(|width| width.boundaries);
        let texts = self.text().into_iter().flat_map(|format| format.profile().boundaries);
        integers
            .map(|(way, number)| (*way, json!(number), true))
            .chain(texts.map(|valid| (valid.way, json!(valid.text), valid.is_decided)))
            .collect()
    }
}

impl Kind for Format {
    const WORDS: &[&str] = &[
        "uuid", "guid", "164", "url", "uri", "mail", "host", "ipv", "iso", "rfc", "yy", "mm", "dd", "date",
        "time", "format", "base64", "base 64", "base-64", "bcp", "ietf", "epoch", "unix", "1970", "alpha", "link",
    ];
    const LIMITS_TEXT: bool = true;
    const DECIDED_BY_EXAMPLES: bool = true;

    fn read(clue: &Clue) -> Vec<Reading> {
        let this = |name: &str| Reading::This(Self::named(name).into());
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                // A lower-case `date` is a day in one SDK and a moment in another.
                Spelling::Name(name) if name == "date" => vec![lower_case_date(&clue.description)],
                // `Date` is a moment in most SDKs, unless the description gives the letters of a day.
                Spelling::Name(name) if name == "Date" && says_day(&clue.description) => vec![this(TextFormat::Date.name())],
                Spelling::Name(name) => sdk_type::format(&name, clue.around.language).map(this).into_iter().collect(),
                _ => Vec::new(),
            },
            Content::Cell(Column::Format, text) => in_cell(clue, text).into_iter().collect(),
            Content::Sentence(_) => said(clue).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_keyword(keyword: &str, value: &Value) -> Vec<Self> {
        value.as_str().filter(|_| keyword == "format").map(Self::named).into_iter().collect()
    }

    fn declare(&self, schema: &mut Schema) {
        schema.set("format", self.name.clone());
        if let Some([least, most]) = self.width().map(Width::bounds) {
            schema.imply("minimum", least);
            schema.imply("maximum", most);
        } else {
            schema.imply("type", "string");
        }
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let Some(format) = self.text() else { return Vec::new() };
        let variant = Ident::new(&format!("{format:?}"), Span::call_site());
        vec![quote!(Check::Format(Format::#variant))]
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        if let Some(Width { least, most, .. }) = self.width() {
            // A double cannot tell the outermost integers of 64 bits from the next ones: these are clearly outside.
            let above = match *most {
                most if most > i64::MAX.into() => json!(2e19),
                most if most == i64::MAX.into() => json!(10_000_000_000_000_000_000_u64),
                most => number(most + 1),
            };
            let below = if *least == i64::MIN.into() { json!(i64::MIN as f64 * 1.01) } else { number(least - 1) };
            return vec![
                Broken::new("too-large-for-its-width", above).tagged("boundary"),
                Broken::new("too-small-for-its-width", below).tagged("boundary"),
            ];
        }
        let known = self.text().into_iter().flat_map(|format| format.profile().broken);
        let broken = known.map(|broken| Broken {
            tag: broken.class,
            decided: broken.decided,
            ..Broken::new(broken.way, broken.text)
        });
        broken.collect()
    }

    fn typing(&self) -> Typing {
        match (self.text(), self.width()) {
            (Some(_), _) => Typing::Stated(Type::String),
            (None, Some(_)) => Typing::Stated(Type::Integer),
            (None, None) => Typing::Silent,
        }
    }

    fn format(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn allows(&self, value: &Value) -> Option<bool> {
        match self.width() {
            Some(Width { least, most, .. }) => Some((*least..=*most).contains(&i128::from(value.as_i64()?))),
            None => Some(self.text()?.matches(value.as_str()?)),
        }
    }

    fn faults(&self, _rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        violations.into_iter().take(1).map(|broken| ("broken-format".into(), broken)).collect()
    }

    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        // Bounds that are stated tell more than the width.
        if self.width().is_some() && spot.around.interval(Measure::Number).is_some() {
            return Vec::new();
        }
        let rare = self.boundaries().into_iter();
        rare.map(|(way, value, decided)| Boundary { way: way.into(), value, decided }).collect()
    }

    fn sample(&self, around: &dyn Surroundings) -> Sample {
        if self.width().is_some() {
            return Sample::Open;
        }
        let Some(format) = self.text() else { return Sample::Unknown };
        let is_as_good = |text: &&str| format.profile().denotes == Denotes::TimeOfDay && format.matches(text);
        Sample::Value(json!(around.documented_text().filter(is_as_good).unwrap_or_else(|| format.sample())))
    }

    fn examples() -> Vec<Example> {
        let this = |name: &str| Reading::This(Self::named(name).into());
        let mut examples = vec![
            Example::keyword("format", json!("uuid"), this("uuid"), json!("123e4567-e89b-12d3-a456-426614174000")),
            Example::keyword("format", json!("int64"), this("int64"), json!(1)),
            Example::cell(Column::Type, "Date", this("date-time"), json!("2027-02-03T10:00:00.000Z")),
            Example::sentence("The day in ISO format (YYYY-MM-DD).", this("date"), json!("2027-02-03")),
            Example::sentence("The start in ISO 8601 format (HH:mm:ss).", this("partial-time"), json!("14:30:00")),
            Example::sentence(
                "Date time is represented as an ISO-8601 string.",
                this("date-time"),
                json!("2027-02-03T10:00:00.000Z"),
            ),
        ];
        let said = TextFormat::ALL.iter().filter_map(|format| Some((*format, format.profile().prose.said.as_ref()?)));
        examples.extend(said.map(|(format, said)| {
            Example::sentence(said.example, this(format.name()), json!(format.sample()))
        }));
        examples
    }
}

phrases! {
    /// Such as "A link to the picture", of a property whose name says that it is an address.
    LINK = r"^(?:an?\s+|the\s+)?(?:direct\s+|public\s+)?link\s+to\s+(?:the|an?|this|your|its)\s";
    LINK_NAME = r"(?:url|uri|link|href)$";
    /// Matches an example of an address that has no scheme: "URL, e.g. example.com".
    HOST = r#"\b(?:e\.g\.|for example|such as)[:,]?\s+[`'"]?(?:[a-z0-9-]+\.)+[a-z]{2,6}(?:[`'",;\s)]|$)"#;
    /// Matches what is said of addresses that need not be whole.
    RELATIVE = r"\brelative\b|\b(?:host|domain|scheme|protocol)\s+(?:is\s+)?(?:removed|omitted|stripped)\b|\bwithout\s+(?:the\s+)?(?:host|domain|scheme|protocol)\b";
    /// Matches sentences that mention a format without stating one: of a part, of several forms, of an interval.
    HEARSAY = r#"(?:\bencoding\s+(?:[a-z]+\s+)?(?:makes?|increases?|will|adds?)\b|\bif (?:it|this|the [a-z]+) is (?:included|contained|listed|part|available)\b|^(?:invalid|whether|true|false|indicates?|determines?|converts?|controls?|specifies whether|flag|search(?:es|ed| in| the))\b|\bseparated by\b|\.\.`|\bstart and end\b|\bpairs?\b|,\s+(?:and|or)\s+(?:the|a|its)\s+dates?\s+in\b|;\s*[a-z]+:\s|\bone of (?:the )?following formats?\b|\bformats?\s+(?:are|can be)\b.*,|\bfirst\s+(?:interpreted|parsed|tried|treated|read)\b|\bpreceded\b|\bfollowed by\b|\bconcatenat|\bcombin|^(?:the\s+)?(?:(?:[a-z]+\s+){0,2}?(?:prefix|suffix|area code|format|length)|country code)\s+(?:of|for)\s+(?:the|an?|each)\s+(?:[a-z0-9]+\s+){0,2}?(?:phone|number|dates?|keys?|texts?|strings?|times?|ids?|uuids?|urls?|addresse?s?)\b)"#;
    /// Matches the name of another property as the subject of the notation.
    NAMED_FIELD = r"`(?P<name>[^`]{1,60})`(?:\s+(?:field|property|parameter|value|values|column))*\s+(?:[a-z]+\s+){0,4}(?:must|is|are|should|has|have|contains?|holds?)\b";
    /// A sentence with a subject and a verb, as in "The name must be …".
    STATES = r"^(?P<subject>(?:the|an?|its|each|every)\s[^.;:,]{2,60}?)\s+(?:must|has to|is|are|will be|should be)\s";
    /// Matches subjects that are the value in other words.
    OF_FORM = r"\b(?:value|format|string|text|code|id|identifier|key|number|address|url|uri|link|date|time|field|parameter|property)s?$";
    /// A value given as an example, in quotes.
    EXAMPLE = r"\b(?:for example|for instance|e\.g\.|such as)[:,]?\s+(?P<example><Q>)";
    IN_ONE_STRING = r"\b(?:comma|pipe|semicolon|space|newline)[- ](?:sep[ae]rated|delimited)\b";
    LENGTHS = r"\b(?:two|three|2|3)[- ]?(?:letter|character|digit)?s?,?\s+or\s+(?:two|three|2|3)\b|\bor\s+(?:null|empty|`null`)";
    OR = r"\bor\b|\band/or\b|\bnot\b|\bwithout\b|\bunofficial\b|\bno (?:iso|official)\b|\bnon-";
    SOME = r"^(?:the\s+)?(?P<things>(?:[a-z]+\s+){0,2}[a-z]+s)\s+(?:must|are|should|have to)\b";
    /// Matches seconds since 1970.
    EPOCH = r"(?:\bunix\s+(?:epoch\s+)?(?:time|timestamp|seconds)\b|\bepoch\s+(?:time|timestamp|seconds)\b|\bseconds\s+(?:since|from|after)\s+(?:the\s+)?(?:unix\s+)?(?:epoch|1970|january 1,? 1970|jan(?:uary)? 1(?:st)?,? 1970|midnight)|\bposix\s+time(?:stamp)?\b|\bunix time ?stamp)";
    FINER = r"\b(?:milli|micro|nano)|\bms\b|\bdays since|\bminutes since";
}

/// The format that a sentence states for its subject, or for the elements of a list.
fn said(clue: &Clue) -> Option<Reading> {
    let noted = sentence(clue).and_then(|text| NOTED.part("name", text));
    // What is said of the parts of a list in one string is not said of the string.
    if Shape::of(clue) != Shape::List && IN_ONE_STRING.occurs(description(clue)) {
        return None;
    }
    let format = match noted {
        Some(name) => TextFormat::named(&name.to_lowercase())?,
        None => {
            let text = opening(clue).filter(|text| !HEARSAY.occurs(text))?;
            if Shape::of(clue).is_numeric() {
                let epoch = EPOCH.occurs(text) && !FINER.occurs(description(clue)) && !text.contains(" or ");
                return epoch.then(|| Reading::This(Format::named("unix-time").into()));
            }
            named(&settled(text)).filter(|format| !one_of_several(clue, *format, text) && !of_some(clue, text) && !of_other(clue, text) && !of_another_subject(clue)).or_else(|| temporal(clue, text)).or_else(|| linked(clue, text))?
        }
    };
    let name = format.name();
    // "ISO alpha-3 code" of a currency is none of a country.
    if name.starts_with("iso-3166") && clue.subject.name().is_some_and(|name| fold(name).contains("currenc")) {
        return None;
    }
    let example = EXAMPLE.part("example", description(clue)).map(|example| example.trim_matches(['"', '\'', '`']));
    if example.is_some_and(|example| Format::named(name).allows(&json!(example)) == Some(false)) {
        return None;
    }
    match Shape::of(clue) {
        Shape::Text | Shape::Unknown => Some(Reading::This(Format::named(name).into())),
        Shape::List => Some(Reading::Part(Step::Items, Content::Keyword("format".into(), json!(name)))),
        Shape::Integer | Shape::Number | Shape::Boolean | Shape::Object | Shape::Named => None,
    }
}

/// Whether a text in lower case is the name of a format.
pub fn is_format(name: &str) -> bool {
    Width::named(name).is_some() || TextFormat::named(name).is_some() || HINTS.contains(&name)
}

/// Formats that only say how a value is stored or shown.
const HINTS: &[&str] = &["float", "double", "password", "binary"];

/// The format in a cell under a heading such as "Format": a name, or a pattern such as `YYYY-MM-DD`.
fn in_cell(clue: &Clue, text: &str) -> Option<Reading> {
    let name = text.trim().trim_matches(['`', '"', '.']).to_lowercase();
    let width = Width::named(&name).filter(|_| Shape::of(clue).may_be_numeric()).map(|width| width.name);
    let hint = HINTS.iter().copied().find(|hint| *hint == name);
    let known = || TextFormat::named(&name).or_else(|| TextFormat::of_type_name(&name)).map(TextFormat::name);
    let written = || match name.as_str() {
        "iso 8601" | "iso8601" | "iso-8601" | "rfc 3339" | "rfc3339" => None,
        "e.164" => Some("e164"),
        "yyyy-mm-dd" => Some("date"),
        "hh:mm:ss" => Some("partial-time"),
        _ => temporal(clue, &format!("In the format {name}")).map(TextFormat::name),
    };
    let text = || known().or_else(written).filter(|_| Shape::of(clue).may_be_text() || Shape::of(clue) == Shape::List);
    let name = width.or(hint).or_else(text)?;
    Some(match Shape::of(clue) {
        Shape::List => Reading::Part(Step::Items, Content::Keyword("format".into(), json!(name))),
        _ => Reading::This(Format::named(name).into()),
    })
}

/// Matches sentences that state a format by name. "Should be a valid UUID" counts as a statement: anything else would
/// not be a valid value.
struct Named {
    format: TextFormat,
    phrase: Regex,
    unless: Option<Regex>,
}

static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let said = TextFormat::ALL.iter().filter_map(|format| Some((*format, format.profile().prose.said.as_ref()?)));
    said.filter_map(|(format, said)| {
        let unless = said.unless.map(Phrase::compile);
        Some(Named { format, phrase: Phrase::compile(said.phrase)?, unless: unless.flatten() })
    })
    .collect()
});

/// Matches a schema's format keyword inside a description: `type: string format: uuid`.
static NOTED: Phrase = Phrase::new(|| {
    let noted = TextFormat::ALL.iter().filter(|format| format.profile().prose.is_noted);
    let names: Vec<&str> = noted.map(|format| format.name()).collect();
    Phrase::compile(&format!(r"(?:^|\s)format:\s+(?P<name>{})\s*(?:$|\.$|\s(?:in|type):\s)", names.join("|")))
});

/// Whether a sentence is about some of the values: "Phone numbers are in E.164 format" where the value is a phone number
/// or an address.
fn of_some(clue: &Clue, text: &str) -> bool {
    of_things(clue, text).is_some_and(|others| others || OR.occurs(description(clue)))
}

/// Whether the things that a sentence is about are others than the subject: "The timestamps are in ISO 8601 format" of a
/// filter. `None` if it is not about several things, or the subject is a list.
fn of_things(clue: &Clue, text: &str) -> Option<bool> {
    let things = SOME.part("things", text).filter(|_| Shape::of(clue) != Shape::List)?;
    let names = |things: &str| names_subject(clue, things);
    Some(!(names(things) || things.strip_suffix('s').is_some_and(names)))
}

/// Whether a sentence is about another property: "`base64`, which says that the `content` field contains …".
fn of_other(clue: &Clue, text: &str) -> bool {
    NAMED_FIELD.part("name", text).is_some_and(|name| !names_subject(clue, name))
}

/// Whether the format is named behind a verb whose subject is something else: "The output of the hash must be Base64".
fn of_another_subject(clue: &Clue) -> bool {
    let Some(text) = unconditional(clue).filter(|_| Shape::of(clue) != Shape::List) else { return false };
    let Some(verb) = STATES.parts(text) else { return false };
    let subject = verb.name("subject").map_or("", |subject| subject.as_str());
    let behind = verb.get(0).and_then(|found| text.get(found.end()..)).and_then(named).is_some();
    behind && !OF_FORM.occurs(subject) && !names_subject(clue, subject) && text.get(..subject.len()).and_then(named).is_none()
}

/// Whether an "or" or an example leaves open whether the value has the format: "the name or ID (UUID)", "URL, e.g. a.com".
fn one_of_several(clue: &Clue, format: TextFormat, text: &str) -> bool {
    match format {
        TextFormat::Uri => HOST.occurs(text) || RELATIVE.occurs(description(clue)),
        _ => OR.occurs(&LENGTHS.removed(&settled(text))),
    }
}

/// The format with a name in prose; none where several are named.
fn named(text: &str) -> Option<TextFormat> {
    let said = |named: &&Named| {
        named.phrase.is_match(text) && !named.unless.as_ref().is_some_and(|unless| unless.is_match(text))
    };
    let mut all = NAMED.iter().filter(said).map(|named| named.format);
    let first = all.next()?;
    all.all(|other| first.is_within(other) || other.is_within(first)).then_some(first)
}

/// An address by its description and the property's name together.
fn linked(clue: &Clue, text: &str) -> Option<TextFormat> {
    let named = clue.subject.name().is_some_and(|name| LINK_NAME.occurs(name));
    (named && LINK.occurs(text) && !OR.occurs(text)).then_some(TextFormat::Uri)
}

