//! The operations of an OpenAPI or Swagger file as types: what is sent to each, and what comes back.

use super::change::Side;
use ringback_contract::keyword::TOLERATED;
use ringback_contract::uri::{encode, step};
use ringback_openapi::read::Extra;
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
            for path in reader.keys(&format!("/{shelf}")) {
                let pointer = reader.follow(format!("/{shelf}/{}", step(path)));
                for method in reader.methods(&pointer) {
                    let title =
                        if is_event { format!("webhook {path}") } else { format!("{} {path}", method.to_uppercase()) };
                    self.operation(&reader, &Call { title, pointer: pointer.clone(), method, path, is_event });
                }
            }
        }
    }

    fn operation(&mut self, reader: &Reader, call: &Call) {
        let Call { title, pointer, method, path, is_event } = call;
        let at = format!("{pointer}/{method}");
        let mut request = Fields::default();
        let mut form = Fields::default();
        let mut payload = None;
        for parameter in reader.parameters(&[format!("{pointer}/parameters"), format!("{at}/parameters")]) {
            let text = |key: &str| reader.text(&parameter, key);
            let (place, name) = (text("in"), text("name"));
            let is_required = reader.says(&parameter, "required");
            let schema = self.schema(reader, title, &reader.schema_of(&parameter));
            match place {
                // Swagger 2 has the payload among the parameters.
                "body" => payload = Some((schema, is_required)),
                "formData" => form.add(name.to_owned(), schema, is_required),
                // What a place in a path is called does not matter.
                "path" => request.add(format!("path.{}", position(path, name)), schema, is_required),
                "header" => {
                    let name = name.to_lowercase();
                    // These are told of elsewhere, whatever stands here.
                    if !["accept", "authorization", "content-type"].contains(&name.as_str()) {
                        request.add(format!("header.{name}"), schema, is_required);
                    }
                }
                place => request.add(format!("{place}.{name}"), schema, is_required),
            }
        }
        let body = reader.follow(format!("{at}/requestBody"));
        if let Some(content) = self.content(reader, title, &body) {
            request.add("body".into(), one_of(content), reader.says(&body, "required"));
        } else if let Some((schema, is_required)) = payload {
            let media = reader.media_types(&at, "consumes");
            request.add(
                "body".into(),
                one_of(media.into_iter().map(|media| (media, schema.clone())).collect()),
                is_required,
            );
        } else if !form.properties.is_empty() {
            let is_required = !form.required.is_empty();
            let media = Map::from_iter([("application/x-www-form-urlencoded".to_owned(), form.schema())]);
            request.add("body".into(), one_of(media), is_required);
        }
        let sent = json!({"method": method.to_uppercase(), "path": path});
        self.messages.push(Message {
            name: title.clone(),
            file: reader.file.into(),
            pointer: at.clone(),
            side: if *is_event { Side::Event } else { Side::Request },
            schema: request.schema(),
            call: Some(sent),
        });
        if *is_event {
            return;
        }
        if let Some(schema) = self.responses(reader, title, &at) {
            let (name, pointer) = (format!("{title} response"), format!("{at}/responses"));
            let file = reader.file.into();
            self.messages.push(Message { name, file, pointer, side: Side::Response, schema, call: None });
        }
        for name in reader.keys(&format!("{at}/callbacks")) {
            let callback = reader.follow(format!("{at}/callbacks/{}", step(name)));
            for path in reader.keys(&callback) {
                let pointer = reader.follow(format!("{callback}/{}", step(path)));
                for method in reader.methods(&pointer) {
                    let title = format!("callback {name} of {title}");
                    self.operation(reader, &Call { title, pointer: pointer.clone(), method, path, is_event: true });
                }
            }
        }
    }

    /// What a message holds, by media type; nothing is said if there is no `content`.
    fn content(&mut self, reader: &Reader, title: &str, at: &str) -> Option<Map<String, Value>> {
        let content = reader.at(&format!("{at}/content"))?.as_object()?;
        let each = content.keys().map(|kind| {
            let schema = format!("{at}/content/{}/schema", step(kind));
            (media_type(kind), self.schema(reader, title, &schema))
        });
        Some(each.collect())
    }

    /// What comes back, by status. Nobody promises which errors there are.
    fn responses(&mut self, reader: &Reader, title: &str, operation: &str) -> Option<Value> {
        let at = format!("{operation}/responses");
        let listed = reader.at(&at)?.as_object()?;
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        let mut rest = None;
        for status in listed.keys() {
            let response = reader.follow(format!("{at}/{}", step(status)));
            let schema = self.response(reader, title, operation, &response);
            match status.to_uppercase().strip_suffix("XX") {
                Some(class) => _ = patterns.insert(format!("^{class}[0-9][0-9]$"), schema),
                None if status == "default" => rest = Some(schema),
                None => _ = properties.insert(status.clone(), schema),
            }
        }
        const ERRORS: &str = "^[1345][0-9][0-9]$";
        let known: Vec<&String> = properties.keys().collect();
        let names = json!({"anyOf": [{"enum": known}, {"pattern": ERRORS}]});
        let mut schema = json!({"type": "object", "minProperties": 1, "maxProperties": 1});
        if let Some(schema) = schema.as_object_mut() {
            if let Some(rest) = rest {
                // What is said of all others is said of errors.
                schema.insert("additionalProperties".into(), rest);
                schema.extend((patterns.is_empty()).then(|| ("propertyNames".to_owned(), names)));
            } else {
                schema.insert("additionalProperties".into(), Value::Bool(false));
                schema.insert(TOLERATED.into(), json!([ERRORS]));
            }
            schema.insert("properties".into(), Value::Object(properties));
            schema.insert("patternProperties".into(), Value::Object(patterns));
        }
        Some(schema)
    }

    /// The payload and the headers of a response. There may always be more headers.
    fn response(&mut self, reader: &Reader, title: &str, operation: &str, at: &str) -> Value {
        let old = format!("{at}/schema");
        let content = self.content(reader, title, at).or_else(|| {
            reader.at(&old)?;
            let schema = self.schema(reader, title, &old);
            Some(reader.media_types(operation, "produces").into_iter().map(|media| (media, schema.clone())).collect())
        });
        let mut fields = Fields::default();
        for name in reader.keys(&format!("{at}/headers")) {
            let header = reader.follow(format!("{at}/headers/{}", step(name)));
            let schema = self.schema(reader, title, &reader.schema_of(&header));
            fields.add(format!("header.{}", name.to_lowercase()), schema, reader.says(&header, "required"));
        }
        let Some(content) = content else { return fields.schema() };
        let media: Vec<Value> = content.keys().map(|media| json!({"required": [media]})).collect();
        fields.properties.extend(content);
        let mut schema = fields.schema();
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("additionalProperties".into(), Value::Bool(false));
            schema.insert(TOLERATED.into(), json!(["^header\\."]));
            schema.extend((!media.is_empty()).then(|| ("anyOf".to_owned(), Value::Array(media))));
        }
        schema
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

