//! Pages that describe an action of a flow: prose, a block of pseudo-JSON under "Parameter object", notes below.

mod alternatives;
mod clues;
mod emphasis;
mod entry;
mod markdown;
mod pseudo_json;
mod token;

use super::Page;
use clues::Telling;
use entry::Entry;
use ringback_contract::document::Document;
use ringback_contract::line_index::IndexedText;
use ringback_contract::subject::Subject;
use std::collections::HashSet;

/// The headings under which the block stands, lower case.
const PARAMETERS: &[&str] = &["parameter object", "parameters", "parameter objects"];

/// Whether a page has such a heading, and a code fence below it before the next heading that is not deeper.
pub(super) fn detect(document: &Document) -> bool {
    let (mut deep, mut below) = (0, false);
    for line in document.text.lines().map(str::trim) {
        if line.starts_with('#') {
            let words = line.trim_start_matches('#');
            let level = line.len() - words.len();
            let heading = words.trim_end_matches('#').split('<').next().unwrap_or_default().trim();
            if deep == 0 || level <= deep {
                deep = if is_parameters(heading) { level } else { 0 };
                below = deep > 0;
            } else {
                below = !alternatives::is_example(heading);
            }
        } else if below && (line.starts_with("```") || line.starts_with("~~~")) {
            return true;
        }
    }
    false
}

/// The clues of a page.
pub(super) fn read(document: &Document) -> Page {
    let numbered = IndexedText::of(document);
    let sections = markdown::sections(numbered.text);
    let title = sections.iter().find(|section| section.title && !section.heading.is_empty());
    let name = title.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(name.replace('~', "~0").replace('/', "~1"));
    let mut telling = Telling::new(&numbered);
    if title.is_none() {
        telling.finding("no-title", &subject, 0, "expected a title, `# Name`");
    }
    let parameters = sections.iter().find(|section| is_parameters(&section.heading));
    let blocks = alternatives::blocks(&sections);
    if blocks.is_empty() {
        let at = parameters.map_or(0, |section| section.range.start);
        telling.finding("no-parameter-block", &subject, at, "expected a code block under \"Parameter object\"");
    }
    let roots: Vec<Entry> = blocks.iter().map(|block| telling.block(&subject, block)).collect();
    let roots = if roots.is_empty() { vec![Entry::empty()] } else { roots };
    let roots: Vec<&Entry> = roots.iter().collect();
    telling.alternatives(&subject, &blocks, &roots);
    let around =
        telling.declared(&subject, numbered.source(title.map_or(0..0, |title| title.range.clone()), name), &roots);
    let read: HashSet<usize> = blocks.iter().map(|block| block.range.start).collect();
    for section in &sections {
        if parameters.map_or(section.title, |parameters| std::ptr::eq(parameters, section)) {
            telling.entries(&subject, numbered.source(section.range.clone(), &*section.heading), &roots, &around);
        }
        let beside = section.blocks.iter().filter(|block| block.code.is_none() || !read.contains(&block.range.start));
        beside.for_each(|block| telling.beside(&subject, section, block, &around));
    }
    telling.finish(&subject)
}

fn is_parameters(heading: &str) -> bool {
    PARAMETERS.contains(&heading.to_lowercase().as_str())
}
