//! What a clue says beside constraints: the default, examples, and whether the property is deprecated, or in requests or
//! responses only. These constrain nothing, so that they are no kinds of constraints.

mod default;
mod example;
mod mark;

use super::{
    Reading,
    phrase::{Shape, phrases},
};
use crate::clue::{Clue, Content};
use ringback_contract::name::fold;
use serde_json::{Number, Value};

/// Words of which a sentence has one if anything is read here.
pub const WORDS: &[&str] = &[
    "default", "used", "assumed", "taken", "example", "instance", "e.g", "eg", "deprecat", "obsolete", "only",
    "separat", "seperat", "delimit", "csv", "split", "joined", "comma", "format:",
];

phrases! {
    /// Matches a pattern of letters, such as `yyyy-MM-dd`, which is not an example value.
    PATTERN = r#"^(?:for example:?|example:|e\.g\.,?|format:)\s*["'`]?[YyMmDdHhSsTZzX':.\-/+ \[\]]{4,40}["'`]?\s*\.?$"#;
}

/// What a clue says beside constraints.
pub fn read(clue: &Clue) -> Vec<Reading> {
    match &clue.content {
        Content::Cell(..) => default::noted(clue).into_iter().collect(),
        Content::Sentence(text) if PATTERN.occurs(text) => vec![Reading::Description],
        Content::Sentence(_) => {
            let value = default::said(clue).or_else(|| example::said(clue));
            value.into_iter().chain(mark::said(clue)).chain(mark::separated(clue)).collect()
        }
        _ => Vec::new(),
    }
}

/// A value in prose as JSON of the type that the page states, or else of the type that it looks like; `None` if it is not
/// of that type, or is a word for no value.
fn typed(clue: &Clue, text: &str) -> Option<Value> {
    let text = unwrapped(clue, text);
    let folded = fold(text);
    let nothing = matches!(folded.as_str(), "null" | "undefined" | "nil" | "nan");
    if nothing || text.is_empty() || text.starts_with(['[', '{']) && serde_json::from_str::<Value>(text).is_err() {
        return None;
    }
    let json = || serde_json::from_str::<Value>(text).ok();
    // `0644` is octal.
    let is_octal = text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = || text.replace(',', "").parse::<i64>().ok().filter(|_| !is_octal).map(Value::from);
    match Shape::of(clue) {
        Shape::Text => Some(Value::String(text.into())),
        Shape::Boolean => text.to_lowercase().parse().ok().map(Value::Bool),
        Shape::Integer => digits(),
        Shape::Number => {
            let number = || text.replace(',', "").parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number);
            digits().or_else(number)
        }
        Shape::List => json().filter(Value::is_array),
        Shape::Object => json().filter(Value::is_object),
        Shape::Unknown | Shape::Named => Some(json().unwrap_or_else(|| Value::String(text.into()))),
    }
}

/// A value without quotes and dots around it, and without its own property's name before it: 1 for `` `page=1`. ``.
fn unwrapped<'t>(clue: &Clue, text: &'t str) -> &'t str {
    const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];
    // Only pairs of quotes are around a value: `name eq "Bell"` keeps its own.
    let mut text = text.trim();
    while let Some(inside) = text.strip_prefix(QUOTES).and_then(|inside| inside.strip_suffix(QUOTES)) {
        text = inside.trim();
    }
    if text.chars().filter(|c| QUOTES.contains(c)).count() == 1 {
        text = text.trim_matches(QUOTES).trim();
    }
    if text.len() > 1 && text.ends_with(['.', ',']) {
        text = text.trim_end_matches(['.', ',']);
    }
    match text.split_once('=') {
        Some((name, value))
            if clue.subject.name().is_some_and(|own| fold(own) == fold(name)) && !value.contains('&') =>
        {
            value.trim_matches(QUOTES)
        }
        _ => text,
    }
}
