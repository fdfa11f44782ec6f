//! An OpenAPI or Swagger file as the suite sees a vendor: its operations, and the types of their requests and responses.
//!
//! ```text
//! specification ──read_definitions──▶ schemas ──clues──▶ facts ──resolve──▶ Model
//!               └─operations────────▶ the type of each request, of which parameters are properties
//! ```
//!
//! Every fact comes from a keyword and keeps its line. Sentences are read only if the files were completed by what they state.
//!
//! ```
//! use ringback_openapi::specification::SpecFiles;
//!
//! let text = "openapi: 3.1.0\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters:\n      \
//!             - {name: limit, in: query, schema: {maximum: 100}}\n      responses: {'200': {description: all}}\n";
//! let model = ringback_specification::model("pets", &SpecFiles::of([("api.yaml".to_owned(), text.to_owned())].into()))?;
//! assert_eq!(model.vendor.operations[0].name, "listPets");
//! assert!(model.types["listPets.request"].node.properties["query"].properties.contains_key("limit"));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

mod body;
mod clues;
mod created;
mod credentials;
mod names;
mod operation;
mod raw_values;
mod response;

use clues::SchemaClues;
use operation::specified;
use ringback_constraints::model::{DocumentRead, Model};
use ringback_contract::{error::Error, finding::Finding, provenance::Source, subject::Subject, vendor::Vendor};
use ringback_documents::{facts::facts, read::digest, resolve::resolve};
use ringback_openapi::{
    read::read_definitions,
    specification::{OperationKind, SecurityScheme, SpecFiles, SpecOperation, specifications},
};

/// The model of the specifications among some files, under the name of a vendor.
///
/// Operations that cannot be called are findings: what the server calls in turn, and what needs a body in a media type that
/// is not sent.
///
/// # Errors
///
/// If a file cannot be parsed, or none of them is a specification with operations.
pub fn model(vendor: &str, files: &SpecFiles) -> Result<Model, Error> {
    let parsed = files.parse()?;
    let specifications = specifications(&parsed);
    let all: Vec<&SpecOperation> = specifications.iter().flat_map(|one| one.all_operations()).collect();
    let (called, events): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.kind == OperationKind::Call);
    if called.is_empty() {
        let file = files.texts().keys().next().map_or("", String::as_str);
        return Err(Error::input(file, 1, "describes no operation: expected an OpenAPI or Swagger file with `paths`"));
    }
    let named = names::named(&called);
    let read = read_definitions(parsed, Some(&names::schemas(&named)))?;
    let mut clues = SchemaClues::new(&read);
    clues.definitions();
    let mut findings: Vec<Finding> = events.into_iter().map(|event| not_called(event, "the server calls it")).collect();
    let mut operations = Vec::new();
    let schemes: Vec<&SecurityScheme> = specifications.iter().flat_map(|one| &one.security_schemes).collect();
    for (name, operation) in &named {
        match specified(name, operation, &schemes, &read, &mut clues) {
            Ok(described) => operations.push(described),
            Err(why) => findings.push(not_called(operation, &why)),
        }
    }
    created::identify(&mut operations, &named, &clues);
    findings.extend(read.findings.iter().cloned());
    findings.extend(specifications.iter().flat_map(|specification| specification.findings.clone()));
    let documents = files.texts().iter().map(|(file, text)| DocumentRead {
        file: file.clone(),
        layout: Some("openapi".into()),
        sha256: digest(text),
        columns: Vec::new(),
    });
    let title = specifications.iter().find_map(|specification| specification.title.clone()).unwrap_or_default();
    let vendor = Vendor { name: vendor.into(), title, operations, ..Vendor::default() };
    let mut model = resolve(vendor, documents.collect(), facts(clues.into_clues()), Vec::new(), findings);
    raw_values::find(&mut model);
    operation::fill_paths(&mut model);
    Ok(model)
}

/// The kind of findings about operations that no case is made for.
pub const NOT_CALLED: &str = "not-called";

/// The finding about an operation that is not called.
fn not_called(operation: &SpecOperation, why: &str) -> Finding {
    let title = operation.title();
    let source = Source::line(&operation.place.file, operation.place.line, title.as_str());
    Finding::new(NOT_CALLED, &Subject::of(&title), format!("{title} is not called: {why}"), vec![source])
}
