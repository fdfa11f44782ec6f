//! A Markdown page as headings with the lines of text below them: where a reader sees a line break, a line ends here.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading and what stands below it; the first section of a page may have none.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The heading as a reader sees it.
    pub(super) heading: String,
    /// How deep it stands: 1 for `#`; 0 without a heading.
    pub(super) level: usize,
    /// Where the heading stands.
    pub(super) range: Range<usize>,
    /// What stands below it.
    pub(super) blocks: Vec<Block>,
}

/// A paragraph, an item of a list, or code.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// In how many lists it stands, one inside the other.
    pub(super) depth: usize,
    /// Whether it begins an item.
    pub(super) item: bool,
    /// Whether it is code.
    pub(super) code: bool,
}

/// A line of a block.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    /// The words as a reader sees them.
    pub(super) text: String,
    /// Where they stand.
    pub(super) range: Range<usize>,
    /// How many bytes at the beginning are bold.
    pub(super) bold: usize,
    /// Whether a break that a reader sees stands before it, and not only the end of a line of the source.
    pub(super) broken: bool,
}

/// The sections of a page, in order.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut outline = Outline { text, sections: vec![Section::default()], ..Outline::default() };
    for (event, range) in Parser::new(text).into_offset_iter() {
        outline.event(event, range);
    }
    outline.flush();
    outline.sections
}

#[derive(Default)]
struct Outline<'a> {
    text: &'a str,
    sections: Vec<Section>,
    block: Block,
    line: Line,
    depth: usize,
    heading: bool,
}

impl Outline<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(level, range),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::List(_)) => {
                self.flush();
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Start(Tag::Item) => {
                self.flush();
                self.block.item = true;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush();
                self.block.code = true;
            }
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock | TagEnd::CodeBlock) => self.flush(),
            Event::Text(words) | Event::Code(words) => self.add(&words, range),
            Event::SoftBreak => self.end_line(false),
            Event::HardBreak => self.end_line(true),
            Event::Start(Tag::Strong) => self.mark(range.start, 2),
            Event::Start(Tag::Emphasis) => self.mark(range.start, 1),
            Event::End(TagEnd::Strong) => {
                if self.line.bold == 0 && self.line.range.start == range.start {
                    self.line.bold = self.line.text.len();
                }
                self.mark(range.end.saturating_sub(2), 2);
            }
            Event::End(TagEnd::Emphasis) => self.mark(range.end.saturating_sub(1), 1),
            _ => {}
        }
    }

    /// The marks of emphasis in a regular expression are part of it.
    fn mark(&mut self, at: usize, width: usize) {
        let mark = self.text.get(at..at + width).unwrap_or_default();
        if self.line.text.starts_with("Pattern:") {
            self.line.text.push_str(mark);
        } else if self.line.text.is_empty() {
            self.line.range = at..at;
        }
    }

    fn add(&mut self, words: &str, range: Range<usize>) {
        let at = if self.line.range == (0..0) { range.start } else { self.line.range.start };
        self.line.text.push_str(words);
        self.line.range = at..range.end;
    }

    fn end_line(&mut self, broken: bool) {
        if self.heading {
            self.line.text.push(' ');
            return;
        }
        let line = std::mem::take(&mut self.line);
        if !line.text.trim().is_empty() {
            self.block.lines.push(line);
        }
        self.line.broken = broken;
    }

    fn flush(&mut self) {
        if self.heading {
            return;
        }
        self.end_line(true);
        let block = Block { depth: self.depth, ..std::mem::take(&mut self.block) };
        if block.lines.is_empty() {
            self.block.item = block.item; // an item may begin with a paragraph of its own
        } else if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.flush();
        self.heading = true;
        self.sections.push(Section { level: level as usize, range, ..Section::default() });
    }

    fn close_heading(&mut self) {
        self.heading = false;
        let line = std::mem::take(&mut self.line);
        if let Some(section) = self.sections.last_mut() {
            section.heading = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}
