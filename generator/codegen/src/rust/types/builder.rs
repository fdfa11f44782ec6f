//! Builders: a setter for every property, and type parameters for the required ones that have been set.

use super::field::{Field, Occurrence};
use crate::rust::{
    file_writer::FileWriter,
    text::{
        literal::{raw, text},
        markdown,
        names::NameScope,
        tokens::{braced, called},
    },
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The method that returns a struct's builder; the builder itself goes to the module of builders.
pub fn builder(file: &mut FileWriter, ident: &Ident, fields: &[Field]) -> TokenStream {
    let name = file.types.type_name(&format!("{ident} builder"));
    let required: Vec<&Field> = fields.iter().filter(|field| field.occurrence == Occurrence::Required).collect();
    let leaves: Vec<TokenStream> = required.iter().map(|field| leaf(file, ident, field)).collect();
    let start = state(&leaves);
    let (mut setters, mut optional, mut next) = (Vec::new(), Vec::new(), 0);
    for field in fields {
        if field.occurrence == Occurrence::Required {
            setters.push(required_setter(&name, ident, field, &leaves, next));
            next += 1;
        } else {
            optional.push(optional_setter(ident, field));
        }
    }
    let text = raw(&format!(" Builds a [`{ident}`]; it does not compile while something required is missing."));
    file.builders.items.push(quote! {
        #[doc = #text]
        #[must_use = "nothing is built before `build` is called"]
        pub struct #name<S = #start>(builder::Draft<S>);
        impl #name {
            pub(in super::super) fn new() -> Self {
                Self(builder::Draft::default())
            }
        }
    });
    file.builders.items.append(&mut setters);
    optional.push(quote! {
            /// Sets a property that no document names.
            pub fn additional(self, name: &str, value: impl Into<serde_json::Value>) -> Self {
                Self(self.0.set(name, &value.into()))
            }

            /// The value, if it breaks no rule.
            ///
            /// # Errors
            ///
            /// All broken rules.
            pub fn build(self) -> Result<#ident, runtime::violation::Violations>
            where
                S: builder::Complete,
            {
                self.0.build()
            }
    });
    file.builders.items.push(braced(quote!(impl<S> #name<S>), optional));
    file.builders.names.push(name.clone());
    quote! {
        impl #ident {
            /// Begins to build one.
            pub fn builder() -> super::builders::#name {
                super::builders::#name::new()
            }
        }
    }
}

/// The names of setters, without those that every builder has.
pub fn setters() -> NameScope {
    let mut setters = NameScope::default();
    ["additional", "build"].iter().for_each(|name| _ = setters.field(name));
    setters
}

/// The marker type of a required property that is not set; the compiler's error message shows its name.
fn leaf(file: &mut FileWriter, owner: &Ident, field: &Field) -> TokenStream {
    let marker = file.builders.marker_names.short_type_name(owner, &field.wire);
    let text = format!(" The property {} of [`{owner}`](super::super::super::{owner}).", markdown::code(&field.wire));
    let text = raw(&text);
    file.builders.markers.push(quote!(#[doc = #text] pub enum #marker {}));
    quote!(builder::Missing<required::#marker>)
}

/// The state of the required properties as a binary tree, so that a setter names only few type parameters of the
/// others.
fn state(leaves: &[TokenStream]) -> TokenStream {
    match leaves {
        [] => quote!(()),
        [leaf] => leaf.clone(),
        leaves => {
            let (left, right) = leaves.split_at(leaves.len().div_ceil(2));
            pair(state(left), state(right))
        }
    }
}

/// A pair: `(left, right)`.
fn pair(left: TokenStream, right: TokenStream) -> TokenStream {
    called(TokenStream::new(), [left, quote!(,), right])
}

/// The tree with one leaf replaced: every subtree beside the path to it is one type parameter.
fn around(leaves: &[TokenStream], index: usize, leaf: &TokenStream, parameters: &mut Vec<Ident>) -> TokenStream {
    if leaves.len() <= 1 {
        return leaf.clone();
    }
    let (left, right) = leaves.split_at(leaves.len().div_ceil(2));
    let other = format_ident!("S{}", parameters.len() + 1);
    parameters.push(other.clone());
    if index < left.len() {
        pair(around(left, index, leaf, parameters), quote!(#other))
    } else {
        pair(quote!(#other), around(right, index - left.len(), leaf, parameters))
    }
}

fn required_setter(builder: &Ident, owner: &Ident, field: &Field, leaves: &[TokenStream], index: usize) -> TokenStream {
    let Field { ident: name, setter, wire, .. } = field;
    let wire = text(wire);
    let parameter = field.of.parameter();
    let given = field.of.given(&quote!(#name));
    let Some(leaf) = leaves.get(index) else { return TokenStream::new() };
    let mut parameters = Vec::new();
    let before = around(leaves, index, leaf, &mut parameters);
    let after = around(leaves, index, &quote!(builder::Set), &mut Vec::new());
    let docs = setter_docs(owner, field);
    quote! {
        impl<#(#parameters),*> #builder<#before> {
            #docs
            pub fn #setter(self, #name: #parameter) -> #builder<#after> {
                #builder(self.0.set(#wire, &#given))
            }
        }
    }
}

fn optional_setter(owner: &Ident, field: &Field) -> TokenStream {
    let Field { ident: name, setter, wire, of, .. } = field;
    let wire = text(wire);
    let docs = setter_docs(owner, field);
    let (parameter, set) = match field.occurrence {
        Occurrence::OptionalOrNull => {
            let maybe = quote!(runtime::optional::Maybe<#of>);
            (quote!(impl Into<#maybe>), quote!(maybe(#wire, Into::<#maybe>::into(#name).write())))
        }
        _ => {
            let given = of.given(&quote!(#name));
            (of.parameter(), quote!(set(#wire, &#given)))
        }
    };
    quote! {
        #docs
        pub fn #setter(self, #name: #parameter) -> Self {
            Self(self.0.#set)
        }
    }
}

fn setter_docs(owner: &Ident, field: &Field) -> TokenStream {
    let required = if field.occurrence == Occurrence::Required { " It is required." } else { "" };
    // A link takes what follows `r#` for an anchor.
    let name = field.ident.to_string();
    let name = name.trim_start_matches("r#");
    let text = format!(" Sets [`{owner}::{name}`](super::super::{owner}::{name}).{required}");
    let text = raw(&text);
    quote!(#[doc = #text])
}
