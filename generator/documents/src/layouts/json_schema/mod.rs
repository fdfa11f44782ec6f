//! JSON Schema documents of any draft, and the schemas inside OpenAPI and Swagger documents.

mod identifier;
mod walk;

use super::Page;
use ringback_contract::document::Document;
use ringback_contract::line_index::IndexedText;
use ringback_contract::spanned_json;
use ringback_contract::spanned_json::JsonSyntaxError;
use ringback_contract::spanned_json::SpannedData;
use ringback_contract::spanned_json::SpannedJson;
use ringback_contract::spanned_json::SpannedMember;
use ringback_contract::subject::Subject;
pub(super) use walk::Walk;

/// The keys one of which a schema has near its beginning.
const TELLING: &[&str] = &[
    "\"$schema\"",
    "\"$id\"",
    "\"$defs\"",
    "\"$ref\"",
    "\"definitions\"",
    "\"openapi\"",
    "\"swagger\"",
    "\"properties\"",
    "\"type\"",
    "\"allOf\"",
    "\"anyOf\"",
    "\"oneOf\"",
    "\"enum\"",
];

/// The keywords with which a root describes itself or holds others, and is not a type yet.
const NO_TYPE: &[&str] =
    &["$schema", "$id", "id", "$comment", "$vocabulary", "title", "description", "$defs", "definitions"];

/// How far to look for a telling key.
const OPENING: usize = 65_536;

/// Whether a document is a JSON object with a key that schemas have.
pub(super) fn detect(document: &Document) -> bool {
    let text = document.text.trim_start_matches('\u{feff}').trim_start();
    let opening = (0..4).find_map(|more| text.get(..OPENING + more)).unwrap_or(text);
    text.starts_with('{') && TELLING.iter().any(|key| opening.contains(key))
}

/// The clues of a document.
pub(super) fn read(document: &Document) -> Page {
    let numbered = IndexedText::of(document);
    let subject = Subject::of(document.stem());
    let reading = match spanned_json::parse(numbered.text, 0) {
        Ok(reading) => reading,
        Err(broken) => return unreadable(&numbered, &subject, "not-json", &broken),
    };
    let rest = numbered.text.get(reading.root.range.end..).unwrap_or_default();
    if let Some(at) = rest.find(|c: char| !c.is_whitespace()) {
        let at = reading.root.range.end + at;
        let broken = JsonSyntaxError { at, expected: "nothing after the closing brace", too_deep: false };
        return unreadable(&numbered, &subject, "not-json", &broken);
    }
    let mut walk = Walk::new(&numbered);
    walk.twice(&subject, &reading.duplicate_keys);
    types(&mut walk, &reading.root, document.stem());
    walk.finish(&subject)
}

/// A page on which only the place is told at which it stops being JSON.
pub(super) fn unreadable(numbered: &IndexedText, subject: &Subject, kind: &str, broken: &JsonSyntaxError) -> Page {
    let mut page = Page::default();
    let kind = if broken.too_deep { "too-deep" } else { kind };
    let line = numbered.line(broken.at);
    let message = format!("line {line}: {}; nothing of it is read", broken.message(numbered.text));
    let quote: String = numbered.line_text(line).trim().chars().take(120).collect();
    page.finding(kind, subject, message, numbered.source(broken.at..broken.at, quote));
    page
}

/// Reads every type of a document; the root, when it is one, goes by its title or by the fallback. Returns its subject.
pub(super) fn types<'a>(walk: &mut Walk<'a>, root: &'a SpannedJson, fallback: &str) -> Subject {
    let holders = holders(root);
    let subject = name(root, &holders, fallback);
    if is_type(root, &holders, &subject) {
        walk.root(&subject, root);
    } else {
        holders.iter().for_each(|holder| walk.define(holder));
    }
    walk.definitions();
    if walk.is_empty() {
        walk.nothing(&subject, root);
    }
    subject
}

fn is_open_api(root: &SpannedJson) -> bool {
    root.member("openapi").is_some() || root.member("swagger").is_some()
}

/// Where a document keeps its definitions.
fn holders(root: &SpannedJson) -> Vec<&SpannedMember> {
    let components = is_open_api(root).then(|| root.member("components")?.value.member("schemas")).flatten();
    [components, root.member("$defs"), root.member("definitions")].into_iter().flatten().collect()
}

/// The title, unless a definition has the same name or it is none: `$ref` reaches definitions by name.
fn name(root: &SpannedJson, holders: &[&SpannedMember], fallback: &str) -> Subject {
    let title = root.member("title").and_then(|title| title.value.as_str()).map(str::trim);
    let free = |title: &&str| !title.is_empty() && !title.contains('/') && !defines(holders, title);
    title.filter(free).map_or_else(|| Subject::of(walk::owner(fallback)), Subject::of)
}

fn defines(holders: &[&SpannedMember], name: &str) -> bool {
    holders.iter().any(|holder| holder.value.member(name).is_some())
}

/// Whether the root is a type and not only a box of definitions, or another name for one of them.
fn is_type(root: &SpannedJson, holders: &[&SpannedMember], subject: &Subject) -> bool {
    let says_more = |member: &SpannedMember| !NO_TYPE.contains(&member.name.as_str());
    let alias = root.member("$ref").is_some() && defines(holders, &subject.owner);
    let object = matches!(root.data, SpannedData::Object(_));
    !object || !is_open_api(root) && !alias && root.members().iter().any(says_more)
}
