//! Parses type names of pages: `List<String>`, `[String: Segment]`, `Option<Vec<models::Entry>>`, `Pointer to
//! []int32`.
//!
//! It parses brackets only; the meaning of `Date` is known to a constraint.

use crate::language::is_one_name;

/// A parsed type name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// A name without arguments and without its path: `String`, `RoutingData`.
    Name(String),
    /// A list; its element type.
    List(String),
    /// A map with string keys; its value type.
    Map(String),
    /// A type that may be null: `Option<…>`, `int?`.
    Nullable(String),
    /// The text is not a type.
    Unknown,
}

const LISTS: &[&str] = &[
    "list",
    "array",
    "vec",
    "set",
    "collection",
    "iterable",
    "sequence",
    "arraylist",
    "ienumerable",
    "icollection",
    "ilist",
    "seq",
    "slice",
    "builtlist",
    "builtset",
    "linkedhashset",
    "hashset",
    "vector",
    "qlist",
    "qset",
    "frozenset",
    "tuple",
    "readonlyarray",
    "nsarray",
    "nsmutablearray",
    "nsset",
];
const MAPS: &[&str] = &[
    "map",
    "dict",
    "dictionary",
    "hash",
    "hashmap",
    "btreemap",
    "object",
    "record",
    "idictionary",
    "mapping",
    "builtmap",
    "array",
    "qmap",
    "nsdictionary",
    "nsmutabledictionary",
];
const NULLABLES: &[&str] = &["option", "optional", "nullable", "jsonnullable", "maybe"];
/// Wrappers of languages without null: `NullableString` is a string or null.
const WRAPPED: &[&str] = &["String", "Bool", "Int", "Int32", "Int64", "Float32", "Float64", "Time"];

/// Removes one layer of brackets.
pub fn spell(text: &str) -> Spelling {
    let text = text.trim().trim_matches(['`', '*']).trim();
    if is_one_name(text) {
        return Spelling::Name(text.into());
    }
    let text = text.strip_prefix('\\').unwrap_or(text);
    if let Some(pointed) = text.strip_prefix("Pointer to ").map(str::trim).filter(|text| is_one_name(text)) {
        return Spelling::Name(pointed.into());
    }
    if let Some(inner) = or_null(text) {
        return Spelling::Nullable(inner.into());
    }
    let text = text.strip_suffix(".t()").or_else(|| text.strip_suffix(".t")).unwrap_or(text);
    let text = text.strip_prefix("Pointer to ").or_else(|| text.strip_prefix('*')).unwrap_or(text).trim();
    if let Some(inner) = text.strip_suffix('?') {
        return Spelling::Nullable(inner.into());
    }
    if let Some(inner) = text.strip_suffix("[]") {
        return Spelling::List(inner.into());
    }
    if let Some(inner) = text.strip_prefix("[]") {
        return Spelling::List(inner.into());
    }
    if let Some(value) = text.strip_prefix("map[").and_then(|rest| rest.split_once(']')) {
        return Spelling::Map(value.1.into());
    }
    if let Some(value) = text.strip_prefix("%{").and_then(|rest| rest.strip_suffix('}')?.split_once("=>")) {
        return Spelling::Map(value.1.trim().into());
    }
    if let Some(value) = text.strip_prefix("{ [key: string]:").and_then(|rest| rest.strip_suffix('}')) {
        return Spelling::Map(value.trim_end_matches([' ', ';']).trim().into());
    }
    if let Some(inner) = between(text, '[', ']') {
        return match split(inner, ':').as_slice() {
            [_, value] => Spelling::Map((*value).into()),
            _ => Spelling::List(inner.into()),
        };
    }
    if let Some(open) = text.find(['<', '[', '(']) {
        let (head, rest) = text.split_at(open);
        let close = match rest.chars().next() {
            Some('<') => '>',
            Some('[') => ']',
            _ => ')',
        };
        let head = last_segment(head).to_lowercase();
        let Some(inner) = rest.get(1..).and_then(|rest| rest.trim_end().strip_suffix(close)) else {
            return Spelling::Unknown;
        };
        let arguments = split(inner, ',');
        return match (head.as_str(), arguments.as_slice()) {
            ("shared_ptr" | "unique_ptr" | "box", [inner]) => spell(inner),
            (head, [inner]) if NULLABLES.contains(&head) => Spelling::Nullable((*inner).into()),
            (head, [inner]) if LISTS.contains(&head) => Spelling::List((*inner).into()),
            (head, [_, value]) if MAPS.contains(&head) => Spelling::Map((*value).into()),
            _ => Spelling::Unknown,
        };
    }
    let name = last_segment(text);
    if let Some(inner) = name.strip_prefix("Nullable").filter(|inner| WRAPPED.contains(inner)) {
        return Spelling::Nullable(inner.into());
    }
    let plain =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '{' | '}' | '$'));
    if plain { Spelling::Name(name.into()) } else { Spelling::Unknown }
}

