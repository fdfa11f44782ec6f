//! A property that has its own field in a struct.

use super::field_type::FieldType;
use crate::rust::text::literal::text;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

/// A field of a struct.
pub struct Field {
    /// The name of the field.
    pub ident: Ident,
    /// The name of its setter.
    pub setter: Ident,
    /// The property's name in JSON.
    pub wire: String,
    /// Whether it may be absent.
    pub occurrence: Occurrence,
    /// The type of its value.
    pub of: FieldType,
    /// The paragraphs of its documentation.
    pub docs: TokenStream,
    /// The only value that it can have, which the builder sets.
    pub preset: Option<Value>,
    /// The way to it in the tree of required properties, if it has to be set.
    pub way: Option<TokenStream>,
    /// The method that returns the documented default if the property is absent.
    pub or_default: Option<TokenStream>,
}

/// Whether a property may be absent or null, which decides the type of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// Required: the field has the type itself.
    Required,
    /// Optional, and not null: an `Option`.
    Optional,
    /// Optional, and null allowed: a `Maybe` of the runtime.
    OptionalOrNull,
    /// Declared under a condition, and elsewhere anything: an `Option`, which is empty if its type cannot hold the value.
    Conditional,
}

impl Field {
    /// Whether whoever builds the struct has to set it.
    pub fn must_be_set(&self) -> bool {
        self.occurrence == Occurrence::Required && self.preset.is_none()
    }

    /// The declaration of the field; moves the documentation there.
    pub fn declaration(&mut self) -> TokenStream {
        let mut declaration = std::mem::take(&mut self.docs);
        let Self { ident, of, .. } = self;
        declaration.extend(match self.occurrence {
            Occurrence::Required => quote!(pub #ident: #of,),
            Occurrence::Optional | Occurrence::Conditional => quote!(pub #ident: Option<#of>,),
            Occurrence::OptionalOrNull => quote!(pub #ident: runtime::optional::Maybe<#of>,),
        });
        declaration
    }

    /// The field as an argument of the runtime's macro `object`: `required::<String>(name, "name", at(L))`.
    pub fn macro_argument(&self, is_built: bool) -> TokenStream {
        let Self { ident, setter, wire, of, .. } = self;
        let wire = text(wire);
        let set = (is_built && ident != setter).then(|| quote!(, set(#setter)));
        let at = self.way.as_ref().map(|way| quote!(, at(#way)));
        let is = self.preset.as_ref().filter(|_| is_built).map(|preset| {
            let value = match preset {
                Value::String(value) => text(value).into_token_stream(),
                value => {
                    let json = value.to_string();
                    quote!(runtime::equal::parsed(#json))
                }
            };
            quote!(, is(#value))
        });
        let by = of.is_foreign().then(|| quote!(, by(rules)));
        let taken = of.taken().filter(|_| is_built && self.occurrence != Occurrence::OptionalOrNull);
        let take = taken.map(|taken| quote!(, take(#taken)));
        let more = quote!(#set #at #take #is #by);
        match self.occurrence {
            Occurrence::Required => quote!(required::<#of>(#ident, #wire #more)),
            Occurrence::Optional => quote!(optional::<#of>(#ident, #wire #more)),
            Occurrence::OptionalOrNull => quote!(maybe::<#of>(#ident, #wire #more)),
            Occurrence::Conditional => quote!(conditional::<#of>(#ident, #wire #more)),
        }
    }
}
