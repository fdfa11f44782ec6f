//! What the entries of a block say about the type and its properties.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
    },
    entry::{Entry, List, Shape, Words},
    is_parameters,
    markdown::{Block, Code, Section},
    pseudo_json,
};
use indexmap::IndexMap;
use ringback_constraints::clue::{Around, Column, Content};
use ringback_contract::line_index::IndexedText;
use ringback_contract::{
    finding::Finding,
    sentence::sentences,
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
    numbered: &'a IndexedText<'a>,
    room: Room,
}

impl<'a> Telling<'a> {
    /// An empty page.
    pub(super) fn new(numbered: &'a IndexedText<'a>) -> Self {
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
        let quote: String = self.numbered.line_text(line).trim().chars().take(200).collect();
        self.page.finding(kind, subject, format!("line {line}: {message}"), self.numbered.source(at..at, quote));
    }

    /// What a block says, as entries.
    pub(super) fn block(&mut self, subject: &Subject, block: &Block) -> Entry {
        let (root, troubles) = pseudo_json::read(self.numbered.text, block.range.clone());
        for trouble in troubles {
            self.finding(trouble.kind, subject, trouble.at, trouble.message);
        }
        self.fence(subject, block);
        match root.unwrapped(is_parameters) {
            Ok(object) => {
                let message = "the only key of the block is taken for the name of the parameter object itself";
                self.finding("wrapped-parameters", subject, object.head.start, message);
                object
            }
            Err(root) => root,
        }
    }

    /// Tells that the object has several forms, and which properties are not in all of them.
    pub(super) fn alternatives(&mut self, subject: &Subject, blocks: &[&Block], roots: &[&Entry]) {
        if blocks.len() < 2 {
            return;
        }
        let mut counts: IndexMap<&str, usize> = IndexMap::new();
        for entry in roots.iter().flat_map(|root| unique(root.children())) {
            *counts.entry(&entry.key).or_default() += 1;
        }
        let partial: Vec<&str> = counts
            .into_iter()
            .filter(|(_, count)| *count < blocks.len())
            .map(|(key, _)| key)
            .take(MOST_NAMES)
            .collect();
        let message = format!(
            "{} blocks describe one object and were read as alternatives; not in each, and so not required by silence: {}",
            blocks.len(),
            if partial.is_empty() { "none".into() } else { partial.join(", ") },
        );
        let sources = blocks.iter().map(|block| self.numbered.quoted(block.range.clone())).collect();
        self.page.findings.push(Finding::new("alternative-parameter-objects", subject, message, sources));
    }

    fn fence(&mut self, subject: &Subject, block: &Block) {
        if block.code == Some(Code::Unclosed) {
            let message = "expected a fence that closes this code block, which goes on to the end of the page";
            self.finding("unclosed-fence", subject, block.range.start, message);
        }
    }

    /// Declares the type. Returns what stands beside it.
    pub(super) fn declared(&mut self, subject: &Subject, title: Source, roots: &[&Entry]) -> Arc<Around> {
        let around = Neighbours::of(Vec::new()).around(names(roots), &spelling(roots), "", &mut self.room);
        self.page.clue(subject, Content::Declared, title, &around);
        around
    }

    /// The type's properties.
    pub(super) fn entries(&mut self, subject: &Subject, heading: Source, roots: &[&Entry], around: &Arc<Around>) {
        self.page.clue(subject, Content::Cell(Column::Type, around.spelling.clone()), heading, around);
        self.words(subject, roots, false, around);
        self.object(subject, roots);
    }

    /// What is written beside the block: prose about the type near the title, notes under every other heading.
    pub(super) fn beside(&mut self, subject: &Subject, section: &Section, block: &Block, around: &Arc<Around>) {
        let prose = section.title || section.heading.is_empty() || is_parameters(&section.heading);
        let source = self.numbered.source(block.range.clone(), block.text.trim_end());
        if prose && block.code.is_none() {
            self.page.prose(subject, &block.text, &source, around);
        } else {
            let note = Content::Note(section.heading.clone(), block.text.trim_end().into());
            self.page.clue(subject, note, source, around);
        }
        self.fence(subject, block);
    }

