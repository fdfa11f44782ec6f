//! The pages of a vendor: what was read of it, its types, operations and documents.

use super::{
    page::{Entry, Page, Writer},
    words,
};
use ringback_constraints::{
    constraint::Constraint,
    fact::{Claim, Fact},
    model::{Model, Node, Type},
};
use ringback_contract::{
    error::Error,
    operation::{Direction, Operation},
    provenance::{Basis, Source, Sourced},
    subject::{Step, Subject},
    vendor_folder::DOCUMENTS,
};
use ringback_suite::case::{Case, Expect, Level};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// The pages of a vendor, and what the front page says of it.
pub fn pages(writer: &Writer, root: &Path, model: &Model, cases: &[Case]) -> Result<(Vec<Page>, Value), Error> {
    let vendor = VendorPages { writer, model, folder: vendor_folder(model) };
    let of_vendor: Vec<&Case> = cases.iter().filter(|case| case.vendor == model.vendor.name).collect();
    let (own, summary) = vendor.own(of_vendor.len())?;
    let mut pages = vec![own];
    for kind in model.types.values() {
        pages.push(vendor.of_type(kind)?);
    }
    for operation in &model.vendor.operations {
        let of_operation: Vec<&Case> =
            of_vendor.iter().copied().filter(|case| case.operation == operation.name).collect();
        pages.push(vendor.of_operation(operation, &of_operation)?);
    }
    for document in &model.documents {
        let path = root.join("schemas").join(&model.vendor.name).join(&document.file);
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path))?;
        pages.push(vendor.of_document(&document.file, &text)?);
    }
    Ok((pages, summary))
}

/// The folder of a vendor in the site.
pub fn vendor_folder(model: &Model) -> String {
    format!("vendors/{}", model.vendor.name)
}

struct VendorPages<'a> {
    writer: &'a Writer,
    model: &'a Model,
    /// Its folder in the site.
    folder: String,
}

