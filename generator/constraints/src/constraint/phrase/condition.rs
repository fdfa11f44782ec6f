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
    /// All of these are absent.
    Absent(Vec<String>),
    /// This property has one of these values.
    Equals(String, Vec<Value>),
}

phrases! {
    /// "If specified, …", which is about the subject itself.
    ITSELF = r"^(?:also\s+)?(?:<GIVEN>)$";
    /// "When true, …".
    TRUTH = r"^(?:(?:this|it|the value|this value|this field)\s+is\s+)?(?:set\s+to\s+)?`?(?P<truth>true|false)`?$";
    NEITHER = r"^neither\s+(?P<names>.+?)\s+(?:is|are)\s+(?:<GIVEN>)$";
    GIVEN = r"^(?P<names>.+?)\s+(?:is|are|has been|have been|was)\s+(?:also\s+|being\s+)?(?:<GIVEN>|set up|not (?:null|empty))(?:\s+as well|\s+too|\s+with it)?$";
    ABSENT = r"^(?P<names>.+?)\s+(?:is|are)\s+(?:also\s+)?(?:not\s+(?:<GIVEN>)|omitted|absent|missing|unset|left out|null|empty)$";
    EQUALS = r"^(?:the\s+value\s+of\s+)?(?P<names>.+?)(?:\s*=\s*|\s+(?:is\s+set\s+to|is\s+equal\s+to|must\s+(?:also\s+)?be(?:\s+set\s+to)?|(?:must\s+)?indicates?(?:\s+that\s+it\s+is)?|is\s+specified\s+as|has\s+the\s+value(?:\s+of)?|has\s+value|equals|==|is)\s+)(?:(?:one\s+of|either)\s+)?(?P<value>.+)$";
    /// Such as "the ban has type TEMPORARY".
    HAS = r"^(?:the\s+)?[a-z]+\s+has\s+(?:an?\s+|the\s+)?(?P<names>[\w.-]+)\s+(?:of\s+)?(?P<value>[`\x22']?[\w#-]+[`\x22']?)$";
    NEGATED = r"^(?:not|neither|no|greater|less|more|at|between|non|nonzero|positive|negative|present|valid|known|available)\b";
}

/// The condition in a text, and the object whose properties it names; `None` if the text contains anything but property
/// names and their values.
pub fn condition<'c>(clue: &'c Clue, prose: &str) -> Option<(Scope<'c>, Condition)> {
    let prose = prose.trim();
    // `kind=street`, in backticks as a whole.
    let prose = prose
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .filter(|inside| inside.contains('=') && !inside.contains('`'))
        .unwrap_or(prose);
    if ITSELF.occurs(prose) {
        let (scope, own) = Scope::naming(clue, "this")?;
        return Some((scope, Condition::AnyGiven(own)));
    }
    if let Some(truth) = TRUTH.part("truth", prose) {
        let (scope, own) = Scope::naming(clue, "this")?;
        return Some((
            scope,
            Condition::Equals(own.into_iter().next()?, vec![Value::Bool(truth.eq_ignore_ascii_case("true"))]),
        ));
    }
    if let Some(names) = NEITHER.part("names", prose) {
        let (scope, names) = Scope::naming(clue, &names.replace(" nor ", " and "))?;
        return Some((scope, Condition::Absent(names)));
    }
    if let Some(names) = ABSENT.part("names", prose) {
        let any = names.to_lowercase().contains(" or ");
        let (scope, names) = Scope::naming(clue, names)?;
        return (names.len() == 1 || !any).then_some((scope, Condition::Absent(names)));
    }
    if let Some(names) = GIVEN.part("names", prose) {
        let all = names.to_lowercase().contains(" and ");
        let (scope, names) = Scope::naming(clue, names)?;
        return Some((scope, if all { Condition::AllGiven(names) } else { Condition::AnyGiven(names) }));
    }
    let parts = HAS.parts(prose).or_else(|| EQUALS.parts(prose))?;
    let (names, value) = (parts.name("names")?.as_str(), parts.name("value")?.as_str());
    if NEGATED.occurs(value) {
        return None;
    }
    let (scope, names) = Scope::naming(clue, names)?;
    let [name] = names.as_slice() else { return None };
    let found = quotation(value).filter(|found| found.rest.trim().is_empty())?;
    // "If the kind is `a`, `url` and `name` must be given" is about one value.
    if found.values.iter().skip(1).any(|value| clue.around.sibling(value).is_some()) {
        return None;
    }
    let typed = |text: String| match text.as_str() {
        "true" if !found.quoted || value.contains("`true`") => Value::Bool(true),
        "false" if !found.quoted || value.contains("`false`") => Value::Bool(false),
        digits if !found.quoted && digits.bytes().all(|b| b.is_ascii_digit()) => {
            number(digits).map_or(Value::String(text), Value::Number)
        }
        _ => Value::String(text),
    };
    Some((scope, Condition::Equals(name.clone(), found.values.clone().into_iter().map(typed).collect())))
}
