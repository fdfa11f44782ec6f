//! Splits a description into sentences.

mod lines;

use crate::markup::plain;
use lines::{Line, lines};

/// Abbreviations, in lower case, after which a full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "eg", "i.e", "ie", "etc", "vs", "approx", "incl", "excl", "no", "cf", "max", "min", "resp", "fig", "sec",
    "ex", "a.k.a",
];

/// Words of a sentence of which the list below it offers alternatives: no entry of it holds alone.
const OFFERS: &[&str] = &[
    "one of",
    "following formats",
    "formats are",
    "either",
    "options",
    "possible",
    "supported",
    "allowed",
    "valid ",
    "accepted",
    "any of",
    "values",
    "following types",
];

/// Labels of rules, which are no values.
const LABELS: &[&str] = &[
    "format",
    "encoding",
    "maxlength",
    "minlength",
    "max",
    "min",
    "maximum",
    "minimum",
    "default",
    "type",
    "example",
    "examples",
    "pattern",
    "length",
    "note",
    "required",
    "optional",
    "range",
    "unit",
    "units",
];

/// Words with which a sentence begins even where the blank after a full stop was forgotten.
const OPENERS: &[&str] = &[
    "It", "If", "You", "The", "This", "Default", "Defaults", "Must", "May", "Can", "Cannot", "For", "When", "Note",
    "A", "An", "Use", "Only", "See", "To", "In", "Values", "Maximum", "Minimum", "Max", "Min", "Required", "Optional",
    "Valid", "Possible", "Allowed", "Example", "Larger", "Should", "These", "There",
];

/// A sentence of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What a reader sees: without markup, code in backticks. A list of values after a colon belongs to its sentence;
    /// each of its values is on a line of its own, without the bullet.
    pub text: String,
    /// The same words as they stand in the document, with single spaces.
    pub quote: String,
}

/// The sentences of a description, in order. Of the words only white space and bullets are lost.
///
/// A sentence ends at `.`, `!` or `?` before white space and a capital, digit, quote or bracket, unless the stop belongs
/// to an abbreviation, or is inside a brace or bracket (`{ "notes": "Sold! Great." }`). Paragraphs, bullets and breaks of
/// lines that are not wrapped end one as well. Where a full stop was forgotten, a capitalised verb begins the next
/// sentence: "… is also given May be set statically."
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let lines = lines(unwrapped(text));
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        // Values in quotes are a list even without bullets.
        let examples = !line.is_bullet && heads_examples(&line.text);
        let lists = line.text.ends_with(':') || line.is_bullet;
        let is_entry = |next: &&Line| next.is_bullet || lists && next.text.starts_with('`') && names_value(&next.text);
        let count = lines.get(at..).unwrap_or_default().iter().take_while(is_entry).count();
        let bullets = lines.get(at..at + count).unwrap_or_default();
        let parts = split(&line.text);
        let led = line.text.ends_with(':') || line.is_bullet || examples;
        let listed: Vec<&Line> =
            if line.is_bullet { std::iter::once(line).chain(bullets).collect() } else { bullets.iter().collect() };
        let offers = !line.is_bullet && OFFERS.iter().any(|word| line.text.to_lowercase().contains(word));
        let values = led && listed.len() > 1 && (offers || listed.iter().all(|line| names_value(&line.text)));
        if !values {
            found.extend(parts.iter().map(|part| sentence(part)));
            continue;
        }
        at += count;
        let lead = if line.is_bullet { None } else { parts.split_last() };
        found.extend(lead.iter().flat_map(|(_, before)| before.iter()).map(|part| sentence(part)));
        let list = listed.iter().map(|line| line.text.as_str()).collect::<Vec<_>>();
        let lead = match examples {
            true => Some("Examples:"),
            false => lead.map(|(last, _)| last.as_str()),
        };
        let all: Vec<&str> = lead.into_iter().chain(list).collect();
        found.push(Sentence { text: plain(&all.join("\n")), quote: spaced(&all.join(" ")) });
    }
    found.retain(|sentence| !sentence.text.is_empty());
    found
}

/// Whether a line says that examples follow, with or without a colon.
fn heads_examples(text: &str) -> bool {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ["example", "examples", "for example", "for instance", "e.g", "eg", "example values", "sample values"]
        .contains(&words.as_str())
}

fn sentence(text: &str) -> Sentence {
    Sentence { text: plain(text), quote: spaced(text) }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A description that was quoted as a whole, without the quotes.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let inside = |quote: char| {
        let inside = text.strip_prefix(quote)?.strip_suffix(quote)?.trim();
        (inside.ends_with('.') && !inside.contains(&format!(" {quote}"))).then_some(inside)
    };
    inside('\'').or_else(|| inside('"')).unwrap_or(text)
}

/// Whether an entry of a list begins with a value and, if more follows, an explanation: `` `a` - the first``, `NEW: it is
/// new`.
fn names_value(text: &str) -> bool {
    let label = text.split([':', '=']).next().unwrap_or_default().trim().to_lowercase();
    if LABELS.contains(&label.as_str()) {
        return false;
    }
    let text = text.trim_start_matches("**");
    let quoted = ['`', '"', '\''].iter().find_map(|quote| {
        let (value, rest) = text.strip_prefix(*quote)?.split_once(*quote)?;
        (!value.is_empty()).then_some(rest)
    });
    let rest = match quoted {
        Some(rest) => rest,
        None => {
            let end = text
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '#')))
                .unwrap_or(text.len());
            let (word, rest) = text.split_at_checked(end).unwrap_or(("", text));
            if word.is_empty() {
                return false;
            }
            rest
        }
    };
    let rest = rest.trim_start_matches("**");
    let told = rest.trim_start();
    told.is_empty()
        || matches!(told, "." | "," | ";")
        || told.starts_with([':', '='])
        || rest.starts_with(" (")
        || ["- ", "– ", "— "].iter().any(|dash| told.starts_with(dash)) && rest.starts_with(' ')
}

