//! Finds dialable phone numbers in payloads: only numbers reserved for fiction may be sent.

use super::{
    dial_string::{DialString, dial_strings, normalized},
    phone_name::{names_a_moment, names_a_phone},
    reserved::rings,
};
use regex::Regex;
use ringback_constraints::{
    constraint::{Measure, Type as JsonType},
    model::{Node, Type},
};
use ringback_contract::secret::expression;
use ringback_runtime::format::{Denotes, Format};
use serde_json::{Number, Value};
use std::{collections::BTreeMap, sync::LazyLock};

/// The fewest digits that count as a phone number in a text that is not known to be one.
const FEWEST: usize = 7;

/// The fewest digits of what is documented or named as a phone number: emergency calls and short codes have three.
const FEWEST_OF_A_NUMBER: usize = 3;

/// The fewest digits of a JSON number that is not known to be a phone number: counts and durations may have nine.
const FEWEST_OF_AN_INTEGER: usize = 10;

/// A URI that is called.
static SCHEME: LazyLock<Regex> =
    LazyLock::new(|| expression(r"(?i)\b(?:tel|sips?|callto|sms|smsto|facetime(?:-audio)?):"));

/// Emergency numbers, which are not sent even where nothing says that the text is a phone number.
const EMERGENCY: [&str; 8] = ["000", "110", "112", "113", "118", "119", "911", "999"];

/// Where a value is.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The name of the property, or of that of the list around.
    name: &'a str,
    /// What is documented for it.
    node: Option<&'a Node>,
}

/// The first text in a payload that could be dialled and is not reserved for fiction.
pub fn dialable(payload: &Value, node: Option<&Node>, types: &BTreeMap<String, Type>) -> Option<String> {
    find(payload, Place { name: "", node }, types)
}

/// Whether a text that stands under a name, such as that of a parameter, could be dialled.
pub fn is_dialable(name: &str, text: &str) -> bool {
    text_rings(text, Place { name, node: None })
}

fn find(payload: &Value, place: Place, types: &BTreeMap<String, Type>) -> Option<String> {
    let node = place.node.map(|node| target(node, types));
    let place = Place { node, ..place };
    match payload {
        Value::String(text) => text_rings(text, place).then(|| text.clone()),
        Value::Number(number) => number_rings(number, place).then(|| number.to_string()),
        Value::Array(list) => {
            let items = Place { node: node.and_then(|node| node.items.as_deref()), ..place };
            list.iter().find_map(|value| find(value, items, types))
        }
        Value::Object(object) => object.iter().find_map(|(name, value)| {
            let part = node.and_then(|node| node.properties.get(name).or(node.values.as_deref()));
            let key = text_rings(name, Place { name: "", node: None });
            key.then(|| name.clone()).or_else(|| find(value, Place { name, node: part }, types))
        }),
        Value::Null | Value::Bool(_) => None,
    }
}

/// The schema node that a reference resolves to.
pub fn target<'a>(node: &'a Node, types: &'a BTreeMap<String, Type>) -> &'a Node {
    node.target().and_then(|target| types.get(target)).map_or(node, |kind| &kind.node)
}

impl Place<'_> {
    fn format(&self) -> Option<Format> {
        self.node.and_then(Node::format).and_then(Format::named)
    }

    /// Whether a phone number is expected here.
    fn is_phone(&self) -> bool {
        self.format().is_some_and(|format| format.profile().denotes == Denotes::Phone) || names_a_phone(self.name)
    }

    /// Whether a time or a UUID is documented, and nothing says phone: neither is dialled.
    fn is_time_or_identifier(&self) -> bool {
        let is = |format: Format| {
            matches!(format.profile().denotes, Denotes::Day | Denotes::TimeOfDay) || format.name() == "uuid"
        };
        self.format().is_some_and(is) && !names_a_phone(self.name)
    }

    /// Whether the schema allows a number and no string here, so that the value is a quantity and not a phone number.
    fn is_quantity(&self) -> bool {
        const NUMBERS: [JsonType; 2] = [JsonType::Integer, JsonType::Number];
        let is = |node: &Node| {
            node.interval(Measure::Number).is_some()
                || NUMBERS.iter().any(|kind| node.may_be(*kind)) && !node.may_be(JsonType::String)
        };
        self.node.is_some_and(is) && !self.is_phone()
    }
}

