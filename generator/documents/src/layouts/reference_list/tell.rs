//! What a list of parameters says about the type and its properties.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
    },
    entry::{Entry, Piece},
    outline::Block,
    spelling::spelling,
};
use indexmap::IndexMap;
use ringback_constraints::clue::{Around, Column, Content};
use ringback_contract::line_index::IndexedText;
use ringback_contract::{
    finding::Finding,
    subject::{Step, Subject},
};
use std::{ops::Range, sync::Arc};

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
            let message = "the page says more than any real one: what comes later is told in part or not at all";
            self.finding("too-large", subject, 0..0, message);
        }
        self.page
    }

    /// Adds a finding about a stretch of the page.
    pub(super) fn finding(&mut self, kind: &str, subject: &Subject, at: Range<usize>, message: &str) {
        let source = self.numbered.quoted(at);
        self.page.finding(kind, subject, message, source);
    }

    /// Declares the type and its properties; returns what stands beside the type.
    pub(super) fn declared(
        &mut self,
        subject: &Subject,
        title: Range<usize>,
        name: &str,
        heading: Range<usize>,
        list: &Entry,
    ) -> Arc<Around> {
        let around = Neighbours::of(Vec::new()).around(names(list), "Object", "", &mut self.room);
        self.page.clue(subject, Content::Declared, self.numbered.source(title, name), &around);
        let heading = self.numbered.quoted(heading);
        self.page.clue(subject, Content::Cell(Column::Type, "Object".into()), heading, &around);
        list.pieces.iter().for_each(|piece| self.piece(subject, piece, &around));
        self.object(subject, list);
        around
    }

    /// What is written beside the list: prose about the type near the title, notes under every other heading.
    pub(super) fn beside(&mut self, at: &Subject, heading: &str, prose: bool, block: &Block, around: &Arc<Around>) {
        let (Some(first), Some(last)) = (block.lines.first(), block.lines.last()) else { return };
        let text = block.lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>();
        let text = text.join(if block.code { "\n" } else { " " });
        let source = self.numbered.source(first.range.start..last.range.end, &*text);
        if prose {
            self.page.prose(at, &text, &source, around);
        } else {
            self.page.clue(at, Content::Note(heading.into(), text), source, around);
        }
    }

    fn object(&mut self, subject: &Subject, object: &Entry) {
        let mut neighbours = Neighbours::of(names(object));
        let mut entries: IndexMap<&str, &Entry> = IndexMap::new();
        for entry in &object.children {
            if let Some(earlier) = entries.insert(&entry.name, entry) {
                let sources = [earlier, entry].map(|entry| self.numbered.quoted(entry.head.clone())).into();
                let message = "the parameter is listed again; what is said last holds";
                self.page.findings.push(Finding::new(
                    "duplicate-key",
                    &subject.property(&*entry.name),
                    message,
                    sources,
                ));
            }
        }
        for (name, entry) in entries {
            if !self.room.admits(subject) {
                return;
            }
            self.property(&subject.property(name), entry, &mut neighbours);
        }
    }

    fn property(&mut self, subject: &Subject, entry: &Entry, neighbours: &mut Neighbours) {
        let told = entry.labelled("Type");
        let listed = !entry.children.is_empty();
        let spelled = match told {
            Some(told) => spelling(told.value(), listed),
            None => listed.then(|| "Object".into()),
        };
        let spelled = spelled.unwrap_or_default();
        let list = spelled == "List<Object>";
        // What is listed below a text or number are its values, not its parts.
        let parts = listed && (list || spelled == "Object");
        let required = entry.labelled("Required").and_then(|piece| Some((presence(piece.value())?, piece)));
        let notes = required.as_ref().map_or("", |(notes, _)| notes);
        let children = if parts && !list { names(entry) } else { Vec::new() };
        let around = neighbours.around(children, &spelled, notes, &mut self.room);
        let head = self.numbered.source(entry.head.clone(), &*entry.name);
        self.page.clue(subject, Content::Declared, head.clone(), &around);
        if !spelled.is_empty() {
            let source = told.map_or(head, |told| self.numbered.source(told.range.clone(), &*told.text));
            self.page.clue(subject, Content::Cell(Column::Type, spelled.clone()), source, &around);
        }
        if let Some((notes, piece)) = &required {
            let source = self.numbered.source(piece.range.clone(), &*piece.text);
            self.page.clue(subject, Content::Cell(Column::Notes, (*notes).into()), source, &around);
        }
        let read = |piece: &&Piece| match piece.label {
            "Type" => spelled.is_empty(),
            "Required" => required.is_none(),
            _ => true,
        };
        entry.pieces.iter().filter(read).for_each(|piece| self.piece(subject, piece, &around));
        if parts && list {
            self.object(&subject.join(Step::Items), entry);
        } else if parts {
            self.object(subject, entry);
        } else {
            entry.children.iter().for_each(|child| self.values(subject, child, &around));
        }
    }

    /// A bullet that names no part of the property: its words are the property's.
    fn values(&mut self, subject: &Subject, entry: &Entry, around: &Arc<Around>) {
        let words = entry.pieces.iter().map(|piece| &*piece.text).collect::<Vec<_>>().join(" ");
        let text = if words.is_empty() { entry.name.clone() } else { format!("{} - {words}", entry.name) };
        let end = entry.pieces.last().map_or(entry.head.end, |piece| piece.range.end);
        let source = self.numbered.source(entry.head.start..end, &*text);
        if self.room.admits(subject) {
            self.page.clue(subject, Content::Sentence(text), source, around);
        }
        entry.children.iter().for_each(|child| self.values(subject, child, around));
    }

    fn piece(&mut self, subject: &Subject, piece: &Piece, around: &Arc<Around>) {
        let source = self.numbered.source(piece.range.clone(), &*piece.text);
        if piece.label.ends_with("Pattern") {
            // A full stop in a regular expression ends no sentence.
            self.page.clue(subject, Content::Sentence(piece.text.clone()), source, around);
        } else {
            self.page.prose(subject, &piece.text, &source, around);
        }
    }
}

/// The mark that stands for "Required: No"; `None` when it is neither yes nor no.
fn presence(value: &str) -> Option<&'static str> {
    match value.trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "true" => Some("[required]"),
        "no" | "false" => Some("[optional]"),
        _ => None,
    }
}

fn names(entry: &Entry) -> Vec<String> {
    let names: indexmap::IndexSet<&str> = entry.children.iter().map(|child| &*child.name).collect();
    names.into_iter().map(String::from).collect()
}
