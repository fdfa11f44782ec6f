//! The agreement test of the generated crate: its cases as data, and the code that puts them before both judges.

mod cases;
mod files;

pub use files::files;
