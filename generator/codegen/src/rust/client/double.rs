//! The test double of a vendor's client.

use super::{api::signature, client_method::ClientMethod, example, vendor_client::VendorClient};
use crate::rust::text::doc;
use proc_macro2::TokenStream;
use quote::quote;

/// The test double: the client on a transport that responds with the documents' examples.
pub fn items(vendor: &VendorClient) -> TokenStream {
    let docs = documentation(vendor);
    let methods = vendor.calls.iter().map(|call| {
        let (signature, method, names) = (signature(call), &call.method, call.names());
        quote!(#signature { self.client.#method(#(#names),*) })
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Double {
            client: Client,
            examples: Examples,
        }

        impl Double {
            /// A test double that responds to every operation with the documents' example.
            pub fn new() -> Self {
                let examples = Examples::default();
                Self { client: Client::from(Caller::double(examples.clone())), examples }
            }

            /// Sets the response to an operation.
            pub fn answer(&self, operation: &'static Operation, answer: Answer) {
                self.examples.set(operation, answer);
            }

            /// All requests that were sent, in order; a request that breaks a documented rule is not sent.
            pub fn sent(&self) -> Vec<Request> {
                self.examples.sent()
            }
        }

        impl Default for Double {
            fn default() -> Self {
                Self::new()
            }
        }

        impl Api for Double { #(#methods)* }
    }
}

fn documentation(vendor: &VendorClient) -> TokenStream {
    let text = "Stands in for [`Client`] in tests: no network, answers made from the documents' own examples, and a record of \
         what was sent. It is the client itself on another transport, so requests are judged and answers are read as \
         they are in earnest.";
    let docs = doc::doc(&[text.to_owned()], &[]);
    let calling = vendor.calls.iter().find_map(|call| Some((call, example::call_example(vendor, call, "api")?)));
    let Some((call, calling)) = calling else { return docs };
    let (module, constant) = (&vendor.module, &call.constant);
    let imports: String = calling.imports.iter().map(|import| format!("{import}, ")).collect();
    let mut lines = vec![
        "use ringback_types::client::{Answer, Page, StatusCode};".replace(", Page", page(call)),
        format!("use ringback_types::{module}::{{{imports}client::{{Api as _, Double, operations}}}};"),
        String::new(),
        "let api = Double::new();".into(),
    ];
    lines.extend(calling.before);
    lines.push(format!("let answer = {}?;", calling.call));
    lines.push("println!(\"{answer:?}\");".into());
    lines.push(format!("assert_eq!(api.sent()[0].operation.name, {:?});", call.operation.name));
    lines.push(String::new());
    lines.push("let busy = Answer::new(StatusCode::SERVICE_UNAVAILABLE, \"busy\");".into());
    lines.push(format!("api.answer(&operations::{constant}, busy);"));
    lines.push(format!("let error = {}.unwrap_err();", calling.call));
    lines.push("assert_eq!(error.answer().unwrap().text(), \"busy\");".into());
    let example = example::waiting(&lines, true);
    quote!(#docs #[doc = ""] #(#[doc = #example])*)
}

fn page(call: &ClientMethod) -> &'static str {
    if call.operation.pages.is_some() { ", Page" } else { "" }
}
