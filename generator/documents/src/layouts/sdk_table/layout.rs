//! The parts of a page: the model's name, what is said about it, its property table, its enums.

use super::{
    block::{Block, Words, blocks},
    front_matter::front_matter,
    table::Table,
};
use ringback_constraints::spelling::last_segment;
use ringback_contract::document::Document;

/// The parts of a page.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The model's name and the line that gives it.
    pub(super) name: String,
    /// The line that gives the name.
    pub(super) name_line: u32,
    /// The paragraphs under the name.
    pub(super) about: Vec<Words>,
    /// The heading of the section of properties.
    pub(super) properties_heading: Option<Words>,
    /// The tables in it.
    pub(super) properties: Vec<Table>,
    /// The sections that list values.
    pub(super) enums: Vec<EnumSection>,
    /// What was noticed: kind, message and where.
    pub(super) oddities: Vec<(&'static str, &'static str, Words)>,
}

/// A section that lists the values of the page's type or of one of its properties.
#[derive(Debug, Default)]
pub(super) struct EnumSection {
    /// `StateEnum` in `Enum: StateEnum`; empty for the page's own type.
    pub(super) name: String,
    /// Whether its template writes text without quotes, so that numbers and text look alike.
    pub(super) unquoted: bool,
    /// The heading's line.
    pub(super) line: u32,
    /// The tables in it.
    pub(super) tables: Vec<Table>,
    /// The list items in it.
    pub(super) items: Vec<Words>,
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Title,
    Properties,
    Enum,
    Other,
}

impl Layout {
    /// Takes a page apart.
    pub(super) fn of(document: &Document) -> Self {
        let front = front_matter(document.text);
        let mut layout = Self::default();
        if front.unclosed {
            let words = Words { text: "---".into(), lines: [1, 1], barred: false };
            layout.oddities.push((
                "unclosed-front-matter",
                "the front matter is not closed; it was read up to the last key",
                words,
            ));
        }
        let mut heading: Option<Words> = None;
        let mut section = Section::Other;
        for block in blocks(front.body, front.first_line) {
            match block {
                Block::Heading(words) => section = layout.heading(words, &mut heading),
                block => layout.block(block, section),
            }
        }
        let title = front.title.map(|(title, line)| (title.to_owned(), line));
        let heading = heading.map(|words| (words.text, words.lines[0]));
        let candidates = title.into_iter().chain(heading);
        let named = candidates.filter_map(|(text, line)| Some((model_name(&text)?, line))).next();
        (layout.name, layout.name_line) = named.unwrap_or_else(|| (document.stem().replace('/', ""), 1));
        layout
    }

    /// Whether the page describes a model.
    pub(super) fn is_model(&self) -> bool {
        self.properties_heading.is_some() || !self.enums.is_empty()
    }

    fn heading(&mut self, words: Words, title: &mut Option<Words>) -> Section {
        let text = words.text.trim_start_matches(['#', ' ']);
        if text.eq_ignore_ascii_case("properties") {
            if !self.properties.is_empty() {
                let message = "the page has a second section of properties; nothing was read from it";
                self.oddities.push(("second-properties-section", message, words));
                return Section::Other;
            }
            if let Some(first) = self.properties_heading.replace(words) {
                title.get_or_insert(first); // it was the name of a model called "Properties"
            }
            return Section::Properties;
        }
        if let Some((name, unquoted)) = enum_heading(text) {
            let name = name.to_owned();
            self.enums.push(EnumSection { name, unquoted, line: words.lines[0], ..EnumSection::default() });
            return Section::Enum;
        }
        let known = title.as_ref().and_then(|title| model_name(&title.text));
        if title.is_none() && !self.is_model() || known.is_some() && known == model_name(text) {
            title.get_or_insert(words);
            return Section::Title;
        }
        Section::Other
    }

    fn block(&mut self, block: Block, section: Section) {
        match (section, block) {
            (Section::Title, Block::Paragraph(words)) if !words.text.is_empty() => self.about.push(words),
            (Section::Properties, Block::Table(table)) if table.has(&["name", "type"]) => self.properties.push(table),
            (Section::Enum, Block::Table(table)) if table.has(&["name", "value"]) => {
                self.enums.last_mut().into_iter().for_each(|section| section.tables.push(table.clone()));
            }
            (Section::Enum, Block::Item(words)) => {
                self.enums.last_mut().into_iter().for_each(|section| section.items.push(words.clone()));
            }
            (Section::Properties, Block::Table(table)) => {
                let text = table.header.iter().map(|cell| cell.words.as_str()).collect::<Vec<_>>().join(" | ");
                self.headerless(Words { text, lines: [table.line; 2], barred: true });
            }
            (Section::Properties | Section::Enum, Block::Paragraph(words)) if words.barred => self.headerless(words),
            _ => {} // what stands under other headings, and prose between tables, describes no model
        }
    }

    fn headerless(&mut self, words: Words) {
        let message = "a table without a header that names its columns; nothing was read from it";
        self.oddities.push(("table-without-header", message, words));
    }
}

/// The last segment of a title that is a name: `Callback` of `Vendor.Model.Callback`.
fn model_name(title: &str) -> Option<String> {
    let name = last_segment(title.trim_matches(['#', '*', '`', ' ']));
    let named = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '/');
    named.then(|| name.to_owned())
}

/// `StateEnum` of `Enum: StateEnum`, empty for `Enum` and `Enum Variants`; and whether values stand without quotes.
fn enum_heading(text: &str) -> Option<(&str, bool)> {
    let head = text.get(..4).filter(|head| head.eq_ignore_ascii_case("enum"))?;
    let rest = text.get(head.len()..)?.trim();
    if rest.is_empty() || rest.eq_ignore_ascii_case("variants") {
        return Some(("", !rest.is_empty()));
    }
    Some((rest.strip_prefix(':')?.trim(), false))
}
