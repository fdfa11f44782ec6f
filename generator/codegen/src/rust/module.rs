//! The files of one module of types: for each definition its items, rule tables and builders.

use super::{
    file_writer::{BuilderItems, DefinitionCode, FileWriter},
    findings::Findings,
    part::Part,
    schema::{Definitions, SchemaReader},
    text::{
        doc::inner_doc,
        names::{NameScope, file_name},
        print::{Printer, print, print_with},
    },
    type_names::TypeNames,
    types::{ItemWriter, Replaced},
};
use crate::options::Options;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_contract::{error::Error, files::Files, finding::Finding, generated_mark::RUST_HEADER};
use std::collections::BTreeSet;

/// The location of a module of types.
pub struct ModulePlace<'a> {
    /// The folder, with a slash at the end; empty for the root.
    pub folder: &'a str,
    /// The path for users of the crate, `acme::orders`; `None` if the crate's name is unknown.
    pub path: Option<String>,
    /// Whether it is a module of its own beside the runtime's, and not the root.
    pub is_nested: bool,
}

/// The generated code of a module.
#[derive(Default)]
pub struct ModuleFiles {
    /// The files.
    pub files: Files,
    /// The items that declare them, for the file of the module itself.
    pub items: TokenStream,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The names of its types, as they are without options.
    pub known: BTreeSet<String>,
    /// The names in options that its types have.
    pub used: BTreeSet<String>,
}

/// The `use` declarations at the top of each definition's file.
#[derive(Default)]
struct Declarations {
    modules: Vec<TokenStream>,
    exports: Vec<TokenStream>,
    rules: Vec<TokenStream>,
    builders: Vec<TokenStream>,
}

