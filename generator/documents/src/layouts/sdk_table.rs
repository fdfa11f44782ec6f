//! SDK reference pages, one model each: a title, a table Name | Type | Description | Notes under "Properties", and lists
//! of values under headings such as "Enum: StateEnum".

use crate::page::{
    ClueWriter, PageClues, ParsedPage, Siblings,
    block::{Block, TextBlock},
    enum_values::{EnumSection, EnumTargets, EnumValues, innermost},
    name_cell::NameMark,
    property_row::{PropertyRow, RowStyle, columns, property_rows},
    reserved_words::unescaped,
    table::Table,
};
use ringback_constraints::{
    clue::{Around, Content},
    spelling::last_segment,
};
use ringback_contract::{line_index::IndexedText, name::fold, provenance::Source, subject::Subject};
use std::{collections::HashSet, sync::Arc};

/// A table with more properties is no model; sentences that name other properties are then not understood.
const MAX_SIBLINGS: usize = 512;
/// A longer cell, or one with more brackets, does not spell a type.
const MAX_SPELLING: usize = 1024;
const MAX_BRACKETS: usize = 32;

/// Whether a document has a heading "Properties" with a property table below it, or an enum.
pub(super) fn detect(page: &ParsedPage) -> bool {
    let is_heading = |line: &str| {
        let text = line.trim_start_matches(['#', ' ']).to_ascii_lowercase();
        line.starts_with('#') && (text.trim_end() == "properties" || text.starts_with("enum"))
    };
    if !page.document.text.lines().any(is_heading) {
        return false;
    }
    let outline = Outline::of(page);
    let is_sdk = outline.properties.iter().all(|table| is_sdk_table(table)) && !outline.has_second_section();
    is_sdk && !(outline.properties.is_empty() && outline.enums.is_empty())
}

/// The clues of a page.
pub(super) fn read(page: ParsedPage) -> PageClues {
    let text = IndexedText::of(&page.document);
    let outline = Outline::of(&page);
    let owner = Subject::of(outline.name.as_str());
    let mut page = ClueWriter::new(&text);
    for (kind, message, block) in &outline.oddities {
        page.finding(kind, &owner, *message, text.lines_source(block.lines, &*block.text));
    }
    if outline.is_model() {
        model(&mut page, &owner, &outline);
    }
    page.finish(&owner)
}

fn model(page: &mut ClueWriter, owner: &Subject, outline: &Outline) {
    let style =
        RowStyle { is_sdk: outline.properties.iter().all(|table| is_sdk_table(table)), star: NameMark::Required };
    for table in &outline.properties {
        page.columns(owner, table.line, columns(table));
    }
    let mut properties = property_rows(page.text(), outline.properties.iter().copied(), style);
    unescape_names(&mut properties);
    let properties = page.distinct_rows(owner, properties);
    let title = page.text().lines_source([outline.name_line; 2], &*outline.name);
    let mut names: Vec<String> = properties.iter().map(|property| property.name.clone()).collect();
    if names.len() > MAX_SIBLINGS {
        let message = format!("{} properties; sentences that name others are not understood", names.len());
        page.finding("many-properties", owner, message, title.clone());
        names.clear();
    }
    let around = page.declare_object(owner, title, names.clone(), "");
    for block in outline.about.iter().filter(|block| !block.text.trim().is_empty()) {
        let source = page.text().lines_source(block.lines, &*block.text);
        // The coordinates of a package below the table, and not what it is about.
        if !block.text.trim().contains(char::is_whitespace) {
            page.finding("unread-section", owner, "a single word outside of the table states nothing", source);
            continue;
        }
        page.prose(owner, &block.text, &source, &around);
    }
    let enums: Vec<EnumValues> = outline.enums.iter().map(|section| section_values(page, owner, section)).collect();
    let mut targets = EnumTargets::new(&outline.enums);
    let mut siblings = Siblings::new(names);
    for row in &properties {
        let values = targets.of(row).and_then(|index| enums.get(index));
        property(page, owner, row, values, &mut siblings);
    }
    for (index, (section, values)) in outline.enums.iter().zip(&enums).enumerate() {
        let is_own = outline.properties_heading.is_none()
            && (section.name.is_empty() || fold(&section.name) == fold(&owner.owner));
        if is_own && !values.is_empty() {
            let (spelling, content) = values.content();
            let source = page.text().lines_source(values.lines, &*values.quote);
            page.type_cell(owner, spelling, source.clone(), &around);
            page.clue(owner, content, source, &around);
        } else if !is_own && !targets.is_used(index) {
            let message = "no property of the page has these values";
            let source = page.text().lines_source([section.line; 2], &*section.name);
            page.finding("unreferenced-enum", owner, message, source);
        }
    }
}

