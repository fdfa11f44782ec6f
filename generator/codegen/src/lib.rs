//! Generates Rust from definitions and models: types, builders, rule tables and clients; also the API for a `build.rs`.
//!
//! ```
//! use ringback_codegen::generate::{Kind, Schemas};
//!
//! let schema = r#"{"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 20}}}"#;
//! let generated = Schemas::new().text("pet.schema.json", schema)?.generate(Kind::Included)?;
//! assert!(generated.files.iter().any(|(_, text)| text.contains("struct Pet")));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod agreement;
pub mod generate;
pub mod options;
pub mod rust;
