//! Texts that describe an operation and its parts, tags and examples: what changed of them changes no rule.

use super::{
    remarks::{Remarks, source},
    request::key,
};
use crate::change::Documentation;
use ringback_openapi::specification::{Content, Parameter, SecurityScheme, SpecOperation, SpecPlace, Specification};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A part of an operation that is described: the operation itself, a parameter, a body, a response.
struct Part<'a> {
    /// What it is called: `query parameter limit`; empty for the operation itself.
    name: String,
    /// What describes it, by the name of the member.
    members: BTreeMap<&'static str, Value>,
    place: &'a SpecPlace,
}

impl<'a> Part<'a> {
    fn new(name: String, place: &'a SpecPlace, members: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let is_said = |(_, value): &(&str, Value)| !matches!(value, Value::Null | Value::Bool(false));
        Self { name, members: members.into_iter().filter(is_said).collect(), place }
    }

    /// The description, or else the summary.
    fn text(&self) -> Option<&str> {
        ["description", "summary"].into_iter().find_map(|member| self.members.get(member)?.as_str())
    }
}

/// Parts by what they are in both versions: a path parameter keeps its position when it is renamed.
type Parts<'a> = BTreeMap<String, Part<'a>>;

/// Tells what changed of the texts of an operation.
pub fn compare(remarks: &mut Remarks, owner: &str, old: &SpecOperation, new: &SpecOperation) {
    let (olds, news) = (parts(old), parts(new));
    for (id, new) in &news {
        let Some(old) = olds.get(id) else { continue };
        let names = ["summary", "description", "tags", "examples", "deprecated"];
        let changed = |name| Some(format!("{name} {}", what_changed(old.members.get(name), new.members.get(name))?));
        let changed = names.into_iter().filter_map(changed).collect::<Vec<_>>().join("; ");
        if changed.is_empty() {
            continue;
        }
        let message = if new.name.is_empty() { changed } else { format!("{}: {changed}", new.name) };
        let quoted = |part: &Part| part.text().map(|text| source(part.place, text)).into_iter().collect();
        let sources = [quoted(old), quoted(new)];
        remarks.documentation.push(Documentation { owner: owner.to_owned(), at: String::new(), message, sources });
    }
}

/// Tells what changed of the texts of a specification as a whole, and of the ways to identify oneself.
pub fn specification(remarks: &mut Remarks, old: &Specification, new: &Specification) {
    let (olds, news) = (whole(old, new), whole(new, old));
    let names: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    for name in names {
        let texts = [&olds, &news].map(|all| all.get(name));
        let Some(what) = what_changed(texts[0].map(|text| &text.0), texts[1].map(|text| &text.0)) else { continue };
        let quoted = |text: Option<&(Value, &SpecPlace)>| {
            let quote = text.and_then(|(value, place)| Some(source(place, value.as_str()?)));
            quote.into_iter().collect()
        };
        let message = format!("{name} {what}");
        let sources = texts.map(quoted);
        remarks.documentation.push(Documentation { owner: new.file.clone(), at: String::new(), message, sources });
    }
}

/// The texts of a specification as a whole; of the security schemes only those that both versions have.
fn whole<'a>(specification: &'a Specification, other: &Specification) -> BTreeMap<String, (Value, &'a SpecPlace)> {
    let texts = specification.texts.iter().map(|text| (text.name.clone(), (text.value.clone(), &text.place)));
    let is_in_both = |scheme: &&SecurityScheme| other.security_schemes.iter().any(|other| other.name == scheme.name);
    let schemes = specification.security_schemes.iter().filter(is_in_both).flat_map(|scheme| {
        let description = scheme.description.as_ref().map(|text| ("description", json!(text)));
        let deprecated = scheme.deprecated.then(|| ("deprecated", json!(true)));
        let name = move |member| format!("security scheme {}: {member}", scheme.name);
        description.into_iter().chain(deprecated).map(move |(member, value)| (name(member), (value, &scheme.place)))
    });
    texts.chain(schemes).collect()
}

/// What happened to a text; `None` if nothing did.
fn what_changed(old: Option<&Value>, new: Option<&Value>) -> Option<&'static str> {
    match (old, new) {
        (old, new) if old == new => None,
        (None, _) => Some("added"),
        (_, None) => Some("removed"),
        _ => Some("changed"),
    }
}

fn parts(operation: &SpecOperation) -> Parts<'_> {
    let mut parts = Parts::new();
    let members = [
        ("summary", json!(operation.summary)),
        ("description", json!(operation.description)),
        ("tags", if operation.tags.is_empty() { Value::Null } else { json!(operation.tags) }),
    ];
    parts.insert(String::new(), Part::new(String::new(), &operation.place, members));
    for parameter in &operation.parameters {
        let Some(id) = key(operation, parameter) else { continue };
        let name = format!("{} parameter {}", parameter.location.name(), parameter.name);
        // That a parameter is deprecated is a change of its own.
        let mut part = described(name.clone(), parameter);
        part.members.remove("deprecated");
        contents(&mut parts, &name, parameter.content.as_slice());
        parts.insert(id, part);
    }
    if let Some(body) = &operation.body {
        let name = "request body".to_owned();
        parts.insert(name.clone(), Part::new(name.clone(), &body.place, [("description", json!(body.description))]));
        contents(&mut parts, &name, &body.contents);
    }
    for response in &operation.responses {
        let name = format!("response {}", response.status);
        let members = [("summary", json!(response.summary)), ("description", json!(response.description))];
        parts.insert(name.clone(), Part::new(name.clone(), &response.place, members));
        for header in &response.headers {
            let name = format!("{name} header {}", header.name);
            parts.insert(name.to_lowercase(), described(name, header));
        }
        contents(&mut parts, &name, &response.contents);
    }
    parts
}

fn described(name: String, parameter: &Parameter) -> Part<'_> {
    let members = [
        ("description", json!(parameter.description)),
        ("deprecated", parameter.deprecated.into()),
        ("examples", examples(&parameter.examples)),
    ];
    Part::new(name, &parameter.place, members)
}

fn contents<'a>(parts: &mut Parts<'a>, of: &str, contents: &'a [Content]) {
    for content in contents {
        let name = format!("{of} {}", content.media_type);
        parts.insert(name.clone(), Part::new(name, &content.place, [("examples", examples(&content.examples))]));
        for field in &content.fields {
            let name = format!("form field {}", field.name);
            let members = [("description", json!(field.description)), ("deprecated", field.deprecated.into())];
            parts.insert(name.clone(), Part::new(name, &field.schema, members));
        }
    }
}

fn examples(examples: &[Value]) -> Value {
    if examples.is_empty() { Value::Null } else { json!(examples) }
}
