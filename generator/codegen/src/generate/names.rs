//! Names for operations and for the schemas in them.

use ringback_contract::name::fold;
use ringback_openapi::{
    read::{ExtraSchema, Way},
    specification::{ParsedFiles, ResponseStatus, SchemaUse, SpecOperation, SpecPlace, Specification, UsedSchema},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// The names of operations, each once.
#[derive(Default)]
pub struct OperationNames(HashSet<String>);

impl OperationNames {
    /// The name of an operation: its `operationId`, else its method and path.
    pub fn of(&mut self, operation: &SpecOperation) -> String {
        let wanted = name(operation);
        let mut unique = wanted.clone();
        let mut count = 1;
        while !self.0.insert(unique.clone()) {
            count += 1;
            unique = format!("{wanted} {count}");
        }
        unique
    }
}

fn name(operation: &SpecOperation) -> String {
    let own = operation.operation_id.as_deref().filter(|id| id.chars().any(char::is_alphanumeric));
    own.map_or_else(|| operation.title().to_lowercase(), String::from)
}

/// An inline schema with a title that may be the name of its type.
#[derive(PartialEq)]
struct Titled<'a> {
    folded: String,
    /// Its file, to which references in it are relative.
    file: &'a str,
    title: &'a str,
    schema: &'a Value,
    way: Option<Way>,
}

/// The schemas in operations that become definitions, each place once. A body or an answer is called by its title, if no
/// other schema is; equal ones with one title are one type.
pub fn extra_schemas(specifications: &[Specification], files: &ParsedFiles) -> Vec<ExtraSchema> {
    let place = |used: &UsedSchema| (used.place.file.clone(), used.place.pointer.clone());
    let mut ways: HashMap<(String, String), Option<Way>> = HashMap::new();
    let mut used: Vec<UsedSchema> = specifications.iter().flat_map(Specification::used_schemas).collect();
    used.retain(|used| match ways.entry(place(used)) {
        Entry::Vacant(entry) => {
            entry.insert(used.way());
            true
        }
        // A component may be used in several ways.
        Entry::Occupied(mut entry) => {
            if *entry.get() != used.way() {
                entry.insert(None);
            }
            false
        }
    });
    let taken = files.definition_names();
    let titled = used.iter().map(|used| match used.usage {
        SchemaUse::Body(_) | SchemaUse::Response(..) => {
            let SpecPlace { file, pointer, .. } = used.place;
            let (title, schema) = files.titled_inline(file, pointer)?;
            let way = ways.get(&place(used)).copied().flatten();
            Some(Titled { folded: fold(title), title, file, schema, way }).filter(|of| !taken.contains(&of.folded))
        }
        _ => None,
    });
    let all: Vec<Option<Titled>> = titled.collect();
    // The index of the first schema with each title; `None` if another one has the same.
    let mut firsts: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, titled) in all.iter().enumerate().filter_map(|(index, titled)| Some((index, titled.as_ref()?))) {
        let first = firsts.entry(&titled.folded).or_insert(Some(index));
        *first = first.filter(|first| all.get(*first).is_some_and(|first| first.as_ref() == Some(titled)));
    }
    let extra = |(index, of): (usize, &UsedSchema)| {
        let titled = all.get(index).and_then(Option::as_ref);
        let first = titled.and_then(|titled| firsts.get(titled.folded.as_str()).copied().flatten());
        let title = titled.filter(|_| first.is_some()).map(|titled| titled.title.to_owned());
        let (file, pointer) = place(of);
        ExtraSchema {
            name: title.unwrap_or_else(|| of_schema(of)),
            way: ways.get(&place(of)).copied().flatten(),
            twin: first.filter(|first| *first != index).and_then(|first| used.get(first)).map(place),
            file,
            pointer,
        }
    };
    used.iter().enumerate().map(extra).collect()
}

/// The name of a schema: that of the component which it belongs to, else that of its operation and its use there.
fn of_schema(used: &UsedSchema) -> String {
    let steps: Vec<String> =
        ringback_contract::pointer::tokens(&used.place.pointer).map(std::borrow::Cow::into_owned).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let component = match steps.as_slice() {
        ["components", "requestBodies" | "responses" | "parameters", name, ..] => Some(*name),
        ["responses" | "parameters", name, ..] => Some(*name),
        _ => None,
    };
    let of = component.map_or_else(|| name(used.operation), String::from);
    let successes =
        used.operation.responses.iter().filter(|response| {
            matches!(response.status, ResponseStatus::Code(200..=299)) && !response.contents.is_empty()
        });
    match &used.usage {
        SchemaUse::Parameter(_, name) | SchemaUse::Field(name) => format!("{of} {name}"),
        SchemaUse::Body(_) => format!("{of} body"),
        SchemaUse::Header(status, name) => format!("{of} {status} {name}"),
        SchemaUse::Response(..) if component.is_some() => format!("{of} response"),
        SchemaUse::Response(ResponseStatus::Code(200..=299), _) if successes.count() == 1 => format!("{of} response"),
        SchemaUse::Response(ResponseStatus::Default, _) => format!("{of} default response"),
        SchemaUse::Response(status, _) => format!("{of} response {status}"),
    }
}
