//! Checks a value against a single rule, without its parts, and describes the violation.

use super::{
    equal::{equals, twice},
    number::{Decimal, exact},
    pattern::matches_rule,
    rule::{Bound, Check, Literal, Schema},
};
use serde_json::{Map, Number, Value};
use std::cmp::Ordering;

/// The violation of a rule about values of any type.
pub fn broken_by_any(
    check: &'static Check,
    value: &Value,
    holds: impl Fn(&'static Schema, &Value) -> bool,
) -> Option<String> {
    match check {
        Check::Types(kinds) if !kinds.iter().any(|kind| kind.fits(value)) => {
            let allowed: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
            Some(format!("expected {}, got {}", allowed.join(" or "), brief(value)))
        }
        Check::Values(values) if !values.iter().any(|literal| equals(literal, value)) => {
            let allowed: Vec<_> = values.iter().map(Literal::to_string).collect();
            Some(format!("expected one of {}, got {}", allowed.join(", "), brief(value)))
        }
        Check::AnyOf(schemas) if !schemas.iter().any(|schema| holds(schema, value)) => {
            Some(format!("{} fits none of the {} alternatives", brief(value), schemas.len()))
        }
        Check::OneOf(schemas) => match schemas.iter().filter(|schema| holds(schema, value)).count() {
            1 => None,
            count => Some(format!("{} fits {count} of the alternatives, not exactly one", brief(value))),
        },
        Check::Not(schema) if holds(schema, value) => Some(format!("{} is what is ruled out here", brief(value))),
        Check::Never => Some(format!("nothing is allowed here, got {}", brief(value))),
        _ => None,
    }
}

/// The violation of a rule about objects.
pub fn broken_by_object(check: &Check, object: &Map<String, Value>) -> Option<String> {
    let present = |name: &&str| object.contains_key(*name);
    let count = object.len() as u64;
    match check {
        Check::Required(name) if !present(name) => Some(format!("property {name:?} is required")),
        Check::MinProperties(least) if count < *least => Some(format!("{count} properties, at least {least} expected")),
        Check::MaxProperties(most) if count > *most => Some(format!("{count} properties, at most {most} allowed")),
        Check::DependentRequired(name, others) if present(name) => {
            let missing: Vec<_> = others.iter().copied().filter(|other| !present(other)).collect();
            (!missing.is_empty()).then(|| format!("with {name:?} also required: {}", missing.join(", ")))
        }
        Check::AtLeastOneOf(names) if !names.iter().any(present) => {
            Some(format!("at least one of {} is required", names.join(", ")))
        }
        Check::NotTogether(names) if names.iter().all(present) => {
            Some(format!("{} must not be given together", names.join(" and ")))
        }
        _ => None,
    }
}

/// What a list breaks.
pub fn broken_by_list(
    check: &'static Check,
    list: &[Value],
    holds: impl Fn(&'static Schema, &Value) -> bool,
) -> Option<String> {
    let count = list.len() as u64;
    match check {
        Check::MinItems(least) if count < *least => Some(format!("{count} elements, at least {least} expected")),
        Check::MaxItems(most) if count > *most => Some(format!("{count} elements, at most {most} allowed")),
        Check::UniqueItems => {
            let value = |index: usize| list.get(index).map_or_else(String::new, brief);
            twice(list).map(|index| format!("element {index} ({}) occurs twice", value(index)))
        }
        Check::Contains { schema, min, max } => {
            let found = list.iter().filter(|value| holds(schema, value)).count() as u64;
            (found < *min || max.is_some_and(|max| found > max))
                .then(|| format!("{found} elements of the kind that must be contained"))
        }
        _ => None,
    }
}

/// The violation of a rule about strings.
pub fn broken_by_text(check: &'static Check, text: &str) -> Option<String> {
    let length = || text.chars().count() as u64;
    let brief = || brief(&Value::String(text.into()));
    match check {
        Check::MinLength(least) if length() < *least => {
            Some(format!("{} has {} characters, at least {least} expected", brief(), length()))
        }
        Check::MaxLength(most) if length() > *most => {
            Some(format!("{} has {} characters, at most {most} allowed", brief(), length()))
        }
        Check::Pattern(pattern) => match matches_rule(pattern, text) {
            Ok(true) => None,
            Ok(false) => Some(format!("{} does not match {pattern}", brief())),
            Err(why) => Some(format!("{} cannot be matched with {pattern}: {why}", brief())),
        },
        Check::Format(format) if !format.matches(text) => Some(format!("{} is not a valid {}", brief(), format.name())),
        _ => None,
    }
}

/// The violation of a rule about numbers.
pub fn broken_by_number(check: &Check, number: &Number) -> Option<String> {
    match check {
        Check::Minimum(bound) if against(number, *bound) == Ordering::Less => {
            Some(format!("{number} is less than {bound}"))
        }
        Check::Maximum(bound) if against(number, *bound) == Ordering::Greater => {
            Some(format!("{number} is greater than {bound}"))
        }
        Check::ExclusiveMinimum(bound) if against(number, *bound) != Ordering::Greater => {
            Some(format!("{number} is not greater than {bound}"))
        }
        Check::ExclusiveMaximum(bound) if against(number, *bound) != Ordering::Less => {
            Some(format!("{number} is not less than {bound}"))
        }
        Check::MultipleOf(bound) if !divides(*bound, number) => Some(format!("{number} is not a multiple of {bound}")),
        _ => None,
    }
}

fn against(number: &Number, bound: Bound) -> Ordering {
    match (exact(number), bound) {
        (Some(number), Bound::Integer(bound)) => number.cmp(&bound),
        (_, bound) => Decimal::from(number).cmp(&Decimal::of(&bound.to_string())),
    }
}

fn divides(bound: Bound, number: &Number) -> bool {
    match (exact(number), bound) {
        (Some(number), Bound::Integer(bound)) => bound == 0 || number % bound == 0,
        (_, bound) => Decimal::from(number).is_multiple_of(&Decimal::of(&bound.to_string())),
    }
}

/// A value as JSON, cut for a message.
pub fn brief(value: &Value) -> String {
    const MOST: usize = 60;
    match value {
        Value::Object(_) => "an object".into(),
        Value::Array(_) => "a list".into(),
        value => {
            let text = value.to_string();
            match text.char_indices().nth(MOST) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
    }
}
