//! The JSON types and formats behind type names: those that mean the same everywhere, and those of programming languages.

use super::Type;
use crate::language::{self, Language};

/// The JSON type of an SDK's type name.
pub fn json_type(name: &str) -> Option<Type> {
    match name.to_lowercase().as_str() {
        "string" | "str" | "text" | "varchar" | "char" => Some(Type::String),
        "boolean" | "bool" => Some(Type::Boolean),
        "integer" | "int" | "long" | "int32" | "int64" | "i32" | "i64" | "u32" | "u64" | "short" | "int16" | "i16"
        | "bigint" | "uint32" | "uint64" => Some(Type::Integer),
        "number" | "double" | "float" | "decimal" | "bigdecimal" | "f32" | "f64" | "float32" | "float64" => {
            Some(Type::Number)
        }
        "array" | "list" => Some(Type::Array),
        "object" | "map" | "dict" | "hash" | "hashmap" => Some(Type::Object),
        _ => language::json_type(name),
    }
}

/// The format that a type name implies in a language: a string format, or the width of an integer.
pub fn format(name: &str, language: Option<Language>) -> Option<&'static str> {
    language::format(name, language)
}
