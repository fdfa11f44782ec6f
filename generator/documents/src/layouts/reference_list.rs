//! Reference pages that list parameters one below the other: a bold name, what it means, `Type: …`, `Required: …`.

use crate::page::{
    ClueWriter, PageClues, ParsedPage, Siblings,
    markdown::{Section, SectionBlock, sections},
    parameter_list::{Paragraph, Parameter, parameter_list},
    type_phrase::spelling,
};
use indexmap::{IndexMap, IndexSet};
use ringback_constraints::{
    clue::{Around, Column, Content},
    constraint::cell::{Presence, presence},
};
use ringback_contract::pointer::escape;
use ringback_contract::{
    line_index::IndexedText,
    subject::{Step, Subject},
};
use std::{ops::Range, sync::Arc};

/// The headings, in lower case, under which the list stands.
const LISTS: &[&str] =
    &["parameter object", "parameters", "parameter objects", "contents", "request parameters", "request body"];

/// Whether a page has such a heading, and a list below it in which a type is given.
pub(super) fn detect(page: &ParsedPage) -> bool {
    let document = &page.document;
    let is_heading = |line: &str| line.starts_with('#') && LISTS.iter().any(|list| line.to_lowercase().contains(list));
    if !document.text.lines().any(is_heading) || !document.text.contains("Type:") {
        return false;
    }
    let sections = sections(document.text.strip_prefix('\u{feff}').unwrap_or(document.text));
    first_list(&sections).is_some_and(|(_, list)| list.has_types())
}

/// The clues of a page.
pub(super) fn read(page: ParsedPage) -> PageClues {
    let document = &page.document;
    let text = IndexedText::of(document);
    let sections = sections(text.text);
    let title = sections.iter().find(|section| !section.heading.is_empty() && !is_list(section));
    let name = title.map_or(document.stem(), |title| &title.heading);
    let subject = Subject::of(escape(name));
    let mut page = ClueWriter::new(&text);
    if title.is_none() {
        page.finding_at("no-title", &subject, 0..0, "expected a title, `# Name`");
    }
    let (list_sections, list) = first_list(&sections).unwrap_or_default();
    if list.children.is_empty() {
        let message = "expected a list of bold names under \"Parameter object\"";
        page.finding_at("no-parameter-list", &subject, 0..0, message);
    }
    let heading = sections.get(list_sections.start).or(title).map_or(0..0, |section| section.range.clone());
    let title_source = text.source(title.map_or(0..0, |title| title.range.clone()), name);
    let around = page.declare_object(&subject, title_source, names(&list), "Object");
    page.type_cell(&subject, "Object", text.quoted(heading), &around);
    list.paragraphs.iter().for_each(|line| paragraph(&mut page, &subject, line, &around));
    object(&mut page, &subject, &list);
    for (index, section) in sections.iter().enumerate() {
        let is_prose = title.is_some_and(|title| std::ptr::eq(title, section)) || section.heading.is_empty();
        for block in section.blocks.iter().filter(|block| block.code.is_some() || !list_sections.contains(&index)) {
            beside(&mut page, &subject, section, block, is_prose, &around);
        }
    }
    page.finish(&subject)
}

/// The first list of parameters, and the indices of its sections: the one under the heading and all deeper ones below.
fn first_list(sections: &[Section]) -> Option<(Range<usize>, Parameter)> {
    let mut first = None;
    for (start, section) in sections.iter().enumerate().filter(|(_, section)| is_list(section)) {
        let below = sections.iter().skip(start + 1).take_while(|below| below.level > section.level).count();
        let range = start..start + 1 + below;
        let sections = sections.get(range.clone()).unwrap_or_default();
        let list = parameter_list(sections.iter().flat_map(|section| &section.blocks));
        if !list.children.is_empty() {
            return Some((range, list));
        }
        first.get_or_insert((range, list));
    }
    first
}

fn is_list(section: &Section) -> bool {
    LISTS.contains(&section.heading.to_lowercase().as_str())
}

/// Adds what stands beside the list: prose about the type near the title, notes under every other heading.
fn beside(
    page: &mut ClueWriter,
    subject: &Subject,
    section: &Section,
    block: &SectionBlock,
    is_prose: bool,
    around: &Arc<Around>,
) {
    let lines: Vec<&str> = block.lines.iter().map(|line| line.text.trim()).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return;
    }
    let text = lines.join(" ");
    let source = page.text().source(block.range(), &*text);
    if is_prose && block.code.is_none() {
        page.prose(subject, &text, &source, around);
    } else {
        page.note(subject, &section.heading, &text, source, around);
    }
}

