//! What the entries of a block say about the type and its properties.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
        numbered::Numbered,
    },
    entry::{Entry, List, Shape, Words},
    is_parameters,
    markdown::{Block, Code, Section},
    pseudo_json,
};
use crate::{
    clue::{Around, Column, Content},
    finding::Finding,
    source::Source,
    subject::{Step, Subject},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

/// The page that is being filled.
pub(super) struct Telling<'a> {
    page: Page,
    numbered: &'a Numbered<'a>,
    room: Room,
}

impl<'a> Telling<'a> {
    /// An empty page.
    pub(super) fn new(numbered: &'a Numbered<'a>) -> Self {
        Self { page: Page::default(), numbered, room: Room::default() }
    }

    /// The page, filled.
    pub(super) fn finish(mut self, subject: &Subject) -> Page {
        if self.room.exhausted() {
            self.finding(
                "too-large",
                subject,
                0,
                "the page says more than any real one: what comes later is told in part or not at all",
            );
        }
        self.page
    }

    /// Adds a finding about the line that holds an offset.
    pub(super) fn finding(&mut self, kind: &str, subject: &Subject, at: usize, message: &str) {
        let line = self.numbered.line(at);
        let quote: String = self.numbered.on_line(line).trim().chars().take(200).collect();
        self.page.finding(kind, subject, format!("line {line}: {message}"), self.numbered.source(at..at, quote));
    }

    /// What a block says, as entries.
    pub(super) fn block(&mut self, subject: &Subject, block: &Block) -> Entry {
        let (root, troubles) = pseudo_json::read(self.numbered.text, block.range.clone());
        for trouble in troubles {
            self.finding(trouble.kind, subject, trouble.at, trouble.message);
        }
        self.fence(subject, block);
        root
    }

    fn fence(&mut self, subject: &Subject, block: &Block) {
        if block.code == Some(Code::Unclosed) {
            let message = "expected a fence that closes this code block, which goes on to the end of the page";
            self.finding("unclosed-fence", subject, block.range.start, message);
        }
    }

    /// Declares the type. Returns what stands beside it.
    pub(super) fn declared(&mut self, subject: &Subject, title: Source, root: &Entry) -> Arc<Around> {
        let around = Neighbours::of(Vec::new()).around(names(root), &spelling(root), "", &mut self.room);
        self.page.clue(subject, Content::Declared, title, &around);
        around
    }

    /// The type's properties.
    pub(super) fn entries(&mut self, subject: &Subject, heading: Source, root: &Entry, around: &Arc<Around>) {
        self.page.clue(subject, Content::Cell(Column::Type, around.spelling.clone()), heading, around);
        self.words(subject, root, around);
        self.object(subject, root.children());
    }

    /// What is written beside the block: prose about the type near the title, notes under every other heading.
    pub(super) fn beside(&mut self, subject: &Subject, section: &Section, block: &Block, around: &Arc<Around>) {
        let prose = section.title || section.heading.is_empty() || is_parameters(section);
        let source = self.numbered.source(block.range.clone(), block.text.trim_end());
        if prose && block.code.is_none() {
            self.page.prose(subject, &block.text, &source, around);
        } else {
            let note = Content::Note(section.heading.clone(), block.text.trim_end().into());
            self.page.clue(subject, note, source, around);
        }
        self.fence(subject, block);
    }

