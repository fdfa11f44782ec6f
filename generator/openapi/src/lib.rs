//! JSON Schema, OpenAPI and Swagger files in, as definitions; OpenAPI out, from models.

pub mod definitions;
pub mod emit;
