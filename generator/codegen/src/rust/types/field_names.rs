//! What fields and their setters are called.

use super::builder;
use crate::rust::{schema::Property, text::names::NameScope};
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;

/// The names of the fields for properties, and of their setters. `renamed` are those that options want, by property.
pub fn name_fields(
    properties: &[Property],
    renamed: &BTreeMap<String, String>,
    names: &mut NameScope,
) -> Vec<(Ident, Ident)> {
    let mut setters = builder::setters();
    for name in renamed.values() {
        names.take(name);
        setters.take(name);
    }
    let wires: Vec<&str> = properties.iter().map(|property| property.name).collect();
    let others: Vec<&str> = wires.iter().copied().filter(|wire| !renamed.contains_key(*wire)).collect();
    let mut made = names.fields(&others).into_iter().zip(setters.fields(&others));
    let one = |wire: &str| match renamed.get(wire).map(|name| Ident::new(name, Span::call_site())) {
        Some(name) => Some((name.clone(), name)),
        None => made.next(),
    };
    wires.into_iter().filter_map(one).collect()
}
