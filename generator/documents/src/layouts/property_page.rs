//! Pages of any make that describe the properties of types in tables or lists, under any heading, in Markdown or HTML.
//!
//! Which type a table is of, the headings above it say; a section about a property of another table describes what is
//! nested in it.

use crate::page::{
    ClueWriter, PageClues, ParsedPage,
    block::{Block, TextBlock},
    calls::{Calls, call_of, place_of},
    columns::{Meaning, by_label},
    entry::{details, entry, says_something},
    name_cell::NameMark,
    nesting::{FlatRow, nest},
    owner::{Owner, Owners, bare_name, is_generic},
    presence_marks::complete_marks,
    property_list::{PropertyList, enumerated_values, listed_values},
    property_row::{PropertyRow, RowStyle, columns, property_rows},
    table::Table,
    type_parts::{Types, find, find_last, join},
};
use ringback_constraints::clue::{Around, Column, Content};
use ringback_contract::{line_index::IndexedText, name::fold, pointer::escape, sentence::sentences, subject::Subject};
use std::sync::Arc;

/// A page without any of these marks has neither a table nor a list.
const MARKS: &[&str] = &["|", "<td", "<dt", "<li", "**", "`", "\n- ", "\n* ", "\n: "];

/// Whether a document describes properties somewhere.
pub(super) fn detect(page: &ParsedPage) -> bool {
    if !MARKS.iter().any(|mark| page.document.text.contains(mark)) {
        return false;
    }
    let text = IndexedText::of(&page.document);
    Page::of(&text, page).sections.iter().any(|section| section.list.has_properties())
}

/// A page with more headings than this is none that people read.
const MAX_SECTIONS: usize = 1_000;
/// An object with more properties is no model; sentences that name other properties are then not looked for.
const MAX_NAMES: usize = 512;

/// The clues of a page.
pub(super) fn read(parsed: ParsedPage) -> PageClues {
    let text = IndexedText::of(&parsed.document);
    let mut page = Page::of(&text, &parsed);
    let mut writer = ClueWriter::new(&text);
    let title = Subject::of(escape(&page.title));
    if !page.sections.iter().any(|section| section.list.has_properties()) {
        writer.finding_at("no-properties", &title, 0..0, "expected a table or list of properties");
        return writer.finish(&title);
    }
    let mut calls = std::mem::take(&mut page.calls);
    let types = page.types(&mut writer, &mut calls);
    calls.write(&mut writer, &types);
    page.write(&mut writer, types);
    writer.finish(&title)
}

/// A heading with what stands below it.
struct Section {
    /// The heading; empty above all headings.
    heading: TextBlock,
    list: PropertyList,
}

/// The parts of a page.
struct Page {
    /// The page's title, or the name of its file.
    title: String,
    sections: Vec<Section>,
    calls: Calls,
    style: RowStyle,
}

impl Page {
    fn of(text: &IndexedText, page: &ParsedPage) -> Self {
        let blocks = page.blocks();
        let style = RowStyle { is_sdk: false, star: star(blocks) };
        let mut parts: Vec<(TextBlock, Vec<Block>)> = vec![(TextBlock::default(), Vec::new())];
        for block in blocks {
            match block {
                Block::Heading(heading) if parts.len() < MAX_SECTIONS => parts.push((heading.clone(), Vec::new())),
                Block::Heading(_) => {} // what follows belongs to the last section
                block => parts.last_mut().into_iter().for_each(|(_, blocks)| blocks.push(block.clone())),
            }
        }
        let front_title = page.front.title.map(|(title, _)| title.to_owned());
        let first = parts.iter().map(|(heading, _)| heading).find(|heading| heading.depth > 0);
        let title = front_title.or_else(|| first.map(|heading| heading.text.clone())).filter(|title| !title.is_empty());
        let mut calls = Calls::default();
        parts.iter().for_each(|(heading, blocks)| calls.section(heading, blocks));
        let section = |(mut heading, blocks): (TextBlock, Vec<Block>)| {
            heading.text = heading.text.replace('`', "");
            let list = PropertyList::of(text, &blocks, style);
            Section { heading, list }
        };
        Self {
            title: title.map(|title| title.replace('`', "")).unwrap_or_else(|| page.document.stem().to_owned()),
            sections: with_headings(text, parts.into_iter().map(section).collect(), style),
            calls,
            style,
        }
    }

