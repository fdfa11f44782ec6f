//! Splits a description into sentences.

/// Abbreviations, in lower case, after which a full stop does not end a sentence.
const ABBREVIATIONS: &[&str] =
    &["e.g", "i.e", "etc", "vs", "approx", "incl", "no", "cf", "max", "min", "resp", "fig", "sec"];

/// The sentences of a description, trimmed and in order. Only white space is lost.
///
/// A sentence ends at `.`, `!` or `?` before white space and a capital, digit, quote or bracket, unless the stop
/// belongs to an abbreviation, or is inside a brace or bracket (`{ "notes": "Sold! Great." }`). Where a full stop was
/// forgotten, a capitalised verb begins the next sentence: "… is also given May be set statically."
pub fn sentences(text: &str) -> Vec<String> {
    let text = text.trim();
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
                let end = at + c.len_utf8();
                let rest = &text[end..];
                let next = rest.trim_start().chars().next();
                let breaks = rest.starts_with(char::is_whitespace)
                    && next.is_some_and(|n| !n.is_lowercase() && !matches!(n, ',' | ';' | ')'));
                if breaks && !(c == '.' && is_abbreviation(&text[start..at])) {
                    push(&mut found, &text[start..end]);
                    start = chars.get(i + 1).map_or(text.len(), |&(next, _)| next);
                }
            }
            ' ' if depth == 0 && begins_sentence(&text[..at], &text[at + 1..]) => {
                push(&mut found, &text[start..at]);
                start = at + 1;
            }
            '\n' if text[at..].trim_start_matches([' ', '\t', '\r']).starts_with("\n\n") => {
                push(&mut found, &text[start..at]);
                start = at;
                depth = 0;
            }
            _ => {}
        }
    }
    push(&mut found, &text[start..]);
    found
}

fn push(found: &mut Vec<String>, sentence: &str) {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
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
        ];
        for (text, expected) in cases {
            assert_eq!(&sentences(text), expected, "{text}");
        }
    }
}
