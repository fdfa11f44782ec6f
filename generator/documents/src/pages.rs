//! Reads the pages of one vendor. How each is understood depends on what all of them show together: the style of names, and
//! the programming language.
//!
//! The first pages nearly always show it. The others are read as they let expect, once, and their facts are handed on; if a
//! later page shows something else, everything is read again as it should be. The clues of all pages are never in memory.

use crate::{
    facts::facts,
    language::ShownLanguages,
    layouts::{self, Layout, layout_names},
    page::{PageClues, ParsedPage, looks, operation::PageOperation},
    read::document_read,
    wire_names::{ShownNames, WireNames},
};
use ringback_constraints::{fact::Fact, language::Language, model::DocumentRead};
use ringback_contract::{document::Document, finding::Finding, provenance::Source, subject::Subject};

/// So many pages are read before any is understood: fewer show too little, more take memory.
const FIRST: usize = 64;

/// After so many pages it is looked whether names are still understood rightly.
const LOOKED_AFTER: usize = 64;

/// What takes facts, one by one.
pub trait FactSink {
    /// Takes a fact.
    fn add(&mut self, fact: Fact);

    /// Forgets all facts that it took: they are handed on again.
    fn clear(&mut self);
}

impl FactSink for Vec<Fact> {
    fn add(&mut self, fact: Fact) {
        self.push(fact);
    }

    fn clear(&mut self) {
        Self::clear(self);
    }
}

/// A document, and the layout that somebody says it has.
pub(crate) type Named<'i> = (Document<'i>, Option<&'static Layout>);

/// What the pages of a vendor say beside facts.
#[derive(Default)]
pub(crate) struct ReadPages {
    pub documents: Vec<DocumentRead>,
    pub operations: Vec<PageOperation>,
    pub findings: Vec<Finding>,
}

/// Reads all pages, tells after each that it was read, and hands on what they state.
pub(crate) fn read_pages(documents: &[Named], sink: &mut dyn FactSink, was_read: &mut dyn FnMut()) -> ReadPages {
    let mut shown = Shown::default();
    let mut read = |page: &Named, shown: &mut Shown| {
        let page = Page::read(page);
        shown.add(&page.clues);
        was_read();
        page
    };
    let (first, rest) = documents.split_at_checked(FIRST).unwrap_or((documents, &[]));
    let first: Vec<Page> = first.iter().map(|page| read(page, &mut shown)).collect();
    let expected = shown.understanding();
    let mut all = ReadPages::default();
    // Where names have to be changed, the findings about it quote what all pages say: it is too early for that.
    let mut holds = rest.is_empty() || !matches!(expected.names, WireNames::Proven(_));
    if holds {
        first.into_iter().for_each(|page| all.take(page, &expected, sink));
    }
    for (at, page) in rest.iter().enumerate() {
        let page = read(page, &mut shown);
        let is_last = at + 1 == rest.len();
        holds = holds && shown.agrees(&expected, is_last || at % LOOKED_AFTER == 0);
        if holds {
            all.take(page, &expected, sink);
        }
    }
    if !holds {
        sink.clear();
        all = ReadPages::default();
        let known = shown.understanding();
        documents.iter().for_each(|page| all.take(Page::read(page), &known, sink));
    }
    all
}

/// What pages show of the style of names and the language.
#[derive(Default)]
struct Shown {
    names: ShownNames,
    languages: ShownLanguages,
}

/// How pages are understood.
struct Understanding {
    names: WireNames,
    /// The language of pages that show none themselves.
    language: Option<Language>,
}

impl Shown {
    fn add(&mut self, page: &PageClues) {
        self.names.add(page);
        self.languages.add(page);
    }

    fn understanding(&self) -> Understanding {
        Understanding { names: self.names.wire_names(), language: self.languages.common() }
    }

    /// Whether pages are still to be understood as was expected; names are looked at only now and then.
    fn agrees(&self, expected: &Understanding, looks_at_names: bool) -> bool {
        let names = || match (self.names.wire_names(), &expected.names) {
            (WireNames::AsPrinted, WireNames::AsPrinted) | (WireNames::Unknown, WireNames::Unknown) => true,
            (WireNames::AsPrinted | WireNames::Unknown | WireNames::Proven(_), _) => false,
        };
        self.languages.common() == expected.language && (!looks_at_names || names())
    }
}

/// A page with its clues, not yet understood.
struct Page {
    clues: PageClues,
    document: DocumentRead,
}

impl Page {
    /// Reads a page; without a layout it yields nothing but a finding.
    fn read((document, layout): &Named) -> Self {
        let parsed = ParsedPage::of(*document);
        let layout = layout.or_else(|| layouts::of_page(&parsed));
        let mut clues = match layout {
            Some(layout) => (layout.read)(parsed),
            None => unrecognised(document),
        };
        let mut document = document_read(document.path, document.text, layout);
        document.columns = std::mem::take(&mut clues.columns);
        Self { clues, document }
    }
}

impl ReadPages {
    /// Takes what a page says, under the names that properties have on the wire, and hands on its facts.
    fn take(&mut self, page: Page, known: &Understanding, sink: &mut dyn FactSink) {
        let Page { mut clues, document } = page;
        crate::language::complete(&mut clues, known.language);
        known.names.apply(&mut clues);
        facts(clues.clues).into_iter().for_each(|fact| sink.add(fact));
        self.documents.push(document);
        self.operations.extend(clues.operations);
        self.findings.extend(clues.findings);
    }
}

fn unrecognised(document: &Document) -> PageClues {
    let message =
        format!("not recognised as any layout ({}); nothing was read: {}", layout_names(), looks::like(document.text));
    let source = Source::line(document.path, 1, "");
    let finding = Finding::new("unrecognised-document", &Subject::of(document.stem()), message, vec![source]);
    PageClues { findings: vec![finding], ..PageClues::default() }
}
