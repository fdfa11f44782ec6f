//! A JSON Schema under construction: constraints contribute keywords, and forms in which the value may stand as well.
//!
//! A schema is made in two stages, so that no kind has to move what another wrote. First every constraint of a place
//! writes its keywords or offers another form of the value. Then [`Schema::finish`] puts what holds for the value itself
//! beside those forms.

use ringback_contract::keyword::add;
use serde_json::{Map, Value, json};

/// A schema and what was written last.
#[derive(Default)]
pub struct Schema {
    keywords: Map<String, Value>,
    forms: Vec<Form>,
    written: Vec<String>,
}

/// Another form of a value: text with digits for a number, a path for whatever it leads to.
struct Form {
    /// Its schema, given that of the value itself.
    schema: fn(&Map<String, Value>) -> Value,
    /// What a text that is the value itself does not match, so that the two are told apart.
    apart: Option<&'static str>,
}

/// The keywords that hold for the value itself and not for another form of it.
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
    /// A schema that says this already.
    pub fn of(keywords: Map<String, Value>) -> Self {
        Self { keywords, ..Self::default() }
    }

    /// What was written so far.
    pub fn keywords(&self) -> &Map<String, Value> {
        &self.keywords
    }

    /// The names of the keywords written since the last call: those that rest on the words of one constraint.
    pub fn take_written(&mut self) -> Vec<String> {
        std::mem::take(&mut self.written)
    }

    /// Writes a keyword.
    pub fn set(&mut self, keyword: &str, value: impl Into<Value>) {
        self.keywords.insert(keyword.into(), value.into());
        self.rests_on(keyword);
    }

    /// Writes a keyword that follows from another, if nothing says otherwise.
    pub fn imply(&mut self, keyword: &str, value: impl Into<Value>) {
        self.keywords.entry(keyword).or_insert_with(|| value.into());
    }

    /// Writes a keyword; when it is written already, both hold.
    pub fn add(&mut self, keyword: &str, value: Value) {
        let written = add(&mut self.keywords, keyword, value);
        self.written.push(written);
    }

    /// Writes a rule of its own, which holds together with all others.
    pub fn add_rule(&mut self, rule: Value) {
        if let Value::Array(rules) = self.keywords.entry("allOf").or_insert_with(|| json!([])) {
            rules.push(rule);
            self.written.push(format!("allOf/{}", rules.len() - 1));
        }
    }

    /// Requires a property.
    pub fn require(&mut self, property: &str) {
        if let Value::Array(names) = self.keywords.entry("required").or_insert_with(|| json!([])) {
            names.push(property.into());
        }
        self.written.push(format!("required/{property}"));
    }

    /// Notes that a keyword which is there rests on the constraint as well.
    pub fn rests_on(&mut self, keyword: &str) {
        self.written.push(keyword.into());
    }

    /// Allows null beside what is written so far.
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
            self.rests_on("type");
        } else if let Some(target) = self.keywords.shift_remove("$ref") {
            self.set("anyOf", json!([{"$ref": target}, {"type": "null"}]));
        }
    }

    /// Offers another form of the value: its schema, given that of the value itself. A text that matches `apart` is
    /// never taken for the value itself.
    pub fn offer(&mut self, schema: fn(&Map<String, Value>) -> Value, apart: Option<&'static str>) {
        self.forms.push(Form { schema, apart });
        self.rests_on("anyOf");
    }

    /// Whether a text may stand here.
    pub fn is_text(&self) -> bool {
        is_text(&self.keywords)
    }

    /// Whether every text may stand here and nothing else.
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
