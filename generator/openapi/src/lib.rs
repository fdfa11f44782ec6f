//! Reads JSON Schema, OpenAPI and Swagger files into definitions, and writes models as OpenAPI.
//!
//! ```
//! use ringback_openapi::specification::{SpecFiles, specifications};
//!
//! let text = "openapi: 3.1.0\npaths:\n  /pets:\n    get: {responses: {'200': {description: all}}}\n";
//! let files = SpecFiles::of([("api.yaml".to_owned(), text.to_owned())].into());
//! let found = specifications(&files.parse()?);
//! let operation = found[0].all_operations().next().unwrap();
//! assert_eq!((operation.method.as_str(), operation.path.as_str(), operation.place.line), ("GET", "/pets", 4));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod read;
pub mod specification;
pub mod write;
