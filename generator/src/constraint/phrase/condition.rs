//! Conditions on another property: "X is specified", "StoreInput is True", "the number format is "Local"".

use super::{Scope, number, phrases, quotation};
use crate::clue::Clue;
use serde_json::Value;

/// A condition on other properties of the same object.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Any of these is present.
    AnyGiven(Vec<String>),
    /// All of these are present.
    AllGiven(Vec<String>),
    /// This one is absent.
    Absent(String),
    /// This one has one of these values.
    Equals(String, Vec<Value>),
}

phrases! {
    GIVEN = r"^(?P<names>.+?)\s+(?:is|are|has been|have been|was)\s+(?:also\s+|being\s+)?(?:<GIVEN>|set up|not (?:null|empty))(?:\s+as well|\s+too|\s+with it)?$";
    ABSENT = r"^(?P<names>.+?)\s+(?:is|are)\s+(?:also\s+)?(?:not\s+(?:<GIVEN>)|omitted|absent|missing|unset|left out|null|empty)$";
    EQUALS = r"^(?:the\s+value\s+of\s+)?(?P<names>.+?)\s+(?:is\s+set\s+to|is\s+equal\s+to|is\s+specified\s+as|has\s+the\s+value(?:\s+of)?|has\s+value|equals|==?|is|=)\s*(?:(?:one\s+of|either)\s+)?(?P<value>.+)$";
    NEGATED = r"^(?:not|neither|no|greater|less|more|at|between|non)\b";
}

/// The condition that a stretch of prose states; `None` unless it names siblings of the subject and nothing else.
pub fn condition(clue: &Clue, prose: &str) -> Option<Condition> {
    let prose = prose.trim();
    if let Some(names) = ABSENT.part("names", prose) {
        return Some(Condition::Absent(Scope::sibling(clue, names)?.0));
    }
    if let Some(names) = GIVEN.part("names", prose) {
        let all = names.to_lowercase().contains(" and ");
        let (others, _) = Scope::others(clue, names)?;
        return Some(if all { Condition::AllGiven(others) } else { Condition::AnyGiven(others) });
    }
    let parts = EQUALS.parts(prose)?;
    let (names, value) = (parts.name("names")?.as_str(), parts.name("value")?.as_str());
    if NEGATED.occurs(value) {
        return None;
    }
    let (other, _) = Scope::sibling(clue, names)?;
    let found = quotation(value).filter(|found| found.rest.trim().is_empty())?;
    let typed = |text: String| match text.as_str() {
        "true" if !found.quoted => Value::Bool(true),
        "false" if !found.quoted => Value::Bool(false),
        digits if !found.quoted && digits.bytes().all(|b| b.is_ascii_digit()) => {
            number(digits).map_or(Value::String(text), Value::Number)
        }
        _ => Value::String(text),
    };
    Some(Condition::Equals(other, found.values.clone().into_iter().map(typed).collect()))
}
