//! Compiles regular expressions to automata, each once.

use super::{
    dense::{Dense, dense},
    set::Language,
};
use ringback_runtime::pattern;
use std::{collections::HashMap, rc::Rc, sync::Arc};

/// Bytes of an expression; longer ones are not understood.
const PATTERN_LIMIT: usize = 20_000;
/// Bytes of a string that is matched by backtracking, which is exponential, where an expression has no automaton.
const BACKTRACKING_LIMIT: usize = 20;

/// The automata and backtracking matchers of all expressions seen so far; `None` for those that cannot be compiled.
#[derive(Default)]
pub struct AutomatonCache {
    automata: HashMap<Rc<str>, Option<Rc<Dense>>>,
}

impl std::fmt::Debug for AutomatonCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} automata", self.automata.len())
    }
}

impl AutomatonCache {
    /// The strings in which an ECMA-262 expression matches somewhere; `None` if it is not regular, or too large.
    pub fn pattern(&mut self, pattern: &Rc<str>) -> Option<Language> {
        if let Some(known) = self.automata.get(pattern) {
            return known.clone().map(Language::Dense);
        }
        let is_legal = matcher(pattern).is_some();
        let translated = is_legal.then(|| jsonschema_regex::to_rust_regex(pattern).ok()).flatten();
        let compiled = translated.and_then(|regex| dense(&format!("(?s:.)*(?:{regex})(?s:.)*"))).map(Rc::new);
        self.automata.insert(pattern.clone(), compiled.clone());
        compiled.map(Language::Dense)
    }

    /// Some of the strings in which an expression matches, for one that is too large to match anywhere: those that it matches
    /// but for a character before and one after.
    pub fn pattern_with_margins(&mut self, pattern: &Rc<str>) -> Option<Language> {
        let regex = matcher(pattern).and_then(|_| jsonschema_regex::to_rust_regex(pattern).ok())?;
        self.whole(&format!("(?s:.)?(?:{regex})(?s:.)?"))
    }

    /// The strings that an expression in the syntax of the `regex` crate matches as a whole.
    pub fn whole(&mut self, regex: &str) -> Option<Language> {
        let known = self.automata.entry(format!("\0{regex}").into()).or_insert_with(|| dense(regex).map(Rc::new));
        known.clone().map(Language::Dense)
    }

    /// Whether an ECMA-262 expression matches somewhere in a string; `None` if it is not understood, or would have to
    /// be matched by backtracking in a long string.
    pub fn matches(&mut self, pattern: &Rc<str>, text: &str) -> Option<bool> {
        if let Some(language) = self.pattern(pattern) {
            return Some(language.contains(text));
        }
        let matcher = matcher(pattern)?;
        (text.len() <= BACKTRACKING_LIMIT).then(|| matcher.matches(text).ok()).flatten()
    }
}

/// The compiled pattern; `None` if it is invalid or too long.
fn matcher(pattern: &str) -> Option<Arc<pattern::Pattern>> {
    (pattern.len() <= PATTERN_LIMIT).then(|| pattern::compile(pattern)).flatten()
}
