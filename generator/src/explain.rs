//! Explains a type or property: the sentences it comes from, its schema and its Rust.

use crate::outputs;
use ringback_codegen::{options::Options, rust};
use ringback_constraints::{
    constraint::Constraint,
    model::{Model, Node},
    schema,
};
use ringback_contract::{
    error::Error,
    finding::Finding,
    keyword::SOURCE,
    provenance::{Basis, Source},
    subject::{Step, Subject},
};

/// The explanation of `VENDOR/TYPE[/PROPERTY…]`, as text.
///
/// # Errors
///
/// When the vendor, type or property does not exist; the message lists those that do.
pub fn explain(models: &[Model], name: &str) -> Result<String, Error> {
    let (vendor, rest) = name.split_once('/').unwrap_or((name, ""));
    let model = models
        .iter()
        .find(|model| model.vendor.name == vendor)
        .ok_or_else(|| Error::unknown("vendor", vendor, models.iter().map(|model| model.vendor.name.as_str())))?;
    let subject: Subject = rest.parse().unwrap_or_else(|never| match never {});
    let kind = model
        .types
        .get(&subject.owner)
        .ok_or_else(|| Error::unknown("type", &subject.owner, model.types.keys().map(String::as_str)))?;
    let node = match kind.node.at(&subject.path) {
        Some(node) => node,
        None => return Err(missing_part(&kind.node, &subject)),
    };
    let mut text = format!("{name}\n");
    description(&mut text, node);
    if subject.path.is_empty() {
        for note in &kind.notes {
            text.push_str(&format!("\n  {}: {}{}", note.value.0, note.value.1, locations(&note.sources)));
        }
        if !kind.notes.is_empty() {
            text.push('\n');
        }
    }
    constraints(&mut text, kind.node.at(&parent(&subject)).unwrap_or(node), &subject, node);
    findings(&mut text, &model.findings, &subject);
    let schema = schema::schema(vendor, kind);
    text.push_str("\nSchema\n");
    indent(&mut text, &pretty(at(&schema, &subject.path)));
    text.push_str("\nRust\n");
    indent(&mut text, &rust_of(model, &subject)?);
    Ok(text)
}

fn parent(subject: &Subject) -> Vec<Step> {
    subject.parent().map(|parent| parent.path).unwrap_or_default()
}

fn missing_part(node: &Node, subject: &Subject) -> Error {
    let mut known = node;
    for (index, step) in subject.path.iter().enumerate() {
        match known.at(std::slice::from_ref(step)) {
            Some(next) => known = next,
            None => {
                let name = subject.path.get(index).map(step_name).unwrap_or_default();
                let parts: Vec<String> = known.parts().map(|(step, _)| step_name(&step)).collect();
                return Error::unknown("property", &name, parts.iter().map(String::as_str));
            }
        }
    }
    Error::unknown("property", &subject.to_string(), [])
}

fn step_name(step: &Step) -> String {
    match step {
        Step::Property(name) => name.clone(),
        Step::Items => "[]".into(),
        Step::Values => "{}".into(),
    }
}

fn description(text: &mut String, node: &Node) {
    for sentence in &node.description {
        text.push_str(&format!("\n  \"{}\"{}", sentence.value, locations(&sentence.sources)));
    }
    if node.description.is_empty() {
        let declared = node.declared.iter().flat_map(|declared| &declared.sources);
        for source in declared {
            text.push_str(&format!("\n  {}  ({source})", source.quote));
        }
    }
    text.push('\n');
}

fn locations(sources: &[Source]) -> String {
    let locations: Vec<String> = sources.iter().map(ToString::to_string).collect();
    format!("  ({})", locations.join(", "))
}

fn constraints(text: &mut String, owner: &Node, subject: &Subject, node: &Node) {
    text.push_str("\nConstraints\n");
    let name = subject.name();
    let about_it = |constraint: &Constraint| name.is_some_and(|name| constraint.presence().concerns(name));
    let of_owner = owner.constraints.iter().filter(|constraint| about_it(&constraint.value));
    for constraint in node.constraints.iter().chain(of_owner) {
        let basis = match constraint.basis {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
            Basis::Overlay => "overlay",
        };
        let value = serde_json::to_string(&constraint.value).unwrap_or_default();
        text.push_str(&format!("  {basis:<8} {value}\n"));
        for source in &constraint.sources {
            text.push_str(&format!("           {source}: {}\n", source.quote));
        }
    }
    if let Some(target) = &node.unresolved {
        text.push_str(&format!("  the page links the model {target:?}, which was not supplied\n"));
    }
}

fn findings(text: &mut String, findings: &[Finding], subject: &Subject) {
    let about: Vec<_> = findings.iter().filter(|finding| &finding.subject == subject).collect();
    if !about.is_empty() {
        text.push_str("\nFindings\n");
    }
    for finding in about {
        text.push_str(&format!("  {}: {}{}\n", finding.kind(), finding.message, locations(&finding.sources)));
    }
}

/// The part of a schema that a path leads to.
fn at<'a>(schema: &'a serde_json::Value, path: &[Step]) -> &'a serde_json::Value {
    path.iter().fold(schema, |schema, step| match step {
        Step::Property(name) => {
            schema.get("properties").and_then(|all| all.get(name)).unwrap_or(&serde_json::Value::Null)
        }
        Step::Items => &schema["items"],
        Step::Values => &schema["additionalProperties"],
    })
}

fn pretty(schema: &serde_json::Value) -> String {
    let mut schema = schema.clone();
    strip(&mut schema);
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

/// Removes the sources, which are shown above.
fn strip(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(object) => {
            object.shift_remove(SOURCE);
            object.values_mut().for_each(strip);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

fn indent(text: &mut String, lines: &str) {
    for line in lines.lines() {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
}

/// The Rust type, or the Rust field of a property.
fn rust_of(model: &Model, subject: &Subject) -> Result<String, Error> {
    let package = rust::Package {
        kind: rust::PackageKind::Workspace,
        parts: vec![outputs::part(model)],
        options: Options::default(),
    };
    let (files, _) = rust::generate(&package)?;
    let heading = |text: &&String| text.contains(&format!("`{}`", subject.owner));
    let declared = model.types.get_index_of(&subject.owner);
    let ident =
        declared.and_then(|index| rust::type_names(&outputs::part(model)).into_iter().nth(index)).unwrap_or_default();
    let item = [format!("pub struct {ident} {{"), format!("pub struct {ident}("), format!("pub enum {ident} {{")];
    let file = files.values().find(|text| item.iter().any(|item| text.contains(item.as_str())));
    let Some(file) = file.or_else(|| files.values().find(heading)) else { return Ok(String::new()) };
    let start = item.iter().find_map(|item| file.find(item.as_str())).unwrap_or_default();
    let whole = file.get(start..).unwrap_or_default();
    let whole = whole.split_inclusive("\n}\n").next().unwrap_or_default();
    let [_, tuple, _] = &item;
    let whole = if whole.starts_with(tuple.as_str()) { whole.lines().next().unwrap_or_default() } else { whole };
    match subject.path.first() {
        Some(Step::Property(name)) => {
            let field = rust::field_name(name);
            let line = whole.lines().find(|line| line.trim_start().starts_with(&format!("pub {field}:")));
            Ok(line.unwrap_or(whole).trim().to_owned())
        }
        _ => Ok(whole.to_owned()),
    }
}
