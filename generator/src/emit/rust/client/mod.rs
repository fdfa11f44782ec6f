//! The async client of a vendor: a trait with a method for each operation, the client that calls it, the double that
//! stands in for it, and the documents in which payloads travel.

mod api;
mod call;
mod double;
mod envelopes;
mod example;
mod literal;
mod operations;
#[path = "../../../runtime/envelope/place.rs"]
#[allow(dead_code, reason = "what the generated crate reads with, the generator only writes with")]
mod place;

use super::{
    package::HEADER,
    part::{Module, Part},
    print::print,
};
use crate::{emit::sample::Samples, error::Error, model::Model, vendor::Direction};
use call::Call;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// What the modules beside the types stand on.
pub const RUNTIME: &[(&str, &str)] = &[
    ("client/answer", include_str!("../../../runtime/client/answer.rs")),
    ("client/builder", include_str!("../../../runtime/client/builder.rs")),
    ("client/call", include_str!("../../../runtime/client/call.rs")),
    ("client/caller", include_str!("../../../runtime/client/caller.rs")),
    ("client/error", include_str!("../../../runtime/client/error.rs")),
    ("client/examples", include_str!("../../../runtime/client/examples.rs")),
    ("client/hook", include_str!("../../../runtime/client/hook.rs")),
    ("client/mod", include_str!("../../../runtime/client/mod.rs")),
    ("client/operation", include_str!("../../../runtime/client/operation.rs")),
    ("client/pages", include_str!("../../../runtime/client/pages.rs")),
    ("client/request", include_str!("../../../runtime/client/request.rs")),
    ("client/retry", include_str!("../../../runtime/client/retry.rs")),
    ("client/token", include_str!("../../../runtime/client/token.rs")),
    ("client/transport", include_str!("../../../runtime/client/transport.rs")),
    ("client/unanswered", include_str!("../../../runtime/client/unanswered.rs")),
    ("envelope/build", include_str!("../../../runtime/envelope/build.rs")),
    ("envelope/found", include_str!("../../../runtime/envelope/found.rs")),
    ("envelope/mod", include_str!("../../../runtime/envelope/mod.rs")),
    ("envelope/place", include_str!("../../../runtime/envelope/place.rs")),
];

/// The cargo feature of the clients.
pub const FEATURE: &str = r#"# Async clients over HTTP.
client = [
    "dep:bytes",
    "dep:fastrand",
    "dep:futures-util",
    "dep:http",
    "dep:httpdate",
    "dep:percent-encoding",
    "dep:reqwest",
    "dep:rustls",
    "dep:rustls-platform-verifier",
    "dep:tokio",
]
"#;

/// What it needs: `rustls` with `ring`, which needs no C toolchain beyond `cc`.
pub const DEPENDENCIES: &str = r#"
bytes = { version = "1", optional = true }
fastrand = { version = "2", optional = true }
futures-util = { version = "0.3", default-features = false, optional = true }
http = { version = "1", optional = true }
httpdate = { version = "1", optional = true }
percent-encoding = { version = "2", optional = true }
reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider"], optional = true }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"], optional = true }
rustls-platform-verifier = { version = "0.7", optional = true }
tokio = { version = "1", features = ["time"], optional = true }
"#;

/// What is known of a vendor while its client is written.
pub struct Vendor<'a> {
    model: &'a Model,
    /// The name of the vendor's module.
    module: Ident,
    title: &'a str,
    calls: Vec<Call<'a>>,
    /// Operations that are delivered, not called.
    events: Vec<Call<'a>>,
    samples: Samples<'a>,
}