/// Gives properties whose printed name escapes a reserved word the name that they have on the wire.
fn unescape_names(properties: &mut [PropertyRow]) {
    let printed: HashSet<String> = properties.iter().map(|property| property.printed.clone()).collect();
    let printed: HashSet<&str> = printed.iter().map(String::as_str).collect();
    for property in properties {
        if let Some(name) = unescaped(&property.printed, &printed) {
            property.name = name.into_owned();
            let message =
                format!("`{}` escapes a reserved word; on the wire it is `{}`", property.printed, property.name);
            property.oddities.push(("escaped-name", message));
        }
    }
}

fn property(
    page: &mut ClueWriter,
    owner: &Subject,
    row: &PropertyRow,
    values: Option<&EnumValues>,
    siblings: &mut Siblings,
) {
    let subject = owner.property(row.name.as_str());
    let notes = row.notes.as_deref();
    let (marks, listed) = match notes.and_then(|notes| EnumValues::in_notes(notes, row.source.lines[0])) {
        Some((marks, listed)) => (Some(marks), Some(listed)),
        None => (notes, None),
    };
    let children =
        if row.steps.is_empty() { row.children.iter().map(|child| child.name.clone()).collect() } else { Vec::new() };
    let mark = if row.cells.is_empty() { marks.unwrap_or_default() } else { row.presence_mark() };
    let around = page.around(siblings, children, &row.spelling, mark);
    page.clue(&subject, Content::Declared, row.source.clone(), &around);
    if row.name == "additionalProperties" {
        let message = "a property of this name, not the keyword of JSON Schema";
        page.finding("additional-properties-row", &subject, message, row.source.clone());
    }
    let brackets = row.spelling.chars().filter(|c| matches!(c, '<' | '[' | '(' | '{' | '?' | '*')).count();
    if row.spelling.len() > MAX_SPELLING || brackets > MAX_BRACKETS {
        page.finding("unreadable-type", &subject, "this does not spell a type", row.source.quoting(""));
    } else if !row.spelling.is_empty()
        || values.or(listed.as_ref()).is_some()
        || row.children.is_empty() && row.cells.is_empty()
    {
        typed(page, &subject, row, values.or(listed.as_ref()), &around);
    }
    if let Some(marks) = marks {
        page.notes_cell(&subject, marks, row.source.quoting(notes.unwrap_or_default()), &around);
    }
    page.row_details(&subject, row, &around);
}

/// Adds the type and the values it allows; a list's values are those of its elements.
fn typed(
    page: &mut ClueWriter,
    subject: &Subject,
    row: &PropertyRow,
    values: Option<&EnumValues>,
    around: &Arc<Around>,
) {
    let source = row.source.quoting(row.spelling.as_str());
    let Some(values) = values.filter(|values| !values.is_empty()) else {
        page.described_type_cell(subject, &row.spelling, source, around, &row.description);
        return;
    };
    let (steps, inner) = innermost(&row.spelling);
    let (spelling, content) = values.content();
    let (before, after) = row.spelling.rsplit_once(&inner).unwrap_or_default();
    page.type_cell(subject, &format!("{before}{spelling}{after}"), source, around);
    let part = steps.into_iter().fold(subject.clone(), |part, step| part.join(step));
    let source: Source = page.text().lines_source(values.lines, &*values.quote);
    page.clue(&part, content, source, around);
}

