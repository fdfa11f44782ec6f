//! JSON Schema, OpenAPI and Swagger files in, as read; OpenAPI out, from models.

pub mod read;
pub mod write;
