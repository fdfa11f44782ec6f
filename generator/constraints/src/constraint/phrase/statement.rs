//! Which sentences state what always holds, and which speak under a condition, advise or give an example.

use super::phrases;
use crate::clue::{Clue, Content};

/// A sentence longer than this is none: a licence, a dump, an attack. It is kept and not read.
const LONGEST: usize = 4_000;

phrases! {
    /// Marks that stand before what a sentence says.
    MARK = r"^\s*(?:[\[(](?:optional|required|mandatory)[\])]\s*[.,:;-]?|(?:optional|required|mandatory)\s*[.,:;](?:\s|$)|(?:optional|required|mandatory)\s+[-–—]\s|currently,\s|note that\s|note:\s)\s*";
    /// Conditions that hold whenever there is a value to judge.
    PRESENT = r"^\s*(?:if|when)\s+(?:(?:it|this|this value|the value|this field)\s+is\s+|it's\s+)?(?:(?:<GIVEN>)(?:\s+statically)?|(?:(?:<GIVEN>)\s+)?static(?:ally)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?),\s*";
    /// The same further on in a sentence: only of a value that is written out can anything be said.
    WRITTEN = r"\b(?:if|when)\s+(?:(?:(?:<GIVEN>)\s+)?static(?:ally(?:\s+<GIVEN>)?)?|not\s+(?:(?:<GIVEN>)\s+)?dynamic(?:ally)?)(?:,|\s*$|\s+(?:must|has to|may|cannot)\b)";
    /// Openings under which a sentence does not state what always holds.
    OPENING = r"^\s*(?:if|when|whenever|wherever|where|unless|once|after|before|until|while|for|in case|in the case|in|on|with|during|under|depending|provided|assuming|as long as|except|otherwise|otherwise,|to)\b";
    /// Turns under which a sentence does not state what always holds.
    CONDITION = r"\b(?:if|when|whenever|unless|until|while|once|depending|depends|provided that|assuming|as long as|except|otherwise|in case|in which case|only for|applies to|applicable|by default|defaults?|for example|for instance|e\.g\.|such as|might|could|would|recommend(?:ed|s)?|suggested|advisable|best practice|ideally|preferably|usually|typically|generally|normally|often|sometimes|usual|typical|(?:approximately|roughly|about|around) \d|per (?:account|user|agent|second|minute|hour|day|month|request))\b";
    /// What explains a value and does not bound it.
    EXPLANATION = r",?\s*\b(?:representing|that represents?|which represents?|indicating|that indicates?|which indicates?|denoting|that denotes|describing|that describes?|specifying|that specifies|defining|that defines|identifying|that identifies|used (?:to|for|by|as|when|if)|(?:to serve|which serves?|that serves?|serving) as)\b.*$";
}

/// The words of a sentence, when the clue is one and of a size that a human wrote.
pub fn sentence(clue: &Clue) -> Option<&str> {
    match &clue.content {
        Content::Sentence(text) if text.len() <= LONGEST => Some(text.trim()),
        _ => None,
    }
}

/// The sentence without the marks before it: "[Optional] …".
pub fn unmarked(clue: &Clue) -> Option<&str> {
    let mut text = sentence(clue)?;
    while let Some(rest) = MARK.strip(text) {
        text = rest;
    }
    Some(text)
}

/// The sentence without the marks before it and without a condition that holds for every value there is; `None` when
/// it opens with any other condition.
pub fn opening(clue: &Clue) -> Option<&str> {
    let text = unmarked(clue)?;
    let text = PRESENT.strip(text).unwrap_or(text);
    (!OPENING.occurs(text)).then_some(text)
}

/// What a sentence states without condition, advice or example, without the explanation that may follow.
pub fn unconditional(clue: &Clue) -> Option<&str> {
    let text = opening(clue)?;
    let end = EXPLANATION.parts(text).and_then(|parts| parts.get(0)).map_or(text.len(), |found| found.start());
    let text = text.get(..end)?;
    (!CONDITION.occurs(&WRITTEN.removed(text))).then_some(text)
}

/// The subject of a clause without a condition that holds whenever there is something to say: "if not dynamic".
pub fn unguarded(subject: &str) -> &str {
    WRITTEN.strip(subject).map_or(subject, str::trim)
}
