//! How callers identify themselves.

use super::{
    node::Node,
    parameter::ParameterLocation,
    place::{SpecPlace, Unresolved},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Schemes that all have to be satisfied, by name, with the scopes that are needed. An empty one is satisfied by anybody.
pub type SecurityRequirement = BTreeMap<String, Vec<String>>;

/// A way to identify oneself.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name that requirements refer to.
    pub name: String,
    /// What has to be sent.
    pub kind: SecuritySchemeKind,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// What has to be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where it is sent.
        location: Option<ParameterLocation>,
        /// The name of the header, parameter or cookie.
        parameter: String,
    },
    /// The header `Authorization` with a scheme of HTTP, in lower case: `basic`, `bearer`.
    Http {
        /// The scheme.
        scheme: String,
        /// What the token looks like: `JWT`.
        bearer_format: Option<String>,
    },
    /// A token of OAuth 2.
    OAuth2 {
        /// The ways to a token.
        flows: Vec<OAuthFlow>,
        /// Where the server describes itself (3.2).
        metadata_url: Option<String>,
    },
    /// OpenID Connect.
    OpenIdConnect {
        /// Where the provider describes itself.
        url: String,
    },
    /// A certificate of the client.
    MutualTls,
    /// A type that no version defines.
    Unknown(String),
    /// A reference that was not followed.
    Unresolved(Unresolved),
}

/// A way to a token of OAuth 2.
#[derive(Clone, Debug, PartialEq)]
pub struct OAuthFlow {
    /// As OpenAPI 3 spells it: `implicit`, `password`, `clientCredentials`, `authorizationCode`, `deviceAuthorization`.
    pub kind: String,
    /// Where the user consents.
    pub authorization_url: Option<String>,
    /// Where tokens are handed out.
    pub token_url: Option<String>,
    /// Where tokens are renewed.
    pub refresh_url: Option<String>,
    /// The scopes, with what each is for.
    pub scopes: BTreeMap<String, String>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

/// The members that are read of a scheme, in any version.
const READ: &[&str] = &[
    "type",
    "in",
    "name",
    "description",
    "scheme",
    "bearerFormat",
    "flows",
    "flow",
    "authorizationUrl",
    "tokenUrl",
    "scopes",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
    "$ref",
];

/// The members that are read of a flow, and those of the scheme around it, where Swagger writes them.
const FLOW_READ: &[&str] =
    &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes", "type", "flow", "description", "$ref"];

/// The schemes that an object describes by name.
pub fn schemes(holder: Option<Node>) -> Vec<SecurityScheme> {
    let each = holder.into_iter().flat_map(|holder| holder.named());
    each.map(|(name, node)| match node.follow() {
        Ok(found) => SecurityScheme {
            name: name.to_owned(),
            kind: kind(&found),
            description: found.text("description"),
            deprecated: found.is_true("deprecated"),
            others: others(&found),
            place: found.place(),
        },
        Err(unresolved) => SecurityScheme {
            name: name.to_owned(),
            kind: SecuritySchemeKind::Unresolved(unresolved),
            description: None,
            deprecated: false,
            others: Map::new(),
            place: node.place(),
        },
    })
    .collect()
}

fn others(node: &Node) -> Map<String, Value> {
    let mut others = node.others(READ);
    others.extend(node.extensions_within(&["flows", "scopes"]));
    others
}

fn kind(node: &Node) -> SecuritySchemeKind {
    let kind = node.text("type").unwrap_or_default();
    match kind.as_str() {
        "apiKey" => SecuritySchemeKind::ApiKey {
            location: node.text("in").and_then(|name| ParameterLocation::named(&name)),
            parameter: node.text("name").unwrap_or_default(),
        },
        "http" => SecuritySchemeKind::Http {
            scheme: node.text("scheme").unwrap_or_default().to_ascii_lowercase(),
            bearer_format: node.text("bearerFormat"),
        },
        // Swagger 2.0.
        "basic" => SecuritySchemeKind::Http { scheme: "basic".into(), bearer_format: None },
        "oauth2" => {
            let flows = match node.collection("flows") {
                Some(flows) => flows.fields().map(|(kind, flow)| self::flow(kind, &flow)).collect(),
                None => node.text("flow").map(|kind| flow(swagger_flow(&kind), node)).into_iter().collect(),
            };
            SecuritySchemeKind::OAuth2 { flows, metadata_url: node.text("oauth2MetadataUrl") }
        }
        "openIdConnect" => SecuritySchemeKind::OpenIdConnect { url: node.text("openIdConnectUrl").unwrap_or_default() },
        "mutualTLS" => SecuritySchemeKind::MutualTls,
        _ => SecuritySchemeKind::Unknown(kind),
    }
}

/// The name of a flow in OpenAPI 3.
fn swagger_flow(kind: &str) -> &str {
    match kind {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        kind => kind,
    }
}

fn flow(kind: &str, node: &Node) -> OAuthFlow {
    let scopes = node.collection("scopes").into_iter().flat_map(|scopes| scopes.fields());
    OAuthFlow {
        kind: kind.to_owned(),
        authorization_url: node.text("authorizationUrl"),
        token_url: node.text("tokenUrl"),
        refresh_url: node.text("refreshUrl"),
        scopes: scopes
            .map(|(name, about)| (name.to_owned(), about.value.as_str().unwrap_or_default().to_owned()))
            .collect(),
        others: node.others(FLOW_READ),
    }
}

/// The alternatives that a list of requirements states; `None` if there is no such list.
pub fn requirements(holder: &Node) -> Option<Vec<SecurityRequirement>> {
    let alternatives = holder.collection("security")?;
    let requirement = |node: Node| {
        let schemes = node.members().map(|(name, _)| (name.to_owned(), node.texts(name)));
        schemes.collect::<SecurityRequirement>()
    };
    Some(alternatives.elements().filter(Node::is_object).map(requirement).collect())
}
