//! Hides personal data in recorded payloads before they are shown: identities, contact data and free text.

use ringback_contract::{
    mask::Mask,
    pointer::{escape, index, tokens},
    secret::{HIDDEN, is_secret},
};
use serde_json::Value;

/// Characters of an identifier or enum value; longer strings are free text.
const LENGTH_LIMIT: usize = 200;

/// Letters in a time or a measure, such as `2:30 pm`.
const UNIT_LETTERS: usize = 3;
/// The beginning of every JSON Web Token: `{"` in base64.
const TOKEN_START: &str = "eyJ";

/// A payload with personal data hidden.
pub fn redact(mut payload: Value) -> Value {
    hide(&mut payload, false);
    Mask::default().value(&mut payload);
    payload
}

/// A value in a payload, with personal data hidden; the names of the properties around it decide what is personal.
pub fn redact_below(names: &[&str], part: &Value) -> Value {
    let wrapped = names.iter().rev().fold(part.clone(), |value, name| {
        let mut object = serde_json::Map::new();
        object.insert((*name).to_owned(), value);
        Value::Object(object)
    });
    let mut shown = redact(wrapped);
    for _ in names {
        let Value::Object(object) = shown else { break };
        shown = object.into_iter().next().map_or(Value::Null, |(_, value)| value);
    }
    shown
}

/// A property name, hidden if it may be data: a map may have persons as keys.
pub fn redact_name(name: &str) -> String {
    if is_free_text(name) { HIDDEN.into() } else { Mask::default().text(name) }
}

/// A JSON pointer with `*` for every index, so that it names the same place in every payload, and with names that may be data
/// hidden.
pub fn redact_pointer(pointer: &str) -> String {
    tokens(pointer).fold(String::new(), |shown, token| match index(&token) {
        Some(_) => shown + "/*",
        None => shown + "/" + &escape(&redact_name(&token)),
    })
}

fn hide(value: &mut Value, is_hidden: bool) {
    match value {
        Value::String(text) => {
            let inner = text.trim_start().starts_with(['{', '[']).then(|| serde_json::from_str(text).ok()).flatten();
            match inner {
                Some(mut inner) => {
                    hide(&mut inner, is_hidden);
                    *text = inner.to_string();
                }
                None if is_hidden || is_free_text(text) => *text = HIDDEN.into(),
                None => {}
            }
        }
        Value::Number(_) if is_hidden => *value = HIDDEN.into(),
        Value::Array(list) => list.iter_mut().for_each(|value| hide(value, is_hidden)),
        Value::Object(object) => {
            for (name, mut value) in std::mem::take(object) {
                hide(&mut value, is_hidden || is_secret(&name));
                let mut name = if is_free_text(&name) { HIDDEN.into() } else { name };
                while object.contains_key(&name) {
                    name.push('•');
                }
                object.insert(name, value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a string is free text, an address or a token, rather than an identifier, time or enum value.
fn is_free_text(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_measure = text.starts_with(|c: char| c.is_ascii_digit()) && letters <= UNIT_LETTERS;
    let has_blanks = text.trim().chars().any(char::is_whitespace);
    let is_sentence = letters > 0 && has_blanks && !is_measure;
    let is_address = letters > 0 && (text.contains('@') || text.contains("%40"));
    is_sentence || is_address || text.chars().count() > LENGTH_LIMIT || text.starts_with(TOKEN_START)
}

#[cfg(test)]
mod tests {
    use super::{redact, redact_below};
    use serde_json::json;

    #[test]
    fn free_text_and_identities_are_hidden_and_machine_values_stay() {
        let payload = json!({
            "notes": "ring Ann Ray", "mail": "ann@host.invalid", "sessionTokens": ["abc", 5], "state": "CONNECTED",
            "id": "123e4567-e89b-12d3-a456-426614174000", "at": "2027-02-03 14:30:00", "jwt": "eyJhbGciOi",
            "inner": "{\"notes\":\"ring Ann\",\"n\":1}", "Ann Ray": 1, "customerName": "Ann", "n": 5, "to": "+999123456789",
            "late": "2:30 pm"
        });
        let shown = json!({
            "notes": "•••", "mail": "•••", "sessionTokens": ["•••", "•••"], "state": "CONNECTED",
            "id": "123e4567-e89b-12d3-a456-426614174000", "at": "2027-02-03 14:30:00", "jwt": "•••",
            "inner": "{\"notes\":\"•••\",\"n\":1}", "•••": 1, "customerName": "•••", "n": 5, "to": "+••••••••••••",
            "late": "2:30 pm"
        });
        assert_eq!(redact(payload), shown);
        assert_eq!(redact_below(&["agentName", "first"], &json!("Ann")), json!("•••"));
        assert_eq!(redact_below(&["state"], &json!("on")), json!("on"));
    }
}
