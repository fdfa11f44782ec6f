//! Indents the lines of quoted scalars and of collections in brackets that are indented less than their key. YAML forbids
//! them, common readers accept them, and published specifications have them: certificates, wrapped descriptions, examples.

use std::{borrow::Cow, ops::Range};

/// Where a line is indented too little.
#[derive(Clone, Copy)]
pub enum UnderIndented {
    /// In the quoted scalar that begins at this offset.
    Quoted(usize),
    /// Between brackets, at the first character of the line.
    Bracketed(usize),
}

/// What the parser says of a line of a quoted scalar; its place is that of the opening quote.
const QUOTED: &str = "invalid indentation in quoted scalar";
/// What it says of a line between brackets; its place is the first character of the line.
const BRACKETED: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

impl UnderIndented {
    /// What a message of the parser says of an offset; `None` if it is about something else.
    pub fn of(message: &str, at: usize) -> Option<Self> {
        match message {
            QUOTED => Some(Self::Quoted(at)),
            other => BRACKETED.contains(&other).then_some(Self::Bracketed(at)),
        }
    }

    /// The offset.
    pub fn at(self) -> usize {
        match self {
            Self::Quoted(at) | Self::Bracketed(at) => at,
        }
    }

    /// What is wrong there.
    pub fn message(self) -> &'static str {
        match self {
            Self::Quoted(_) => QUOTED,
            Self::Bracketed(_) => "invalid indentation between brackets",
        }
    }
}

/// Places that are indented in one text: the text is parsed again after each.
const MOST_PLACES: usize = 200;
/// Blanks that are added to one text: long lines, and many of them, multiply.
const MOST_BLANKS: usize = 4 << 20;

/// A text in which lines were indented, and where.
pub struct IndentedText<'t> {
    /// The text to parse.
    pub text: Cow<'t, str>,
    /// The ranges of the added blanks in it, in order.
    added: Vec<Range<usize>>,
    /// How many blanks were added up to the end of each range.
    totals: Vec<usize>,
    places: usize,
}

