//! Where the operations of a specification are served.

use super::{node::Node, place::SpecPlace};
use serde_json::{Map, Value};

/// A server that serves operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The URL with variables in braces; relative if it begins with `/`, and then relative to where the file is served.
    pub url: String,
    /// Its name, which OpenAPI 3.2 gives.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// The name that stands in braces.
    pub name: String,
    /// The value that is used if the client has no other.
    pub default: String,
    /// The values that are allowed; empty if any is.
    pub values: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

/// The members that are read of a server.
const READ: &[&str] = &["url", "name", "description", "variables"];
/// The members that are read of a variable.
const VARIABLE_READ: &[&str] = &["default", "enum", "description"];

impl Server {
    /// The URL with the default of every variable, without a slash at the end: `https://api.example.com/v1`.
    pub fn default_url(&self) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
        }
        url.trim_end_matches('/').to_owned()
    }
}

/// The servers that a list describes; `None` if there is no such list.
pub fn servers(holder: &Node) -> Option<Vec<Server>> {
    let list = holder.collection("servers")?;
    Some(list.elements().filter(Node::is_object).map(|server| self::server(&server)).collect())
}

/// The server that an object describes.
pub fn server(node: &Node) -> Server {
    let variables = node.collection("variables").into_iter().flat_map(|variables| variables.named());
    Server {
        url: node.text("url").unwrap_or_default(),
        name: node.text("name"),
        description: node.text("description"),
        variables: variables
            .map(|(name, variable)| ServerVariable {
                name: name.to_owned(),
                default: variable.text("default").unwrap_or_default(),
                values: variable.texts("enum"),
                description: variable.text("description"),
                others: variable.others(VARIABLE_READ),
            })
            .collect(),
        others: node.others(READ),
        place: node.place(),
    }
}

/// The `schemes` of a Swagger file, or of an operation of it, that has no host: how the host is called that serves the file
/// itself, which no URL says.
pub fn schemes_without_host(root: &Node, holder: &Node) -> Option<(String, Value)> {
    let schemes = holder.get("schemes").filter(|_| root.get("host").is_none())?;
    Some(("schemes".to_owned(), schemes.value.clone()))
}

/// The servers of a Swagger file: `host` and `basePath` with each of the schemes.
pub fn swagger_servers(root: &Node, schemes: &[String]) -> Vec<Server> {
    let (host, base) = (root.text("host"), root.text("basePath"));
    let base = base.unwrap_or_default();
    let server = |url: String| Server {
        url,
        name: None,
        description: None,
        variables: Vec::new(),
        others: Map::new(),
        place: root.get("host").or_else(|| root.get("basePath")).unwrap_or_else(|| root.clone()).place(),
    };
    match host {
        None if base.is_empty() => Vec::new(),
        None => vec![server(base)],
        // Without schemes, it is the one by which the file itself is served.
        Some(host) if schemes.is_empty() => vec![server(format!("//{host}{base}"))],
        Some(host) => schemes.iter().map(|scheme| server(format!("{scheme}://{host}{base}"))).collect(),
    }
}
