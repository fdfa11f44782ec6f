//! Judges values by rule tables: which rules a value breaks, and where.

use super::{
    broken::{brief, broken_by_any, broken_by_list, broken_by_number, broken_by_object, broken_by_text},
    broken_rule::Violation,
    evaluated::evaluated,
    pattern::matches_rule,
    pointer::JsonPointer,
    rule::{Check, DEEPEST, Kind, Schema},
};
use serde_json::Value;

/// Every rule that the value breaks.
pub fn judge(schema: &'static Schema, value: &Value) -> Vec<Violation> {
    let mut out = Collector { violations: Vec::new(), detail: Detail::Explained };
    walk(schema, value, &JsonPointer::default(), 0, &mut out);
    out.violations
}

/// Collects violations.
struct Collector {
    violations: Vec<Violation>,
    detail: Detail,
}

/// How many violations are searched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Only one, the first that is found.
    First,
    /// All violations.
    All,
    /// All; if a value matches no alternative, also the violations of the alternative that was probably intended.
    Explained,
}

impl Collector {
    /// Whether enough violations are found.
    fn is_done(&self) -> bool {
        self.detail == Detail::First && !self.violations.is_empty()
    }
}

/// The test for the values of one variant of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They satisfy the alternative at this index.
    Alternative(usize),
    /// They have this type.
    Type(Kind),
    /// Only the value of a property tells them.
    Tag,
}

/// Whether a value belongs to a variant.
pub fn fits(schema: &'static Schema, fit: Fit, value: &Value) -> bool {
    let index = match fit {
        Fit::Type(kind) => return kind.fits(value),
        Fit::Tag => return false,
        Fit::Alternative(index) => index,
    };
    let alternatives: Option<&[&Schema]> = schema.rules.iter().find_map(|check| match check {
        Check::AnyOf(schemas) | Check::OneOf(schemas) => Some(*schemas),
        _ => None,
    });
    alternatives.and_then(|schemas| schemas.get(index)).is_some_and(|schema| holds(schema, value, 0))
}

/// Whether a value breaks none of the rules.
pub fn holds(schema: &'static Schema, value: &Value, depth: usize) -> bool {
    let mut out = Collector { violations: Vec::new(), detail: Detail::First };
    walk(schema, value, &JsonPointer::default(), depth, &mut out);
    out.violations.is_empty()
}

fn walk(schema: &'static Schema, value: &Value, at: &JsonPointer, depth: usize, out: &mut Collector) {
    if depth > DEEPEST {
        return;
    }
    let inner = |schema: &'static Schema, value: &Value| holds(schema, value, depth + 1);
    for (index, check) in schema.rules.iter().enumerate() {
        if out.is_done() {
            return;
        }
        let rule = Rule { schema, check, index };
        if rule.descends(value, at, depth, out) {
            continue;
        }
        let broken = match value {
            #[cfg(feature = "parts")]
            Value::Object(object) => broken_by_object(check, object),
            #[cfg(feature = "parts")]
            Value::Array(list) => broken_by_list(check, list, inner),
            Value::String(text) => broken_by_text(check, text),
            Value::Number(number) => broken_by_number(check, number),
            _ => None,
        };
        for mut message in broken.into_iter().chain(broken_by_any(check, value, inner)) {
            if let (Check::AnyOf(schemas) | Check::OneOf(schemas), Detail::Explained) = (check, out.detail) {
                message.push_str(&explained(schemas, value, at, depth));
            }
            let at = match check {
                Check::Required(name) => at.property(name),
                _ => at.clone(),
            };
            out.violations.push(rule.violation(at, message));
        }
    }
}

/// The violations of the alternative that was probably intended, for a value that matches none: the only alternative
/// whose type and constant properties the value has. Empty if there are several such alternatives, or none.
fn explained(schemas: &[&'static Schema], value: &Value, at: &JsonPointer, depth: usize) -> String {
    let steps = |pointer: &JsonPointer| pointer.as_str().matches('/').count();
    let is_other = |violation: &Violation| match violation.rule {
        "type" => violation.at == *at,
        "enum" => steps(&violation.at) <= steps(at) + 1,
        _ => false,
    };
    let broken = schemas.iter().map(|schema| {
        // Alternatives inside of it are not explained in turn: that could take exponential time.
        let mut out = Collector { violations: Vec::new(), detail: Detail::All };
        walk(schema, value, at, depth + 1, &mut out);
        out.violations
    });
    let mut meant = broken.filter(|broken| !broken.is_empty() && !broken.iter().any(is_other));
    match (meant.next(), meant.next()) {
        (Some(broken), None) => {
            const MOST: usize = 3;
            let each = |violation: &Violation| format!("{}: {}", violation.at, violation.message);
            format!("; {}", broken.iter().take(MOST).map(each).collect::<Vec<_>>().join("; "))
        }
        _ => String::new(),
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

    /// Judges the parts of a value that a check is about; `false` if the check is about the value itself.
    fn descends(self, value: &Value, at: &JsonPointer, depth: usize, out: &mut Collector) -> bool {
        match (self.check, value) {
            (Check::Property(name, schema), Value::Object(object)) => {
                if let Some(value) = object.get(*name) {
                    walk(schema, value, &at.property(name), depth + 1, out);
                }
            }
            (Check::PatternProperty(pattern, schema), Value::Object(object)) => {
                for (name, value) in object {
                    match matches_rule(pattern, name) {
                        Ok(true) => walk(schema, value, &at.property(name), depth + 1, out),
                        Ok(false) => {}
                        Err(why) => {
                            let message = format!("the name cannot be matched with {pattern}: {why}");
                            out.violations.push(self.violation(at.property(name), message));
                        }
                    }
                }
            }
            (Check::AdditionalProperties { known, patterns, schema }, Value::Object(object)) => {
                for (name, value) in object {
                    if !known.contains(&name.as_str())
                        && !patterns.iter().any(|p| matches_rule(p, name).unwrap_or(true))
                    {
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
                let seen = evaluated(self.schema, value, depth + 1, holds);
                for (name, value) in object.iter().filter(|(name, _)| !seen.names.contains(name.as_str())) {
                    self.undocumented(rest, value, &at.property(name), depth, out);
                }
            }
            (Check::UnevaluatedItems(rest), Value::Array(list)) => {
                let seen = evaluated(self.schema, value, depth + 1, holds);
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

    /// Judges a property or element that no other check names.
    fn undocumented(self, schema: &'static Schema, value: &Value, at: &JsonPointer, depth: usize, out: &mut Collector) {
        if matches!(schema.rules, [Check::Never]) {
            out.violations.push(self.violation(at.clone(), format!("not allowed, got {}", brief(value))));
        } else {
            walk(schema, value, at, depth + 1, out);
        }
    }
}
