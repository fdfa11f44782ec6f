//! Separates sentences that state what always holds from conditions, advice and examples.

use super::phrases;
use crate::clue::{Clue, Content};

/// The longest sentence that is read, in bytes; a longer one is a licence, a dump or an attack. It is kept as unread.
const LONGEST: usize = 4_000;

phrases! {
    /// Matches marks before a sentence, such as `[Optional]`.
    MARK = r"^\s*(?:[\[(](?:optional|required|mandatory)[\])]\s*[.,:;-]?|(?:optional|required|mandatory)\s*[.,:;](?:\s|$)|(?:optional|required|mandatory)\s+[-–—]\s|currently,\s|note that\s|note:\s)\s*";
    /// Matches conditions that are true whenever there is a value, such as "if specified".
    PRESENT = r"^\s*(?:if|when)\s+(?:(?:it|this|this value|the value|this field)\s+is\s+|it's\s+)?(?:(?:<GIVEN>)(?:\s+statically)?|(?:(?:<GIVEN>)\s+)?static(?:ally)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?),\s*";
    /// Matches the same conditions within a sentence, including "if not dynamic": a rule can only apply to a static
    /// value.
    WRITTEN = r"\b(?:if|when)\s+(?:(?:(?:<GIVEN>)\s+)?static(?:ally(?:\s+<GIVEN>)?)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?)(?:,|\s*$|\s+(?:must|has to|may|cannot)\b)";
    /// Matches openings of sentences that do not state what always holds.
    OPENING = r"^\s*(?:if|when|whenever|wherever|where|unless|once|after|before|until|while|for|in case|in the case|in|on|with|during|under|depending|provided|assuming|as long as|except|otherwise|otherwise,|to)\b";
    /// Matches phrases within sentences that do not state what always holds.
    CONDITION = r"\b(?:if|when|whenever|unless|until|while|once|depending|depends|provided that|assuming|as long as|except|otherwise|in case|in which case|only for|applies to|applicable|by default|defaults?|for example|for instance|e\.g\.|such as|might|could|would|recommend(?:ed|s)?|suggested|advisable|best practice|ideally|preferably|usually|typically|generally|normally|often|sometimes|usual|typical|(?:approximately|roughly|about|around) \d|per (?:account|user|agent|second|minute|hour|day|month|request))\b";
    /// Matches an explanation of a value, which is not a limit.
    EXPLANATION = r",?\s*\b(?:representing|that represents?|which represents?|indicating|that indicates?|which indicates?|denoting|that denotes|describing|that describes?|specifying|that specifies|defining|that defines|identifying|that identifies|used (?:to|for|by|as|when|if)|(?:to serve|which serves?|that serves?|serving) as)\b.*$";
}

/// The sentence of a clue, unless it is too long.
pub fn sentence(clue: &Clue) -> Option<&str> {
    match &clue.content {
        Content::Sentence(text) if text.len() <= LONGEST => Some(text.trim()),
        _ => None,
    }
}

/// The sentence without marks before it, such as "[Optional] …".
pub fn unmarked(clue: &Clue) -> Option<&str> {
    let mut text = sentence(clue)?;
    while let Some(rest) = MARK.strip(text) {
        text = rest;
    }
    Some(text)
}

/// The sentence without marks, and without a condition that is always true; `None` if it opens with any other
/// condition.
pub fn opening(clue: &Clue) -> Option<&str> {
    let text = unmarked(clue)?;
    let text = PRESENT.strip(text).unwrap_or(text);
    (!OPENING.occurs(text)).then_some(text)
}

/// The part of a sentence that always holds, without explanations; `None` if it is a condition, advice or an example.
pub fn unconditional(clue: &Clue) -> Option<&str> {
    let text = opening(clue)?;
    let end = EXPLANATION.parts(text).and_then(|parts| parts.get(0)).map_or(text.len(), |found| found.start());
    let text = text.get(..end)?;
    (!CONDITION.occurs(&WRITTEN.removed(text))).then_some(text)
}

/// The subject of a clause without a condition that is always true, such as "if not dynamic".
pub fn unguarded(subject: &str) -> &str {
    WRITTEN.strip(subject).map_or(subject, str::trim)
}
