//! Reads JSON Schema, OpenAPI and Swagger files into definitions, and writes models as OpenAPI.

pub mod read;
pub mod specification;
pub mod write;
