//! The types of a JSON Schema document and what its keywords say about them.

mod identifier;
mod messages;
mod walk;

use super::ClueWriter;
use ringback_contract::{
    line_index::IndexedText,
    spanned_json::{JsonSyntaxError, SpannedData, SpannedJson, SpannedMember},
    subject::Subject,
};
pub use walk::SchemaWalk;

/// Keywords with which a root describes itself or holds other schemas: they alone do not make it a type.
const NOT_OF_TYPES: &[&str] =
    &["$schema", "$id", "id", "$comment", "$vocabulary", "title", "description", "$defs", "definitions"];

/// Quotes of broken JSON are cut at this many characters.
const MAX_QUOTE: usize = 120;

/// Reads every type of a document. The root, if it is one, is named by its title or else by the fallback; returns it.
pub fn types<'a>(walk: &mut SchemaWalk<'a>, root: &'a SpannedJson, fallback: &str) -> Subject {
    let holders = definition_holders(root);
    let subject = root_name(root, &holders, fallback);
    if is_type(root, &holders, &subject) {
        walk.root(&subject, root);
    } else {
        holders.iter().for_each(|holder| walk.queue_definitions(holder));
    }
    walk.definitions();
    if root.member("asyncapi").is_some() {
        walk.messages(messages::message_schemas(root));
        walk.definitions();
    }
    if walk.is_empty() {
        walk.no_types(&subject, root);
    }
    subject
}

/// Adds a finding of this kind about text that stops being JSON, or nests too deep.
pub fn unreadable(page: &mut ClueWriter, subject: &Subject, kind: &str, error: &JsonSyntaxError) {
    let text: &IndexedText = page.text();
    let kind = if error.too_deep { "too-deep" } else { kind };
    let line = text.line(error.at);
    let message = format!("line {line}: {}; nothing of it is read", error.message(text.text));
    let quote: String = text.line_text(line).trim().chars().take(MAX_QUOTE).collect();
    page.finding(kind, subject, message, text.source(error.at..error.at, quote));
}

fn is_open_api(root: &SpannedJson) -> bool {
    ["openapi", "swagger", "asyncapi"].iter().any(|key| root.member(key).is_some())
}

/// The members of a document that hold definitions by name.
fn definition_holders(root: &SpannedJson) -> Vec<&SpannedMember> {
    let components = is_open_api(root).then(|| root.member("components")?.value.member("schemas")).flatten();
    [components, root.member("$defs"), root.member("definitions")].into_iter().flatten().collect()
}

/// The title of the root, unless it is unusable or a definition has the same name, by which `$ref` would reach that one.
fn root_name(root: &SpannedJson, holders: &[&SpannedMember], fallback: &str) -> Subject {
    let title = root.member("title").and_then(|title| title.value.as_str()).map(str::trim);
    let is_free = |title: &&str| !title.is_empty() && !title.contains('/') && !defines(holders, title);
    title.filter(is_free).map_or_else(|| Subject::of(walk::type_name(fallback)), Subject::of)
}

fn defines(holders: &[&SpannedMember], name: &str) -> bool {
    holders.iter().any(|holder| holder.value.member(name).is_some())
}

/// Whether the root is a type itself, and does not only hold definitions or refer to one of them.
fn is_type(root: &SpannedJson, holders: &[&SpannedMember], subject: &Subject) -> bool {
    let is_of_type = |member: &SpannedMember| !NOT_OF_TYPES.contains(&member.name.as_str());
    let is_alias = root.member("$ref").is_some() && defines(holders, &subject.owner);
    let is_object = matches!(root.data, SpannedData::Object(_));
    !is_object || !is_open_api(root) && !is_alias && root.members().iter().any(is_of_type)
}