/// The sentences of one line.
fn split(text: &str) -> Vec<String> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let last_closing = text.rfind(['}', ')']).unwrap_or(0);
    for (i, &(at, c)) in chars.iter().enumerate() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            '.' | '!' | '?' if depth == 0 || last_closing < at => {
                let marks =
                    text[at + c.len_utf8()..].chars().take_while(|c| matches!(c, '*' | '_' | '"' | '\'' | '`')).count();
                let end = chars.get(i + 1 + marks).map_or(text.len(), |&(end, _)| end);
                let end = if text[end..].starts_with(char::is_whitespace) { end } else { at + c.len_utf8() };
                let rest = &text[end..];
                let next = rest.trim_start().chars().next();
                let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                let glued = c == '.'
                    && depth == 0
                    && OPENERS.contains(&word)
                    && text[..at].ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == ' ');
                let breaks = glued
                    || rest.starts_with(char::is_whitespace)
                        && next.is_some_and(|n| !n.is_lowercase() && !matches!(n, ',' | ';' | ')'));
                if breaks && start < end && !(c == '.' && is_abbreviation(&text[start..at])) {
                    push(&mut found, &text[start..end]);
                    start = end;
                }
            }
            ' ' if depth == 0 && start < at && begins_sentence(&text[..at], &text[at + 1..]) => {
                push(&mut found, &text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(&mut found, &text[start..]);
    found
}

fn push(found: &mut Vec<String>, sentence: &str) {
    let sentence = spaced(sentence);
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

/// Whether the text after a space begins a sentence although no full stop precedes it: `May be …`, or `If …` after a
/// comma.
fn begins_sentence(before: &str, after: &str) -> bool {
    let verb = |rest: &str| rest.starts_with(" be ") || rest.starts_with(" not be ");
    let modal =
        ["May", "Must", "Can", "Cannot", "Should"].iter().any(|word| after.strip_prefix(word).is_some_and(verb));
    let clause = after.starts_with("If ") && before.ends_with(',');
    clause || modal && before.ends_with(|c: char| c.is_lowercase() || matches!(c, ')' | '"'))
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_description_is_split_where_a_reader_would_split_it() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("One", &["One"]),
            ("A queue ID. If A is given, B may not.", &["A queue ID.", "If A is given, B may not."]),
            ("before a callback.  0 means disabled.", &["before a callback.", "0 means disabled."]),
            ("For example: yyyy-MM-ddTHH:mm:ss.SSSZ", &["For example: yyyy-MM-ddTHH:mm:ss.SSSZ"]),
            ("Must conform to the E.164 format. Next.", &["Must conform to the E.164 format.", "Next."]),
            ("Use one, e.g. Local. Done.", &["Use one, e.g. Local.", "Done."]),
            ("Not if B is given May be static.", &["Not if B is given", "May be static."]),
            ("\"A\" or \"B\", If A is set, so. Then.", &["\"A\" or \"B\",", "If A is set, so.", "Then."]),
            ("If A, if B, it may be. THIS May be.", &["If A, if B, it may be.", "THIS May be."]),
            ("Example: { \"a\": \"Sold! Great.\" } It fits.", &["Example: { \"a\": \"Sold! Great.\" } It fits."]),
            ("Rows to send.\nDefault: 20\nMost: 50", &["Rows to send.", "Default: 20", "Most: 50"]),
            ("Notes.<br /> Max length: 250", &["Notes.", "Max length: 250"]),
            ("<p>One.</p><p>Two</p>", &["One.", "Two"]),
            (
                "A code that says in which language the greeting is spoken,\nfor which a voice must be installed on the\nphone",
                &[
                    "A code that says in which language the greeting is spoken, for which a voice must be installed on the phone",
                ],
            ),
            ("**Note: it is old.** The language.", &["Note: it is old.", "The language."]),
            (
                "State of the bell:\n- NEW: it was made\n- RUNG: it is over\n\nMore.",
                &["State of the bell:\nNEW: it was made\nRUNG: it is over", "More."],
            ),
            ("One of:\n`low`: it hums\n`high`: it shrieks", &["One of:\n`low`: it hums\n`high`: it shrieks"]),
            ("Steps:\n- Open the door\n- Ring twice", &["Steps:", "Open the door", "Ring twice"]),
            ("The way.\nAllowed values:\nIN,\nOUT", &["The way.", "Allowed values: IN, OUT"]),
            ("Allowed values:\nSee the list, it is long.", &["Allowed values:", "See the list, it is long."]),
            ("'The rows. Most: 50.'", &["The rows.", "Most: 50."]),
            ("\"The rows. Most: 50.\"", &["The rows.", "Most: 50."]),
            (
                "How to pay.\n- CARD : by card. It needs one.\n- CASH : in coins.\nThey are counted.\n- LATER : on account.\nMore.",
                &[
                    "How to pay.",
                    "CARD : by card. It needs one.\nCASH : in coins. They are counted.\nLATER : on account.",
                    "More.",
                ],
            ),
            (
                "Code.\nExamples\n\n* AB - the first\n* CD - the second",
                &["Code.", "Examples:\nAB - the first\nCD - the second"],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = sentences(text).into_iter().map(|sentence| sentence.text).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn the_quote_keeps_what_stands_in_the_document() {
        let found = sentences("The **size**, [in  pixels](https://example.com).");
        assert_eq!(found[0].text, "The size, in pixels.");
        assert_eq!(found[0].quote, "The **size**, [in pixels](https://example.com).");
    }
}