fn text_rings(text: &str, place: Place) -> bool {
    let normal = normalized(text);
    let is_phone = place.is_phone();
    let starts_a_call = normal.trim_start().starts_with('+') || SCHEME.is_match(&normal);
    if place.is_time_or_identifier() && !starts_a_call {
        return false;
    }
    if place.is_quantity()
        && let Ok(number) = normal.trim().parse::<Number>()
    {
        return number_rings(&number, place);
    }
    let called = normal.trim();
    if EMERGENCY.contains(&called) {
        return true;
    }
    // A text that is a number from end to end is one; other texts hold some digits anyway.
    let is_whole = !called.chars().any(char::is_alphabetic);
    let fewest = if starts_a_call || (is_phone && is_whole) { FEWEST_OF_A_NUMBER } else { FEWEST };
    dial_strings(&normal)
        .iter()
        .any(|dialled| dialled.digits.len() >= fewest && rings(dialled, is_phone || starts_a_call))
}

/// Whether a JSON number could be dialled by a receiver that makes a text of it.
fn number_rings(number: &Number, place: Place) -> bool {
    // A number with a fraction is a quantity.
    let Some(digits) = integral(number) else { return false };
    let is_negative = number.as_f64().is_some_and(|number| number < 0.0);
    if place.is_quantity() && (is_negative || (names_a_moment(place.name) && is_since_1970(number))) {
        return false;
    }
    let is_phone = place.is_phone();
    let is_text = place.node.is_some_and(|node| node.may_be(JsonType::String)) && !place.is_quantity();
    let fewest = match (is_phone, is_text) {
        (true, _) => FEWEST_OF_A_NUMBER,
        (false, true) => FEWEST,
        (false, false) => FEWEST_OF_AN_INTEGER,
    };
    let dialled = DialString { digits, is_international: false };
    dialled.digits.len() >= fewest && (is_phone || !is_edge_of_integers(number)) && rings(&dialled, is_phone)
}

/// Whether a number is a moment of this century in seconds or milliseconds since 1970.
fn is_since_1970(number: &Number) -> bool {
    let moment = number.as_u64().unwrap_or_default();
    [1, 1000].iter().any(|unit| (946_684_800 * unit..4_102_444_800 * unit).contains(&moment))
}

/// The digits of a number that is whole, without its sign.
fn integral(number: &Number) -> Option<String> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(whole), ..) => Some(whole.to_string()),
        (_, Some(whole), _) => Some(whole.unsigned_abs().to_string()),
        (.., Some(float)) if float.fract() == 0.0 && float.abs() < 1e20 => Some(format!("{:.0}", float.abs())),
        _ => None,
    }
}

/// Whether a number is at the edge of what computers count with: a power of two or of ten, or next to one.
fn is_edge_of_integers(number: &Number) -> bool {
    let Some(float) = number.as_f64().map(f64::abs) else { return false };
    let next_to = |edge: f64| (float - edge).abs() <= 2.0_f64.max(edge * f64::EPSILON);
    (31..=64).any(|power| next_to(2.0_f64.powi(power))) || (9..=19).any(|power| next_to(10.0_f64.powi(power)))
}

#[cfg(test)]
mod tests {
    use super::{dialable, is_dialable};
    use ringback_constraints::{constraint::Constraint, model::Node};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn found(value: &Value) -> Option<String> {
        dialable(value, None, &BTreeMap::new())
    }

    /// A node with one property of a format.
    fn documented(name: &str, keyword: &str, value: &str) -> Node {
        let (mut node, mut part) = (Node::default(), Node::default());
        Constraint::of_keyword(keyword, &json!(value)).into_iter().for_each(|constraint| part.infer(constraint));
        node.properties.insert(name.into(), part);
        node
    }

