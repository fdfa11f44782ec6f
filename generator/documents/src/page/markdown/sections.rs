//! A Markdown page as headings with the lines of text below them: a line ends where a reader sees a line break.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading and what stands below it. The first section of a page has none: it is what stands above all headings.
#[derive(Debug, Default, PartialEq)]
pub struct Section {
    /// The heading as a reader sees it.
    pub heading: String,
    /// The level of the heading: 1 for `#`; 0 without a heading.
    pub level: usize,
    /// Where the heading stands.
    pub range: Range<usize>,
    /// What stands below it, up to the next heading of any level.
    pub blocks: Vec<SectionBlock>,
}

/// A paragraph, an item of a list, or a code block.
#[derive(Debug, Default, PartialEq)]
pub struct SectionBlock {
    /// Its lines; a code block is one of them, as written.
    pub lines: Vec<Line>,
    /// How many lists it is nested in.
    pub depth: usize,
    /// Whether it begins an item of a list.
    pub is_item: bool,
    /// How it ends, if it is a code block.
    pub code: Option<CodeBlock>,
}

/// A line of a block.
#[derive(Debug, Default, PartialEq)]
pub struct Line {
    /// The text as a reader sees it.
    pub text: String,
    /// Its range in the page.
    pub range: Range<usize>,
    /// How many bytes at the beginning are bold.
    pub bold: usize,
    /// Whether a reader sees a line break before it, and not only the source has one.
    pub after_break: bool,
}

/// How a code block ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CodeBlock {
    /// With its fence, or with its indentation.
    Closed,
    /// With the page: its fence is never closed.
    Unclosed,
}

impl SectionBlock {
    /// From the beginning of its first line to the end of its last.
    pub fn range(&self) -> Range<usize> {
        let (first, last) = (self.lines.first(), self.lines.last());
        first.map_or(0, |line| line.range.start)..last.map_or(0, |line| line.range.end)
    }

    /// Its text: code as written, anything else in one line with single blanks.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        match self.code {
            Some(_) => lines.concat(),
            None => lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// The sections of a page, in order. Anchors and other tags are dropped, escapes are undone.
pub fn sections(text: &str) -> Vec<Section> {
    let mut reader = SectionReader { text, sections: vec![Section::default()], ..SectionReader::default() };
    for (event, range) in Parser::new(text).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end_block();
    reader.sections
}

#[derive(Default)]
struct SectionReader<'a> {
    text: &'a str,
    sections: Vec<Section>,
    block: SectionBlock,
    line: Line,
    depth: usize,
    in_heading: bool,
    is_fenced: bool,
}

impl SectionReader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(level, range),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::List(_)) => {
                self.end_block();
                self.depth += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.end_block();
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Start(Tag::Item) => {
                self.end_block();
                self.block.is_item = true;
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_block();
                self.is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
            }
            Event::End(TagEnd::CodeBlock) => self.end_code(&range),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock) => self.end_block(),
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
            _ => {} // tags, comments and the ends of links have no text
        }
    }

    /// Keeps the marks of emphasis in a regular expression, `Pattern: [a-z]*`: they are part of it.
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

    fn end_line(&mut self, is_break: bool) {
        if self.in_heading {
            self.line.text.push(' ');
            return;
        }
        let line = std::mem::take(&mut self.line);
        if !line.text.trim().is_empty() {
            self.block.lines.push(line);
        }
        self.line.after_break = is_break;
    }

    fn end_block(&mut self) {
        if self.in_heading {
            return;
        }
        self.end_line(true);
        let block = SectionBlock { depth: self.depth, ..std::mem::take(&mut self.block) };
        if block.lines.is_empty() {
            self.block.is_item = block.is_item; // an item may begin with a paragraph of its own
        } else if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    /// Adds the code block that stands at a range, fences included; it may be empty.
    fn end_code(&mut self, whole: &Range<usize>) {
        let mut line = std::mem::take(&mut self.line);
        if line.text.is_empty() {
            line.range = whole.start..whole.start;
        }
        let below = self.text.get(line.range.end.max(whole.start + 1)..whole.end).unwrap_or_default();
        let is_closed = !self.is_fenced || below.contains("```") || below.contains("~~~");
        let code = Some(if is_closed { CodeBlock::Closed } else { CodeBlock::Unclosed });
        let block = std::mem::take(&mut self.block);
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(SectionBlock { lines: vec![line], depth: self.depth, code, ..block });
        }
        self.line.after_break = true;
    }

    fn open_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.end_block();
        self.in_heading = true;
        self.sections.push(Section { level: level as usize, range, ..Section::default() });
    }

    fn close_heading(&mut self) {
        self.in_heading = false;
        let line = std::mem::take(&mut self.line);
        if let Some(section) = self.sections.last_mut() {
            section.heading = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}
