//! Reads documentation: page layouts find clues, constraints understand them, facts are resolved into a model.

pub mod facts;
pub mod facts_json;
pub mod layouts;
pub mod overlay;
pub mod read;
pub mod resolve;
