//! Reads documentation: page layouts find clues, constraints understand them, facts are resolved into a model.

pub mod document;
pub mod fact;
pub mod ledger;
pub mod overlay;
pub mod pipeline;
pub mod resolve;
