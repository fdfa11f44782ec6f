//! Operations: calls, webhooks and callbacks.

use super::{
    body::{Body, body, swagger_body},
    defaults::SpecDefaults,
    node::Node,
    parameter::{Parameter, ParameterLocation, parameter},
    path_item::PathItem,
    place::{SpecPlace, Unresolved},
    response::{Response, responses},
    security::{SecurityRequirement, requirements},
    server::{Server, schemes_without_host, servers, swagger_servers},
};
use serde_json::{Map, Value};

/// An operation of a specification.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecOperation {
    /// Who calls it.
    pub kind: OperationKind,
    /// The method in upper case; methods of `additionalOperations` (3.2) as they are written.
    pub method: String,
    /// The path with placeholders; of a webhook its name, of a callback the expression that gives its URL.
    pub path: String,
    /// Its `operationId`.
    pub operation_id: Option<String>,
    /// A short description.
    pub summary: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// When it will be gone: `x-sunset`.
    pub sunset: Option<String>,
    /// How stable it is: `x-stability-level`.
    pub stability: Option<String>,
    /// The servers that serve it: its own, else those of its path, else those of the file.
    pub servers: Vec<Server>,
    /// The alternatives of identification, its own or else those of the file. Anybody may call it if there is none.
    pub security: Vec<SecurityRequirement>,
    /// Its parameters and those of its path.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<Body>,
    /// The responses.
    pub responses: Vec<Response>,
    /// What the server calls in turn.
    pub callbacks: Vec<SpecOperation>,
    /// References that were not followed, except those within a body or response.
    pub unresolved: Vec<Unresolved>,
    /// Members that are not interpreted, and why some could not be read: keys of `responses` that name no status.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// Who calls an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A client calls the server.
    Call,
    /// The server calls a client that has registered elsewhere.
    Webhook,
    /// The server calls a client because of another call.
    Callback {
        /// The name of the callback.
        name: String,
        /// The title of the operation that it belongs to.
        of: String,
    },
}

impl SpecOperation {
    /// What it is called in reports: `POST /callbacks`, `webhook ringing`, `callback done of POST /callbacks`.
    pub fn title(&self) -> String {
        match &self.kind {
            OperationKind::Call => format!("{} {}", self.method, self.path),
            OperationKind::Webhook => format!("webhook {}", self.path),
            OperationKind::Callback { name, of } => format!("callback {name} of {of}"),
        }
    }

    /// Whether the server calls it.
    pub fn is_event(&self) -> bool {
        self.kind != OperationKind::Call
    }

    /// It and its callbacks, theirs included.
    pub fn with_callbacks(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.callbacks.iter().flat_map(Self::with_callbacks)).collect()
    }
}

/// The members that are read of an operation, in any version.
const READ: &[&str] = &[
    "operationId",
    "summary",
    "description",
    "tags",
    "deprecated",
    "x-sunset",
    "x-stability-level",
    "servers",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "consumes",
    "produces",
    "schemes",
];
/// Callbacks of callbacks that are read.
const DEPTH_LIMIT: usize = 4;

