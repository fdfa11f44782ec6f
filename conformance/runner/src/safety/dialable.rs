//! Finds dialable phone numbers in payloads: only numbers reserved for fiction may be sent.

use ringback_constraints::{
    constraint::{Measure, Type as JsonType},
    model::{Node, Type},
};
use ringback_runtime::format::{Denotes, Format};
use serde_json::Value;
use std::collections::BTreeMap;

/// The fewest digits that count as a phone number in a text that is not documented as one.
const FEWEST: usize = 7;

/// The fewest digits in a documented phone number: an emergency call has three.
const FEWEST_OF_A_NUMBER: usize = 3;

/// The first text in a payload that could be dialled and is not reserved for fiction.
pub fn dialable(payload: &Value, node: Option<&Node>, types: &BTreeMap<String, Type>) -> Option<String> {
    let node = node.map(|node| target(node, types));
    match payload {
        Value::String(text) => may_ring(text, node).then(|| text.clone()),
        // A number where a string is documented: a receiver that converts it would dial it.
        Value::Number(number) => {
            let text = number.to_string();
            let taken_for_text = node.is_some_and(|node| node.may_be(JsonType::String) && !is_number(node));
            (taken_for_text && may_ring(&text, node)).then_some(text)
        }
        Value::Array(list) => {
            let items = node.and_then(|node| node.items.as_deref());
            list.iter().find_map(|value| dialable(value, items, types))
        }
        Value::Object(object) => object.iter().find_map(|(name, value)| {
            let part = node.and_then(|node| node.properties.get(name).or(node.values.as_deref()));
            may_ring(name, None).then(|| name.clone()).or_else(|| dialable(value, part, types))
        }),
        Value::Null | Value::Bool(_) => None,
    }
}

/// The schema node that a reference resolves to.
pub fn target<'a>(node: &'a Node, types: &'a BTreeMap<String, Type>) -> &'a Node {
    node.target().and_then(|target| types.get(target)).map_or(node, |kind| &kind.node)
}

/// Whether the schema allows a number and no string here, so that the value is a quantity and not a phone number.
fn is_number(node: &Node) -> bool {
    const NUMBERS: [JsonType; 2] = [JsonType::Integer, JsonType::Number];
    node.interval(Measure::Number).is_some()
        || NUMBERS.iter().any(|kind| node.may_be(*kind)) && !node.may_be(JsonType::String)
}

fn may_ring(text: &str, node: Option<&Node>) -> bool {
    // Whatever its digits, nobody dials an identifier.
    if uuid::Uuid::try_parse(text).is_ok() {
        return false;
    }
    let whole = text.chars().all(is_of_a_number);
    let rings = |name: &str| Format::named(name).is_some_and(|format| format.profile().denotes == Denotes::Phone);
    let fewest = match node.and_then(Node::format) {
        Some(name) if rings(name) => {
            if whole {
                FEWEST_OF_A_NUMBER
            } else {
                FEWEST
            }
        }
        // A time or an identifier is not dialled, whatever its digits.
        Some(_) => return false,
        None if node.is_some_and(is_number) => return false,
        None => FEWEST,
    };
    let mut runs = text.split(|letter| !is_of_a_number(letter));
    runs.any(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        // Numbers of the country code 1 have eleven digits: fewer reach nobody.
        let unfinished = run.trim_start().starts_with("+1") && digits.len() < 11;
        digits.len() >= fewest && !unfinished && !is_reserved(&digits)
    })
}

/// The digits that a dialler would use: it skips separators, and stops at letters.
fn is_of_a_number(letter: char) -> bool {
    letter.is_ascii_digit() || " +().-/\u{a0}".contains(letter)
}

/// Ranges reserved for fiction: country code and number up to the variable part, and the count of digits after it.
const RESERVED: &[(&str, usize)] = &[
    ("120255501", 2),
    ("442079460", 3),
    ("61491570006", 0),
    ("61491570156", 0),
    ("61491570157", 0),
    ("61491570158", 0),
    ("61491570159", 0),
    ("3319900", 4),
    ("493023125", 3),
];

/// The Swedish reserved range, which no prefix describes.
const SWEDISH: std::ops::RangeInclusive<u64> = 46_701_740_605..=46_701_740_699;

/// A country code that is not assigned, so that no network routes it.
const NOWHERE: &str = "999";

fn is_reserved(digits: &str) -> bool {
    let digits = digits.trim_start_matches('0');
    let listed = RESERVED.iter().any(|(start, more)| digits.starts_with(start) && digits.len() == start.len() + more);
    listed
        || digits.parse().is_ok_and(|number: u64| SWEDISH.contains(&number))
        || (digits.starts_with(NOWHERE) && digits.len() >= 10)
}

#[cfg(test)]
mod tests {
    use super::dialable;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn only_numbers_reserved_for_fiction_are_let_out() {
        for fine in
            ["+12025550100", "+44 20 7946 0123", "0012025550100", "+61491570006", "+33199001234", "+46701740605"]
        {
            assert_eq!(dialable(&json!({"a": [fine]}), None, &BTreeMap::new()), None, "{fine}");
        }
        for fine in [
            "+999123456789012",
            "+493023125000",
            "1.5",
            "text",
            "2027",
            "tel:+12025550100",
            "+12025550100x",
            "123e4567-e89b-12d3-a456-426614174000",
        ] {
            assert_eq!(dialable(&json!(fine), None, &BTreeMap::new()), None, "{fine}");
        }
        for real in ["+13172222222", "(317) 222-2222", "tel:+13172222222", "call +1 317 222 2222 now", "+46701740604"] {
            assert_eq!(dialable(&json!([{"a": real}]), None, &BTreeMap::new()), Some(real.into()), "{real}");
        }
    }
}
