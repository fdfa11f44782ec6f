//! A large schema, and equivalent structs as a person would write them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};

/// The number of properties of each type.
pub const PROPERTIES: usize = 20;

/// Every third property is required.
fn is_required(number: usize) -> bool {
    number.is_multiple_of(3)
}

/// The schema of one property: one of ten kinds.
fn property(number: usize) -> Value {
    match number % 10 {
        0 => json!({"type": "string"}),
        1 => json!({"type": "integer", "format": "int64"}),
        2 => json!({"type": "boolean"}),
        3 => json!({"type": "string", "format": "uuid"}),
        4 => json!({"type": "string", "format": "date-time"}),
        5 => json!({"type": "array", "items": {"type": "string"}}),
        6 => json!({"type": "number"}),
        7 => json!({"type": "string", "maxLength": 100 + number}),
        8 => json!({"type": "string", "enum": ["one", "two", "three"]}),
        _ => json!({"type": "integer", "minimum": 0, "maximum": 100}),
    }
}

/// The Rust of the same property without any rule.
fn plain(number: usize, enumeration: &TokenStream) -> TokenStream {
    match number % 10 {
        1 | 9 => quote!(i64),
        2 => quote!(bool),
        5 => quote!(Vec<String>),
        6 => quote!(f64),
        8 => enumeration.clone(),
        _ => quote!(String),
    }
}

/// The text of a schema with this many types.
pub fn schema(types: usize) -> String {
    let mut definitions = Map::new();
    for kind in 0..types {
        let mut properties = Map::new();
        for number in 0..PROPERTIES {
            let mut schema = property(number);
            if let Some(schema) = schema.as_object_mut() {
                let description = format!("What field {number} of type {kind} is for, in a sentence.");
                schema.insert("description".into(), description.into());
            }
            properties.insert(format!("field{number}Name"), schema);
        }
        let required: Vec<String> =
            (0..PROPERTIES).filter(|number| is_required(*number)).map(|number| format!("field{number}Name")).collect();
        let description = format!("Type number {kind}.");
        definitions.insert(
            format!("Type{kind}"),
            json!({"type": "object", "description": description, "required": required, "properties": properties}),
        );
    }
    let schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions});
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

/// The same types as structs with serde's derives, without checks.
pub fn structs(types: usize) -> TokenStream {
    let derives = quote!(#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]);
    let mut items = Vec::new();
    for kind in 0..types {
        let mut fields = Vec::new();
        for number in 0..PROPERTIES {
            let (field, wire) = (format_ident!("field_{number}_name"), format!("field{number}Name"));
            let enumeration = format_ident!("Type{kind}Field{number}Name");
            if number % 10 == 8 {
                items.push(quote! {
                    #derives
                    pub enum #enumeration {
                        #[serde(rename = "one")] One,
                        #[serde(rename = "two")] Two,
                        #[serde(rename = "three")] Three,
                    }
                });
            }
            let plain = plain(number, &quote!(#enumeration));
            fields.push(if is_required(number) {
                quote!(#[serde(rename = #wire)] pub #field: #plain)
            } else {
                quote!(#[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")] pub #field: Option<#plain>)
            });
        }
        let name = format_ident!("Type{kind}");
        items.push(quote!(#derives pub struct #name { #(#fields),* }));
    }
    quote!(use serde::{Deserialize, Serialize}; #(#items)*)
}