/// The modules beside the types of a vendor that has operations.
///
/// # Errors
///
/// When an operation cannot be called as it is described, or generated Rust does not parse.
pub fn modules(model: &Model, part: &Part) -> Result<Vec<Module>, Error> {
    let idents = super::idents(part);
    let idents = model.types.keys().zip(&idents).map(|(name, ident)| (name.as_str(), ident.as_str())).collect();
    let all = call::calls(model, &idents)?;
    let (events, calls) = all.into_iter().partition(|call| call.operation.direction == Direction::Event);
    let title = if model.vendor.title.is_empty() { &model.vendor.name } else { &model.vendor.title };
    let module = super::modules(std::slice::from_ref(part)).pop();
    let module = module.unwrap_or_else(|| Ident::new("vendor", Span::call_site()));
    let vendor = Vendor { model, module, title, calls, events, samples: Samples::new(&model.types) };
    let mut modules = Vec::new();
    if !vendor.calls.is_empty() {
        let doc = format!("The client of {title}: a method for each documented operation.");
        let items = [api::items(&vendor), double::items(&vendor), operations::items(&vendor)];
        modules.push(module_of("client", Some("client"), &doc, quote!(#(#items)*))?);
    }
    let envelopes = envelopes::items(&vendor);
    if !envelopes.is_empty() {
        let doc = format!("The documents in which payloads of {title} travel.");
        modules.push(module_of("envelopes", None, &doc, envelopes)?);
    }
    Ok(modules)
}

fn module_of(
    name: &'static str,
    feature: Option<&'static str>,
    doc: &str,
    items: TokenStream,
) -> Result<Module, Error> {
    let doc = super::markdown::words(doc);
    Ok(Module { name, feature, text: format!("{HEADER}//! {doc}\n\n{}", airy(&print(items)?)) })
}

/// The same text with a blank line before every documented item that follows another one.
fn airy(text: &str) -> String {
    let mut airy = String::new();
    let mut previous = "";
    for line in text.lines() {
        let begins =
            ["///", "fn ", "pub fn ", "const ", "pub const "].iter().any(|start| line.trim_start().starts_with(start));
        if begins && previous.ends_with(['}', ';']) && !previous.contains("///") {
            airy.push('\n');
        }
        airy.push_str(line);
        airy.push('\n');
        previous = line;
    }
    airy
}

#[cfg(test)]
mod tests {
    use crate::{error::Error, files::Files, project};
    use std::collections::BTreeMap;

    /// The generated files of a vendor with these operations.
    fn generated(operations: &str) -> Result<Files, Error> {
        let overlay = "[[types]]\nname = 'Error'\nreason = 'r'\nevidence = 'e'\nschema = '{\"type\": \"object\"}'\n";
        let vendor = format!("name = 'acme'\n{operations}");
        let inputs = [("vendor.toml".to_owned(), vendor), ("overlay.toml".to_owned(), overlay.to_owned())];
        let vendors = BTreeMap::from([("acme".to_owned(), inputs.into_iter().collect())]);
        project::generate(&mut project::read_models("schemas", &vendors)?)
    }

    #[test]
    fn whatever_operations_are_called_they_become_methods_that_differ() {
        let mut operations = String::new();
        for (index, name) in ["all", "self", "type", "a-b", "a_b", "1st", "", "new"].iter().enumerate() {
            let (method, direction) = [("GET", "response"), ("HEAD", "request")][index % 2];
            operations.push_str(&format!(
                "[[operations]]\nname = '{name}'\nmethod = '{method}'\ndirection = '{direction}'\n\
                 path = '/{{self}}/{{type}}/{{body}}/{{a b}}'\nresponse = 'Error'\nresponse_at = '/x/*'\n\
                 error = 'Error'\npages = {{ number = 'p', total = '/n' }}\n"
            ));
        }
        let files = generated(&operations).unwrap();
        let client = &files["generated/src/acme/client.rs"];
        for method in ["fn all_2<", "fn self_<", "fn r#type<", "fn a_b<", "fn a_b_2<", "fn field_1st<", "fn new_2<"] {
            assert_eq!(client.matches(method).count(), 3, "{method} in {client}");
        }
    }

    #[test]
    fn an_operation_that_cannot_be_called_is_a_mistake_that_is_named() {
        let operation = |more: &str| format!("[[operations]]\nname = 'o'\npath = '/'\ndirection = 'request'\n{more}");
        for (more, said) in [
            ("method = 'GRAB'", "unknown method \"GRAB\" (one of DELETE, "),
            ("method = 'POST'\nrequest = 'Nothing'", "unknown type \"Nothing\" (one of Error)"),
            ("method = 'POST'\nenvelope = {}\nrequest_at = '/a'", "an envelope or an event needs a request"),
            ("method = 'GET'\npages = { number = 'p', total = '/n' }", "pages need a response_at that ends with /*"),
        ] {
            let error = generated(&operation(more)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_vendor_without_operations_has_no_client() {
        let files = generated("").unwrap();
        assert!(!files.keys().any(|path| path.contains("client") || path.contains("envelope")));
        assert!(!files["generated/Cargo.toml"].contains("reqwest"));
    }
}