/// An operation, or something that is delivered.
struct Call<'a> {
    title: String,
    /// Where its path stands.
    pointer: String,
    method: &'a str,
    path: &'a str,
    is_event: bool,
}

/// Properties in the making.
#[derive(Default)]
struct Fields {
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl Fields {
    fn add(&mut self, name: String, schema: Value, is_required: bool) {
        let required = Value::from(name.as_str());
        self.required.retain(|known| *known != required);
        self.required.extend(is_required.then_some(required));
        self.properties.insert(name, schema);
    }

    fn schema(self) -> Value {
        json!({"type": "object", "properties": self.properties, "required": self.required})
    }
}

/// One of some media types.
fn one_of(media: Map<String, Value>) -> Value {
    let (ranges, types): (Map<_, _>, Map<_, _>) = media.into_iter().partition(|(name, _)| name.contains('*'));
    let patterns = ranges.into_iter().map(|(range, schema)| {
        let literal: Vec<String> = range.split('*').map(regex::escape).collect();
        (format!("^{}$", literal.join(".*")), schema)
    });
    json!({
        "type": "object",
        "properties": types,
        "patternProperties": patterns.collect::<Map<_, _>>(),
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    })
}

/// A media type without its parameters, which name no other.
fn media_type(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_lowercase()
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

    fn text(&self, pointer: &str, key: &str) -> &'a str {
        self.at(pointer).and_then(|found| found.get(key)?.as_str()).unwrap_or_default()
    }

    fn says(&self, pointer: &str, key: &str) -> bool {
        self.at(pointer).and_then(|found| found.get(key)) == Some(&Value::Bool(true))
    }

    fn keys(&self, pointer: &str) -> Vec<&'a str> {
        let object = self.at(pointer).and_then(Value::as_object).into_iter().flatten();
        object.map(|(key, _)| key.as_str()).filter(|key| !key.starts_with("x-")).collect()
    }

    fn methods(&self, pointer: &str) -> Vec<&'static str> {
        let is_there = |method: &&str| self.at(&format!("{pointer}/{method}")).is_some_and(Value::is_object);
        METHODS.iter().copied().filter(is_there).collect()
    }

    /// All parameters of some lists.
    fn parameters(&self, lists: &[String]) -> Vec<String> {
        let count = |list: &String| self.at(list).and_then(Value::as_array).map_or(0, Vec::len);
        let each =
            |list: &String| (0..count(list)).map(|number| self.follow(format!("{list}/{number}"))).collect::<Vec<_>>();
        lists.iter().flat_map(each).collect()
    }

    /// Where the schema of a parameter or header stands: beside it in Swagger 2, in `schema`, or in its `content`.
    fn schema_of(&self, pointer: &str) -> String {
        if self.at(pointer).is_some_and(|found| found.get("type").is_some()) {
            return pointer.to_owned();
        }
        match self.keys(&format!("{pointer}/content")).first() {
            Some(media) => format!("{pointer}/content/{}/schema", step(media)),
            None => format!("{pointer}/schema"),
        }
    }

    /// The media types of a Swagger 2 operation.
    fn media_types(&self, operation: &str, key: &str) -> Vec<String> {
        let own = self.at(&format!("{operation}/{key}")).or_else(|| self.at(&format!("/{key}")));
        let listed = own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let listed: Vec<String> = listed.map(media_type).collect();
        if listed.is_empty() { vec!["application/json".into()] } else { listed }
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
