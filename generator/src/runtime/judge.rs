//! The one interpreter of the rule tables.

use super::{
    equal::{equals, twice},
    evaluated::evaluated,
    number::{Decimal, exact, is_integer},
    rule::{Bound, Check, Kind, Literal, Schema},
    violation::{JsonPointer, Violation},
};
use serde_json::{Map, Number, Value};
use std::{
    cmp::Ordering,
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

/// Rules may refer to each other in circles; a chain of references longer than any document is deep ends there.
pub const DEEPEST: usize = 1024;

/// Every rule that the value breaks.
pub fn judge(schema: &'static Schema, value: &Value) -> Vec<Violation> {
    let mut violations = Vec::new();
    walk(schema, value, &JsonPointer::default(), 0, &mut violations);
    violations
}

/// Whether a value fits the alternative of this index.
pub fn fits(schema: &'static Schema, index: usize, value: &Value) -> bool {
    let alternatives = schema.rules.iter().find_map(|check| match check {
        Check::AnyOf(schemas) | Check::OneOf(schemas) => Some(*schemas),
        _ => None,
    });
    alternatives.and_then(|schemas| schemas.get(index)).is_some_and(|schema| holds(schema, value, 0))
}

/// Whether a value breaks none of the rules.
pub fn holds(schema: &'static Schema, value: &Value, depth: usize) -> bool {
    let mut violations = Vec::new();
    walk(schema, value, &JsonPointer::default(), depth, &mut violations);
    violations.is_empty()
}

fn walk(schema: &'static Schema, value: &Value, at: &JsonPointer, depth: usize, out: &mut Vec<Violation>) {
    if depth > DEEPEST {
        return;
    }
    for (index, check) in schema.rules.iter().enumerate() {
        let rule = Rule { schema, check, index };
        if rule.descends(value, at, depth, out) {
            continue;
        }
        let broken = match value {
            Value::Object(object) => broken_by_object(check, object),
            Value::Array(list) => broken_by_list(check, list, depth),
            Value::String(text) => broken_by_text(check, text),
            Value::Number(number) => broken_by_number(check, number),
            Value::Null | Value::Bool(_) => None,
        };
        for message in broken.into_iter().chain(broken_by_any(check, value, depth)) {
            let at = match check {
                Check::Required(name) => at.property(name),
                _ => at.clone(),
            };
            out.push(rule.violation(at, message));
        }
    }
}

/// One rule of a schema.
#[derive(Clone, Copy)]
struct Rule {
    schema: &'static Schema,
    check: &'static Check,
    index: usize,
}

impl Rule {
    fn violation(self, at: JsonPointer, message: String) -> Violation {
        Violation::new(at, self.check.name(), message, self.schema.source(self.index))
    }

    /// Judges the parts of a value; true when the rule is about parts and nothing else.
    fn descends(self, value: &Value, at: &JsonPointer, depth: usize, out: &mut Vec<Violation>) -> bool {
        match (self.check, value) {
            (Check::Property(name, schema), Value::Object(object)) => {
                if let Some(value) = object.get(*name) {
                    walk(schema, value, &at.property(name), depth + 1, out);
                }
            }
            (Check::PatternProperty(pattern, schema), Value::Object(object)) => {
                for (name, value) in object.iter().filter(|(name, _)| matches_pattern(pattern, name)) {
                    walk(schema, value, &at.property(name), depth + 1, out);
                }
            }
            (Check::AdditionalProperties { known, patterns, schema }, Value::Object(object)) => {
                for (name, value) in object {
                    if !known.contains(&name.as_str()) && !patterns.iter().any(|p| matches_pattern(p, name)) {
                        self.undocumented(schema, value, &at.property(name), depth, out);
                    }
                }
            }
            (Check::PropertyNames(schema), Value::Object(object)) => {
                for name in object.keys() {
                    walk(schema, &Value::String(name.clone()), &at.property(name), depth + 1, out);
                }
            }
            (Check::Items(from, schema), Value::Array(list)) => {
                for (index, value) in list.iter().enumerate().skip(*from) {
                    walk(schema, value, &at.element(index), depth + 1, out);
                }
            }
            (Check::PrefixItem(index, schema), Value::Array(list)) => {
                if let Some(value) = list.get(*index) {
                    walk(schema, value, &at.element(*index), depth + 1, out);
                }
            }
            (Check::UnevaluatedProperties(rest), Value::Object(object)) => {
                let seen = evaluated(self.schema, value, depth + 1);
                for (name, value) in object.iter().filter(|(name, _)| !seen.names.contains(name.as_str())) {
                    self.undocumented(rest, value, &at.property(name), depth, out);
                }
            }
            (Check::UnevaluatedItems(rest), Value::Array(list)) => {
                let seen = evaluated(self.schema, value, depth + 1);
                for (index, value) in list.iter().enumerate().filter(|(index, _)| !seen.indices.contains(index)) {
                    self.undocumented(rest, value, &at.element(index), depth, out);
                }
            }
            (Check::AllOf(schemas), value) => {
                schemas.iter().for_each(|schema| walk(schema, value, at, depth + 1, out));
            }
            (Check::Reference(schema), value) => walk(schema, value, at, depth + 1, out),
            (Check::If { test, then, otherwise }, value) => {
                let schema = if holds(test, value, depth + 1) { then } else { otherwise };
                walk(schema, value, at, depth + 1, out);
            }
            (Check::DependentSchema(name, schema), Value::Object(object)) => {
                if object.contains_key(*name) {
                    walk(schema, value, at, depth + 1, out);
                }
            }
            _ => return false,
        }
        true
    }

    /// Judges a part that no other rule speaks of.
    fn undocumented(
        self,
        schema: &'static Schema,
        value: &Value,
        at: &JsonPointer,
        depth: usize,
        out: &mut Vec<Violation>,
    ) {
        if matches!(schema.rules, [Check::Never]) {
            out.push(self.violation(at.clone(), format!("not allowed, got {}", brief(value))));
        } else {
            walk(schema, value, at, depth + 1, out);
        }
    }
}

fn broken_by_any(check: &'static Check, value: &Value, depth: usize) -> Option<String> {
    match check {
        Check::Types(kinds) if !kinds.iter().any(|kind| is_a(value, *kind)) => {
            let allowed: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
            Some(format!("expected {}, got {}", allowed.join(" or "), brief(value)))
        }
        Check::Values(values) if !values.iter().any(|literal| equals(literal, value)) => {
            let allowed: Vec<_> = values.iter().map(Literal::to_string).collect();
            Some(format!("expected one of {}, got {}", allowed.join(", "), brief(value)))
        }
        Check::AnyOf(schemas) if !schemas.iter().any(|schema| holds(schema, value, depth + 1)) => {
            Some(format!("{} fits none of the {} alternatives", brief(value), schemas.len()))
        }
        Check::OneOf(schemas) => match schemas.iter().filter(|schema| holds(schema, value, depth + 1)).count() {
            1 => None,
            count => Some(format!("{} fits {count} of the alternatives, not exactly one", brief(value))),
        },
        Check::Not(schema) if holds(schema, value, depth + 1) => {
            Some(format!("{} is what is ruled out here", brief(value)))
        }
        Check::Never => Some(format!("nothing is allowed here, got {}", brief(value))),
        _ => None,
    }
}

fn broken_by_object(check: &Check, object: &Map<String, Value>) -> Option<String> {
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

fn broken_by_list(check: &Check, list: &[Value], depth: usize) -> Option<String> {
    let count = list.len() as u64;
    match check {
        Check::MinItems(least) if count < *least => Some(format!("{count} elements, at least {least} expected")),
        Check::MaxItems(most) if count > *most => Some(format!("{count} elements, at most {most} allowed")),
        Check::UniqueItems => {
            let value = |index: usize| list.get(index).map_or_else(String::new, brief);
            twice(list).map(|index| format!("element {index} ({}) occurs twice", value(index)))
        }
        Check::Contains { schema, min, max } => {
            let found = list.iter().filter(|value| holds(schema, value, depth + 1)).count() as u64;
            (found < *min || max.is_some_and(|max| found > max))
                .then(|| format!("{found} elements of the kind that must be contained"))
        }
        _ => None,
    }
}

fn broken_by_text(check: &Check, text: &str) -> Option<String> {
    let length = || text.chars().count() as u64;
    let brief = || brief(&Value::String(text.into()));
    match check {
        Check::MinLength(least) if length() < *least => {
            Some(format!("{} has {} characters, at least {least} expected", brief(), length()))
        }
        Check::MaxLength(most) if length() > *most => {
            Some(format!("{} has {} characters, at most {most} allowed", brief(), length()))
        }
        Check::Pattern(pattern) if !matches_pattern(pattern, text) => {
            Some(format!("{} does not match {pattern}", brief()))
        }
        Check::Format(format) if !format.holds(text) => Some(format!("{} is not a valid {}", brief(), format.name())),
        _ => None,
    }
}

fn broken_by_number(check: &Check, number: &Number) -> Option<String> {
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

/// Whether the value has the type; `1.0` is an integer.
pub fn is_a(value: &Value, kind: Kind) -> bool {
    match (kind, value) {
        (Kind::Null, Value::Null)
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::String, Value::String(_))
        | (Kind::Array, Value::Array(_))
        | (Kind::Object, Value::Object(_)) => true,
        (Kind::Integer, Value::Number(number)) => is_integer(number),
        _ => false,
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

/// Whether the pattern matches somewhere in the text, as ECMA-262 has it. A pattern that does not compile never
/// gets here: the generator refuses it.
pub fn matches_pattern(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Option<regress::Regex>>>> = LazyLock::new(Mutex::default);
    let Ok(mut compiled) = COMPILED.lock() else { return true };
    let regex = compiled.entry(pattern).or_insert_with(|| compile(pattern));
    regex.as_ref().is_none_or(|regex| regex.find(text).is_some())
}

/// A pattern as ECMA-262 has it, with Unicode where it allows that: `^[\\w-.]+$` is only legal without.
pub fn compile(pattern: &str) -> Option<regress::Regex> {
    ["u", ""].iter().find_map(|flags| regress::Regex::with_flags(pattern, *flags).ok())
}

/// A value short enough for a message.
fn brief(value: &Value) -> String {
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
