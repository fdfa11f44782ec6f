//! Reads blocks that look like JSON and have prose for values: `"Key": [Optional] What it means.`
//!
//! Nothing in them can be relied on: commas and braces are missing, quotes are doubled, prose goes on below.
//! So a line is read by how it begins, and whatever begins like nothing else continues the prose before it.

use super::{
    entry::{Entry, List, Shape},
    token,
};
use std::ops::Range;

/// Deeper than any document nests.
const DEEPEST: usize = 128;

/// Something about a block that its reader had to guess around.
#[derive(Debug, PartialEq)]
pub(super) struct Trouble {
    /// Stable name.
    pub(super) kind: &'static str,
    /// Where it is.
    pub(super) at: usize,
    /// What was expected.
    pub(super) message: &'static str,
}

/// The block as a nameless entry, and the first trouble of each kind. A block that nests too deep has no entries.
pub(super) fn read(text: &str, range: Range<usize>) -> (Entry, Vec<Trouble>) {
    let root = Entry::new("", range.start..range.start, Shape::Object(Vec::new()));
    let mut reader = Reader { text, open: vec![root], brace: None, target: Target::Own, troubles: Vec::new() };
    let mut at = range.start;
    for line in text.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
        reader.line(at, at + line.trim_end().len());
        at += line.len();
    }
    reader.finish(range)
}

/// What prose without a key belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    /// The innermost open entry.
    Own,
    /// The last entry in it.
    Last,
}

