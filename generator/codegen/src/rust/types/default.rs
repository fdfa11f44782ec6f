//! Documented defaults: a method that returns the default if the property is absent. Defaults are never sent.

use super::{
    enums::variants_of,
    field::{Field, Occurrence},
    field_type::FieldType,
};
use crate::rust::{
    schema::{SchemaReader, TypeShape},
    text::markdown,
    type_names::TypeNames,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// The method for a property whose schema has a default that its type can hold.
pub fn or_default<'a>(
    reader: SchemaReader<'a>,
    field: &Field,
    schema: &'a Value,
    types: &TypeNames,
) -> Option<TokenStream> {
    let default = schema.get("default")?;
    let (ident, of) = (&field.ident, &field.of);
    let [text, copy, clone] = match field.occurrence {
        Occurrence::Required => return None,
        Occurrence::Optional | Occurrence::Conditional => {
            [quote!(self.#ident.as_deref()), quote!(self.#ident), quote!(self.#ident.clone())]
        }
        Occurrence::OptionalOrNull => [quote!(map(String::as_str)), quote!(copied()), quote!(cloned())]
            .map(|given| quote!(self.#ident.value().#given)),
    };
    let (returned, body) = match (of, default) {
        (FieldType::Text, Value::String(default)) => (quote!(&str), quote!(#text.unwrap_or(#default))),
        (FieldType::Boolean, Value::Bool(value)) => (quote!(bool), quote!(#copy.unwrap_or(#value))),
        (FieldType::Integer, value) => {
            let number = Literal::i64_unsuffixed(value.as_i64()?);
            (quote!(i64), quote!(#copy.unwrap_or(#number)))
        }
        (FieldType::Unsigned, value) => {
            let number = Literal::u64_unsuffixed(value.as_u64()?);
            (quote!(u64), quote!(#copy.unwrap_or(#number)))
        }
        (FieldType::Whole | FieldType::Number, value) => {
            let number = match (of, value.as_i64()) {
                (_, Some(whole)) => Literal::i64_suffixed(whole),
                (FieldType::Number, None) => Literal::f64_suffixed(value.as_f64()?),
                _ => return None,
            };
            (quote!(#of), quote!(#clone.unwrap_or_else(|| #of::from(#number))))
        }
        (FieldType::Double, value) => {
            let number = Literal::f64_unsuffixed(value.as_f64()?);
            (quote!(f64), quote!(#copy.unwrap_or(#number)))
        }
        (FieldType::Parsed(path), Value::String(text)) => {
            let listing = match reader.shape(schema) {
                TypeShape::Choice { .. } => schema,
                TypeShape::Reference(index) => &reader.definitions.get(index)?.schema,
                _ => return None,
            };
            if !matches!(reader.definition_shape(listing), TypeShape::Choice { .. }) {
                return None;
            }
            let (values, _) = reader.named_texts(listing)?;
            let ident = path.clone().into_iter().last().map(|ident| ident.to_string());
            let ident = ident.map(|ident| Ident::new(ident.trim_start_matches("r#"), Span::call_site()))?;
            let variants = variants_of(&values, types.options_of(&ident).map(|of| &of.variants));
            let (_, variant) = values.iter().zip(variants).find(|(known, _)| known.value == text)?;
            (quote!(#path), quote!(#clone.unwrap_or(#path::#variant)))
        }
        _ => return None,
    };
    let plain = ident.to_string();
    let name = format_ident!("{}_or_default", plain.trim_start_matches("r#"));
    let text =
        format!(" [`{plain}`](Self::{plain}), or the documented default {}.", markdown::code(&default.to_string()));
    Some(quote! {
        #[doc = #text]
        pub fn #name(&self) -> #returned {
            #body
        }
    })
}
