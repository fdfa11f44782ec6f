//! The blocks of a page, whatever it is written in: Markdown, HTML, or Markdown with pieces of HTML.

use super::{
    block::Block,
    html::{html_blocks, is_html},
    markdown::{FrontMatter, blocks},
};
use std::ops::Range;

/// Elements that are read as HTML where a line of Markdown begins with them.
const ELEMENTS: &[&str] = &["table", "dl", "ul", "ol"];

/// The blocks of a page below its front matter.
pub fn page_blocks(front: &FrontMatter) -> Vec<Block> {
    let text = front.body;
    if is_html(text) {
        return html_blocks(text, front.first_line);
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut line = front.first_line;
    for piece in html_pieces(text) {
        let before = text.get(start..piece.start).unwrap_or_default();
        found.extend(blocks(before, line));
        line = line.saturating_add(lines(before));
        let html = text.get(piece.clone()).unwrap_or_default();
        found.extend(html_blocks(html, line));
        line = line.saturating_add(lines(html));
        start = piece.end;
    }
    found.extend(blocks(text.get(start..).unwrap_or_default(), line));
    found
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Where pieces of HTML stand in Markdown, outside of code.
fn html_pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut fence: Option<&str> = None;
    while let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let trimmed = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if !line.starts_with("    ") => {
                if let Some(name) = ELEMENTS.iter().find(|name| opens(trimmed, name)) {
                    let end = end_of(text, at, name);
                    pieces.push(at..end);
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += line.len();
    }
    pieces
}

/// Whether a text begins with a tag.
fn opens(text: &str, name: &str) -> bool {
    let rest = text
        .strip_prefix('<')
        .filter(|rest| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    rest.and_then(|rest| rest.get(name.len()..))
        .is_some_and(|rest| rest.starts_with(['>', ' ', '\t', '\n']) || rest.is_empty())
}

/// Where the element that begins at an offset ends, elements of its name inside it included; with the text if it is not
/// closed.
fn end_of(text: &str, start: usize, name: &str) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(tag) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = text.get(tag..).unwrap_or_default();
        let closes = rest
            .strip_prefix("</")
            .is_some_and(|rest| rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)));
        if opens(rest, name) {
            depth += 1;
        } else if closes {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return tag + rest.find('>').map_or(rest.len(), |end| end + 1);
            }
        }
        at = tag + 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::markdown::front_matter;

    #[test]
    fn html_inside_markdown_is_read_where_it_stands() {
        let text = "# A\n\n<table>\n<tr><th>Name</th></tr>\n\n<tr><td>a</td></tr>\n</table>\n\n```\n<table>\n```\nb\n";
        let told: Vec<String> = page_blocks(&front_matter(text))
            .iter()
            .map(|block| match block {
                Block::Heading(block) => format!("{} {}", block.lines[0], block.text),
                Block::Paragraph(block) => format!("{} {}", block.lines[0], block.text),
                Block::Table(table) => format!("{} table of {}", table.line, table.rows.len()),
                Block::Code(block) => format!("{} code {}", block.lines[0], block.text.trim()),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(told, ["1 A", "4 table of 1", "9 code <table>", "12 b"]);
    }
}
