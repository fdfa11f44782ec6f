//! Reads OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0 into one model of operations, in which the versions no longer differ.
//!
//! Schemas are not part of the model: a schema is a place in a file ([`SpecPlace`]) that becomes a definition when it is
//! handed to [`crate::read::located_definitions`] as an [`crate::read::ExtraSchema`]. What a `$ref` leads to is read in its
//! place, also from other files ([`SpecFiles`]). What cannot be followed is kept as [`Unresolved`] and is never taken for
//! nothing; members that the model does not interpret are kept in `others`.

mod body;
mod defaults;
mod document;
mod files;
mod loader;
mod node;
mod operation;
mod parameter;
mod path_item;
mod place;
mod response;
mod schemas;
mod security;
mod server;
mod untouched;

pub use body::{Body, Content, Encoding, FormField, is_file};
pub use document::{SpecText, SpecVersion, Specification, specifications};
pub use files::{Completion, ParsedFiles, SpecFiles, parse};
pub use loader::{FolderLoader, Loader, NoLoader};
pub use operation::{OperationKind, SpecOperation};
pub use parameter::{Parameter, ParameterLocation, ParameterStyle};
pub use place::{SpecPlace, Unresolved};
pub use response::{Link, Response, ResponseStatus};
pub use schemas::{SchemaUse, UsedSchema};
pub use security::{OAuthFlow, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use server::{Server, ServerVariable};
pub use untouched::untouched;
