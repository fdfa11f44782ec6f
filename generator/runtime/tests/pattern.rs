//! Patterns of ECMA-262: what they match, and that no text holds anybody up.

use ringback_runtime::pattern::{TooManySteps, compile, matches_pattern};
use std::time::{Duration, Instant};

#[test]
fn a_pattern_matches_what_the_language_says() {
    for (pattern, text, expected) in [
        ("^[a-z]+$", "abc", true),
        ("^[a-z]+$", "abc\n", false),
        ("b", "abc", true),
        (r"^\d+$", "12", true),
        (r"^\d+$", "١٢", false),
        (r"^\w$", "ä", false),
        (r"^\s$", "\u{feff}", true),
        (r"^[\w-.]+$", "a-b.c", true),
        (r"^[\w-.]+$", "a b", false),
        (r"^\p{L}+$", "äß", true),
        (r"^(?=.*[0-9])(?=.*[a-z]).{3,}$", "ab1", true),
        (r"^(?!foo)", "foobar", false),
        (r"^(a|b)\1$", "aa", true),
        (r"^(a|b)\1$", "ab", false),
        (r"^.{1,65535}$", "a", true),
        (r"^\cA$", "\u{1}", true),
        (r"^[^]$", "\n", true),
        ("^💩$", "💩", true),
    ] {
        assert_eq!(matches_pattern(pattern, text), Ok(expected), "{pattern} on {text:?}");
    }
    assert!(compile("(").is_none() && compile("[b-a]").is_none() && compile("a{2,1}").is_none());
}

/// Patterns for which others try every way of dividing the text.
const EVIL: &[&str] = &[
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "^(.*a){20}$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    r"^(\w+\s?)*$",
    r"^(?=(a+)+$)",
    r"^(a+)+\1$",
    r"^(?:[\w-.]+)+@$",
    "^(?!(a+)+b)(a+)+$",
];

#[test]
fn an_evil_pattern_is_decided_or_refused_at_once_and_never_passes_undecided() {
    for pattern in EVIL {
        for text in ["a".repeat(30) + "!", "a".repeat(5_000) + "!"] {
            let began = Instant::now();
            let matched = matches_pattern(pattern, &text);
            assert!(began.elapsed() < Duration::from_secs(2), "{pattern}: {:?}", began.elapsed());
            assert!(matched != Ok(true) || *pattern == "^(?!(a+)+b)(a+)+$", "{pattern}: {matched:?}");
        }
    }
    assert_eq!(matches_pattern(r"^(?:[\w-.]+)+@$", &"a".repeat(30)), Err(TooManySteps));
}

#[test]
fn one_thread_does_not_wait_for_the_pattern_of_another() {
    let evil = std::thread::spawn(|| {
        let text = "a".repeat(5_000) + "!";
        EVIL.iter().for_each(|evil| _ = matches_pattern(evil, &text));
    });
    let began = Instant::now();
    for _ in 0..1000 {
        assert_eq!(matches_pattern("^b+$", "bbb"), Ok(true));
    }
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(evil.join().is_ok());
}
