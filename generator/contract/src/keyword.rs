//! The keywords of JSON Schema, OpenAPI's schemas and our own: what each does, which schemas it holds, which drafts know it.
//!
//! Architecture invariant: a keyword is one line of this table. Whoever treats keywords one by one matches on [`Keyword`],
//! so that the compiler finds every place that a new one concerns. A word that is not in the table is an annotation, as
//! JSON Schema 2020-12 (6.5) has it; `Keyword::of` says so with `None`, and nobody else decides it.

use crate::dialect::Dialect;
use serde_json::{Map, Value, json};

/// What a keyword does to the schema it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Rules out values by itself, `minimum`.
    Assertion,
    /// Applies other schemas to the value itself, `allOf`.
    InPlace,
    /// Applies other schemas to parts of the value, `properties`.
    Parts,
    /// Says something beside another keyword only: `maxContains` beside `contains`.
    Qualifier,
    /// Qualifies like `then` beside `if`, with a schema that applies to the value itself.
    InPlaceQualifier,
    /// Describes, and rules nothing out.
    Annotation,
    /// Names the schema, or says in which dialect it is written.
    Identifier,
    /// Keeps schemas for others to refer to, and says nothing of the value.
    Definitions,
}

/// Which schemas the value of a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One schema.
    Schema,
    /// A list of schemas.
    List,
    /// Schemas by name.
    Map,
    /// Schemas by name that others refer to.
    Definitions,
}

/// Which schemas a keyword may hold, before its value is seen.
#[derive(Clone, Copy)]
enum Shape {
    Nothing,
    Schema,
    List,
    /// A schema for every element, or a list of schemas for the first elements (before 2020-12).
    SchemaOrList,
    Map,
    Definitions,
}

macro_rules! keywords {
    ($($(#[$doc:meta])* $keyword:ident = $name:literal: $effect:ident, $shape:ident, $since:ident ..= $until:ident;)*) => {
        /// A keyword that somebody gives a meaning to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each is documented by the specification that defines it, and ours in the table")]
        pub enum Keyword { $($(#[$doc])* $keyword,)* }

        impl Keyword {
            /// Every keyword, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$keyword,)*];

            /// The keyword of this name; `None` for a word that is no keyword, and so only annotates.
            pub fn of(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$keyword),)* _ => None }
            }

            /// As it stands in a schema.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$keyword => $name,)* }
            }

            /// What it does.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$keyword => Effect::$effect,)* }
            }

            const fn shape(self) -> Shape {
                match self { $(Self::$keyword => Shape::$shape,)* }
            }

            /// The first and the last draft that know it.
            pub const fn drafts(self) -> (Dialect, Dialect) {
                match self { $(Self::$keyword => (Dialect::$since, Dialect::$until),)* }
            }
        }
    };
}

