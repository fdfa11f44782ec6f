//! Builds a JSON Schema: constraints contribute keywords, and alternative forms of the value.
//!
//! A schema is built in two stages, so that no kind has to move what another one wrote. First every constraint writes
//! its keywords or adds an alternative form of the value. Then [`Schema::finish`] combines the keywords with those
//! forms.

use ringback_contract::keyword::add;
use serde_json::{Map, Value, json};

/// A schema under construction.
#[derive(Default)]
pub struct Schema {
    keywords: Map<String, Value>,
    forms: Vec<Form>,
    written: Vec<String>,
}

/// An alternative form of the value: a string of digits instead of a number, or a JSONPath instead of any value.
struct Form {
    /// Its schema, made from that of the ordinary value.
    schema: fn(&Map<String, Value>) -> Value,
    /// A pattern that ordinary strings do not match, to distinguish both forms.
    apart: Option<&'static str>,
}

/// Keywords that apply to the ordinary form only.
const OF_THE_VALUE: &[&str] = &[
    "type",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "anyOf",
];

impl Schema {
    /// A schema that starts with these keywords.
    pub fn of(keywords: Map<String, Value>) -> Self {
        Self { keywords, ..Self::default() }
    }

    /// The keywords so far.
    pub fn keywords(&self) -> &Map<String, Value> {
        &self.keywords
    }

    /// The names of the keywords written since the last call, which get the sources of one constraint.
    pub fn take_written(&mut self) -> Vec<String> {
        std::mem::take(&mut self.written)
    }

    /// Writes a keyword.
    pub fn set(&mut self, keyword: &str, value: impl Into<Value>) {
        self.keywords.insert(keyword.into(), value.into());
        self.cite(keyword);
    }

    /// Writes an implied keyword, unless it is written already.
    pub fn imply(&mut self, keyword: &str, value: impl Into<Value>) {
        self.keywords.entry(keyword).or_insert_with(|| value.into());
    }

    /// Adds a keyword; if it is written already, both values apply.
    pub fn add(&mut self, keyword: &str, value: Value) {
        let written = add(&mut self.keywords, keyword, value);
        self.written.push(written);
    }

    /// Adds a schema that must hold in addition to all others, as an element of `allOf`.
    pub fn add_rule(&mut self, rule: Value) {
        if let Value::Array(rules) = self.keywords.entry("allOf").or_insert_with(|| json!([])) {
            rules.push(rule);
            self.written.push(format!("allOf/{}", rules.len() - 1));
        }
    }

    /// Adds a property to `required`.
    pub fn require(&mut self, property: &str) {
        if let Value::Array(names) = self.keywords.entry("required").or_insert_with(|| json!([])) {
            names.push(property.into());
        }
        self.written.push(format!("required/{property}"));
    }

    /// Records that the constraint also states a keyword that is written already.
    pub fn cite(&mut self, keyword: &str) {
        self.written.push(keyword.into());
    }

    /// Allows null in addition to the keywords so far.
    pub fn allow_null(&mut self) {
        if let Some(kind) = self.keywords.get_mut("type") {
            *kind = match kind.take() {
                Value::Array(mut kinds) => {
                    kinds.push(json!("null"));
                    Value::Array(kinds)
                }
                kind => json!([kind, "null"]),
            };
            if let Some(Value::Array(values)) = self.keywords.get_mut("enum") {
                values.push(Value::Null);
            }
            self.cite("type");
        } else if let Some(target) = self.keywords.shift_remove("$ref") {
            self.set("anyOf", json!([{"$ref": target}, {"type": "null"}]));
        }
    }

    /// Adds an alternative form of the value: its schema, made from that of the ordinary value. A string that matches
    /// `apart` always counts as the alternative form.
    pub fn offer(&mut self, schema: fn(&Map<String, Value>) -> Value, apart: Option<&'static str>) {
        self.forms.push(Form { schema, apart });
        self.cite("anyOf");
    }

    /// Whether a string is valid here.
    pub fn is_text(&self) -> bool {
        is_text(&self.keywords)
    }

    /// Whether every string is valid here, and nothing else.
    pub fn is_plain_text(&self) -> bool {
        is_plain_text(&self.keywords)
    }

    /// The finished schema.
    pub fn finish(self) -> Map<String, Value> {
        let mut schema = self.keywords;
        for form in self.forms {
            // Plain text needs no more than the alternative; any other rule holds for the value itself alone.
            let itself = match form.apart {
                Some(apart) if is_plain_text(&schema) => {
                    let other = (form.schema)(&schema);
                    add(&mut schema, "anyOf", json!([{"not": {"pattern": apart}}, other]));
                    continue;
                }
                Some(apart) => {
                    let mut itself = take(&mut schema);
                    if is_text(&itself) {
                        itself.insert("not".into(), json!({"pattern": apart}));
                    }
                    itself
                }
                None => take(&mut schema),
            };
            let other = (form.schema)(&itself);
            add(&mut schema, "anyOf", json!([itself, other]));
        }
        schema
    }
}

fn take(schema: &mut Map<String, Value>) -> Map<String, Value> {
    OF_THE_VALUE.iter().filter_map(|keyword| schema.shift_remove_entry(*keyword)).collect()
}

fn is_text(schema: &Map<String, Value>) -> bool {
    match schema.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.contains(&json!("string")),
        _ => false,
    }
}

fn is_plain_text(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|kind| kind == "string")
        && !["enum", "format", "pattern", "minLength", "maxLength"].iter().any(|keyword| schema.contains_key(*keyword))
}
