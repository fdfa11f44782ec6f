//! The blocks of a Markdown page in order, each with its lines: headings, paragraphs, list items and tables.

use crate::page::{
    block::{Block, TextBlock},
    inline::InlineText,
    table::{Row, Table, written_cells},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ringback_contract::line_index::LineStarts;
use std::ops::Range;

/// The blocks of a text whose first line has this number on its page.
pub fn blocks(text: &str, first_line: u32) -> Vec<Block> {
    let lines = LineStarts::of(text);
    let mut reader = BlockReader { source: text, lines, first: first_line, ..BlockReader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST;
    for (event, at) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(&event, at);
    }
    reader.blocks
}

#[derive(Default)]
struct BlockReader<'a> {
    source: &'a str,
    lines: LineStarts,
    /// The number of the first line.
    first: u32,
    blocks: Vec<Block>,
    text: InlineText,
    table: Table,
    cells: Vec<InlineText>,
    /// Where each open item of a list started, the innermost last.
    items: Vec<usize>,
    in_code: bool,
    in_definition: bool,
}

impl BlockReader<'_> {
    /// The number of the line that holds an offset.
    fn line(&self, offset: usize) -> u32 {
        self.first.saturating_add(self.lines.line(offset) - 1)
    }

    fn event(&mut self, event: &Event, at: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_item(at.start);
                self.in_code = true;
                self.text = InlineText::default();
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                let code = self.text_block(at);
                self.blocks.push(Block::Code(code));
            }
            Event::Text(text) if self.in_code => self.text.text.push_str(text),
            _ if self.in_code => {}
            Event::Start(Tag::DefinitionListTitle) => self.text = InlineText::default(),
            Event::Start(Tag::DefinitionListDefinition) => {
                self.text = InlineText::default();
                self.in_definition = true;
            }
            Event::Start(Tag::Paragraph) if self.in_definition => self.text.line_break(),
            Event::End(TagEnd::Paragraph) if self.in_definition => {}
            Event::End(TagEnd::DefinitionListTitle) => {
                let term = self.text_block(at);
                self.blocks.push(Block::Term(term));
            }
            Event::End(TagEnd::DefinitionListDefinition) => {
                self.in_definition = false;
                let explanation = self.text_block(at);
                self.blocks.push(Block::Explanation(explanation));
            }
            Event::Start(Tag::Item) => {
                self.end_item(at.start);
                self.items.push(at.start);
                self.text = InlineText::default();
            }
            Event::End(TagEnd::Item) => {
                self.end_item(at.end);
                self.items.pop();
            }
            Event::Start(Tag::Paragraph) if !self.items.is_empty() => {
                self.text.line_break();
            }
            Event::End(TagEnd::Paragraph) if !self.items.is_empty() => {}
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::TableCell) => self.text = InlineText::default(),
            Event::End(TagEnd::Heading(level)) => {
                let mut heading = self.text_block(at);
                heading.depth = *level as usize;
                self.blocks.push(Block::Heading(heading));
            }
            Event::End(TagEnd::Paragraph) => {
                let paragraph = self.text_block(at);
                self.blocks.push(Block::Paragraph(paragraph));
            }
            Event::Start(Tag::Table(columns)) => {
                self.table = Table { columns: columns.len(), line: self.line(at.start), ..Table::default() };
            }
            Event::End(TagEnd::TableCell) => self.cells.push(std::mem::take(&mut self.text).trimmed()),
            Event::End(TagEnd::TableHead) => {
                self.table.is_closed = self.first_line(&at).ends_with('|');
                self.table.header = std::mem::take(&mut self.cells);
            }
            Event::End(TagEnd::TableRow) => self.end_row(at),
            Event::End(TagEnd::Table) => self.blocks.push(Block::Table(std::mem::take(&mut self.table))),
            event => self.text.push(event, &at, self.source),
        }
    }

    /// Ends the innermost item, if it has text of its own.
    fn end_item(&mut self, end: usize) {
        let Some(start) = self.items.last().copied() else { return };
        if !self.text.text.trim().is_empty() {
            let mut item = self.text_block(start..end);
            item.depth = self.items.len();
            self.blocks.push(Block::Item(item));
        }
    }

    fn text_block(&mut self, at: Range<usize>) -> TextBlock {
        let written = self.source.get(at.clone()).unwrap_or_default();
        let lines = [self.line(at.start), self.line(at.start + written.trim_end().len())];
        let has_bars = written.lines().any(|line| line.trim_start().starts_with('|') || written_cells(line, false) > 2);
        let inline = std::mem::take(&mut self.text).trimmed();
        let is_links = inline.is_links();
        let InlineText { text, head, breaks, anchors, .. } = inline;
        TextBlock { text, lines, has_bars, depth: 0, head, breaks, anchors, is_links }
    }

    fn first_line(&self, at: &Range<usize>) -> &str {
        self.source.get(at.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim()
    }

    fn end_row(&mut self, at: Range<usize>) {
        let cells = std::mem::take(&mut self.cells);
        let line = self.first_line(&at);
        let written = written_cells(line, self.table.is_closed);
        let cells = if written > self.table.columns { all_cells(line, written).unwrap_or(cells) } else { cells };
        let row = Row { cells, written, line: self.line(at.start) };
        // Kramdown's line of attributes below a table, `{: class="table"}`, is parsed as a row.
        if !(line.starts_with("{:") && line.ends_with('}')) {
            self.table.rows.push(row);
        }
    }
}

/// All cells of a row that has more than its table has columns: Markdown drops the rest, a finding quotes them.
fn all_cells(line: &str, written: usize) -> Option<Vec<InlineText>> {
    let text = format!("{}\n{}\n{line}\n", "|x".repeat(written) + "|", "|-".repeat(written) + "|");
    blocks(&text, 1).into_iter().find_map(|block| match block {
        Block::Table(table) => table.rows.into_iter().next().map(|row| row.cells),
        _ => None,
    })
}
