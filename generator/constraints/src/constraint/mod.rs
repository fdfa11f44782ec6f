//! The registry of constraints: one file per kind, one line here.
//!
//! Architecture invariant: a kind knows phrases and keywords. It never walks documents, models or files, and no
//! other file of the project knows a phrase.

mod annotation;
mod kind;
mod phrase;

pub use kind::{Broken, Example, Kind, Reading};
pub use phrase::{names_in, unconditional};

use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use ringback_contract::{source::Source, subject::Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

macro_rules! kinds {
    ($($module:ident :: $kind:ident,)*) => {
        $(pub mod $module;)*

        /// A constraint of any kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case", expecting = "a table with a `kind`")]
        #[allow(missing_docs, reason = "each kind is documented in its own file")]
        pub enum Constraint { $($kind($module::$kind),)* }

        $(impl From<$module::$kind> for Constraint {
            fn from(kind: $module::$kind) -> Self { Self::$kind(kind) }
        })*

        impl Constraint {
            /// The name of every kind, in the order in which they are declared. It is the name of the kind's file.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($module),)*];

            /// What every kind reads in a clue, and which defaults and examples it gives.
            pub fn read(clue: &Clue) -> Vec<Reading> {
                let mut readings = Vec::new();
                $(readings.extend(<$module::$kind as Kind>::read(clue));)*
                readings.extend(annotation::read(clue));
                readings
            }

            /// What a keyword of a JSON Schema says of the schema it stands in.
            pub fn of_keyword(name: &str, value: &Value) -> Vec<Constraint> {
                let clue = Clue {
                    subject: Subject::of(""),
                    content: Content::Keyword(name.into(), value.clone()),
                    source: Source::line("", 1, ""),
                    around: Arc::default(),
                };
                let this = |reading| match reading {
                    Reading::This(constraint) => Some(constraint),
                    _ => None,
                };
                Self::read(&clue).into_iter().filter_map(this).collect()
            }

            /// The examples of every kind, by name.
            pub fn examples() -> Vec<(&'static str, Vec<Example>)> {
                vec![$((stringify!($module), <$module::$kind as Kind>::examples()),)*]
            }

            /// The kind's name.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$kind(_) => stringify!($module),)* }
            }

            /// The kind's place in the order of declaration.
            pub fn rank(&self) -> usize {
                Self::NAMES.iter().position(|name| *name == self.name()).unwrap_or(Self::NAMES.len())
            }

            /// Writes the constraint into a JSON Schema; returns the keywords it wrote.
            pub fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
                match self { $(Self::$kind(kind) => kind.declare(schema),)* }
            }

            /// The Rust checks: expressions of type `runtime::rule::Check`.
            pub fn enforce(&self) -> Vec<TokenStream> {
                match self { $(Self::$kind(kind) => kind.enforce(),)* }
            }

            /// Values that break this constraint and, as far as it can tell, no other; made from one that breaks none.
            pub fn violate(&self, valid: &Value) -> Vec<Broken> {
                match self { $(Self::$kind(kind) => kind.violate(valid),)* }
            }
        }
    };
}

// The order is the order of declaration: what a later kind writes may build on what an earlier one wrote.
kinds! {
    types::Types,
    reference::Reference,
    items::Items,
    values::Values,
    closed::Closed,
    format::Format,
    enumeration::Enumeration,
    open_enum::OpenEnum,
    spellings::Spellings,
    bounds::Bounds,
    multiple::Multiple,
    length::Length,
    pattern::Pattern,
    count::Count,
    unique::Unique,
    nullable::Nullable,
    required::Required,
    at_least_one::AtLeastOne,
    exclusive::Exclusive,
    required_if::RequiredIf,
    validated_if::ValidatedIf,
    static_only::StaticOnly,
    decimal::Decimal,
    json_path::JsonPath,
    dynamic::Dynamic,
    raw::Raw,
}

impl Constraint {
    /// The property that must be there for a constraint on its object to be broken.
    pub fn needs(&self) -> Option<&str> {
        match self {
            Self::Required(required) => Some(&required.property),
            Self::Exclusive(group) => group.of.first().map(String::as_str),
            Self::RequiredIf(rule) => Some(&rule.property),
            Self::ValidatedIf(rule) => Some(&rule.property),
            _ => None,
        }
    }
}