keywords! {
    Ref = "$ref": InPlace, Nothing, Draft4 ..= Draft2020;
    DynamicRef = "$dynamicRef": InPlace, Nothing, Draft2020 ..= Draft2020;
    RecursiveRef = "$recursiveRef": InPlace, Nothing, Draft2019 ..= Draft2019;
    AllOf = "allOf": InPlace, List, Draft4 ..= Draft2020;
    AnyOf = "anyOf": InPlace, List, Draft4 ..= Draft2020;
    OneOf = "oneOf": InPlace, List, Draft4 ..= Draft2020;
    Not = "not": InPlace, Schema, Draft4 ..= Draft2020;
    If = "if": InPlace, Schema, Draft7 ..= Draft2020;
    Then = "then": InPlaceQualifier, Schema, Draft7 ..= Draft2020;
    Else = "else": InPlaceQualifier, Schema, Draft7 ..= Draft2020;
    DependentSchemas = "dependentSchemas": InPlace, Map, Draft2019 ..= Draft2020;
    Dependencies = "dependencies": InPlace, Map, Draft4 ..= Draft2020;

    Properties = "properties": Parts, Map, Draft4 ..= Draft2020;
    PatternProperties = "patternProperties": Parts, Map, Draft4 ..= Draft2020;
    AdditionalProperties = "additionalProperties": Parts, Schema, Draft4 ..= Draft2020;
    UnevaluatedProperties = "unevaluatedProperties": Parts, Schema, Draft2019 ..= Draft2020;
    PropertyNames = "propertyNames": Parts, Schema, Draft6 ..= Draft2020;
    Items = "items": Parts, SchemaOrList, Draft4 ..= Draft2020;
    PrefixItems = "prefixItems": Parts, List, Draft2020 ..= Draft2020;
    AdditionalItems = "additionalItems": Parts, Schema, Draft4 ..= Draft2019;
    UnevaluatedItems = "unevaluatedItems": Parts, Schema, Draft2019 ..= Draft2020;
    Contains = "contains": Parts, Schema, Draft6 ..= Draft2020;
    MinContains = "minContains": Qualifier, Nothing, Draft2019 ..= Draft2020;
    MaxContains = "maxContains": Qualifier, Nothing, Draft2019 ..= Draft2020;

    Type = "type": Assertion, Nothing, Draft4 ..= Draft2020;
    Enum = "enum": Assertion, Nothing, Draft4 ..= Draft2020;
    Const = "const": Assertion, Nothing, Draft6 ..= Draft2020;
    Minimum = "minimum": Assertion, Nothing, Draft4 ..= Draft2020;
    ExclusiveMinimum = "exclusiveMinimum": Assertion, Nothing, Draft4 ..= Draft2020;
    Maximum = "maximum": Assertion, Nothing, Draft4 ..= Draft2020;
    ExclusiveMaximum = "exclusiveMaximum": Assertion, Nothing, Draft4 ..= Draft2020;
    MultipleOf = "multipleOf": Assertion, Nothing, Draft4 ..= Draft2020;
    MinLength = "minLength": Assertion, Nothing, Draft4 ..= Draft2020;
    MaxLength = "maxLength": Assertion, Nothing, Draft4 ..= Draft2020;
    Pattern = "pattern": Assertion, Nothing, Draft4 ..= Draft2020;
    Format = "format": Assertion, Nothing, Draft4 ..= Draft2020;
    MinItems = "minItems": Assertion, Nothing, Draft4 ..= Draft2020;
    MaxItems = "maxItems": Assertion, Nothing, Draft4 ..= Draft2020;
    UniqueItems = "uniqueItems": Assertion, Nothing, Draft4 ..= Draft2020;
    MinProperties = "minProperties": Assertion, Nothing, Draft4 ..= Draft2020;
    MaxProperties = "maxProperties": Assertion, Nothing, Draft4 ..= Draft2020;
    Required = "required": Assertion, Nothing, Draft4 ..= Draft2020;
    DependentRequired = "dependentRequired": Assertion, Nothing, Draft2019 ..= Draft2020;

    Defs = "$defs": Definitions, Definitions, Draft4 ..= Draft2020;
    DraftDefinitions = "definitions": Definitions, Definitions, Draft4 ..= Draft2020;

    Schema = "$schema": Identifier, Nothing, Draft4 ..= Draft2020;
    Id = "$id": Identifier, Nothing, Draft4 ..= Draft2020;
    /// `$id` as draft 4 spells it.
    Draft4Id = "id": Identifier, Nothing, Draft4 ..= Draft2020;
    Anchor = "$anchor": Identifier, Nothing, Draft4 ..= Draft2020;
    DynamicAnchor = "$dynamicAnchor": Identifier, Nothing, Draft4 ..= Draft2020;

    Title = "title": Annotation, Nothing, Draft4 ..= Draft2020;
    Description = "description": Annotation, Nothing, Draft4 ..= Draft2020;
    Default = "default": Annotation, Nothing, Draft4 ..= Draft2020;
    Examples = "examples": Annotation, Nothing, Draft4 ..= Draft2020;
    /// OpenAPI's spelling of a single example.
    Example = "example": Annotation, Nothing, Draft4 ..= Draft2020;
    Deprecated = "deprecated": Annotation, Nothing, Draft4 ..= Draft2020;
    ReadOnly = "readOnly": Annotation, Nothing, Draft4 ..= Draft2020;
    WriteOnly = "writeOnly": Annotation, Nothing, Draft4 ..= Draft2020;
    Comment = "$comment": Annotation, Nothing, Draft4 ..= Draft2020;
    ContentEncoding = "contentEncoding": Annotation, Nothing, Draft4 ..= Draft2020;
    ContentMediaType = "contentMediaType": Annotation, Nothing, Draft4 ..= Draft2020;
    ContentSchema = "contentSchema": Annotation, Nothing, Draft4 ..= Draft2020;
    /// OpenAPI 3.0: null is allowed too. Rewritten as a type or an alternative before anybody asks for it.
    Nullable = "nullable": Annotation, Nothing, Draft4 ..= Draft2020;

    /// The words behind the keywords of a schema: document, lines, quote.
    Source = "x-ringback-source": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The name of a linked model that was not supplied.
    Unresolved = "x-ringback-unresolved": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Documented values of which there may be others.
    OpenEnum = "x-ringback-open-enum": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The same in the spelling that others use.
    ExtensibleEnum = "x-extensible-enum": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Other spellings of documented values that occur on the wire.
    Spellings = "x-ringback-spellings": Annotation, Nothing, Draft4 ..= Draft2020;
    /// A number that may also be written as a string of decimal digits.
    DecimalString = "x-ringback-decimal-string": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Patterns of names that a receiver takes although nobody declares them. Only inside of comparisons.
    Tolerated = "x-ringback-tolerated": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Names of properties that are declared, but not sent. Only inside of comparisons.
    Hidden = "x-ringback-hidden": Annotation, Nothing, Draft4 ..= Draft2020;
}

