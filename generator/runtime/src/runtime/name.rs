//! The names of rules, types and values in messages.

use super::rule::{Bound, Check, Literal};

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(bound) => bound.fmt(f),
            Self::Float(bound) => bound.fmt(f),
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Json(json) => f.write_str(json),
        }
    }
}

impl Check {
    /// The rule's name in a violation: the keyword of JSON Schema where there is one.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Types(_) => "type",
            Self::Values(_) => "enum",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Required(_) => "required",
            Self::Property(..) => "properties",
            Self::PatternProperty(..) => "patternProperties",
            Self::AdditionalProperties { .. } => "additionalProperties",
            Self::PropertyNames(_) => "propertyNames",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Items(..) => "items",
            Self::PrefixItem(..) => "prefixItems",
            Self::Contains { .. } => "contains",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::UnevaluatedProperties(_) => "unevaluatedProperties",
            Self::UnevaluatedItems(_) => "unevaluatedItems",
            Self::AllOf(_) => "allOf",
            Self::AnyOf(_) => "anyOf",
            Self::OneOf(_) => "oneOf",
            Self::Not(_) => "not",
            Self::If { .. } => "if",
            Self::DependentRequired(..) => "dependentRequired",
            Self::DependentSchema(..) => "dependentSchemas",
            Self::Reference(_) => "$ref",
            Self::AtLeastOneOf(_) => "at-least-one-of",
            Self::NotTogether(_) => "not-together",
            Self::Never => "false",
        }
    }
}
