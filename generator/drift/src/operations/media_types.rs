//! Media types as names of bodies.

use super::fields::Bodies;
use ringback_contract::operation::media_type::covers;
use serde_json::{Map, Value, json};

/// A media type as it is compared: in lower case, with its parameters sorted, without the charset.
pub fn name(written: &str) -> String {
    let mut parts = written.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let mut parameters: Vec<String> = parts
        .filter(|part| !part.is_empty() && !part.to_ascii_lowercase().starts_with("charset"))
        .map(|part| part.replace(' ', ""))
        .collect();
    parameters.sort();
    std::iter::once(essence).chain(parameters).collect::<Vec<_>>().join(";")
}

/// Names the media types of the other version that a range of this one covers: `text/plain`, where it has `text/*`.
pub fn name_covered(own: &mut Bodies, other: &Bodies) {
    for (name, _) in other {
        if !own.iter().any(|(known, _)| known == name)
            && let Some((_, body)) = own.iter().find(|(range, _)| covers(range, name))
        {
            let body = body.clone();
            own.push((name.clone(), body));
        }
    }
}

/// An object with exactly one property, named by a media type. A range such as `text/*` is a name, and a pattern of names.
pub fn one_media_type(content: Map<String, Value>) -> Value {
    let ranges = content.iter().filter(|(name, _)| name.contains('*'));
    let patterns = ranges.map(|(range, schema)| {
        let literal: Vec<String> = range.split('*').map(regex::escape).collect();
        (format!("^{}$", literal.join(".*")), schema.clone())
    });
    json!({
        "type": "object",
        "patternProperties": patterns.collect::<Map<_, _>>(),
        "properties": content,
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_version_in_a_parameter_tells_media_types_apart_and_a_charset_does_not() {
        assert_eq!(name("Application/JSON; charset=utf-8"), "application/json");
        assert_eq!(name("application/json; v = 2;a=1"), "application/json;a=1;v=2");
    }
}
