//! Pages that describe an action of a flow: prose, a block of pseudo-JSON under "Parameter object", notes below.

mod clues;
mod entry;
mod markdown;
mod pseudo_json;
mod token;

use super::{Document, Page, numbered::Numbered};
use crate::subject::Subject;
use clues::Telling;
use entry::Entry;
use markdown::Section;

/// The headings under which the block stands, lower case.
const PARAMETERS: &[&str] = &["parameter object", "parameters", "parameter objects"];

/// Whether a page has such a heading, and a code fence below it before the next one.
pub(super) fn detect(document: &Document) -> bool {
    let mut below = false;
    for line in document.text.lines().map(str::trim) {
        if line.starts_with('#') {
            let heading = line.trim_matches('#').split('<').next().unwrap_or_default().trim();
            below = PARAMETERS.contains(&heading.to_lowercase().as_str());
        } else if below && (line.starts_with("```") || line.starts_with("~~~")) {
            return true;
        }
    }
    false
}

/// The clues of a page.
pub(super) fn read(document: &Document) -> Page {
    let numbered = Numbered::of(document);
    let sections = markdown::sections(numbered.text);
    let title = sections.iter().find(|section| section.title && !section.heading.is_empty());
    let name = title.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(name.replace('~', "~0").replace('/', "~1"));
    let mut telling = Telling::new(&numbered);
    if title.is_none() {
        telling.finding("no-title", &subject, 0, "expected a title, `# Name`");
    }
    let parameters = sections.iter().find(|section| is_parameters(section));
    let block = parameters.and_then(|section| section.blocks.iter().find(|block| block.code.is_some()));
    if block.is_none() {
        let at = parameters.map_or(0, |section| section.range.start);
        telling.finding("no-parameter-block", &subject, at, "expected a code block under \"Parameter object\"");
    }
    let root = block.map_or_else(Entry::empty, |block| telling.block(&subject, block));
    let around =
        telling.declared(&subject, numbered.source(title.map_or(0..0, |title| title.range.clone()), name), &root);
    for section in &sections {
        if parameters.map_or(section.title, |parameters| std::ptr::eq(parameters, section)) {
            telling.entries(&subject, numbered.source(section.range.clone(), &*section.heading), &root, &around);
        }
        let beside = section.blocks.iter().filter(|other| !block.is_some_and(|block| std::ptr::eq(block, *other)));
        beside.for_each(|block| telling.beside(&subject, section, block, &around));
    }
    telling.finish(&subject)
}

fn is_parameters(section: &Section) -> bool {
    PARAMETERS.contains(&section.heading.to_lowercase().as_str())
}