    /// The properties of an object, of which each entry gives one form.
    fn object(&mut self, subject: &Subject, forms: &[&Entry]) {
        let mut neighbours = Neighbours::of(names(forms));
        let forms: Vec<&[Entry]> = forms.iter().filter_map(|form| form.properties()).collect();
        // The entries under each key, of each form the last; under none, what is said of all values of a map.
        let mut groups: IndexMap<Option<&str>, Vec<&Entry>> = IndexMap::new();
        for entries in &forms {
            let last: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (&*entry.key, at)).collect();
            let mut repeated = HashSet::new();
            for (at, entry) in entries.iter().enumerate() {
                if entry.is_free(entries.len() == 1) {
                    groups.entry(None).or_default().push(entry);
                    continue;
                }
                match last.get(&*entry.key).filter(|last| **last != at).and_then(|last| entries.get(*last)) {
                    Some(later) if repeated.insert(&*entry.key) => {
                        self.repeated(&subject.property(&entry.key), entry, later);
                    }
                    Some(_) => {}
                    None => groups.entry(Some(&entry.key)).or_default().push(entry),
                }
            }
        }
        for (key, group) in groups {
            if !self.room.admits(subject) {
                return;
            }
            match key {
                Some(key) => {
                    let alone = forms.iter().all(|entries| entries.len() == 1);
                    let always = group.len() == forms.len();
                    self.property(&subject.property(key), &group, Stands { alone, always }, &mut neighbours);
                }
                None => self.part(&subject.join(Step::Values), &group),
            }
        }
    }

    fn property(&mut self, subject: &Subject, forms: &[&Entry], stands: Stands, neighbours: &mut Neighbours) {
        let Some(first) = forms.first() else { return };
        let spelling = spelling(forms);
        let marks = distinct(forms.iter().map(|form| (form.marks.clone(), *form)));
        let around = neighbours.around(names(forms), &spelling, &first.marks, &mut self.room);
        self.page.clue(subject, Content::Declared, self.source(&first.head), &around);
        let spellings = distinct(forms.iter().map(|form| (spelling_of(form), *form)));
        for (spelling, form) in spellings.into_iter().filter(|(spelling, _)| !spelling.is_empty()) {
            self.page.clue(subject, Content::Cell(Column::Type, spelling), self.source(&form.head), &around);
        }
        // That no mark says "optional" says something only of what stands in every form.
        for (marks, form) in marks.into_iter().filter(|(marks, _)| stands.always || !marks.is_empty()) {
            self.page.clue(subject, Content::Cell(Column::Notes, marks), self.source(&form.head), &around);
        }
        self.words(subject, forms, stands.alone, &around);
        self.below(subject, forms);
    }

    /// The description of an entry, or the value that stands in its place as an example; what forms share is told once.
    fn words(&mut self, subject: &Subject, forms: &[&Entry], alone: bool, around: &Arc<Around>) {
        let mut said = HashSet::new();
        for entry in forms {
            let source = self.source(&entry.head);
            match entry.words(alone) {
                Words::Prose(text) | Words::Free(text) => self.prose(subject, &text, &source, around, &mut said),
                Words::Plain(value) => {
                    let source = source.quoting(entry.prose.trim_end_matches(','));
                    self.page.clue(subject, Content::Keyword("example".into(), value), source, around);
                }
            }
        }
    }

    fn prose(&mut self, at: &Subject, text: &str, source: &Source, around: &Arc<Around>, said: &mut HashSet<String>) {
        for sentence in sentences(text) {
            if said.insert(sentence.clone()) {
                self.page.clue(at, Content::Sentence(sentence.clone()), source.quoting(sentence), around);
            }
        }
    }

    fn below(&mut self, subject: &Subject, forms: &[&Entry]) {
        if forms.iter().any(|form| form.properties().is_some()) {
            self.object(subject, forms);
        }
        self.list(subject, forms);
    }

    fn list(&mut self, subject: &Subject, forms: &[&Entry]) {
        let items = subject.join(Step::Items);
        let lists: Vec<&List> = forms.iter().filter_map(|form| form.list()).collect();
        let mut told = HashSet::new();
        for list in &lists {
            let (Some(first), Some(last)) = (list.strings.first(), list.strings.last()) else { continue };
            let text = |range: &Range<usize>| self.numbered.text.get(range.clone()).unwrap_or_default();
            let words = list.strings.iter().map(text).collect::<Vec<_>>().join(", ");
            if told.insert(words.clone()) {
                let source = self.numbered.source(first.start..last.end, &*words);
                let around = Neighbours::of(Vec::new()).around(Vec::new(), "", "", &mut self.room);
                self.page.clue(&items, Content::Declared, source.clone(), &around);
                self.page.clue(&items, Content::Sentence(words), source, &around);
            }
        }
        let elements: Vec<&Entry> = lists.iter().filter_map(|list| list.element.as_deref()).collect();
        if !elements.is_empty() {
            self.part(&items, &elements);
            self.below(&items, &elements);
        }
    }

    /// The elements of a list or the values of a map.
    fn part(&mut self, subject: &Subject, forms: &[&Entry]) {
        let Some(first) = forms.first() else { return };
        let around = Neighbours::of(Vec::new()).around(names(forms), &spelling(forms), "", &mut self.room);
        self.page.clue(subject, Content::Declared, self.source(&first.head), &around);
        let mut said = HashSet::new();
        for entry in forms {
            let source = self.source(&entry.head);
            let text = match entry.words(true) {
                Words::Prose(text) | Words::Free(text) => text,
                Words::Plain(_) => entry.prose.clone(),
            };
            self.prose(subject, &text, &source, &around, &mut said);
        }
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

/// More names than a reader of a finding takes in.
const MOST_NAMES: usize = 20;

/// How a property stands among the others.
struct Stands {
    /// No other stands beside it.
    alone: bool,
    /// It stands in every form of its object.
    always: bool,
}

/// The entries with a name of their own; of those that are given twice, the later one.
fn unique(entries: &[Entry]) -> Vec<&Entry> {
    let mut unique: IndexMap<&str, &Entry> = IndexMap::new();
    for entry in entries.iter().filter(|entry| !entry.is_free(entries.len() == 1)) {
        unique.insert(&entry.key, entry);
    }
    unique.into_values().collect()
}

/// The names of the properties, each once.
fn names(forms: &[&Entry]) -> Vec<String> {
    let mut seen = HashSet::new();
    let entries = forms.iter().flat_map(|form| unique(form.children()));
    entries.filter(|entry| seen.insert(&*entry.key)).map(|entry| entry.key.clone()).collect()
}

/// What stands there, each once, with the first entry that says so.
fn distinct<'e>(told: impl Iterator<Item = (String, &'e Entry)>) -> Vec<(String, &'e Entry)> {
    let mut seen = HashSet::new();
    told.filter(|(words, _)| seen.insert(words.clone())).collect()
}

/// How an SDK would spell what the layout of the first telling form shows.
fn spelling(forms: &[&Entry]) -> String {
    forms.iter().map(|form| spelling_of(form)).find(|spelling| !spelling.is_empty()).unwrap_or_default()
}

/// How an SDK would spell what the layout shows; empty where only the prose can tell.
fn spelling_of(entry: &Entry) -> String {
    match &entry.shape {
        Shape::Scalar => String::new(),
        Shape::Object(children) if children.iter().any(|child| child.is_free(children.len() == 1)) => {
            "Map<String, String>".into()
        }
        Shape::Object(_) => "Object".into(),
        Shape::List(list) => match &list.element {
            Some(element) => format!("List<{}>", spelling_of(element)),
            None if !list.strings.is_empty() || entry.prose.contains('"') => "List<String>".into(),
            None => "List".into(),
        },
    }
}
