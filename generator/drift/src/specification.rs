//! Looks things up in an OpenAPI or Swagger file, by JSON pointer.

use ringback_contract::{operation::media_type, pointer::escape};
use serde_json::Value;

/// The methods that an operation may have.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// References that are followed one after the other, so that a circle ends.
const REFERENCE_LIMIT: usize = 8;

/// An OpenAPI or Swagger file.
pub struct Specification<'a> {
    /// The path of the file.
    pub file: &'a str,
    /// Its content.
    pub root: &'a Value,
}

impl<'a> Specification<'a> {
    /// The value at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.root.pointer(pointer)
    }

    /// The string member of an object; empty if there is none.
    pub fn text(&self, pointer: &str, key: &str) -> &'a str {
        self.at(pointer).and_then(|found| found.get(key)?.as_str()).unwrap_or_default()
    }

    /// Whether a member of an object is `true`.
    pub fn is_true(&self, pointer: &str, key: &str) -> bool {
        self.at(pointer).and_then(|found| found.get(key)) == Some(&Value::Bool(true))
    }

    /// The keys of an object, extensions aside.
    pub fn keys(&self, pointer: &str) -> Vec<&'a str> {
        let object = self.at(pointer).and_then(Value::as_object).into_iter().flatten();
        object.map(|(key, _)| key.as_str()).filter(|key| !key.starts_with("x-")).collect()
    }

    /// The methods of a path item, in lower case.
    pub fn methods(&self, pointer: &str) -> Vec<&'static str> {
        let exists = |method: &&str| self.at(&format!("{pointer}/{method}")).is_some_and(Value::is_object);
        METHODS.iter().copied().filter(exists).collect()
    }

    /// The pointers of all parameters in some lists.
    pub fn parameters(&self, lists: &[String]) -> Vec<String> {
        let count = |list: &String| self.at(list).and_then(Value::as_array).map_or(0, Vec::len);
        let each =
            |list: &String| (0..count(list)).map(|number| self.follow(format!("{list}/{number}"))).collect::<Vec<_>>();
        lists.iter().flat_map(each).collect()
    }

    /// The pointer of the schema of a parameter or header: itself in Swagger 2, else its `schema` or that of its
    /// `content`.
    pub fn schema_of(&self, pointer: &str) -> String {
        if self.at(pointer).is_some_and(|found| found.get("type").is_some()) {
            return pointer.to_owned();
        }
        match self.keys(&format!("{pointer}/content")).first() {
            Some(media) => format!("{pointer}/content/{}/schema", escape(media)),
            None => format!("{pointer}/schema"),
        }
    }

    /// The media types of a Swagger 2 operation; `key` is `consumes` or `produces`.
    pub fn media_types(&self, operation: &str, key: &str) -> Vec<String> {
        let own = self.at(&format!("{operation}/{key}")).or_else(|| self.at(&format!("/{key}")));
        let listed = own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let listed: Vec<String> = listed.map(media_type::essence).collect();
        if listed.is_empty() { vec![media_type::JSON.into()] } else { listed }
    }

    /// The pointer that references within the file lead to.
    pub fn follow(&self, mut pointer: String) -> String {
        for _ in 0..REFERENCE_LIMIT {
            let target = self.at(&pointer).and_then(|found| found.get("$ref")?.as_str()?.strip_prefix('#'));
            match target {
                Some(target) => pointer = target.to_owned(),
                None => break,
            }
        }
        pointer
    }
}
