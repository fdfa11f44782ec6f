//! A HTML page of all facts: every constraint beside the sentence that states it.

use ringback_constraints::{
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{error::Error, files, provenance::Basis, vendor_folder::DOCUMENTS};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tera::{Context, Tera};

/// The path of the page, relative to the root of the repository.
const PAGE: &str = "target/ringback/documents.html";

/// Writes the page and returns its path.
pub fn write(root: &Path, models: &[Model]) -> Result<PathBuf, Error> {
    let mut context = Context::new();
    context.insert("vendors", &models.iter().map(vendor).collect::<Vec<_>>());
    let page = Tera::one_off(include_str!("../templates/report.html"), &context, true)
        .map_err(|error| Error::Template(error.to_string()))?;
    let path = root.join(PAGE);
    let folder = path.parent().unwrap_or(root);
    std::fs::create_dir_all(folder).map_err(Error::io(folder))?;
    files::replace(&path, |file| file.write_all(page.as_bytes()))?;
    Ok(path)
}

fn vendor(model: &Model) -> Value {
    let constraints = |fact: &&Fact| matches!(fact.claim, Claim::Limits(_));
    let of = |basis: Basis| model.facts.iter().filter(constraints).filter(|fact| fact.basis == basis).count();
    let counts = [
        (of(Basis::Stated), "constraints stated"),
        (of(Basis::Inferred), "inferred"),
        (of(Basis::Overlay), "from overlays"),
        (model.findings.len(), "findings"),
    ];
    let types: Vec<Value> = model
        .types
        .keys()
        .map(|name| {
            let facts = model.facts.iter().filter(|fact| &fact.subject.owner == name).filter_map(constraint);
            json!({"name": name, "facts": facts.collect::<Vec<_>>()})
        })
        .collect();
    let findings: Vec<Value> = model
        .findings
        .iter()
        .map(|finding| {
            let places: Vec<String> = finding.sources.iter().map(ToString::to_string).collect();
            json!({
                "kind": finding.kind(), "subject": finding.subject, "message": finding.message, "places": places.join(", "),
            })
        })
        .collect();
    let unread: Vec<Value> = model
        .facts
        .iter()
        .filter(|fact| matches!(fact.claim, Claim::Unread(_)))
        .map(|fact| json!({"subject": fact.subject, "quote": fact.source.quote, "place": fact.source.to_string()}))
        .collect();
    let documents: Vec<&str> = model
        .documents
        .iter()
        .map(|document| document.file.as_str())
        .filter(|file| file.starts_with(DOCUMENTS))
        .collect();
    let counts: Vec<Value> = counts.iter().map(|(number, what)| json!({"number": number, "what": what})).collect();
    json!({
        "name": if model.vendor.title.is_empty() { &model.vendor.name } else { &model.vendor.title },
        "documents": documents, "counts": counts, "types": types, "findings": findings, "unread": unread,
    })
}

fn constraint(fact: &Fact) -> Option<Value> {
    let Claim::Limits(constraint) = &fact.claim else { return None };
    Some(json!({
        "subject": fact.subject, "constraint": brief(&json!(constraint)), "basis": fact.basis,
        "quote": fact.source.quote, "place": fact.source.to_string(),
    }))
}

/// A constraint in one line: its kind, then its parameters.
fn brief(constraint: &Value) -> String {
    let Value::Object(parts) = constraint else { return constraint.to_string() };
    let part = |(name, value): (&String, &Value)| match (name.as_str(), value) {
        ("kind", Value::String(kind)) => kind.clone(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(list)) => list
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), String::from))
            .collect::<Vec<_>>()
            .join(", "),
        (name, value) => format!("{name} {value}"),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}
