//! Masks phone numbers and names in what a target returned, before it is reported.

use crate::{
    hidden::HiddenTexts,
    secret::{HIDDEN, expression, group, is_secret, replace, secrets},
};
use regex::{Captures, Regex};
use ringback_runtime::{format::Format, kind::Kind};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap},
    net::Ipv4Addr,
    ops::Range,
    sync::LazyLock,
};

/// The fewest digits of a phone number: the shortest national numbers have seven.
const FEWEST_DIGITS: usize = 7;

/// The fewest digits that are masked even inside a word; shorter runs there are part of an identifier.
const SURELY_A_NUMBER: usize = 10;

/// Matches UUIDs and times first, so that their digits are not taken for a number; then phone numbers.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let uuid = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    let clock = r"(?:[Tt ,]+(?:at )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)?";
    let month = r"(?:[1-9]|0[1-9]|1[0-2])";
    let day = r"(?:[1-9]|0[1-9]|[12][0-9]|3[01])";
    let named = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]*\.?";
    let date = format!(
        r"{day}[./]{month}[./](?:19|20)[0-9]{{2}}{clock}|{month}/{day}/(?:19|20)[0-9]{{2}}{clock}|(?:19|20)[0-9]{{2}}[./]{month}[./]{day}{clock}|{day}[ -]{named}[ -](?:19|20)[0-9]{{2}}{clock}|{named} {day},? (?:19|20)[0-9]{{2}}{clock}|(?:19|20)[0-9]{{2}}-?[Ww][0-9]{{2}}(?:-?[1-7])?{clock}|{named} +{day}{clock} (?:19|20)[0-9]{{2}}"
    );
    let compact = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[Tt][0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[.,][0-9]+)?)?)?(?:[Zz]|[+-][0-9]{2}:?(?:[0-9]{2})?)?";
    let time = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?";
    expression(&format!(r"\b(?:{uuid}|{time}|{compact}|{date})\b|(?P<dialled>\+?\(?\d[\d\s().\-/]*\d)"))
});

