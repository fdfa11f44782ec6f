//! The keywords of JSON Schema, of OpenAPI and of Ringback: their effect, their subschemas, and the drafts that have
//! them.
//!
//! Architecture invariant: a keyword is one line of this table. Code that treats keywords one by one matches on
//! [`Keyword`], so that the compiler finds every place that a new keyword concerns. A name that is not in the table is
//! an annotation, as JSON Schema 2020-12 (6.5) defines; `Keyword::of` returns `None` for it.

use crate::dialect::Dialect;
use serde_json::{Map, Value, json};

/// The effect of a keyword on the schema that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Rejects values by itself, such as `minimum`.
    Assertion,
    /// Applies subschemas to the value itself, such as `allOf`.
    InPlace,
    /// Applies subschemas to parts of the value, such as `properties`.
    Parts,
    /// Has an effect only together with another keyword: `maxContains` with `contains`.
    Qualifier,
    /// The same, with a subschema that applies to the value itself: `then` with `if`.
    InPlaceQualifier,
    /// Describes, and rejects no value.
    Annotation,
    /// Identifies the schema or its dialect.
    Identifier,
    /// Contains definitions for references, and has no effect on the value.
    Definitions,
}

/// The kinds of subschemas in a keyword's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One schema.
    Schema,
    /// A list of schemas.
    List,
    /// Schemas by name.
    Map,
    /// Definitions: schemas by name that only references apply.
    Definitions,
}

/// The subschemas that a keyword may have, whatever its value is.
#[derive(Clone, Copy)]
enum Shape {
    Nothing,
    Schema,
    List,
    /// A schema for every element, or (before 2020-12) a list of schemas for the first elements.
    SchemaOrList,
    Map,
    Definitions,
}

macro_rules! keywords {
    ($($(#[$doc:meta])* $keyword:ident = $name:literal: $effect:ident, $shape:ident, $since:ident ..= $until:ident;)*) => {
        /// A keyword with a meaning; see the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each is documented by the specification that defines it, and ours in the table")]
        pub enum Keyword { $($(#[$doc])* $keyword,)* }

        impl Keyword {
            /// Every keyword, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$keyword,)*];

            /// The keyword with this name; `None` for a name that is not a keyword, and so only annotates.
            pub fn of(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$keyword),)* _ => None }
            }

            /// The name in schemas.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$keyword => $name,)* }
            }

            /// The effect on the schema that contains it.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$keyword => Effect::$effect,)* }
            }

            const fn shape(self) -> Shape {
                match self { $(Self::$keyword => Shape::$shape,)* }
            }

            /// The first and the last draft that have it.
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
    /// OpenAPI 3.0: null is allowed too. The dialect converts it to a type or alternative before any other code sees
    /// it.
    Nullable = "nullable": Annotation, Nothing, Draft4 ..= Draft2020;

    /// The citations behind the schema's keywords: document, lines, quote.
    Source = "x-ringback-source": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The name of a linked model that was not supplied.
    Unresolved = "x-ringback-unresolved": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The known values of an enum that may have others.
    OpenEnum = "x-ringback-open-enum": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The same in the spelling of other tools.
    ExtensibleEnum = "x-extensible-enum": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Alternative spellings of documented values.
    Spellings = "x-ringback-spellings": Annotation, Nothing, Draft4 ..= Draft2020;
    /// A number that may also be written as a string of decimal digits.
    DecimalString = "x-ringback-decimal-string": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Patterns of names that a receiver accepts although no schema declares them. Only used in comparisons.
    Tolerated = "x-ringback-tolerated": Annotation, Nothing, Draft4 ..= Draft2020;
    /// Names of properties that are declared but not sent. Only used in comparisons.
    Hidden = "x-ringback-hidden": Annotation, Nothing, Draft4 ..= Draft2020;
    /// The schema whose values are written as these texts. Only used in comparisons.
    Written = "x-ringback-written": Annotation, Nothing, Draft4 ..= Draft2020;
}

/// In a schema that was made from others so that a type can be found for it: those that say its rules.
pub const PARTS: &str = "x-ringback-parts";
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
/// The name of [`Keyword::Written`].
pub const WRITTEN: &str = Keyword::Written.name();
/// The `$schema` of every canonical schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Keyword {
    /// Whether it rejects values by itself.
    pub const fn constrains_alone(self) -> bool {
        matches!(self.effect(), Effect::Assertion | Effect::InPlace | Effect::Parts)
    }

    /// Whether it rejects values, by itself or together with another keyword.
    pub const fn constrains(self) -> bool {
        self.constrains_alone() || matches!(self.effect(), Effect::Qualifier | Effect::InPlaceQualifier)
    }

    /// Whether it applies subschemas to the value itself.
    pub const fn applies_in_place(self) -> bool {
        matches!(self.effect(), Effect::InPlace | Effect::InPlaceQualifier)
    }

    /// Whether its value is a non-negative integer: `maxItems`.
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

    /// The kind of subschemas in a value of it; `None` if the value has none.
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

/// Whether a name rejects no value by itself: an annotation, an identifier, a keyword without the one that it depends
/// on, and any name that JSON Schema does not define.
pub fn is_annotation(word: &str) -> bool {
    !Keyword::of(word).is_some_and(Keyword::constrains_alone)
}

/// Whether a name has no effect on the allowed values, not even together with another keyword.
pub fn constrains_nothing(word: &str) -> bool {
    !Keyword::of(word).is_some_and(Keyword::constrains)
}

/// Whether a name applies subschemas to the value itself.
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

/// Adds a keyword to a schema; if it exists already, both apply. Returns the keyword under which it was added.
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
