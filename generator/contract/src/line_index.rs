//! A document whose lines are numbered, so that a source can be made for any stretch of it at little cost.

use crate::{document::Document, source::Source};
use std::ops::Range;

/// Enough of a long keyword to recognise it by.
const QUOTE: usize = 120;

/// A document without its byte order mark, and where each of its lines begins.
pub struct IndexedText<'a> {
    /// Path of the document.
    pub path: &'a str,
    /// Its text; offsets count from here.
    pub text: &'a str,
    starts: Vec<usize>,
}

impl<'a> IndexedText<'a> {
    /// Numbers the lines.
    pub fn of(document: &Document<'a>) -> Self {
        let text = document.text.strip_prefix('\u{feff}').unwrap_or(document.text);
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { path: document.path, text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line that holds an offset, counted from 1.
    pub fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX).max(1)
    }

    /// The lines of a stretch of text, under a quote.
    pub fn source(&self, range: Range<usize>, quote: impl Into<String>) -> Source {
        let last = range.end.saturating_sub(1).max(range.start);
        let first = self.line(range.start);
        let next = usize::try_from(first).ok().and_then(|next| self.starts.get(next));
        let last = if next.is_none_or(|next| last < *next) { first } else { self.line(last) };
        Source { document: self.path.into(), lines: [first, last], quote: quote.into() }
    }

    /// A stretch of text and its own words as the quote, on one line and cut when long.
    pub fn quoted(&self, range: Range<usize>) -> Source {
        let quote = self.words(range.clone());
        self.source(range, quote)
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line_text(&self, line: u32) -> &'a str {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// As written, except that a line break and the white space around it count as one blank.
    fn words(&self, range: Range<usize>) -> String {
        let text = self.text.get(range).unwrap_or_default();
        if text.len() <= QUOTE && !text.contains('\n') {
            return text.trim().into();
        }
        let mut words = String::with_capacity(text.len().min(QUOTE));
        let (mut length, mut rest) = (0, text);
        while let Some(c) = rest.chars().next() {
            if length == QUOTE {
                words.push('…');
                break;
            }
            let after =
                if c.is_whitespace() { rest.trim_start() } else { rest.get(c.len_utf8()..).unwrap_or_default() };
            let (taken, after) = rest.split_at(rest.len() - after.len());
            words.push_str(if taken.contains('\n') { " " } else { taken });
            (length, rest) = (length + 1, after);
        }
        words.trim().into()
    }
}

/// The number of the line that holds a byte offset, counted from 1.
pub fn line_at(text: &str, offset: usize) -> u32 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let newlines = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(newlines).map_or(u32::MAX, |newlines| newlines.saturating_add(1))
}
