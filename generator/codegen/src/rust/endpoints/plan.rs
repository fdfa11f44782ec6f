//! What a client is generated from: the operations of a specification, with the definitions that hold their parameters,
//! bodies and answers.

use serde_json::Value;

/// The client of a specification.
#[derive(Clone, Debug, Default)]
pub struct ApiPlan {
    /// The title of the API.
    pub title: String,
    /// The first server, with the default of each variable; `None` if it is relative to where the file is served.
    pub base_url: Option<String>,
    /// All servers.
    pub servers: Vec<ServerPlan>,
    /// The ways to identify oneself.
    pub schemes: Vec<SchemePlan>,
    /// The operations.
    pub endpoints: Vec<EndpointPlan>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct ServerPlan {
    /// The URL, with variables in braces.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The variables: the name, the default, and the values that are allowed.
    pub variables: Vec<(String, String, Vec<String>)>,
}

/// A way to identify oneself.
#[derive(Clone, Debug)]
pub struct SchemePlan {
    /// Its name in the specification.
    pub name: String,
    /// What is sent.
    pub kind: SchemeKind,
    /// What it is for.
    pub description: Option<String>,
}

/// What is sent to identify oneself.
#[derive(Clone, Debug)]
pub enum SchemeKind {
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
    /// A header.
    Header(String),
    /// A parameter of the query.
    Query(String),
    /// A cookie.
    Cookie(String),
}

/// An operation.
#[derive(Clone, Debug)]
pub struct EndpointPlan {
    /// Its name.
    pub name: String,
    /// The paragraphs of its documentation.
    pub doc: Vec<String>,
    /// The method in upper case.
    pub method: String,
    /// The path.
    pub path: String,
    /// The base URL, if it is another than that of the client.
    pub base_url: Option<String>,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// The definition of its parameters, and how each is sent.
    pub parameters: Option<(String, Vec<ParameterPlan>)>,
    /// The body of the request.
    pub body: BodyPlan,
    /// The answers that mean success.
    pub success: Vec<AnswerPlan>,
    /// The answers that mean an error.
    pub errors: Vec<AnswerPlan>,
    /// The documented headers of its answers.
    pub headers: Option<HeadersPlan>,
    /// How the next page is found, if the answer is a page of a list.
    pub next: Option<NextPlan>,
    /// The alternatives of identification.
    pub security: Vec<Vec<String>>,
    /// A successful answer, for test doubles.
    pub example: ExamplePlan,
}

/// An answer that shows what may come.
#[derive(Clone, Debug)]
pub struct ExamplePlan {
    /// Its status.
    pub status: u16,
    /// Its body; `None` for none, or for one that nobody shows.
    pub body: Option<Value>,
}

/// How a parameter is sent. The words are the names of the runtime's variants.
#[derive(Clone, Debug)]
pub struct ParameterPlan {
    /// The property that holds its value.
    pub property: String,
    /// Its name.
    pub name: String,
    /// Where it is sent: `Path`, `Query`, `QueryString`, `Header`, `Cookie`.
    pub place: &'static str,
    /// How it becomes text: `Simple`, `Form`, …
    pub style: &'static str,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub reserved: bool,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum BodyPlan {
    /// None.
    None,
    /// JSON of a definition, or any JSON.
    Json {
        /// The definition.
        of: Option<String>,
        /// The media type.
        media_type: String,
        /// Whether it has to be sent.
        required: bool,
    },
    /// A form of a definition, and how its properties are written where that is said.
    Form {
        /// The definition.
        of: String,
        /// The properties.
        encodings: Vec<ParameterPlan>,
        /// Whether it has to be sent.
        required: bool,
    },
    /// A form with files: the definition of what is no file, media types of parts by property, and required files.
    Multipart {
        /// The definition.
        of: String,
        /// The media types of parts, by property.
        media_types: Vec<(String, String)>,
        /// The fields of files.
        files: Vec<String>,
        /// Those that have to be there.
        required_files: Vec<String>,
        /// Whether it has to be sent.
        required: bool,
    },
    /// Text.
    Text {
        /// The media type.
        media_type: String,
        /// Whether it has to be sent.
        required: bool,
    },
    /// Bytes.
    Bytes {
        /// The media type.
        media_type: String,
        /// Whether it has to be sent.
        required: bool,
    },
}

/// The documented headers of answers.
#[derive(Clone, Debug)]
pub struct HeadersPlan {
    /// The definition that holds them.
    pub of: String,
    /// The name of each, and how its text becomes a value: a variant of the runtime's `HeaderKind`.
    pub list: Vec<(String, &'static str)>,
}

/// How the next page of a list is found.
#[derive(Clone, Debug)]
pub enum NextPlan {
    /// By the header `Link`.
    Link,
    /// By a URL in the body, at this JSON Pointer.
    Url(String),
    /// By other parameters.
    Parameters {
        /// The properties that get a value, and where it is.
        set: Vec<(String, PageValuePlan)>,
        /// The properties that only the first call has.
        first: Vec<String>,
    },
}

/// Where a value for the next page is.
#[derive(Clone, Debug)]
pub enum PageValuePlan {
    /// In the body, at this JSON Pointer.
    Body(String),
    /// In a header.
    Header(String),
}

/// An answer.
#[derive(Clone, Debug)]
pub struct AnswerPlan {
    /// The statuses.
    pub statuses: AnswerStatuses,
    /// What its body holds.
    pub content: AnswerContent,
    /// The media type of its body.
    pub media_type: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

/// The statuses of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerStatuses {
    /// One.
    Code(u16),
    /// All with this first digit.
    Class(u8),
    /// All that no other answer has.
    Others,
}

impl AnswerStatuses {
    /// The code, or one among several.
    pub fn code(self) -> u16 {
        match self {
            Self::Code(code) => code,
            Self::Class(class) => u16::from(class) * 100,
            Self::Others => 200,
        }
    }
}

/// What the body of an answer holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AnswerContent {
    /// Nothing that is documented.
    Nothing,
    /// JSON of a definition.
    Json(String),
    /// Any JSON.
    AnyJson,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}
