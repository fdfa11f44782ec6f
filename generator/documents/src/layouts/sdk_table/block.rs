//! The blocks of a markdown page in order, each with its lines: headings, paragraphs, list items and tables.

use super::{
    table::{Row, Table, written_cells},
    text::Text,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block of a page.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A heading of any level.
    Heading(Words),
    /// A paragraph outside lists.
    Paragraph(Words),
    /// An item of a list.
    Item(Words),
    /// A table.
    Table(Table),
}

/// The words of a block and where they stand.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// As a reader sees them.
    pub(super) text: String,
    /// First and last line.
    pub(super) lines: [u32; 2],
    /// Whether it is written with the bars of a table, and is none.
    pub(super) barred: bool,
}

/// The blocks of a page whose text starts at a line. Code is left out.
pub(super) fn blocks(text: &str, first_line: u32) -> Vec<Block> {
    let mut reader = Reader { source: text, lines: Lines::new(text, first_line), ..Reader::default() };
    for (event, at) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(&event, at);
    }
    reader.blocks
}

/// Where lines start, so that asking for a line costs a binary search.
#[derive(Default)]
struct Lines {
    starts: Vec<usize>,
    first: u32,
}

impl Lines {
    fn new(text: &str, first: u32) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1).collect();
        Self { starts, first }
    }

    fn at(&self, offset: usize) -> u32 {
        let before = self.starts.partition_point(|start| *start <= offset);
        self.first.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    lines: Lines,
    blocks: Vec<Block>,
    text: Text,
    table: Table,
    cells: Vec<Text>,
    /// Where the innermost item started; lists nest.
    items: Vec<usize>,
    in_code: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event, at: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            _ if self.in_code => {}
            Event::Start(Tag::Item) => {
                self.item(at.start);
                self.items.push(at.start);
            }
            Event::End(TagEnd::Item) => {
                self.item(at.end);
                self.items.pop();
            }
            Event::Start(Tag::Paragraph) if !self.items.is_empty() => self.text.words.push(' '),
            Event::End(TagEnd::Paragraph) if !self.items.is_empty() => {}
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::TableCell) => self.text = Text::default(),
            Event::End(TagEnd::Heading(_)) => {
                let words = self.words(at);
                self.blocks.push(Block::Heading(words));
            }
            Event::End(TagEnd::Paragraph) => {
                let words = self.words(at);
                self.blocks.push(Block::Paragraph(words));
            }
            Event::Start(Tag::Table(columns)) => {
                self.table = Table { columns: columns.len(), line: self.lines.at(at.start), ..Table::default() };
            }
            Event::End(TagEnd::TableCell) => self.cells.push(std::mem::take(&mut self.text).trimmed()),
            Event::End(TagEnd::TableHead) => {
                self.table.closed = self.line(&at).ends_with('|');
                self.table.header = std::mem::take(&mut self.cells);
            }
            Event::End(TagEnd::TableRow) => self.row(at),
            Event::End(TagEnd::Table) => self.blocks.push(Block::Table(std::mem::take(&mut self.table))),
            event => self.text.push(event, &at, self.source),
        }
    }

    /// Ends the item that is being read, if it has words of its own.
    fn item(&mut self, end: usize) {
        let Some(start) = self.items.last().copied() else { return };
        if !self.text.words.trim().is_empty() {
            let words = self.words(start..end);
            self.blocks.push(Block::Item(words));
        }
    }

    fn words(&mut self, at: Range<usize>) -> Words {
        let written = self.source.get(at.clone()).unwrap_or_default();
        let lines = [self.lines.at(at.start), self.lines.at(at.start + written.trim_end().len())];
        let barred = written.lines().any(|line| line.trim_start().starts_with('|') || written_cells(line, false) > 2);
        Words { text: std::mem::take(&mut self.text).trimmed().words, lines, barred }
    }

    fn line(&self, at: &Range<usize>) -> &str {
        self.source.get(at.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim()
    }

    fn row(&mut self, at: Range<usize>) {
        let cells = std::mem::take(&mut self.cells);
        let line = self.line(&at);
        let written = written_cells(line, self.table.closed);
        let cells = if written > self.table.columns { widened(line, written).unwrap_or(cells) } else { cells };
        let row = Row { cells, written, line: self.lines.at(at.start) };
        if !(line.starts_with("{:") && line.ends_with('}')) {
            self.table.rows.push(row);
        }
    }
}

/// All cells of a row that has more than its table has columns: markdown drops the rest, a finding needs it.
fn widened(line: &str, written: usize) -> Option<Vec<Text>> {
    let text = format!("{}\n{}\n{line}\n", "|x".repeat(written) + "|", "|-".repeat(written) + "|");
    blocks(&text, 1).into_iter().find_map(|block| match block {
        Block::Table(table) => table.rows.into_iter().next().map(|row| row.cells),
        _ => None,
    })
}