/// A property with its value, in JSON that cannot be parsed because it is cut or broken.
static NAMED: LazyLock<Regex> = LazyLock::new(|| expression(r#"(?i)("[^"\\]*names?"\s*:\s*)"((?:[^"\\]|\\.)*)("?)"#));

/// A quoted literal in a message.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| expression(r#""((?:[^"\\]|\\.)*)""#));

/// Masks personal data that a target returned; values that were sent to it stay readable.
#[derive(Debug, Default)]
pub struct Mask {
    /// Whether only credentials are hidden.
    unmasked: bool,
    sent: BTreeSet<String>,
    digits: BTreeSet<String>,
    /// What was masked, and by which text.
    hidden: HiddenTexts,
}

impl Mask {
    /// A mask for personal data and credentials, or for credentials only.
    pub fn new(unmasked: bool) -> Self {
        Self { unmasked, ..Self::default() }
    }

    /// Leaves every text in a sent value readable.
    pub fn keep(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                self.keep_text(text);
                if let Some(inner) = json_in(text) {
                    self.keep(&inner);
                }
            }
            Value::Number(number) => self.keep_text(&number.to_string()),
            Value::Array(list) => list.iter().for_each(|value| self.keep(value)),
            Value::Object(object) => {
                for (name, value) in object {
                    self.keep_text(name);
                    self.keep(value);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Leaves a sent text, and the numbers in it, readable.
    pub fn keep_text(&mut self, text: &str) {
        let found = DIGITS.captures_iter(text);
        self.digits.extend(found.filter_map(|found| Some(digits(found.name("dialled")?.as_str()))));
        self.sent.insert(text.to_owned());
    }

    /// Masks personal data in a returned value.
    pub fn value(&mut self, value: &mut Value) {
        self.walk(value, false);
    }

    fn walk(&mut self, value: &mut Value, named: bool) {
        match value {
            Value::String(text) => self.string(text, named),
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                let text = number.to_string();
                if self.is_private(&text, false) {
                    *value = Value::String(dots(&text));
                    self.hidden.insert(text.clone(), dots(&text));
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.walk(value, named)),
            Value::Object(object) => self.object(object, named),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, object: &mut Map<String, Value>, named: bool) {
        // How often each masked name occurred: two that differ must not become one.
        let mut taken: HashMap<String, usize> = HashMap::new();
        for (name, mut value) in std::mem::take(object) {
            match &value {
                Value::String(_) if is_secret(&name) => value = HIDDEN.into(),
                _ => self.walk(&mut value, named || is_name(&name)),
            }
            let masked = self.text(&name);
            let times = taken.entry(masked.clone()).or_insert(0_usize);
            let mut name = masked.clone();
            while object.contains_key(&name) {
                *times += 1;
                name = if *times == 1 { format!("{masked}•") } else { format!("{masked}•{times}") };
            }
            object.insert(name, value);
        }
    }

    fn string(&mut self, text: &mut String, named: bool) {
        if self.sent.contains(text) {
            return;
        }
        let masked = match json_in(text) {
            Some(mut inner) => {
                self.walk(&mut inner, named);
                inner.to_string()
            }
            None if named && !self.unmasked && !text.is_empty() => HIDDEN.into(),
            None => self.text(text),
        };
        if masked != *text {
            self.hidden.insert(std::mem::replace(text, masked.clone()), masked);
        }
    }

    /// Masks personal data in a returned text.
    pub fn text(&self, text: &str) -> String {
        let text = secrets(text);
        if self.unmasked {
            return text;
        }
        let text = replace(&NAMED, &text, |found| match self.sent.contains(group(found, 2)) {
            true => group(found, 0).to_owned(),
            false => format!("{}\"{HIDDEN}{}", group(found, 1), group(found, 3)),
        });
        let hide = |found: &Captures| {
            let whole = group(found, 0);
            let Some(dialled) = found.name("dialled") else { return whole.to_owned() };
            let before = text.get(..dialled.start()).and_then(|text| text.chars().next_back());
            let after = text.get(dialled.end()..).and_then(|text| text.chars().next());
            let in_a_word = [before, after].into_iter().flatten().any(|c| c.is_alphabetic() || c == '_');
            if is_in_an_identifier(&text, dialled.range()) {
                return whole.to_owned();
            }
            if self.is_private(whole, in_a_word) { dots(whole) } else { whole.to_owned() }
        };
        DIGITS.replace_all(&text, hide).into_owned()
    }

    /// Masks in a message about a returned value what was masked in the value itself.
    pub fn message(&self, at: &str, message: &str) -> String {
        let mut message = self.hidden.mask(message);
        let segments: Vec<&str> = at.split('/').collect();
        if !self.unmasked && segments.iter().any(|segment| is_name(segment)) {
            message = replace(&QUOTED, &message, |found| {
                let inner = group(found, 1);
                let known = self.sent.contains(inner)
                    || segments.contains(&inner)
                    || inner.contains('•')
                    || is_of_a_schema(inner);
                if known { group(found, 0).to_owned() } else { format!("\"{HIDDEN}\"") }
            });
        }
        self.text(&message)
    }

    fn is_private(&self, number: &str, in_a_word: bool) -> bool {
        let digits = digits(number);
        let few = digits.len() < FEWEST_DIGITS || (in_a_word && digits.len() < SURELY_A_NUMBER);
        let address = number.parse::<Ipv4Addr>().is_ok();
        // Milliseconds since 1970, of the years 2017 to 2039.
        let time = digits.len() == 13 && number.len() == 13 && (150..220).contains(&leading(&digits));
        let sent = self.digits.iter().any(|sent| sent.ends_with(&digits));
        !(self.unmasked || (few && !number.starts_with('+')) || digits.len() < FEWEST_DIGITS || address || time || sent)
    }
}

/// Whether a run of digits is a part of an identifier in hexadecimal digits, such as a UUID that lacks its last digit.
fn is_in_an_identifier(text: &str, digits: Range<usize>) -> bool {
    const FEWEST_HEXADECIMAL: usize = 20;
    // No identifier is longer; a text of such characters alone is searched once, not once for each of its numbers.
    const MOST: usize = 64;
    let belongs = |c: &char| c.is_ascii_hexdigit() || *c == '-';
    let before =
        text.get(..digits.start).map(|text| text.chars().rev().take_while(belongs).take(MOST).collect::<String>());
    let after = text.get(digits.start..).map(|text| text.chars().take_while(belongs).take(MOST).collect::<String>());
    let whole = before.unwrap_or_default() + &after.unwrap_or_default();
    let letters = whole.chars().filter(char::is_ascii_alphabetic).count();
    letters > 2 && whole.chars().filter(char::is_ascii_hexdigit).count() >= FEWEST_HEXADECIMAL
}

/// Whether a literal is a word of JSON Schema, as messages of the validator quote it.
fn is_of_a_schema(word: &str) -> bool {
    Kind::named(word).is_some() || Format::named(word).is_some()
}

fn is_name(property: &str) -> bool {
    let property = property.to_lowercase();
    ["name", "names", "email"].iter().any(|word| property.ends_with(word))
}

fn json_in(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text.trim_start().starts_with(['{', '[']).then_some(text)?).ok()?;
    Some(value)
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).collect()
}

fn dots(text: &str) -> String {
    text.chars().map(|c| if c.is_numeric() { '•' } else { c }).collect()
}

fn leading(digits: &str) -> u16 {
    digits.get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use serde_json::json;

    fn mask() -> Mask {
        let mut mask = Mask::default();
        mask.keep(&json!({"callbackNumbers": ["+1 202 555 0100"], "customerName": "text"}));
        mask
    }

    #[test]
    fn numbers_are_hidden_and_what_only_looks_like_one_is_not() {
        for (text, hidden) in [
            ("+14155550123", "+•••••••••••"),
            ("call (415) 555-0123 now", "call (•••) •••-•••• now"),
            ("01.99.00.12.34", "••.••.••.••.••"),
            ("14155550123 14155550124", "••••••••••• •••••••••••"),
            ("tel:+4930231250", "tel:+••••••••••"),
            ("%2B14155550123", "%2B•••••••••••"),
            ("x4155550123", "x••••••••••"),
        ] {
            assert_eq!(mask().text(text), hidden, "{text}");
        }
        for text in [
            "123e4567-e89b-12d3-a456-426614174000",
            "12345678-1234-1234-1234-123456789012",
            "2027-02-03T14:30:00.000Z",
            "2027-02-03 14:30:00+02:00",
            "20270203T143000Z",
            "20270203T143000.123456+0200",
            "20270203t1430",
            "2027-13-45",
            "Fri, 20 Nov 2026 10:00:00 GMT",
            "Mon Nov 16 10:00:00 2026",
            "Monday, November 16, 2026 at 10:00",
            "16.11.2026 10:15",
            "11/16/2026",
            "2026/11/16 10:15:30",
            "2026-W47-1",
            "123e4567-e89b-12d3-a456-4266141740",
            "123e4567e89b12d3a456426614174000",
            "{123E4567-E89B-12D3-A456-426614174000}",
            "CF1234567",
            "192.168.100.200:8080",
            "1700000000000",
            "259200",
            "+12025550100",
            "(202) 555-0100",
        ] {
            assert_eq!(mask().text(text), text);
        }
    }

    #[test]
    fn names_are_hidden_wherever_they_stand() {
        let mut mask = mask();
        let mut value = json!({
            "customerName": "text", "name": {"first": "Ann", "age": 3}, "names": ["Bob Ray"], "ani": 14155550123u64,
            "firstName": "plain", "content": "{\"userName\":\"Cy\"}", "+14155550123": 1, "+14155550124": 2, "authorization": "abc", "state": "on"
        });
        mask.value(&mut value);
        let expected = json!({
            "customerName": "text", "name": {"first": "•••", "age": 3}, "names": ["•••"], "ani": "•••••••••••",
            "firstName": "•••", "content": "{\"userName\":\"•••\"}", "+•••••••••••": 1, "+••••••••••••": 2, "authorization": "•••", "state": "on"
        });
        assert_eq!(value, expected);
        assert_eq!(mask.message("/names/0", "\"Bob Ray\" for Ann, Annual"), "\"•••\" for •••, Annual");
        let label = "the content-type is \"text/plain\" of Ann";
        assert_eq!(mask.message("", label), label.replace("Ann", "•••"));
        assert_eq!(mask.message("/customerName", "\"Zed\" is not \"text\""), "\"•••\" is not \"text\"");
        assert_eq!(mask.text("{\"firstName\": \"Zed\", \"x"), "{\"firstName\": \"•••\", \"x");
        assert_eq!(mask.text("{\"firstName\": \"Ze"), "{\"firstName\": \"Ze".replace("Ze", "•••"));
    }

    #[test]
    fn thousands_of_masked_keys_and_megabytes_of_digits_take_moments() {
        let keys = |count: usize| (0..count).map(|number| (format!("+1415{number:07}"), json!(number))).collect();
        let mut many = serde_json::Value::Object(keys(8_000));
        let began = std::time::Instant::now();
        Mask::default().value(&mut many);
        let names: std::collections::BTreeSet<&String> = many.as_object().unwrap().keys().collect();
        assert!(names.len() == 8_000 && names.iter().all(|name| name.starts_with("+•••••••••••")));
        for hostile in ["a1234567".repeat(1 << 15), "1 ".repeat(1 << 17), "1".repeat(1 << 18), "\"a".repeat(1 << 16)] {
            mask().text(&hostile);
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(10), "{:?}", began.elapsed());
    }
}
