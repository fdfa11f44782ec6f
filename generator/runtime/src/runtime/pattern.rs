//! Patterns as ECMA-262 has them, each compiled once.

use regress::Regex;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

/// How many compiled patterns are kept: more than generated code has. A program that reads patterns from somewhere
/// else and has more of them starts over.
const KEPT: usize = 1024;

/// Whether the pattern matches somewhere in the text, as ECMA-262 has it. A pattern that does not compile never
/// gets here: the generator refuses it.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    compile(pattern).is_none_or(|regex| regex.find(text).is_some())
}

/// A pattern as ECMA-262 has it, with Unicode where it allows that: `^[\\w-.]+$` is only legal without. `None` when it
/// is not one.
pub fn compile(pattern: &str) -> Option<Arc<Regex>> {
    static COMPILED: LazyLock<Mutex<HashMap<String, Option<Arc<Regex>>>>> = LazyLock::new(Mutex::default);
    let known = COMPILED.lock().ok().and_then(|compiled| compiled.get(pattern).cloned());
    known.unwrap_or_else(|| {
        let regex = ["u", ""].iter().find_map(|flags| Regex::with_flags(pattern, *flags).ok()).map(Arc::new);
        if let Ok(mut compiled) = COMPILED.lock() {
            if compiled.len() == KEPT {
                compiled.clear();
            }
            compiled.insert(pattern.to_owned(), regex.clone());
        }
        regex
    })
}
