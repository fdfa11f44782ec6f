//! The operations of an OpenAPI or Swagger file as types: what is sent to each, and what comes back.

use super::change::Side;
use crate::{
    definitions::{Extra, uri::step},
    emit::schema::encode,
};
use serde_json::{Map, Value, json};

/// The methods that a path may have.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// References of a specification that are followed.
const DEEPEST: usize = 8;

/// A message of an operation.
pub struct Message {
    /// What it is called.
    pub name: String,
    /// The file that it is described in, and where in it.
    pub file: String,
    /// The place in the file, as a JSON pointer.
    pub pointer: String,
    /// On which side it is used.
    pub side: Side,
    /// Its schema; it refers to the extra ones.
    pub schema: Value,
    /// The call that it makes, if it is one that is sent to a server.
    pub call: Option<Value>,
}

/// The messages of a specification, and the schemas in it that they need, by the names that they have for them.
#[derive(Default)]
pub struct Messages {
    /// The messages.
    pub messages: Vec<Message>,
    /// The schemas that stand inside of operations.
    pub extras: Vec<Extra>,
}

impl Messages {
    /// Adds what a file says of operations: nothing if it is no specification.
    pub fn add(&mut self, file: &str, specification: &Value) {
        let reader = Reader { file, specification };
        for (shelf, is_event) in [("paths", false), ("webhooks", true)] {
            for (path, item) in specification.get(shelf).and_then(Value::as_object).into_iter().flatten() {
                for method in METHODS.iter().filter(|method| item.get(**method).is_some_and(Value::is_object)) {
                    let pointer = format!("/{shelf}/{}", step(path));
                    self.operation(&reader, &pointer, method, path, is_event);
                }
            }
        }
    }

    fn operation(&mut self, reader: &Reader, pointer: &str, method: &str, path: &str, is_event: bool) {
        let at = format!("{pointer}/{method}");
        let title = if is_event { format!("webhook {path}") } else { format!("{} {path}", method.to_uppercase()) };
        let mut properties = Map::new();
        let mut required = Vec::new();
        for parameters in [format!("{pointer}/parameters"), format!("{at}/parameters")] {
            for number in 0..reader.count(&parameters) {
                let parameter = reader.follow(format!("{parameters}/{number}"));
                let text =
                    |key: &str| reader.at(&parameter).and_then(|found| found.get(key)?.as_str()).unwrap_or_default();
                let (place, name) = (text("in"), text("name"));
                let key = match place {
                    // Swagger 2 has the payload among the parameters.
                    "body" | "formData" => continue,
                    // What a place in a path is called does not matter.
                    "path" => format!("path.{}", position(path, name)),
                    place => format!("{place}.{name}"),
                };
                let inline = reader.at(&parameter).is_some_and(|found| found.get("type").is_some());
                let schema = if inline { parameter.clone() } else { format!("{parameter}/schema") };
                if reader.at(&parameter).and_then(|found| found.get("required")) == Some(&Value::Bool(true)) {
                    required.push(Value::from(key.clone()));
                }
                properties.insert(key, self.schema(reader, &title, &schema));
            }
        }
        if let Some((body, is_required)) = self.body(reader, &title, &at) {
            properties.insert("body".into(), body);
            required.extend(is_required.then(|| Value::from("body")));
        }
        required.dedup();
        let request = json!({"type": "object", "properties": properties, "required": required});
        let call = json!({"method": method.to_uppercase(), "path": path});
        self.messages.push(Message {
            name: title.clone(),
            file: reader.file.into(),
            pointer: at.clone(),
            side: if is_event { Side::Event } else { Side::Request },
            schema: request,
            call: Some(call),
        });
        let responses = self.responses(reader, &title, &format!("{at}/responses"));
        if let Some(schema) = responses.filter(|_| !is_event) {
            let name = format!("{title} response");
            let (file, pointer) = (reader.file.into(), format!("{at}/responses"));
            self.messages.push(Message { name, file, pointer, side: Side::Response, schema, call: None });
        }
    }

