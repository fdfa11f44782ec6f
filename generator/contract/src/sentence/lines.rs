//! The lines of a description: joined where they are wrapped, broken where HTML breaks them, with or without a bullet.

use super::{is_abbreviation, names_value};

/// Below this width lines are not wrapped: every break is the author's.
const NARROWEST: usize = 50;

/// Nobody wraps lines that are longer.
const WIDEST: usize = 130;

/// A line, or several that belong together.
pub struct Line {
    /// The text, without the bullet.
    pub text: String,
    /// Whether a bullet was in front of it.
    pub is_bullet: bool,
    /// Whether a blank line was in front of it.
    pub is_apart: bool,
}

/// The lines of a text, joined where they are wrapped; those of `<br>`, `<p>` and `<li>` as well.
pub fn lines(text: &str) -> Vec<Line> {
    let marked;
    let text = match text.contains(['<', '•']) {
        true => {
            marked = broken(text);
            &marked
        }
        false => text,
    };
    let raw: Vec<&str> = text.split('\n').map(str::trim).collect();
    let width = raw.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<usize> = None;
    let mut depth = 0i32;
    for line in raw {
        let (text, is_bullet) = bullet(line);
        let before = open.filter(|_| !text.is_empty() && (!is_bullet || depth > 0));
        let joins = before.is_some_and(|length| {
            let last = lines.last().map_or("", |line| line.text.as_str());
            let first = text.split_whitespace().next().map_or(0, |word| word.chars().count());
            let wrapped = (NARROWEST..=WIDEST).contains(&width) && length + 1 + first > width;
            let ends = last.ends_with(['.', '!', '?', ':']) && !is_abbreviation(last.trim_end_matches('.'));
            depth > 0
                || heads_values(last) && lists_words(text)
                || !ends
                    && (wrapped
                        || text.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | '(' | ';'))
                        || last.ends_with([',', '('])
                        || hangs(last))
        });
        match lines.last_mut().filter(|_| joins) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(line);
            }
            None if !text.is_empty() => {
                depth = 0;
                lines.push(Line { text: text.into(), is_bullet, is_apart: open.is_none() });
            }
            None => {}
        }
        depth +=
            line.chars().map(|c| i32::from(matches!(c, '{' | '[')) - i32::from(matches!(c, '}' | ']'))).sum::<i32>();
        open = (!line.is_empty()).then(|| line.chars().count());
        if line.is_empty() {
            depth = 0;
        }
    }
    continued(lines)
}

/// The lines in which what explains a value over several lines belongs to its entry, as long as another value follows.
fn continued(lines: Vec<Line>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    // The last entry with a value, as long as nothing but its explanation follows.
    let mut entry: Option<usize> = None;
    for line in lines {
        let is_value = line.is_bullet && names_value(&line.text);
        if line.is_apart || line.text.ends_with(':') {
            entry = None;
        }
        if let Some(entry) = entry.filter(|_| is_value) {
            for explanation in found.split_off(entry + 1) {
                if let Some(entry) = found.last_mut() {
                    entry.text.push(' ');
                    entry.text.push_str(&explanation.text);
                }
            }
        }
        if line.is_bullet {
            entry = is_value.then_some(found.len());
        }
        found.push(line);
    }
    found
}

/// Whether a line says that values follow: "Allowed values:".
fn heads_values(line: &str) -> bool {
    line.to_lowercase().ends_with("values:")
}

/// Whether a line is words with commas between them: "INBOUND, OUTBOUND", "INBOUND,".
fn lists_words(line: &str) -> bool {
    line.contains(',') && line.trim_end_matches(',').split(',').all(|word| word.split_whitespace().count() == 1)
}

/// Whether a line ends with a word that no sentence ends with: "in a version of the".
fn hangs(line: &str) -> bool {
    const WORDS: &[&str] =
        &["the", "a", "an", "of", "and", "or", "in", "with", "for", "by", "is", "are", "as", "from", "its"];
    line.rsplit(' ').next().is_some_and(|word| WORDS.contains(&word))
}

/// A text in which the tags that break lines do so.
fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '•']) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = tag.strip_prefix('•') {
            out.push_str("\n- ");
            rest = after;
            continue;
        }
        let inside = tag.get(1..).unwrap_or_default();
        let end = inside.find('>').filter(|end| *end <= MOST_OF_TAG);
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        let closing = inside.starts_with('/');
        match end {
            Some(end) if BREAKING.contains(&name.as_str()) => {
                out.push_str(if name == "li" && !closing {
                    "\n- "
                } else if name == "br" {
                    "\n"
                } else {
                    "\n\n"
                });
                rest = inside.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('<');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Tags that end a sentence.
const BREAKING: &[&str] = &[
    "br",
    "p",
    "li",
    "ul",
    "ol",
    "div",
    "td",
    "tr",
    "th",
    "table",
    "dd",
    "dt",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "pre",
];

/// A longer one is no tag.
const MOST_OF_TAG: usize = 200;

/// A line without its bullet, and whether it had one: `- a`, `* a`, `1. a`.
fn bullet(line: &str) -> (&str, bool) {
    let text = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = text.len() < line.len() && line.len() - text.len() <= 2;
    let rest = match numbered {
        true => text.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '*', '+', '–', '·', '#']),
    };
    match rest.and_then(|rest| rest.strip_prefix(|c: char| c.is_whitespace())) {
        Some(rest) => (rest.trim(), true),
        None => (line, false),
    }
}
