//! Structs for objects: the fields, the method that returns the builder, and the macro call that implements decoding.

use super::{builder, docs, example, field::Field};
use crate::rust::{
    file_writer::FileWriter,
    schema::SchemaReader,
    text::{
        doc,
        names::{NameScope, constant},
        tokens::{braced, called, listed},
    },
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_contract::keyword::Keyword;
use serde_json::Value;

/// The input for a struct.
pub struct Object<'s> {
    /// The paragraphs of its documentation.
    pub paragraphs: &'s [String],
    /// Whether the documentation shows an example.
    pub has_example: bool,
    /// Its schema.
    pub schema: &'s Value,
    /// The fields.
    pub fields: Vec<Field>,
    /// The names of the fields, including the field for undocumented properties.
    pub field_names: NameScope,
}

impl Object<'_> {
    /// Writes the struct; its builder is added to the file.
    pub fn item(mut self, reader: SchemaReader, file: &mut FileWriter, ident: &Ident) -> TokenStream {
        let options = reader.definitions.options;
        let rest = options.additional.then(|| self.field_names.field("additional"));
        let Self { paragraphs, schema, mut fields, .. } = self;
        let (table, strict) = (constant(ident), reader.definition.strict);
        let default = empty_fits(schema).then(|| quote!(Default,));
        let head = file.types.decorated(ident, &quote!(Clone, Debug, #default PartialEq));
        let builder = options.builders.then(|| builder::builder(file, ident, &mut fields));
        let builder = builder.unwrap_or_else(|| quote!(()));
        let defaults: Vec<&TokenStream> = fields.iter().filter_map(|field| field.or_default.as_ref()).collect();
        let defaults = (!defaults.is_empty()).then(|| quote!(impl #ident { #(#defaults)* }));
        let example = if self.has_example { example::example(reader, ident, &fields) } else { Vec::new() };
        let sources = docs::sources(reader, schema);
        let additional = rest.as_ref().map(|rest| {
            quote! {
                /// Properties that no document names, as they were read.
                pub #rest: runtime::additional::Additional,
            }
        });
        // Without a builder, a literal is the only way to make one.
        let closed = options.builders.then(|| quote!(#[non_exhaustive]));
        let head = quote!(#head #closed pub struct #ident);
        let mut made = doc::with_example(paragraphs, &example, &sources);
        let declared = fields.iter_mut().map(Field::declaration).chain(additional);
        made.extend([braced(head, declared)]);
        made.extend(defaults);
        let head = quote!(#ident, &rules::#table, #strict, [#rest], #builder,);
        let read = listed(head, fields.iter().map(|field| field.macro_argument(options.builders)));
        made.extend([called(quote!(runtime::object!), [read]), quote!(;)]);
        made
    }
}

/// Whether an object without any property is certainly valid.
fn empty_fits(schema: &Value) -> bool {
    let asserting = |(keyword, value): (&String, &Value)| match Keyword::of(keyword) {
        Some(Keyword::Required) => value.as_array().is_none_or(|names| !names.is_empty()),
        Some(
            Keyword::AdditionalProperties
            | Keyword::DependentRequired
            | Keyword::DependentSchemas
            | Keyword::MaxProperties
            | Keyword::PatternProperties
            | Keyword::Properties
            | Keyword::PropertyNames
            | Keyword::Type
            | Keyword::UnevaluatedProperties,
        )
        | None => false,
        Some(keyword) => keyword.constrains_alone(),
    };
    !schema.as_object().into_iter().flatten().any(asserting)
}