    /// The types that the page describes, with the properties of each; nested sections are children already.
    fn types(&self, writer: &mut ClueWriter, calls: &mut Calls) -> Types {
        let mut owners = Owners::new(&self.title);
        let mut types: Types = Types::new();
        let described = self.sections.iter().filter(|section| section.list.has_properties()).count();
        for section in &self.sections {
            let owner =
                owners.of(&section.heading, described > 1, |name, anchors| find(&mut types, name, anchors).is_some());
            let name = match &owner {
                Owner::Type(name) => name.clone(),
                Owner::Property(_) | Owner::Parameters => owners.current().to_owned(),
            };
            let subject = Subject::of(escape(&name));
            for table in section.list.tables.iter().chain(&section.list.values).chain(&section.list.other_tables) {
                note_table(writer, &subject, table, &section.list);
            }
            for (property, values) in section.list.enumerated.iter().flat_map(enumerated_values) {
                match find_last(&mut types, owners.current(), &property) {
                    Some(row) => row.cells.push((Column::Values, values.join(", "))),
                    None => {
                        let message = "values of a property that no table describes";
                        let lines = section.heading.lines.map(|line| line.max(1));
                        writer.finding(
                            "unreferenced-enum",
                            &subject,
                            message,
                            writer.text().lines_source(lines, property),
                        );
                    }
                }
            }
            if !section.list.has_properties() {
                self.without_properties(writer, section, &owner, &mut types, &subject);
                continue;
            }
            let mut rows = property_rows(writer.text(), &section.list.tables, self.style);
            let mut entries = nest(section.list.entries.clone());
            complete_marks(entries.iter_mut());
            rows.append(&mut entries);
            mark_all(&mut rows, &section.heading.text);
            rows = in_body(writer, &subject, rows, calls);
            if owner == Owner::Parameters {
                let place = place_of(&section.heading.text);
                for row in rows {
                    if calls.covers(row.source.lines[0]) {
                        calls.parameter(row, place);
                        continue;
                    }
                    let message =
                        "a parameter outside of the body is not modelled; it is part of the operation in vendor.toml";
                    writer.finding("unread-parameter", &subject.property(&*row.name), message, row.source);
                }
                continue;
            }
            if let Owner::Property(name) = &owner
                && let Some(row) = find(&mut types, name, &section.heading.anchors)
            {
                row.children.append(&mut rows);
                row.description = join(&row.description, &section.list.prose);
                continue;
            }
            let parts = types.entry(name).or_default();
            if parts.heading.text.is_empty() {
                parts.heading = section.heading.clone();
            }
            parts.rows.append(&mut rows);
            parts.about.extend(section.list.prose.iter().cloned());
        }
        types
    }

    /// Reads a section without properties: prose about a type, or the values or the description of a property.
    fn without_properties(
        &self,
        writer: &mut ClueWriter,
        section: &Section,
        owner: &Owner,
        types: &mut Types,
        subject: &Subject,
    ) {
        let list = &section.list;
        let cleaned = bare_name(&section.heading.text);
        if let Some(row) = find(types, &cleaned, &section.heading.anchors) {
            for table in &list.values {
                row.cells.push((Column::Values, listed_values(table).join(", ")));
            }
            row.description = join(&row.description, &list.prose);
            return;
        }
        let is_title = section.heading.depth == 0 || section.heading.text == self.title;
        let known = matches!(owner, Owner::Type(name) if types.contains_key(name) || is_title);
        if known || is_title {
            let name = if is_title { self.title.clone() } else { subject.owner.clone() };
            let parts = types.entry(name).or_default();
            parts.about.extend(list.prose.iter().cloned());
        } else if let Some(first) = list.prose.first() {
            let message =
                format!("what stands under {:?} is read only where it names properties", section.heading.text);
            let source = writer.text().lines_source(first.lines, first.text.chars().take(120).collect::<String>());
            writer.finding("unread-section", subject, message, source);
        }
    }