/// Writes the files of a part. `modules` are the names that other modules at the same level have.
///
/// # Errors
///
/// If the generated Rust does not parse, which is a bug in the generator, or options name what is not there.
pub fn write(
    part: &Part,
    place: &ModulePlace,
    modules: &mut NameScope,
    options: &Options,
) -> Result<ModuleFiles, Error> {
    // Before the types, so that none takes the name.
    part.extra_files.iter().for_each(|file| _ = modules.module(file.name));
    let mut types = TypeNames::new(options);
    let mut definitions =
        Definitions::new(&part.definitions, &part.provenance, place.path.clone(), &mut types, options);
    definitions.is_annotated = part.name.is_some();
    definitions.find_cycles();
    let (mut written, mut findings) = (FileWriter::new(types), Findings::default());
    let readers = || (0..part.definitions.len()).filter_map(|index| SchemaReader::new(&definitions, index));
    for reader in readers() {
        ItemWriter::new(&mut written, &mut findings).definition(reader);
    }
    let mut output = Output { place, printer: Printer::default(), files: Files::new() };
    let mut declarations = Declarations::default();
    for reader in readers() {
        let Some(ident) = definitions.ident(reader.index) else { continue };
        let module = modules.module(&reader.definition.name);
        let code = std::mem::take(written.file(reader.index));
        let is_replaced = written.types.options_of(ident).is_some_and(|of| of.replace.is_some());
        output.definition(&module, ident, is_replaced || reader.in_place().is_alias(), code, &mut declarations)?;
    }
    written.types.check()?;
    if !written.replaced.is_empty() {
        let replaced = written.replaced.values().map(Replaced::implementation).collect::<Vec<_>>();
        let runtime = output.runtime();
        output.add("replaced", [quote!(use #runtime;)].into_iter().chain(replaced).collect())?;
        declarations.modules.push(quote!(
            mod replaced;
        ));
    }
    if !written.sources.is_empty() {
        let sources = std::mem::take(&mut written.sources);
        output.add("rules/sources", [output.sources_head()].into_iter().chain(sources).collect())?;
        declarations.rules.push(quote!(
            mod sources;
        ));
    }
    output.indices(&declarations)?;
    for extra in &part.extra_files {
        let name = Ident::new(extra.name, Span::call_site());
        let feature = extra.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        declarations.modules.push(quote!(#feature pub mod #name;));
        output.files.insert(format!("{}{name}.rs", place.folder), extra.text.clone());
    }
    let items = items(&declarations, place);
    let TypeNames { known, used, .. } = written.types;
    Ok(ModuleFiles { files: output.files, items, findings: findings.into_list(), known, used })
}

/// The items of the module's own file.
fn items(declarations: &Declarations, place: &ModulePlace) -> TokenStream {
    let Declarations { modules, exports, builders, .. } = declarations;
    let builders = (!builders.is_empty()).then(|| {
        quote! {
            #[allow(clippy::type_complexity, clippy::wildcard_imports, reason = "a builder's type says what has been set")]
            pub mod builders;
        }
    });
    let conform = place.is_nested.then(|| {
        quote!(
            pub use super::runtime::violation::{Conform, check};
        )
    });
    quote!(
        #builders
        #(#modules)*
        #[allow(dead_code, unused_imports, reason = "nothing is judged by the rules of another name for a type")]
        mod rules;
        #conform
        #(#exports)*
    )
}

/// The files so far.
struct Output<'a> {
    place: &'a ModulePlace<'a>,
    printer: Printer,
    files: Files,
}

impl Output<'_> {
    /// The path to the runtime from a file of the module.
    fn runtime(&self) -> TokenStream {
        if self.place.is_nested { quote!(super::super::runtime) } else { quote!(super::runtime) }
    }

    /// The imports of the file of sources.
    fn sources_head(&self) -> TokenStream {
        let runtime = self.runtime();
        quote!(use super::#runtime::rule::Source;)
    }

    /// Moves the code of a definition from the writer to the files of the module.
    fn definition(
        &mut self,
        module: &Ident,
        ident: &Ident,
        is_alias: bool,
        code: DefinitionCode,
        declarations: &mut Declarations,
    ) -> Result<(), Error> {
        let (name, runtime) = (file_name(module), self.runtime());
        // Items are moved and never copied: what a `quote!` copies costs as much as to make it.
        let uses = (!is_alias).then(|| quote!(use super::rules; use #runtime;));
        self.add(&name, uses.into_iter().chain(code.items).collect())?;
        let uses = quote! {
            #[allow(unused_imports, reason = "which of them are used depends on the rules")]
            use super::#runtime::{format::Format, rule::{Bound, Check, Kind, Literal, Schema, Source}};
        };
        self.add(&format!("rules/{name}"), [uses].into_iter().chain(code.tables).collect())?;
        declarations.modules.push(quote!(mod #module;));
        declarations.exports.push(quote!(pub use #module::*;));
        declarations.rules.push(quote!(mod #module; pub use #module::*;));
        let BuilderItems { items, names, markers, .. } = code.builders;
        if items.is_empty() {
            return Ok(());
        }
        let markers = (!markers.is_empty()).then(|| {
            quote! {
                /// The marker types of required properties, whose names appear in compiler messages.
                pub mod required { #(#markers)* }
            }
        });
        let uses = quote! {
            use super::*;
            use super::#runtime::{self, builder};
        };
        self.add(&format!("builders/{name}"), [uses].into_iter().chain(markers).chain(items).collect())?;
        let text = format!(" What builds the types of [`super::{ident}`].");
        declarations.builders.push(quote!(#[doc = #text] pub mod #module; pub use self::#module::{#(#names),*};));
        Ok(())
    }

    /// The files that declare the modules of rules and builders.
    fn indices(&mut self, declarations: &Declarations) -> Result<(), Error> {
        let Declarations { rules, builders, .. } = declarations;
        self.index("rules", "The rules of the types, each with the sentence that states it.", quote!(#(#rules)*))?;
        if builders.is_empty() {
            return Ok(());
        }
        let text = "Builders of the types: what is required must be set, or nothing compiles.";
        let items = quote!(
            use super::*;
            #(#builders)*
        );
        self.index("builders", text, items)
    }

    fn index(&mut self, name: &str, text: &str, items: TokenStream) -> Result<(), Error> {
        let text = format!("{RUST_HEADER}{}\n{}", inner_doc(text), print(items)?);
        self.files.insert(format!("{}{name}/mod.rs", self.place.folder), text);
        Ok(())
    }

    fn add(&mut self, path: &str, items: Vec<TokenStream>) -> Result<(), Error> {
        let text = format!("{RUST_HEADER}{}", print_with(&mut self.printer, items)?);
        self.files.insert(format!("{}{path}.rs", self.place.folder), text);
        Ok(())
    }
}
