//! Builders: a setter for every property, and type parameters for the required ones that have been set.

use super::field::{Field, Occurrence};
use crate::rust::{
    file_writer::{BuilderItems, FileWriter},
    text::{
        literal::{raw, text as text_literal},
        markdown,
        names::NameScope,
        tokens::{braced, called},
    },
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// The method that returns a struct's builder; the builder itself goes to the module of builders.
pub fn builder(file: &mut FileWriter, index: usize, ident: &Ident, fields: &[Field]) -> TokenStream {
    let name = file.types.other(&format!("{ident} builder"));
    let builders = &mut file.file(index).builders;
    let required: Vec<&Field> = fields.iter().filter(|field| field.must_be_set()).collect();
    let leaves: Vec<TokenStream> = required.iter().map(|field| leaf(builders, ident, field)).collect();
    let start = state(&leaves);
    let (mut setters, mut optional, mut next) = (Vec::new(), Vec::new(), 0);
    for field in fields {
        if field.must_be_set() {
            setters.push(required_setter(&name, ident, field, &leaves, next));
            next += 1;
        } else {
            optional.push(optional_setter(ident, field));
        }
    }
    let text = raw(&format!(" Builds a [`{ident}`]; it does not compile while something required is missing."));
    let presets = fields.iter().filter_map(|field| {
        let (wire, value) = (text_literal(&field.wire), field.preset.as_ref()?);
        Some(match value {
            Value::String(value) => {
                let value = text_literal(value);
                quote!(.preset(#wire, #value))
            }
            value => {
                let json = value.to_string();
                quote!(.preset(#wire, runtime::equal::parsed(#json)))
            }
        })
    });
    builders.items.push(quote! {
        #[doc = #text]
        #[must_use = "nothing is built before `build` is called"]
        pub struct #name<ST = #start>(builder::Draft<ST>);
        impl #name {
            pub(in super::super) fn new() -> Self {
                Self(builder::Draft::<#start>::default()#(#presets)*)
            }
        }
    });
    builders.items.append(&mut setters);
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
                ST: builder::Complete,
            {
                self.0.build()
            }
    });
    builders.items.push(braced(quote!(impl<ST> #name<ST>), optional));
    builders.names.push(name.clone());
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
    ["additional", "build", "new"].iter().for_each(|name| _ = setters.field(name));
    setters
}

/// The marker type of a required property that is not set; the compiler's error message shows its name.
fn leaf(builders: &mut BuilderItems, owner: &Ident, field: &Field) -> TokenStream {
    let marker = builders.marker_names.short_type_name(owner, &field.wire);
    let text = format!(" The property {} of [`{owner}`](super::super::super::{owner}).", markdown::code(&field.wire));
    let text = raw(&text);
    builders.markers.push(quote!(#[doc = #text] pub enum #marker {}));
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
    let other = format_ident!("ST{}", parameters.len() + 1);
    parameters.push(other.clone());
    if index < left.len() {
        pair(around(left, index, leaf, parameters), quote!(#other))
    } else {
        pair(quote!(#other), around(right, index - left.len(), leaf, parameters))
    }
}

fn required_setter(builder: &Ident, owner: &Ident, field: &Field, leaves: &[TokenStream], index: usize) -> TokenStream {
    let Field { setter, wire, .. } = field;
    let name = parameter_name(field);
    let wire = text_literal(wire);
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

/// The name of a setter's parameter. The compiler refuses one that a variant has too, as happens in scripts without case.
fn parameter_name(field: &Field) -> Ident {
    if field.ident.to_string().is_ascii() { field.ident.clone() } else { format_ident!("value") }
}

fn optional_setter(owner: &Ident, field: &Field) -> TokenStream {
    let Field { setter, wire, of, .. } = field;
    let name = parameter_name(field);
    let wire = text_literal(wire);
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
    let required = match (&field.preset, field.must_be_set()) {
        (_, true) => " It is required.",
        (Some(_), _) => " It has its only value already.",
        _ => "",
    };
    // A link takes what follows `r#` for an anchor.
    let name = field.ident.to_string();
    let name = name.trim_start_matches("r#");
    let text = format!(" Sets [`{owner}::{name}`](super::super::{owner}::{name}).{required}");
    let text = raw(&text);
    quote!(#[doc = #text])
}