    /// The payload of a request by its media type, and whether it is required.
    fn body(&mut self, reader: &Reader, title: &str, at: &str) -> Option<(Value, bool)> {
        let body = reader.follow(format!("{at}/requestBody"));
        if let Some(found) = reader.at(&body) {
            let media = self.media(reader, title, &body)?;
            return Some((media, found.get("required") == Some(&Value::Bool(true))));
        }
        let parameters = format!("{at}/parameters");
        let all = (0..reader.count(&parameters)).map(|number| reader.follow(format!("{parameters}/{number}")));
        let body = all
            .into_iter()
            .find(|found| reader.at(found).and_then(|found| found.get("in")) == Some(&Value::from("body")))?;
        let is_required = reader.at(&body).and_then(|found| found.get("required")) == Some(&Value::Bool(true));
        let schema = self.schema(reader, title, &format!("{body}/schema"));
        Some((one_of(Map::from_iter([("application/json".to_owned(), schema)])), is_required))
    }

    /// What a message holds, by media type; nothing is said if there is no `content`.
    fn media(&mut self, reader: &Reader, title: &str, at: &str) -> Option<Value> {
        let content = reader.at(&format!("{at}/content"))?.as_object()?;
        let mut media = Map::new();
        for kind in content.keys() {
            let schema = format!("{at}/content/{}/schema", step(kind));
            media.insert(kind.clone(), self.schema(reader, title, &schema));
        }
        Some(one_of(media))
    }

    /// What comes back, by status. Nobody promises which errors there are.
    fn responses(&mut self, reader: &Reader, title: &str, at: &str) -> Option<Value> {
        let listed = reader.at(at)?.as_object()?;
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        let mut rest = Value::Bool(false);
        for status in listed.keys() {
            let response = reader.follow(format!("{at}/{}", step(status)));
            let old = format!("{response}/schema");
            let schema = match self.media(reader, title, &response) {
                Some(media) => media,
                None if reader.at(&old).is_some() => {
                    one_of(Map::from_iter([("application/json".to_owned(), self.schema(reader, title, &old))]))
                }
                None => json!({}),
            };
            match status.strip_suffix("XX") {
                Some(class) => _ = patterns.insert(format!("^{class}[0-9][0-9]$"), schema),
                None if status == "default" => rest = schema,
                None => _ = properties.insert(status.clone(), schema),
            }
        }
        if rest == Value::Bool(false) {
            patterns.entry("^[1345][0-9][0-9]$").or_insert(Value::Bool(true));
        }
        Some(json!({
            "type": "object",
            "properties": properties,
            "patternProperties": patterns,
            "additionalProperties": rest,
            "minProperties": 1,
            "maxProperties": 1,
        }))
    }

    /// A reference to a schema that stands inside of an operation; anything where there is none.
    fn schema(&mut self, reader: &Reader, title: &str, pointer: &str) -> Value {
        if reader.at(pointer).is_none() {
            return json!({});
        }
        let known = self.extras.iter().find(|extra| extra.pointer == pointer).map(|extra| extra.name.clone());
        let name = known.unwrap_or_else(|| {
            let name = format!("{title} {}", self.extras.len() + 1);
            self.extras.push(Extra { file: reader.file.into(), pointer: pointer.into(), name: name.clone() });
            name
        });
        json!({"$ref": encode(&name)})
    }
}

/// One of some media types.
fn one_of(media: Map<String, Value>) -> Value {
    json!({"type": "object", "properties": media, "additionalProperties": false, "minProperties": 1, "maxProperties": 1})
}

/// Which of the places of a path has a name.
fn position(path: &str, name: &str) -> usize {
    path.split('{').skip(1).position(|rest| rest.split('}').next() == Some(name)).map_or(0, |at| at + 1)
}

/// Finds things in a specification.
struct Reader<'a> {
    file: &'a str,
    specification: &'a Value,
}

impl<'a> Reader<'a> {
    fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.specification.pointer(pointer)
    }

    fn count(&self, pointer: &str) -> usize {
        self.at(pointer).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// Where a reference within the file leads.
    fn follow(&self, mut pointer: String) -> String {
        for _ in 0..DEEPEST {
            let target = self.at(&pointer).and_then(|found| found.get("$ref")?.as_str()?.strip_prefix('#'));
            match target {
                Some(target) => pointer = target.to_owned(),
                None => break,
            }
        }
        pointer
    }
}
