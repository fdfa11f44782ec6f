//! The `{placeholders}` of an operation's path and envelope, and the values that are filled in.

use ringback_contract::vendor::Operation;
use std::collections::{BTreeMap, BTreeSet};

/// One value for every `{placeholder}` of an operation, by name.
pub type Parameters = BTreeMap<String, String>;

/// The names of the `{placeholders}` of an operation's path and envelope.
pub fn placeholders(operation: &Operation) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(&operation.path, &mut names);
    let mut waiting: Vec<&toml::Value> = operation.envelope.iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            toml::Value::String(text) => collect(text, &mut names),
            toml::Value::Array(list) => waiting.extend(list),
            toml::Value::Table(table) => waiting.extend(table.values()),
            toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Datetime(_) => {}
        }
    }
    names
}

fn collect(text: &str, names: &mut BTreeSet<String>) {
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}') {
            let plain =
                !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
            names.extend(plain.then(|| name.to_owned()));
        }
    }
}

/// A text with its placeholders filled in, each value encoded first.
pub fn filled(text: &str, parameters: &Parameters, encode: impl Fn(&str) -> String) -> String {
    parameters.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &encode(value)))
}
