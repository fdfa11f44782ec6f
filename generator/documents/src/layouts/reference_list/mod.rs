//! Reference pages that list parameters one below the other: a bold name, what it means, `Type: …`, `Required: …`.

mod entry;
mod outline;
mod spelling;
mod tell;

use super::Page;
use entry::{Entry, entries};
use outline::{Section, sections};
use ringback_contract::document::Document;
use ringback_contract::line_index::IndexedText;
use ringback_contract::subject::Subject;

/// The headings under which the list stands, lower case.
const LISTS: &[&str] =
    &["parameter object", "parameters", "parameter objects", "contents", "request parameters", "request body"];

/// Whether a page has such a heading, and a list below it in which a type is given.
pub(super) fn detect(document: &Document) -> bool {
    let headed = |line: &str| line.starts_with('#') && LISTS.iter().any(|list| line.to_lowercase().contains(list));
    if !document.text.lines().any(headed) || !document.text.contains("Type:") {
        return false;
    }
    let sections = sections(document.text.strip_prefix('\u{feff}').unwrap_or(document.text));
    listed(&sections).is_some_and(|(_, list)| list.is_typed())
}

/// The clues of a page.
pub(super) fn read(document: &Document) -> Page {
    let numbered = IndexedText::of(document);
    let sections = sections(numbered.text);
    let title = sections.iter().find(|section| !section.heading.is_empty() && !is_list(section));
    let name = title.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(name.replace('~', "~0").replace('/', "~1"));
    let mut telling = tell::Telling::new(&numbered);
    if title.is_none() {
        telling.finding("no-title", &subject, 0..0, "expected a title, `# Name`");
    }
    let (at, list) = listed(&sections).unwrap_or_default();
    if list.children.is_empty() {
        telling.finding(
            "no-parameter-list",
            &subject,
            0..0,
            "expected a list of bold names under \"Parameter object\"",
        );
    }
    let heading = sections.get(at.start).or(title).map_or(0..0, |section| section.range.clone());
    let around = telling.declared(&subject, title.map_or(0..0, |title| title.range.clone()), name, heading, &list);
    for (place, section) in sections.iter().enumerate() {
        let prose = title.is_some_and(|title| std::ptr::eq(title, section)) || section.heading.is_empty();
        for block in section.blocks.iter().filter(|block| block.code || !at.contains(&place)) {
            telling.beside(&subject, &section.heading, prose && !block.code, block, &around);
        }
    }
    telling.finish(&subject)
}

/// The first list of parameters, and which sections it takes: the one under the heading and all deeper ones below.
fn listed(sections: &[Section]) -> Option<(std::ops::Range<usize>, Entry)> {
    let mut first = None;
    for (start, section) in sections.iter().enumerate().filter(|(_, section)| is_list(section)) {
        let below = sections.iter().skip(start + 1).take_while(|below| below.level > section.level).count();
        let at = start..start + 1 + below;
        let list = entries(sections.get(at.clone()).unwrap_or_default().iter().flat_map(|section| &section.blocks));
        if !list.children.is_empty() {
            return Some((at, list));
        }
        first.get_or_insert((at, list));
    }
    first
}

fn is_list(section: &Section) -> bool {
    LISTS.contains(&section.heading.to_lowercase().as_str())
}
