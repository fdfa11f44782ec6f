//! The envelopes in which payloads travel: readers for delivered events, builders for requests.

use super::{
    client_method::{Body, ClientMethod},
    example,
    vendor_client::VendorClient,
};
use crate::rust::text::{doc, literal, markdown, names::NameScope};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use ringback_contract::operation::{
    PayloadLocator,
    envelope::{self, Placeholder},
};
use ringback_runtime::format::Format;
use serde_json::{Value, json};

/// A reader for each event, and a builder for each request with an envelope.
pub fn items(vendor: &VendorClient) -> TokenStream {
    let mut items = TokenStream::new();
    let (mut reads, mut builds) = (false, false);
    for call in vendor.events.iter().chain(&vendor.calls) {
        let Body::Document(kind, document) = &call.body else { continue };
        let is_event = vendor.events.iter().any(|event| std::ptr::eq(event, call));
        if is_event {
            reads = true;
            items.extend(reader(vendor, call, kind, document));
        } else {
            builds = true;
            items.extend(builder(vendor, call, kind, document));
        }
    }
    let reads = reads.then(|| {
        quote!(
            use crate::envelope::{Found, Unreadable};
        )
    });
    let any = |test: fn(&ClientMethod) -> bool| vendor.calls.iter().any(test);
    let limits = any(|call| !call.operation.build.limits.is_empty()).then(|| quote!(Limit,));
    let links = any(|call| !call.operation.build.links.is_empty()).then(|| quote!(Links,));
    let source = limits.as_ref().or(links.as_ref()).map(|_| quote!(Source,));
    let builds = builds.then(|| quote!(use crate::{#source Violation, envelope::{Build, Builder, #limits #links}};));
    quote!(#reads #builds #items)
}

fn reader(vendor: &VendorClient, call: &ClientMethod, kind: &Ident, name: &Ident) -> TokenStream {
    let places = call.operation.request_at.clone().unwrap_or_default().everywhere().to_string();
    let docs = doc::doc(&[markdown::inline(&call.operation.doc)], &[]);
    let module = &vendor.module;
    let example = example_of(vendor, call, true).map(|delivered| {
        let lines = [
            format!("use ringback_types::{module}::envelopes::{name};"),
            String::new(),
            format!("let delivered = r##\"{delivered}\"##;"),
            format!("let event = {name}::parse(delivered)?;"),
            "for payload in event.decoded() {".into(),
            "    println!(\"{payload:?}\");".into(),
            "}".into(),
            "for (at, undecodable) in event.undecodable() {".into(),
            "    eprintln!(\"{at}: {undecodable}\");".into(),
            "}".into(),
            "# assert_eq!(event.decoded().count(), 1);".into(),
            "# Ok::<(), ringback_types::envelope::Unreadable>(())".into(),
        ];
        let lines = example::doc(&lines);
        quote!(#[doc = ""] #(#[doc = #lines])*)
    });
    quote! {
        #docs
        ///
        /// The payload is part of a larger document; all payloads in it are found, wherever they are in their list.
        #example
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct #name;

        impl #name {
            /// Where the payloads are in the document; `*` stands for every element.
            pub const PLACES: &str = #places;

            /// Reads a delivered document, such as the body of a request or a websocket message. A payload that cannot
            /// be decoded is kept as an error beside the others.
            ///
            /// # Errors
            ///
            /// If the text is not JSON; the error contains it.
            pub fn parse(delivered: impl AsRef<[u8]>) -> Result<Found<super::#kind>, Unreadable> {
                Found::parse(delivered.as_ref(), Self::PLACES)
            }
        }
    }
}

/// The envelope, with a payload in it or without. What is new in every request is an example, which the caller replaces
/// by one of the settings.
fn example_of(vendor: &VendorClient, call: &ClientMethod, filled: bool) -> Option<Value> {
    let mut document = call.operation.envelope.clone().unwrap_or_else(|| json!({}));
    envelope::fill(&mut document, &|placeholder| match placeholder {
        Placeholder::Parameter(_) => None,
        Placeholder::NewUuid => Some(Format::Uuid.sample().to_owned()),
    });
    if filled {
        let payload = example::informative_payload(vendor, call)?;
        call.operation.request_at.clone().unwrap_or_default().put(&mut document, payload);
    }
    Some(document)
}

fn builder(vendor: &VendorClient, call: &ClientMethod, kind: &Ident, name: &Ident) -> TokenStream {
    let operation = call.operation;
    let locator = operation.request_at.clone().unwrap_or_default();
    let envelope = ringback_contract::files::json(&example_of(vendor, call, false).unwrap_or_default());
    let envelope = literal::readable(envelope.trim_end());
    let mut scope = NameScope::default();
    for taken in ["new", "document", "violations", "build"] {
        scope.field(taken);
    }
    let text = text(&locator, &mut scope);
    let at = locator.to_string();
    let getter = text.as_ref().map(|(ident, pointer, wire)| {
        let doc = format!(" {} alone, as text.", markdown::code(wire));
        quote! {
            #[doc = #doc]
            pub fn #ident(&self) -> &str {
                self.builder.document().pointer(#pointer).and_then(serde_json::Value::as_str).unwrap_or_default()
            }
        }
    });
    let setters: Vec<Ident> = operation.build.settings.keys().map(|wire| scope.field(wire)).collect();
    let settings = operation.build.settings.values().zip(&setters).map(|(setting, ident)| {
        let places = texts(&setting.at);
        let docs = doc::doc(&[markdown::inline(&setting.doc)], &[]);
        quote! {
            #docs
            pub fn #ident(mut self, text: &str) -> Self {
                self.builder.set(&[#(#places),*], text);
                self
            }
        }
    });
    let settings: Vec<TokenStream> = settings.collect();
    let lists = operation.build.lists.iter().map(|(wire, list)| {
        let (ident, places) = (scope.field(wire), texts(&list.at));
        let docs = doc::doc(&[markdown::inline(&list.doc)], &[]);
        quote! {
            #docs
            pub fn #ident(mut self, element: serde_json::Value) -> Self {
                self.builder.append(&[#(#places),*], &element);
                self
            }
        }
    });
    let lists: Vec<TokenStream> = lists.collect();
    let docs = documentation(vendor, call, [kind, name], text.as_ref().map(|(ident, ..)| ident), &setters);
    let rules = rules(call);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[must_use]
        pub struct #name {
            builder: Builder,
        }

        impl #name {
            const BUILD: Build = Build { payload: #at, #rules };

            const AROUND: &str = #envelope;

            /// The document with the payload in place; everything else has its usual value.
            pub fn new(payload: &super::#kind) -> Self {
                Self { builder: Builder::new(Self::AROUND, &Self::BUILD, payload) }
            }

            #(#settings)*
            #(#lists)*
            #getter

            /// The whole document, as it is sent.
            pub fn document(&self) -> &serde_json::Value {
                self.builder.document()
            }

            /// All documented rules that the payload or the document around it breaks. A client does not send a
            /// document that breaks any.
            #[must_use]
            pub fn violations(&self) -> Vec<Violation> {
                self.builder.violations(&Self::BUILD)
            }
        }

        impl From<&super::#kind> for #name {
            fn from(payload: &super::#kind) -> Self {
                Self::new(payload)
            }
        }

        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.document().serialize(serializer)
            }
        }
    }
}

