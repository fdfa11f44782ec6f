//! What a property table adds to the schema below it, and where the two disagree.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
    },
    table::Row,
};
use ringback_constraints::spelling::{Spelling, spell};
use ringback_contract::line_index::IndexedText;
use ringback_contract::spanned_json::SpannedJson;
use ringback_contract::spanned_json::SpannedMember;
use ringback_contract::{finding::Finding, subject::Subject};
use std::collections::HashMap;

/// Tables cut descriptions at 200 characters, give or take an ellipsis and the end of a word.
const CUT: usize = 150;

/// Adds the rows that the schema lacks, and a finding for each disagreement.
pub(super) fn rows(page: &mut Page, numbered: &IndexedText, subject: &Subject, schema: &SpannedJson, rows: &[Row]) {
    let properties = schema.member("properties").map_or(&[][..], |properties| properties.value.members());
    let known: HashMap<&str, &SpannedMember> = properties.iter().map(|member| (member.name.as_str(), member)).collect();
    let mut names: Vec<String> = properties.iter().map(|member| member.name.clone()).collect();
    names.extend(rows.iter().filter(|row| !known.contains_key(row.name.as_str())).map(|row| row.name.clone()));
    let mut neighbours = Neighbours::of(names);
    let mut room = Room::default();
    for row in rows {
        let place = subject.property(&row.name);
        match known.get(row.name.as_str()) {
            Some(property) => {
                let parts =
                    [("type", types_differ(row, property)), ("description", descriptions_differ(row, property))];
                for (keyword, _) in parts.iter().filter(|(_, differ)| *differ) {
                    page.findings.push(contradiction(numbered, &place, row, property, keyword));
                }
                if property.value.member("description").is_none() {
                    let around = neighbours.around(Vec::new(), &row.kind, "", &mut room);
                    page.prose(&place, &row.description, &row.source(numbered), &around);
                }
            }
            None => {
                let around = neighbours.around(Vec::new(), &row.kind, "", &mut room);
                row.tell(page, numbered, subject, &around);
                let message =
                    format!("line {}: the table has a property that the schema lacks", numbered.line(row.range.start));
                page.finding("row-without-schema", &place, message, row.source(numbered));
            }
        }
    }
}

fn contradiction(
    numbered: &IndexedText,
    subject: &Subject,
    row: &Row,
    property: &SpannedMember,
    keyword: &str,
) -> Finding {
    let range = property.value.member(keyword).map_or(property.key.clone(), SpannedMember::range);
    let message = format!(
        "line {}: the table's {keyword} is not the schema's on line {}, which holds",
        numbered.line(row.range.start),
        numbered.line(range.start),
    );
    Finding::new("table-contradicts-schema", subject, message, vec![row.source(numbered), numbered.quoted(range)])
}

fn types_differ(row: &Row, property: &SpannedMember) -> bool {
    let Some(written) = property.value.member("type").map(|kind| kind.value.value()) else { return false };
    let mut schema: Vec<String> = match written {
        serde_json::Value::Array(names) => names.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect(),
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    };
    let mut table = shapes(&row.kind);
    let format = property.value.member("format").and_then(|format| format.value.as_str());
    if table.is_empty() || schema.is_empty() || format.is_some_and(|format| format.eq_ignore_ascii_case(&row.kind)) {
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
fn shapes(kind: &str) -> Vec<String> {
    match spell(kind) {
        Spelling::List(_) => vec!["array".into()],
        Spelling::Map(_) => vec!["object".into()],
        Spelling::Nullable(inner) => vec![inner.to_lowercase()],
        Spelling::Name(name) => vec![name.to_lowercase()],
        Spelling::Unknown => {
            let plain = kind.split(['(', '<', '[']).next().unwrap_or_default();
            let words = plain.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| !word.is_empty() && *word != "or").map(str::to_lowercase).collect()
        }
    }
}

fn descriptions_differ(row: &Row, property: &SpannedMember) -> bool {
    let schema = property.value.member("description").and_then(|description| description.value.as_str());
    let (Some(schema), false) = (schema, row.description.is_empty()) else { return false };
    let (schema, table) = (plain(schema), plain(&row.description));
    let whole = table.strip_suffix("...").or(table.strip_suffix('…')).map(str::trim_end);
    let cut = whole.is_some() || table.chars().count() >= CUT;
    schema != table && !(cut && schema.starts_with(whole.unwrap_or(&table)))
}

/// A text without what a table cannot show: line breaks and Markdown's escapes.
fn plain(text: &str) -> String {
    text.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
