//! Formats that no tool knows, said once more as patterns: a keyword that is not understood constrains nothing.

use ringback_constraints::constraint::raw;
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};

/// The patterns that say the same as a format.
const PATTERNS: &[(Format, &str)] = &[
    (Format::E164, r"^\+[1-9][0-9]{1,14}$"),
    (Format::PartialTime, r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?$"),
];

/// Adds to a schema the pattern of its format.
pub fn spell_out(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str).and_then(Format::named);
    if let Some((_, pattern)) = PATTERNS.iter().find(|(known, _)| Some(*known) == format) {
        raw::add(schema, "pattern", json!(pattern));
    }
}

#[cfg(test)]
mod tests {
    use super::PATTERNS;

    #[test]
    fn a_pattern_takes_what_its_format_takes() {
        let texts = [
            "",
            "+1",
            "+12",
            "12",
            "+02",
            "+123456789012345",
            "+1234567890123456",
            "+1 2",
            "+1a",
            "14:30:00",
            "23:59:59.5",
            "24:00:00",
            "14:60:00",
            "14:30:60",
            "14:30",
            "14:30:00.",
            "14:30:00Z",
            "4:30:00",
            "14:30:00\n",
        ];
        for (format, pattern) in PATTERNS {
            let regex = regress::Regex::with_flags(pattern, "u").unwrap();
            for text in texts {
                assert_eq!(regex.find(text).is_some(), format.holds(text), "{} {text:?}", format.name());
            }
        }
    }
}
