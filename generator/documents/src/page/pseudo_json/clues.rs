//! Turns the entries of pseudo-JSON blocks into clues about a type and its properties.
//!
//! A page may describe one object by several blocks, its *forms*. So every function here takes the entries that describe
//! the same thing in all forms, and writes what they share once.

use super::{
    super::{ClueWriter, Siblings},
    entry::{EntryList, EntryShape, EntryText, PseudoEntry},
};
use indexmap::IndexMap;
use ringback_constraints::clue::{Around, Content};
use ringback_contract::{
    provenance::Source,
    sentence::sentences,
    subject::{Step, Subject},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

/// Writes the clues of entries to a page.
pub struct EntryClues<'w, 'a>(pub &'w mut ClueWriter<'a>);

/// How a property stands among the others of its object.
struct Occurrence {
    /// It is the only property.
    is_only: bool,
    /// It is in every form of the object.
    in_every_form: bool,
}

impl EntryClues<'_, '_> {
    /// Declares the type that the forms describe; returns the context of clues about it.
    pub fn declare(&mut self, subject: &Subject, title: Source, forms: &[&PseudoEntry]) -> Arc<Around> {
        self.0.declare_object(subject, title, names(forms), &spelling(forms))
    }

    /// Adds the description and the properties of the declared type.
    pub fn properties_of(&mut self, subject: &Subject, heading: Source, forms: &[&PseudoEntry], around: &Arc<Around>) {
        self.0.type_cell(subject, &around.spelling, heading, around);
        self.text(subject, forms, false, around);
        self.object(subject, forms);
    }

    fn object(&mut self, subject: &Subject, forms: &[&PseudoEntry]) {
        let mut siblings = Siblings::new(names(forms));
        let forms: Vec<&[PseudoEntry]> = forms.iter().filter_map(|form| form.properties()).collect();
        for (key, group) in self.by_key(subject, &forms) {
            if !self.0.admits(subject) {
                return;
            }
            match key {
                Some(key) => {
                    let is_only = forms.iter().all(|entries| entries.len() == 1);
                    let in_every_form = group.len() == forms.len() && !group.iter().any(|entry| entry.is_alternative);
                    let occurrence = Occurrence { is_only, in_every_form };
                    self.property(&subject.property(key), &group, occurrence, &mut siblings);
                }
                None => self.part(&subject.join(Step::Values), &group),
            }
        }
    }

    /// The entries of each key, at most one per form; without a key, those that describe all values of a map. Of a key
    /// that is given twice in a form the last entry counts, and a finding says so.
    fn by_key<'e>(
        &mut self,
        subject: &Subject,
        forms: &[&'e [PseudoEntry]],
    ) -> IndexMap<Option<&'e str>, Vec<&'e PseudoEntry>> {
        let mut groups: IndexMap<Option<&str>, Vec<&PseudoEntry>> = IndexMap::new();
        for entries in forms {
            let last: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (&*entry.key, at)).collect();
            let mut repeated = HashSet::new();
            for (at, entry) in entries.iter().enumerate() {
                if entry.is_map_value(entries.len() == 1) {
                    groups.entry(None).or_default().push(entry);
                    continue;
                }
                match last.get(&*entry.key).filter(|last| **last != at).and_then(|last| entries.get(*last)) {
                    Some(later) if repeated.insert(&*entry.key) => {
                        self.duplicate(&subject.property(&entry.key), entry, later);
                    }
                    Some(_) => {}
                    None => groups.entry(Some(&entry.key)).or_default().push(entry),
                }
            }
        }
        groups
    }

    fn property(&mut self, subject: &Subject, forms: &[&PseudoEntry], occurrence: Occurrence, siblings: &mut Siblings) {
        let Some(first) = forms.first() else { return };
        let around = self.0.around(siblings, names(forms), &spelling(forms), &first.marks);
        self.0.clue(subject, Content::Declared, self.source(&first.head), &around);
        let spellings = distinct(forms.iter().map(|form| (spelling_of(form), *form)));
        for (spelling, form) in spellings.into_iter().filter(|(spelling, _)| !spelling.is_empty()) {
            self.0.type_cell(subject, &spelling, self.source(&form.head), &around);
        }
        // That no mark says "optional" means something only for what is in every form.
        let marks = distinct(forms.iter().map(|form| (form.marks.clone(), *form)));
        for (marks, form) in marks.into_iter().filter(|(marks, _)| occurrence.in_every_form || !marks.is_empty()) {
            self.0.notes_cell(subject, &marks, self.source(&form.head), &around);
        }
        self.text(subject, forms, occurrence.is_only, &around);
        self.nested(subject, forms);
    }

    /// Adds the description of an entry, or the value in its place as an example; a sentence that forms share once.
    fn text(&mut self, subject: &Subject, forms: &[&PseudoEntry], is_only: bool, around: &Arc<Around>) {
        let mut seen = HashSet::new();
        for entry in forms {
            let source = self.source(&entry.head);
            match entry.text(is_only) {
                EntryText::Description(text) | EntryText::MapValue(text) => {
                    self.description(subject, &text, &source, around, &mut seen);
                }
                EntryText::Value(value) => {
                    let source = source.quoting(entry.prose.trim_end_matches(','));
                    self.0.clue(subject, Content::Keyword("example".into(), value), source, around);
                }
            }
        }
    }

    fn description(
        &mut self,
        subject: &Subject,
        text: &str,
        source: &Source,
        around: &Arc<Around>,
        seen: &mut HashSet<String>,
    ) {
        for sentence in sentences(text) {
            if seen.insert(sentence.text.clone()) {
                self.0.clue(subject, Content::Sentence(sentence.text), source.quoting(sentence.quote), around);
            }
        }
    }

    /// Adds what is nested in the entries: properties, elements, or both where forms differ.
    fn nested(&mut self, subject: &Subject, forms: &[&PseudoEntry]) {
        if forms.iter().any(|form| form.properties().is_some()) {
            self.object(subject, forms);
        }
        self.list(subject, forms);
    }

    fn list(&mut self, subject: &Subject, forms: &[&PseudoEntry]) {
        let items = subject.join(Step::Items);
        let lists: Vec<&EntryList> = forms.iter().filter_map(|form| form.list()).collect();
        let mut seen = HashSet::new();
        for list in &lists {
            let (Some(first), Some(last)) = (list.strings.first(), list.strings.last()) else { continue };
            let text = self.0.text();
            let string = |range: &Range<usize>| text.text.get(range.clone()).unwrap_or_default();
            let strings = list.strings.iter().map(string).collect::<Vec<_>>().join(", ");
            if seen.insert(strings.clone()) {
                let source = text.source(first.start..last.end, &*strings);
                let around = self.0.around(&mut Siblings::default(), Vec::new(), "", "");
                self.0.clue(&items, Content::Declared, source.clone(), &around);
                self.0.clue(&items, Content::Sentence(strings), source, &around);
            }
        }
        let elements: Vec<&PseudoEntry> = lists.iter().filter_map(|list| list.element.as_deref()).collect();
        if !elements.is_empty() {
            self.part(&items, &elements);
            self.nested(&items, &elements);
        }
    }

    /// Adds the elements of a list or the values of a map.
    fn part(&mut self, subject: &Subject, forms: &[&PseudoEntry]) {
        let Some(first) = forms.first() else { return };
        let title = self.source(&first.head);
        let around = self.0.declare_object(subject, title, names(forms), &spelling(forms));
        let mut seen = HashSet::new();
        for entry in forms {
            let source = self.source(&entry.head);
            let text = match entry.text(true) {
                EntryText::Description(text) | EntryText::MapValue(text) => text,
                EntryText::Value(_) => entry.prose.clone(),
            };
            self.description(subject, &text, &source, &around, &mut seen);
        }
    }

    fn duplicate(&mut self, subject: &Subject, entry: &PseudoEntry, later: &PseudoEntry) {
        let line = |entry: &PseudoEntry| self.0.text().line(entry.head.start);
        let message = format!("line {}: the key is given again on line {}, which holds", line(entry), line(later));
        let sources = vec![self.source(&entry.head), self.source(&later.head)];
        self.0.findings("duplicate-key", subject, message, sources);
    }

    /// The lines of key and prose, quoted with single blanks.
    fn source(&self, head: &Range<usize>) -> Source {
        let text = self.0.text().text.get(head.clone()).unwrap_or_default();
        let quote = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.text().source(head.clone(), quote.trim_end_matches(','))
    }
}