/// The name of [`Keyword::Source`].
pub const SOURCE: &str = Keyword::Source.name();
/// The name of [`Keyword::Unresolved`].
pub const UNRESOLVED: &str = Keyword::Unresolved.name();
/// The name of [`Keyword::OpenEnum`].
pub const OPEN_ENUM: &str = Keyword::OpenEnum.name();
/// Every spelling of [`Keyword::OpenEnum`].
pub const OPEN_ENUMS: [&str; 2] = [OPEN_ENUM, Keyword::ExtensibleEnum.name()];
/// The name of [`Keyword::Tolerated`].
pub const TOLERATED: &str = Keyword::Tolerated.name();
/// The name of [`Keyword::Hidden`].
pub const HIDDEN: &str = Keyword::Hidden.name();
/// The `$schema` of every canonical schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Keyword {
    /// Whether it rules out values by itself.
    pub const fn constrains_alone(self) -> bool {
        matches!(self.effect(), Effect::Assertion | Effect::InPlace | Effect::Parts)
    }

    /// Whether it rules out values, be it only beside another keyword.
    pub const fn constrains(self) -> bool {
        self.constrains_alone() || matches!(self.effect(), Effect::Qualifier | Effect::InPlaceQualifier)
    }

    /// Whether it applies other schemas to the value itself.
    pub const fn applies_in_place(self) -> bool {
        matches!(self.effect(), Effect::InPlace | Effect::InPlaceQualifier)
    }

    /// Whether it is a whole number from 0 on: `maxItems`.
    pub const fn is_count(self) -> bool {
        matches!(
            self,
            Self::MinLength
                | Self::MaxLength
                | Self::MinItems
                | Self::MaxItems
                | Self::MinProperties
                | Self::MaxProperties
                | Self::MinContains
                | Self::MaxContains
        )
    }

    /// Which schemas a value of it holds; `None` for a value that holds none.
    pub fn holds(self, value: &Value) -> Option<Holds> {
        match self.shape() {
            Shape::Nothing => None,
            Shape::Schema => Some(Holds::Schema),
            Shape::List => Some(Holds::List),
            Shape::SchemaOrList => Some(if value.is_array() { Holds::List } else { Holds::Schema }),
            Shape::Map => value.is_object().then_some(Holds::Map),
            Shape::Definitions => value.is_object().then_some(Holds::Definitions),
        }
    }
}

