//! Reads a block of pseudo-JSON into entries.
//!
//! Its syntax is unreliable: commas and braces are missing, quotes are doubled, prose continues on the next line. So each
//! line is read by its beginning, and a line that begins with no known token continues the prose above it.

use super::{
    entry::{EntryList, EntryShape, PseudoEntry},
    token,
};
use std::ops::Range;

/// Blocks that nest deeper are not read; no document nests so deep.
const MAX_DEPTH: usize = 128;

/// A syntax error of a block that the reader had to work around.
#[derive(Debug, PartialEq)]
pub struct SyntaxProblem {
    /// The kind of the finding, `unclosed-brace`.
    pub kind: &'static str,
    /// Its offset in the page.
    pub at: usize,
    /// What was expected there.
    pub message: &'static str,
}

/// The block in a range of a page as one entry, and the first problem of each kind. A block that nests too deep has no
/// entries.
pub fn read(text: &str, range: Range<usize>) -> (PseudoEntry, Vec<SyntaxProblem>) {
    let root = PseudoEntry::new("", range.start..range.start, EntryShape::Object(Vec::new()));
    let mut reader =
        BlockReader { text, open: vec![root], brace: None, target: ProseTarget::Open, problems: Vec::new() };
    let mut at = range.start;
    for line in text.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
        reader.line(at, at + line.trim_end().len());
        at += line.len();
    }
    reader.finish(range)
}

/// The entry that prose without a key is about.
#[derive(Clone, Copy, PartialEq)]
enum ProseTarget {
    /// The innermost open entry.
    Open,
    /// The last entry in it.
    Last,
}

struct BlockReader<'a> {
    text: &'a str,
    /// The entries whose brace or bracket is open; the block itself comes first and needs none.
    open: Vec<PseudoEntry>,
    /// The brace around the whole block, while it is open.
    brace: Option<usize>,
    target: ProseTarget,
    problems: Vec<SyntaxProblem>,
}

