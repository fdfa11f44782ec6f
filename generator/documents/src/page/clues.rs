//! The clues and findings of one page, and the writer through which every layout adds them.

use super::{
    columns::{Columns, Meaning},
    operation::PageOperation,
    property_row::PropertyRow,
    siblings::{Budget, Siblings},
};
use ringback_constraints::{
    clue::{Around, Clue, Column, Content},
    language::Language,
};
use ringback_contract::{
    finding::Finding,
    line_index::IndexedText,
    provenance::Source,
    sentence::sentences,
    subject::{MAX_STEPS, Subject},
};
use std::{collections::HashSet, ops::Range, sync::Arc};

/// Descriptions are read up to this many sentences: each is offered to every kind of constraint, and no real one has more.
const MAX_SENTENCES: usize = 1_000;

/// Quotes of findings are cut at this many characters.
const MAX_QUOTE: usize = 200;

/// The row that stands for all names which are not listed, as templates of SDK pages call it.
const ANY_NAME: &str = "any string name";

/// What a layout found on a page.
#[derive(Clone, Debug, Default)]
pub struct PageClues {
    /// The clues, in the order of the page.
    pub clues: Vec<Clue>,
    /// What the layout could not place.
    pub findings: Vec<Finding>,
    /// The operations that it describes, with the clues about their parameters and bodies.
    pub operations: Vec<PageOperation>,
    /// How the columns of its tables were understood, one table each.
    pub columns: Vec<String>,
    /// The programming language whose types it spells, if it shows.
    pub language: Option<Language>,
}

/// Collects the clues of one page, within a budget that bounds the cost of hostile pages.
pub struct ClueWriter<'a> {
    text: &'a IndexedText<'a>,
    page: PageClues,
    budget: Budget,
}

impl<'a> ClueWriter<'a> {
    /// A writer without clues.
    pub fn new(text: &'a IndexedText<'a>) -> Self {
        Self { text, page: PageClues::default(), budget: Budget::default() }
    }

    /// The page's text, from which sources are made.
    pub fn text(&self) -> &'a IndexedText<'a> {
        self.text
    }

    /// What was written; a page that used up its budget gets a finding about its type.
    pub fn finish(mut self, subject: &Subject) -> PageClues {
        if self.budget.is_exhausted() {
            let message = "larger than any real page; what comes after the limit is read in part or not at all";
            let source = self.text.source(0..0, "");
            self.finding("too-large", subject, message, source);
        }
        self.page
    }

    /// Notes the programming language that the page shows itself to be of.
    pub fn language(&mut self, language: Option<Language>) {
        self.page.language = language.or(self.page.language);
    }