    fn write(&self, writer: &mut ClueWriter, types: Types) {
        let mut arounds: Vec<(Subject, Arc<Around>)> = Vec::new();
        let only_prose: Vec<TextBlock> =
            types.values().filter(|parts| parts.rows.is_empty()).flat_map(|parts| parts.about.clone()).collect();
        let mut first = true;
        for (name, mut parts) in types.into_iter().filter(|(_, parts)| !parts.rows.is_empty()) {
            if std::mem::take(&mut first) {
                parts.about.splice(0..0, only_prose.iter().cloned());
            }
            let subject = Subject::of(escape(&name));
            let rows = writer.distinct_rows(&subject, parts.rows);
            let heading = if parts.heading.text.is_empty() { &name } else { &parts.heading.text };
            let title = writer.text().lines_source(parts.heading.lines.map(|line| line.max(1)), &**heading);
            let names = rows.iter().map(|row| row.name.clone()).collect();
            let around = writer.declare_object(&subject, title, names, "");
            for block in &parts.about {
                if call_of(block).is_some() {
                    continue; // it is an operation, and says nothing about the type
                }
                prose(writer, &subject, block, &around);
            }
            writer.rows(&subject, &rows);
            arounds.push((subject, around));
        }
        self.loose_sentences(writer, &arounds);
    }

    /// Reads sentences of other sections that name several properties of one type.
    fn loose_sentences(&self, writer: &mut ClueWriter, types: &[(Subject, Arc<Around>)]) {
        let [(subject, around)] = types else { return };
        if around.children.len() > MAX_NAMES {
            return;
        }
        for section in self.sections.iter().filter(|section| {
            !section.list.has_properties() && section.heading.text != self.title && section.heading.depth > 0
        }) {
            for block in &section.list.prose {
                let source = writer.text().lines_source(block.lines, &*block.text);
                for sentence in sentences(&block.text) {
                    let named = around.children.iter().filter(|name| mentions(&sentence.text, name)).count();
                    if named > 1 {
                        writer.clue(
                            subject,
                            Content::Sentence(sentence.text.clone()),
                            source.quoting(&*sentence.quote),
                            around,
                        );
                    }
                }
            }
        }
    }
}

/// Takes sections that are each about one property, with its name as the heading, into the section above them.
fn with_headings(text: &IndexedText, sections: Vec<Section>, style: RowStyle) -> Vec<Section> {
    let mut kept: Vec<Section> = Vec::new();
    // The last section of each level.
    let mut last: [Option<usize>; 7] = [None; 7];
    for section in sections {
        let depth = section.heading.depth.min(6);
        let host = last.iter().take(depth).skip(1).filter_map(|at| *at).max();
        let host = host.and_then(|at| kept.get_mut(at));
        if let Some(host) = host
            && let Some(entry) = property_of(text, &section, style)
        {
            host.list.entries.push(entry);
            continue;
        }
        last.iter_mut().skip(depth + 1).for_each(|deeper| *deeper = None);
        last.iter_mut().skip(depth).take(1).for_each(|at| *at = Some(kept.len()));
        kept.push(section);
    }
    kept
}

/// The property that a section is about: its heading is a name, and lines below it say of what type it is or whether it
/// is required.
fn property_of(text: &IndexedText, section: &Section, style: RowStyle) -> Option<FlatRow> {
    let heading = &section.heading;
    let is_name = heading.depth > 1 && !is_generic(&heading.text);
    // "- Type: string", "- Required: yes" are labels of the property in the heading, and no properties.
    let labels = section.list.tables.is_empty() && section.list.entries.iter().all(is_label);
    let is_silent = section.list.prose.is_empty() && section.list.entries.is_empty();
    // A section with a call is about an operation.
    if !labels || !is_name || is_silent || section.list.prose.iter().any(|block| call_of(block).is_some()) {
        return None;
    }
    let marked = TextBlock { head: heading.text.len(), depth: 0, ..heading.clone() };
    let mut entry = entry(&marked, text.lines_source(heading.lines, &*heading.text), style)?;
    section.list.entries.iter().for_each(|label| details(&mut entry.row, &label.row.source.quote));
    for line in section.list.prose.iter().flat_map(TextBlock::text_lines) {
        details(&mut entry.row, line);
    }
    says_something(&entry.row).then_some(entry)
}

