//! Structs: the fields of an object, how each is kept, and what its builder sets.

use super::{Context, builder, doc, kind::Kind, names, names::Scope, null::without_null};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

/// A property that has a field of its own.
pub struct Field {
    /// The field's name.
    pub ident: Ident,
    /// The property's name.
    pub wire: String,
    /// How its presence is kept.
    pub keep: Keep,
    /// The type of its value.
    pub kind: Kind,
    docs: TokenStream,
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
    fn declared(&self) -> TokenStream {
        let Self { ident, kind, docs, .. } = self;
        match self.keep {
            Keep::Required => quote!(#docs pub #ident: #kind),
            Keep::Optional => quote!(#docs pub #ident: Option<#kind>),
            Keep::Maybe => quote!(#docs pub #ident: runtime::optional::Maybe<#kind>),
        }
    }

    fn kept(&self) -> TokenStream {
        let Self { ident, wire, kind, .. } = self;
        match self.keep {
            Keep::Required => quote!(required(#ident, #wire, #kind)),
            Keep::Optional => quote!(optional(#ident, #wire, #kind)),
            Keep::Maybe => quote!(maybe(#ident, #wire, #kind)),
        }
    }
}

/// A struct with its builder. `owner` is the type whose rules hold for it.
pub fn object(
    context: &mut Context,
    ident: &Ident,
    owner: &Ident,
    docs: &TokenStream,
    schema: &Value,
    strict: bool,
) -> TokenStream {
    let table = names::constant(owner);
    let mut scope = Scope::default();
    let around = std::mem::replace(&mut context.in_place, false);
    let fields = fields(context, owner, schema, &mut scope);
    context.in_place = around;
    let rest = scope.field("additional");
    let declared = fields.iter().map(Field::declared);
    let kept = fields.iter().map(Field::kept);
    let default = empty_fits(schema).then(|| quote!(Default,));
    let builder = builder::builder(context, ident, &fields);
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#declared,)*
            /// Properties that no document names, as they were read.
            pub #rest: runtime::additional::Additional,
        }
        #builder
        runtime::object!(#ident, &rules::#table, #strict, #rest, [#(#kept),*]);
    }
}

fn fields(context: &mut Context, owner: &Ident, schema: &Value, scope: &mut Scope) -> Vec<Field> {
    let required = |wire: &str| {
        let names = schema.get("required").and_then(Value::as_array);
        names.is_some_and(|names| names.iter().any(|name| name == wire))
    };
    let mut fields = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    // What is never allowed needs no field.
    for (wire, property) in properties.filter(|(_, property)| **property != Value::Bool(false)) {
        let ident = scope.field(wire);
        let (nullable, inner) = without_null(property);
        let kind = context.plain_type(inner, &format!("{owner} {wire}"));
        let (keep, kind) = match required(wire) {
            true if nullable => (Keep::Required, Kind::Nullable(Box::new(kind))),
            true => (Keep::Required, kind),
            false if nullable || context.allows_null(property) => (Keep::Maybe, kind),
            false => (Keep::Optional, kind),
        };
        let docs = documentation(&ident, wire, property);
        fields.push(Field { ident, wire: wire.clone(), keep, kind, docs });
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
        keyword => !super::is_annotation(keyword) && !SILENT.contains(&keyword),
    };
    !schema.as_object().into_iter().flatten().any(asserting)
}

fn documentation(ident: &Ident, wire: &str, property: &Value) -> TokenStream {
    let said = ["description", "title"].iter().find_map(|keyword| property.get(*keyword)?.as_str());
    let mut paragraphs: Vec<String> = said.map(doc::words).into_iter().collect();
    if paragraphs.is_empty() || ident != wire {
        paragraphs.push(format!("{} on the wire.", doc::code(wire)));
    }
    if let Some(target) = property.get(crate::emit::schema::UNRESOLVED).and_then(Value::as_str) {
        paragraphs.push(format!("The model {} was not supplied; any object is accepted.", doc::code(target)));
    }
    if let Some(default) = property.get("default") {
        paragraphs.push(format!("Default: {}.", doc::code(&default.to_string())));
    }
    let example = property.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
    if let Some(example) = example {
        paragraphs.push(format!("Example: {}.", doc::code(&example.to_string())));
    }
    doc::doc(&paragraphs, &doc::sources(property))
}
