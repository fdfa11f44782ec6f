//! Patterns as ECMA-262 has them, each compiled once.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

/// Whether the pattern matches somewhere in the text, as ECMA-262 has it. A pattern that does not compile never
/// gets here: the generator refuses it.
pub fn matches_pattern(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Option<regress::Regex>>>> = LazyLock::new(Mutex::default);
    let Ok(mut compiled) = COMPILED.lock() else { return true };
    let regex = compiled.entry(pattern).or_insert_with(|| compile(pattern));
    regex.as_ref().is_none_or(|regex| regex.find(text).is_some())
}

/// A pattern as ECMA-262 has it, with Unicode where it allows that: `^[\\w-.]+$` is only legal without.
pub fn compile(pattern: &str) -> Option<regress::Regex> {
    ["u", ""].iter().find_map(|flags| regress::Regex::with_flags(pattern, *flags).ok())
}
