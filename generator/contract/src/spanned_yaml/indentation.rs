//! Indents the lines of quoted scalars that are indented less than their key. YAML forbids them, common readers accept
//! them, and published specifications have them: certificates, wrapped descriptions.

use std::{borrow::Cow, ops::Range};

/// What the parser says of such a scalar; its place is that of the opening quote.
pub const UNDER_INDENTED: &str = "invalid indentation in quoted scalar";

/// Scalars that are indented in one text: the text is parsed again after each.
const MOST_SCALARS: usize = 200;

/// A text in which lines were indented, and where.
pub struct IndentedText<'t> {
    /// The text to parse.
    pub text: Cow<'t, str>,
    /// The ranges of the added blanks in it, in order.
    added: Vec<Range<usize>>,
    /// How many blanks were added up to the end of each range.
    totals: Vec<usize>,
    scalars: usize,
}

impl<'t> IndentedText<'t> {
    /// A text as it is.
    pub fn of(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), added: Vec::new(), totals: Vec::new(), scalars: 0 }
    }

    /// The offset in the original text.
    pub fn original(&self, at: usize) -> usize {
        let before = self.added.partition_point(|range| range.start < at);
        let last = before.checked_sub(1).and_then(|last| Some((self.added.get(last)?, self.totals.get(last)?)));
        last.map_or(at, |(range, total)| at + range.end.saturating_sub(at) - total)
    }

    /// Indents the lines of the quoted scalar that begins at an offset as far as the scalar itself; `false` if there is
    /// none, or enough was tried.
    pub fn indent(&mut self, start: usize) -> bool {
        let Some(scalar) = self.text.get(start..) else { return false };
        let Some(end) = end_of_quoted(scalar).filter(|_| self.scalars < MOST_SCALARS) else { return false };
        self.scalars += 1;
        let line = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let blanks = " ".repeat(self.text.get(line..start).unwrap_or_default().chars().count());
        let breaks = scalar.get(..end).unwrap_or_default().match_indices('\n').map(|(at, _)| start + at + 1);
        let breaks: Vec<usize> = breaks.collect();
        for at in breaks.iter().rev() {
            self.text.to_mut().insert_str(*at, &blanks);
        }
        let length = blanks.len();
        for range in self.added.iter_mut().filter(|range| range.start >= start) {
            let shift = breaks.len() * length;
            *range = range.start + shift..range.end + shift;
        }
        let added = breaks.iter().enumerate().map(|(index, at)| at + index * length..at + (index + 1) * length);
        self.added.extend(added);
        self.added.sort_by_key(|range| range.start);
        let sum = |sum: &mut usize, range: &Range<usize>| {
            *sum += range.len();
            Some(*sum)
        };
        self.totals = self.added.iter().scan(0, sum).collect();
        !breaks.is_empty()
    }
}

/// The length of a quoted scalar at the beginning of a text, with its quotes.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    let (_, quote) = chars.next().filter(|(_, c)| matches!(c, '"' | '\''))?;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => _ = chars.next(),
            '\'' if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => _ = chars.next(),
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}
