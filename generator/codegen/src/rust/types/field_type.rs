//! The Rust type of a field, a list element or a map value: what its setter takes, and how a value is written in examples.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use serde_json::Value;

/// A Rust type.
#[derive(Clone, Debug)]
pub enum FieldType {
    /// `String`.
    Text,
    /// `i64`.
    Integer,
    /// `u64`.
    Unsigned,
    /// An integer of any size.
    Whole,
    /// A number of any size and precision.
    Number,
    /// `f64`.
    Double,
    /// `bool`.
    Boolean,
    /// Any JSON value.
    Any,
    /// A string with rules or one of several strings: a type with `FromStr`.
    Parsed(TokenStream),
    /// An integer with rules.
    RuledInteger(TokenStream),
    /// A struct, an enum of alternatives, or a checked value.
    Named(TokenStream),
    /// A type of another crate.
    Foreign(TokenStream),
    /// A list.
    List(Box<FieldType>),
    /// A map.
    Map(Box<FieldType>),
    /// A boxed value: without the box, the type would contain itself.
    Boxed(Box<FieldType>),
    /// A value or null.
    Nullable(Box<FieldType>),
    /// A choice with alternative spellings, which keeps the spelling that was read.
    Respelt(Box<FieldType>),
}

impl FieldType {
    /// The type that a setter takes, if it is not the type itself: `impl Into<T>`, unless a literal has to be parsed and the
    /// compiler must know the target type.
    pub fn taken(&self) -> Option<TokenStream> {
        match self {
            Self::Text | Self::Whole | Self::Number | Self::Any | Self::Nullable(_) => Some(quote!(impl Into<#self>)),
            Self::List(element) => {
                let element = element.taken().unwrap_or_else(|| quote!(#element));
                Some(quote!(impl IntoIterator<Item = #element>))
            }
            Self::Map(value) => {
                let value = value.taken().unwrap_or_else(|| quote!(#value));
                Some(quote!(impl IntoIterator<Item = (impl Into<String>, #value)>))
            }
            Self::Boxed(kind) | Self::Respelt(kind) => kind.taken().or_else(|| Some(quote!(#kind))),
            _ => None,
        }
    }

    /// Whether a type of another crate is in it, of which no schema is known.
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::Foreign(_) => true,
            Self::Boxed(kind) | Self::Respelt(kind) | Self::List(kind) | Self::Map(kind) | Self::Nullable(kind) => {
                kind.is_foreign()
            }
            _ => false,
        }
    }

    /// A value as a Rust expression for a setter's parameter, for examples.
    pub fn example(&self, value: &Value) -> Option<String> {
        Some(match (self, value) {
            (Self::Text, Value::String(text)) => format!("{text:?}"),
            (Self::Parsed(_), Value::String(text)) => format!("{text:?}.parse()?"),
            (Self::Boolean | Self::Integer | Self::Unsigned | Self::Double, value) if !value.is_string() => {
                value.to_string()
            }
            (Self::RuledInteger(_), value) => {
                let number = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
                format!("{number}_i64.try_into()?")
            }
            (Self::Whole, Value::Number(_)) => format!("{}_i64", value.as_i64()?),
            (Self::Number, Value::Number(number)) if number.is_f64() => format!("{number}_f64"),
            (Self::Number, Value::Number(_)) => format!("{}_i64", value.as_i64()?),
            (Self::List(element), Value::Array(values)) if !values.is_empty() => {
                let values = values.iter().map(|value| element.example(value)).collect::<Option<Vec<_>>>()?;
                format!("[{}]", values.join(", "))
            }
            (Self::Map(kind), Value::Object(values)) if !values.is_empty() => {
                let each = |(name, value): (&String, &Value)| Some(format!("({name:?}, {})", kind.example(value)?));
                let values = values.iter().map(each).collect::<Option<Vec<_>>>()?;
                format!("[{}]", values.join(", "))
            }
            (Self::Boxed(kind) | Self::Respelt(kind), value) => kind.example(value)?,
            (Self::Named(_), value) => format!("serde_json::from_str({:?})?", value.to_string()),
            _ => return None,
        })
    }
}

impl ToTokens for FieldType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Text => quote!(String),
            Self::Integer => quote!(i64),
            Self::Unsigned => quote!(u64),
            Self::Whole => quote!(runtime::number::Integer),
            Self::Number => quote!(runtime::real::Real),
            Self::Double => quote!(f64),
            Self::Boolean => quote!(bool),
            Self::Any => quote!(serde_json::Value),
            Self::Parsed(path) | Self::RuledInteger(path) | Self::Named(path) | Self::Foreign(path) => path.clone(),
            Self::List(element) => quote!(Vec<#element>),
            Self::Map(value) => quote!(indexmap::IndexMap<String, #value>),
            Self::Boxed(kind) => quote!(Box<#kind>),
            Self::Nullable(kind) => quote!(runtime::optional::Nullable<#kind>),
            Self::Respelt(kind) => quote!(runtime::optional::Spelt<#kind>),
        });
    }
}
