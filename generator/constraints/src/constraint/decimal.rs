//! An integer that may also be written as a string of decimal digits, `"5"`. Only overlays state it.

use super::{Boundary, Broken, Constraint, Example, Kind, Measure, Reading, Schema, Spot, Type, Typing};
use crate::digits::digits_of;
use ringback_contract::keyword::Keyword;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The keyword that marks integers written as strings; newly built values are written as strings.
const KEYWORD: &str = Keyword::DecimalString.name();

/// The integer may be written as a decimal string; its bounds apply to both forms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decimal {}

impl Kind for Decimal {
    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        if name == KEYWORD && *value == json!(true) { vec![Self {}] } else { Vec::new() }
    }

    // What is enforced the emitter reads back from the schema as `anyOf`.
    fn declare(&self, schema: &mut Schema) {
        schema.offer(digits, None);
        schema.set(KEYWORD, true);
    }

    fn explain(schema: &Map<String, Value>, keyword: &str, value: &Value) -> Option<String> {
        schema.get(KEYWORD).filter(|_| keyword == "anyOf")?;
        let number = schema.get("anyOf")?.get(0)?;
        let bound = |keyword: &str, word: &str| number.get(keyword).map(|bound| format!(" {word} {bound}"));
        let bounds: String =
            [bound("minimum", "of at least"), bound("maximum", "and at most")].into_iter().flatten().collect();
        Some(format!("{value} is not an integer{bounds}, be it a number or a string of decimal digits"))
    }

    fn stands_for(&self, value: &Value) -> Option<Value> {
        let text = value.as_str()?;
        let (sign, digits) = text.split_at(usize::from(text.starts_with('-')));
        let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let plain = format!("{sign}{}", digits.trim_start_matches('0'));
        all.then(|| serde_json::from_str(&plain).unwrap_or_else(|_| json!(0)))
    }

    /// A string that no lenient parser reads as an integer breaks the sentence that asks for an integer.
    fn is_judged_by(&self, other: &Constraint) -> bool {
        other.typing() == Typing::Says(vec![Type::Integer])
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let digits = match valid {
            Value::String(digits) => digits.clone(),
            valid => valid.to_string(),
        };
        vec![
            Broken::new("empty", ""),
            Broken::new("word", "five"),
            Broken::new("word-and-number", "five 5"),
            Broken::new("hexadecimal", "0x5").disputed(),
            Broken::new("decimal-fraction", format!("{digits}.5")),
            Broken::new("leading-blank", format!(" {digits}")).disputed(),
            Broken::new("with-unit", format!("{digits}s")),
            Broken::new("with-separator", format!("{digits},000")),
        ]
    }

    /// A number that is out of bounds is also out of bounds as a string.
    fn respell(&self, broken: &Broken) -> Option<Broken> {
        let way = match broken.way {
            "just-below" => "just-below-as-text",
            "just-above" => "just-above-as-text",
            "far-below" => "far-below-as-text",
            _ => return None,
        };
        let whole = broken.value.is_i64() || broken.value.is_u64();
        whole.then(|| Broken { way, value: broken.value.to_string().into(), ..broken.clone() })
    }

    /// Valid numbers as strings: an ordinary one, and those at the bounds.
    fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        let bounds = spot.around.interval(Measure::Number);
        let end = |way: &str, bound: Option<i64>| bound.map(|bound| Boundary::new(way, bound.to_string()));
        [
            Some(Boundary::new("decimal-text", "5")),
            end("smallest-decimal-text", bounds.and_then(|bounds| bounds.least)),
            end("largest-decimal-text", bounds.and_then(|bounds| bounds.most)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword(KEYWORD, json!(true), Reading::This(Self {}.into()), json!("5"))]
    }
}

/// The schema of decimal strings for the schema of an integer.
fn digits(number: &Map<String, Value>) -> Value {
    let bound = |inclusive: &str, exclusive: &str, by: i64| {
        let inclusive = number.get(inclusive).and_then(Value::as_i64);
        let exclusive = number.get(exclusive).and_then(Value::as_i64).and_then(|bound| bound.checked_add(by));
        inclusive.or(exclusive)
    };
    let least = bound("minimum", "exclusiveMinimum", 1);
    let most = bound("maximum", "exclusiveMaximum", -1);
    json!({"type": "string", "pattern": digits_between(least, most)})
}

/// A regular expression for the decimal strings between two bounds. Leading zeros are allowed, because no document
/// forbids them.
fn digits_between(least: Option<i64>, most: Option<i64>) -> String {
    const ANY: &str = "^-?[0-9]+$";
    let empty = least.zip(most).is_some_and(|(least, most)| most < least);
    if empty || (least, most) == (None, None) {
        return ANY.into();
    }
    let size = |bound: i64| u128::from(bound.unsigned_abs());
    let magnitudes = |least, most| digits_of(least, most).join("|");
    let above = most.is_none_or(|most| most >= 0);
    let above = above.then(|| magnitudes(size(least.unwrap_or(0).max(0)), most.map(size)));
    let below = least.is_none_or(|least| least < 0);
    let below = below.then(|| magnitudes(size(most.unwrap_or(0).min(0)), least.map(size)));
    match (below, above) {
        (None, Some(above)) => format!("^0*(?:{above})$"),
        (Some(below), None) => format!("^-0*(?:{below})$"),
        (Some(below), Some(above)) => format!("^(?:-0*(?:{below})|0*(?:{above}))$"),
        (None, None) => ANY.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::digits_between;

    #[test]
    fn the_pattern_takes_exactly_the_numbers_between_the_bounds() {
        let bounds = [
            (Some(1), Some(259_200)),
            (Some(1), None),
            (Some(0), Some(0)),
            (Some(17), Some(1203)),
            (Some(100), Some(100)),
            (Some(9), Some(11)),
            (None, Some(9)),
            (None, Some(-1)),
            (Some(-5), None),
            (Some(-12), Some(-7)),
            (Some(-100), Some(1203)),
        ];
        for (least, most) in bounds {
            let regex = regex::Regex::new(&digits_between(least, most)).unwrap();
            for number in (-1300..2000).chain(259_000..259_400).chain([999_999, 1_000_000, -1_000_000]) {
                let within = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
                assert_eq!(regex.is_match(&number.to_string()), within, "{number} in {least:?}..{most:?}");
            }
            for text in ["", "1.0", "1e1", " 1", "1 ", "+1", "one", "-", "--1"] {
                assert!(!regex.is_match(text), "{text:?}");
            }
        }
    }
}