/// The last segment of a path: `models::Entry`, `ININ.Model.Entry` and `Module::Entry` all become `Entry`.
pub fn last_segment(path: &str) -> &str {
    path.trim().rsplit([':', '.', '\\']).next().unwrap_or_default()
}

/// Whether a name is that of a JSON type or of a format in any language: `string`, `Int64`, `uuid`.
pub fn is_known(name: &str) -> bool {
    crate::constraint::json_type(name).is_some() || crate::language::format(name, None).is_some()
}

/// `Entry` of `Entry | null` and `nil | Entry`.
pub fn or_null(text: &str) -> Option<&str> {
    let is_null = |part: &str| matches!(part.trim().to_lowercase().as_str(), "null" | "nil" | "none");
    let (one, other) = text.split_once('|')?;
    match (is_null(one), is_null(other)) {
        (false, true) => Some(one.trim()),
        (true, false) if !other.contains('|') => Some(other.trim()),
        _ => None,
    }
}

fn between(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// Splits a text at a separator that is outside brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0i32;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '<' | '[' | '(' | '{' => depth += 1,
            '>' | ']' | ')' | '}' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::{Spelling::*, spell};

    #[test]
    fn every_sdk_spelling_comes_apart() {
        for (text, expected) in [
            ("String", Name("String".into())),
            ("models::Entry", Name("Entry".into())),
            ("serde_json::Value", Name("Value".into())),
            ("time.Time", Name("time.Time".into())),
            ("List<String>", List("String".into())),
            ("[String]", List("String".into())),
            ("list[Segment]", List("Segment".into())),
            ("Array<Segment>", List("Segment".into())),
            ("[]int32", List("int32".into())),
            ("Pointer to []int32", List("int32".into())),
            ("string[]", List("string".into())),
            ("Map<String, List<Segment>>", Map("List<Segment>".into())),
            ("[String:String]", Map("String".into())),
            ("dict(str, str)", Map("str".into())),
            ("Dictionary<string, Entry>", Map("Entry".into())),
            ("map[string]interface{}", Map("interface{}".into())),
            ("Option<Vec<String>>", Nullable("Vec<String>".into())),
            ("int?", Nullable("int".into())),
            ("NullableString", Nullable("String".into())),
            ("Pointer to NullableInt32", Nullable("Int32".into())),
            ("NullableSegment", Name("NullableSegment".into())),
            (r"\Vendor\Model\Entry[]", List(r"Vendor\Model\Entry".into())),
            (r"\Vendor\Model\Entry", Name("Entry".into())),
            ("{ [key: string]: Entry; }", Map("Entry".into())),
            ("array<string,string>", Map("string".into())),
            ("kotlin.collections.List<kotlin.String>", List("kotlin.String".into())),
            ("ARRAY[string]", List("string".into())),
            ("HASH[string,string]", Map("string".into())),
            ("BuiltList<String>", List("String".into())),
            ("Optional[List[str]]", Nullable("List[str]".into())),
            ("byte[]", Name("byte[]".into())),
            ("string | null", Nullable("string".into())),
            ("String.t | nil", Nullable("String.t".into())),
            ("string | integer", Unknown),
            ("[String.t]", List("String.t".into())),
            ("%{optional(String.t) => Vendor.Entry.t}", Map("Vendor.Entry.t".into())),
            ("Vendor.Entry.t", Name("Entry".into())),
            ("std::vector<std::shared_ptr<Entry>>", List("std::shared_ptr<Entry>".into())),
            ("std::shared_ptr<Entry>", Name("Entry".into())),
            ("", Unknown),
            ("a < b", Unknown),
            ("Foo<Bar", Unknown),
        ] {
            assert_eq!(spell(text), expected, "{text}");
        }
    }
}
