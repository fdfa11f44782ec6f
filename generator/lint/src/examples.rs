//! Examples that break a keyword or a sentence beside them.

use crate::{
    SpecFile,
    effective::Effective,
    finding::{Level, LintFinding},
    place::Place,
    stated::Statement,
};
use ringback_constraints::constraint::Constraint;
use ringback_contract::spanned_json::{SpannedData, SpannedJson};
use serde_json::Value;

/// Formats of which a sentence names the kind, and an example shows a shortened or templated one: `https://{host}/…`.
const OFTEN_SHORTENED: &[&str] = &["duration", "uri", "uri-reference", "byte"];

/// The findings about the examples of a place.
pub fn broken(file: &SpecFile, place: &Place, schema: &Effective, statements: &[&Statement]) -> Vec<LintFinding> {
    if schema.has_alternatives() {
        return Vec::new();
    }
    let by_keyword = schema.keywords.iter().flat_map(|(name, value)| {
        Constraint::of_keyword(name, value).into_iter().map(move |constraint| (name.clone(), constraint, ""))
    });
    let by_sentence = statements.iter().filter_map(|statement| {
        let constraint = statement.constraint.clone()?;
        if constraint.format().is_some_and(|format| OFTEN_SHORTENED.contains(&format)) {
            return None;
        }
        Some((constraint.name().to_owned(), constraint, statement.sentence.as_str()))
    });
    let rules: Vec<(String, Constraint, &str)> = by_keyword.chain(by_sentence).collect();
    let mut findings = Vec::new();
    for (word, example) in examples(place) {
        let value = example.value();
        if value.is_null() || matches!(value, Value::Object(_)) {
            continue;
        }
        // One that breaks several rules is told of once, by the keyword first.
        let breaks = |(_, constraint, sentence): &&(String, Constraint, &str)| {
            let is_bare = !sentence.is_empty() && constraint.format() == Some("e164") && is_bare_number(&value);
            let templated = (constraint.format().is_some() || constraint.name() == "pattern") && is_template(&value);
            let is_respelt = !sentence.is_empty()
                && constraint.is_choice()
                && respelt(&value).any(|value| constraint.allows(&value) == Some(true));
            constraint.allows(&value) == Some(false) && !is_bare && !templated && !is_respelt
        };
        let Some((rule, _, sentence)) = rules.iter().find(breaks) else { continue };
        let by = if sentence.is_empty() { format!("the keyword `{rule}`") } else { "the sentence".to_owned() };
        let shown: String = value.to_string().chars().take(80).collect();
        findings.push(LintFinding {
            file: file.text.path.to_owned(),
            line: file.text.line(example.range.start),
            pointer: place.pointer.clone(),
            level: Level::Contradiction,
            keyword: rule.clone(),
            value,
            sentence: (*sentence).to_owned(),
            message: format!("the {word} {shown} breaks {by}"),
            fix: None,
            said_at: example.range.clone(),
        });
    }
    findings
}

/// Whether a value only shows where its parts go: `https://{tenant}.example.com`, `xxxxxxxx-xxxx-…`, `<token>`.
fn is_template(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let braced = |open: char, close: char| {
        text.find(open).is_some_and(|at| text.get(at..).is_some_and(|rest| rest.contains(close)))
    };
    braced('{', '}')
        || braced('<', '>')
        || text.to_lowercase().contains("xxxx")
        || text.contains("...")
        || text.contains('…')
}

/// The same text in the case of a sentence that begins with it, and in others: "All: every bell" of `all`.
fn respelt(value: &Value) -> impl Iterator<Item = Value> {
    let text = value.as_str().unwrap_or_default();
    let mut letters = text.chars();
    let capitalised: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    [capitalised, text.to_uppercase(), text.to_lowercase()].into_iter().map(Value::String)
}

/// Whether a value is a phone number of E.164 without the sign that is put in front of it.
fn is_bare_number(value: &Value) -> bool {
    value.as_str().is_some_and(|text| (7..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether every example of a place fits the keyword of a finding. A keyword that would break one is not written.
pub fn fit(place: &Place, finding: &LintFinding) -> bool {
    let constraints = Constraint::of_keyword(&finding.keyword, &finding.value);
    let fits = |value: &Value| constraints.iter().all(|constraint| constraint.allows(value) != Some(false));
    examples(place).iter().all(|(_, example)| fits(&example.value()))
}

/// The example values of a place, each with the word for it.
fn examples<'a>(place: &Place<'a>) -> Vec<(&'static str, &'a SpannedJson)> {
    let mut found = Vec::new();
    let holders: &[&SpannedJson] = match std::ptr::eq(place.target, place.described) {
        true => &[place.target],
        false => &[place.described, place.target],
    };
    for holder in holders {
        for (key, word) in [("example", "example"), ("x-example", "example"), ("default", "default")] {
            found.extend(holder.member(key).map(|member| (word, &member.value)));
        }
        match holder.member("examples").map(|member| &member.value.data) {
            Some(SpannedData::Array(list)) => found.extend(list.iter().map(|value| ("example", value))),
            // OpenAPI names the examples of a parameter.
            Some(SpannedData::Object(named)) => {
                let values = named.iter().filter_map(|named| named.value.member("value"));
                found.extend(values.map(|value| ("example", &value.value)));
            }
            _ => {}
        }
    }
    found
}
