//! Rust out of definitions and models: types, builders, tables of rules, clients, and what a `build.rs` calls.

pub mod agreement;
pub mod generate;
pub mod rust;
