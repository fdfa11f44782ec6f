//! Spells names of JSON as words of Rust: letters of any script are kept, signs become words or separate words.

use ringback_contract::fingerprint::fingerprint;
use std::borrow::Cow;
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization as _;

/// Characters of a name; a longer one is cut at its end, and a number made from all of it is added. File names have at
/// most 255 bytes.
const LONGEST: usize = 100;

/// A name in a case, which is always a valid identifier or a word of Rust. `fallback` stands for a name without letters,
/// and before one that begins with a digit.
pub fn spelt(name: &str, fallback: &str, case: impl Fn(&str) -> String) -> String {
    let mut words = String::with_capacity(name.len());
    for c in composed(name).chars() {
        match c {
            '+' => words.push_str(" plus "),
            // Digits of other scripts look like letters or like other digits.
            c if c.is_numeric() && !c.is_ascii() => words.push_str(&format!(" u{:x} ", u32::from(c))),
            c if is_xid_continue(c) && c != '_' => words.push(c),
            _ => words.push(' '),
        }
    }
    if words.trim_start().starts_with(|c| !is_xid_start(c)) {
        words.insert_str(0, &format!("{fallback} "));
    }
    let mut cased = clean(&case(&words));
    if cased.is_empty() {
        cased = clean(&case(fallback));
    }
    if !cased.starts_with(is_xid_start) {
        cased = clean(&case(&format!("{fallback} {cased}")));
    }
    shortened(cased, &case)
}

/// What a change of case leaves that may stand in an identifier, composed as the compiler composes it.
fn clean(cased: &str) -> String {
    composed(cased).chars().filter(|c| is_xid_continue(*c)).collect()
}

/// A text as the compiler composes it (NFKC). Most names are ASCII, which is so already.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfkc().collect() }
}

fn shortened(name: String, case: &impl Fn(&str) -> String) -> String {
    if name.chars().count() <= LONGEST {
        return name;
    }
    let hash = fingerprint(&name);
    const DIGITS: usize = 8;
    let kept: String = name.chars().take(LONGEST - DIGITS - 2).collect();
    let end = clean(&case(&format!("x{:08x}", hash & 0xffff_ffff)));
    let between = if kept.contains('_') && !kept.ends_with('_') { "_" } else { "" };
    format!("{kept}{between}{end}")
}

/// A name in ASCII letters, for a file: accents are left out, and other letters become their numbers.
pub fn in_ascii(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let mut ascii = String::with_capacity(name.len());
    for c in name.nfd() {
        match c {
            c if c.is_ascii() => ascii.push(c),
            'ß' => ascii.push_str("ss"),
            c if unicode_normalization::char::is_combining_mark(c) => {}
            c => ascii.push_str(&format!(" u{:x} ", u32::from(c))),
        }
    }
    ascii
}

/// Words for values that are made of signs alone.
const SIGNS: &[(&str, &str)] = &[
    ("", "empty"),
    ("=", "equal"),
    ("==", "equal equal"),
    ("===", "strictly equal"),
    ("=~", "matches"),
    ("!~", "does not match"),
    ("!=", "not equal"),
    ("!==", "strictly not equal"),
    ("<>", "less or greater"),
    ("<", "less"),
    (">", "greater"),
    ("<=", "less or equal"),
    (">=", "greater or equal"),
    ("<=>", "compare"),
    ("≠", "not equal sign"),
    ("≤", "less or equal sign"),
    ("≥", "greater or equal sign"),
    ("&&", "and and"),
    ("||", "or or"),
    ("->", "arrow"),
    ("=>", "double arrow"),
    ("..", "range"),
    ("...", "ellipsis"),
    ("\n", "line feed"),
    ("\r\n", "carriage return line feed"),
    ("\r", "carriage return"),
    ("\t", "tab"),
];

