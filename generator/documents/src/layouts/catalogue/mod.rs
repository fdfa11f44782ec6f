//! Pages of a schema catalogue: a title, a property table that may be cut, and the whole schema as JSON below it.

mod compare;
mod table;

use super::{
    Page,
    json_schema::{Walk, types, unreadable},
    neighbours::{Neighbours, Room},
};
use ringback_constraints::clue::{Column, Content};
use ringback_contract::document::Document;
use ringback_contract::line_index::IndexedText;
use ringback_contract::spanned_json;
use ringback_contract::spanned_json::JsonSyntaxError;
use ringback_contract::spanned_json::ParsedJson;
use ringback_contract::subject::Subject;
use std::ops::Range;
use table::Row;

/// Whether a document has the two headings of such a page.
pub(super) fn detect(document: &Document) -> bool {
    let mut lines = document.text.lines().map(heading);
    lines.any(|line| line == "Properties") && lines.any(|line| line == "JSON Schema")
}

/// The clues of a page: those of the JSON block, and what the table adds to them.
pub(super) fn read(document: &Document) -> Page {
    let numbered = IndexedText::of(document);
    let outline = Outline::of(&numbered);
    let title = outline.title.clone().map(|range| numbered.text.get(range).map(heading).unwrap_or_default());
    let fallback = title.filter(|title| !title.is_empty()).unwrap_or(document.stem());
    let rows = table::rows(numbered.text, outline.table.clone());
    let mut page = match block(&numbered, &outline) {
        Ok(reading) => {
            let mut walk = Walk::new(&numbered);
            let subject = types(&mut walk, &reading.root, fallback);
            walk.twice(&subject, &reading.duplicate_keys);
            let mut page = walk.finish(&subject);
            compare::rows(&mut page, &numbered, &subject, &reading.root, &rows);
            left_over(&mut page, &numbered, &subject, reading.root.range.end);
            page
        }
        Err(broken) => {
            let subject = Subject::of(fallback);
            let mut page = unreadable(&numbered, &subject, "broken-schema-block", &broken);
            table_alone(&mut page, &numbered, &subject, &outline, &rows);
            page
        }
    };
    if rows.is_empty() {
        let message = "expected a property table under \"Properties\"";
        page.finding("no-property-table", &Subject::of(fallback), message, numbered.quoted(outline.properties));
    }
    page
}

/// A line as a heading, whether or not it is marked as one.
fn heading(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim().trim_start_matches('#').trim()
}

/// Where the parts of a page are.
#[derive(Default)]
struct Outline {
    title: Option<Range<usize>>,
    /// The heading of the table, and the table.
    properties: Range<usize>,
    table: Range<usize>,
    /// From the brace that opens the block, if there is one; else the end of the text.
    block: usize,
}

impl Outline {
    fn of(numbered: &IndexedText) -> Self {
        let mut outline = Self { table: 0..0, block: numbered.text.len(), ..Self::default() };
        let (mut in_table, mut in_block) = (false, false);
        let mut at = 0;
        let mut heads = Vec::new();
        for line in numbered.text.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let written = heading(line);
            if in_block {
                if let Some(brace) = line.find(|c: char| !c.is_whitespace()).filter(|_| written.starts_with(['{', '[']))
                {
                    outline.block = range.start + brace;
                    break;
                }
            } else if in_table && written == "JSON Schema" {
                outline.table.end = range.start;
                in_block = true;
            } else if !in_table && written == "Properties" {
                in_table = true;
                outline.properties = range.start..range.start + line.trim_end().len();
                outline.table = range.end..numbered.text.len();
            } else if !in_table && !written.is_empty() {
                heads.push(range);
            }
        }
        // The first line names the catalogue, `Bluedesk · Schema`, unless the title stands alone.
        outline.title = heads.get(1).or(heads.first()).cloned();
        outline
    }
}

fn block(numbered: &IndexedText, outline: &Outline) -> Result<ParsedJson, JsonSyntaxError> {
    let reading = spanned_json::parse(numbered.text, outline.block)?;
    match reading.root.data {
        spanned_json::SpannedData::Object(_) => Ok(reading),
        _ => Err(JsonSyntaxError { at: outline.block, expected: "an object", too_deep: false }),
    }
}

/// Below the block may stand a footer, but no more JSON: then a brace closed too early.
fn left_over(page: &mut Page, numbered: &IndexedText, subject: &Subject, end: usize) {
    let rest = numbered.text.get(end..).unwrap_or_default();
    let at = end + rest.len() - rest.trim_start().len();
    if rest.trim_start().starts_with(['}', ']', ',', '"', ':']) {
        let line = numbered.line(at);
        let message =
            format!("line {line}: expected the end of the schema block, which is closed above; the rest is not read");
        page.finding("broken-schema-block", subject, message, numbered.source(at..at, numbered.line_text(line).trim()));
    }
}

/// The clues of a table without a schema.
fn table_alone(page: &mut Page, numbered: &IndexedText, subject: &Subject, outline: &Outline, rows: &[Row]) {
    let mut room = Room::default();
    let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    let around = Neighbours::of(Vec::new()).around(names.clone(), "Object", "", &mut room);
    let title = outline.title.clone().unwrap_or(0..0);
    page.clue(subject, Content::Declared, numbered.quoted(title), &around);
    let source = numbered.quoted(outline.properties.clone());
    page.clue(subject, Content::Cell(Column::Type, "Object".into()), source, &around);
    let mut neighbours = Neighbours::of(names);
    for row in rows {
        if !room.admits(&subject.property(&row.name)) {
            break;
        }
        let around = neighbours.around(Vec::new(), &row.kind, "", &mut room);
        row.tell(page, numbered, subject, &around);
    }
    if room.exhausted() {
        page.finding(
            "too-large",
            subject,
            "the table says more than any real one: what comes later is told in part or not at all",
            numbered.source(0..0, ""),
        );
    }
}
