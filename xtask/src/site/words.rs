//! A constraint in words, for people.

use ringback_constraints::constraint::{Constraint, Type};
use serde_json::Value;
use std::fmt::Display;

/// What a constraint demands, as the rest of a sentence that begins with the name of the place.
pub fn of(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Types(it) => alternatives(it.any_of.iter().map(|kind| type_name(*kind))),
        Constraint::Reference(it) => format!("a value of the type {}", it.target),
        Constraint::Items(_) => "a list".into(),
        Constraint::Values(_) => "an object with any names".into(),
        Constraint::Closed(_) => "no other properties".into(),
        Constraint::Format(it) => format!("in the format {}", it.name),
        Constraint::Enumeration(it) => format!("one of {}", list(it.values.iter().map(plain))),
        Constraint::OpenEnum(it) => format!("one of {}, or a value that is added later", list(&it.values)),
        Constraint::Spellings(it) => {
            format!("also written {}", list(it.of.iter().map(|(spelling, meant)| format!("{spelling} for {meant}"))))
        }
        Constraint::Bounds(it) => {
            let least = it.minimum.as_ref().map(|least| format!("at least {least}"));
            let least = least.or(it.exclusive_minimum.as_ref().map(|least| format!("more than {least}")));
            let most = it.maximum.as_ref().map(|most| format!("at most {most}"));
            both(least, most.or(it.exclusive_maximum.as_ref().map(|most| format!("less than {most}"))))
        }
        Constraint::Multiple(it) => format!("a multiple of {}", it.of),
        Constraint::Length(it) => format!("{} characters", range(it.least, it.most)),
        Constraint::Pattern(it) => format!("matching {}", it.regex),
        Constraint::Separated(it) => format!("parts with {:?} between them, each one of {}", it.by, list(&it.values)),
        Constraint::Count(it) => {
            format!("{} {}", range(it.least, it.most), if it.entries { "entries" } else { "elements" })
        }
        Constraint::Unique(_) => "no element twice".into(),
        Constraint::Nullable(_) => "or null".into(),
        Constraint::Required(_) => "required".into(),
        Constraint::AtLeastOne(it) => format!("at least one of {}", list(&it.of)),
        Constraint::Exclusive(it) => format!("not together: {}", list(&it.of)),
        Constraint::RequiredIf(it) => {
            let only = if it.only { "only " } else { "" };
            let when = it.is.as_ref().map_or_else(|| "is given".into(), |value| format!("is {}", plain(value)));
            format!("{} is required {only}if {} {when}", it.property, it.when)
        }
        Constraint::ExcludedIf(it) => format!("no {} if {} is {}", it.property, it.when, plain(&it.is)),
        Constraint::FixedIf(it) => {
            format!("{} is {} if {} is {}", it.property, alternatives(it.to.iter().map(plain)), it.when, plain(&it.is))
        }
        Constraint::ValidatedIf(it) => format!("{} must match {} if {} is true", it.property, it.pattern, it.switch),
        Constraint::StaticOnly(_) => "no JSONPath in it".into(),
        Constraint::Decimal(_) => "or its digits as text".into(),
        Constraint::JsonPath(it) => if it.only { "one JSONPath" } else { "or one JSONPath" }.into(),
        Constraint::Dynamic(_) => "JSONPaths may stand in it".into(),
        Constraint::Raw(it) => format!("{}: {}", it.keyword, it.value),
    }
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::String => "text",
        Type::Integer => "an integer",
        Type::Number => "a number",
        Type::Boolean => "true or false",
        Type::Object => "an object",
        Type::Array => "a list",
        Type::Null => "null",
    }
}

/// A value without the quotes of a text.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

fn list(all: impl IntoIterator<Item = impl Display>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

fn alternatives(all: impl Iterator<Item = impl Display>) -> String {
    all.map(|one| one.to_string()).collect::<Vec<_>>().join(" or ")
}

fn both(least: Option<String>, most: Option<String>) -> String {
    [least, most].into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn range(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        _ => both(least.map(|least| format!("at least {least}")), most.map(|most| format!("at most {most}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use ringback_constraints::constraint::Constraint;
    use serde_json::{Value, json};

    #[test]
    fn a_rule_reads_like_the_end_of_a_sentence() {
        for (constraint, expected) in [
            (json!({"kind": "types", "any_of": ["string", "null"]}), "text or null"),
            (json!({"kind": "bounds", "minimum": 0, "exclusiveMaximum": 10}), "at least 0 and less than 10"),
            (json!({"kind": "length", "least": 3, "most": 3}), "3 characters"),
            (json!({"kind": "required", "property": "id", "silent": true}), "required"),
            (json!({"kind": "enumeration", "values": ["a", 1]}), "one of a, 1"),
            (
                json!({"kind": "required-if", "property": "b", "when": "a", "is": "x", "only": true}),
                "b is required only if a is x",
            ),
        ] {
            let read: Constraint = serde_json::from_value(constraint).unwrap();
            assert_eq!(of(&read), expected);
        }
    }

    #[test]
    fn no_rule_of_the_built_in_vendors_reads_like_a_data_structure() {
        let models = ringback_suite::vendors::models(None).unwrap();
        for fact in models.iter().flat_map(|model| &model.facts) {
            if let ringback_constraints::fact::Claim::Limits(constraint) = &fact.claim {
                let said = of(constraint);
                assert!(!said.is_empty() && serde_json::from_str::<Value>(&said).is_err(), "{constraint:?}: {said}");
            }
        }
    }
}
