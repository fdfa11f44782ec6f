//! Reads HTML, whole pages and pieces inside Markdown, into the blocks of a page. Tags that nobody closes do no harm.

use super::{
    block::{Block, TextBlock},
    html_table::HtmlTables,
    inline::InlineText,
};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use ringback_contract::line_index::LineStarts;

/// Elements whose contents nobody reads as part of the page.
const SKIPPED: &[&str] =
    &["script", "style", "svg", "template", "noscript", "nav", "footer", "select", "button", "iframe"];

/// Whether a text is an HTML page.
pub fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(64).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|opening| start.starts_with(opening))
}

/// The blocks of a piece of HTML whose first line has this number on its page.
pub fn html_blocks(text: &str, first_line: u32) -> Vec<Block> {
    let mut reader = HtmlReader { lines: LineStarts::of(text), first_line, ..HtmlReader::default() };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        reader.token(token);
    }
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    reader.end_block();
    reader.blocks
}

/// What the text being read belongs to.
#[derive(Clone, Copy, Default, PartialEq)]
enum Context {
    #[default]
    Paragraph,
    Heading(usize),
    Item,
    Term,
    Explanation,
    Code,
}

#[derive(Default)]
struct HtmlReader {
    lines: LineStarts,
    first_line: u32,
    blocks: Vec<Block>,
    context: Context,
    text: InlineText,
    /// The offsets at which the block's text begins and ends.
    range: Option<[usize; 2]>,
    anchors: Vec<String>,
    /// How many lists are open.
    depth: usize,
    /// The open tables, the innermost last.
    tables: HtmlTables,
    /// The element that is skipped, and how many of its name are open.
    skipped: Option<(String, usize)>,
}

impl HtmlReader {
    fn line(&self, offset: usize) -> u32 {
        self.first_line.saturating_add(self.lines.line(offset) - 1)
    }

    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.skipped.is_none() => {
                self.words(&String::from_utf8_lossy(&text.value), [text.span.start, text.span.end]);
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((skipped, open)) = &mut self.skipped {
            *open += usize::from(*skipped == name && !tag.self_closing);
            return;
        }
        let attribute = |name: &str| {
            let value =
                tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned());
            value.filter(|value| !value.is_empty())
        };
        if SKIPPED.contains(&&*name) {
            if !tag.self_closing {
                self.skipped = Some((name, 1));
            }
            return;
        }
        if self.tables.is_empty() || name == "a" {
            self.anchors.extend(attribute("id").or_else(|| attribute("name").filter(|_| name == "a")));
        }
        let at = tag.span.start;
        match name.as_str() {
            "table" if !self.tables.is_full() => {
                if self.tables.is_empty() {
                    self.end_block();
                }
                self.tables.start(self.line(at));
            }
            "thead" => self.tables.head(true),
            "tr" => self.tables.start_row(self.line(at)),
            "td" | "th" => self.tables.start_cell(&name, attribute("style").as_deref(), self.line(at)),
            "br" => self.current().line_break(),
            "code" if self.context != Context::Code => {
                let text = self.current();
                text.begin_head();
                text.text.push('`');
            }
            "b" | "strong" | "dfn" => self.current().begin_head(),
            "a" => {
                let target = attribute("href").unwrap_or_default();
                if !target.is_empty() {
                    self.current().begin_link(&target);
                }
            }
            "hr" if self.tables.is_empty() => self.end_block(),
            "p" | "div" if self.is_inside_item() => self.current().line_break(),
            name if BLOCKS.contains(&name) => self.start_block(name),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, open)) = &mut self.skipped {
            *open -= usize::from(skipped == name);
            if *open == 0 {
                self.skipped = None;
            }
            return;
        }
        match name {
            "p" | "div" if self.is_inside_item() => {}
            "li" | "dd" | "dt" if self.tables.is_empty() => {
                self.end_block();
                self.context = Context::Paragraph;
            }
            "table" => self.end_table(),
            "thead" => self.tables.head(false),
            "tr" => self.tables.end_row(),
            "td" | "th" => self.tables.end_cell(),
            "code" if self.context != Context::Code => {
                let text = self.current();
                text.text.push('`');
                text.end_head();
            }
            "b" | "strong" | "dfn" => self.current().end_head(),
            "a" => self.current().end_link(),
            "ul" | "ol" if self.tables.is_empty() => {
                self.end_block();
                self.depth = self.depth.saturating_sub(1);
            }
            name if BLOCKS.contains(&name) => {
                if self.tables.is_empty() {
                    self.end_block();
                } else {
                    self.current().line_break();
                }
            }
            _ => {}
        }
    }

    /// Whether the text being read is that of an item or an explanation, whose paragraphs belong to it.
    fn is_inside_item(&self) -> bool {
        self.tables.is_empty() && matches!(self.context, Context::Item | Context::Explanation)
    }

    /// The text that words are added to: that of the innermost open cell, or of the block.
    fn current(&mut self) -> &mut InlineText {
        self.tables.cell().unwrap_or(&mut self.text)
    }

    fn words(&mut self, words: &str, span: [usize; 2]) {
        let is_code = self.context == Context::Code && self.tables.is_empty();
        // White space and stray words between the cells of a table are nothing.
        let outside = !self.tables.is_empty() && self.tables.cell().is_none();
        if outside {
            return;
        }
        if self.tables.is_empty() && !words.trim().is_empty() {
            let start = self.range.map_or(span[0], |[start, _]| start);
            self.range = Some([start, span[1]]);
        }
        let text = self.current();
        if is_code {
            text.text.push_str(words);
            return;
        }
        for c in words.chars() {
            // Blanks that stay blanks indent; any others are one.
            if !c.is_ascii_whitespace() {
                text.text.push(c);
            } else if !text.text.ends_with(' ') && !text.text.is_empty() {
                text.text.push(' ');
            }
        }
    }

    fn start_block(&mut self, name: &str) {
        if !self.tables.is_empty() {
            self.current().line_break();
            if name == "li" {
                self.current().text.push_str("- ");
            }
            return;
        }
        self.end_block();
        self.context = match name {
            "h1" => Context::Heading(1),
            "h2" => Context::Heading(2),
            "h3" => Context::Heading(3),
            "h4" => Context::Heading(4),
            "h5" => Context::Heading(5),
            "h6" => Context::Heading(6),
            "dt" => Context::Term,
            "dd" => Context::Explanation,
            "pre" => Context::Code,
            "li" => Context::Item,
            _ => Context::Paragraph,
        };
        if matches!(name, "ul" | "ol") {
            self.depth += 1;
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text).trimmed();
        let range = self.range.take();
        if text.text.is_empty() {
            return;
        }
        let [start, end] = range.unwrap_or_default();
        let block = TextBlock {
            lines: [self.line(start), self.line(end.saturating_sub(1).max(start))],
            has_bars: false,
            depth: match self.context {
                Context::Heading(level) => level,
                Context::Item => self.depth.max(1),
                _ => 0,
            },
            head: text.head,
            anchors: std::mem::take(&mut self.anchors),
            is_links: text.is_links(),
            breaks: text.breaks,
            text: text.text,
        };
        self.blocks.push(match self.context {
            Context::Paragraph => Block::Paragraph(block),
            Context::Heading(_) => Block::Heading(block),
            Context::Item => Block::Item(block),
            Context::Term => Block::Term(block),
            Context::Explanation => Block::Explanation(block),
            Context::Code => Block::Code(block),
        });
        if !matches!(self.context, Context::Item | Context::Explanation) {
            self.context = Context::Paragraph;
        }
    }

    /// Ends the innermost table; one inside a cell belongs to the cell.
    fn end_table(&mut self) {
        if let Some(table) = self.tables.end() {
            self.blocks.push(Block::Table(table));
        }
    }
}

