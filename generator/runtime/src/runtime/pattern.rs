//! Regular expressions of ECMA-262, each compiled once, and matched in bounded time.

use fancy_regex::RegexBuilder;
use std::{
    cell::RefCell,
    collections::HashMap,
    fmt,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

/// The number of compiled patterns that are kept; generated code has fewer. Beyond it, the cache is emptied.
const KEPT: usize = 1024;

/// The number of patterns that each thread finds by their address.
const NEAR: usize = 32;

/// How often a pattern with a lookaround or a backreference may go back before it is given up. Others never go back.
const STEPS: usize = 500_000;

/// Bytes of a compiled pattern: enough for `^.{1,65535}$`.
const LARGEST: usize = 64 * 1024 * 1024;

/// The longest text for a pattern that only a matcher without limits understands, if a group in it is repeated: such may
/// try every way of dividing the text.
const LONGEST_DIVIDED: usize = 20;

/// The longest text for other such patterns.
const LONGEST: usize = 4096;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern(Engine);

#[derive(Clone, Debug)]
enum Engine {
    /// Linear in the text, unless the pattern needs to look around or back.
    Bounded(fancy_regex::Regex),
    /// What has no counterpart in that syntax.
    Unbounded { regex: regress::Regex, divides: bool },
}

/// A text that a pattern was given up for: whether it matches is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManySteps;

impl fmt::Display for TooManySteps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("matching takes too many steps")
    }
}

impl std::error::Error for TooManySteps {}

impl Pattern {
    /// Whether the pattern matches somewhere in a text.
    ///
    /// # Errors
    ///
    /// If that cannot be told in bounded time.
    pub fn matches(&self, text: &str) -> Result<bool, TooManySteps> {
        match &self.0 {
            Engine::Bounded(regex) => regex.is_match(text).map_err(|_| TooManySteps),
            Engine::Unbounded { regex, divides } => {
                let longest = if *divides { LONGEST_DIVIDED } else { LONGEST };
                if text.len() > longest { Err(TooManySteps) } else { Ok(regex.find(text).is_some()) }
            }
        }
    }

    fn new(pattern: &str) -> Option<Self> {
        // Only this one knows exactly what is a pattern: `^[\w-.]+$` is one without Unicode mode only.
        let regex = ["u", ""].iter().find_map(|flags| regress::Regex::with_flags(pattern, *flags).ok())?;
        let bounded = jsonschema_regex::to_rust_regex(pattern).ok().and_then(|translated| {
            let mut builder = RegexBuilder::new(&translated);
            builder.backtrack_limit(STEPS).delegate_size_limit(LARGEST).build().ok()
        });
        let divides = [")*", ")+", "){", ")?"].iter().any(|repeated| pattern.contains(repeated));
        Some(Self(bounded.map_or(Engine::Unbounded { regex, divides }, Engine::Bounded)))
    }
}

/// Whether a pattern matches somewhere in a text. The generator rejects patterns that do not compile, so that none gets
/// here.
///
/// # Errors
///
/// If that cannot be told in bounded time.
pub fn matches_pattern(pattern: &str, text: &str) -> Result<bool, TooManySteps> {
    compile(pattern).map_or(Ok(true), |pattern| pattern.matches(text))
}

/// Whether a pattern of a rule matches somewhere in a text. It is found faster than any other: by its address, which is its
/// own for ever.
///
/// # Errors
///
/// If that cannot be told in bounded time.
pub fn matches_rule(pattern: &'static str, text: &str) -> Result<bool, TooManySteps> {
    thread_local! {
        static FOUND: RefCell<Vec<(*const u8, usize, Arc<Pattern>)>> = const { RefCell::new(Vec::new()) };
    }
    let known = FOUND.with_borrow(|found| {
        let same = found.iter().find(|(at, length, _)| *at == pattern.as_ptr() && *length == pattern.len());
        same.map(|(_, _, compiled)| Arc::clone(compiled))
    });
    if let Some(known) = known {
        return known.matches(text);
    }
    let Some(compiled) = compile(pattern) else { return Ok(true) };
    FOUND.with_borrow_mut(|found| {
        if found.len() >= NEAR {
            found.clear();
        }
        found.push((pattern.as_ptr(), pattern.len(), Arc::clone(&compiled)));
    });
    compiled.matches(text)
}

/// A compiled ECMA-262 pattern, in Unicode mode if possible: `^[\w-.]+$` is only valid without. `None` if it is
/// invalid.
pub fn compile(pattern: &str) -> Option<Arc<Pattern>> {
    static COMPILED: LazyLock<RwLock<HashMap<String, Option<Arc<Pattern>>>>> = LazyLock::new(RwLock::default);
    // Held while the map is looked at, never while something is compiled or matched. A panic elsewhere changes nothing
    // about the map.
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern).cloned();
    known.unwrap_or_else(|| {
        let compiled = Pattern::new(pattern).map(Arc::new);
        let mut all = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(pattern.to_owned(), compiled.clone());
        compiled
    })
}
