//! Pages of a schema catalogue: a title, a property table that may be cut short, and the whole schema as JSON below it.
//!
//! The headings are "Properties" and "JSON Schema", with or without `#`. The schema is read like any JSON Schema; the
//! table adds what the schema lacks, and where the two disagree the schema holds and a finding says so.

use crate::page::{
    ClueWriter, PageClues, ParsedPage, Siblings,
    json_schema::{SchemaWalk, types, unreadable},
    property_row::PropertyRow,
    text_table::text_table,
};
use ringback_constraints::spelling::{Spelling, spell};
use ringback_contract::{
    line_index::IndexedText,
    spanned_json::{self, JsonSyntaxError, ParsedJson, SpannedData, SpannedJson, SpannedMember},
    subject::Subject,
};
use std::{collections::HashMap, ops::Range};

/// Whether a document has the two headings of such a page.
pub(super) fn detect(page: &ParsedPage) -> bool {
    let document = &page.document;
    let mut lines = document.text.lines().map(heading);
    lines.any(|line| line == "Properties") && lines.any(|line| line == "JSON Schema")
}

/// The clues of a page: those of the JSON block, and what the table adds to them.
pub(super) fn read(page: ParsedPage) -> PageClues {
    let document = &page.document;
    let text = IndexedText::of(document);
    let outline = Outline::of(&text);
    let title = outline.title.clone().map(|range| text.text.get(range).map(heading).unwrap_or_default());
    let fallback = title.filter(|title| !title.is_empty()).unwrap_or(document.stem());
    let rows = text_table(&text, outline.table.clone());
    let parsed = schema_block(&text, &outline);
    let mut page = ClueWriter::new(&text);
    let mut subject = Subject::of(fallback);
    match &parsed {
        Ok(parsed) => {
            let mut walk = SchemaWalk::new(page);
            subject = types(&mut walk, &parsed.root, fallback);
            walk.duplicate_keys(&subject, &parsed.duplicate_keys);
            page = walk.into_page();
            compare(&mut page, &subject, &parsed.root, &rows);
            check_end(&mut page, &subject, parsed.root.range.end);
        }
        Err(error) => {
            unreadable(&mut page, &subject, "broken-schema-block", error);
            let title = text.quoted(outline.title.clone().unwrap_or(0..0));
            page.object_table(&subject, title, text.quoted(outline.properties.clone()), &rows);
        }
    }
    if rows.is_empty() {
        let message = "expected a property table under \"Properties\"";
        page.finding_at("no-property-table", &Subject::of(fallback), outline.properties, message);
    }
    page.finish(&subject)
}

/// A line as a heading, whether or not it is marked as one.
fn heading(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim().trim_start_matches('#').trim()
}

/// Where the parts of a page are, as ranges of its text.
#[derive(Default)]
struct Outline {
    /// The line with the title.
    title: Option<Range<usize>>,
    /// The line with the heading "Properties".
    properties: Range<usize>,
    /// The lines between the two headings.
    table: Range<usize>,
    /// The offset of the brace that opens the schema; the end of the text if there is none.
    schema: usize,
}

impl Outline {
    fn of(text: &IndexedText) -> Self {
        let mut outline = Self { schema: text.text.len(), ..Self::default() };
        let (mut in_table, mut in_schema) = (false, false);
        let mut at = 0;
        let mut lines_above = Vec::new();
        for line in text.text.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let written = heading(line);
            if in_schema {
                if let Some(brace) = line.find(|c: char| !c.is_whitespace()).filter(|_| written.starts_with(['{', '[']))
                {
                    outline.schema = range.start + brace;
                    break;
                }
            } else if in_table && written == "JSON Schema" {
                outline.table.end = range.start;
                in_schema = true;
            } else if !in_table && written == "Properties" {
                in_table = true;
                outline.properties = range.start..range.start + line.trim_end().len();
                outline.table = range.end..text.text.len();
            } else if !in_table && !written.is_empty() {
                lines_above.push(range);
            }
        }
        // The first line names the catalogue, `Bluedesk · Schema`, unless the title stands alone.
        outline.title = lines_above.get(1).or(lines_above.first()).cloned();
        outline
    }
}

fn schema_block(text: &IndexedText, outline: &Outline) -> Result<ParsedJson, JsonSyntaxError> {
    let parsed = spanned_json::parse(text.text, outline.schema)?;
    match parsed.root.data {
        SpannedData::Object(_) => Ok(parsed),
        _ => Err(JsonSyntaxError { at: outline.schema, expected: "an object", too_deep: false }),
    }
}