/// Elements that begin a block of text.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "main",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "details",
    "summary",
    "caption",
    "figure",
    "figcaption",
    "title",
    "body",
    "form",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        html_blocks(text, 1)
            .into_iter()
            .map(|block| match block {
                Block::Heading(block) => format!("{} h{} {}", block.lines[0], block.depth, block.text),
                Block::Paragraph(block) => format!("{} p {}", block.lines[0], block.text),
                Block::Item(block) => format!("{} li{} {}", block.lines[0], block.depth, block.text),
                Block::Term(block) => format!("{} dt {}", block.lines[0], block.text),
                Block::Explanation(block) => format!("{} dd {}", block.lines[0], block.text),
                Block::Code(block) => format!("{} pre {}", block.lines[0], block.text),
                Block::Table(table) => {
                    let cells =
                        |cells: &[InlineText]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|");
                    let rows = table.rows.iter().map(|row| format!("{} {}", row.line, cells(&row.cells)));
                    format!("{} {} / {}", table.line, cells(&table.header), rows.collect::<Vec<_>>().join(" / "))
                }
            })
            .collect()
    }

    #[test]
    fn html_comes_apart_as_a_reader_sees_it() {
        for (text, expected) in [
            ("<h2>A &amp; B</h2>\n<p>One\n two<br>three</p>", &["1 h2 A & B", "2 p One two\nthree"][..]),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", &["1 li1 a", "1 li2 b", "1 li1 c"]),
            ("<dl><dt>a<dd>b<dt>c<dd><p>d</p></dl>", &["1 dt a", "1 dd b", "1 dt c", "1 dd d"]),
            ("<table>\n<tr><th>N<th>T\n<tr><td>a<td>b\n</table>x", &["2 N|T / 3 a|b", "4 p x"]),
            ("<table><tr><td>N<td>T<tr><td>a<td>b", &["1 N|T / 1 a|b"]),
            ("<table><thead><tr><td>N</td></tr></thead><tbody><tr><th>a</th></tr></tbody></table>", &["1 N / 1 a"]),
            ("<script>let a = '<p>x</p>';</script><p>y", &["1 p y"]),
            ("<p>a<nav><p>b</nav>c", &["1 p ac"]),
            ("<pre>a\n  b</pre>", &["1 pre a\n  b"]),
            ("<table></table><td>x</td></tr>", &["1 p x"]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_table_in_a_cell_belongs_to_the_cell() {
        let blocks = html_blocks(
            "<table><tr><th>N</th></tr><tr><td>a<table><tr><th>M</th></tr><tr><td>b</td></tr></table></td></tr></table>",
            1,
        );
        let [Block::Table(table)] = &blocks[..] else { panic!("one table") };
        assert_eq!(table.rows[0].cells[0].text, "a");
        assert_eq!(table.rows[0].cells[0].tables[0].rows[0].cells[0].text, "b");
    }
}