/// The values of a section; none where the page does not say which they are.
fn section_values(page: &mut ClueWriter, owner: &Subject, section: &EnumSection) -> EnumValues {
    let values = EnumValues::in_section(section);
    let quote = if values.quote.is_empty() { "Enum" } else { &values.quote };
    let source = page.text().lines_source(values.lines, quote);
    if values.without_value > 0 {
        let message = format!("{} items show no value", values.without_value);
        page.finding("unread-enum-item", owner, message, source.clone());
    }
    if values.is_empty() {
        page.finding("empty-enum", owner, "an enum without values; any value is allowed", source);
    } else if section.is_unquoted && values.numbers().is_some() {
        let message = "either numbers or strings of digits: the page does not say; any value is allowed";
        page.finding("ambiguous-enum", owner, message, source);
        return EnumValues::default();
    }
    values
}

/// The parts of a page.
#[derive(Debug, Default)]
struct Outline<'b> {
    /// The model's name: the last segment of the page's title, or the name of its file.
    name: String,
    /// The line with the name, counted from 1.
    name_line: u32,
    /// The paragraphs under the title.
    about: Vec<&'b TextBlock>,
    /// The heading "Properties", if the page has one.
    properties_heading: Option<&'b TextBlock>,
    /// The tables under it with columns Name and Type.
    properties: Vec<&'b Table>,
    /// The sections that list values.
    enums: Vec<EnumSection>,
    /// The last heading that is not about the model.
    other_heading: Option<&'b TextBlock>,
    /// Whether a finding says already that a section is not read.
    is_elsewhere_noted: bool,
    /// What is odd about the page: kind, message and place of a finding.
    oddities: Vec<(&'static str, &'static str, TextBlock)>,
}

/// What a heading says that the blocks below it are about.
#[derive(Clone, Copy, PartialEq)]
enum Topic {
    Model,
    Properties,
    Enum,
    Other,
}

impl<'b> Outline<'b> {
    fn of(page: &'b ParsedPage) -> Self {
        let front = &page.front;
        let mut outline = Self::default();
        if front.is_unclosed {
            let message = "the front matter is not closed; it was read up to the last key";
            let block = TextBlock { text: "---".into(), lines: [1, 1], ..TextBlock::default() };
            outline.oddities.push(("unclosed-front-matter", message, block));
        }
        let mut title: Option<&TextBlock> = None;
        let mut topic = Topic::Other;
        for block in page.blocks() {
            match block {
                Block::Heading(heading) => topic = outline.heading(heading, &mut title),
                block => outline.block(block, topic),
            }
        }
        let front_title = front.title.map(|(title, line)| (title.to_owned(), line));
        let heading = title.map(|title| (title.text.clone(), title.lines[0]));
        let candidates = front_title.into_iter().chain(heading);
        let named = candidates.filter_map(|(text, line)| Some((model_name(&text)?, line))).next();
        (outline.name, outline.name_line) = named.unwrap_or_else(|| (page.document.stem().replace('/', ""), 1));
        outline
    }

    /// Whether the page has several sections of properties, as no page of an SDK has.
    fn has_second_section(&self) -> bool {
        self.oddities.iter().any(|(kind, _, _)| *kind == "second-properties-section")
    }

    /// Whether the page describes a model.
    fn is_model(&self) -> bool {
        self.properties_heading.is_some() || !self.enums.is_empty()
    }

