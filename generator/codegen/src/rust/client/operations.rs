//! The statics that describe operations.

use super::{client_method::ClientMethod, example, vendor_client::VendorClient};
use crate::rust::text::literal;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use ringback_contract::operation::PayloadLocator;

/// The module with one static for each operation.
pub fn items(vendor: &VendorClient) -> TokenStream {
    let statics = vendor.calls.iter().map(|call| one(vendor, call));
    let names = vendor.calls.iter().map(|call| &call.constant);
    let pages = vendor.calls.iter().any(|call| call.operation.pages.is_some()).then(|| quote!(Pages,));
    let count = Literal::usize_unsuffixed(vendor.calls.len());
    quote! {
        /// The documented facts about an operation, as an expression.
        pub mod operations {
            use crate::client::{Example, Method, Operation, #pages StatusCode};

            /// A list of all operations.
            pub static ALL: [&Operation; #count] = [#(&#names),*];

            #(#statics)*
        }
    }
}

fn one(vendor: &VendorClient, call: &ClientMethod) -> TokenStream {
    let operation = call.operation;
    let (constant, name, rings) = (&call.constant, &operation.name, operation.rings);
    let (path, statuses) = (operation.path.as_str(), operation.statuses());
    let method = Ident::new(&operation.method, Span::call_site());
    let lists = [statuses.success(), statuses.rejection()].map(|statuses| {
        let statuses = statuses.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(&[#(#statuses),*])
    });
    let [success, rejection] = lists;
    let response_at = option(operation.response_at.as_ref().map(ToString::to_string).map(|at| quote!(#at)));
    let pages = option(operation.pages.as_ref().map(|pages| {
        let (number, total, first) = (&pages.number, pages.total.as_str(), Literal::u64_unsuffixed(pages.first));
        let size = option(pages.size.as_ref().map(|size| quote!(#size)));
        let list = operation.response_at.as_ref().and_then(PayloadLocator::list).unwrap_or_default().to_string();
        quote!(Pages { number: #number, first: #first, size: #size, list: #list, total: #total })
    }));
    let status = status(statuses.success().first().copied());
    let body = example::answer(vendor, call);
    let body = body.map(|body| ringback_contract::files::json(&body).trim_end().to_owned()).unwrap_or_default();
    let body = literal::readable(&body);
    let doc = format!(" `{} {}`", operation.method, operation.path);
    quote! {
        #[doc = #doc]
        pub static #constant: Operation = Operation {
            name: #name,
            method: Method::#method,
            path: #path,
            success: #success,
            rejection: #rejection,
            response_at: #response_at,
            pages: #pages,
            rings: #rings,
            example: Example { status: #status, body: #body },
        };
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// The status as a constant of the `http` crate, if it has a name there.
fn status(status: Option<u16>) -> TokenStream {
    match status {
        Some(201) => quote!(StatusCode::CREATED),
        Some(202) => quote!(StatusCode::ACCEPTED),
        Some(204) => quote!(StatusCode::NO_CONTENT),
        _ => quote!(StatusCode::OK),
    }
}
