//! Reads documentation: page layouts find clues, constraints read facts out of them, facts are resolved into a model.
//!
//! ```
//! use ringback_contract::input::Inputs;
//! use ringback_documents::read::read_documents;
//!
//! let page = "# Callback\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n\
//!             | notes | string | No | At most 40 characters. |\n";
//! let inputs: Inputs = [("callback.md".to_owned(), page.into())].into_iter().collect();
//! let model = read_documents("acme", &inputs, None)?;
//! let notes = &model.types["Callback"].node.properties["notes"];
//! // What was read of it, with the line on which that stands.
//! assert!(notes.constraints.iter().flat_map(|rule| &rule.sources).any(|source| source.lines == [5, 5]));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod fact_spool;
pub mod facts;
pub mod facts_json;
pub mod folders;
pub mod language;
pub mod layouts;
pub mod overlay;
mod overlay_check;
pub mod page;
pub mod pages;
pub mod read;
pub mod resolve;
pub mod wire_names;
