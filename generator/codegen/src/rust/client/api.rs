//! The trait of a vendor's operations, and the client that calls them.

use super::{
    client_method::{Body, ClientMethod},
    example,
    vendor_client::VendorClient,
};
use crate::rust::text::{doc, markdown};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The trait, the client, and their imports.
pub fn items(vendor: &VendorClient) -> TokenStream {
    let imports = imports(vendor);
    let interface = interface(vendor);
    let client = client(vendor);
    let methods = vendor.calls.iter().map(|call| {
        let signature = signature(call);
        let (constant, arguments) = (&call.constant, call.arguments.iter().map(|(_, ident)| ident));
        let body = match call.body {
            Body::None => quote!(),
            Body::Payload(_) => quote!(.sending(request)),
            Body::Document(..) => quote!(.with(body, body.violations())),
        };
        let page = call.operation.pages.is_some().then(|| quote!(.page(page)));
        let read = match (&call.response, &call.operation.response_at) {
            (None, _) => quote!(answer),
            (Some(_), None) => quote!(read),
            (Some(_), Some(_)) => quote!(find),
        };
        quote!(#signature { self.caller.call(&operations::#constant, &[#(#arguments),*])#body #page.#read() })
    });
    quote! {
        #imports
        #interface
        #client
        impl Api for Client { #(#methods)* }
    }
}

fn imports(vendor: &VendorClient) -> TokenStream {
    let any = |test: fn(&ClientMethod) -> bool| vendor.calls.iter().any(test);
    let pages = any(|call| call.operation.pages.is_some());
    let found = any(|call| call.response.is_some() && call.operation.response_at.is_some());
    let undescribed = any(|call| call.error.is_none() && call.operation.pages.is_some());
    let bearer = takes_token(vendor);
    let mut names = vec![quote!(Answering), quote!(Builder), quote!(Caller), quote!(Error), quote!(Examples)];
    names.extend(pages.then(|| quote!(Page, Records, records)));
    names.extend(bearer.then(|| quote!(TokenProvider, Unbuilt)));
    names.extend(undescribed.then(|| quote!(Undescribed)));
    let found = found.then(|| {
        quote!(
            use crate::envelope::Found;
        )
    });
    quote!(#found use crate::client::{Answer, Operation, Request, #(#names),*};)
}

/// Whether the API uses bearer tokens, according to `vendor.toml`.
fn takes_token(vendor: &VendorClient) -> bool {
    vendor.model.vendor.auth.contains_key("bearer")
}

fn interface(vendor: &VendorClient) -> TokenStream {
    let text = format!(
        "The documented operations of {}. A [`Client`] calls them; a [`Double`] answers from the documents' examples. \
         Methods return boxed futures, so that `&dyn Api` is a type.",
        markdown::inline(vendor.title)
    );
    let docs = doc::doc(&[text], &[]);
    let methods = vendor.calls.iter().map(|call| {
        let (docs, signature) = (documentation(call), signature(call));
        let stream = call.operation.pages.is_some().then(|| stream(vendor, call));
        quote!(#docs #signature; #stream)
    });
    let misleads = vendor.calls.iter().any(ClientMethod::misleads).then(|| {
        quote!(#[allow(clippy::wrong_self_convention, reason = "operations are called what their vendor calls them")])
    });
    let many = vendor
        .calls
        .iter()
        .any(|call| call.parameters().len() > 6)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "each is a part of the documented path")]));
    quote!(#docs #misleads #many pub trait Api: Send + Sync { #(#methods)* })
}

/// The signature of a method.
pub fn signature(call: &ClientMethod) -> TokenStream {
    let (method, parameters) = (&call.method, call.parameters());
    let (answer, failure) = (call.answer(), call.failure());
    quote!(fn #method<'a>(&'a self, #(#parameters),*) -> Answering<'a, Result<#answer, #failure>>)
}

fn documentation(call: &ClientMethod) -> TokenStream {
    let operation = call.operation;
    let mut paragraphs = vec![markdown::inline(&operation.doc)];
    paragraphs.push(markdown::code(&format!("{} {}", operation.method, operation.path)));
    if operation.rings {
        paragraphs.push("It really rings a phone.".into());
    }
    if operation.pages.is_some() {
        paragraphs.push(format!("One page of it; [`{}`](Api::{0}) reads all.", call.stream));
    }
    if call.response.is_none() {
        paragraphs.push("No document says what comes back; the answer is returned as it came.".into());
    } else if operation.response_at.is_some() {
        let text = "The whole document is returned with every payload in it, those that cannot be decoded among them.";
        paragraphs.push(text.into());
    }
    paragraphs.push("# Errors".into());
    let statuses = operation.statuses().rejection_in_words();
    let body = match &call.error {
        Some(error) => format!("with the body [`{error}`](super::{error})"),
        None => "whose body no document describes".into(),
    };
    paragraphs.push(format!("[`Error::Documented`] {body} when the status is {statuses}; see [`Error`] for the rest."));
    doc::doc(&paragraphs, &[])
}

fn stream(vendor: &VendorClient, call: &ClientMethod) -> TokenStream {
    let (method, stream, constant) = (&call.method, &call.stream, &call.constant);
    let (refusal, response) = (call.refusal(), &call.response);
    let last = call.names().len().saturating_sub(1);
    let mut parameters = call.parameters();
    parameters.truncate(last);
    let mut names = call.names();
    names.truncate(last);
    let text = [
        format!("Every record of all pages of [`{0}`](Api::{0}), the page `from` first.", plain(method)),
        "A record that cannot be decoded is an error that holds it; the stream goes on. It ends at the last page, \
         whatever comes back."
            .into(),
    ];
    let docs = doc::doc(&text, &[]);
    let arguments: Vec<String> = call.arguments.iter().map(|(name, _)| format!("{name:?}")).collect();
    let module = &vendor.module;
    let lines = [
        "use futures_util::StreamExt as _;".into(),
        format!("use ringback_types::{{client::Page, {module}::client::{{Api as _, Double}}}};"),
        String::new(),
        "let api = Double::new();".into(),
        format!("let mut records = api.{stream}({}, Page::default().size(50));", arguments.join(", ")),
        "while let Some(record) = records.next().await {".into(),
        "    match record {".into(),
        "        Ok(record) => println!(\"{record:?}\"),".into(),
        "        Err(error) => eprintln!(\"{error}: {:?}\", error.record()),".into(),
        "    }".into(),
        "}".into(),
    ];
    let example = example::waiting(&lines, true);
    quote! {
        #docs
        ///
        #(#[doc = #example])*
        fn #stream<'a>(&'a self, #(#parameters,)* from: Page) -> Records<'a, super::#response, #refusal> {
            records(&operations::#constant, from, move |page| self.#method(#(#names,)* page))
        }
    }
}

/// A name without `r#`, as links spell it.
fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn client(vendor: &VendorClient) -> TokenStream {
    let base_url = &vendor.model.vendor.base_url;
    let docs = client_documentation(vendor);
    let new = takes_token(vendor).then(|| {
        quote! {
            /// A client for the documented base URL, with a bearer token or with a provider of tokens.
            ///
            /// # Errors
            ///
            /// If the platform's certificates cannot be read.
            pub fn new(token: impl TokenProvider + 'static) -> Result<Self, Unbuilt> {
                Self::builder().token(token).build()
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            caller: Caller,
        }

        impl Client {
            /// The documented base URL, which the builder uses by default.
            pub const BASE_URL: &str = #base_url;

            #new

            /// A builder, to set URL, token, timeout, retries, hooks and transport.
            pub fn builder() -> Builder<Self> {
                Builder::new(Self::BASE_URL)
            }
        }

        impl From<Caller> for Client {
            fn from(caller: Caller) -> Self {
                Self { caller }
            }
        }
    }
}

fn client_documentation(vendor: &VendorClient) -> TokenStream {
    let mut text =
        vec![format!("An async client of {}. A clone shares its connections.", markdown::inline(vendor.title))];
    if !takes_token(vendor) {
        text.push(
            "The documents name no bearer token; a [`Hook`](crate::client::Hook) may sign what is sent.".to_owned(),
        );
    }
    let docs = doc::doc(&text, &[]);
    let calling = vendor.calls.iter().find_map(|call| Some((call, example::call_example(vendor, call, "client")?)));
    let Some((call, calling)) = calling else { return docs };
    let (module, token) = (&vendor.module, takes_token(vendor));
    let imports: String = calling.imports.iter().map(|import| format!("{import}, ")).collect();
    let mut used = vec!["Error"];
    used.extend(call.operation.pages.is_some().then_some("Page"));
    used.push("Retry");
    used.extend(token.then_some("Token"));
    let mut lines = vec![
        format!("use ringback_types::client::{{{}}};", used.join(", ")),
        format!("use ringback_types::{module}::{{{imports}client::{{Api as _, Client}}}};"),
        String::new(),
        "let client = Client::builder()".into(),
    ];
    lines.extend(token.then(|| "    .token(|| async { std::env::var(\"TOKEN\").map(Token::from) })".into()));
    lines.extend(["    .retry(Retry::attempts(5))".into(), "    .build()?;".into()]);
    lines.extend(calling.before);
    lines.extend([
        format!("match {} {{", calling.call),
        "    Ok(answer) => println!(\"{answer:?}\"),".into(),
        "    Err(Error::Documented { error, .. }) => println!(\"refused: {error:?}\"),".into(),
        "    Err(error) => println!(\"{error}; what came back: {:?}\", error.answer()),".into(),
        "}".into(),
    ]);
    let example = example::waiting(&lines, false);
    quote!(#docs #[doc = ""] #(#[doc = #example])*)
}