    /// The number +1 317 222 2222, which is in no reserved range, in every spelling.
    const REAL: &[&str] = &[
        "+13172222222",
        "13172222222",
        "(317) 222-2222",
        "317.222.2222",
        "tel:+13172222222",
        "tel:+1-317-222-2222;ext=1",
        "sip:+13172222222@example.com",
        "13172222222@example.com",
        "3172222222.example.com",
        "https://example.com/13172222222",
        "2.2.2.2.2.2.2.7.1.3.1.e164.arpa",
        "call +1 317 222 2222 now",
        "+1\u{2010}317\u{2011}222\u{2013}2222",
        "+1\u{2212}317\u{ad}222\u{2014}2222",
        "+1\u{a0}317\u{2009}222\u{202f}2222",
        "+1\u{200b}317\u{feff}222\u{2060}2222",
        "\u{202a}+1 317 222 2222\u{202c}",
        "＋１３１７２２２２２２２",
        "١٣١٧٢٢٢٢٢٢٢",
        "१३१७२२२२२२२",
        "𝟏𝟑𝟏𝟕𝟐𝟐𝟐𝟐𝟐𝟐𝟐",
        "①③①⑦②②②②②②②",
        "¹³¹⁷²²²²²²²",
        "1️⃣3️⃣1️⃣7️⃣2️⃣2️⃣2️⃣2️⃣2️⃣2️⃣2️⃣",
        "1_317_222_2222",
        "1,317,222,2222",
        "1:317:222:2222",
        "1*317*222*2222#",
        "1/317/222/2222",
        "1|317|222|2222",
        "1-800-FLOWERS",
        "1-800-flowers",
        "+1 317 CALL NOW",
        "0800 REVERSE",
        "%2B13172222222",
        "%2b1%20317%20222%202222",
        "&#43;1&#51;172222222",
        "&#x31;&#x33;172222222",
        r"\u002b13172222222",
        "0013172222222",
        "01113172222222",
        "[1,3,1,7,2,2,2,2,2,2,2]",
        "131.72.22.222",
        "+12025550100 13172222222",
        "+12025550100;+13172222222",
        "49_999123456789",
        "49 999 123456789",
        "999123456789",
        "9991234567",
        "+49999123456789",
        "+99913172222222222",
        "+46701740604",
        "+1 911",
        "tel:911",
        "sip:112@example.com",
        "911",
        "１１２",
        "٩٩٩",
    ];

    const HARMLESS: &[&str] = &[
        "",
        "text",
        "1.5",
        "2027",
        "259200",
        "+9",
        "+99",
        "+",
        "+05:30",
        "+12025550100",
        "+1 202 555 0100",
        "+1(202)5550100",
        "＋１２０２５５５０１００",
        "tel:+12025550100",
        "+12025550100x",
        "0012025550100",
        "12025550100",
        "+1202555010",
        "+44 20 7946 0123",
        "+61491570006",
        "+33199001234",
        "+493023125000",
        "+46701740605",
        "+999123456789012",
        "+9991234567890123",
        "123e4567-e89b-12d3-a456-426614174000",
        "123e4567-e89b-12d3-a456-42661417400",
        "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
        "{123e4567-e89b-12d3-a456-426614174000}",
        "urn:acme:connect:us-east-1:999999999999:instance/018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11",
        "2027-02-03T10:00:00.123456789Z",
        "2027-02-03 10:00:00+05:30",
        "from 2027-02-03 to 2027-12-31",
        "192.0.2.1",
        "2001:db8::8a2e:370:7334",
        "https://example.com/a/1",
        "someone@example.com",
        "1 apple and 2 pears, 2027",
        "version 1.2.3-beta.4",
    ];

