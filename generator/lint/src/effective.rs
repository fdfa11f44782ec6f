//! What a schema says together with what it refers to: its own keywords, those of its `$ref` and of its `allOf`.

use ringback_contract::{
    spanned_json::{SpannedData, SpannedJson},
    uri::decoded,
};
use serde_json::{Map, Value};

/// References and `allOf` that are followed in a row.
const DEEPEST: usize = 8;

/// Keywords whose alternatives may say what a sentence says.
const ALTERNATIVES: &[&str] = &["oneOf", "anyOf", "not", "if", "const"];

/// The keywords that apply to a value.
#[derive(Clone, Debug, Default)]
pub struct Effective {
    /// The keywords; of one that several schemas have, the outermost.
    pub keywords: Map<String, Value>,
    /// The names in every `required`.
    pub required: Vec<String>,
    /// Whether a reference leads out of the file, so that nothing can be said to be missing.
    pub is_open: bool,
}

impl Effective {
    /// What the schema at a place of a file says.
    pub fn of(root: &SpannedJson, schema: &SpannedJson) -> Self {
        let mut effective = Self::default();
        effective.add(root, schema, 0);
        effective
    }

    fn add(&mut self, root: &SpannedJson, schema: &SpannedJson, depth: usize) {
        if depth > DEEPEST {
            self.is_open = true;
            return;
        }
        for member in schema.members() {
            match (member.name.as_str(), &member.value.data) {
                ("$ref", SpannedData::Scalar(Value::String(target))) => match resolved(root, target) {
                    Some(target) => self.add(root, target, depth + 1),
                    None => self.is_open = true,
                },
                ("allOf", SpannedData::Array(parts)) => parts.iter().for_each(|part| self.add(root, part, depth + 1)),
                ("required", SpannedData::Array(names)) => {
                    self.required.extend(names.iter().filter_map(|name| name.as_str().map(String::from)));
                }
                (name, _) => {
                    if !self.keywords.contains_key(name) {
                        self.keywords.insert(name.to_owned(), member.value.value());
                    }
                }
            }
        }
    }

    /// The value of a keyword.
    pub fn get(&self, keyword: &str) -> Option<&Value> {
        self.keywords.get(keyword)
    }

    /// Whether alternatives may say what no keyword says directly.
    pub fn has_alternatives(&self) -> bool {
        self.is_open || ALTERNATIVES.iter().any(|keyword| self.keywords.contains_key(*keyword))
    }

    /// The types that are allowed, null aside.
    pub fn types(&self) -> Vec<&str> {
        let types = match self.get("type") {
            Some(Value::String(kind)) => vec![kind.as_str()],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        types.into_iter().filter(|kind| *kind != "null").collect()
    }

    /// Whether null is allowed in any of the ways in which dialects say so.
    pub fn is_nullable(&self) -> bool {
        let says = |keyword: &str| self.get(keyword) == Some(&Value::Bool(true));
        let in_type = self.get("type").is_some_and(|kind| match kind {
            Value::Array(kinds) => kinds.iter().any(|kind| kind == "null"),
            kind => kind == "null",
        });
        let in_enum = self.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null));
        says("nullable") || says("x-nullable") || in_type || in_enum
    }

    /// The names of the properties.
    pub fn properties(&self) -> Vec<String> {
        let properties = self.get("properties").and_then(Value::as_object);
        properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()
    }
}

/// The schema that a `$ref` leads to inside the file.
pub fn resolved<'a>(root: &'a SpannedJson, target: &str) -> Option<&'a SpannedJson> {
    let pointer = target.strip_prefix('#')?;
    root.at(&decoded(pointer))
}
