//! SDK reference pages about the methods of an API: a table Method | HTTP request | Description, and a section for each.
//!
//! No type is described here. Each operation becomes a finding that says what stands there, for `vendor.toml`.

use crate::page::{
    ClueWriter, PageClues, block::Block, http_line::http_line, markdown::front_matter, page_blocks::page_blocks,
    table::Table,
};
use ringback_contract::{document::Document, line_index::IndexedText, pointer::escape, subject::Subject};

/// Whether a document has such a table.
pub(super) fn detect(document: &Document) -> bool {
    // Most pages have no line that begins like its header.
    let is_header = |line: &str| line.trim_start_matches(['|', ' ', '*']).to_lowercase().starts_with("method");
    document.text.lines().any(is_header)
        && page_blocks(&front_matter(document.text))
            .iter()
            .any(|block| matches!(block, Block::Table(table) if lists_methods(table)))
}

/// The findings of a page.
pub(super) fn read(document: &Document) -> PageClues {
    let text = IndexedText::of(document);
    let mut writer = ClueWriter::new(&text);
    let mut operation: Option<Operation> = None;
    let page = Subject::of(escape(document.stem()));
    for block in page_blocks(&front_matter(text.text)) {
        match block {
            Block::Heading(heading) if is_operation(&heading.text) => {
                finish(&mut writer, operation.take());
                operation = Some(Operation { name: heading.text.clone(), lines: heading.lines, parts: Vec::new() });
            }
            Block::Heading(_) | Block::Code(_) => {}
            Block::Paragraph(block) | Block::Item(block) | Block::Term(block) | Block::Explanation(block) => {
                if let Some(operation) = operation.as_mut().filter(|_| !block.is_links) {
                    operation.parts.push(block.text);
                }
            }
            Block::Table(table) => {
                if let Some(operation) = &mut operation {
                    operation.parts.extend(table.rows.iter().map(|row| row.quote()));
                } else if lists_methods(&table) {
                    for row in &table.rows {
                        let subject = page.property(row.text(0).trim_matches(['*', '`']));
                        let message = match http_line(&row.quote()) {
                            Some((method, path)) => {
                                format!("the operation {method} {path} is not modelled; add it to vendor.toml")
                            }
                            None => "the operation is not modelled; add it to vendor.toml".into(),
                        };
                        writer.finding(
                            "unread-operation",
                            &subject,
                            message,
                            text.lines_source([row.line; 2], row.quote()),
                        );
                    }
                }
            }
        }
    }
    finish(&mut writer, operation);
    writer.finish(&page)
}

/// An operation with what stands below its heading.
struct Operation {
    name: String,
    lines: [u32; 2],
    parts: Vec<String>,
}

fn finish(writer: &mut ClueWriter, operation: Option<Operation>) {
    let Some(operation) = operation else { return };
    let said = operation.parts.join("; ");
    let called = operation.parts.iter().find_map(|part| http_line(part));
    let message = match called {
        Some((method, path)) => format!("{method} {path} is not modelled; the page says of it: {said}"),
        None => format!("the operation is not modelled; the page says of it: {said}"),
    };
    let subject = Subject::of(escape(&operation.name));
    let source = writer.text().lines_source(operation.lines, operation.name);
    writer.finding("unread-operation", &subject, message, source);
}

/// Whether a table lists methods of an API.
fn lists_methods(table: &Table) -> bool {
    let heading =
        |at: usize| table.header.get(at).map(|cell| cell.text.trim_matches('*').to_lowercase()).unwrap_or_default();
    heading(0) == "method" && matches!(heading(1).as_str(), "http request" | "description")
}

/// Whether a heading is the name of a method, and not of a part such as "Parameters".
fn is_operation(heading: &str) -> bool {
    let name = heading.trim_matches(['*', '`', ' ']);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts = ["parameters", "example", "authorization", "returns", "return"];
    is_name && !parts.contains(&name.to_lowercase().as_str())
}
