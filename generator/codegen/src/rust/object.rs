//! Structs: the fields of an object, how each is kept, and what its builder sets.

use super::{
    Context, builder, default, doc, example,
    kind::Kind,
    literal::text,
    markdown,
    names::Scope,
    null::without_null,
    tokens::{braced, called, listed},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_contract::definition::Definition;
use ringback_contract::keyword::is_annotation;
use serde_json::Value;

/// A property that has a field of its own.
pub struct Field {
    /// The field's name.
    pub ident: Ident,
    /// The name of its setter.
    pub setter: Ident,
    /// The property's name.
    pub wire: String,
    /// How its presence is kept.
    pub keep: Keep,
    /// The type of its value.
    pub kind: Kind,
    docs: TokenStream,
    or_default: Option<TokenStream>,
}

/// How the presence of a property is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is always there.
    Required,
    /// It may be absent.
    Optional,
    /// It may be absent, and it may be null.
    Maybe,
}

impl Field {
    /// The field as it is declared, which takes its documentation.
    fn declared(&mut self) -> TokenStream {
        let mut declared = std::mem::take(&mut self.docs);
        let Self { ident, kind, .. } = self;
        declared.extend(match self.keep {
            Keep::Required => quote!(pub #ident: #kind,),
            Keep::Optional => quote!(pub #ident: Option<#kind>,),
            Keep::Maybe => quote!(pub #ident: runtime::optional::Maybe<#kind>,),
        });
        declared
    }

    fn kept(&self) -> TokenStream {
        let Self { ident, wire, kind, .. } = self;
        let wire = text(wire);
        match self.keep {
            Keep::Required => quote!(required::<#kind>(#ident, #wire)),
            Keep::Optional => quote!(optional::<#kind>(#ident, #wire)),
            Keep::Maybe => quote!(maybe::<#kind>(#ident, #wire)),
        }
    }
}

/// A struct with its builder; one that has an example shows it.
pub fn object(
    context: &mut Context,
    ident: &Ident,
    table: &Ident,
    said: &[String],
    has_example: bool,
    schema: &Value,
    strict: bool,
) -> TokenStream {
    let mut scope = Scope::default();
    let around = std::mem::replace(&mut context.in_place, false);
    let mut fields = fields(context, ident, schema, &mut scope);
    context.in_place = around;
    let is_whole = |definition: &Definition| definition.is_root && std::ptr::eq(&definition.schema, schema);
    if context.is_assumed(schema) && !context.definitions.get(context.index).is_some_and(is_whole) {
        let message = format!("{ident} requires properties and also takes what is no object; only objects are read");
        context.note("object-assumed", message);
    }
    let rest = scope.field("additional");
    let default = empty_fits(schema).then(|| quote!(Default,));
    let builder = builder::builder(context, ident, &fields);
    let defaults: Vec<&TokenStream> = fields.iter().filter_map(|field| field.or_default.as_ref()).collect();
    let defaults = (!defaults.is_empty()).then(|| quote!(impl #ident { #(#defaults)* }));
    let example = if has_example { example::example(context, ident, &fields) } else { Vec::new() };
    let docs = doc::with_example(said, &example, &doc::sources(context.provenance.citations(schema)));
    let additional = quote! {
        /// Properties that no document names, as they were read.
        pub #rest: runtime::additional::Additional,
    };
    let head = quote!(#[derive(Clone, Debug, #default PartialEq)] #[non_exhaustive] pub struct #ident);
    let declared = fields.iter_mut().map(Field::declared).chain([additional]);
    let mut made = docs;
    made.extend([braced(head, declared), builder]);
    made.extend(defaults);
    let kept = listed(quote!(#ident, &rules::#table, #strict, #rest,), fields.iter().map(Field::kept));
    made.extend([called(quote!(runtime::object!), [kept]), quote!(;)]);
    made
}

impl Context<'_> {
    /// Whether a schema that speaks of properties takes other values too, which a struct cannot be: one of which
    /// nothing is required holds them all the same.
    pub fn is_assumed(&self, schema: &Value) -> bool {
        let required = || self.properties(schema).iter().any(|(_, _, is_required)| *is_required);
        (self.kinds(schema).is_none() || self.names_null(schema)) && required()
    }
}

fn fields(context: &mut Context, owner: &Ident, schema: &Value, scope: &mut Scope) -> Vec<Field> {
    let mut setters = builder::setters();
    let mut fields = Vec::new();
    for (wire, property, is_required) in context.properties(schema) {
        let ident = scope.field(wire);
        let (beside, inner) = without_null(property);
        let nullable = beside || context.names_null(property);
        let kind = context.plain_type(inner, &format!("{owner} {wire}"));
        let (keep, kind) = match is_required {
            true if nullable => (Keep::Required, Kind::Nullable(Box::new(kind))),
            true => (Keep::Required, kind),
            false if nullable => (Keep::Maybe, kind),
            false => (Keep::Optional, kind),
        };
        let docs = documentation(context, &ident, wire, property);
        let mut field =
            Field { ident, setter: setters.field(wire), wire: wire.to_owned(), keep, kind, docs, or_default: None };
        field.or_default = default::or_default(context, &field, inner);
        fields.push(field);
    }
    fields
}

/// Whether an object without any property is certain to fit.
fn empty_fits(schema: &Value) -> bool {
    const SILENT: &[&str] = &[
        "additionalProperties",
        "dependentRequired",
        "dependentSchemas",
        "maxProperties",
        "patternProperties",
        "properties",
        "propertyNames",
        "type",
        "unevaluatedProperties",
    ];
    let asserting = |(keyword, value): (&String, &Value)| match keyword.as_str() {
        "required" => value.as_array().is_none_or(|names| !names.is_empty()),
        keyword => !is_annotation(keyword) && !SILENT.contains(&keyword),
    };
    !schema.as_object().into_iter().flatten().any(asserting)
}

fn documentation(context: &Context, ident: &Ident, wire: &str, property: &Value) -> TokenStream {
    let said = ["description", "title"].iter().find_map(|keyword| property.get(*keyword)?.as_str());
    let mut paragraphs: Vec<String> = said.map(markdown::paragraphs).unwrap_or_default();
    if paragraphs.is_empty() || ident != wire {
        paragraphs.push(format!("{} on the wire.", markdown::code(wire)));
    }
    if let Some(target) = property.get(ringback_contract::keyword::UNRESOLVED).and_then(Value::as_str) {
        paragraphs.push(format!("The model {} was not supplied; any object is accepted.", markdown::code(target)));
    }
    if let Some(default) = property.get("default") {
        paragraphs.push(format!("Default: {}.", markdown::code(&default.to_string())));
    }
    let example = property.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
    if let Some(example) = example {
        paragraphs.push(format!("Example: {}.", markdown::code(&example.to_string())));
    }
    doc::doc(&paragraphs, &doc::sources(context.provenance.citations(property)))
}
