//! The JSON types and formats behind type names of SDKs: `Int64`, `varchar`, `LocalDate`.

use super::Type;
use ringback_contract::width::Width;
use ringback_runtime::format::Format;

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
        _ => None,
    }
}

/// The format of an SDK's type name: a string format, or the width of an integer.
pub fn format(name: &str) -> Option<&'static str> {
    let width = Width::of_type_name(name).map(|width| width.name);
    width.or_else(|| Format::of_type_name(name).map(Format::name))
}
