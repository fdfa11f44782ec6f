//! All files of a module tree or a crate: one file per type, the runtime, and the root that declares them.

use super::{
    embedded::{self, UsedFormats},
    manifest::{has_clients, manifest, workspace_manifest},
    module::{self, ModulePlace},
    package_kind::PackageKind,
    part::{Part, named_types},
    prune,
    text::{
        doc::inner_doc,
        names::{NameScope, file_name},
        print::print,
    },
};
use crate::options::{Embed, Options, check_names};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use ringback_contract::{
    error::Error, files::Files, finding::Finding, generated_mark::RUST_HEADER, subschema::applied,
};
use serde_json::Value;
use std::collections::BTreeSet;
use syn::parse_quote;

/// The input for a package.
#[derive(Clone, Debug)]
pub struct Package {
    /// A module or a crate.
    pub kind: PackageKind,
    /// The modules of types.
    pub parts: Vec<Part>,
    /// What whoever generates has chosen.
    pub options: Options,
}

/// The files of a package, relative to its folder, and the findings.
///
/// # Errors
///
/// If options name what is not there; or if the generated Rust does not parse, which is a bug in the generator.
pub fn generate(package: &Package) -> Result<(Files, Vec<Finding>), Error> {
    let Package { kind, parts, options } = package;
    options.check()?;
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    let source = if kind.is_module() { "" } else { "src/" };
    let (mut files, mut findings, mut items) = (Files::new(), Vec::new(), TokenStream::new());
    let mut modules = NameScope::of_modules();
    for part in parts {
        let Some(name) = &part.name else {
            let place = ModulePlace { folder: source, path: kind.path(None), is_nested: false };
            let written = module::write(part, &place, &mut modules, options)?;
            known.extend(written.known);
            used.extend(written.used);
            files.extend(written.files);
            findings.extend(written.findings);
            items.extend(written.items);
            continue;
        };
        let module = modules.module(name);
        let folder = format!("{source}{}/", file_name(&module));
        let place = ModulePlace { folder: &folder, path: kind.path(Some(&module)), is_nested: true };
        let written = module::write(part, &place, &mut NameScope::of_modules(), options)?;
        known.extend(written.known);
        used.extend(written.used);
        let text = format!("{RUST_HEADER}{}\n{}", inner_doc(&part.doc), print(written.items)?);
        files.extend(written.files);
        files.insert(format!("{folder}mod.rs"), text);
        findings.extend(written.findings);
        let feature = (!kind.is_module()).then(|| quote!(#[cfg(feature = #name)]));
        items.extend(quote!(#feature pub mod #module;));
    }
    check_names(options, "types", options.types.keys(), &known, &used)?;
    let formats = formats(parts);
    check_names(options, "formats", options.formats.keys(), &formats, &formats)?;
    if has_clients(parts) {
        items.extend(quote!(
            #[cfg(feature = "client")]
            pub mod client;
            pub mod envelope;
        ));
        let is_of_vendors = parts.iter().flat_map(|part| &part.extra_files).any(|file| file.name != "api");
        // All of a client may be called.
        let clients = embedded::client(kind, is_of_vendors);
        files.extend(clients.into_iter().map(|(path, text)| (format!("{source}{path}"), text)));
    }
    items.extend(match &options.runtime {
        None => quote!(
            pub mod runtime;
        ),
        // Checked before.
        Some(path) => {
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!(use #path as runtime;)
        }
    });
    items.extend(shared(parts, options));
    let root = if kind.is_module() { "mod.rs" } else { "src/lib.rs" };
    files.insert(root.into(), root_file(package, items)?);
    let (runtime, used) = runtime(package, &files);
    files.extend(runtime.into_iter().map(|(path, text)| (format!("{source}{path}"), text)));
    match kind {
        PackageKind::Crate(name) => {
            let text = manifest(name, parts, options, &used, &files);
            files.insert("Cargo.toml".into(), text);
        }
        PackageKind::Workspace => _ = files.insert("Cargo.toml".into(), workspace_manifest(parts)),
        PackageKind::Module | PackageKind::Included => {}
    }
    Ok((files, findings))
}

/// The runtime as far as files use it, relative to their folder, and the formats that they use.
fn runtime(Package { kind, options, .. }: &Package, files: &Files) -> (Files, UsedFormats) {
    let roots = prune::Roots::of(files);
    // What other modules use of the runtime is not known.
    let used = match kind {
        PackageKind::Workspace => UsedFormats::All,
        _ if options.embed == Some(Embed::All) => UsedFormats::All,
        _ => UsedFormats::of(&roots),
    };
    if options.runtime.is_some() {
        return (Files::new(), used);
    }
    let is_whole = match options.embed {
        Some(embed) => embed == Embed::All,
        None => !matches!(kind, PackageKind::Crate(_)),
    };
    let all = embedded::runtime(!kind.is_module() || options.features, &used);
    (if is_whole { prune::unmarked(&all) } else { prune::pruned(&all, &roots) }, used)
}

/// The formats that schemas name.
fn formats(parts: &[Part]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Value> = parts.iter().flat_map(|part| &part.definitions).map(|found| &found.schema).collect();
    while let Some(schema) = waiting.pop() {
        found.extend(schema.get("format").and_then(Value::as_str).map(String::from));
        waiting.extend(applied(schema).map(|(_, schema)| schema));
    }
    found
}

/// The root file, which declares everything else.
fn root_file(Package { kind, parts, .. }: &Package, items: TokenStream) -> Result<String, Error> {
    if *kind == PackageKind::Included {
        return Ok(format!("{RUST_HEADER}{}", print(included(items)?)?));
    }
    let doc = parts.iter().find(|part| part.name.is_none()).map_or(ROOT_DOC, |part| part.doc.as_str());
    let longest = parts.iter().map(|part| part.definitions.len()).max().unwrap_or_default();
    // A module cannot set attributes of its crate.
    let limit = if kind.is_module() { String::new() } else { recursion_limit(longest) };
    let is_ascii = parts
        .iter()
        .flat_map(|part| &part.definitions)
        .all(|definition| definition.name.is_ascii() && has_ascii_names(&definition.schema));
    let scripts = if is_ascii { "" } else { SCRIPTS };
    // What the schemas do not describe has no documentation.
    let undescribed = parts.iter().any(|part| part.name.is_none());
    let undescribed = if undescribed { "#![allow(missing_docs)]\n" } else { "" };
    // A program that uses one type is no reason to warn about the others.
    let unused = if *kind == PackageKind::Module { "#![allow(dead_code, unused_imports)]\n" } else { "" };
    Ok(format!("{RUST_HEADER}{}{limit}{NAMES}{scripts}{undescribed}{unused}\n{}", inner_doc(doc), print(items)?))
}

/// The exports of the runtime. If a type at the root has the same name as one of them, the type is exported.
fn shared(parts: &[Part], options: &Options) -> TokenStream {
    let taken: Vec<String> =
        parts.iter().filter(|part| part.name.is_none()).flat_map(|part| named_types(part, options)).collect();
    let free = |name: &&str| !taken.iter().any(|taken| taken == name);
    let ident = |name: &str| Ident::new(name, Span::call_site());
    let source = Some("Source").filter(free).map(ident).map(|source| quote!(rule::#source,));
    let others = ["JsonPointer", "Violation", "Violations"].into_iter().filter(free).map(ident);
    quote!(pub use runtime::{#source violation::{Conform, #(#others,)* check, conforms}};)
}

/// The attribute `recursion_limit`, which long chains of types need; empty if there are few types.
pub fn recursion_limit(longest: usize) -> String {
    const ENOUGH_FOR: usize = 30;
    if longest > ENOUGH_FOR { format!("#![recursion_limit = \"{}\"]\n", longest * 8) } else { String::new() }
}

/// Allows type names in any case, because they are named after their schemas.
const NAMES: &str = "#![allow(clippy::upper_case_acronyms)]\n";

/// Allows names in any script, and in several scripts.
const SCRIPTS: &str = "#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n";

/// Whether all that may become a name is in ASCII. Descriptions do not.
fn has_ascii_names(schema: &Value) -> bool {
    let mut waiting = vec![schema];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                if !object.keys().all(|name| name.is_ascii()) {
                    return false;
                }
                waiting.extend(object.iter().filter(|(name, _)| *name != "description").map(|(_, value)| value));
            }
            Value::Array(list) => waiting.extend(list),
            Value::String(text) if !text.is_ascii() => return false,
            _ => {}
        }
    }
    true
}

/// Adds lint attributes to each item, for a file that is used by `include!` and so cannot have inner attributes.
fn included(items: TokenStream) -> Result<TokenStream, Error> {
    let mut file: syn::File = syn::parse2(items).map_err(|error| Error::Format(error.to_string()))?;
    for item in &mut file.items {
        match item {
            syn::Item::Mod(item) => {
                item.attrs.retain(|attribute| !attribute.path().is_ident("allow"));
                item.attrs.push(parse_quote!(
                    #[allow(
                        clippy::type_complexity,
                        clippy::upper_case_acronyms,
                        clippy::wildcard_imports,
                        dead_code,
                        missing_docs,
                        unused_imports
                    )]
                ));
            }
            syn::Item::Use(item) => item.attrs.push(parse_quote!(#[allow(unused_imports)])),
            _ => {}
        }
    }
    Ok(file.into_token_stream())
}

const ROOT_DOC: &str = "Types of documented contracts: strict in what is sent, tolerant in what is read.";