    fn heading(&mut self, heading: &'b TextBlock, title: &mut Option<&'b TextBlock>) -> Topic {
        let text = heading.text.trim_start_matches(['#', ' ']);
        if text.eq_ignore_ascii_case("properties") {
            if !self.properties.is_empty() {
                let message = "the page has a second section of properties; nothing was read from it";
                self.oddities.push(("second-properties-section", message, heading.clone()));
                return Topic::Other;
            }
            if let Some(first) = self.properties_heading.replace(heading) {
                title.get_or_insert(first); // it was the title of a model called "Properties"
            }
            return Topic::Properties;
        }
        if let Some((name, is_unquoted)) = enum_heading(text) {
            let name = name.to_owned();
            self.enums.push(EnumSection { name, is_unquoted, line: heading.lines[0], ..EnumSection::default() });
            return Topic::Enum;
        }
        let known = title.as_ref().and_then(|title| model_name(&title.text));
        if title.is_none() && !self.is_model() || known.is_some() && known == model_name(text) {
            title.get_or_insert(heading);
            return Topic::Model;
        }
        if !self.is_elsewhere_noted {
            self.other_heading = Some(heading);
        }
        Topic::Other
    }

    fn block(&mut self, block: &'b Block, topic: Topic) {
        match (topic, block) {
            (Topic::Model, Block::Paragraph(block)) if !block.text.is_empty() => self.about.push(block),
            (Topic::Properties, Block::Table(table)) if columns(table).describe_properties() => {
                self.properties.push(table)
            }
            (Topic::Enum, Block::Table(table)) if table.has(&["name", "value"]) => {
                self.enums.last_mut().into_iter().for_each(|section| section.tables.push(table.clone()));
            }
            (Topic::Enum, Block::Item(item)) => {
                self.enums.last_mut().into_iter().for_each(|section| section.items.push(item.clone()));
            }
            (Topic::Properties, Block::Table(table)) => {
                let text = table.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
                self.without_header(TextBlock { text, lines: [table.line; 2], has_bars: true, ..TextBlock::default() });
            }
            (Topic::Properties | Topic::Enum, Block::Paragraph(block)) if block.has_bars => {
                self.without_header(block.clone())
            }
            (Topic::Properties, Block::Paragraph(block) | Block::Item(block)) if !block.is_links => {
                self.about.push(block)
            }
            (Topic::Other, block) => self.elsewhere(block),
            _ => {} // code, and links to other pages
        }
    }

    /// Notes the first thing that a reader would read under a heading that is about something else.
    fn elsewhere(&mut self, block: &Block) {
        let block = match block {
            Block::Paragraph(block) | Block::Item(block) | Block::Term(block) | Block::Explanation(block) => {
                block.clone()
            }
            Block::Table(table) => {
                let text = table.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ");
                TextBlock { text, lines: [table.line; 2], ..TextBlock::default() }
            }
            Block::Heading(_) | Block::Code(_) => return,
        };
        if self.is_elsewhere_noted || block.is_links || block.text.is_empty() {
            return;
        }
        self.is_elsewhere_noted = true;
        let message =
            "what stands under this and the headings below it is not read; it is not about the model's properties";
        let heading = self.other_heading.take().cloned().unwrap_or(block);
        self.oddities.push(("unread-section", message, heading));
    }

    fn without_header(&mut self, block: TextBlock) {
        let message = "a table without a header that names its columns; nothing was read from it";
        self.oddities.push(("table-without-header", message, block));
    }
}

/// Whether a table is one that templates of SDKs write: its columns are name, type, description and notes.
fn is_sdk_table(table: &Table) -> bool {
    let known = ["name", "type", "description", "notes"];
    table.header.iter().all(|cell| known.contains(&cell.text.trim_matches('*').to_lowercase().as_str()))
}

/// The last segment of a title that is a name: `Callback` of `Vendor.Model.Callback`.
fn model_name(title: &str) -> Option<String> {
    let name = last_segment(title.trim_matches(['#', '*', '`', ' ']));
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '/');
    is_name.then(|| name.to_owned())
}

/// `StateEnum` of `Enum: StateEnum`, empty for `Enum` and `Enum Variants`; and whether values are written without quotes.
fn enum_heading(text: &str) -> Option<(&str, bool)> {
    let head = text.get(..4).filter(|head| head.eq_ignore_ascii_case("enum"))?;
    let rest = text.get(head.len()..)?.trim();
    if rest.is_empty() || rest.eq_ignore_ascii_case("variants") {
        return Some(("", !rest.is_empty()));
    }
    Some((rest.strip_prefix(':')?.trim(), false))
}