/// Words for single signs.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '(' => "open parenthesis",
        ')' => "close parenthesis",
        '*' => "asterisk",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "bar",
        '}' => "close brace",
        '~' => "tilde",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '§' => "section",
        '°' => "degree",
        '±' => "plus minus",
        '×' => "times",
        '÷' => "divided by",
        '≠' => "not equal",
        '≤' => "less or equal",
        '≥' => "greater or equal",
        '≈' => "about",
        '∞' => "infinity",
        '→' => "arrow",
        '←' => "left arrow",
        '…' => "ellipsis",
        _ => return None,
    })
}

/// Signs that mean something beside letters too; the others only separate words there.
const TELLING: &str = "+#%&<>=≤≥≠!*@$~^€£¥°±×÷≈∞";

/// A value of an enum in words: `<=` is `less or equal`, `-1` is `minus 1`, `C#` is `C hash`.
pub fn in_words(value: &str) -> String {
    if let Some((_, words)) = SIGNS.iter().find(|(signs, _)| *signs == value) {
        return (*words).to_owned();
    }
    let has_letters = value.chars().any(char::is_alphanumeric);
    let mut words = String::with_capacity(value.len());
    let mut before = None;
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let word = match c {
            '-' if has_letters => {
                // A minus before a number, and not a hyphen between words.
                (is_digit(next) && !before.is_some_and(char::is_alphanumeric)).then_some("minus")
            }
            '.' if has_letters => (is_digit(before) && is_digit(next)).then_some("point"),
            c if has_letters && !TELLING.contains(c) => None,
            c => sign(c),
        };
        match word {
            Some(word) => words.extend([" ", word, " "]),
            None if !has_letters && !c.is_alphanumeric() => words.push_str(&format!(" u{:x} ", u32::from(c))),
            None => words.push(c),
        }
        before = Some(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, in_words, spelt};
    use heck::{ToSnakeCase, ToUpperCamelCase};

    #[test]
    fn letters_of_any_script_are_kept() {
        for (name, field, of) in [
            ("größe", "größe", "Größe"),
            ("naïve", "naïve", "Naïve"),
            ("名前", "名前", "名前"),
            ("cafe\u{301} au lait", "café_au_lait", "CaféAuLait"),
            ("a\u{202e}b", "a_b", "AB"),
            ("x²", "x2", "X2"),
            ("²", "field_2", "Field2"),
            ("\u{661}", "u661", "U661"),
        ] {
            assert_eq!(spelt(name, "field", str::to_snake_case), field, "{name:?}");
            assert_eq!(spelt(name, "field", str::to_upper_camel_case), of, "{name:?}");
        }
    }

    #[test]
    fn signs_have_names() {
        for (value, words) in [
            ("<=", "LessOrEqual"),
            (">=", "GreaterOrEqual"),
            ("=", "Equal"),
            ("==", "EqualEqual"),
            ("-1", "Minus1"),
            ("1", "Value1"),
            ("+1", "Plus1"),
            ("reactions-+1", "ReactionsPlus1"),
            ("reactions--1", "ReactionsMinus1"),
            ("", "Empty"),
            (" ", "Space"),
            ("C#", "CHash"),
            ("image/png", "ImagePng"),
            ("1.5", "Value1Point5"),
            ("*", "Asterisk"),
            ("🦀", "U1f980"),
        ] {
            assert_eq!(spelt(&in_words(value), "Value", str::to_upper_camel_case), words, "{value:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_at_its_end_and_told_apart_by_all_of_it() {
        let [one, other] =
            ["a", "b"].map(|end| spelt(&format!("{}{end}", "word ".repeat(60)), "x", str::to_snake_case));
        assert!(one.starts_with("word_word_") && one != other && one.len() <= 100, "{one} {other}");
    }

    #[test]
    fn the_name_of_a_file_is_ascii() {
        for (name, ascii) in [("café", "cafe"), ("größe", "grosse"), ("名前", " u540d  u524d "), ("a b", "a b")] {
            assert_eq!(in_ascii(name), ascii);
        }
    }
}
