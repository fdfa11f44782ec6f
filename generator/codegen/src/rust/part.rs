//! The files of one module of types: for each definition its items, its rules and its builders.

use super::{
    Context,
    circles::circles,
    item, layout, markdown,
    names::Scope,
    package::HEADER,
    places,
    print::{print, print_on},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_contract::{
    definition::Definition, error::Error, files::Files, finding::Finding, provenance::ProvenanceTable,
};
use std::collections::HashMap;

/// One module of types: a vendor, or everything.
#[derive(Clone, Debug)]
pub struct Part {
    /// The vendor's name; `None`: the types stand at the root.
    pub name: Option<String>,
    /// The first lines of the module's documentation.
    pub doc: String,
    /// The types.
    pub definitions: Vec<Definition>,
    /// The citations behind the types.
    pub provenance: ProvenanceTable,
    /// What stands beside the types.
    pub modules: Vec<Module>,
}

/// A file of a part that holds no types of the documents.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: &'static str,
    /// The cargo feature it needs.
    pub feature: Option<&'static str>,
    /// Its text.
    pub text: String,
}

/// Writes the files of a part and returns the items that declare them.
pub fn write(
    part: &Part,
    folder: &str,
    path: Option<String>,
    nested: bool,
    modules: &mut Scope,
    files: &mut Files,
    findings: &mut Vec<Finding>,
) -> Result<Vec<TokenStream>, Error> {
    // Before the types, so that none takes the name.
    part.modules.iter().for_each(|module| _ = modules.field(module.name));
    let mut context = context(part, path);
    let runtime = if nested { quote!(super::super::runtime) } else { quote!(super::runtime) };
    let mut table = layout::Table::default();
    let (mut declared, mut exported, mut built, mut tables) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (index, definition) in part.definitions.iter().enumerate() {
        let Some(ident) = context.idents.get(index).cloned() else { continue };
        context.index = index;
        context.current.clone_from(&definition.name);
        item::definition(&mut context, definition, &ident);
        let module = modules.field(&definition.name);
        let file = file_name(&module);
        let mut add = |path: String, items| -> Result<(), Error> {
            files.insert(format!("{folder}{path}.rs"), format!("{HEADER}{}", print_on(&mut table, items)?));
            Ok(())
        };
        // Items are moved and never copied: what a `quote!` copies costs as much as to make it.
        let uses = (!context.is_alias(definition)).then(|| quote!(use super::rules; use #runtime;));
        add(file.clone(), uses.into_iter().chain(context.items.drain(..)).collect())?;
        let uses = quote! {
            #[allow(unused_imports, reason = "which of them are used depends on the rules")]
            use super::#runtime::{format::Format, rule::{Bound, Check, Kind, Literal, Schema}};
        };
        add(format!("rules/{file}"), [uses].into_iter().chain(context.tables_made.drain(..)).collect())?;
        declared.push(quote!(mod #module;));
        exported.push(quote!(pub use #module::*;));
        tables.push(quote!(mod #module; pub use #module::*;));
        let items = std::mem::take(&mut context.builders);
        if items.is_empty() {
            continue;
        }
        let (names, required) = (std::mem::take(&mut context.builder_names), std::mem::take(&mut context.required));
        context.markers = Scope::default();
        let required = (!required.is_empty()).then(|| {
            quote! {
                /// What is required, by name: the compiler says which is missing.
                pub mod required { #(#required)* }
            }
        });
        let uses = quote! {
            use super::*;
            use super::#runtime::{self, builder};
        };
        add(format!("builders/{file}"), [uses].into_iter().chain(required).chain(items).collect())?;
        let text = format!(" What builds the types of [`super::{ident}`].");
        built.push(quote!(#[doc = #text] pub mod #module; pub use self::#module::{#(#names),*};));
    }
    let mut index = |name: &str, text: &str, items: TokenStream| -> Result<(), Error> {
        files.insert(format!("{folder}{name}/mod.rs"), format!("{HEADER}{}\n{}", inner_doc(text), print(items)?));
        Ok(())
    };
    index("rules", "The rules of the types, each with the words it rests on.", quote!(#(#tables)*))?;
    let builders = (!built.is_empty()).then(|| {
        quote! {
            #[allow(clippy::type_complexity, clippy::wildcard_imports, reason = "a builder's type says what has been set")]
            pub mod builders;
        }
    });
    if builders.is_some() {
        let text = "Builders of the types: what is required must be set, or nothing compiles.";
        let items = quote!(
            use super::*;
            #(#built)*
        );
        index("builders", text, items)?;
    }
    for module in &part.modules {
        let name = Ident::new(module.name, Span::call_site());
        let feature = module.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        declared.push(quote!(#feature pub mod #name;));
        files.insert(format!("{folder}{name}.rs"), module.text.clone());
    }
    findings.append(&mut context.findings);
    let own = nested.then(|| {
        quote!(
            pub use super::runtime::violation::{Conform, check};
        )
    });
    Ok(vec![
        quote!(#builders #(#declared)* #[allow(dead_code, unused_imports, reason = "nothing is judged by the rules of another name for a type")] mod rules; #own #(#exported)*),
    ])
}

/// What is known of a part before any of it is written.
fn context(part: &Part, path: Option<String>) -> Context<'_> {
    let mut types = Scope::default();
    let idents: Vec<Ident> = part.definitions.iter().map(|definition| types.type_name(&definition.name)).collect();
    let mut by_name = HashMap::new();
    for (index, definition) in part.definitions.iter().enumerate() {
        by_name.insert(definition.name.clone(), index);
        by_name.insert(ringback_contract::uri::encode(&definition.name), index);
    }
    let mut context = Context {
        definitions: &part.definitions,
        provenance: &part.provenance,
        path,
        by_name,
        circles: Vec::new(),
        loops: Vec::new(),
        in_place: false,
        unevaluated: part.definitions.iter().any(|definition| places::asks_for_the_rest(&definition.schema)),
        idents,
        current: String::new(),
        index: 0,
        depth: 0,
        types,
        items: Vec::new(),
        tables_made: Vec::new(),
        builders: Vec::new(),
        builder_names: Vec::new(),
        required: Vec::new(),
        markers: Scope::default(),
        tables: HashMap::new(),
        findings: Vec::new(),
    };
    let direct = |definition: &Definition| {
        let mut targets = Vec::new();
        context.direct(&definition.schema, &mut targets);
        targets
    };
    let edges: Vec<Vec<usize>> = part.definitions.iter().map(direct).collect();
    context.circles = circles(&edges);
    let in_place = |definition: &Definition| places::same_value(&context, &definition.schema);
    let edges: Vec<Vec<usize>> = part.definitions.iter().map(in_place).collect();
    context.loops = circles(&edges);
    context
}

/// The name of a module's file.
pub fn file_name(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}

/// Documentation of a whole file.
pub fn inner_doc(text: &str) -> String {
    markdown::words(text).lines().map(|line| format!("//! {line}\n")).collect()
}