/// The properties that are not in every form, in order.
pub fn partial_properties<'e>(forms: &[&'e PseudoEntry]) -> Vec<&'e str> {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for entry in forms.iter().flat_map(|form| unique(form.children())) {
        *counts.entry(&entry.key).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count < forms.len()).map(|(key, _)| key).collect()
}

/// The entries with a key of their own; of a key that is given twice, the later one.
fn unique(entries: &[PseudoEntry]) -> Vec<&PseudoEntry> {
    let mut unique: IndexMap<&str, &PseudoEntry> = IndexMap::new();
    for entry in entries.iter().filter(|entry| !entry.is_map_value(entries.len() == 1)) {
        unique.insert(&entry.key, entry);
    }
    unique.into_values().collect()
}

/// The names of the properties in all forms, each once.
fn names(forms: &[&PseudoEntry]) -> Vec<String> {
    let mut seen = HashSet::new();
    let entries = forms.iter().flat_map(|form| unique(form.children()));
    entries.filter(|entry| seen.insert(&*entry.key)).map(|entry| entry.key.clone()).collect()
}

/// The texts, each once, with the first entry that has it.
fn distinct<'e>(texts: impl Iterator<Item = (String, &'e PseudoEntry)>) -> Vec<(String, &'e PseudoEntry)> {
    let mut seen = HashSet::new();
    texts.filter(|(text, _)| seen.insert(text.clone())).collect()
}

/// The type that the first form with one shows, as an SDK would spell it.
fn spelling(forms: &[&PseudoEntry]) -> String {
    forms.iter().map(|form| spelling_of(form)).find(|spelling| !spelling.is_empty()).unwrap_or_default()
}

/// The type that braces and brackets show, as an SDK would spell it; empty where only the prose can say.
fn spelling_of(entry: &PseudoEntry) -> String {
    match &entry.shape {
        EntryShape::Scalar => String::new(),
        EntryShape::Object(children) if children.iter().any(|child| child.is_map_value(children.len() == 1)) => {
            "Map<String, String>".into()
        }
        EntryShape::Object(_) => "Object".into(),
        EntryShape::List(list) => match &list.element {
            Some(element) => format!("List<{}>", spelling_of(element)),
            None if !list.strings.is_empty() || entry.prose.contains('"') => "List<String>".into(),
            None => "List".into(),
        },
    }
}
