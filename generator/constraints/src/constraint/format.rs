//! The format of a string or the width of a number: `"format": "uuid"`, `Date`, "The UUID of …", "E.164 format".

use super::{
    Broken, Example, Kind, Reading,
    phrase::{Shape, opening, phrases, sentence},
};
use crate::{broken_text, clue::{Clue, Column, Content}, spelling::{Spelling, spell}};
use ringback_runtime::format::Format as TextFormat;
use ringback_contract::subject::Step;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value, json};

/// A registered format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Format {
    /// Its name in the JSON Schema or OpenAPI format registry.
    pub name: String,
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Self {
        Self { name: name.into() }
    }

    /// The integers a numeric format allows.
    pub fn integers(&self) -> Option<(i128, i128)> {
        Some(match self.name.as_str() {
            "int8" => (i8::MIN.into(), i8::MAX.into()),
            "int16" => (i16::MIN.into(), i16::MAX.into()),
            "int32" => (i32::MIN.into(), i32::MAX.into()),
            "int64" => (i64::MIN.into(), i64::MAX.into()),
            "uint8" => (u8::MIN.into(), u8::MAX.into()),
            "uint16" => (u16::MIN.into(), u16::MAX.into()),
            "uint32" => (u32::MIN.into(), u32::MAX.into()),
            "uint64" => (u64::MIN.into(), u64::MAX.into()),
            _ => return None,
        })
    }

    /// The same, where all of them are of 64 bits with a sign.
    pub fn range(&self) -> Option<(i64, i64)> {
        let (least, most) = self.integers()?;
        Some((least.try_into().ok()?, most.try_into().ok()?))
    }

    /// The least and the greatest of these, as JSON has them.
    pub fn bounds(&self) -> Option<[Value; 2]> {
        self.integers().map(|(least, most)| [number(least), number(most)])
    }

    /// Whether the name of an SDK's type implies this format.
    pub fn is_spelt(name: &str, format: &Self) -> bool {
        Self::spelt(name) == Some(format.name.as_str())
    }

    /// The format that an SDK's type implies, and whether the value is a string.
    pub(super) fn spelt(name: &str) -> Option<&'static str> {
        match name {
            // `int` alone is of no certain width: in some languages it has none.
            "Integer" | "Int" | "Int32" | "int32" | "i32" => return Some("int32"),
            "Long" | "long" | "Int64" | "int64" | "i64" => return Some("int64"),
            _ => {}
        }
        Some(match name.to_lowercase().as_str() {
            "date" | "datetime" | "date-time" | "timestamp" | "instant" | "offsetdatetime" | "time" => "date-time",
            "localdate" => "date",
            "uuid" | "guid" => "uuid",
            "uri" | "url" => "uri",
            _ => return None,
        })
    }
}

