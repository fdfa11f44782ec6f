//! Defaults and examples in prose: "Defaults to 30", `[default to false]`, `Example: { … }`. They constrain nothing, so
//! they are not a kind of constraint.

use super::{
    Reading,
    phrase::{Shape, phrases, quotation},
};
use crate::clue::{Clue, Column, Content};
use serde_json::Value;

phrases! {
    DEFAULT = r"(?:(?:^|[.,;:(]\s*|\b(?:it|this|value|which|and)\s+)(?:optional[.,;]?\s+)?(?:the\s+)?(?:defaults?\s+(?:value\s+)?(?:is(?:\s+set)?(?:\s+to)?|to|:|=)|default\s+value:|default:|by default(?:\s+is)?|default(?:ed)?\s+to)|^\s*\(?default)\s*:?\s*(?P<value>\S.*)$";
    /// Words that may follow a default: not its unit.
    END = r"^\s*(?:$|\.(?:\s|$)|[,;)\]]|(?:if|when|unless)\s+(?:(?:it\s+is\s+|this\s+is\s+)?(?:not\s+(?:<GIVEN>)|omitted|absent|missing|unset|unspecified|left out|empty)))\b?";
    OTHERWISE = r"\b(?:otherwise|depending|if (?:set|specified|present)|unless)\b";
    BARE = r"^(?P<value>-?\d+(?:\.\d+)?|true|false|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)(?P<rest>.*)$";
    NOTES = r"\[\s*default(?:\s+to|s\s+to|:|\s+is|\s*=)?\s*(?P<value>[^\]]+)\]";
    EXAMPLE = r"^\s*(?:for\s+)?examples?(?:\s+value)?\s*:\s*";
    /// Matches a pattern of letters, such as `yyyy-MM-dd`, which is not an example value.
    PATTERN = r#"^(?:for example:?|example:|e\.g\.,?|format:)\s*["'`]?[YyMmDdHhSsTZzX':.\-/+ ]{4,40}["'`]?\s*\.?$"#;
}

/// The defaults and examples that a clue gives.
pub fn read(clue: &Clue) -> Vec<Reading> {
    match &clue.content {
        Content::Cell(Column::Notes, text) => {
            let value = NOTES.part("value", text).map(|value| typed(clue, value.trim().trim_matches(['"', '\'', '`'])));
            value.map(Reading::Default).into_iter().collect()
        }
        Content::Sentence(text) if PATTERN.occurs(text) => vec![Reading::Description],
        Content::Sentence(text) => example(clue, text).or_else(|| default(clue, text)).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn example(clue: &Clue, text: &str) -> Option<Reading> {
    let rest = EXAMPLE.strip(text)?.trim();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let after = rest.get(values.byte_offset()..)?.trim();
    let whole = after.trim_matches('.').is_empty() || (value.is_object() && after.starts_with(char::is_uppercase));
    let value = match (Shape::of(clue), value) {
        (Shape::Text, Value::Number(number)) => Value::String(number.to_string()),
        (_, value) => value,
    };
    whole.then_some(Reading::Example(value))
}

fn default(clue: &Clue, text: &str) -> Option<Reading> {
    if OTHERWISE.occurs(text) {
        return None;
    }
    let value = DEFAULT.part("value", text)?;
    if let Some(found) = quotation(value).filter(|found| found.quoted) {
        let [only] = found.values.as_slice() else { return None };
        return END.occurs(found.rest).then(|| Reading::Default(typed(clue, only)));
    }
    let parts = BARE.parts(value)?;
    let bare = parts.name("value")?.as_str();
    let plain = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-') || matches!(bare, "true" | "false");
    // A bare capital word is a constant; a lower-case one may be prose: "defaults to matches".
    let constant = bare.len() > 2 && bare == bare.to_uppercase() || bare.contains('_');
    let truth = matches!(bare, "True" | "False") && Shape::of(clue) == Shape::Boolean;
    let known = plain || constant || truth;
    (known && END.occurs(parts.name("rest")?.as_str())).then(|| Reading::Default(typed(clue, bare)))
}

/// A default as a JSON value of the type that the page states, or else of the type that it looks like.
fn typed(clue: &Clue, text: &str) -> Value {
    let json = || serde_json::from_str(text).ok();
    let value = match Shape::of(clue) {
        Shape::Text => None,
        Shape::Boolean => text.to_lowercase().parse().ok().map(Value::Bool),
        _ => json(),
    };
    value.unwrap_or_else(|| Value::String(text.into()))
}
