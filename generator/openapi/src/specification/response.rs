//! Responses of operations.

use super::{
    body::{Content, contents},
    node::Node,
    parameter::{Parameter, headers},
    place::{SpecPlace, Unresolved},
    server::{Server, server},
};
pub use ringback_contract::operation::ResponseStatus;
use serde_json::{Map, Value};

/// A response of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The statuses that it is for.
    pub status: ResponseStatus,
    /// A short description (3.2).
    pub summary: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// The headers.
    pub headers: Vec<Parameter>,
    /// The media types of the body; empty if it has no body.
    pub contents: Vec<Content>,
    /// What can be called next.
    pub links: Vec<Link>,
    /// References that were not followed, such as the one to the response itself.
    pub unresolved: Vec<Unresolved>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// An operation that can be called with what a response holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The operation, by its `operationId`.
    pub operation_id: Option<String>,
    /// The operation, by a reference.
    pub operation_ref: Option<String>,
    /// The values of parameters, or expressions such as `$response.body#/next`.
    pub parameters: Map<String, Value>,
    /// The body of the request, or an expression.
    pub request_body: Option<Value>,
    /// What it is for.
    pub description: Option<String>,
    /// The server that serves it.
    pub server: Option<Server>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

/// The members that are read of a response.
const READ: &[&str] = &["$ref", "summary", "description", "headers", "content", "links", "schema", "examples"];

/// The members that are read of a link.
const LINK_READ: &[&str] =
    &["$ref", "operationId", "operationRef", "parameters", "requestBody", "description", "server"];

/// The responses that `responses` describes, and keys of it that name no status.
pub fn responses(node: &Node, produces: Option<&[String]>) -> (Vec<Response>, Vec<String>) {
    let (mut responses, mut unknown) = (Vec::new(), Vec::new());
    for (key, node) in node.fields() {
        match ResponseStatus::named(key) {
            Some(status) => responses.push(response(status, &node, produces)),
            None => unknown.push(key.to_owned()),
        }
    }
    (responses, unknown)
}

/// The response that an object describes. `produces` are the media types of Swagger, where it says so.
fn response(status: ResponseStatus, node: &Node, produces: Option<&[String]>) -> Response {
    let mut unresolved = Vec::new();
    let found = node.follow().unwrap_or_else(|lost| {
        unresolved.push(lost);
        node.clone()
    });
    let contents = match produces {
        Some(produces) => swagger_contents(&found, produces),
        None => contents(&found),
    };
    let headers = headers(found.collection("headers"), produces.is_some(), &mut unresolved);
    let mut links = Vec::new();
    for (name, node) in found.collection("links").into_iter().flat_map(|links| links.named()) {
        match node.follow() {
            Ok(node) => links.push(link(name, &node)),
            Err(lost) => unresolved.push(lost),
        }
    }
    Response {
        status,
        summary: node.text("summary").or_else(|| found.text("summary")),
        description: node.text("description").or_else(|| found.text("description")),
        headers,
        contents,
        links,
        unresolved,
        others: found.others(READ),
        place: found.place(),
    }
}

fn swagger_contents(node: &Node, produces: &[String]) -> Vec<Content> {
    let Some(schema) = node.get("schema") else { return Vec::new() };
    let examples = node.value.get("examples");
    let content = |media_type: &String| Content {
        media_type: media_type.clone(),
        schema: Some(schema.place()),
        item_schema: None,
        fields: Vec::new(),
        encodings: Vec::new(),
        examples: examples.and_then(|examples| examples.get(media_type)).cloned().into_iter().collect(),
        unresolved: Vec::new(),
        others: Map::new(),
        place: schema.place(),
    };
    match produces {
        [] => vec![content(&"application/json".to_owned())],
        produces => produces.iter().map(content).collect(),
    }
}

fn link(name: &str, node: &Node) -> Link {
    Link {
        name: name.to_owned(),
        operation_id: node.text("operationId"),
        operation_ref: node.text("operationRef"),
        parameters: node.value.get("parameters").and_then(Value::as_object).cloned().unwrap_or_default(),
        request_body: node.value.get("requestBody").cloned(),
        description: node.text("description"),
        server: node.get("server").map(|node| server(&node)),
        others: node.others(LINK_READ),
    }
}
