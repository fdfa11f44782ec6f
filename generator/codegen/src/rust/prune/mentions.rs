//! Which names a piece of code mentions.

use super::tokens::{ident, is_punct};
use proc_macro2::TokenTree;
use std::collections::BTreeSet;

/// The names in a piece of code, without those of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Words that stand alone, or at the beginning of a path.
    pub words: BTreeSet<String>,
    /// Words that are called, or reached through a path: `name` of `.name`, `::name`.
    pub called: BTreeSet<String>,
    /// Words that follow each other in a path: `a` and `b` of `a::b`.
    pub pairs: BTreeSet<(String, String)>,
    /// Names in modules that a macro is given: `NAME` of `$module::NAME`.
    pub of_any_module: BTreeSet<String>,
    /// Modules in which a macro is given the name: `a` of `a::$name`.
    pub of_module: BTreeSet<String>,
    /// Words without arguments or a path after them: types among them may be read and written.
    pub types: BTreeSet<String>,
}

impl Mentions {
    /// Adds the word at an index of tokens.
    pub fn add(&mut self, tokens: &[TokenTree], at: usize) {
        let Some(word) = tokens.get(at).and_then(ident) else { return };
        let is_path = |at: usize| is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':');
        let before = at.checked_sub(2).filter(|before| is_path(*before));
        let is_dot = |before: usize| at.checked_sub(before).is_some_and(|dot| is_punct(tokens.get(dot), '.'));
        // Two dots are a range.
        let is_reached = before.is_some() || is_dot(1) && !is_dot(2);
        if is_reached {
            self.called.insert(word.clone());
        }
        let is_argument = |at: Option<usize>| at.is_some_and(|at| is_punct(tokens.get(at), '$'));
        let outer = before.and_then(|colon| colon.checked_sub(1));
        if let Some((outer, folder)) = outer.and_then(|outer| Some((outer, ident(tokens.get(outer)?)?))) {
            match is_argument(outer.checked_sub(1)) {
                true => _ = self.of_any_module.insert(word.clone()),
                false => _ = self.pairs.insert((folder, word.clone())),
            }
        }
        if is_argument(at.checked_sub(1)) {
            let outer = at.checked_sub(3).filter(|colon| is_path(*colon)).and_then(|colon| colon.checked_sub(1));
            self.of_module.extend(outer.and_then(|outer| tokens.get(outer)).and_then(ident));
            return;
        }
        if !is_punct(tokens.get(at + 1), '<') && !is_path(at + 1) {
            self.types.insert(word.clone());
        }
        if !is_reached {
            self.words.insert(word);
        }
    }

    /// Adds what others mention.
    pub fn extend(&mut self, others: Self) {
        self.words.extend(others.words);
        self.called.extend(others.called);
        self.pairs.extend(others.pairs);
        self.of_any_module.extend(others.of_any_module);
        self.of_module.extend(others.of_module);
        self.types.extend(others.types);
    }

    /// Adds all words of tokens, those in groups too.
    pub fn add_all(&mut self, tokens: &[TokenTree]) {
        for at in 0..tokens.len() {
            match tokens.get(at) {
                Some(TokenTree::Group(group)) => self.add_all(&group.stream().into_iter().collect::<Vec<_>>()),
                _ => self.add(tokens, at),
            }
        }
    }
}