/// Adds a finding if more JSON follows the schema: then a brace closes too early. A footer may follow.
fn check_end(page: &mut ClueWriter, subject: &Subject, end: usize) {
    let text = page.text();
    let rest = text.text.get(end..).unwrap_or_default();
    let at = end + rest.len() - rest.trim_start().len();
    if rest.trim_start().starts_with(['}', ']', ',', '"', ':']) {
        let line = text.line(at);
        let message =
            format!("line {line}: expected the end of the schema block, which is closed above; the rest is not read");
        page.finding("broken-schema-block", subject, message, text.source(at..at, text.line_text(line).trim()));
    }
}

/// Adds the rows that the schema lacks, and a finding for each disagreement.
fn compare(page: &mut ClueWriter, subject: &Subject, schema: &SpannedJson, rows: &[PropertyRow]) {
    let properties = schema.member("properties").map_or(&[][..], |properties| properties.value.members());
    let known: HashMap<&str, &SpannedMember> = properties.iter().map(|member| (member.name.as_str(), member)).collect();
    let mut names: Vec<String> = properties.iter().map(|member| member.name.clone()).collect();
    names.extend(rows.iter().filter(|row| !known.contains_key(row.name.as_str())).map(|row| row.name.clone()));
    let mut siblings = Siblings::new(names);
    for row in rows {
        let property_subject = subject.property(&row.name);
        let Some(property) = known.get(row.name.as_str()) else {
            page.property_row(subject, row, &mut siblings);
            let message = format!("line {}: the table has a property that the schema lacks", row.source.lines[0]);
            page.finding("row-without-schema", &property_subject, message, row.source.clone());
            continue;
        };
        for (keyword, differs) in
            [("type", types_differ(row, property)), ("description", descriptions_differ(row, property))]
        {
            if differs {
                contradiction(page, &property_subject, row, property, keyword);
            }
        }
        if property.value.member("description").is_none() {
            let around = page.around(&mut siblings, Vec::new(), &row.spelling, "");
            page.prose(&property_subject, &row.description, &row.source, &around);
        }
    }
}

fn contradiction(page: &mut ClueWriter, subject: &Subject, row: &PropertyRow, property: &SpannedMember, keyword: &str) {
    let range = property.value.member(keyword).map_or(property.key.clone(), SpannedMember::range);
    let message = format!(
        "line {}: the table's {keyword} differs from the schema's on line {}, which holds",
        row.source.lines[0],
        page.text().line(range.start),
    );
    let sources = vec![row.source.clone(), page.text().quoted(range)];
    page.findings("table-contradicts-schema", subject, message, sources);
}

fn types_differ(row: &PropertyRow, property: &SpannedMember) -> bool {
    let Some(written) = property.value.member("type").map(|kind| kind.value.value()) else { return false };
    let mut schema: Vec<String> = match written {
        serde_json::Value::Array(names) => names.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect(),
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    };
    let mut table = json_types(&row.spelling);
    let format = property.value.member("format").and_then(|format| format.value.as_str());
    if table.is_empty() || schema.is_empty() || format.is_some_and(|format| format.eq_ignore_ascii_case(&row.spelling))
    {
        return false;
    }
    for names in [&mut schema, &mut table] {
        names.retain(|name| name != "null");
        names.sort();
        names.dedup();
    }
    schema != table
}

/// The JSON types in a cell: `string | null`, `array[string]`, `string (uuid)`.
fn json_types(spelling: &str) -> Vec<String> {
    match spell(spelling) {
        Spelling::List(_) => vec!["array".into()],
        Spelling::Map(_) => vec!["object".into()],
        Spelling::Nullable(inner) => vec![inner.to_lowercase()],
        Spelling::Name(name) => vec![name.to_lowercase()],
        Spelling::Unknown => {
            let plain = spelling.split(['(', '<', '[']).next().unwrap_or_default();
            let words = plain.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| !word.is_empty() && *word != "or").map(str::to_lowercase).collect()
        }
    }
}

/// Tables cut descriptions at 200 characters, give or take an ellipsis and the end of a word: one that is longer than
/// this may have been cut.
const MAY_BE_CUT: usize = 150;

fn descriptions_differ(row: &PropertyRow, property: &SpannedMember) -> bool {
    let schema = property.value.member("description").and_then(|description| description.value.as_str());
    let (Some(schema), false) = (schema, row.description.is_empty()) else { return false };
    let (schema, table) = (plain(schema), plain(&row.description));
    let before_ellipsis = table.strip_suffix("...").or(table.strip_suffix('…')).map(str::trim_end);
    let is_cut = before_ellipsis.is_some() || table.chars().count() >= MAY_BE_CUT;
    schema != table && !(is_cut && schema.starts_with(before_ellipsis.unwrap_or(&table)))
}

/// A text without what a table cannot show: line breaks and Markdown's escapes.
fn plain(text: &str) -> String {
    text.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
