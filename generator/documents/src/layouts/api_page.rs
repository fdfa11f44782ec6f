//! SDK reference pages about the methods of an API: a table Method | HTTP request | Description, and a section for each
//! method, with its parameters, its return type, how it is authorized and its statuses.

use crate::page::{
    ClueWriter, PageClues, ParsedPage,
    block::Block,
    http_line::{http_cell, http_line},
    operation_part::is_part,
    operation_section::OperationSection,
    table::Table,
};
use ringback_contract::{line_index::IndexedText, pointer::escape, subject::Subject};
use std::collections::HashMap;

/// Whether a document has such a table.
pub(super) fn detect(page: &ParsedPage) -> bool {
    // Most pages have no line that begins like its header.
    let is_header = |line: &str| {
        let line = line.trim_start_matches(['|', ' ', '*']);
        line.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("method"))
    };
    page.document.text.lines().any(is_header)
        && page.blocks().iter().any(|block| matches!(block, Block::Table(table) if lists_methods(table)))
}

/// The operations of a page.
pub(super) fn read(parsed: ParsedPage) -> PageClues {
    let document = parsed.document;
    let text = IndexedText::of(&document);
    let mut writer = ClueWriter::new(&text);
    let page = Subject::of(escape(document.stem()));
    let mut calls: HashMap<String, ListedCall> = HashMap::new();
    let mut open: Option<OperationSection> = None;
    let mut sections: Vec<OperationSection> = Vec::new();
    for block in parsed.into_blocks() {
        match (block, &mut open) {
            (Block::Heading(heading), _) if is_operation(&heading.text) => {
                sections.extend(open.take());
                open = Some(OperationSection::new(&heading));
            }
            (Block::Table(table), _) if lists_methods(&table) => {
                for row in &table.rows {
                    let name = row.text(0).trim_matches(['*', '`', ' ']).to_owned();
                    let called = http_line(&row.quote()).or_else(|| http_cell(row.text(1)));
                    let listed = |call| ListedCall { line: row.line, quote: row.quote(), call };
                    calls.extend(called.map(|call| (name, listed(call))));
                }
            }
            (block, Some(section)) => {
                // "Wraps POST /api/v2/callbacks" stands in the section itself.
                if let Block::Paragraph(paragraph) = &block
                    && let Some((method, path)) = http_line(&paragraph.text)
                {
                    section.called(method, &path);
                }
                section.block(block);
            }
            (_, None) => {}
        }
    }
    sections.extend(open);
    for mut section in sections {
        if let Some(ListedCall { call: (method, path), .. }) = calls.remove(section.name()) {
            section.called(method, &path);
        }
        section.finish(&mut writer);
    }
    // A call of the table without a section of its own.
    let mut left: Vec<(String, ListedCall)> = calls.into_iter().collect();
    left.sort_by_key(|(_, listed)| listed.line);
    for (name, ListedCall { line, quote, call: (method, path) }) in left {
        let message = format!("{method} {path} is named in a table, and no section describes it");
        writer.finding("unread-operation", &page.property(&*name), message, text.lines_source([line; 2], quote));
    }
    writer.finish(&page)
}

/// A row of the table of methods.
struct ListedCall {
    line: u32,
    quote: String,
    /// The method, and the path.
    call: (&'static str, String),
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
    is_name && !is_part(name) && !["return", "description", "documentation"].contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{ParsedPage, read};
    use ringback_contract::document::Document;

    #[test]
    fn a_call_without_a_section_is_told_with_its_row() {
        let text =
            "# CallbacksApi\n\nMethod | HTTP request\n--- | ---\n[**getIt**](#getIt) | **Get** /callbacks/{id}\n";
        let page = read(ParsedPage::of(Document { path: "documents/CallbacksApi.md", text }));
        let told = page.findings.iter().find(|finding| finding.message.starts_with("GET /callbacks/{id} is named"));
        assert_eq!(told.map(|finding| finding.sources[0].lines), Some([5, 5]), "{:?}", page.findings);
    }
}