    #[test]
    fn a_real_number_is_found_however_it_is_written_and_wherever_it_stands() {
        for real in REAL {
            let places = [
                json!(real),
                json!({"a": [{"b": real}]}),
                json!({*real: 1}),
                json!({"callbackNumbers": [real]}),
                json!({"a": json!({"b": real}).to_string()}),
            ];
            for place in places {
                // An emergency number alone is one; as a part of JSON in a text it is any three digits.
                let is_short = real.chars().filter(|c| c.is_numeric()).count() < 7;
                if is_short && place["a"].is_string() {
                    continue;
                }
                assert!(found(&place).is_some(), "{place}");
            }
        }
    }

    #[test]
    fn what_nobody_dials_is_sent() {
        for harmless in HARMLESS {
            assert_eq!(found(&json!({"a": [harmless]})), None, "{harmless}");
            assert_eq!(found(&json!({*harmless: 1})), None, "{harmless}");
            if harmless.starts_with('+') {
                assert_eq!(found(&json!({"callbackNumbers": [harmless]})), None, "{harmless}");
            }
        }
    }

    #[test]
    fn integers_are_dialled_where_a_phone_number_is_meant_and_anywhere_if_they_are_long() {
        for real in [
            json!({"callbackNumber": 911}),
            json!({"phone": 3172222}),
            json!({"ani": 13172222222_u64}),
            json!({"id": 13172222222_u64}),
            json!([3172222222_u64]),
            json!([13172222222.0]),
            json!({"id": "13172222222"}),
        ] {
            assert!(found(&real).is_some(), "{real}");
        }
        for harmless in [
            json!({"callbackNumbers": [12025550100_u64, 99, 1.5]}),
            json!({"timeoutSeconds": 259200, "delay": 1259200}),
            json!([2147483647, 2147483648_u64, -2147483649_i64, 4294967296_u64, 9007199254740991_u64, u64::MAX]),
            json!([1e10, 9999999999_u64, 1e19, 13172222222.5, 1e300]),
            json!({"callback": {"number": null}}),
        ] {
            assert_eq!(found(&harmless), None, "{harmless}");
        }
    }

    #[test]
    fn what_is_documented_decides_about_few_digits_only() {
        let types = BTreeMap::new();
        for (format, text, rings) in [
            ("e164", "911", true),
            ("e164", "123", true),
            ("e164", "+12025550100", false),
            ("date", "9998812800", false),
            ("date", "03-02-2027", false),
            ("date", "+13172222222", true),
            ("uuid", "tel:13172222222", true),
            ("uri", "tel:+13172222222", true),
            ("hostname", "3172222222.example.com", true),
            ("email", "3172222222@example.com", true),
            ("ipv4", "131.72.22.222", true),
        ] {
            let node = documented("at", "format", format);
            let found = dialable(&json!({"at": text}), Some(&node), &types);
            assert_eq!(found.is_some(), rings, "{format}: {text}");
        }
        let node = documented("at", "type", "integer");
        assert_eq!(dialable(&json!({"at": 1259200, "b": 1}), Some(&node), &types), None);
        assert!(dialable(&json!({"at": 13172222222_u64}), Some(&node), &types).is_some());
        // What is documented as an integer and named as a moment is one, if it is of this century.
        for (name, value, rings) in [
            ("createdTimestamp", json!(1_672_531_199_000_u64), false),
            ("start_time", json!(1_672_531_199), false),
            ("createdTimestamp", json!(13_172_222_222_u64), true),
            ("callbackNumberTime", json!(1_672_531_199_000_u64), true),
            ("other", json!(1_672_531_199_000_u64), true),
            ("other", json!(-13_172_222_222_i64), false),
        ] {
            let node = documented(name, "type", "integer");
            let found = dialable(&json!({name: value.clone()}), Some(&node), &types);
            assert_eq!(found.is_some(), rings, "{name}: {value}");
        }
        assert!(found(&json!({"createdTimestamp": 1_672_531_199_000_u64})).is_some(), "nothing documents it");
        let node = documented("at", "type", "string");
        assert!(dialable(&json!({"at": 3172222}), Some(&node), &types).is_some());
        assert!(is_dialable("phoneNumber", "911") && !is_dialable("conversationId", "123456"));
    }
}
