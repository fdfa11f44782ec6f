//! Glob patterns from outside: bounded, so that no pattern exhausts the stack or the compiler of expressions.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::HashSet;

/// The most bytes of a pattern: names of cases have about a hundred.
const LONGEST: usize = 1000;

/// How deep `{a,{b,c}}` may nest.
const DEEPEST: usize = 10;

/// The most `*` and `?` in a pattern: each may match anything, so that time grows with their number.
const MOST_WILDCARDS: usize = 100;

/// A pattern that texts are matched against. It also matches the text that is spelled like it: `list/filter[name]` is the name
/// of a case.
#[derive(Clone, Debug)]
pub struct Glob {
    set: GlobSet,
    spelled: HashSet<String>,
}

impl Glob {
    /// A pattern in which `*` matches any text, including slashes.
    ///
    /// # Errors
    ///
    /// If it is not a pattern, or too large; the message says what is allowed.
    pub fn new(pattern: &str) -> Result<Self, String> {
        Self::any([pattern], false)
    }

    /// A pattern in which `*` matches any text without a slash, and `**` any text.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn of_paths(pattern: &str) -> Result<Self, String> {
        Self::any([pattern], true)
    }

    /// Several patterns, of which one has to match.
    ///
    /// # Errors
    ///
    /// As [`Self::new`]; the message names the pattern.
    pub fn any_of(patterns: &[String]) -> Result<Self, String> {
        Self::any(patterns.iter().map(String::as_str), false)
    }

    fn any<'p>(patterns: impl IntoIterator<Item = &'p str>, separates: bool) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        let mut spelled = HashSet::new();
        for pattern in patterns {
            bounded(pattern)?;
            let glob = GlobBuilder::new(&with_empty_brackets(pattern)).literal_separator(separates).build();
            set.add(glob.map_err(|error| error.to_string())?);
            spelled.insert(pattern.to_owned());
        }
        Ok(Self { set: set.build().map_err(|error| error.to_string())?, spelled })
    }

    /// Whether a text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.spelled.contains(text) || self.set.is_match(text)
    }
}

/// The pattern with `[]` and `{}`, which stand for elements and entries in names of cases, as what they are: a class or a list of
/// alternatives has something in it.
fn with_empty_brackets(pattern: &str) -> String {
    let parts: Vec<String> = pattern
        .split('/')
        .map(|part| match part {
            "[]" => "[[][]]".into(),
            "{}" => "[{][}]".into(),
            part => part.into(),
        })
        .collect();
    parts.join("/")
}

fn bounded(pattern: &str) -> Result<(), String> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in pattern.bytes() {
        match c {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let wildcards = pattern.bytes().filter(|c| matches!(c, b'*' | b'?')).count();
    if pattern.len() <= LONGEST && deepest <= DEEPEST && wildcards <= MOST_WILDCARDS {
        return Ok(());
    }
    let start: String = pattern.chars().take(40).collect();
    Err(format!(
        "the pattern {start:?}… is too large: a pattern has at most {LONGEST} bytes, {MOST_WILDCARDS} wildcards and {DEEPEST} nested braces"
    ))
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn a_pattern_matches_names_and_paths() {
        assert!(Glob::new("a/*/{absent,null}").unwrap().is_match("a/b/c/null"));
        assert!(!Glob::of_paths("/calls/*").unwrap().is_match("/calls/0/id"));
        assert!(Glob::of_paths("/calls/**").unwrap().is_match("/calls/0/id"));
        assert!(Glob::any_of(&["a".into(), "b*".into()]).unwrap().is_match("bc"));
    }

    #[test]
    fn a_name_with_brackets_matches_itself_and_its_patterns() {
        for (pattern, name, is_match) in [
            ("a/tags/[]/valid", "a/tags/[]/valid", true),
            ("*/[]/*", "a/tags/[]/valid", true),
            ("*/[]/*", "a/tags/x/valid", false),
            ("a/data/{}/*", "a/data/{}/valid", true),
            ("a/data/{}/*", "a/data//valid", false),
            ("a/filter[name]/types", "a/filter[name]/types", true),
            ("a/filter[name]/types", "a/filtern/types", true),
            ("a/filter[name]/types", "a/filter[size]/types", false),
        ] {
            assert_eq!(Glob::new(pattern).unwrap().is_match(name), is_match, "{pattern} {name}");
        }
    }

    #[test]
    fn a_pattern_that_is_none_or_too_large_is_an_error_and_one_at_the_limits_is_not() {
        let nested = |depth: usize| "{a,".repeat(depth) + &"}".repeat(depth);
        for hostile in [
            "{a,".repeat(2000),
            "*".repeat(100_000),
            "*".repeat(101),
            nested(11),
            "a".repeat(1001),
            "{".into(),
            "[z-a]".into(),
        ] {
            assert!(Glob::new(&hostile).is_err() && Glob::of_paths(&hostile).is_err());
        }
        for fine in [
            nested(10),
            "*a".repeat(100),
            "a".repeat(1000),
            "{a,b,c}".repeat(40),
            "?".repeat(100),
            "[!a-z]".repeat(160),
        ] {
            Glob::new(&fine).unwrap().is_match(&"a".repeat(2000));
            Glob::of_paths(&fine).unwrap().is_match(&"a/".repeat(1000));
        }
    }
}