impl<'t> IndentedText<'t> {
    /// A text as it is.
    pub fn of(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), added: Vec::new(), totals: Vec::new(), places: 0 }
    }

    /// The offset in the original text.
    pub fn original(&self, at: usize) -> usize {
        let before = self.added.partition_point(|range| range.start < at);
        let last = before.checked_sub(1).and_then(|last| Some((self.added.get(last)?, self.totals.get(last)?)));
        last.map_or(at, |(range, total)| at + range.end.saturating_sub(at) - total)
    }

    /// Indents what is indented too little; `false` if nothing can be done, or enough was tried.
    pub fn indent(&mut self, place: UnderIndented) -> bool {
        self.places += 1;
        let lines = match place {
            UnderIndented::Quoted(start) => self.lines_of_quoted(start),
            UnderIndented::Bracketed(at) => self.line_between_brackets(at),
        };
        let added = self.totals.last().copied().unwrap_or_default();
        let is_bounded = |(lines, blanks): &(Vec<usize>, usize)| {
            self.places <= MOST_PLACES && added.saturating_add(lines.len().saturating_mul(*blanks)) <= MOST_BLANKS
        };
        match lines.filter(is_bounded) {
            Some((lines, blanks)) if !lines.is_empty() => {
                self.insert(&lines, blanks);
                true
            }
            _ => false,
        }
    }

    /// The lines after the first one of the quoted scalar that begins at an offset, and the column of the scalar.
    fn lines_of_quoted(&self, start: usize) -> Option<(Vec<usize>, usize)> {
        let scalar = self.text.get(start..)?;
        let breaks = scalar.get(..end_of_quoted(scalar)?)?.match_indices('\n').map(|(at, _)| start + at + 1);
        Some((breaks.collect(), self.text.get(self.line_start(start)..start)?.chars().count()))
    }

    /// The line of an offset, and how far it has to be indented to stand deeper than the key of its collection: as far as
    /// the line before reaches, which belongs to the collection, or as far as that was indented itself.
    fn line_between_brackets(&self, at: usize) -> Option<(Vec<usize>, usize)> {
        let line = self.line_start(at);
        let before = self.text.get(..line)?.trim_end();
        let start = self.line_start(before.len());
        let added = self.added.iter().find(|range| range.start == start).map(Range::len);
        let blanks = added.unwrap_or_else(|| before.get(start..).unwrap_or_default().chars().count());
        (blanks > 0).then_some((vec![line], blanks))
    }

    /// The offset at which the line of an offset begins.
    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
    }

    /// Inserts as many blanks at each of these offsets, which are in order.
    fn insert(&mut self, offsets: &[usize], blanks: usize) {
        let indentation = " ".repeat(blanks);
        for at in offsets.iter().rev() {
            self.text.to_mut().insert_str(*at, &indentation);
        }
        for range in &mut self.added {
            let shift = offsets.iter().filter(|at| **at <= range.start).count() * blanks;
            *range = range.start + shift..range.end + shift;
        }
        let added = offsets.iter().enumerate().map(|(index, at)| at + index * blanks..at + (index + 1) * blanks);
        self.added.extend(added);
        self.added.sort_by_key(|range| range.start);
        let sum = |sum: &mut usize, range: &Range<usize>| {
            *sum += range.len();
            Some(*sum)
        };
        self.totals = self.added.iter().scan(0, sum).collect();
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

#[cfg(test)]
mod tests {
    use super::super::parse;
    use serde_json::json;

    #[test]
    fn quoted_lines_that_are_indented_less_than_their_key_are_read_where_they_stand() {
        let text = "a:\n  b: \"one\n  two\n\n three\"\n  c: 'ü\nit''s'\nd:\n  - - 'x\n\n\n'\n    - \"\\\"y\n z\"\n";
        let parsed = parse(text).unwrap().root;
        let expected = json!({"a": {"b": "one two\nthree", "c": "ü it's"}, "d": [["x\n\n", "\"y z"]]});
        assert_eq!(parsed.value(), expected);
        let at = |pointer: &str| &text[parsed.at(pointer).unwrap().range.clone()];
        assert_eq!(at("/a/b"), "\"one\n  two\n\n three\"");
        assert_eq!(at("/a/c"), "'ü\nit''s'");
        assert_eq!(at("/d/0/1"), "\"\\\"y\n z\"");
        let many: String = (0..1000).map(|n| format!("k{n}:\n  a: 'x\n  y'\n")).collect();
        assert!(parse(&many).unwrap_err().message.contains("indentation"));
    }

    #[test]
    fn lines_between_brackets_that_are_indented_less_than_their_key_are_read_where_they_stand() {
        let text =
            "a:\n    b: {x:\n    'ü',\n  y: [\n\n# two\n1, z\n]\n  }\nc:\n  - - d: {x: \"1\n 2\",\n y:\n z 2}\n  - e\n";
        let parsed = parse(text).unwrap().root;
        let expected = json!({"a": {"b": {"x": "ü", "y": [1, "z"]}}, "c": [[{"d": {"x": "1 2", "y": "z 2"}}], "e"]});
        assert_eq!(parsed.value(), expected);
        let at = |pointer: &str| &text[parsed.at(pointer).unwrap().range.clone()];
        assert_eq!(at("/a/b/x"), "'ü'");
        assert_eq!(at("/a/b/y/1"), "z");
        assert_eq!(at("/c/0/0/d/x"), "\"1\n 2\"");
        assert_eq!(at("/c/1"), "e");
    }

    #[test]
    fn what_would_grow_without_bound_is_refused() {
        let wide = format!("a:\n  b: [{}, 'x{}']\n", "k".repeat(100_000), "\n".repeat(100_000));
        let many: String = (0..1000).map(|n| format!("k{n}:\n  a: {{x:\n 1}}\n")).collect();
        let long = format!("a:\n  b: [{},\n{}]\n", "x".repeat(1 << 20), "1,\n".repeat(100));
        for text in [wide, many, long] {
            assert!(parse(&text).unwrap_err().message.contains("indentation"));
        }
    }
}
