//! A sentence with the lines of its document around it.

use super::{
    plain::{beginning, line, lines_verbatim},
    record::Quote,
};
use ringback_suite::stated::Stated;
use serde::Serialize;
use std::borrow::Cow;

/// Lines that are shown before and after the sentence.
const AROUND: usize = 3;

/// Bytes of a line around the sentence that are shown: a schema may be one long line.
const LINE: usize = 240;

/// Bytes of the passage with the sentence that are shown.
const PASSAGE: usize = 4096;

/// A sentence in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Passage {
    /// `VENDOR/DOCUMENT:LINE`, or `…:FIRST-LAST`.
    pub place: String,
    /// The sentence.
    pub quote: String,
    /// The number of the first line that is shown; 0 if the document is not at hand.
    pub first: usize,
    /// The lines before.
    pub before: Vec<String>,
    /// The lines of the passage: what stands before the sentence, the sentence, and what stands behind it.
    pub passage: [String; 3],
    /// The lines after.
    pub after: Vec<String>,
}

impl Passage {
    /// The passage of a quote. A document that is not at hand, or reads otherwise there, shows nothing but the quote.
    pub(super) fn of(stated: &Stated, vendor: &str, quote: &Quote) -> Self {
        let [first, last] = quote.lines;
        let lines = if last > first { format!("{first}-{last}") } else { first.to_string() };
        let mut passage = Self {
            place: line(&format!("{vendor}/{}:{lines}", quote.document)),
            quote: line(&quote.quote),
            first: 0,
            before: Vec::new(),
            passage: Default::default(),
            after: Vec::new(),
        };
        passage.find(stated, vendor, quote);
        passage
    }

    fn find(&mut self, stated: &Stated, vendor: &str, quote: &Quote) -> Option<()> {
        let text = stated.documents.get(vendor)?.get(&quote.document)?;
        let lines: Vec<&str> = text.lines().collect();
        let [first, last] = quote.lines.map(|line| usize::try_from(line).unwrap_or(usize::MAX));
        let start = first.checked_sub(1)?;
        let passage = lines.get(start..last.max(first))?.join("\n");
        let (from, to) = place_of(&passage, &quote.quote)?;
        let parts = [passage.get(..from)?, passage.get(from..to)?, passage.get(to..)?];
        let shown = |lines: &[&str]| lines.iter().map(|text| line(&shortened(text, LINE))).collect();
        let above = start.saturating_sub(AROUND);
        self.first = above + 1;
        self.before = shown(lines.get(above..start)?);
        self.passage = parts.map(|text| lines_verbatim(&shortened(text, PASSAGE)));
        let below = last.max(first);
        self.after = shown(lines.get(below..lines.len().min(below + AROUND))?);
        Some(())
    }
}

/// The beginning of a text, and `…` if that is not all of it.
fn shortened(text: &str, bytes: usize) -> Cow<'_, str> {
    match beginning(text, bytes) {
        whole if whole.len() == text.len() => Cow::Borrowed(text),
        beginning => Cow::Owned(format!("{beginning}…")),
    }
}

/// Where a quote stands in a passage, in bytes. Marks and spacing in the passage need not be in the quote; if not all of
/// the quote is found, the passage as a whole is meant, as long as it begins with a word of it.
fn place_of(passage: &str, quote: &str) -> Option<(usize, usize)> {
    if let Some(at) = passage.find(quote) {
        return Some((at, at + quote.len()));
    }
    let words = |text: &str| -> Vec<(usize, char)> {
        text.char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .flat_map(|(at, c)| c.to_lowercase().map(move |c| (at, c)))
            .collect()
    };
    let (there, wanted) = (words(passage), words(quote));
    let characters: Vec<char> = wanted.iter().map(|(_, c)| *c).collect();
    let found = there
        .windows(characters.len().max(1))
        .find(|window| window.iter().map(|(_, c)| *c).eq(characters.iter().copied()));
    if let Some(window) = found {
        let (from, to) = (window.first()?.0, window.last()?.0);
        let end = passage.get(to..)?.chars().next().map_or(to, |c| to + c.len_utf8());
        let mark = quote.chars().next_back().filter(|c| matches!(c, '.' | '!' | '?'));
        let end = mark
            .filter(|mark| passage.get(end..).is_some_and(|rest| rest.starts_with(*mark)))
            .map_or(end, |mark| end + mark.len_utf8());
        let is_bare = |text: Option<&str>| text.is_some_and(|text| !text.contains(char::is_alphanumeric));
        // Marks around the sentence belong to it; a quote that was cut goes on.
        let from = if is_bare(passage.get(..from)) { 0 } else { from };
        let is_cut = quote.ends_with('…');
        return Some((from, if is_cut || is_bare(passage.get(end..)) { passage.len() } else { end }));
    }
    let lower = passage.to_lowercase();
    let mut pieces = quote.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    let is_there = pieces.next().is_some_and(|word| lower.contains(&word.to_lowercase()));
    is_there.then_some((0, passage.len()))
}

#[cfg(test)]
mod tests {
    use super::{Passage, place_of};
    use crate::record::Quote;
    use ringback_suite::stated::Stated;

    #[test]
    fn a_sentence_is_found_whatever_marks_are_in_it_and_another_is_not() {
        for (passage, quote, marked) in [
            ("One. At most 5. Two.", "At most 5.", "At most 5."),
            (
                "| **held** | **Bool** |  | [optional] |",
                "held | Bool |  | [optional]",
                "| **held** | **Bool** |  | [optional] |",
            ),
            ("One. At *most*\n5. Two.", "At most 5.", "At *most*\n5."),
            (
                "\"required\": [\n\"id\",\n\"name\"\n]",
                "\"required\": [ \"id\", \"na…",
                "\"required\": [\n\"id\",\n\"name\"\n]",
            ),
            ("Überschrift: ÄÖ", "äö", "ÄÖ"),
            ("The number &gt; 5 is refused", "number > 5", "The number &gt; 5 is refused"),
        ] {
            let (from, to) = place_of(passage, quote).unwrap();
            assert_eq!(&passage[from..to], marked, "{quote}");
        }
        for (passage, quote) in [("Something else.", "At most five."), ("", "At most"), ("Most of it", "")] {
            assert!(place_of(passage, quote).is_none_or(|(from, to)| quote.is_empty() && from == to), "{quote}");
        }
    }

    #[test]
    fn a_document_that_is_not_at_hand_or_reads_otherwise_shows_only_the_quote() {
        let mut stated = Stated::default();
        let documents = [("a.md".to_owned(), "one\ntwo\nthree\n".to_owned())];
        stated.documents.insert("acme".into(), documents.into_iter().collect());
        let first = |vendor: &str, document: &str, lines: [u32; 2], quote: &str| {
            let quote = Quote { document: document.into(), lines, quote: quote.into() };
            Passage::of(&stated, vendor, &quote).first
        };
        assert_eq!(first("acme", "a.md", [2, 2], "two"), 1);
        for (vendor, document, lines, quote) in [
            ("other", "a.md", [2, 2], "two"),
            ("acme", "b.md", [2, 2], "two"),
            ("acme", "a.md", [2, 2], "something"),
            ("acme", "a.md", [7, 9], "two"),
            ("acme", "a.md", [0, 0], "two"),
            ("acme", "a.md", [3, u32::MAX], "three"),
        ] {
            assert_eq!(first(vendor, document, lines, quote), 0, "{vendor}/{document}:{lines:?}");
        }
    }
}
