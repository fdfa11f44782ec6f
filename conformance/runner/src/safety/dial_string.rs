//! What a phone system would dial for a text: every way of writing a digit becomes that digit.

use percent_encoding::percent_decode_str;
use regex::{Captures, Regex};
use ringback_contract::secret::{expression, group, replace};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A decimal digit of any script.
static DIGIT: LazyLock<Regex> = LazyLock::new(|| expression(r"^\p{Nd}$"));

/// A character by its number: `&#43;`, `&#x2b;`, `\u002b`.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"&#(?P<dec>[0-9]{1,7});|&#[xX](?P<html>[0-9a-fA-F]{1,6});|\\u(?P<json>[0-9a-fA-F]{4})")
});

/// Identifiers, times and addresses that are set aside: nobody dials them, whatever their digits.
static SET_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    // A UUID, also one that lacks a digit or has one too many. No phone number is that long.
    let uuid = r"[0-9a-f]{6,10}-?[0-9a-f]{3,5}-?[0-9a-f]{3,5}-?[0-9a-f]{3,5}-?[0-9a-f]{10,14}";
    let date = r"(?:19|20|99)[0-9]{2}-(?:0[0-9]|1[0-3])-(?:[0-2][0-9]|3[0-2])";
    let time = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?";
    // Of the ranges for documentation and of this machine.
    let offset = r"[+-][0-9]{2}:[0-9]{2}";
    let address = r"(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0|10\.0\.0|192\.168\.[01])\.[0-9]{1,3}|255\.255\.255\.255|0\.0\.0\.0|2001:0?db8:[0-9a-f:]+";
    expression(&format!(r"(?i)\b(?:(?:{uuid})|(?:{date})(?:[t ]{time})?|{address})\b|^(?:{offset})$"))
});

/// A number in which letters stand for digits: `1-800-FLOWERS`.
static VANITY: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"(?P<prefix>\+?\(?[0-9](?:[^\p{L}\p{N}]*[0-9]){2,})[^\p{L}\p{N}]*(?P<word>(?:[A-Z][A-Z0-9 .-]{2,10})|(?:[a-z][a-z0-9.-]{4,10}))\b",
    )
});

/// A run of digits as they would be dialled: without what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DialString {
    /// The digits, from 0 to 9.
    pub(super) digits: String,
    /// Whether a `+` stands directly before them: country code and number follow.
    pub(super) is_international: bool,
}

/// A text in which every way of writing a character is that character: percent-encoding, character references, digits and
/// letters of other scripts and widths.
pub(super) fn normalized(text: &str) -> String {
    let text = percent_decode_str(text).decode_utf8_lossy();
    let text = replace(&NUMBERED, &text, |found: &Captures| {
        let radix =
            |name: &str, radix| found.name(name).and_then(|code| u32::from_str_radix(code.as_str(), radix).ok());
        let code = radix("dec", 10).or_else(|| radix("html", 16)).or_else(|| radix("json", 16));
        code.and_then(char::from_u32).map_or_else(|| group(found, 0).to_owned(), String::from)
    });
    text.nfkc().map(ascii_digit).collect()
}

/// The ASCII digit of the same value. Digits of a script are ten characters that follow each other (Unicode, section 4.6).
fn ascii_digit(c: char) -> char {
    let is_digit = |c: char| DIGIT.is_match(c.encode_utf8(&mut [0; 4]));
    if c.is_ascii() || !c.is_numeric() || !is_digit(c) {
        return c;
    }
    let before = (1..10).take_while(|less| char::from_u32(u32::from(c) - less).is_some_and(is_digit)).count();
    u32::try_from(before).ok().and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Everything in a normalized text that could be dialled. Whatever stands between two digits and is neither a letter nor a
/// digit is skipped, as diallers do.
pub(super) fn dial_strings(normalized: &str) -> Vec<DialString> {
    let text = SET_ASIDE.replace_all(normalized, "x");
    let mut found: Vec<DialString> = identifier_parts(&text).into_iter().flat_map(runs).collect();
    for vanity in VANITY.captures_iter(&text) {
        let (prefix, word) =
            (vanity.name("prefix").map_or("", |p| p.as_str()), vanity.name("word").map_or("", |w| w.as_str()));
        let starts = runs(prefix).pop().unwrap_or(DialString { digits: String::new(), is_international: false });
        // Small letters are words, unless the digits before them are surely the beginning of a number.
        let is_free_number = ["800", "833", "844", "855", "866", "877", "888", "900"]
            .iter()
            .any(|free| starts.digits.trim_start_matches(['0', '1']).starts_with(free));
        let is_written_large = word.chars().all(|c| !c.is_ascii_lowercase());
        if starts.is_international || is_free_number || (is_written_large && starts.digits.len() <= 7) {
            let digits = starts.digits + &word.chars().filter_map(on_keypad).collect::<String>();
            found.push(DialString { digits, is_international: starts.is_international });
        }
    }
    found
}

/// The parts of an identifier that has words between colons, such as a URN; any other text as it is.
fn identifier_parts(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(':').collect();
    let words = parts.iter().filter(|part| part.chars().filter(char::is_ascii_lowercase).count() >= 3).count();
    if words >= 3 { parts } else { vec![text] }
}

/// The digits of a text, divided at letters.
fn runs(text: &str) -> Vec<DialString> {
    let mut found = Vec::new();
    let mut run = DialString { digits: String::new(), is_international: false };
    let mut after_plus = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            run.is_international |= run.digits.is_empty() && after_plus;
            run.digits.push(c);
        } else if c.is_alphanumeric() {
            if !run.digits.is_empty() {
                found.push(std::mem::replace(&mut run, DialString { digits: String::new(), is_international: false }));
            }
            after_plus = false;
        } else if run.digits.is_empty() {
            after_plus = c == '+' || (after_plus && !matches!(c, '-' | '*' | '#'));
        }
    }
    if !run.digits.is_empty() {
        found.push(run);
    }
    found
}

/// The key of a phone with this letter or digit (ITU-T E.161).
fn on_keypad(c: char) -> Option<char> {
    Some(match c.to_ascii_uppercase() {
        digit @ '0'..='9' => digit,
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        _ => return None,
    })
}
