//! What generated code uses of the runtime.

use super::{
    imports::{self, Leaf},
    mentions::Mentions,
};
use proc_macro2::TokenStream;
use ringback_contract::files::Files;
use std::collections::{BTreeSet, HashSet};

/// Macros that implement types with parts: those that read bytes part by part.
const OF_PARTS: &[&str] = &["collects", "object", "union", "value"];

/// What generated code mentions.
#[derive(Default)]
pub struct Roots {
    /// Its words and paths.
    pub mentions: Mentions,
    /// The words of the tables of rules.
    pub in_rules: BTreeSet<String>,
    /// What it imports.
    pub imports: Vec<Leaf>,
    /// Whether some type has parts.
    pub has_parts: bool,
}

impl Roots {
    /// Reads generated code: as text, since it may be a thousand times as long as the runtime.
    pub fn of(code: &Files) -> Self {
        let mut roots = Self::default();
        let mut found = Found::default();
        let mut rules = HashSet::new();
        for (path, text) in code.iter().filter(|(path, _)| path.ends_with(".rs")) {
            let mut in_file = Found::default();
            in_file.read(text);
            if path.ends_with("rules.rs") {
                rules.extend(in_file.words.iter().copied());
            }
            found.extend(in_file);
        }
        let owned = |words: HashSet<&str>| words.into_iter().map(String::from).collect();
        roots.in_rules = owned(rules);
        roots.mentions.types.extend(found.words.iter().map(|word| (*word).to_owned()));
        roots.mentions.words = owned(found.words);
        roots.mentions.called = owned(found.called);
        let pairs = found.pairs.into_iter().map(|(outer, inner)| (outer.to_owned(), inner.to_owned()));
        roots.mentions.pairs = pairs.collect();
        for import in found.imports {
            let leaves = import.parse::<TokenStream>().ok().and_then(imports::leaves).unwrap_or_default();
            roots.imports.extend(leaves);
        }
        let is_of_parts = |name: &&str| roots.mentions.pairs.contains(&("runtime".to_owned(), (*name).to_owned()));
        roots.has_parts = OF_PARTS.iter().any(is_of_parts);
        roots
    }
}

/// The words of a text.
#[derive(Default)]
struct Found<'t> {
    words: HashSet<&'t str>,
    called: HashSet<&'t str>,
    pairs: HashSet<(&'t str, &'t str)>,
    imports: HashSet<&'t str>,
}

impl<'t> Found<'t> {
    fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
        self.called.extend(other.called);
        self.pairs.extend(other.pairs);
        self.imports.extend(other.imports);
    }

    /// Adds the words of a text, without those in comments and strings.
    fn read(&mut self, text: &'t str) {
        let bytes = text.as_bytes();
        let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
        let (mut index, mut outer) = (0, None);
        while index < bytes.len() {
            let start = index;
            match at(index) {
                b'/' if at(index + 1) == b'/' => index += length(text, index, "\n"),
                b'"' => index = after_string(bytes, index),
                b'\'' if at(index + 1) == b'\\' => index += 3 + length(text, index + 3, "'"),
                b'\'' if at(index + 2) == b'\'' => index += 3,
                byte if byte == b'_' || byte.is_ascii_alphabetic() || !byte.is_ascii() => {
                    let is_part = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii();
                    while is_part(at(index)) {
                        index += 1;
                    }
                    let word = text.get(start..index).unwrap_or_default();
                    if word == "r" && matches!(at(index), b'"' | b'#') {
                        index += raw_string(text, index);
                        continue;
                    }
                    if word == "use" {
                        let end = index + length(text, index, ";");
                        self.imports.extend(text.get(start..end));
                    }
                    self.words.insert(word);
                    let is_reached = matches!(start.checked_sub(1).map(at), Some(b'.' | b':'));
                    let leads_on = at(index) == b':' && at(index + 1) == b':';
                    if is_reached || leads_on || at(index) == b'(' {
                        self.called.insert(word);
                    }
                    if let Some(outer) = outer.take() {
                        self.pairs.insert((outer, word));
                    }
                    if leads_on {
                        outer = Some(word);
                        index += 2;
                    }
                    continue;
                }
                _ => index += 1,
            }
            outer = None;
        }
    }
}

/// How far it is to the end of the next occurrence of a text.
fn length(text: &str, from: usize, next: &str) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.find(next).map_or(rest.len(), |at| at + next.len())
}

/// The index after a string.
fn after_string(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += 1;
        match bytes.get(at) {
            Some(b'\\') => at += 1,
            Some(b'"') | None => return at + 1,
            Some(_) => {}
        }
    }
}

/// The length of a raw string after its `r`; that of the sign if it is none, as in `r#type`.
fn raw_string(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let signs = rest.len() - rest.trim_start_matches('#').len();
    match rest.get(signs..).is_some_and(|rest| rest.starts_with('"')) {
        true => signs + 1 + length(text, from + signs + 1, &format!("\"{}", "#".repeat(signs))),
        false => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::Found;

    #[test]
    fn words_of_comments_and_strings_are_no_code() {
        let mut found = Found::default();
        found.read("// a\nuse b::{c};\nd(\"e\\\" e\", r#\"f \" f\"#, '\\'', 'g', \"\")::h::<i>.j r#type <'k> ö::l");
        let mut words: Vec<&str> = found.words.into_iter().collect();
        words.sort_unstable();
        assert_eq!(words, ["b", "c", "d", "h", "i", "j", "k", "l", "type", "use", "ö"]);
        assert!(found.pairs.contains(&("ö", "l")) && found.pairs.len() == 1, "{:?}", found.pairs);
        assert_eq!(found.imports.into_iter().collect::<Vec<_>>(), ["use b::{c};"]);
        let mut called: Vec<&str> = found.called.into_iter().collect();
        called.sort_unstable();
        assert_eq!(called, ["b", "d", "h", "j", "l", "ö"]);
    }
}
