//! Builders, as the runtime's macro writes them: what it needs to know is the tree of the required properties.

use super::field::Field;
use crate::rust::{
    file_writer::FileWriter,
    text::names::{NameScope, constant},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// The builder of a struct for the runtime's macro: its name, the module of its required properties, and these as a tree.
/// Tells each of them the way to it.
pub fn builder(file: &mut FileWriter, ident: &Ident, fields: &mut [Field]) -> TokenStream {
    let name = file.types.other(&format!("{ident} builder"));
    let module = constant(ident).to_string().trim_start_matches("r#").to_lowercase();
    let module = format_ident!("{module}_required", span = Span::call_site());
    let mut required: Vec<&mut Field> = fields.iter_mut().filter(|field| field.must_be_set()).collect();
    let tree = tree(&mut required, &mut Vec::new());
    quote!((#name, #module, #tree))
}

/// The names of setters, without those that every builder has.
pub fn setters() -> NameScope {
    let mut setters = NameScope::default();
    ["additional", "build", "new"].iter().for_each(|name| _ = setters.field(name));
    setters
}

/// A binary tree, so that a way to a property is short.
fn tree(fields: &mut [&mut Field], way: &mut Vec<TokenStream>) -> TokenStream {
    match fields {
        [] => quote!(()),
        [field] => {
            field.way = Some(quote!(#(#way)*));
            let ident = &field.ident;
            quote!(#ident)
        }
        fields => {
            let (left, right) = fields.split_at_mut(fields.len().div_ceil(2));
            let [left, right] = [(quote!(L), left), (quote!(R), right)].map(|(step, side)| {
                way.push(step);
                let side = tree(side, way);
                way.pop();
                side
            });
            quote!((#left, #right))
        }
    }
}
