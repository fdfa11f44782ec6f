//! Texts as Rust.

use proc_macro2::{Literal, TokenTree};

/// A text as a person would write it who does not like backslashes.
pub fn text(text: &str) -> TokenTree {
    if !text.contains(['"', '\\', '\n']) {
        return Literal::string(text).into();
    }
    let hashes = (1..).map(|count| "#".repeat(count)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let hashes = hashes.unwrap_or_default();
    let raw: Option<Literal> = format!("r{hashes}\"{text}\"{hashes}").parse().ok();
    raw.unwrap_or_else(|| Literal::string(text)).into()
}