impl VendorPages<'_> {
    fn title(&self) -> &str {
        match self.model.vendor.title.as_str() {
            "" => &self.model.vendor.name,
            title => title,
        }
    }

    fn page(&self, file: &str, title: &str, name: Option<&str>, template: &str, values: &Value) -> Result<Page, Error> {
        Ok(Page {
            path: format!("{}/{file}", self.folder),
            title: title.to_owned(),
            listed: name.map(|name| (self.title().to_owned(), name.to_owned())),
            body: self.writer.body(template, values)?,
            entries: Vec::new(),
        })
    }

    /// The first page, and what stands of it on the front page.
    fn own(&self, cases: usize) -> Result<(Page, Value), Error> {
        let Model { vendor, documents, types, facts, findings, .. } = self.model;
        let rules = facts.iter().filter(|fact| matches!(fact.claim, Claim::Limits(_)));
        let by_basis = |basis: Basis| rules.clone().filter(|fact| fact.basis == basis).count();
        let operations: Vec<Value> = vendor
            .operations
            .iter()
            .map(|operation| {
                json!({"name": operation.name, "to": operation_file(operation), "doc": operation.doc,
                    "method": operation.method, "path": operation.path.to_string()})
            })
            .collect();
        let all_types: Vec<Value> = types
            .values()
            .map(|kind| {
                let doc = kind.node.description.first().map(|sentence| sentence.value.to_string());
                json!({"name": kind.name, "to": type_file(&kind.name), "doc": doc, "properties": kind.node.properties.len()})
            })
            .collect();
        let origin = |file: &str| {
            vendor.documents.iter().find(|entry| entry.file == file).and_then(|entry| entry.origin.clone())
        };
        let all_documents: Vec<Value> = documents
            .iter()
            .map(|document| {
                json!({"name": document.file, "to": document_file(&document.file), "layout": document.layout,
                    "origin": origin(&document.file)})
            })
            .collect();
        let found: Vec<Value> = findings
            .iter()
            .map(|finding| {
                let places: Vec<Value> = finding.sources.iter().map(|source| self.source(source)).collect();
                json!({"kind": finding.kind(), "subject": self.subject(&finding.subject), "message": finding.message,
                    "sources": places})
            })
            .collect();
        let unread: Vec<Value> = facts
            .iter()
            .filter(|fact| matches!(fact.claim, Claim::Unread(_)))
            .map(|fact| json!({"subject": self.subject(&fact.subject), "source": self.source(&fact.source)}))
            .collect();
        let read = documents.iter().filter(|document| document.file.starts_with(DOCUMENTS)).count();
        let summary = json!({
            "title": self.title(), "to": format!("{}/index.html", self.folder), "documents": read,
            "operations": vendor.operations.len(), "types": types.len(), "rules": rules.clone().count(), "cases": cases,
            "findings": findings.len(),
        });
        let values = json!({
            "title": self.title(), "counts": summary, "stated": by_basis(Basis::Stated),
            "inferred": by_basis(Basis::Inferred), "corrected": by_basis(Basis::Overlay), "operations": operations,
            "types": all_types, "documents": all_documents, "findings": found, "unread": unread,
        });
        let mut page = self.page("index.html", self.title(), Some("Overview"), "vendor.html", &values)?;
        page.entries = vec![Entry { at: String::new(), title: self.title().into(), text: vendor.name.clone() }];
        page.entries.extend(findings.iter().enumerate().map(|(index, finding)| Entry {
            at: format!("finding-{}", index + 1),
            title: format!("{}: {}", finding.kind(), finding.subject),
            text: finding.message.clone(),
        }));
        Ok((page, summary))
    }

    fn of_type(&self, kind: &Type) -> Result<Page, Error> {
        let mut rows = Vec::new();
        self.rows(&Subject::of(&*kind.name), &kind.node, None, &mut rows);
        let operations: Vec<Value> = self
            .model
            .vendor
            .operations
            .iter()
            .filter_map(|operation| {
                let is = |name: &Option<String>| name.as_deref() == Some(&*kind.name);
                let uses =
                    [(&operation.request, "sent"), (&operation.response, "returned"), (&operation.error, "an error")];
                let (_, how) = uses.into_iter().find(|(name, _)| is(name))?;
                Some(json!({"name": operation.name, "to": operation_file(operation), "how": how}))
            })
            .collect();
        let notes: Vec<Value> = kind
            .notes
            .iter()
            .map(|note| json!({"topic": note.value.0, "text": note.value.1, "sources": self.sources(&note.sources)}))
            .collect();
        let values =
            json!({"vendor": self.title(), "name": kind.name, "rows": rows, "operations": operations, "notes": notes});
        let mut page = self.page(&type_file(&kind.name), &kind.name, Some(&kind.name), "type.html", &values)?;
        let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        page.entries = rows
            .iter()
            .map(|row| Entry {
                at: text(row, "at"),
                title: format!("{} {}", kind.name, text(row, "name")),
                text: text(row, "doc"),
            })
            .collect();
        Ok(page)
    }

    /// A row for a place, and those of the places in it.
    fn rows(&self, subject: &Subject, node: &Node, owner: Option<&Node>, rows: &mut Vec<Value>) {
        let name = subject.name();
        let of_owner = owner.into_iter().flat_map(|owner| &owner.constraints);
        let of_owner = of_owner.filter(|rule| name.is_some_and(|name| rule.value.presence().concerns(name)));
        // What an object demands of one property stands with the property.
        let is_own = |rule: &&Sourced<Constraint>| rule.value.presence().required.is_none();
        let rules: Vec<Value> = node
            .constraints
            .iter()
            .filter(is_own)
            .chain(of_owner)
            .map(|rule| {
                json!({"words": words::of(&rule.value), "basis": rule.basis, "sources": self.sources(&rule.sources),
                    "to": rule.value.target().filter(|target| self.model.types.contains_key(*target)).map(type_file)})
            })
            .collect();
        let example = node.examples.first().map(|example| example.value.to_string());
        let default = node.default.as_ref().map(|default| default.value.to_string());
        let declared = node.declared.iter().flat_map(|declared| &declared.sources).next();
        rows.push(json!({
            "name": shown(subject), "at": anchor(subject), "doc": node.doc(), "rules": rules, "example": example,
            "default": default, "source": declared.map(|source| self.source(source)), "depth": subject.path.len(),
        }));
        for (step, part) in node.parts() {
            self.rows(&subject.join(step), part, Some(node), rows);
        }
    }

    fn of_operation(&self, operation: &Operation, cases: &[&Case]) -> Result<Page, Error> {
        let mut by_place: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for case in cases {
            let coordinates: Vec<&str> = case.name.split('/').skip(2).collect();
            let at = coordinates.len().saturating_sub(2);
            let (place, rule) = coordinates.split_at(at);
            let expect = match case.expect {
                Expect::Accept => "accepted",
                Expect::Reject => "refused",
                Expect::Conform => "returned as documented",
            };
            by_place.entry(place.join("/")).or_default().push(json!({
                "name": rule.join("/"), "expect": expect, "documented": case.level == Level::Documented,
                "sources": self.sources(&case.because),
            }));
        }
        let places: Vec<Value> =
            by_place.into_iter().map(|(place, cases)| json!({"place": place, "cases": cases})).collect();
        let side = match operation.direction {
            Direction::Request => "The suite sends this request and judges the answer.",
            Direction::Response => "The suite reads what is returned and judges it.",
            Direction::Event => "The vendor delivers this event; the suite delivers it to a consumer.",
        };
        let link = |name: &Option<String>| name.as_ref().map(|name| json!({"name": name, "to": type_file(name)}));
        let values = json!({
            "vendor": self.title(), "name": operation.name, "doc": operation.doc, "method": operation.method,
            "path": operation.path.to_string(), "side": side, "rings": operation.rings, "request": link(&operation.request),
            "response": link(&operation.response), "error": link(&operation.error), "places": places, "count": cases.len(),
            "run": format!("ringback run --operation {} --target http://127.0.0.1:8080", operation.name),
        });
        let name = operation.name.as_str();
        let mut page = self.page(&operation_file(operation), name, Some(name), "operation.html", &values)?;
        let text = format!("{} {} {}", operation.method, operation.path, operation.doc);
        page.entries = vec![Entry { at: String::new(), title: operation.name.clone(), text }];
        Ok(page)
    }

    fn of_document(&self, file: &str, text: &str) -> Result<Page, Error> {
        let mut stated: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for fact in self.model.facts.iter().filter(|fact| self.within(&fact.source.document) == file) {
            if let Some(said) = said(fact) {
                let said = format!("{}: {said}", fact.subject);
                let of_line = stated.entry(fact.source.lines[0]).or_default();
                if !of_line.contains(&said) {
                    of_line.push(said);
                }
            }
        }
        let lines: Vec<Value> = (1..)
            .zip(text.lines())
            .map(|(number, line): (u32, &str)| json!({"number": number, "text": line, "stated": stated.get(&number)}))
            .collect();
        let values = json!({"vendor": self.title(), "name": file, "lines": lines});
        let mut page = self.page(&document_file(file), file, None, "document.html", &values)?;
        page.entries = vec![Entry { at: String::new(), title: file.to_owned(), text: self.title().to_owned() }];
        Ok(page)
    }

    fn sources(&self, sources: &[Source]) -> Vec<Value> {
        sources.iter().map(|source| self.source(source)).collect()
    }

    /// A passage with the link to its line.
    fn source(&self, source: &Source) -> Value {
        let file = self.within(&source.document);
        let is_page = self.model.documents.iter().any(|document| document.file == file);
        let to = is_page.then(|| format!("{}#L{}", document_file(file), source.lines[0]));
        json!({"quote": source.quote, "place": format!("{file}:{}", source.lines[0]), "to": to})
    }

    /// A document's path in the vendor's folder.
    fn within<'d>(&self, document: &'d str) -> &'d str {
        let vendor = &self.model.vendor.name;
        document.split_once(&format!("{vendor}/")).map_or(document, |(_, file)| file)
    }

    fn subject(&self, subject: &Subject) -> Value {
        let is_type = self.model.types.contains_key(&subject.owner);
        let to = is_type.then(|| format!("{}#{}", type_file(&subject.owner), anchor(subject)));
        json!({"name": subject.to_string(), "to": to})
    }
}

