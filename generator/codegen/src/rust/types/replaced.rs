//! Types of other crates that stand for generated ones, and how they become JSON.

use crate::options::{Conversion, Replacement};
use crate::rust::file_writer::FileWriter;
use proc_macro2::TokenStream;
use quote::quote;

/// Types that the runtime reads and writes already.
const KNOWN: &[&str] =
    &["String", "std::string::String", "bool", "f64", "i64", "u64", "serde_json::Number", "serde_json::Value"];

/// A type that replaces others.
#[derive(Clone, Debug)]
pub struct Replaced {
    path: TokenStream,
    conversion: Conversion,
    /// The rules of the first type that it replaces.
    rules: TokenStream,
}

impl Replaced {
    /// The implementation of what fields and bodies need.
    pub fn implementation(&self) -> TokenStream {
        let Self { path, conversion, rules } = self;
        match conversion {
            Conversion::Text => quote!(runtime::replaced!(text, #path, #rules);),
            Conversion::Serde => quote!(runtime::replaced!(serde, #path, #rules);),
            Conversion::Json => quote!(runtime::replaced!(json, #path, #rules);),
        }
    }
}

/// The path of a replacement, whose conversion is written once.
pub fn replacement(
    file: &mut FileWriter,
    of: &Replacement,
    by_default: Conversion,
    rules: Option<TokenStream>,
) -> TokenStream {
    let path: TokenStream = of.path.parse().unwrap_or_default();
    if KNOWN.contains(&of.path.as_str()) {
        return path;
    }
    let conversion = match of.conversion {
        None => by_default,
        Some(conversion) => conversion,
    };
    let rules = rules.unwrap_or_else(|| quote!(&runtime::rule::Schema { name: "", rules: &[], sources: &[] }));
    let key = path.to_string();
    file.replaced.entry(key).or_insert_with(|| Replaced { path: path.clone(), conversion, rules });
    path
}
