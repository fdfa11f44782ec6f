//! Alternatives as an enum: which there are, and what each is called.

use super::{
    Context,
    names::{self, Scope},
    null::without_null,
    shape::Shape,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

/// More alternatives than anybody matches on.
const MOST: usize = 200;

impl Context<'_> {
    /// The alternatives of a schema, if a Rust type holds at least one of them. What else it says is judged.
    pub fn alternatives(&self, schema: &Value) -> Option<Shape> {
        let schemas = alternatives(schema).filter(|schemas| schemas.len() <= MOST)?;
        let shapes: Vec<Shape> =
            schemas.iter().filter(|schema| !is_null(schema)).map(|schema| self.shape(schema)).collect();
        if shapes.iter().all(|shape| matches!(shape, Shape::Checked | Shape::Any | Shape::Decimal)) {
            return None;
        }
        let text = |shape: &Shape| {
            matches!(shape, Shape::Text | Shape::RuledText | Shape::Formatted(_) | Shape::Choice { .. })
        };
        let all_text =
            shapes.iter().all(text) && !schemas.iter().any(|schema| is_null(schema) || without_null(schema).0);
        Some(if all_text { Shape::RuledText } else { Shape::Union })
    }

    /// The enum of a schema's alternatives.
    pub fn union(&mut self, ident: &Ident, docs: &TokenStream, schema: &Value, strict: bool) -> TokenStream {
        let mut scope = Scope::default();
        let _ = scope.variant("other");
        let (mut variants, mut choices) = (Vec::new(), Vec::new());
        let schemas = alternatives(schema).into_iter().flatten().enumerate();
        for (index, schema) in schemas.filter(|(_, schema)| !is_null(schema)) {
            let shape = self.shape(schema);
            let name = self.alternative_name(&shape, schema);
            let variant = scope.variant(&name);
            let kind = self.kind(schema, shape.clone(), &format!("{ident} {name}"));
            let kind = if is_large(&shape) { quote!(Box<#kind>) } else { quote!(#kind) };
            let text = schema.get("description").and_then(Value::as_str).map(super::markdown::words);
            let text = text.unwrap_or_else(|| match &shape {
                Shape::Reference(_) => format!("A [`{name}`](super::{name})."),
                _ => format!("Alternative {} of the schema.", index + 1),
            });
            let docs = super::doc::doc(&[text], &[]);
            let index = super::scalar(index);
            variants.push(quote!(#docs #variant(#kind)));
            choices.push(quote!(#variant(alternative(#index))));
        }
        union(ident, docs, strict, &variants, &choices)
    }

    /// The enum of the values of several types.
    pub fn several(
        &mut self,
        ident: &Ident,
        docs: &TokenStream,
        schema: &Value,
        kinds: &[String],
        strict: bool,
    ) -> TokenStream {
        let (mut variants, mut choices) = (Vec::new(), Vec::new());
        for kind in kinds {
            let shape = match self.shape_of_type(schema, kind) {
                // The rules of the whole are those of each of its values.
                Shape::RuledText | Shape::Formatted(_) | Shape::Choice { .. } => Shape::Text,
                Shape::RuledInteger | Shape::RuledWhole => Shape::Whole,
                shape => shape,
            };
            let variant = Scope::default().variant(match kind.as_str() {
                "array" => "List",
                "string" => "Text",
                kind => kind,
            });
            let text = format!(" A value of the type `{kind}`.");
            let large = is_large(&shape);
            let name = format!("{ident} {kind}");
            let of_kind = self.kind(schema, shape, &name);
            let of_kind = if large { quote!(Box<#of_kind>) } else { quote!(#of_kind) };
            variants.push(quote!(#[doc = #text] #variant(#of_kind)));
            let of_rules = Scope::default().variant(kind);
            choices.push(quote!(#variant(kind(#of_rules))));
        }
        union(ident, docs, strict, &variants, &choices)
    }

    fn alternative_name(&self, shape: &Shape, schema: &Value) -> String {
        let title = || schema.get("title").and_then(Value::as_str).filter(|title| title.split_whitespace().count() < 4);
        let name = match shape {
            Shape::Reference(index) => return self.idents.get(*index).map_or_else(String::new, Ident::to_string),
            Shape::Object => tag(schema).unwrap_or("Object"),
            Shape::Map => "Map",
            Shape::List => "List",
            Shape::Choice { texts, .. } => match texts.as_slice() {
                [text] => text,
                _ => "Choice",
            },
            Shape::Formatted(format) => format.name(),
            Shape::Text | Shape::RuledText => "Text",
            Shape::RuledInteger | Shape::RuledWhole | Shape::Integer | Shape::Whole => "Integer",
            Shape::Number | Shape::Double => "Number",
            Shape::Boolean => "Boolean",
            Shape::Union | Shape::Several(_) | Shape::Literals(_) | Shape::Decimal | Shape::Checked | Shape::Any => {
                "Value"
            }
        };
        title().unwrap_or(name).to_owned()
    }
}

/// An enum of which each variant holds a value of another type.
fn union(
    ident: &Ident,
    docs: &TokenStream,
    strict: bool,
    variants: &[TokenStream],
    choices: &[TokenStream],
) -> TokenStream {
    let table = names::constant(ident);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            /// A value that fits none of the others, as it was read.
            Other(serde_json::Value),
        }
        runtime::union!(#ident, &rules::#table, #strict, [#(#choices),*]);
    }
}

/// The alternatives of a schema, if it has one list of them.
pub fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    let mut lists = ["anyOf", "oneOf"].iter().filter_map(|keyword| schema.get(*keyword)?.as_array());
    lists.next().filter(|_| lists.next().is_none())
}

/// Whether a value is better kept behind a pointer than inside an enum.
fn is_large(shape: &Shape) -> bool {
    matches!(shape, Shape::Reference(_) | Shape::Object | Shape::Union | Shape::Several(_))
}

/// The value of the first required property that can have no other: `kind: "cat"`.
fn tag(schema: &Value) -> Option<&str> {
    let required = schema.get("required")?.as_array()?;
    required.iter().filter_map(Value::as_str).find_map(|name| {
        let property = schema.get("properties")?.get(name)?;
        let value = match property.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
            Some([value]) => Some(value),
            _ => property.get("const"),
        };
        value?.as_str()
    })
}

/// Whether null is the only value.
pub fn is_null(schema: &Value) -> bool {
    let only = || schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_null));
    schema.get("type").is_some_and(|kind| kind == "null")
        || schema.get("const").is_some_and(Value::is_null)
        || schema.get("enum").is_some() && only()
}
