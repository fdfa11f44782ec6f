//! What the file of a specification says for all of its operations.

use super::{node::Node, security::SecurityRequirement, server::Server};

/// What holds for an operation that does not say it itself.
pub struct SpecDefaults<'a> {
    /// Whether the file is of Swagger 2.0.
    pub is_swagger: bool,
    /// The root of the file.
    pub root: Option<Node<'a>>,
    /// The servers.
    pub servers: Vec<Server>,
    /// The alternatives of identification.
    pub security: Vec<SecurityRequirement>,
    /// The media types of requests, which Swagger says.
    pub consumes: Vec<String>,
    /// The media types of responses, which Swagger says.
    pub produces: Vec<String>,
}
