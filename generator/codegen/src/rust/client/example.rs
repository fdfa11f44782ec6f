//! Examples: what an operation answers, and how its method is called, made from the documents' own examples.

use super::{
    call::{Body, Call},
    vendor::Vendor,
};
use proc_macro2::Ident;
use ringback_contract::subject::Step;
use ringback_runtime::envelope::put;
use serde_json::{Value, json};

/// The body of a successful answer; `None` where no document describes one.
pub fn answer(vendor: &Vendor, call: &Call) -> Option<Value> {
    let operation = call.operation;
    let kind = vendor.model.types.get(operation.response.as_ref()?)?;
    let payload = vendor.samples.full(&kind.node).or_else(|| vendor.samples.minimal(&kind.node))?;
    let mut document = Value::Null;
    operation.response_at.clone().unwrap_or_default().put(&mut document, payload);
    if let Some(pages) = &operation.pages {
        put(&mut document, pages.total.as_str(), json!(1));
    }
    Some(document)
}

/// The payload of a request.
pub fn payload(vendor: &Vendor, call: &Call) -> Option<Value> {
    let kind = vendor.model.types.get(call.operation.request.as_ref()?)?;
    vendor.samples.minimal(&kind.node)
}

/// A payload that is not empty, where there is one.
pub fn telling(vendor: &Vendor, call: &Call) -> Option<Value> {
    let kind = vendor.model.types.get(call.operation.request.as_ref()?)?;
    let mut places = kind.node.properties.keys().map(|name| [Step::Property(name.clone())]);
    let first = places.find_map(|place| vendor.samples.with(&kind.node, &place));
    first.or_else(|| vendor.samples.minimal(&kind.node))
}

/// How a method is called.
pub struct Calling {
    /// What of the vendor's module must be imported.
    pub imports: Vec<String>,
    /// What comes before.
    pub before: Vec<String>,
    /// The call itself.
    pub call: String,
}

/// How the method is called on a variable of this name; `None` where no payload can be made.
pub fn calling(vendor: &Vendor, call: &Call, on: &str) -> Option<Calling> {
    let (mut imports, mut before) = (Vec::new(), Vec::new());
    let mut arguments: Vec<String> = call.arguments.iter().map(|(name, _)| format!("{name:?}")).collect();
    match &call.body {
        Body::None => {}
        Body::Payload(kind) => {
            imports.push(kind.to_string());
            before = let_payload(vendor, call, "request", kind)?;
            arguments.push("&request".into());
        }
        Body::Document(kind, document) => {
            imports.extend([kind.to_string(), format!("envelopes::{document}")]);
            before = let_payload(vendor, call, "payload", kind)?;
            before.push(format!("let body = {document}::new(&payload);"));
            arguments.push("&body".into());
        }
    }
    if call.operation.pages.is_some() {
        arguments.push("Page::default()".into());
    }
    Some(Calling { imports, before, call: format!("{on}.{}({}).await", call.method, arguments.join(", ")) })
}

/// The lines that make a payload.
pub fn let_payload(vendor: &Vendor, call: &Call, name: &str, kind: &Ident) -> Option<Vec<String>> {
    let payload = payload(vendor, call)?;
    let head = format!("let {name}: {kind} = serde_json::from_str(");
    Some(vec![head, format!("    r##\"{payload}\"##,"), ")?;".into()])
}

/// An example as documentation, one that is compiled and run.
pub fn doc(lines: &[String]) -> Vec<String> {
    let fenced = std::iter::once("```".to_owned()).chain(lines.iter().cloned()).chain(["```".to_owned()]);
    fenced.map(|line| format!(" {line}")).collect()
}

/// The same around lines that wait for something; `run` tells whether the example may be run and not only compiled.
pub fn waiting(lines: &[String], run: bool) -> Vec<String> {
    let fence = if run { "```" } else { "```no_run" };
    let head = ["# #[tokio::main(flavor = \"current_thread\")]".into(), format!("# async fn main() -> {RESULT} {{")];
    let all = std::iter::once(fence.to_owned()).chain(head).chain(lines.iter().cloned());
    all.chain(["# Ok(())".into(), "# }".into(), "```".into()]).map(|line| format!(" {line}")).collect()
}

const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";
