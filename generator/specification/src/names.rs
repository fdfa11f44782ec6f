//! Names of operations, and of the schemas in them.

use ringback_contract::pointer::escape;
use ringback_openapi::{
    read::ExtraSchema,
    specification::{SchemaUse, SpecOperation},
};
use std::collections::HashSet;

/// The operations with their names, each once: the `operationId`, else method and path. A name is a part of the names of
/// cases, so other characters than letters, digits, `.`, `_` and `-` become dashes.
pub fn named<'o>(operations: &[&'o SpecOperation]) -> Vec<(String, &'o SpecOperation)> {
    let mut taken = HashSet::new();
    let mut named = Vec::with_capacity(operations.len());
    for operation in operations {
        let own = operation.operation_id.as_deref().map(plain).filter(|name| !name.is_empty());
        let wanted = own.unwrap_or_else(|| plain(&operation.title().to_lowercase()));
        let mut name = wanted.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}-{count}");
        }
        named.push((name, *operation));
    }
    named
}

fn plain(text: &str) -> String {
    let words = text.split(|c: char| !(c.is_alphanumeric() || "._-".contains(c)));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The schemas that operations use, each place once, named by the operation and its use there: `createPet.body`,
/// `createPet.404`, `listPets.query.limit`.
pub fn schemas(operations: &[(String, &SpecOperation)]) -> Vec<ExtraSchema> {
    let mut seen = HashSet::new();
    let mut extras = Vec::new();
    for (name, operation) in operations {
        for used in operation.used_schemas() {
            if !seen.insert((used.place.file.clone(), used.place.pointer.clone())) {
                continue;
            }
            let suffix = match &used.usage {
                SchemaUse::Parameter(location, name) => format!("{}.{name}", location.name()),
                SchemaUse::Body(_) => "body".to_owned(),
                SchemaUse::Field(name) => format!("form.{name}"),
                SchemaUse::Header(status, name) => format!("{status}.{name}"),
                SchemaUse::Response(status, _) => status.to_string(),
            };
            let name = escape(&format!("{name}.{suffix}")).into_owned();
            extras.push(ExtraSchema {
                file: used.place.file.clone(),
                pointer: used.place.pointer.clone(),
                name,
                way: None,
                twin: None,
            });
        }
    }
    extras
}
