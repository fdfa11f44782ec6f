//! What the prose readers of all kinds share: which sentences speak without condition, and which names they mention.

use crate::clue::{Around, Clue, Content};
use regex::Regex;
use std::sync::LazyLock;

/// Openings and turns under which a sentence does not state what always holds.
static CONDITIONAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(if|when|whenever|where|unless|once|after|before|until|while|for example|example|e\.g\.|i\.e\.|note)\b",
        r"|\b(should|recommended|recommend|typically|usually|generally|normally|often|sometimes|might|could|by default)\b",
    ))
    .ok()
});

/// The sentence of a clue when it speaks without condition, advice or example.
pub fn unconditional(clue: &Clue) -> Option<&str> {
    let Content::Sentence(text) = &clue.content else { return None };
    let conditional = CONDITIONAL.as_ref().is_none_or(|regex| regex.is_match(text));
    (!conditional).then_some(text)
}

/// The siblings that a stretch of prose names, in order of mention, each once: `queueId or routingData`.
/// `None` when a word that joins them is not the name of a sibling: then the sentence speaks of something else.
pub fn names_in(around: &Around, prose: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for word in prose.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '"' | '\'' | '`' | '“' | '”')) {
        if word.is_empty()
            || matches!(
                word.to_lowercase().as_str(),
                "or" | "and" | "a" | "an" | "the" | "both" | "either" | "neither" | "nor"
            )
        {
            continue;
        }
        let sibling = around.sibling(word)?.to_owned();
        if !names.contains(&sibling) {
            names.push(sibling);
        }
    }
    (!names.is_empty()).then_some(names)
}