    fn object(&mut self, subject: &Subject, entries: &[Entry]) {
        let mut neighbours = Neighbours::of(unique(entries).into_iter().map(|entry| entry.key.clone()).collect());
        let last: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (&*entry.key, at)).collect();
        let mut repeated = HashSet::new();
        for (at, entry) in entries.iter().enumerate() {
            if !self.room.admits(subject) {
                return;
            }
            if let Words::Free(prose) = entry.words() {
                self.part(&subject.join(Step::Values), entry, &prose);
                continue;
            }
            let property = subject.property(&entry.key);
            match last.get(&*entry.key).filter(|last| **last != at).and_then(|last| entries.get(*last)) {
                Some(later) => {
                    if repeated.insert(&*entry.key) {
                        self.repeated(&property, entry, later);
                    }
                }
                None => self.property(&property, entry, &mut neighbours),
            }
        }
    }

    fn property(&mut self, subject: &Subject, entry: &Entry, neighbours: &mut Neighbours) {
        let spelling = spelling(entry);
        let around = neighbours.around(names(entry), &spelling, &entry.marks, &mut self.room);
        let source = self.source(&entry.head);
        self.page.clue(subject, Content::Declared, source.clone(), &around);
        if !spelling.is_empty() {
            self.page.clue(subject, Content::Cell(Column::Type, spelling), source.clone(), &around);
        }
        self.page.clue(subject, Content::Cell(Column::Notes, entry.marks.clone()), source, &around);
        self.words(subject, entry, &around);
        self.below(subject, entry);
    }

    /// The description of an entry, or the value that stands in its place as an example.
    fn words(&mut self, subject: &Subject, entry: &Entry, around: &Arc<Around>) {
        let source = self.source(&entry.head);
        match entry.words() {
            Words::Prose(text) | Words::Free(text) => self.page.prose(subject, &text, &source, around),
            Words::Plain(value) => {
                let source = source.quoting(entry.prose.trim_end_matches(','));
                self.page.clue(subject, Content::Keyword("example".into(), value), source, around);
            }
        }
    }

    fn below(&mut self, subject: &Subject, entry: &Entry) {
        match &entry.shape {
            Shape::Scalar => {}
            Shape::Object(children) => self.object(subject, children),
            Shape::List(list) => self.list(subject, list),
        }
    }

    fn list(&mut self, subject: &Subject, list: &List) {
        let items = subject.join(Step::Items);
        if let (Some(first), Some(last)) = (list.strings.first(), list.strings.last()) {
            let text = |range: &Range<usize>| self.numbered.text.get(range.clone()).unwrap_or_default();
            let words = list.strings.iter().map(text).collect::<Vec<_>>().join(", ");
            let source = self.numbered.source(first.start..last.end, &*words);
            let around = Neighbours::of(Vec::new()).around(Vec::new(), "", "", &mut self.room);
            self.page.clue(&items, Content::Declared, source.clone(), &around);
            self.page.clue(&items, Content::Sentence(words), source, &around);
        }
        if let Some(element) = &list.element {
            self.part(&items, element, &element.prose);
            self.below(&items, element);
        }
    }

    /// The elements of a list or the values of a map.
    fn part(&mut self, subject: &Subject, entry: &Entry, prose: &str) {
        let around = Neighbours::of(Vec::new()).around(names(entry), &spelling(entry), "", &mut self.room);
        let source = self.source(&entry.head);
        self.page.clue(subject, Content::Declared, source.clone(), &around);
        self.page.prose(subject, prose, &source, &around);
    }

    fn repeated(&mut self, subject: &Subject, entry: &Entry, later: &Entry) {
        let line = |entry: &Entry| self.numbered.line(entry.head.start);
        let message = format!("line {}: the key is given again on line {}, which holds", line(entry), line(later));
        let sources = vec![self.source(&entry.head), self.source(&later.head)];
        self.page.findings.push(Finding::new("duplicate-key", subject, message, sources));
    }

    /// The lines of an entry, with its words as a reader sees them.
    fn source(&self, head: &Range<usize>) -> Source {
        let text = self.numbered.text.get(head.clone()).unwrap_or_default();
        let quote = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.numbered.source(head.clone(), quote.trim_end_matches(','))
    }
}

/// The entries with a name of their own; of those that are given twice, the later one.
fn unique(entries: &[Entry]) -> Vec<&Entry> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut unique: Vec<&Entry> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.is_free()) {
        match places.get(&*entry.key).and_then(|place| unique.get_mut(*place)) {
            Some(earlier) => *earlier = entry,
            None => {
                places.insert(&entry.key, unique.len());
                unique.push(entry);
            }
        }
    }
    unique
}

fn names(entry: &Entry) -> Vec<String> {
    unique(entry.children()).into_iter().map(|entry| entry.key.clone()).collect()
}

/// How an SDK would spell what the layout shows; empty where only the prose can tell.
fn spelling(entry: &Entry) -> String {
    match &entry.shape {
        Shape::Scalar => String::new(),
        Shape::Object(children) if children.iter().any(Entry::is_free) => "Map<String, String>".into(),
        Shape::Object(_) => "Object".into(),
        Shape::List(list) => match &list.element {
            Some(element) => format!("List<{}>", spelling(element)),
            None if !list.strings.is_empty() || entry.prose.contains('"') => "List<String>".into(),
            None => "List".into(),
        },
    }
}
