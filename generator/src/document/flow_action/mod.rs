//! Pages that describe an action of a flow: prose, a block of pseudo-JSON under "Parameter object", notes below.

mod clues;
mod entry;
mod markdown;
mod pseudo_json;
mod token;

use super::{Document, Page, neighbours::Room, numbered::Numbered};
use crate::{
    clue::{Around, Content},
    subject::Subject,
};
use clues::Telling;
use markdown::{Block, Code, Section};
use std::{ops::Range, sync::Arc};

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
    let mut page = Page::default();
    let title = sections.iter().find(|section| section.title && !section.heading.is_empty());
    let name = title.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(name.replace('~', "~0").replace('/', "~1"));
    let declared = title.map_or(0..0, |title| title.range.clone());
    if title.is_none() {
        page.finding(
            "no-title",
            &subject,
            "expected a title, `# Name`",
            numbered.source(0..0, numbered.on_line(1).trim()),
        );
    }
    let parameters = sections.iter().find(|section| is_parameters(section));
    let block = parameters.and_then(|section| section.blocks.iter().find(|block| block.code.is_some()));
    let mut room = Room::default();
    let mut telling = Telling { page: &mut page, numbered: &numbered, room: &mut room };
    let around = match (parameters, block) {
        (Some(section), Some(block)) => telling.block(&subject, numbered.source(declared, name), section, block),
        (section, _) => telling.nothing(
            &subject,
            numbered.source(declared, name),
            section.map_or(0..0, |section| section.range.clone()),
        ),
    };
    for section in &sections {
        tell(&mut page, &numbered, &subject, section, block, &around);
    }
    if room.exhausted() {
        page.finding(
            "too-large",
            &subject,
            "too many properties: their neighbours are not told",
            numbered.source(0..0, ""),
        );
    }
    page
}

fn is_parameters(section: &Section) -> bool {
    PARAMETERS.contains(&section.heading.to_lowercase().as_str())
}

/// What is written beside the block: prose about the type above it, notes under every other heading.
fn tell(
    page: &mut Page,
    numbered: &Numbered,
    subject: &Subject,
    section: &Section,
    parameters: Option<&Block>,
    around: &Arc<Around>,
) {
    let prose = section.title || section.heading.is_empty() || is_parameters(section);
    for block in section.blocks.iter().filter(|block| !parameters.is_some_and(|known| std::ptr::eq(known, *block))) {
        let source = source(numbered, &block.range, &block.text);
        if prose && block.code.is_none() {
            page.prose(subject, &block.text, &source, around);
        } else {
            page.clue(subject, Content::Note(section.heading.clone(), block.text.trim_end().into()), source, around);
        }
        if block.code == Some(Code::Unclosed) {
            page.findings.push(clues::unclosed_fence(numbered, subject, block));
        }
    }
}

fn source(numbered: &Numbered, range: &Range<usize>, text: &str) -> crate::source::Source {
    numbered.source(range.clone(), text.trim_end())
}
