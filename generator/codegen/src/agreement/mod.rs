//! The agreement test of the generated crate: the canonical schema and the Rust type must judge every payload alike.

mod cases;
mod files;

pub use files::files;
