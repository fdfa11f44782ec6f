//! The vocabulary of all crates: keywords of JSON Schema, places in texts and values, provenance, operations, findings
//! and files. It knows no page layout, no constraint and no Rust.
//!
//! ```
//! use ringback_contract::{data_file, pointer::JsonPointer};
//!
//! let parsed = data_file::parse("pets.yaml", "pets:\n  - name: Rex\n")?;
//! let name: JsonPointer = "/pets/0/name".parse().unwrap();
//! assert_eq!(name.resolve(&parsed.root.value()), Some(&"Rex".into()));
//! let broken = data_file::parse("pets.yaml", "pets: [\n").unwrap_err();
//! assert!(broken.to_string().starts_with("pets.yaml:"), "{broken}");
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod data_file;
pub mod definition;
pub mod dialect;
pub mod document;
pub mod error;
pub mod files;
pub mod finding;
pub mod fingerprint;
pub mod generated_mark;
pub mod glob;
mod hidden;
pub mod input;
pub mod keyword;
pub mod line_index;
pub mod markup;
pub mod mask;
pub mod modernise;
pub mod name;
pub mod operation;
pub mod pointer;
pub mod provenance;
pub mod secret;
pub mod sentence;
pub mod spanned_json;
pub mod spanned_yaml;
pub mod subject;
pub mod subschema;
pub mod terminal;
pub mod toml_stack;
pub mod uri;
pub mod validator;
pub mod vendor;
pub mod vendor_folder;
pub mod width;