fn object(page: &mut ClueWriter, subject: &Subject, object: &Parameter) {
    let mut siblings = Siblings::new(names(object));
    let mut parameters: IndexMap<&str, &Parameter> = IndexMap::new();
    for parameter in &object.children {
        if let Some(earlier) = parameters.insert(&parameter.name, parameter) {
            let sources = [earlier, parameter].map(|parameter| page.text().quoted(parameter.head.clone())).into();
            let message = "the parameter is listed again; the later description holds";
            page.findings("duplicate-key", &subject.property(&*parameter.name), message, sources);
        }
    }
    for (name, parameter) in parameters {
        if !page.admits(subject) {
            return;
        }
        property(page, &subject.property(name), parameter, &mut siblings);
    }
}

fn property(page: &mut ClueWriter, subject: &Subject, parameter: &Parameter, siblings: &mut Siblings) {
    let text = page.text();
    let type_line = parameter.labelled("Type");
    let has_children = !parameter.children.is_empty();
    let spelled = match type_line {
        Some(line) => spelling(line.value(), has_children),
        None => has_children.then(|| "Object".into()),
    };
    let spelled = spelled.unwrap_or_default();
    let is_list = spelled == "List<Object>";
    // What is listed below a text or number are its values, not its properties.
    let has_properties = has_children && (is_list || spelled == "Object");
    let required = parameter.labelled("Required").and_then(|line| Some((presence_mark(line.value())?, line)));
    let children = if has_properties && !is_list { names(parameter) } else { Vec::new() };
    let around = page.around(siblings, children, &spelled, required.as_ref().map_or("", |(notes, _)| notes));
    let head = text.source(parameter.head.clone(), &*parameter.name);
    page.clue(subject, Content::Declared, head.clone(), &around);
    if !spelled.is_empty() {
        let source = type_line.map_or(head, |line| text.source(line.range.clone(), &*line.text));
        page.type_cell(subject, &spelled, source, &around);
    }
    if let Some((notes, line)) = &required {
        page.notes_cell(subject, notes, text.source(line.range.clone(), &*line.text), &around);
    }
    let is_unread = |line: &&Paragraph| match line.label {
        "Type" => spelled.is_empty(),
        "Required" => required.is_none(),
        _ => true,
    };
    parameter.paragraphs.iter().filter(is_unread).for_each(|line| paragraph(page, subject, line, &around));
    if has_properties && is_list {
        object(page, &subject.join(Step::Items), parameter);
    } else if has_properties {
        object(page, subject, parameter);
    } else {
        parameter.children.iter().for_each(|child| value(page, subject, child, &around));
    }
}

/// The mark that says the same as "Required: No"; `None` when the text is neither yes nor no.
fn presence_mark(text: &str) -> Option<&'static str> {
    match presence(text)? {
        Presence::Required => Some("[required]"),
        Presence::Optional => Some("[optional]"),
        Presence::Conditional => None,
    }
}

/// Adds a list item that names a value of the property, or anything but a property of it: it describes the property.
fn value(page: &mut ClueWriter, subject: &Subject, parameter: &Parameter, around: &Arc<Around>) {
    let words = parameter.paragraphs.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" ");
    let text = if words.is_empty() { parameter.name.clone() } else { format!("{} - {words}", parameter.name) };
    let end = parameter.paragraphs.last().map_or(parameter.head.end, |line| line.range.end);
    let source = page.text().source(parameter.head.start..end, &*text);
    if page.admits(subject) {
        page.clue(subject, Content::Sentence(text), source, around);
    }
    parameter.children.iter().for_each(|child| value(page, subject, child, around));
}

fn paragraph(page: &mut ClueWriter, subject: &Subject, line: &Paragraph, around: &Arc<Around>) {
    let source = page.text().source(line.range.clone(), &*line.text);
    let is_one_word = !line.value().is_empty() && !line.value().contains(char::is_whitespace);
    if line.label == "Pattern" && is_one_word {
        page.clue(subject, Content::Cell(Column::Pattern, line.value().into()), source, around);
    } else if line.label.ends_with("Pattern") {
        // A full stop in a regular expression does not end a sentence.
        page.clue(subject, Content::Sentence(line.text.clone()), source, around);
    } else {
        page.prose(subject, &line.text, &source, around);
    }
}

/// The names of the parameters nested in one, each once.
fn names(parameter: &Parameter) -> Vec<String> {
    let names: IndexSet<&str> = parameter.children.iter().map(|child| &*child.name).collect();
    names.into_iter().map(String::from).collect()
}
