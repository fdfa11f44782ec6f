//! Whether a sent value is found in a response: numbers are compared by value, also with their decimal texts, times by instant, objects by entry.

use jiff::Timestamp;
use ringback_runtime::equal::{self, Scalars};
use ringback_runtime::format::Format;
use serde_json::Value;

/// Whether everything in `sent` is in `found`; objects in `found` may have more properties.
pub fn contains(found: &Value, sent: &Value) -> bool {
    let scalars = Scalars {
        numbers: |found, sent| found == sent || found.as_f64() == sent.as_f64(),
        texts: |found, sent| found == sent || same_instant(found, sent) || same_uuid(found, sent),
        // Some vendors keep numbers as decimal texts; whether a text may be returned is for the response's type to say.
        mixed: |number, text| text.parse::<f64>().is_ok_and(|value| number.as_f64() == Some(value)),
    };
    equal::contains(found, sent, scalars)
}

/// Whether two texts are the same instant, such as `2027-02-03T10:00:00.000Z` and `2027-02-03T11:00:00+01:00`.
fn same_instant(one: &str, other: &str) -> bool {
    let dated = |text: &str| text.len() >= 20 && text.as_bytes().get(4) == Some(&b'-');
    let moment = |text: &str| dated(text).then(|| text.parse::<Timestamp>().ok()).flatten();
    moment(one).is_some_and(|instant| moment(other) == Some(instant))
}

/// Whether two texts are the same UUID: upper and lower case are the same (RFC 9562, section 4).
fn same_uuid(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) && Format::Uuid.matches(one)
}

#[cfg(test)]
mod tests {
    use super::contains;
    use serde_json::json;

    #[test]
    fn what_was_sent_is_found_when_nothing_of_it_is_lost_or_altered() {
        for (found, sent, expected) in [
            (json!({"a": 1, "b": 2}), json!({"a": 1.0}), true),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), false),
            (json!(["a"]), json!(["a", "b"]), false),
            (json!("2027-02-03T10:00:00.000Z"), json!("2027-02-03T11:00:00+01:00"), true),
            (json!("2027-02-03T10:00:01Z"), json!("2027-02-03T10:00:00Z"), false),
            (json!({"data": {"notes": "Ready"}}), json!({"data": {"notes": "ready"}}), false),
            (json!("5"), json!(5), true),
            (json!({"a": 5}), json!({"a": "5"}), true),
            (json!("five"), json!(5), false),
            (json!("6"), json!(5), false),
            (json!(null), json!("a"), false),
        ] {
            assert_eq!(contains(&found, &sent), expected, "{found} contains {sent}");
        }
    }
}
