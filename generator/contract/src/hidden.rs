//! Values that were masked, found again in messages that quote them, all in one pass.

use aho_corasick::{AhoCorasick, Input, MatchKind};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};

/// Texts and what is shown instead of them.
#[derive(Debug, Default)]
pub(crate) struct HiddenTexts {
    texts: BTreeMap<String, String>,
    /// Made of the texts when it is first asked.
    finder: OnceLock<Option<Finder>>,
}

/// Finds every text in each of its forms: quoted as in JSON, quoted as in Rust, and alone.
#[derive(Debug)]
struct Finder {
    automaton: AhoCorasick,
    /// What stands for each pattern of the automaton, and whether the pattern has quotation marks.
    replacements: Vec<(String, bool)>,
}

impl HiddenTexts {
    /// Adds a text.
    pub(crate) fn insert(&mut self, text: String, masked: String) {
        self.texts.insert(text, masked);
        self.finder.take();
    }

    /// A message in which every text is masked: where it is quoted, and where it stands alone, not inside a longer word.
    pub(crate) fn mask(&self, message: &str) -> String {
        let Some(finder) = self.finder.get_or_init(|| Finder::new(&self.texts)) else { return message.to_owned() };
        let mut masked = String::new();
        let (mut copied, mut from) = (0, 0);
        while let Some(found) = finder.automaton.find(Input::new(message).range(from..)) {
            let Some((replacement, is_quoted)) = finder.replacements.get(found.pattern().as_usize()) else { break };
            if *is_quoted || stands_alone(message, found.start(), found.end()) {
                masked.push_str(message.get(copied..found.start()).unwrap_or_default());
                masked.push_str(replacement);
                copied = found.end();
                from = found.end();
            } else {
                // A shorter text may begin inside this one.
                let next = message.get(found.start()..).and_then(|rest| rest.chars().next());
                from = found.start() + next.map_or(1, char::len_utf8);
            }
        }
        masked + message.get(copied..).unwrap_or_default()
    }
}

impl Finder {
    fn new(texts: &BTreeMap<String, String>) -> Option<Self> {
        let (mut patterns, mut replacements) = (Vec::new(), Vec::new());
        for (text, masked) in texts.iter().filter(|(text, _)| !text.is_empty()) {
            let quoted = Value::from(masked.as_str()).to_string();
            for form in [Value::from(text.as_str()).to_string(), format!("{text:?}")] {
                patterns.push(form);
                replacements.push((quoted.clone(), true));
            }
            // A text of one or two letters is found in half of all words.
            if text.chars().count() > 2 {
                patterns.push(text.clone());
                replacements.push((masked.clone(), false));
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()?;
        Some(Self { automaton, replacements })
    }
}

fn stands_alone(message: &str, start: usize, end: usize) -> bool {
    let is_of_a_word = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
    let before = message.get(..start).and_then(|text| text.chars().next_back());
    let after = message.get(end..).and_then(|text| text.chars().next());
    ![before, after].into_iter().flatten().any(is_of_a_word)
}

#[cfg(test)]
mod tests {
    use super::HiddenTexts;
    use std::time::{Duration, Instant};

    #[test]
    fn a_text_is_masked_where_it_is_quoted_or_stands_alone() {
        let mut hidden = HiddenTexts::default();
        assert_eq!(hidden.mask("Ann"), "Ann");
        for text in ["Ann", "Ann Lee", "x", "a\"b"] {
            hidden.insert(text.into(), "•".into());
        }
        for (message, masked) in [
            ("\"Ann\" for Ann, Annual, Ann Lee.", "\"•\" for •, Annual, •."),
            ("\"x\" is not x", "\"•\" is not x"),
            (r#""a\"b" and a"b"#, r#""•" and •"#),
            ("/Ann is a path; ÄAnn", "/Ann is a path; ÄAnn"),
        ] {
            assert_eq!(hidden.mask(message), masked);
        }
    }

    #[test]
    fn ten_thousand_texts_in_ten_thousand_messages_take_moments() {
        let mut hidden = HiddenTexts::default();
        (0..10_000).for_each(|number| hidden.insert(format!("Person {number}"), "•".into()));
        let began = Instant::now();
        for number in 0..10_000 {
            assert_eq!(hidden.mask(&format!("it is Person {number}!")), "it is •!");
        }
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }
}
