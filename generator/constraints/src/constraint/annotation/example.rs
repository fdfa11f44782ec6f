//! Examples in prose: "Example: { … }", "For example TP53", "(e.g. `a`)". Only what is clearly a whole value is one.

use super::{Reading, phrases, typed, unwrapped};
use crate::{
    clue::{Clue, Content},
    constraint::phrase::{Shape, names_subject, quotation, sentence},
};
use ringback_contract::subject::Step;
use serde_json::Value;

phrases! {
    LABEL = r"^\s*(?:for\s+)?examples?(?:\s+value)?\s*:\s*";
    MARKER = r"(?:^|[\s(,;:.])(?P<marker>for example|for instance|example|examples|eg|e\.g)(?P<sign>\.?[:,]|\.)?\s+(?P<value>\S.*)$";
    /// A value without quotes and white space.
    BARE = r"^(?P<value>[A-Za-z0-9+$#@][^\s;()<>{}…]*[^\s,.;:()<>{}…?!]|[A-Za-z0-9])(?P<rest>.*)$";
    /// Matches words that are no values: those of prose.
    PROSE = r"^(?i:a|an|the|this|that|to|if|when|in|on|for|from|of|with|by|as|it|you|your|and|or|some|all|any|here|see|use|using|only|set|specify|enter|tagging|because|where|which|how|is|are|not|no|one|two|three|filter|search|sort|name|value|format|api|url|http|https|json|xml|html|csv|yaml|pdf)$";
    END = r#"^["'`]?\s*(?:$|[.)\]]|[,;]\s|\s*or\s+["'`]|[-–—]\s)"#;
    /// Matches names of properties whose examples are values of an enumeration.
    CHOICE = r"(?:type|kind|status|state|mode|category|level|role|direction|format)s?$";
    /// Matches sentences whose examples are of something else.
    WHETHER = r"^(?:whether|validates?|checks?|for\s+[a-z ]+[,(]|indicates|determines|flag|true|false|if|when|use this|used)\b";
    /// Matches a pattern of letters for dates and times.
    LETTERS = r"^[ymdhsTZx':/ .+\[\]-]+$";
    /// Matches sentences about other things: "The fields in `a` are now in `b`".
    OTHERS = r"^(?:the|these|those|all)\s+(?:fields|properties|parameters|attributes|options|settings|keys|columns)\s+(?:in|of|from|on|under|are|have)\b";
    /// Matches what sets a condition, or says what is not allowed: examples in brackets are of that.
    CONDITIONAL = r"^(?:\W*note:?\W*)?(?:with|when|if|for|during|under)\b|\b(?:not|only)\s+(?:yet\s+)?(?:supported|allowed|permitted|valid|required|for)\b|\brequired\s+(?:only\s+)?for\b";
    /// Matches what describes a value and does not give it: ", a short tone, precedes …".
    DESCRIBED = r"^[,;]\s+(?:an?|the|which|that)\s";
    /// Matches what is not, or not used: "not by names in bodies: for example, `a`".
    NEGATED = r"\b(?:not|never|cannot|can't|don't|avoid|invalid|instead of|rather than|without|suffix\w*|prefix\w*|append\w*)\b[^.;]{0,80}$";
    /// Such as "The `<time>` can be a text (e.g. `10m`)", which is about something in the value.
    OF_PART = r"^(?:the\s+)?`(?P<name>[^`]{1,60})`\s+(?:[a-z]+\s+)?(?:can|may|must|is|are|should|will)\b";
    LAST = r"^\s*[.)\]]*\s*$";
}

