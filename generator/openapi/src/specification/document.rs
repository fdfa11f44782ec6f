//! A specification as a whole.

use super::{
    defaults::SpecDefaults,
    files::ParsedFiles,
    node::{Library, Node},
    operation::{OperationKind, SpecOperation},
    path_item::PathItem,
    place::{SpecPlace, Unresolved},
    security::{SecurityRequirement, SecurityScheme, requirements, schemes},
    server::{Server, schemes_without_host, servers, swagger_servers},
};
use ringback_contract::{finding::Finding, provenance::Source, subject::Subject};
use serde_json::{Map, Value};

/// A specification: its operations and what holds for all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Specification {
    /// The file in which it begins.
    pub file: String,
    /// The version of OpenAPI.
    pub version: SpecVersion,
    /// The title of the API.
    pub title: Option<String>,
    /// The version of the API.
    pub api_version: Option<String>,
    /// What the API is for.
    pub description: Option<String>,
    /// The servers; each operation has those that serve it.
    pub servers: Vec<Server>,
    /// The ways to identify oneself.
    pub security_schemes: Vec<SecurityScheme>,
    /// The alternatives of identification; each operation has those that hold for it.
    pub security: Vec<SecurityRequirement>,
    /// The operations, webhooks included.
    pub operations: Vec<SpecOperation>,
    /// Paths whose reference was not followed, with the path; and references in the place of maps and lists that were not
    /// followed, with their pointer: `#/paths`.
    pub unresolved: Vec<(String, Unresolved)>,
    /// What is said of the whole, and says nothing of calls: the edition, `info`, tags, further documentation.
    pub texts: Vec<SpecText>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Something that is said of a specification as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecText {
    /// Its place in the file: `openapi`, `info.contact`, `tags.orders.description`.
    pub name: String,
    /// What is said.
    pub value: Value,
    /// Where.
    pub place: SpecPlace,
}

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpecVersion {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1.
    OpenApi31,
    /// OpenAPI 3.2, and newer ones.
    OpenApi32,
}

/// The members that are read of a file.
const READ: &[&str] = &[
    "openapi",
    "swagger",
    "info",
    "servers",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "security",
    "securityDefinitions",
    "paths",
    "webhooks",
    "x-webhooks",
    "tags",
    "components",
    "definitions",
    "parameters",
    "responses",
    "$self",
    "jsonSchemaDialect",
    "externalDocs",
];
/// The members that say something of the whole and nothing of calls.
const TEXTS: &[&str] = &["openapi", "swagger", "$self", "jsonSchemaDialect", "info", "externalDocs"];

/// The specifications among files, in the order of the files.
pub fn specifications(files: &ParsedFiles) -> Vec<Specification> {
    let library = Library::of(&files.files);
    let own = files.files.iter().filter(|file| file.is_specification());
    own.map(|file| specification(&library.root(file))).collect()
}

fn specification(root: &Node) -> Specification {
    let version = version(root);
    let is_swagger = version == SpecVersion::Swagger2;
    let servers = match is_swagger {
        true => swagger_servers(root, &root.texts("schemes")),
        false => servers(root).unwrap_or_default(),
    };
    let defaults = SpecDefaults {
        is_swagger,
        root: Some(root.clone()),
        servers: servers.clone(),
        security: requirements(root).unwrap_or_default(),
        consumes: root.texts("consumes"),
        produces: root.texts("produces"),
    };
    let info = root.get("info");
    let text = |key: &str| info.as_ref().and_then(|info| info.text(key));
    let holder = match is_swagger {
        true => root.collection("securityDefinitions"),
        false => root.collection("components").and_then(|components| components.collection("securitySchemes")),
    };
    let mut specification = Specification {
        file: root.place().file,
        version,
        title: text("title"),
        api_version: text("version"),
        description: text("description"),
        servers,
        security_schemes: schemes(holder),
        security: defaults.security.clone(),
        operations: Vec::new(),
        unresolved: Vec::new(),
        texts: texts(root),
        others: others(root),
        findings: Vec::new(),
    };
    for (section, kind) in
        [("paths", OperationKind::Call), ("webhooks", OperationKind::Webhook), ("x-webhooks", OperationKind::Webhook)]
    {
        let is_of_paths = kind == OperationKind::Call;
        let members = root.collection(section).into_iter().flat_map(|section| section.named());
        for (path, node) in members.filter(|(path, _)| !(is_of_paths && path.starts_with("x-"))) {
            let item = PathItem::read(&node);
            let operations = item.operations(path, || kind.clone(), &defaults, 0);
            if operations.is_empty() {
                let lost = item.unresolved.iter().cloned();
                specification.unresolved.extend(lost.map(|unresolved| (path.to_owned(), unresolved)));
            }
            specification.operations.extend(operations);
        }
    }
    // A reference in the place of all schemas matters, though nothing is read through it here.
    if let Some(components) = root.collection("components") {
        components.members().for_each(|(section, _)| _ = components.collection(section));
    }
    let lost = root.library.take_lost().into_iter();
    specification.unresolved.extend(lost.map(|unresolved| (format!("#{}", unresolved.place.pointer), unresolved)));
    specification.note_unresolved();
    specification
}