struct Reader<'a> {
    text: &'a str,
    /// The entries whose brace or bracket is open; the block itself comes first and needs none.
    open: Vec<Entry>,
    /// The brace around the whole block, while it is open.
    brace: Option<usize>,
    target: Target,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
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
                        Some((key, length)) => self.keyed(key, at..at + length, end, inline),
                        None => self.nameless(rest, at, end, inline),
                    }
                }
            };
            begins = false;
        }
    }

    /// A string of a list, a bracket, or more prose.
    fn nameless(&mut self, rest: &str, at: usize, end: usize, inline: bool) -> usize {
        let waits = self.is_list() || self.waiting();
        match (self.list(), token::element(rest)) {
            (Some(list), Some(length)) => {
                list.strings.push(at..at + length);
                at + length
            }
            _ if rest.starts_with('[') && waits && token::mark(rest).is_none() => self.bracket(at),
            _ => {
                let first = self.told().is_some_and(|entry| entry.prose.is_empty());
                let at = if first { self.marks(at, end) } else { at };
                self.prose(at, end, inline)
            }
        }
    }

    /// A key, the marks behind it, and the brace, bracket or prose behind those.
    fn keyed(&mut self, key: String, head: Range<usize>, end: usize, inline: bool) -> usize {
        let after = head.end;
        if let Some(children) = self.open.last_mut().and_then(Entry::children_mut) {
            children.push(Entry::new(key, head, Shape::Scalar));
        }
        self.target = Target::Last;
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

    /// Takes the marks at an offset for the entry that prose would belong to; returns where words begin.
    fn marks(&mut self, mut at: usize, end: usize) -> usize {
        loop {
            let rest = self.text.get(at..end).unwrap_or_default();
            let words = rest.trim_start();
            at += rest.len() - words.len();
            let Some(mark) = token::mark(words) else { return at };
            if let Some(entry) = self.told() {
                entry.marks.push_str(if entry.marks.is_empty() { "" } else { " " });
                entry.marks.push_str(mark);
                entry.head.end = at + mark.len();
            }
            at += mark.len();
        }
    }

    /// Prose up to the end of the entry, or of the line.
    fn prose(&mut self, at: usize, end: usize, inline: bool) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
        let (length, opens) = token::prose(rest, inline);
        let words = rest.get(..length).unwrap_or_default().trim();
        if let Some(entry) = self.told().filter(|_| !words.is_empty()) {
            entry.say(words);
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
        if self.waiting() {
            self.unfold(at, Shape::Object(Vec::new()));
        } else if self.is_list() {
            self.push(Entry::new("", at..at + 1, Shape::Object(Vec::new())));
        } else if self.open.len() == 1 && self.brace.is_none() {
            self.brace = Some(at);
        } else {
            self.trouble("unexpected-brace", at, "expected a key before the brace");
            self.push(Entry::new("", at..at + 1, Shape::Object(Vec::new())));
        }
        self.target = Target::Own;
        at + 1
    }

    fn bracket(&mut self, at: usize) -> usize {
        let list = Shape::List(List::default());
        if self.waiting() {
            self.unfold(at, list);
        } else {
            self.push(Entry::new("", at..at + 1, list));
        }
        self.target = Target::Own;
        at + 1
    }

    /// Opens the last entry, which had only words so far.
    fn unfold(&mut self, at: usize, shape: Shape) {
        if let Some(mut entry) = self.open.last_mut().and_then(Entry::children_mut).and_then(Vec::pop) {
            entry.shape = shape;
            entry.head.end = at + 1;
            self.push(entry);
        }
    }

    fn push(&mut self, entry: Entry) {
        if self.open.len() > DEEPEST {
            self.trouble(
                "too-deep",
                entry.head.start,
                "expected at most 128 levels of nesting; nothing of the block is read",
            );
        } else {
            self.open.push(entry);
        }
    }

    /// Closes the innermost entry of the kind, and what is open inside it; returns the offset behind.
    fn close(&mut self, list: bool, at: usize) -> usize {
        let is = |entry: &Entry| matches!(entry.shape, Shape::List(_)) == list;
        let place = self.open.iter().rposition(is).filter(|place| *place > 0);
        let place = place.or_else(|| (!list && self.brace.is_some()).then_some(0));
        let Some(place) = place else {
            self.trouble("unmatched-brace", at, "expected no closing brace or bracket, since none is open");
            return at + 1;
        };
        if self.open.len() > place + 1 {
            self.trouble("unclosed-brace", at, "expected what was opened last to be closed first");
        }
        self.target = Target::Last;
        while self.open.len() > place.max(1) {
            self.fold();
        }
        if place == 0 {
            self.brace = None;
            self.target = Target::Own;
        }
        self.closed_on_line(list, at);
        at + 1
    }

    /// A list of strings on one line is quoted whole.
    fn closed_on_line(&mut self, list: bool, at: usize) {
        let text = self.text;
        let told = if list && self.target == Target::Last { self.told() } else { None };
        if let Some(entry) = told.filter(|entry| matches!(&entry.shape, Shape::List(List { element: None, .. }))) {
            let between = text.get(entry.head.end..at).unwrap_or_default();
            if !between.contains('\n') {
                entry.head.end = at + 1;
            }
        }
    }

    /// Puts the innermost entry where it belongs: in the one around it.
    fn fold(&mut self) {
        let Some(entry) = self.open.pop() else { return };
        let Some(around) = self.open.last_mut() else { return };
        if !entry.key.is_empty() {
            if let Some(children) = around.children_mut() {
                children.push(entry);
            }
            return;
        }
        self.target = Target::Own;
        let at = entry.head.start;
        let merged = match &mut around.shape {
            Shape::List(List { element: element @ None, .. }) => {
                *element = Some(Box::new(entry));
                true
            }
            Shape::List(List { element: Some(element), .. }) => element.merge(entry),
            Shape::Scalar | Shape::Object(_) => around.merge(entry),
        };
        if !merged {
            self.trouble("mixed-list", at, "expected elements of one kind; this one is not read");
        }
    }

    fn finish(mut self, range: Range<usize>) -> (Entry, Vec<Trouble>) {
        let open = self.open.get(1..).and_then(<[Entry]>::last).map(|entry| entry.head.start).or(self.brace);
        if let Some(at) = open.filter(|_| !self.too_deep()) {
            self.trouble("unclosed-brace", at, "expected a closing brace or bracket before the end of the block");
        }
        while self.open.len() > 1 {
            self.fold();
        }
        let deep = self.too_deep();
        let root = self.open.pop().filter(|_| !deep);
        (root.unwrap_or_else(|| Entry::new("", range, Shape::Object(Vec::new()))), self.troubles)
    }

    /// The entry that prose without a key belongs to.
    fn told(&mut self) -> Option<&mut Entry> {
        let innermost = self.open.last_mut()?;
        match self.target {
            Target::Own => Some(innermost),
            Target::Last => innermost.children_mut()?.last_mut(),
        }
    }

    /// Whether the last entry could still open a brace.
    fn waiting(&mut self) -> bool {
        self.target == Target::Last && self.told().is_some_and(|entry| matches!(entry.shape, Shape::Scalar))
    }

    fn list(&mut self) -> Option<&mut List> {
        match &mut self.open.last_mut()?.shape {
            Shape::List(list) => Some(list),
            Shape::Scalar | Shape::Object(_) => None,
        }
    }

    fn is_list(&mut self) -> bool {
        self.list().is_some()
    }

    fn too_deep(&self) -> bool {
        self.troubles.last().is_some_and(|trouble| trouble.kind == "too-deep")
    }

    fn trouble(&mut self, kind: &'static str, at: usize, message: &'static str) {
        if self.troubles.iter().all(|known| known.kind != kind) {
            self.troubles.push(Trouble { kind, at, message });
        }
    }
}