impl Kind for Format {
    fn read(clue: &Clue) -> Vec<Reading> {
        let this = |name: &str| Reading::This(Self::named(name).into());
        match &clue.content {
            Content::Keyword(keyword, Value::String(name)) if keyword == "format" => vec![this(name)],
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) => Self::spelt(&name).map(this).into_iter().collect(),
                _ => Vec::new(),
            },
            Content::Sentence(_) => said(clue).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("format".into(), json!(self.name));
        if let Some([least, most]) = self.bounds() {
            schema.entry("minimum").or_insert(least);
            schema.entry("maximum").or_insert(most);
        } else if !schema.contains_key("type") {
            schema.insert("type".into(), json!("string"));
        }
        vec!["format".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let Some(format) = TextFormat::named(&self.name) else { return Vec::new() };
        let variant = Ident::new(&format!("{format:?}"), Span::call_site());
        vec![quote!(Check::Format(Format::#variant))]
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        if let Some((least, most)) = self.integers() {
            // A double cannot tell the outermost integers of 64 bits from the next ones: these are clearly outside.
            let above = match most {
                most if most > i64::MAX.into() => json!(2e19),
                most if most == i64::MAX.into() => json!(10_000_000_000_000_000_000_u64),
                most => number(most + 1),
            };
            let below = if least == i64::MIN.into() { json!(i64::MIN as f64 * 1.01) } else { number(least - 1) };
            return vec![
                Broken::new("too-large-for-its-width", above).tagged("boundary"),
                Broken::new("too-small-for-its-width", below).tagged("boundary"),
            ];
        }
        let holds = |text: &str| TextFormat::named(&self.name).is_none_or(|format| format.holds(text));
        let known = broken_text::texts(&self.name);
        known.iter().filter(|(_, text, _)| !holds(text)).map(|(way, text, tag)| Broken { way, value: json!(text), tag: *tag }).collect()
    }

    fn examples() -> Vec<Example> {
        let this = |name: &str| Reading::This(Self::named(name).into());
        vec![
            Example::keyword("format", json!("uuid"), this("uuid"), json!("123e4567-e89b-12d3-a456-426614174000")),
            Example::keyword("format", json!("int64"), this("int64"), json!(1)),
            Example::cell(Column::Type, "Date", this("date-time"), json!("2027-02-03T10:00:00.000Z")),
            Example::sentence("The UUID of the script.", this("uuid"), json!("123e4567-e89b-12d3-a456-426614174000")),
            Example::sentence("Must conform to the E.164 format.", this("e164"), json!("+12025550100")),
            Example::sentence("The day in ISO format (YYYY-MM-DD).", this("date"), json!("2027-02-03")),
            Example::sentence("The start in ISO 8601 format (HH:mm:ss).", this("partial-time"), json!("14:30:00")),
            Example::sentence(
                "Date time is represented as an ISO-8601 string.",
                this("date-time"),
                json!("2027-02-03T10:00:00.000Z"),
            ),
            Example::sentence("Must be a valid email address.", this("email"), json!("someone@example.com")),
            Example::sentence("A valid URL.", this("uri"), json!("https://example.com/a")),
        ]
    }
}

/// An integer as JSON has it.
fn number(number: i128) -> Value {
    Number::from_i128(number).map_or(Value::Null, Value::Number)
}

phrases! {
    /// "The UUID of …", "must be a valid UUID", "ID (UUID)", "in UUID format".
    UUID = r"(?:^(?:(?:an?|the)\s+)?(?:(?:unique|valid|optional|random|generated|assigned|v[1-8]|version [1-8]|rfc ?\d{4})\s+)*(?:uuid|guid)(?:v\d|s)?(?:\s*\([^()]*\))?(?:\s*(?:$|[.,;]|[-–—]\s)|\s+(?:of|for|identifying|that|which|assigned|generated|representing|uniquely|used|in|string|value|associated|to|from)\b)|\b(?:ids?|identifiers?)\s+\((?:a\s+)?(?:uuid|guid)(?:\s*v?\d)?\)|\b(?:must|should|has to|needs to|will|is)\s+(?:always\s+)?(?:be\s+)?(?:an?|the)\s+(?:(?:valid|unique|random|v[1-8]|version [1-8]|rfc ?\d{4}|rfc ?\d{4}[- ]compliant)\s+)*(?:uuid|guid)\b|\b(?:in|use|uses|has the|following the|conform(?:s|ing)? to the|as an?)\s+(?:valid\s+|standard\s+)?(?:uuid|guid)(?:\s+v?\d)?\s*(?:format|string|$|[.,;])|\buuid[- ](?:formatted|encoded)\b|^(?:(?:an?|the)\s+)?(?:[a-z]+(?:'s)?\s+){1,2}(?:uuid|guid)\s*(?:$|[.;]))";
    UUID_NOT = r"(?:\b(?:uuid|guid)s?\s*(?:,\s*)?(?:or|/)\b|\bor\s+(?:an?\s+|the\s+)?(?:uuid|guid)|,\s+or\s|\bnon-?uuid|\bnot\s+(?:be\s+)?(?:an?\s+)?(?:uuid|guid)|without hyphens|without dashes)";
    E164 = r"(?:\b(?:in|to|with|use|uses|using|follow|follows|following|as|via)\s+(?:the\s+|an?\s+|valid\s+|standard\s+|international\s+|itu-t\s+)*e\.?164(?:\s*(?:format|standard|notation|recommendation|specification|number|phone number|string)|[- ]formatted|[- ]compliant)|\b(?:in|to|follows?|following|uses?)\s+(?:the\s+)?e\.?164\s*(?:$|[.,;)])|\bformat(?:ted)?\s*(?:is|as|in|:|must be)?\s*(?:the\s+)?\(?e\.?164\b|\be\.?164[- ](?:formatted|compliant|format)\b|^(?:(?:an?|the)\s+)?(?:valid\s+|optional\s+|full\s+|international\s+)*e\.?164\s+(?:phone\s+|telephone\s+|caller\s+)?(?:number|address)\b|\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?e\.?164\b|\b(?:phone|telephone)\s+number\s+\(e\.?164)";
    E164_NOT = r"(?:\be\.?164\b(?:\s+(?:format|number|standard))?\s*(?:,\s*)?(?:or|/|and)\s|\bor\s+(?:the\s+|an?\s+|in\s+|valid\s+)*e\.?164|\b(?:not|without|non-)\b|\bconvert|\bnormali[sz]e|\benforces?\b|\bregardless\b|\bif possible\b|\bpreferably\b)";
    EMAIL = r"(?:\b(?:must|should|has to|needs to)\s+be\s+(?:an?\s+|the\s+)?(?:valid|well-formed|rfc ?\d{4}|syntactically valid)\s+e-?mail(?:\s+address)?\s*(?:$|[.,;(]|(?:and|of|that|for|in)\b)|^(?:an?\s+|any\s+)?(?:valid|well-formed)\s+e-?mail\s+address\s*(?:$|[.,;(]|(?:of|for|that|to|where)\b))";
    URI = r"(?:\b(?:must|should|has to|needs to)\s+be\s+(?:an?\s+)?(?:valid|well-formed|fully[- ]qualified|absolute|valid,? absolute|absolute,? valid)\s+(?:https?\s+|web\s+|absolute\s+)?ur[il]\s*(?:$|[.,;(]|(?:and|of|that|for|with|starting|beginning|to)\b)|^(?:an?\s+|any\s+)?(?:valid|well-formed|fully[- ]qualified|absolute)\s+(?:https?\s+)?ur[il]\s*(?:$|[.,;(]|(?:of|for|that|to|where|pointing|starting)\b))";
    IPV4 = r"(?:\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?|^(?:an?\s+)?valid\s+)ipv4\s+address\s*(?:$|[.,;(]|(?:of|for|that|and)\b)";
    IPV6 = r"(?:\b(?:must|should)\s+be\s+(?:an?\s+)?(?:valid\s+)?|^(?:an?\s+)?valid\s+)ipv6\s+address\s*(?:$|[.,;(]|(?:of|for|that|and)\b)";
    HOSTNAME = r"(?:\b(?:must|should)\s+be\s+(?:an?\s+)?|^(?:an?\s+)?)valid\s+host\s?name\s*(?:$|[.,;(]|(?:of|for|that|and)\b)";
    /// The format as a schema has it, left in the description: `type: string format: uuid`.
    NOTED = r"(?:^|\s)format:\s+(?P<name>uuid|date-time|date|uri|email|ipv4|ipv6|hostname|duration)\s*(?:$|\.$|\s(?:in|type):\s)";
    /// A sentence that says how a date or time is written.
    WRITTEN = r#"(?:\b(?:as|in|using|use|uses|follow(?:s|ing)?|conform(?:s|ing)? to|with|is|are|be|of|to)\s+(?:an?\s+|the\s+|valid\s+|standard\s+|full\s+|utc\s+|this\s+|following\s+)*(?:iso[- ]?8601|iso|rfc[- ]?3339|[ymdh'T:.sz/ -]{8,30}\s+format)\b|^(?:(?:an?|the)\s+)?(?:valid\s+|optional\s+)*(?:iso[- ]?8601|rfc[- ]?3339)(?:\s*(?:$|[,.;(])|[- ](?:utc\s+|full\s+|local\s+)?(?:format|string|date|time|duration|compliant|encoded|representation))|(?:\(|,\s*)(?:iso[- ]?8601|rfc[- ]?3339)\b|\bformat(?:ted)?\s*(?:is|as|of|:|=|must be|in)?\s*["'`(]*[ymdh]{2,4}[-:]|\b(?:iso[- ]?8601|rfc[- ]?3339)[- ](?:formatted|compliant|encoded|format|date|time|string|timestamp|duration)|\bformat\s*:?\s*(?:is\s+)?(?:iso[- ]?8601|rfc[- ]?3339))"#;
    DATE_TIME_PATTERN = r"\byyyy-mm-dd'?t'?hh:mm:ss(?:'?\.?(?:s{1,9}|f{1,9})'?)?(?:\[?\.?s*\]?)?'?(?:z|x{1,3}|\+hh:mm|±hh:mm)+'?";
    DATE_PATTERN = r"\byyyy-mm-dd\b";
    LONGER_DATE = r"\byyyy-mm-dd['T ]*\s?'?t?'?hh|\byyyy-mm-dd't|\byyyy-mm-ddt";
    TIME_PATTERN = r"(?:^|[^t:\d'-])\bhh:mm:ss(?:\.s{1,9})?\b";
    ZONED_TIME = r"\bhh:mm:ss(?:\.s+)?\s*(?:z|x|\+|-|±)";
    ANY_PATTERN = r"\b(?:yyyy|yy|dd|hh|mm)[-/:. ]?(?:mm|dd|yyyy|ss|MM)\b";
    DURATION = r"\b(?:durations?|period)\b";
    DATE_TIME = r"\b(?:date[- ]?time|datetime|date and time|dates and times|time ?stamps?|instant)s?\b";
    DATE = r"\bdates?\b";
    TIME = r"\b(?:times?|hours?)\b";
    /// Sentences that speak of formats and state none.
    HEARSAY = r"^(?:whether|true|false|indicates?|determines?|converts?|controls?|specifies whether|flag)\b";
    ALTERNATIVE = r"\b(?:iso[- ]?8601|rfc[- ]?3339|format|string)\s*(?:,\s*)?or\s|\bor\s+(?:an?\s+|in\s+|the\s+|as\s+)*(?:iso|rfc|epoch|unix|millis|timestamp)";
}

/// The format that a sentence states of its subject, or of the elements of a list.
fn said(clue: &Clue) -> Option<Reading> {
    let noted = sentence(clue).and_then(|text| NOTED.part("name", text));
    let name = match noted {
        Some(name) => TextFormat::named(&name.to_lowercase())?.name(),
        None => opening(clue).filter(|text| !HEARSAY.occurs(text)).and_then(|text| named(text).or_else(|| temporal(text)))?,
    };
    match Shape::of(clue) {
        Shape::Text | Shape::Unknown => Some(Reading::This(Format::named(name).into())),
        Shape::List => Some(Reading::Part(Step::Items, Content::Keyword("format".into(), json!(name)))),
        Shape::Integer | Shape::Number | Shape::Boolean | Shape::Object | Shape::Named => None,
    }
}

/// A format that is called by its name. "Should be a valid UUID" states the form as well: what is no UUID is no value.
fn named(text: &str) -> Option<&'static str> {
    let kinds: [(&super::phrase::Phrase, Option<&super::phrase::Phrase>, &'static str); 7] = [
        (&UUID, Some(&UUID_NOT), "uuid"),
        (&E164, Some(&E164_NOT), "e164"),
        (&EMAIL, None, "email"),
        (&URI, None, "uri"),
        (&IPV4, None, "ipv4"),
        (&IPV6, None, "ipv6"),
        (&HOSTNAME, None, "hostname"),
    ];
    let said = |(phrase, not, _): &(&super::phrase::Phrase, Option<&super::phrase::Phrase>, _)| {
        phrase.occurs(text) && !not.is_some_and(|not| not.occurs(text))
    };
    kinds.into_iter().find(said).map(|(_, _, name)| name)
}

/// How a sentence says that dates and times are written: a pattern decides, then the words.
fn temporal(text: &str) -> Option<&'static str> {
    if !WRITTEN.occurs(text) || ALTERNATIVE.occurs(text) {
        return None;
    }
    if DATE_TIME_PATTERN.occurs(text) {
        return Some("date-time");
    }
    if DATE_PATTERN.occurs(text) && !LONGER_DATE.occurs(text) {
        return Some("date");
    }
    if TIME_PATTERN.occurs(text) && !ZONED_TIME.occurs(text) && !LONGER_DATE.occurs(text) {
        return Some("partial-time");
    }
    if ANY_PATTERN.occurs(text) || LONGER_DATE.occurs(text) {
        return None;
    }
    match () {
        () if DURATION.occurs(text) => Some("duration"),
        () if DATE_TIME.occurs(text) => Some("date-time"),
        // "Start date and end time" and a bare "time" may be either an instant or a time of day.
        () if DATE.occurs(text) && !TIME.occurs(text) => Some("date"),
        () => None,
    }
}