    /// The clues that are written meanwhile, which do not become those of the page.
    pub fn aside(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Clue> {
        let own = std::mem::take(&mut self.page.clues);
        write(self);
        std::mem::replace(&mut self.page.clues, own)
    }

    /// Adds an operation.
    pub fn operation(&mut self, operation: PageOperation) {
        self.page.operations.push(operation);
    }

    /// Whether no clue was written so far.
    pub fn is_empty(&self) -> bool {
        self.page.clues.is_empty()
    }

    /// Spends one more clue about a subject; after `false`, the layout stops reading.
    pub fn admits(&mut self, subject: &Subject) -> bool {
        self.budget.admits(subject)
    }

    /// The context of a property's clues: its siblings, the names of its own properties, its type and its notes.
    pub fn around(
        &mut self,
        siblings: &mut Siblings,
        children: Vec<String>,
        spelling: &str,
        notes: &str,
    ) -> Arc<Around> {
        siblings.around(children, spelling, notes, &mut self.budget)
    }

    /// Adds a clue about a subject, with the place that shows it.
    pub fn clue(&mut self, subject: &Subject, content: Content, source: Source, around: &Arc<Around>) {
        let description = Arc::default();
        self.page.clues.push(Clue { subject: subject.clone(), content, source, around: around.clone(), description });
    }

    /// Declares a type that is an object, with the names of its properties; returns the context of clues about it.
    pub fn declare_object(
        &mut self,
        subject: &Subject,
        title: Source,
        names: Vec<String>,
        spelling: &str,
    ) -> Arc<Around> {
        let around = self.around(&mut Siblings::default(), names, spelling, "");
        self.clue(subject, Content::Declared, title, &around);
        around
    }

    /// Adds how the page spells the type of a subject.
    pub fn type_cell(&mut self, subject: &Subject, spelling: &str, source: Source, around: &Arc<Around>) {
        self.described_type_cell(subject, spelling, source, around, "");
    }

    /// The same of a subject with a description, which may tell what the type means: whether a `date` has a time.
    pub fn described_type_cell(
        &mut self,
        subject: &Subject,
        spelling: &str,
        source: Source,
        around: &Arc<Around>,
        description: &str,
    ) {
        if self.page.language.is_none() {
            self.page.language = Language::of_spelling(spelling);
        }
        let content = Content::Cell(Column::Type, spelling.into());
        let description = description.into();
        self.page.clues.push(Clue { subject: subject.clone(), content, source, around: around.clone(), description });
    }

    /// Adds the marks of a subject, such as `[optional]`; empty ones mean that the page gives none.
    pub fn notes_cell(&mut self, subject: &Subject, notes: &str, source: Source, around: &Arc<Around>) {
        self.clue(subject, Content::Cell(Column::Notes, notes.into()), source, around);
    }

    /// Adds a description, sentence by sentence.
    pub fn prose(&mut self, subject: &Subject, text: &str, source: &Source, around: &Arc<Around>) {
        let mut sentences = sentences(text);
        if sentences.len() > MAX_SENTENCES {
            let message = format!("a description of {} sentences; the first {MAX_SENTENCES} are read", sentences.len());
            self.finding("too-large", subject, message, source.quoting(""));
            sentences.truncate(MAX_SENTENCES);
        }
        let description: Arc<str> = if sentences.len() > 1 { text.into() } else { Arc::default() };
        for sentence in sentences {
            self.page.clues.push(Clue {
                subject: subject.clone(),
                content: Content::Sentence(sentence.text),
                source: source.quoting(sentence.quote),
                around: around.clone(),
                description: description.clone(),
            });
        }
    }

    /// Adds a paragraph that describes and does not constrain, under its heading.
    pub fn note(&mut self, subject: &Subject, heading: &str, text: &str, source: Source, around: &Arc<Around>) {
        self.clue(subject, Content::Note(heading.into(), text.into()), source, around);
    }

    /// Adds everything that a row of a table says about a property of the owner.
    pub fn property_row(&mut self, owner: &Subject, row: &PropertyRow, siblings: &mut Siblings) {
        let subject = owner.property(&*row.name);
        let around = self.row_around(row, siblings);
        self.clue(&subject, Content::Declared, row.source.clone(), &around);
        if !row.spelling.is_empty() {
            self.page.clues.push(Clue {
                subject: subject.clone(),
                content: Content::Cell(Column::Type, row.spelling.clone()),
                source: row.source.quoting(&*row.spelling),
                around: around.clone(),
                description: row.description.as_str().into(),
            });
        }
        if let Some(notes) = row.notes.as_deref() {
            self.notes_cell(&subject, notes, row.source.quoting(notes), &around);
        }
        self.row_details(&subject, row, &around);
    }

    /// The context of a row's clues.
    pub fn row_around(&mut self, row: &PropertyRow, siblings: &mut Siblings) -> Arc<Around> {
        let children = match row.steps.is_empty() {
            true => row.children.iter().map(|child| child.name.clone()).collect(),
            false => Vec::new(),
        };
        self.around(siblings, children, &row.spelling, row.presence_mark())
    }

    /// Adds what a row says beside name, type and marks: further columns, the description, nested properties.
    pub fn row_details(&mut self, subject: &Subject, row: &PropertyRow, around: &Arc<Around>) {
        for (column, text) in &row.cells {
            self.clue(subject, Content::Cell(*column, text.clone()), row.source.quoting(text.as_str()), around);
        }
        self.prose(subject, &row.description, &row.source, around);
        let inner = row.steps.iter().fold(subject.clone(), |inner, step| inner.join(step.clone()));
        self.rows(&inner, &row.children);
    }

    /// Adds the properties of an object, given one row each.
    pub fn rows(&mut self, owner: &Subject, rows: &[PropertyRow]) {
        if rows.is_empty() || owner.path.len() > MAX_STEPS {
            return;
        }
        let mut siblings = Siblings::new(rows.iter().map(|row| row.name.clone()).collect());
        for row in rows {
            if !self.admits(&owner.property(&*row.name)) {
                return;
            }
            self.property_row(owner, row, &mut siblings);
        }
    }

    /// Adds a type and its properties, given one row each. The heading of the table is what shows that it is an object.
    pub fn object_table(&mut self, subject: &Subject, title: Source, heading: Source, rows: &[PropertyRow]) {
        let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
        let around = self.declare_object(subject, title, names, "Object");
        self.type_cell(subject, "Object", heading, &around);
        self.rows(subject, rows);
    }

    /// Notes how the columns of a table were understood, and what of them was not.
    pub fn columns(&mut self, owner: &Subject, line: u32, columns: &Columns) {
        self.page.columns.push(format!("line {line}: {}", columns.told()));
        for column in columns.uses.iter().filter(|column| column.meaning == Meaning::Unknown) {
            let message = format!("the column {:?} is not read: {}", column.heading, column.why);
            self.finding("unread-column", owner, message, self.text.lines_source([line; 2], column.heading.as_str()));
        }
    }

    /// The rows that are properties of the owner, each name once; what is odd about the others becomes a finding.
    pub fn distinct_rows(&mut self, owner: &Subject, rows: Vec<PropertyRow>) -> Vec<PropertyRow> {
        let mut seen = HashSet::new();
        let mut distinct = Vec::new();
        for mut row in rows {
            let subject = owner.property(&*row.name);
            for (kind, message) in &row.oddities {
                let subject = if row.name.is_empty() { owner } else { &subject };
                self.finding(kind, subject, message.as_str(), row.source.clone());
            }
            if row.name.is_empty() {
                if row.oddities.is_empty() {
                    self.finding("empty-property-name", owner, "a row without a name was left out", row.source);
                }
            } else if row.name == ANY_NAME {
                let message = "the row stands for all names that are not listed; it is not a property";
                self.finding("any-name-row", owner, message, row.source);
            } else if seen.insert(row.name.clone()) {
                if !row.children.is_empty() {
                    row.children = self.distinct_rows(&subject, std::mem::take(&mut row.children));
                }
                distinct.push(row);
            } else {
                let message = format!("`{}` has a second row; only the first was read", row.name);
                self.finding("duplicate-property", &subject, message, row.source);
            }
        }
        distinct
    }

    /// Adds a finding with one source.
    pub fn finding(&mut self, kind: &str, subject: &Subject, message: impl Into<String>, source: Source) {
        self.findings(kind, subject, message, vec![source]);
    }

    /// Adds a finding with several sources, such as both sides of a contradiction.
    pub fn findings(&mut self, kind: &str, subject: &Subject, message: impl Into<String>, sources: Vec<Source>) {
        self.page.findings.push(Finding::new(kind, subject, message, sources));
    }

    /// Adds a finding about a range of the page, quoting what is written there.
    pub fn finding_at(&mut self, kind: &str, subject: &Subject, range: Range<usize>, message: &str) {
        let source = self.text.quoted(range);
        self.finding(kind, subject, message, source);
    }

    /// Adds a finding about the line that holds an offset; the message names the line, the quote is the whole line.
    pub fn finding_on_line(&mut self, kind: &str, subject: &Subject, at: usize, message: &str) {
        let line = self.text.line(at);
        let quote: String = self.text.line_text(line).trim().chars().take(MAX_QUOTE).collect();
        let source = self.text.source(at..at, quote);
        self.finding(kind, subject, format!("line {line}: {message}"), source);
    }
}
