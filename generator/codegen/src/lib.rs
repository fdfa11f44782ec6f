//! Generates Rust from definitions and models: types, builders, rule tables and clients; also the API for a `build.rs`.

pub mod agreement;
pub mod generate;
pub mod options;
pub mod rust;