impl Specification {
    /// All operations, callbacks included.
    pub fn all_operations(&self) -> impl Iterator<Item = &SpecOperation> {
        self.operations.iter().flat_map(SpecOperation::with_callbacks)
    }

    /// Adds a finding for each reference that was not followed.
    fn note_unresolved(&mut self) {
        let mut findings: Vec<Finding> =
            self.unresolved.iter().map(|(path, unresolved)| finding(path, unresolved)).collect();
        for operation in self.all_operations() {
            let title = operation.title();
            let contents = operation.body.iter().flat_map(|body| &body.contents);
            let bodies = operation.body.iter().filter_map(|body| body.unresolved.as_ref());
            let responses = operation.responses.iter().flat_map(|response| {
                response.unresolved.iter().chain(response.contents.iter().flat_map(|content| &content.unresolved))
            });
            let all = operation.unresolved.iter().chain(bodies).chain(contents.flat_map(|content| &content.unresolved));
            findings.extend(all.chain(responses).map(|unresolved| finding(&title, unresolved)));
        }
        findings.dedup();
        self.findings = findings;
    }
}

/// The finding about a reference that was not followed.
fn finding(subject: &str, unresolved: &Unresolved) -> Finding {
    let Unresolved { place, reference, why } = unresolved;
    let message = format!("$ref {reference:?} {why}; what stands there is unknown");
    let source = Source::line(&place.file, place.line, format!("$ref: {reference}"));
    Finding::new("unresolved-reference", &Subject::of(subject), message, vec![source])
}

/// The members that are not interpreted.
fn others(root: &Node) -> Map<String, Value> {
    let mut others = root.others(READ);
    others.extend(schemes_without_host(root, root));
    others.extend(root.extensions_within(&["paths", "components"]));
    others
}

/// What is said of the whole.
fn texts(root: &Node) -> Vec<SpecText> {
    let own = TEXTS.iter().filter_map(|name| Some(((*name).to_owned(), root.get(name)?)));
    let tags = root.list("tags").into_iter();
    let tags = tags.map(|tag| (format!("tags.{}", tag.text("name").unwrap_or_default()), tag));
    let text = |name: String, node: &Node| SpecText { name, value: node.value.clone(), place: node.place() };
    let of_node = |(name, node): (String, Node)| match node.is_object() {
        true => node.members().map(|(key, member)| text(format!("{name}.{key}"), &member)).collect(),
        false => vec![text(name, &node)],
    };
    own.chain(tags).flat_map(of_node).collect()
}

fn version(root: &Node) -> SpecVersion {
    let version = root.text("openapi").unwrap_or_default();
    match version.get(..3) {
        _ if root.value.get("swagger").is_some() => SpecVersion::Swagger2,
        Some("3.0") => SpecVersion::OpenApi30,
        Some("3.1") => SpecVersion::OpenApi31,
        _ => SpecVersion::OpenApi32,
    }
}
