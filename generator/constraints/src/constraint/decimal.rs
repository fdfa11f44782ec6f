//! An integer that may also be written as a string of decimal digits: `"5"`. No phrase says so; overlays do.

use super::{Broken, Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The keyword that marks integers written as strings; a value built anew is written so.
pub const KEYWORD: &str = "x-ringback-decimal-string";

/// The integer may be written as a decimal string; its bounds hold either way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decimal {}

impl Kind for Decimal {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Bool(true)) if name == KEYWORD => vec![Reading::This(Self {}.into())],
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        const NUMERIC: [&str; 5] = ["type", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];
        let mut number = Map::new();
        for keyword in NUMERIC {
            if let Some(value) = schema.shift_remove(keyword) {
                number.insert(keyword.into(), value);
            }
        }
        let bound = |inclusive: &str, exclusive: &str, by: i64| {
            let inclusive = number.get(inclusive).and_then(Value::as_i64);
            let exclusive = number.get(exclusive).and_then(Value::as_i64).and_then(|bound| bound.checked_add(by));
            inclusive.or(exclusive)
        };
        let least = bound("minimum", "exclusiveMinimum", 1);
        let most = bound("maximum", "exclusiveMaximum", -1);
        let text = json!({"type": "string", "pattern": digits_between(least, most)});
        schema.insert(KEYWORD.into(), json!(true));
        schema.insert("anyOf".into(), json!([number, text]));
        vec!["anyOf".into(), KEYWORD.into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `anyOf`
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
            Broken::new("hexadecimal", "0x5"),
            Broken::new("decimal-fraction", format!("{digits}.5")),
            Broken::new("leading-blank", format!(" {digits}")),
            Broken::new("with-unit", format!("{digits}s")),
            Broken::new("with-separator", format!("{digits},000")),
        ]
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword(KEYWORD, json!(true), Reading::This(Self {}.into()), json!("5"))]
    }
}

/// A regular expression for the decimal strings of the integers between two bounds. Leading zeros are allowed: no
/// document forbids them. Negative bounds are not told apart; then any integer will do.
fn digits_between(least: Option<i64>, most: Option<i64>) -> String {
    let least = least.unwrap_or(i64::MIN);
    if least < 0 || most.is_some_and(|most| most < least) {
        return "^-?[0-9]+$".into();
    }
    let least = least.to_string();
    let mut alternatives = Vec::new();
    match most.map(|most| most.to_string()) {
        None => {
            at_least(&least, &mut alternatives);
            alternatives.push(format!("[1-9][0-9]{{{},}}", least.len()));
        }
        Some(most) if most.len() == least.len() => between(&least, &most, &mut alternatives),
        Some(most) => {
            at_least(&least, &mut alternatives);
            for length in least.len() + 1..most.len() {
                alternatives.push(format!("[1-9][0-9]{{{}}}", length - 1));
            }
            between(&format!("1{}", "0".repeat(most.len() - 1)), &most, &mut alternatives);
        }
    }
    format!("^0*(?:{})$", alternatives.join("|"))
}

fn at_least(least: &str, alternatives: &mut Vec<String>) {
    between(least, &"9".repeat(least.len()), alternatives);
}

/// Alternatives for the numbers between two of the same length: a common prefix, then one digit that decides.
fn between(least: &str, most: &str, alternatives: &mut Vec<String>) {
    fn split(prefix: &str, least: &[u8], most: &[u8], out: &mut Vec<String>) {
        let (Some((low, lows)), Some((high, highs))) = (least.split_first(), most.split_first()) else {
            out.push(prefix.into());
            return;
        };
        let lowest = lows.iter().all(|digit| *digit == b'0');
        let highest = highs.iter().all(|digit| *digit == b'9');
        if low == high {
            split(&format!("{prefix}{}", *low as char), lows, highs, out);
            return;
        }
        let (mut from, mut to) = (*low, *high);
        if !lowest {
            split(&format!("{prefix}{}", from as char), lows, &vec![b'9'; lows.len()], out);
            from += 1;
        }
        if !highest {
            to -= 1;
        }
        if from <= to {
            let digit = if from == to { (from as char).to_string() } else { format!("[{}-{}]", from as char, to as char) };
            let rest = match lows.len() {
                0 => String::new(),
                1 => "[0-9]".into(),
                more => format!("[0-9]{{{more}}}"),
            };
            out.push(format!("{prefix}{digit}{rest}"));
        }
        if !highest {
            split(&format!("{prefix}{}", *high as char), &vec![b'0'; highs.len()], highs, out);
        }
    }
    split("", least.as_bytes(), most.as_bytes(), alternatives);
}

#[cfg(test)]
mod tests {
    use super::digits_between;

    #[test]
    fn the_pattern_takes_exactly_the_numbers_between_the_bounds() {
        for (least, most) in [(1, Some(259_200)), (1, None), (0, Some(0)), (17, Some(1203)), (100, Some(100)), (9, Some(11))] {
            let regex = regex::Regex::new(&digits_between(Some(least), most)).unwrap();
            for number in (0..2000).chain(259_000..259_400).chain([999_999, 1_000_000]) {
                let within = number >= least && most.is_none_or(|most| number <= most);
                assert_eq!(regex.is_match(&number.to_string()), within, "{number} in {least}..{most:?}");
            }
            for text in ["", "-1", "1.0", "1e1", " 1", "1 ", "+1", "one"] {
                assert!(!regex.is_match(text), "{text:?}");
            }
        }
    }
}
