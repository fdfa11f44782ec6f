//! The async client of a vendor: a trait with a method for each operation, the client that calls it, the double that
//! stands in for it, and the documents in which payloads travel.

mod api;
mod call;
mod double;
mod envelopes;
mod example;
mod literal;
mod operations;

use super::{
    package::HEADER,
    part::{Module, Part},
    print::print,
};
use call::Call;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::{error::Error, vendor::Direction};

/// What the modules beside the types stand on.
pub const RUNTIME: &[(&str, &str)] = &[
    ("client/answer", include_str!("../../../../runtime/src/client/answer.rs")),
    ("client/builder", include_str!("../../../../runtime/src/client/builder.rs")),
    ("client/call", include_str!("../../../../runtime/src/client/call.rs")),
    ("client/caller", include_str!("../../../../runtime/src/client/caller.rs")),
    ("client/error", include_str!("../../../../runtime/src/client/error.rs")),
    ("client/examples", include_str!("../../../../runtime/src/client/examples.rs")),
    ("client/hook", include_str!("../../../../runtime/src/client/hook.rs")),
    ("client/mod", include_str!("../../../../runtime/src/client/mod.rs")),
    ("client/operation", include_str!("../../../../runtime/src/client/operation.rs")),
    ("client/pages", include_str!("../../../../runtime/src/client/pages.rs")),
    ("client/request", include_str!("../../../../runtime/src/client/request.rs")),
    ("client/retry", include_str!("../../../../runtime/src/client/retry.rs")),
    ("client/token", include_str!("../../../../runtime/src/client/token.rs")),
    ("client/transport", include_str!("../../../../runtime/src/client/transport.rs")),
    ("client/unanswered", include_str!("../../../../runtime/src/client/unanswered.rs")),
    ("envelope/build", include_str!("../../../../runtime/src/envelope/build.rs")),
    ("envelope/found", include_str!("../../../../runtime/src/envelope/found.rs")),
    ("envelope/mod", include_str!("../../../../runtime/src/envelope/mod.rs")),
    ("envelope/place", include_str!("../../../../runtime/src/envelope/place.rs")),
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
