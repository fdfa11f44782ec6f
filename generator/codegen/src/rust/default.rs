//! Documented defaults: a method that gives the value that holds when none is given. Nothing is written for it.

use super::{
    Context,
    kind::Kind,
    markdown,
    names::Scope,
    object::{Field, Keep},
    shape::Shape,
};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// The method for a property whose schema names a default that its type can have.
pub fn or_default(context: &Context, field: &Field, schema: &Value) -> Option<TokenStream> {
    let default = schema.get("default")?;
    let (ident, kind) = (&field.ident, &field.kind);
    let [text, copy, clone] = match field.keep {
        Keep::Required => return None,
        Keep::Optional => [quote!(self.#ident.as_deref()), quote!(self.#ident), quote!(self.#ident.clone())],
        Keep::Maybe => [quote!(map(String::as_str)), quote!(copied()), quote!(cloned())]
            .map(|given| quote!(self.#ident.value().#given)),
    };
    let (returned, body) = match (kind, default) {
        (Kind::Text, Value::String(default)) => (quote!(&str), quote!(#text.unwrap_or(#default))),
        (Kind::Boolean, Value::Bool(value)) => (quote!(bool), quote!(#copy.unwrap_or(#value))),
        (Kind::Integer, value) => {
            let number = Literal::i64_unsuffixed(value.as_i64()?);
            (quote!(i64), quote!(#copy.unwrap_or(#number)))
        }
        (Kind::Whole | Kind::Number, value) => {
            let number = Literal::i64_suffixed(value.as_i64()?);
            (quote!(#kind), quote!(#clone.unwrap_or_else(|| #number.into())))
        }
        (Kind::Double, value) => {
            let number = Literal::f64_unsuffixed(value.as_f64()?);
            (quote!(f64), quote!(#copy.unwrap_or(#number)))
        }
        (Kind::Parsed(path), Value::String(text)) => {
            let Shape::Choice { texts, .. } = context.shape(schema) else { return None };
            let variants = Scope::variants(&texts);
            let (_, variant) = texts.iter().zip(variants).find(|(known, _)| *known == text)?;
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