/// Whether a word rules out no value by itself: an annotation, an identifier, a qualifier without what it qualifies, and
/// whatever JSON Schema does not know.
pub fn is_annotation(word: &str) -> bool {
    !Keyword::of(word).is_some_and(Keyword::constrains_alone)
}

/// Whether a word says nothing of which values are allowed, not even beside another.
pub fn constrains_nothing(word: &str) -> bool {
    !Keyword::of(word).is_some_and(Keyword::constrains)
}

/// Whether a word applies other schemas to the value itself.
pub fn applies_in_place(word: &str) -> bool {
    Keyword::of(word).is_some_and(Keyword::applies_in_place)
}

/// Whether a word names the schema that it stands in, or says in which dialect that is written.
pub fn identifies(word: &str) -> bool {
    Keyword::of(word).is_some_and(|keyword| keyword.effect() == Effect::Identifier)
}

/// Which schemas the value of a word holds, if it holds any.
pub fn holds(word: &str, value: &Value) -> Option<Holds> {
    Keyword::of(word)?.holds(value)
}

/// Adds a keyword to a schema; when it is there already, both hold. Returns the keyword it was written under.
pub fn add(schema: &mut Map<String, Value>, keyword: &str, value: Value) -> String {
    if !schema.contains_key(keyword) {
        schema.insert(keyword.into(), value);
        return keyword.into();
    }
    let Value::Array(all) = schema.entry("allOf").or_insert_with(|| json!([])) else { return "allOf".into() };
    all.push(json!({keyword: value}));
    format!("allOf/{}", all.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::{Holds, Keyword, applies_in_place, constrains_nothing, holds, is_annotation};
    use serde_json::json;

    #[test]
    fn every_keyword_is_found_by_its_name_and_known_to_some_draft() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::of(keyword.name()), Some(*keyword));
            let (since, until) = keyword.drafts();
            assert!(since <= until, "{}", keyword.name());
        }
    }

    #[test]
    fn what_applies_in_place_holds_schemas_or_refers_to_one() {
        for keyword in Keyword::ALL.iter().filter(|keyword| keyword.applies_in_place()) {
            let held = [json!({}), json!([])].iter().any(|value| keyword.holds(value).is_some());
            assert!(held || keyword.name().ends_with("ef"), "{}", keyword.name());
        }
    }

    #[test]
    fn a_qualifier_says_nothing_alone_and_an_unknown_word_says_nothing_at_all() {
        for word in ["then", "else", "minContains", "maxContains"] {
            assert!(is_annotation(word) && !constrains_nothing(word), "{word}");
        }
        for word in ["x-internal", "discriminator", "title", "$id"] {
            assert!(is_annotation(word) && constrains_nothing(word), "{word}");
        }
        assert!(!is_annotation("minimum") && applies_in_place("else") && !applies_in_place("items"));
    }

    #[test]
    fn only_a_value_of_the_right_kind_holds_schemas() {
        assert_eq!(holds("items", &json!([{}])), Some(Holds::List));
        assert_eq!(holds("items", &json!(true)), Some(Holds::Schema));
        assert_eq!(holds("properties", &json!([])), None);
        assert_eq!(holds("definitions", &json!({})), Some(Holds::Definitions));
        assert_eq!(holds("enum", &json!([{}])), None);
    }
}