/// What a fact says of its subject, where that is more than that it exists.
fn said(fact: &Fact) -> Option<String> {
    match &fact.claim {
        Claim::Limits(constraint) => Some(words::of(constraint)),
        Claim::Optional => Some("optional".into()),
        Claim::Default(value) => Some(format!("{value} by default")),
        Claim::Unread(_) => Some("not read as a rule".into()),
        _ => None,
    }
}

/// The page of a type, in the folder of its vendor.
pub fn type_file(name: &str) -> String {
    format!("{}.html", plain(name))
}

/// The page of an operation, in the folder of its vendor.
pub fn operation_file(operation: &Operation) -> String {
    format!("operation-{}.html", plain(&operation.name))
}

fn document_file(file: &str) -> String {
    format!("document-{}.html", plain(file.trim_start_matches(DOCUMENTS)))
}

/// The fragment of a place of a type.
fn anchor(subject: &Subject) -> String {
    subject.to_string().split_once('/').map_or_else(|| "whole".into(), |(_, path)| plain(path))
}

/// A name without characters that mean something in a path or a fragment.
fn plain(name: &str) -> String {
    name.replace(|c: char| !c.is_alphanumeric(), "-")
}

/// A place as people write it: `phones[].number`.
fn shown(subject: &Subject) -> String {
    subject.path.iter().fold(String::new(), |text, step| match step {
        Step::Property(name) if text.is_empty() => name.clone(),
        Step::Property(name) => format!("{text}.{name}"),
        Step::Items => format!("{text}[]"),
        Step::Values => format!("{text}{{}}"),
    })
}
