//! Regular expressions of ECMA-262, each compiled once.

use regress::Regex;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

/// The number of compiled patterns that are kept; generated code has fewer. Beyond it, the cache is emptied.
const KEPT: usize = 1024;

/// Whether a pattern matches somewhere in a text. The generator rejects patterns that do not compile, so that none gets
/// here.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    compile(pattern).is_none_or(|regex| regex.find(text).is_some())
}

/// A compiled ECMA-262 pattern, in Unicode mode if possible: `^[\\w-.]+$` is only valid without. `None` if it is
/// invalid.
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
