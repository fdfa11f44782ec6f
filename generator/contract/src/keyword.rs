//! The keywords of JSON Schema: which constrain, and which are ours.

/// The keyword that carries the words behind a schema.
pub const SOURCE: &str = "x-ringback-source";
/// The keyword that names a linked model which was not supplied.
pub const UNRESOLVED: &str = "x-ringback-unresolved";
/// The dialect of every canonical schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Whether a keyword describes and does not constrain; so does whatever JSON Schema does not know.
pub fn is_annotation(keyword: &str) -> bool {
    !matches!(
        keyword,
        "$dynamicRef"
            | "$recursiveRef"
            | "$ref"
            | "additionalItems"
            | "additionalProperties"
            | "allOf"
            | "anyOf"
            | "const"
            | "contains"
            | "dependencies"
            | "dependentRequired"
            | "dependentSchemas"
            | "enum"
            | "exclusiveMaximum"
            | "exclusiveMinimum"
            | "format"
            | "if"
            | "items"
            | "maxItems"
            | "maxLength"
            | "maxProperties"
            | "maximum"
            | "minItems"
            | "minLength"
            | "minProperties"
            | "minimum"
            | "multipleOf"
            | "not"
            | "oneOf"
            | "pattern"
            | "patternProperties"
            | "prefixItems"
            | "properties"
            | "propertyNames"
            | "required"
            | "type"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "uniqueItems"
    )
}