/// Whether an entry of a list is a label with what it says of a property: "Type: string".
fn is_label(entry: &FlatRow) -> bool {
    matches!(by_label(&entry.row.printed), Some(Meaning::Cell(_) | Meaning::Description))
        && entry.row.children.is_empty()
}

/// Whether a sentence has a name as a word of its own.
fn mentions(sentence: &str, name: &str) -> bool {
    sentence.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').any(|word| word == name)
}

fn prose(writer: &mut ClueWriter, subject: &Subject, block: &TextBlock, around: &Arc<Around>) {
    let source = writer.text().lines_source(block.lines, &*block.text);
    writer.prose(subject, &block.text, &source, around);
}

/// Says how the columns of a table were understood; one of which nothing is read becomes a finding.
fn note_table(writer: &mut ClueWriter, subject: &Subject, table: &Table, list: &PropertyList) {
    let columns = columns(table);
    if list.tables.contains(table) {
        writer.columns(subject, table.line, columns);
    } else if list.other_tables.contains(table) {
        let header = table.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
        let missing = match columns.at(Meaning::Name) {
            Some(_) => "no column says of what type its properties are or whether they are required",
            None => "no column has names of properties",
        };
        let message = format!("nothing is read from this table: {missing}");
        writer.finding("unread-table", subject, message, writer.text().lines_source([table.line; 2], header));
    }
}

/// What a star beside a name means: what the page says of it, or else that the property is required.
fn star(blocks: &[Block]) -> NameMark {
    let says_optional = blocks.iter().any(|block| match block {
        Block::Paragraph(block) | Block::Item(block) | Block::Explanation(block) => {
            let text = block.text.to_lowercase();
            let starred = text.contains('*') || text.contains("asterisk") || text.contains("star ");
            starred && text.contains("optional") && !text.contains("required") && !text.contains("mandatory")
        }
        _ => false,
    });
    if says_optional { NameMark::Optional } else { NameMark::Required }
}

/// Marks the properties under a heading such as "Required parameters", where the rows themselves say nothing.
fn mark_all(rows: &mut [PropertyRow], heading: &str) {
    let words: Vec<String> = heading.split_whitespace().map(fold).collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    let said = match (has("required") || has("mandatory"), has("optional")) {
        (true, false) => "required",
        (false, true) => "optional",
        _ => return,
    };
    for row in rows.iter_mut().filter(|row| row.presence_mark().is_empty()) {
        row.notes = None;
        row.cells.push((Column::Required, said.into()));
    }
}

/// The rows that are properties of the body; parameters in other places become findings, and a row that stands for the
/// whole body gives way to its properties.
fn in_body(writer: &mut ClueWriter, subject: &Subject, rows: Vec<PropertyRow>, calls: &mut Calls) -> Vec<PropertyRow> {
    let mut body = Vec::new();
    for mut row in rows {
        match row.place.as_str() {
            "" | "json" | "form" | "formdata" => body.push(row),
            "body" if !row.children.is_empty() => body.append(&mut row.children),
            "body" if matches!(&*row.name.to_lowercase(), "body" | "payload" | "request") => {
                let message = format!("the body is a {}, which is described elsewhere", row.spelling);
                writer.finding("body-elsewhere", subject, message, row.source);
            }
            "body" => body.push(row),
            "path" | "query" | "header" | "cookie" if calls.covers(row.source.lines[0]) => {
                let place = row.place.clone();
                calls.parameter(row, &place);
            }
            place => {
                let message =
                    format!("a parameter in the {place} is not modelled; it is part of the operation in vendor.toml");
                writer.finding("unread-parameter", &subject.property(&*row.name), message, row.source);
            }
        }
    }
    body
}
