//! A property that has a field of its own in a struct.

use super::field_type::FieldType;
use crate::rust::text::literal::text;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A field of a struct.
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// The name of its setter.
    pub setter: Ident,
    /// The property's name in JSON.
    pub wire: String,
    /// Whether it may be absent.
    pub occurrence: Occurrence,
    /// The type of its value.
    pub of: FieldType,
    /// Its documentation.
    pub docs: TokenStream,
    /// The method that returns the documented default where the property is absent.
    pub or_default: Option<TokenStream>,
}

/// Whether a property may be absent, which decides how its field is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// It is always there.
    Required,
    /// It may be absent: an `Option`.
    Optional,
    /// It may be absent, and it may be null: a `Maybe` of the runtime.
    OptionalOrNull,
}

impl Field {
    /// The field as it is declared, which moves its documentation there.
    pub fn declaration(&mut self) -> TokenStream {
        let mut declaration = std::mem::take(&mut self.docs);
        let Self { ident, of, .. } = self;
        declaration.extend(match self.occurrence {
            Occurrence::Required => quote!(pub #ident: #of,),
            Occurrence::Optional => quote!(pub #ident: Option<#of>,),
            Occurrence::OptionalOrNull => quote!(pub #ident: runtime::optional::Maybe<#of>,),
        });
        declaration
    }

    /// The field for the runtime's macro `object`: `required::<String>(name, "name")`.
    pub fn macro_argument(&self) -> TokenStream {
        let Self { ident, wire, of, .. } = self;
        let wire = text(wire);
        match self.occurrence {
            Occurrence::Required => quote!(required::<#of>(#ident, #wire)),
            Occurrence::Optional => quote!(optional::<#of>(#ident, #wire)),
            Occurrence::OptionalOrNull => quote!(maybe::<#of>(#ident, #wire)),
        }
    }
}
