//! Examples for documentation and test doubles: responses, payloads and calls, made from the documents' own examples.

use super::{
    client_method::{Body, ClientMethod},
    vendor_client::VendorClient,
};
use proc_macro2::Ident;
use ringback_contract::subject::Step;
use ringback_runtime::envelope::put;
use serde_json::{Value, json};

/// The body of a successful response; `None` if the documents describe none.
pub fn answer(vendor: &VendorClient, call: &ClientMethod) -> Option<Value> {
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
pub fn payload(vendor: &VendorClient, call: &ClientMethod) -> Option<Value> {
    let kind = vendor.model.types.get(call.operation.request.as_ref()?)?;
    vendor.samples.minimal(&kind.node)
}

/// A payload with at least one property, if the type has any.
pub fn informative_payload(vendor: &VendorClient, call: &ClientMethod) -> Option<Value> {
    let kind = vendor.model.types.get(call.operation.request.as_ref()?)?;
    let mut places = kind.node.properties.keys().map(|name| [Step::Property(name.clone())]);
    let first = places.find_map(|place| vendor.samples.with(&kind.node, &place));
    first.or_else(|| vendor.samples.minimal(&kind.node))
}

/// The code of a call.
pub struct CallExample {
    /// The names to import from the vendor's module.
    pub imports: Vec<String>,
    /// The statements before the call.
    pub before: Vec<String>,
    /// The call itself.
    pub call: String,
}

/// The call of a method on a variable with this name; `None` if no payload can be made.
pub fn call_example(vendor: &VendorClient, call: &ClientMethod, on: &str) -> Option<CallExample> {
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
    Some(CallExample { imports, before, call: format!("{on}.{}({}).await", call.method, arguments.join(", ")) })
}

/// The statements that make a payload.
pub fn let_payload(vendor: &VendorClient, call: &ClientMethod, name: &str, kind: &Ident) -> Option<Vec<String>> {
    let payload = payload(vendor, call)?;
    let head = format!("let {name}: {kind} = serde_json::from_str(");
    Some(vec![head, format!("    r##\"{payload}\"##,"), ")?;".into()])
}

/// A documentation example that is compiled and run.
pub fn doc(lines: &[String]) -> Vec<String> {
    let fenced = std::iter::once("```".to_owned()).chain(lines.iter().cloned()).chain(["```".to_owned()]);
    fenced.map(|line| format!(" {line}")).collect()
}

/// The same for async code; `run` tells whether the example is run, or only compiled.
pub fn waiting(lines: &[String], run: bool) -> Vec<String> {
    let fence = if run { "```" } else { "```no_run" };
    let head = ["# #[tokio::main(flavor = \"current_thread\")]".into(), format!("# async fn main() -> {RESULT} {{")];
    let all = std::iter::once(fence.to_owned()).chain(head).chain(lines.iter().cloned());
    all.chain(["# Ok(())".into(), "# }".into(), "```".into()]).map(|line| format!(" {line}")).collect()
}

const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";
