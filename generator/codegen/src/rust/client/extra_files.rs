//! The files of a vendor beside its types: the client, and the envelopes of payloads.

use super::{api, client_method, double, envelopes, operations, vendor_client::VendorClient};
use crate::rust::{
    part::{ExtraFile, Part, modules, type_names},
    text::{markdown::inline, print::print},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::{error::Error, generated_mark::RUST_HEADER};

/// The additional files of a vendor with operations.
///
/// # Errors
///
/// If an operation cannot become a method, or the generated Rust does not parse.
pub fn extra_files(model: &Model, part: &Part) -> Result<Vec<ExtraFile>, Error> {
    let idents = type_names(part);
    let idents = model.types.keys().zip(&idents).map(|(name, ident)| (name.as_str(), ident.as_str())).collect();
    let all = client_method::calls(model, &idents)?;
    let (events, calls) = all.into_iter().partition(|call| call.operation.is_event());
    let title = if model.vendor.title.is_empty() { &model.vendor.name } else { &model.vendor.title };
    let module = modules(std::slice::from_ref(part)).pop();
    let module = module.unwrap_or_else(|| Ident::new("vendor", Span::call_site()));
    let vendor = VendorClient { model, module, title, calls, events, samples: Samples::new(&model.types) };
    let mut files = Vec::new();
    if !vendor.calls.is_empty() {
        let doc = format!("The client of {title}: a method for each documented operation.");
        let items = [api::items(&vendor), double::items(&vendor), operations::items(&vendor)];
        files.push(file_of("client", Some("client"), &doc, quote!(#(#items)*))?);
    }
    let envelopes = envelopes::items(&vendor);
    if !envelopes.is_empty() {
        let doc = format!("The documents in which payloads of {title} travel.");
        files.push(file_of("envelopes", None, &doc, envelopes)?);
    }
    Ok(files)
}

fn file_of(
    name: &'static str,
    feature: Option<&'static str>,
    doc: &str,
    items: TokenStream,
) -> Result<ExtraFile, Error> {
    let doc = inline(doc);
    Ok(ExtraFile { name, feature, text: format!("{RUST_HEADER}//! {doc}\n\n{}", airy(&print(items)?)) })
}

/// The text with a blank line before every documented item except the first.
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
