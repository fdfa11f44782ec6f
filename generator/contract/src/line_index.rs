//! Maps offsets in a text to lines, so that any range of a document can become a source.

use crate::{document::Document, provenance::Source};
use std::{ops::Range, sync::Arc};

/// Characters of a quote that is made from a range.
const MAX_QUOTE: usize = 120;

/// The offset of the first byte of every line of a text. Finding the line of an offset is a binary search.
#[derive(Default)]
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Finds the lines of a text.
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// The line that holds an offset, counted from 1.
    pub fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX).max(1)
    }

    /// Where a line begins, counted from 1; `None` past the last one.
    fn start(&self, line: u32) -> Option<usize> {
        self.0.get(usize::try_from(line).ok()?.checked_sub(1)?).copied()
    }
}

/// The text of a document with the offsets of its lines.
pub struct IndexedText<'a> {
    /// The path of the document.
    pub path: &'a str,
    /// The text without a byte order mark; offsets are relative to it.
    pub text: &'a str,
    starts: LineStarts,
    /// The path, for sources.
    document: Arc<str>,
}

impl<'a> IndexedText<'a> {
    /// Indexes the lines of a document.
    pub fn of(document: &Document<'a>) -> Self {
        let text = document.text.strip_prefix('\u{feff}').unwrap_or(document.text);
        Self { path: document.path, text, starts: LineStarts::of(text), document: document.path.into() }
    }

    /// The number of the line with an offset, counted from 1.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.line(offset)
    }

    /// The source for the lines of a range, with this quote.
    pub fn source(&self, range: Range<usize>, quote: impl Into<Arc<str>>) -> Source {
        let last = range.end.saturating_sub(1).max(range.start);
        let first = self.line(range.start);
        let next = self.starts.start(first.saturating_add(1));
        let last = if next.is_none_or(|next| last < next) { first } else { self.line(last) };
        Source { document: self.document.clone(), lines: [first, last], quote: quote.into() }
    }

    /// The source for these lines, counted from 1, with this quote.
    pub fn lines_source(&self, lines: [u32; 2], quote: impl Into<Arc<str>>) -> Source {
        Source { document: self.document.clone(), lines, quote: quote.into() }
    }

    /// The source for the lines of a range, with its text on one line as the quote, cut if long.
    pub fn quoted(&self, range: Range<usize>) -> Source {
        let quote = self.quote(range.clone());
        self.source(range, quote)
    }

    /// The text of a line, counted from 1, without its line break.
    pub fn line_text(&self, line: u32) -> &'a str {
        let start = self.starts.start(line).unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// The text of a range, with each line break and the white space around it replaced by one space.
    fn quote(&self, range: Range<usize>) -> String {
        let text = self.text.get(range).unwrap_or_default();
        if text.len() <= MAX_QUOTE && !text.contains('\n') {
            return text.trim().into();
        }
        let mut quote = String::with_capacity(text.len().min(MAX_QUOTE));
        let (mut length, mut rest) = (0, text);
        while let Some(c) = rest.chars().next() {
            if length == MAX_QUOTE {
                quote.push('…');
                break;
            }
            let after =
                if c.is_whitespace() { rest.trim_start() } else { rest.get(c.len_utf8()..).unwrap_or_default() };
            let (taken, after) = rest.split_at(rest.len() - after.len());
            quote.push_str(if taken.contains('\n') { " " } else { taken });
            (length, rest) = (length + 1, after);
        }
        quote.trim().into()
    }
}

/// The number of the line with a byte offset, counted from 1.
pub fn line_at(text: &str, offset: usize) -> u32 {
    line_breaks(text.as_bytes().get(..offset).unwrap_or(text.as_bytes())).saturating_add(1)
}

/// How many lines end in a piece of a text, for what is read piece by piece.
pub fn line_breaks(piece: &[u8]) -> u32 {
    u32::try_from(piece.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}
