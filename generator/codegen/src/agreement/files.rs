//! The agreement test of the generated crate, and the files with its payloads.

use super::cases::cases;
use crate::rust::{print_file, recursion_limit};
use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::{
    error::Error,
    files::{Files, json},
    vendor_folder::file_names,
};
use ringback_runtime::format::Format;

/// The part of the test that is the same for every type.
const JUDGES: &str = include_str!("judges.rs");

/// The part of the example `judging` that is the same for every type.
const MEASURES: &str = include_str!("measures.rs");

/// The example, but for the types that it measures.
const EXAMPLE: &str = r#"//! How fast the types read, judge and write payloads.
%limit%
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "whoever runs it reads what it prints, and why it cannot"
)]

mod measures;

use measures::measured;

fn main() {
    measures::head();
    measured! {
%types%    }
}
"#;

/// The test, its payloads, and the example that measures with them. `modules` are the Rust names of the vendors' modules, `idents` those of all types.
///
/// # Errors
///
/// If the generated Rust does not parse, which is a bug in the generator.
pub fn files(models: &[Model], modules: &[Ident], idents: &[Vec<String>]) -> Result<Files, Error> {
    let mut files = Files::new();
    let mut tests: Vec<TokenStream> = Vec::new();
    let mut measured = String::new();
    for ((model, module), idents) in models.iter().zip(modules).zip(idents) {
        let vendor = &model.vendor.name;
        let samples = Samples::new(&model.types);
        let mut vendor_tests = Vec::new();
        let names = file_names(model.types.keys());
        for ((kind, ident), name) in model.types.values().zip(idents).zip(&names) {
            let path = format!("{vendor}/{name}.json");
            files.insert(format!("generated/tests/agreement/{path}"), json(&cases(&samples, kind)));
            let test = Ident::new(&format!("both_judges_agree_on_{}", ident.to_snake_case()), Span::call_site());
            let ident = Ident::new(ident, Span::call_site());
            vendor_tests.push(quote! {
                #[test]
                fn #test() {
                    judges::agree::<ringback_types::#module::#ident>(#vendor, #name);
                }
            });
        }
        for (ident, name) in idents.iter().zip(&names) {
            measured.push_str(&format!("        {vendor:?}: {module}::{ident} {name:?},\n"));
        }
        tests.push(quote!(#[cfg(feature = #vendor)] mod #module { use super::judges; #(#vendor_tests)* }));
    }
    let formats = Format::ALL.iter().filter_map(|format| {
        let (name, pattern) = (format.name(), format.pattern()?);
        Some(quote!((#name, #pattern)))
    });
    let code = quote! {
        #[path = "agreement/judges.rs"]
        #[allow(
            clippy::unwrap_used, clippy::panic, clippy::indexing_slicing,
            reason = "a test may stop at the first thing that is not as it must be"
        )]
        mod judges;

        #[doc = " Formats that the jsonschema crate does not know, in other words than the generated crate's: as patterns."]
        const FORMATS: &[(&str, &str)] = &[#(#formats),*];
        #(#tests)*
    };
    let longest = idents.iter().map(Vec::len).max().unwrap_or_default();
    let limit = recursion_limit(longest);
    let doc = format!("//! Two judges, the canonical schema and the Rust type, agree on every case.\n{limit}\n");
    files.insert("generated/tests/agreement.rs".into(), print_file(&doc, code)?);
    files.insert("generated/tests/agreement/judges.rs".into(), print_file("", quote!())? + JUDGES);
    let example = EXAMPLE.replace("%limit%", &limit).replace("%types%", &measured);
    files.insert("generated/examples/judging/main.rs".into(), print_file("", quote!())? + &example);
    files.insert("generated/examples/judging/measures.rs".into(), print_file("", quote!())? + MEASURES);
    Ok(files)
}