impl BlockReader<'_> {
    fn line(&mut self, mut at: usize, end: usize) {
        // Once a key follows a brace on the same line, prose ends at the next key or brace and not with the line.
        let mut inline = false;
        let mut begins = true;
        while at < end && !self.too_deep() {
            let rest = self.text.get(at..end).unwrap_or_default();
            let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
            let rest = rest.get(skipped..).unwrap_or_default();
            at += skipped;
            at = match rest.chars().next() {
                None => end,
                Some(c @ ('}' | ']')) => self.close(c == ']', at),
                Some('{') if !token::placeholder(rest) => {
                    let at = self.brace(at);
                    inline |= token::key(self.text.get(at..end).unwrap_or_default().trim_start()).is_some();
                    self.marks(at, end)
                }
                Some(_) => {
                    match token::key(rest).or_else(|| token::colonless(rest).filter(|_| begins && !self.is_list())) {
                        Some((key, length)) => self.with_key(key, at..at + length, end, inline),
                        None => self.without_key(rest, at, end, inline),
                    }
                }
            };
            begins = false;
        }
    }

    /// Reads what has no key: a string of a list, a bracket, or more prose.
    fn without_key(&mut self, rest: &str, at: usize, end: usize, inline: bool) -> usize {
        let opens = self.is_list() || self.can_open();
        match (self.list(), token::element(rest)) {
            (Some(list), Some(length)) => {
                list.strings.push(at..at + length);
                at + length
            }
            _ if rest.starts_with('[') && opens && token::mark(rest).is_none() => self.bracket(at),
            _ => {
                let first = self.described().is_some_and(|entry| entry.prose.is_empty());
                let at = if first { self.marks(at, end) } else { at };
                self.prose(at, end, inline)
            }
        }
    }

    /// Reads a key, the marks behind it, and the brace, bracket or prose behind those.
    fn with_key(&mut self, key: String, head: Range<usize>, end: usize, inline: bool) -> usize {
        let after = head.end;
        if let Some(children) = self.open.last_mut().and_then(PseudoEntry::children_mut) {
            children.push(PseudoEntry::new(key, head, EntryShape::Scalar));
        }
        self.target = ProseTarget::Last;
        let at = self.marks(after, end);
        let rest = self.text.get(at..end).unwrap_or_default();
        match rest.chars().next() {
            Some('{') if !token::placeholder(rest) => at,
            Some('[') => {
                let at = self.bracket(at);
                self.marks(at, end)
            }
            _ => self.prose(at, end, inline),
        }
    }

    /// Reads the marks at an offset into the entry that prose would be about; returns the offset behind them.
    fn marks(&mut self, mut at: usize, end: usize) -> usize {
        loop {
            let rest = self.text.get(at..end).unwrap_or_default();
            let words = rest.trim_start();
            at += rest.len() - words.len();
            let Some(mark) = token::mark(words) else { return at };
            if let Some(entry) = self.described() {
                entry.marks.push_str(if entry.marks.is_empty() { "" } else { " " });
                entry.marks.push_str(mark);
                entry.head.end = at + mark.len();
            }
            at += mark.len();
        }
    }

    /// Reads prose up to the end of the entry or of the line; returns the offset behind it.
    fn prose(&mut self, at: usize, end: usize, inline: bool) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
        let (length, opens) = token::prose(rest, inline);
        let words = rest.get(..length).unwrap_or_default().trim();
        if let Some(entry) = self.described().filter(|_| !words.is_empty()) {
            entry.append(words);
            let from = if entry.key.is_empty() && entry.head.is_empty() { at } else { entry.head.start };
            entry.head = from..at + rest.get(..length).unwrap_or_default().trim_end().len();
        }
        let at = at + length;
        match opens {
            Some('{') => self.brace(at),
            Some(_) => self.bracket(at),
            None => at,
        }
    }

    fn brace(&mut self, at: usize) -> usize {
        if self.can_open() {
            self.open_last(at, EntryShape::Object(Vec::new()));
        } else if self.is_list() {
            self.push(PseudoEntry::new("", at..at + 1, EntryShape::Object(Vec::new())));
        } else if self.open.len() == 1 && self.brace.is_none() {
            self.brace = Some(at);
        } else {
            self.problem("unexpected-brace", at, "expected a key before the brace");
            self.push(PseudoEntry::new("", at..at + 1, EntryShape::Object(Vec::new())));
        }
        self.target = ProseTarget::Open;
        at + 1
    }

    fn bracket(&mut self, at: usize) -> usize {
        let list = EntryShape::List(EntryList::default());
        if self.can_open() {
            self.open_last(at, list);
        } else {
            self.push(PseudoEntry::new("", at..at + 1, list));
        }
        self.target = ProseTarget::Open;
        at + 1
    }

    /// Opens the last entry, which had only prose so far, as an object or list.
    fn open_last(&mut self, at: usize, shape: EntryShape) {
        if let Some(mut entry) = self.open.last_mut().and_then(PseudoEntry::children_mut).and_then(Vec::pop) {
            entry.shape = shape;
            entry.head.end = at + 1;
            self.push(entry);
        }
    }

    fn push(&mut self, entry: PseudoEntry) {
        if self.open.len() > MAX_DEPTH {
            self.problem(
                "too-deep",
                entry.head.start,
                "expected at most 128 levels of nesting; nothing of the block is read",
            );
        } else {
            self.open.push(entry);
        }
    }

    /// Closes the innermost open object or list, and everything open inside it; returns the offset behind the brace.
    fn close(&mut self, list: bool, at: usize) -> usize {
        let is_kind = |entry: &PseudoEntry| matches!(entry.shape, EntryShape::List(_)) == list;
        let place = self.open.iter().rposition(is_kind).filter(|place| *place > 0);
        let place = place.or_else(|| (!list && self.brace.is_some()).then_some(0));
        let Some(place) = place else {
            self.problem("unmatched-brace", at, "expected no closing brace or bracket, since none is open");
            return at + 1;
        };
        if self.open.len() > place + 1 {
            self.problem("unclosed-brace", at, "expected the brace or bracket that was opened last to be closed first");
        }
        self.target = ProseTarget::Last;
        while self.open.len() > place.max(1) {
            self.close_innermost();
        }
        if place == 0 {
            self.brace = None;
            self.target = ProseTarget::Open;
        }
        self.quote_whole_list(list, at);
        at + 1
    }

    /// Extends the quote of a list of strings to its closing bracket, if that is on the same line.
    fn quote_whole_list(&mut self, list: bool, at: usize) {
        let text = self.text;
        let described = if list && self.target == ProseTarget::Last { self.described() } else { None };
        if let Some(entry) =
            described.filter(|entry| matches!(&entry.shape, EntryShape::List(EntryList { element: None, .. })))
        {
            let between = text.get(entry.head.end..at).unwrap_or_default();
            if !between.contains('\n') {
                entry.head.end = at + 1;
            }
        }
    }

    /// Closes the innermost entry: moves it into the one around it.
    fn close_innermost(&mut self) {
        let Some(entry) = self.open.pop() else { return };
        let Some(around) = self.open.last_mut() else { return };
        if !entry.key.is_empty() {
            if let Some(children) = around.children_mut() {
                children.push(entry);
            }
            return;
        }
        self.target = ProseTarget::Open;
        let at = entry.head.start;
        let merged = match &mut around.shape {
            EntryShape::List(EntryList { element: element @ None, .. }) => {
                *element = Some(Box::new(entry));
                true
            }
            EntryShape::List(EntryList { element: Some(element), .. }) => element.merge_element(entry),
            EntryShape::Scalar | EntryShape::Object(_) => around.merge(entry),
        };
        if !merged {
            self.problem("mixed-list", at, "expected elements of one kind; this one is not read");
        }
    }

    fn finish(mut self, range: Range<usize>) -> (PseudoEntry, Vec<SyntaxProblem>) {
        let open = self.open.get(1..).and_then(<[PseudoEntry]>::last).map(|entry| entry.head.start).or(self.brace);
        if let Some(at) = open.filter(|_| !self.too_deep()) {
            self.problem("unclosed-brace", at, "expected a closing brace or bracket before the end of the block");
        }
        while self.open.len() > 1 {
            self.close_innermost();
        }
        let deep = self.too_deep();
        let root = self.open.pop().filter(|_| !deep);
        (root.unwrap_or_else(|| PseudoEntry::new("", range, EntryShape::Object(Vec::new()))), self.problems)
    }

    /// The entry that prose without a key is about.
    fn described(&mut self) -> Option<&mut PseudoEntry> {
        let innermost = self.open.last_mut()?;
        match self.target {
            ProseTarget::Open => Some(innermost),
            ProseTarget::Last => innermost.children_mut()?.last_mut(),
        }
    }

    /// Whether the last entry has only prose so far, so that a brace would open it.
    fn can_open(&mut self) -> bool {
        self.target == ProseTarget::Last
            && self.described().is_some_and(|entry| matches!(entry.shape, EntryShape::Scalar))
    }

    fn list(&mut self) -> Option<&mut EntryList> {
        match &mut self.open.last_mut()?.shape {
            EntryShape::List(list) => Some(list),
            EntryShape::Scalar | EntryShape::Object(_) => None,
        }
    }

    fn is_list(&mut self) -> bool {
        self.list().is_some()
    }

    fn too_deep(&self) -> bool {
        self.problems.last().is_some_and(|problem| problem.kind == "too-deep")
    }

    fn problem(&mut self, kind: &'static str, at: usize, message: &'static str) {
        if self.problems.iter().all(|known| known.kind != kind) {
            self.problems.push(SyntaxProblem { kind, at, message });
        }
    }
}
