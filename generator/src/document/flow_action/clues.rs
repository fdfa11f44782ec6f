//! What the entries of a block say about the type and its properties.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
        numbered::Numbered,
    },
    entry::{Entry, List, Shape, Words},
    markdown::{Block, Code, Section},
    pseudo_json,
};
use crate::{
    clue::{Around, Column, Content},
    finding::Finding,
    source::Source,
    subject::{Step, Subject},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// The page that is being filled.
pub(super) struct Telling<'a> {
    pub(super) page: &'a mut Page,
    pub(super) numbered: &'a Numbered<'a>,
    pub(super) room: &'a mut Room,
}

/// A fence that goes on to the end of the page.
pub(super) fn unclosed_fence(numbered: &Numbered, subject: &Subject, block: &Block) -> Finding {
    let line = numbered.line(block.range.start);
    let message =
        format!("line {line}: expected a fence that closes the code block; it goes on to the end of the page");
    Finding::new(
        "unclosed-fence",
        subject,
        message,
        vec![numbered.source(block.range.start..block.range.start, numbered.on_line(line).trim())],
    )
}

impl Telling<'_> {
    /// The type and its properties, out of its block. Returns what stands beside the type.
    pub(super) fn block(&mut self, subject: &Subject, title: Source, section: &Section, block: &Block) -> Arc<Around> {
        let (root, troubles) = pseudo_json::read(self.numbered.text, block.range.clone());
        for trouble in troubles {
            let line = self.numbered.line(trouble.at);
            let source = self.numbered.source(trouble.at..trouble.at, self.numbered.on_line(line).trim());
            self.page.finding(trouble.kind, subject, format!("line {line}: {}", trouble.message), source);
        }
        if block.code == Some(Code::Unclosed) {
            self.page.findings.push(unclosed_fence(self.numbered, subject, block));
        }
        let spelling = spelling(&root);
        let around = Neighbours::of(Vec::new()).around(names(&root), &spelling, "", self.room);
        self.page.clue(subject, Content::Declared, title, &around);
        let heading = self.numbered.source(section.range.clone(), &*section.heading);
        self.page.clue(subject, Content::Cell(Column::Type, spelling), heading, &around);
        self.words(subject, &root, &around);
        self.object(subject, root.children());
        around
    }

    /// The type alone, since the page has no block.
    pub(super) fn nothing(&mut self, subject: &Subject, title: Source, near: Range<usize>) -> Arc<Around> {
        let around = Arc::new(Around { spelling: "Object".into(), ..Around::default() });
        let line = self.numbered.line(near.start);
        let message = format!("line {line}: expected a code block under \"Parameter object\"");
        self.page.finding("no-parameter-block", subject, message, self.numbered.quoted(near));
        self.page.clue(subject, Content::Declared, title.clone(), &around);
        self.page.clue(subject, Content::Cell(Column::Type, "Object".into()), title, &around);
        around
    }

    fn object(&mut self, subject: &Subject, entries: &[Entry]) {
        let mut neighbours = Neighbours::of(unique(entries).into_iter().map(|entry| entry.key.clone()).collect());
        let last: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (&*entry.key, at)).collect();
        for (at, entry) in entries.iter().enumerate() {
            if let Words::Free(prose) = entry.words() {
                self.part(&subject.join(Step::Values), entry, &prose);
                continue;
            }
            let property = subject.property(&entry.key);
            match last.get(&*entry.key).filter(|last| **last != at).and_then(|last| entries.get(*last)) {
                Some(later) => self.repeated(&property, entry, later),
                None => self.property(&property, entry, &mut neighbours),
            }
        }
    }

    fn property(&mut self, subject: &Subject, entry: &Entry, neighbours: &mut Neighbours) {
        let spelling = spelling(entry);
        let around = neighbours.around(names(entry), &spelling, &entry.marks, self.room);
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
            let around = Neighbours::of(Vec::new()).around(Vec::new(), "", "", self.room);
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
        let around = Neighbours::of(Vec::new()).around(names(entry), &spelling(entry), "", self.room);
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
