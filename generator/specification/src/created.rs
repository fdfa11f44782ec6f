//! Where the response of an operation that creates a record says by what the record is found: a link, or an identifier in
//! the response of `POST /pets` beside a path `/pets/{petId}`.

use crate::clues::SchemaClues;
use ringback_contract::{
    name::fold,
    operation::{Operation, ResponseStatus, ValueSource},
    pointer::{JsonPointer, unescape},
};
use ringback_openapi::specification::{Link, SpecOperation};
use serde_json::Value;

/// Notes for each operation which placeholders of other paths its response fills.
pub fn identify(operations: &mut [Operation], named: &[(String, &SpecOperation)], clues: &SchemaClues) {
    let mut found = Vec::new();
    for (at, operation) in operations.iter().enumerate().filter(|(_, operation)| operation.method == "POST") {
        let origin = named.iter().find(|(name, _)| *name == operation.name).map(|(_, origin)| *origin);
        let linked = origin.into_iter().flat_map(linked).collect::<Vec<_>>();
        for (placeholder, source) in linked {
            found.push((at, placeholder, source));
        }
        let properties = operation.response.as_deref().map(|name| clues.properties(&unescape(name)));
        let names: Vec<&str> = properties.into_iter().flatten().map(|(name, _)| name).collect();
        for item in operations.iter().filter_map(|other| other.path.item_of(&operation.path)) {
            let fits = |name: &&&str| fold(name) == fold(item);
            let property = names.iter().find(fits).or_else(|| names.iter().find(|name| **name == "id"));
            let property = property.map(|name| ValueSource::Body(JsonPointer::default().property(name)));
            found.extend(property.map(|source| (at, item.to_owned(), source)));
        }
    }
    for (at, placeholder, source) in found {
        if let Some(specified) = operations.get_mut(at).and_then(|operation| operation.specified.as_mut()) {
            specified.identifies.entry(placeholder).or_insert(source);
        }
    }
}

/// The parameters that the links of successful responses fill.
fn linked(operation: &SpecOperation) -> impl Iterator<Item = (String, ValueSource)> {
    let succeeds = |status| matches!(status, ResponseStatus::Code(200..=299) | ResponseStatus::Range(2));
    let links = operation.responses.iter().filter(move |response| succeeds(response.status)).flat_map(|one| &one.links);
    links.flat_map(|Link { parameters, .. }| parameters).filter_map(|(name, value)| {
        let name = name.strip_prefix("path.").unwrap_or(name);
        Some((name.to_owned(), value_source(value)?))
    })
}

/// Where a response holds what an expression names: `$response.body#/id`, `$response.header.Location`.
fn value_source(expression: &Value) -> Option<ValueSource> {
    let text = expression.as_str()?.trim_start_matches('{').trim_end_matches('}');
    if let Some(header) = text.strip_prefix("$response.header.") {
        return Some(ValueSource::Header(header.into()));
    }
    let pointer: JsonPointer = text.strip_prefix("$response.body#")?.parse().ok()?;
    (!pointer.is_whole()).then_some(ValueSource::Body(pointer))
}