/// The operation that an object describes.
pub fn operation(
    node: &Node,
    (kind, method, path): (OperationKind, String, &str),
    item: &PathItem,
    defaults: &SpecDefaults,
    depth: usize,
) -> SpecOperation {
    let mut unresolved = item.unresolved.clone();
    // No version lets an operation be a reference, but published ones are.
    let followed = node.follow();
    let refers = followed.is_ok() && node.value.get("$ref").is_some();
    let beside = if refers { node.others(&["$ref"]) } else { Map::new() };
    let node = followed.as_ref().unwrap_or(node);
    unresolved.extend(followed.as_ref().err().cloned());
    let parameters = parameter_nodes(item, node, &mut unresolved);
    let media_types = |key: &str, default: &Vec<String>| match node.get(key) {
        Some(_) => node.texts(key),
        None => default.clone(),
    };
    let consumes = media_types("consumes", &defaults.consumes);
    let produces = defaults.is_swagger.then(|| media_types("produces", &defaults.produces));
    let (responses, unknown) =
        node.collection("responses").map(|node| responses(&node, produces.as_deref())).unwrap_or_default();
    let mut others = item.others.clone();
    others.extend(node.others(READ));
    others.extend(defaults.root.as_ref().and_then(|root| schemes_without_host(root, node)));
    others.extend(node.extensions_within(&["responses", "callbacks"]));
    others.extend(beside.into_iter().map(|(key, value)| (format!("beside $ref: {key}"), value)));
    others.extend(unknown.into_iter().map(|key| (format!("responses/{key}"), Value::Bool(true))));
    let mut operation = SpecOperation {
        kind,
        method,
        path: path.to_owned(),
        operation_id: node.text("operationId"),
        summary: node.text("summary"),
        description: node.text("description"),
        tags: node.texts("tags"),
        deprecated: node.is_true("deprecated"),
        sunset: node.text("x-sunset"),
        stability: node.text("x-stability-level"),
        servers: own_servers(node, defaults)
            .or_else(|| item.servers.clone())
            .unwrap_or_else(|| defaults.servers.clone()),
        security: requirements(node).unwrap_or_else(|| defaults.security.clone()),
        parameters: parameters.iter().filter_map(|node| described(node, defaults.is_swagger)).collect(),
        body: match defaults.is_swagger {
            true => swagger_body(&parameters, &consumes),
            false => node.get("requestBody").map(|node| body(&node)),
        },
        responses,
        callbacks: Vec::new(),
        unresolved,
        others,
        place: node.place(),
    };
    if depth < DEPTH_LIMIT {
        let callbacks = callbacks(node, &operation.title(), &mut operation.unresolved, defaults, depth + 1);
        operation.callbacks = callbacks;
    }
    operation
}

/// The parameters of the path that the operation does not describe itself, and its own.
fn parameter_nodes<'a>(item: &PathItem<'a>, node: &Node<'a>, unresolved: &mut Vec<Unresolved>) -> Vec<Node<'a>> {
    let key = |node: &Node| {
        let (name, location) = (node.text("name").unwrap_or_default(), node.text("in").unwrap_or_default());
        (if location == "header" { name.to_lowercase() } else { name }, location)
    };
    let mut found: Vec<Node> = Vec::new();
    for node in item.parameters.iter().cloned().chain(node.list("parameters")) {
        match node.follow() {
            Ok(node) => match found.iter_mut().find(|known| key(known) == key(&node)) {
                Some(known) => *known = node,
                None => found.push(node),
            },
            Err(lost) => unresolved.push(lost),
        }
    }
    found
}

/// The parameter that an object describes; `None` if it is the body or a field of it.
fn described(node: &Node, is_swagger: bool) -> Option<Parameter> {
    let location = ParameterLocation::named(&node.text("in")?)?;
    Some(parameter(node, node.text("name").unwrap_or_default(), location, is_swagger))
}

fn own_servers(node: &Node, defaults: &SpecDefaults) -> Option<Vec<Server>> {
    match (&defaults.root, node.get("schemes")) {
        (Some(root), Some(_)) if defaults.is_swagger => Some(swagger_servers(root, &node.texts("schemes"))),
        _ => servers(node),
    }
}

fn callbacks(
    node: &Node,
    title: &str,
    unresolved: &mut Vec<Unresolved>,
    defaults: &SpecDefaults,
    depth: usize,
) -> Vec<SpecOperation> {
    let mut found = Vec::new();
    for (name, callback) in node.collection("callbacks").into_iter().flat_map(|callbacks| callbacks.named()) {
        match callback.follow() {
            Ok(callback) => {
                for (expression, item) in callback.fields() {
                    let item = PathItem::read(&item);
                    let kind = || OperationKind::Callback { name: name.to_owned(), of: title.to_owned() };
                    found.extend(item.operations(expression, kind, defaults, depth));
                    // A path item without operations still is a gap if it could not be followed.
                    if item.methods.is_empty() {
                        unresolved.extend(item.unresolved.iter().cloned());
                    }
                }
            }
            Err(lost) => unresolved.push(lost),
        }
    }
    found
}
