//! Reads documentation: page layouts find clues, constraints read facts out of them, facts are resolved into a model.

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
