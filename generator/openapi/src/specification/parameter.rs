//! Parameters of operations, and headers of responses.

use super::{
    body::{Content, content},
    node::Node,
    place::{SpecPlace, Unresolved},
};
use serde_json::{Map, Value};

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The query as a whole (3.2).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl ParameterLocation {
    /// The location with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "querystring" => Some(Self::QueryString),
            "header" => Some(Self::Header),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }

    /// The name in specifications.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a list or an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterStyle {
    /// `;id=3`
    Matrix,
    /// `.3`
    Label,
    /// `3,4`: the default of paths and headers.
    Simple,
    /// `id=3,4` or `id=3&id=4`: the default of queries and cookies.
    Form,
    /// `3 4`
    SpaceDelimited,
    /// `3|4`
    PipeDelimited,
    /// Swagger's `tsv`, which no later version has.
    TabDelimited,
    /// `id[a]=3`
    DeepObject,
    /// `a=3; b=4` (3.2).
    Cookie,
}

impl ParameterStyle {
    /// The style with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "matrix" => Some(Self::Matrix),
            "label" => Some(Self::Label),
            "simple" => Some(Self::Simple),
            "form" => Some(Self::Form),
            "spaceDelimited" => Some(Self::SpaceDelimited),
            "pipeDelimited" => Some(Self::PipeDelimited),
            "deepObject" => Some(Self::DeepObject),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }

    /// The name in specifications.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Simple => "simple",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::TabDelimited => "tabDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }

    /// The style of a location that does not say one.
    pub fn default_of(location: ParameterLocation) -> Self {
        match location {
            ParameterLocation::Path | ParameterLocation::Header => Self::Simple,
            ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => Self::Form,
        }
    }
}

/// A parameter of an operation, or a header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name; of headers, as it is written.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether it has to be sent. Always, if it is part of the path.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// When it will be gone: `x-sunset`.
    pub sunset: Option<String>,
    /// How lists and objects become text; the default of the location if none is written.
    pub style: ParameterStyle,
    /// Whether each element or property is written on its own; the default of the style if nothing is written.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Whether `name=` may stand for no value.
    pub allow_empty: bool,
    /// The schema of the value.
    pub schema: Option<SpecPlace>,
    /// The media type and schema, if the value is written as `content` says.
    pub content: Option<Content>,
    /// Example values.
    pub examples: Vec<Value>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
    /// Where it is described.
    pub place: SpecPlace,
}

/// The members that are read of a parameter or header.
const READ: &[&str] = &[
    "$ref",
    "name",
    "in",
    "required",
    "description",
    "deprecated",
    "x-sunset",
    "style",
    "explode",
    "allowReserved",
    "allowEmptyValue",
    "schema",
    "content",
    "example",
    "examples",
    "x-example",
    "summary",
];
/// The same of Swagger, where a parameter is its own schema.
pub const SWAGGER_READ: &[&str] = &[
    "$ref",
    "name",
    "in",
    "required",
    "description",
    "deprecated",
    "x-deprecated",
    "x-sunset",
    "x-example",
    "allowEmptyValue",
    "collectionFormat",
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-extensible-enum",
];

/// The members that are read of an example.
const EXAMPLE_READ: &[&str] = &["$ref", "value", "dataValue"];

/// The parameter or header that an object describes, given its name and location.
pub fn parameter(node: &Node, name: String, location: ParameterLocation, is_swagger: bool) -> Parameter {
    let collection = node.text("collectionFormat").filter(|_| is_swagger);
    let (style, explode) =
        if is_swagger { swagger_style(location, collection.as_deref()) } else { style(node, location) };
    let schema = if is_swagger {
        node.get("type").map(|_| node.place())
    } else {
        node.get("schema").map(|schema| schema.place())
    };
    let content = node.collection("content").and_then(|contents| contents.fields().next());
    Parameter {
        name,
        location,
        required: node.is_true("required") || location == ParameterLocation::Path,
        description: node.text("description"),
        deprecated: node.is_true("deprecated") || node.is_true("x-deprecated"),
        sunset: node.text("x-sunset"),
        style,
        explode,
        allow_reserved: node.is_true("allowReserved"),
        allow_empty: node.is_true("allowEmptyValue"),
        schema,
        content: content.map(|(media_type, node)| self::content(media_type, &node)),
        examples: examples(node),
        others: others(node, if is_swagger { SWAGGER_READ } else { READ }),
        place: node.place(),
    }
}

fn style(node: &Node, location: ParameterLocation) -> (ParameterStyle, bool) {
    let written = node.text("style").and_then(|name| ParameterStyle::named(&name));
    let style = written.unwrap_or_else(|| ParameterStyle::default_of(location));
    let explodes = matches!(style, ParameterStyle::Form | ParameterStyle::Cookie | ParameterStyle::DeepObject);
    (style, node.flag("explode").unwrap_or(explodes))
}

/// `collectionFormat` in the words of OpenAPI 3.
pub fn swagger_style(location: ParameterLocation, collection: Option<&str>) -> (ParameterStyle, bool) {
    match collection {
        Some("multi") => (ParameterStyle::Form, true),
        Some("ssv") => (ParameterStyle::SpaceDelimited, false),
        Some("tsv") => (ParameterStyle::TabDelimited, false),
        Some("pipes") => (ParameterStyle::PipeDelimited, false),
        _ => (ParameterStyle::default_of(location), false),
    }
}

/// `example`, and the values of `examples`.
pub fn examples(node: &Node) -> Vec<Value> {
    let one = ["example", "x-example"].iter().find_map(|key| node.value.get(*key)).cloned();
    let several = node.get("examples").into_iter().flat_map(|examples| examples.named());
    let several = several.filter_map(|(_, example)| {
        let example = example.follow().ok()?;
        ["value", "dataValue"].iter().find_map(|key| example.value.get(*key)).cloned()
    });
    one.into_iter().chain(several).collect()
}

/// The members that are not among those that are read, and what `examples` say beside their values.
pub fn others(node: &Node, read: &[&str]) -> Map<String, Value> {
    let mut others = node.others(read);
    for (name, example) in node.get("examples").into_iter().flat_map(|examples| examples.named()) {
        if let Ok(example) = example.follow() {
            others.extend(
                example.others(EXAMPLE_READ).into_iter().map(|(key, value)| (format!("examples/{name}/{key}"), value)),
            );
        }
    }
    others
}

/// The headers that an object describes by name.
pub fn headers(holder: Option<Node>, is_swagger: bool, unresolved: &mut Vec<Unresolved>) -> Vec<Parameter> {
    let mut headers = Vec::new();
    for (name, node) in holder.into_iter().flat_map(|holder| holder.named()) {
        match node.follow() {
            Ok(node) => headers.push(parameter(&node, name.to_owned(), ParameterLocation::Header, is_swagger)),
            Err(lost) => unresolved.push(lost),
        }
    }
    headers
}