/// The example that a sentence gives of its subject.
pub fn said(clue: &Clue) -> Option<Reading> {
    let text = sentence(clue)?;
    let of_part = OF_PART.part("name", text).is_some_and(|name| !names_subject(clue, name));
    if WHETHER.occurs(text) || OTHERS.occurs(text) || of_part {
        return None;
    }
    labelled(clue, text).or_else(|| {
        let parts = MARKER.parts(text)?;
        let rest = parts.name("value")?.as_str();
        let before = text.get(..parts.name("marker")?.start())?.trim_end();
        // In the middle of a sentence an example is of the word before it, unless a comma or bracket sets it apart.
        let apart = before.is_empty() || before.ends_with(['(', ',', ';', ':', '.', '-']) || marker_is_long(&parts);
        let bracketed = before.ends_with(['(', '[']);
        if !bracketed && NEGATED.occurs(before) {
            return None;
        }
        if bracketed && CONDITIONAL.occurs(text) {
            return None;
        }
        // "(e.g. IBAN)" behind another noun than the property's own names a kind, and no value.
        let goes_on =
            rest.split_once(')').is_some_and(|(_, after)| after.trim_start().starts_with(char::is_alphabetic));
        let word = BARE.part("value", rest).is_some_and(|value| goes_on || value.chars().all(char::is_alphabetic));
        if bracketed && word && !names_subject(clue, before.trim_end_matches(['(', '[', ' '])) {
            return None;
        }
        let value = of(clue, rest, before).filter(|_| apart)?;
        Some(value)
    })
}

fn marker_is_long(parts: &regex::Captures<'_>) -> bool {
    let sign = parts.name("sign").is_some_and(|sign| sign.as_str().ends_with([':', ',']));
    sign || parts.name("marker").is_some_and(|marker| marker.as_str().len() > "e.g".len())
}

/// The value at the beginning of a text.
fn of(clue: &Clue, rest: &str, before: &str) -> Option<Reading> {
    if rest.starts_with(['[', '{']) {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let value = values.next()?.ok()?;
        let after = rest.get(values.byte_offset()..)?;
        return match Shape::of(clue) {
            Shape::Text if LAST.occurs(after) => {
                Some(Reading::Example(Value::String(rest.get(..values.byte_offset())?.into())))
            }
            Shape::List if value.is_array() => Some(Reading::Example(value)),
            Shape::Object if value.is_object() => Some(Reading::Example(value)),
            _ => None,
        };
    }
    if let Some(found) = quotation(rest).filter(|found| found.quoted && !found.cut) {
        let first = found.values.first()?;
        // "For example, `a`, which is soft, rings first" describes it, and gives no value.
        if before.is_empty() && DESCRIBED.occurs(found.rest) {
            return None;
        }
        let choice = found.values.len() > 1 && clue.subject.name().is_some_and(|name| CHOICE.occurs(name));
        return if END.occurs(found.rest) && !choice { value(clue, first) } else { None };
    }
    let parts = BARE.parts(rest)?;
    let (bare, after) = (parts.name("value")?.as_str(), parts.name("rest")?.as_str());
    // `ab_...` is the beginning of one.
    if after.starts_with('…') || after.starts_with("..") {
        return None;
    }
    let telling = bare.chars().any(|c| c.is_ascii_digit() || c == '_' || c == ':')
        || bare.chars().skip(1).any(char::is_uppercase);
    let whole = if telling { END.occurs(after) } else { LAST.occurs(after) && before.len() + bare.len() < LONGEST };
    (whole && !PROSE.occurs(bare)).then(|| value(clue, bare)).flatten()
}

/// In longer sentences a plain word after "for example" is one of prose.
const LONGEST: usize = 80;

fn value(clue: &Clue, text: &str) -> Option<Reading> {
    if LETTERS.occurs(text) || text.contains(['{', '<', '…', '*', '(', '?', '&', '!']) || text.contains("...") {
        return None;
    }
    match Shape::of(clue) {
        Shape::List => {
            let text = unwrapped(clue, text);
            Some(Reading::Part(Step::Items, Content::Keyword("example".into(), text.into())))
        }
        Shape::Boolean | Shape::Object => None,
        _ => typed(clue, text).map(Reading::Example),
    }
}

/// The JSON after a label, such as "Example: { … }".
fn labelled(clue: &Clue, text: &str) -> Option<Reading> {
    let rest = LABEL.strip(text)?.trim();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let after = rest.get(values.byte_offset()..)?.trim();
    let whole = after.trim_matches('.').is_empty() || (value.is_object() && after.starts_with(char::is_uppercase));
    let value = match (Shape::of(clue), value) {
        (Shape::Text, Value::Number(number)) => Value::String(number.to_string()),
        (Shape::Text, Value::Bool(truth)) => Value::String(truth.to_string()),
        (_, value) => value,
    };
    whole.then_some(Reading::Example(value))
}
