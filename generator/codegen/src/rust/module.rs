//! The files of one module of types: the items of each definition, the rules of all of them, and where these are stated.

use super::{
    file_writer::{DefinitionCode, FileWriter},
    findings::Findings,
    part::Part,
    schema::{Definitions, SchemaReader},
    text::{
        dense::dense,
        names::{NameScope, file_name},
        print::{Printer, print_with},
        tokens::listed,
    },
    type_names::TypeNames,
    types::{ItemWriter, Replaced},
};
use crate::options::Options;
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use ringback_contract::{error::Error, files::Files, finding::Finding, generated_mark::RUST_HEADER};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The tables of rules, by the index of their definition.
    rules: BTreeMap<usize, String>,
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
    let mut output = Output { place, printer: Printer::default(), files: Files::new() };
    let mut declarations = Declarations::default();
    let module_names: Vec<Option<Ident>> = readers()
        .map(|reader| definitions.ident(reader.index).map(|_| modules.module(&reader.definition.name)))
        .collect();
    for reader in readers() {
        ItemWriter::new(&mut written, &mut findings).definition(reader);
        // Printed at once: the tokens of many types would fill the memory.
        let code = std::mem::take(written.file(reader.index));
        output.definition(reader, &module_names, code, &written.types, &mut declarations)?;
    }
    // What later definitions have added to earlier ones.
    for reader in readers() {
        let code = std::mem::take(written.file(reader.index));
        if !code.is_empty() {
            output.definition(reader, &module_names, code, &written.types, &mut declarations)?;
        }
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
    let has_sources = !written.sources.is_empty();
    if has_sources {
        output.sources(&mut written);
    }
    let tables: String = std::mem::take(&mut declarations.rules).into_values().collect();
    output.rules(&tables, has_sources);
    for extra in &part.extra_files {
        let name = Ident::new(extra.name, Span::call_site());
        let feature = extra.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        declarations.modules.push(quote!(#feature pub mod #name;));
        output.files.insert(format!("{}{name}.rs", place.folder), extra.text.clone());
    }
    let items = items(&declarations, place, has_sources);
    let TypeNames { known, used, .. } = written.types;
    Ok(ModuleFiles { files: output.files, items, findings: findings.into_list(), known, used })
}

/// The items of the module's own file.
fn items(declarations: &Declarations, place: &ModulePlace, has_sources: bool) -> TokenStream {
    let Declarations { modules, exports, .. } = declarations;
    let conform = place.is_nested.then(|| {
        quote!(
            pub use super::runtime::violation::{Conform, check};
        )
    });
    // As text, because `rustfmt` obeys it even inside a macro.
    let skip: TokenStream = "#[rustfmt::skip]".parse().unwrap_or_default();
    let sources = has_sources.then(|| quote!(#skip #[allow(unused_imports)] mod sources;));
    quote!(
        #(#modules)*
        #skip
        #[allow(dead_code, unused_imports)]
        mod rules;
        #sources
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

    /// Moves the code of a definition from the writer to the files of the module.
    fn definition(
        &mut self,
        reader: SchemaReader,
        names: &[Option<Ident>],
        code: DefinitionCode,
        types: &TypeNames,
        declarations: &mut Declarations,
    ) -> Result<(), Error> {
        let (Some(Some(module)), Some(ident)) = (names.get(reader.index), reader.definitions.ident(reader.index))
        else {
            return Ok(());
        };
        let rules = dense(code.tables.into_iter().map(unqualified).collect());
        declarations.rules.entry(reader.index).or_default().push_str(&rules);
        let name = file_name(module);
        if let Some(text) = self.files.get_mut(&format!("{}{name}.rs", self.place.folder)) {
            text.push_str(&format!("\n{}", print_with(&mut self.printer, code.items)?));
            return Ok(());
        }
        let is_replaced = types.options_of(ident).is_some_and(|of| of.replace.is_some());
        // Items are moved and never copied: what a `quote!` copies costs as much as to make it.
        let uses = match (is_replaced || reader.in_place().is_alias(), self.place.is_nested) {
            (true, _) => None,
            (false, true) => Some(quote!(
                use super::{super::runtime, rules};
            )),
            (false, false) => Some(quote!(
                use super::{rules, runtime};
            )),
        };
        self.add(&name, uses.into_iter().chain(code.items).collect())?;
        declarations.modules.push(quote!(mod #module;));
        declarations.exports.push(quote!(pub use #module::*;));
        Ok(())
    }

    /// The file of rules.
    fn rules(&mut self, tables: &str, has_sources: bool) {
        let runtime = if self.place.is_nested { "super::super::runtime" } else { "super::runtime" };
        let sources = if has_sources { "use super::sources;\n" } else { "" };
        let has = |name: &&str| tables.match_indices(name).any(|(at, _)| is_word(tables, at, name.len()));
        let format = if has(&"Format::") { format!("use {runtime}::format::Format;\n") } else { String::new() };
        let names = ["Bound", "Check::{self, *}", "Kind", "Literal", "Schema", "Source", "at", "part"];
        let names: Vec<&str> = names.into_iter().filter(|name| name.contains('{') || has(name)).collect();
        let head = format!(
            "// The rules of the types.\n\n{sources}{format}use {runtime}::rule::{{{}}};\n\n",
            names.join(", ")
        );
        self.files.insert(format!("{}rules.rs", self.place.folder), format!("{RUST_HEADER}{head}{tables}"));
    }

    /// The file of what states the rules.
    fn sources(&mut self, written: &mut FileWriter) {
        let runtime = if self.place.is_nested { "super::super::runtime" } else { "super::runtime" };
        let documents = written.documents.iter().enumerate().map(|(index, document)| {
            let name = format_ident!("DOCUMENT_{}", index + 1);
            quote!(const #name: &str = #document;)
        });
        let lists = std::mem::take(&mut written.sources).into_iter().map(|(owner, lists)| {
            let (owner, count) = (Ident::new(&owner, Span::call_site()), Literal::usize_unsuffixed(lists.len()));
            let mut made = listed(quote!(pub static #owner: [&[Source]; #count] =), lists);
            made.extend(quote!(;));
            made
        });
        let text = dense(documents.chain(lists).collect());
        let head =
            format!("// Where each rule is stated: file, line, keyword.\n\nuse {runtime}::rule::{{Source, at}};\n\n");
        self.files.insert(format!("{}sources.rs", self.place.folder), format!("{RUST_HEADER}{head}{text}"));
    }

    fn add(&mut self, path: &str, items: Vec<TokenStream>) -> Result<(), Error> {
        let text = format!("{RUST_HEADER}{}", print_with(&mut self.printer, items)?);
        self.files.insert(format!("{}{path}.rs", self.place.folder), text);
        Ok(())
    }
}

/// Whether a word begins at an offset of a text and goes no further.
fn is_word(text: &str, at: usize, length: usize) -> bool {
    let continues = |c: char| c.is_alphanumeric() || c == '_';
    !text.get(..at).is_some_and(|before| before.ends_with(continues))
        && !text.get(at + length..).is_some_and(|after| {
            after.starts_with(continues) && !text.get(at..at + length).is_some_and(|word| word.ends_with(':'))
        })
}

/// A table without the name of the type of its checks, which are imported.
fn unqualified(table: TokenStream) -> TokenStream {
    let mut tokens = table.into_iter().peekable();
    let mut made = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident)
                if ident == "Check" && matches!(tokens.peek(), Some(TokenTree::Punct(c)) if c.as_char() == ':') =>
            {
                tokens.nth(1);
            }
            TokenTree::Group(group) => {
                made.push(TokenTree::from(Group::new(group.delimiter(), unqualified(group.stream()))));
            }
            token => made.push(token),
        }
    }
    made.into_iter().collect()
}