/// The first string on the path to the payload that contains JSON: its getter, its pointer, its name.
fn text(at: &PayloadLocator, scope: &mut NameScope) -> Option<(Ident, String, String)> {
    let pointer = at.text()?;
    let wire = pointer.tokens().last()?.into_owned();
    Some((scope.field(&wire), pointer.to_string(), wire))
}

/// Locators as expressions for generated code.
fn texts(places: &[PayloadLocator]) -> Vec<String> {
    places.iter().map(PayloadLocator::to_string).collect()
}

fn rules(call: &ClientMethod) -> TokenStream {
    let build = &call.operation.build;
    let origin = |quote: &str, line: u32| {
        let line = Literal::u32_unsuffixed(line);
        quote!(Source { document: "vendor.toml", lines: [#line, #line], quote: #quote })
    };
    let limits = build.limits.iter().map(|limit| {
        let (at, most, origin) =
            (limit.at.to_string(), Literal::usize_unsuffixed(limit.most), origin(limit.quote.get_ref(), limit.line));
        quote!(Limit { at: #at, most: #most, origin: #origin })
    });
    let links = build.links.iter().map(|links| {
        let (from, to, origin) = (texts(&links.from), links.to.to_string(), origin(links.quote.get_ref(), links.line));
        quote!(Links { from: &[#(#from),*], to: #to, origin: #origin })
    });
    quote!(limits: &[#(#limits),*], links: &[#(#links),*])
}

fn documentation(
    vendor: &VendorClient,
    call: &ClientMethod,
    [kind, name]: [&Ident; 2],
    text: Option<&Ident>,
    settings: &[Ident],
) -> TokenStream {
    let summary = format!("A [`{kind}`](super::{kind}) in the document in which it is sent.");
    let docs = doc::doc(&[summary, markdown::inline(&call.operation.doc)], &[]);
    let module = &vendor.module;
    let Some(payload) = example::let_payload(vendor, call, "payload", kind) else { return docs };
    let around = example_of(vendor, call, true).unwrap_or_default();
    let settings = call.operation.build.settings.iter().zip(settings);
    let settings: String = settings
        .filter_map(|((_, setting), ident)| {
            let spot = setting.at.first()?.find(&around).into_iter().next()?;
            Some(format!(".{ident}({:?})", spot.value.as_str()?))
        })
        .collect();
    let mut lines = vec![format!("use ringback_types::{module}::{{{kind}, envelopes::{name}}};"), String::new()];
    lines.extend(payload);
    lines.extend([
        format!("let body = {name}::new(&payload){settings};"),
        "assert_eq!(body.violations(), []);".into(),
        "println!(\"{:#}\", body.document());".into(),
    ]);
    lines.extend(text.map(|text| format!("println!(\"{{}}\", body.{text}());")));
    lines.push("# Ok::<(), serde_json::Error>(())".into());
    let lines = example::doc(&lines);
    quote!(#docs #[doc = ""] #(#[doc = #lines])*)
}
