//! The format of a string or the width of a number: `"format": "uuid"`, `Date`, "The UUID of …", "E.164 format".

use super::{Example, Kind, Reading};
use crate::{
    clue::{Clue, Column, Content},
    runtime::format::Format as TextFormat,
    spelling::{Spelling, spell},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

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
    pub fn range(&self) -> Option<(i64, i64)> {
        match self.name.as_str() {
            "int32" => Some((i32::MIN.into(), i32::MAX.into())),
            "int64" => Some((i64::MIN, i64::MAX)),
            _ => None,
        }
    }

    /// The format that an SDK's type implies, and whether the value is a string.
    fn spelt(name: &str) -> Option<&'static str> {
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
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("format".into(), json!(self.name));
        if let Some((least, most)) = self.range() {
            schema.entry("minimum").or_insert(json!(least));
            schema.entry("maximum").or_insert(json!(most));
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

    fn violate(&self, _valid: &Value) -> Vec<Value> {
        if let Some((least, most)) = self.range() {
            let beyond = |bound: i64, by: i128| json!((i128::from(bound) + by) as f64);
            return match self.name.as_str() {
                "int32" => vec![json!(most + 1), json!(least - 1)],
                _ => vec![json!(9_223_372_036_854_775_808_u64), beyond(least, -2048)],
            };
        }
        let broken: &[&str] = match self.name.as_str() {
            "uuid" => &["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400", "123e4567-e89b-12d3-a456-42661417400g", "{123e4567-e89b-12d3-a456-426614174000}", ""],
            "date" => &["2027-02-30", "2027-13-01", "27-02-03", "2027/02/03", "03.02.2027", "2027-2-3", "2027-02-03T00:00:00Z", ""],
            "partial-time" => &["25:61:00", "14:30", "14:30:00Z", "14:30:00+02:00", "2:30:00 PM", "143000", ""],
            "time" => &["25:61:00Z", "14:30:00", "14:30Z", ""],
            "date-time" => &["2027-02-30T10:00:00Z", "2027-02-03T25:61:00Z", "2027-02-03", "2027-02-03T10:00:00", "2027-02-03 10:00:00Z", "1801562400000", "2027-02-03T10:00:00+0000", ""],
            "e164" => &["12025550100", "+1 202 555 0100", "+1-202-555-0100", "+0202555010", "+9991234567890123", "+1202555x100", ""],
            "email" => &["nobody", "@example.com", "nobody@", "no body@example.com"],
            "uri" => &["no scheme", "/relative", ""],
            "ipv4" => &["1.2.3", "256.1.1.1", ""],
            "ipv6" => &["1::2::3", "12345::", ""],
            "hostname" => &["-a.example", "a_b", ""],
            "duration" => &["30 minutes", "P", "PT", ""],
            "byte" => &["*", "YQ=", ""],
            _ => &[],
        };
        broken.iter().filter(|text| TextFormat::named(&self.name).is_some_and(|format| !format.holds(text))).map(|text| json!(text)).collect()
    }

    fn examples() -> Vec<Example> {
        let this = |name: &str| Reading::This(Self::named(name).into());
        vec![
            Example::keyword("format", json!("uuid"), this("uuid"), json!("123e4567-e89b-12d3-a456-426614174000")),
            Example::keyword("format", json!("int64"), this("int64"), json!(1)),
            Example::cell(Column::Type, "Date", this("date-time"), json!("2027-02-03T10:00:00.000Z")),
        ]
    }
}
