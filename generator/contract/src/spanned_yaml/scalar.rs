//! The values of scalars by the core schema of YAML 1.2.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// The value of a scalar by the core schema of YAML 1.2.
pub fn resolved(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let tag = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
    if tag == Some("str") || (tag.is_none() && style != ScalarStyle::Plain) {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// The number that a text spells; none for infinity and for what is no number, which JSON cannot say.
fn number(text: &str) -> Option<Number> {
    let radix = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix)?;
        digits.chars().all(|c| c.is_digit(radix)).then(|| u64::from_str_radix(digits, radix).ok())?
    };
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(number.into());
    }
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) if text.starts_with('-') => ("-", digits),
        Some(digits) => ("", digits),
        None => ("", text),
    };
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (digits.get(..at)?, digits.get(at..)?),
        None => (digits, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_exponent = |text: &str| {
        let digits = text.get(1..).unwrap_or_default();
        let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
        !digits.is_empty() && are_digits(digits)
    };
    if !are_digits(whole) || !are_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    if !exponent.is_empty() && !is_exponent(exponent) {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let whole: Cow<str> = if trimmed.is_empty() { "0".into() } else { trimmed.into() };
    let point = if fraction.is_empty() { "" } else { "." };
    serde_json::from_str(&format!("{sign}{whole}{point}{fraction}{exponent}")).ok()
}

#[cfg(test)]
mod tests {
    use crate::spanned_yaml::parse;
    use serde_json::json;

    #[test]
    fn scalars_are_read_as_the_core_schema_says() {
        for (text, expected) in [
            ("a: no", json!({"a": "no"})),
            ("a: 2027-02-03", json!({"a": "2027-02-03"})),
            ("a: 2027-02-03T10:00:00Z", json!({"a": "2027-02-03T10:00:00Z"})),
            ("a: 12:30:45", json!({"a": "12:30:45"})),
            ("a: 007", json!({"a": 7})),
            ("a: 0x1F", json!({"a": 31})),
            ("a: 0o17", json!({"a": 15})),
            ("a: -1.50", json!({"a": -1.5})),
            ("a: .5", json!({"a": 0.5})),
            ("a: +3", json!({"a": 3})),
            ("a: 1e3", json!({"a": 1000.0})),
            ("a: .inf", json!({"a": ".inf"})),
            ("a: 1.2.3", json!({"a": "1.2.3"})),
            ("a: '7'", json!({"a": "7"})),
            ("a: !!str 7", json!({"a": "7"})),
            ("a: TRUE", json!({"a": true})),
            ("a:", json!({"a": null})),
            ("a: ~", json!({"a": null})),
            ("200: x", json!({"200": "x"})),
            ("true: x", json!({"true": "x"})),
            ("- 1\n- [a, b]\n- {c: d}", json!([1, ["a", "b"], {"c": "d"}])),
            ("a: |\n  one\n  two\nb: >-\n  one\n  two", json!({"a": "one\ntwo\n", "b": "one two"})),
            ("{\"a\": [1, null]}", json!({"a": [1, null]})),
            ("", json!(null)),
        ] {
            assert_eq!(parse(text).unwrap().root.value(), expected, "{text}");
        }
    }
}
