//! The documents in which payloads travel: what is delivered is read, what is sent is built.

use super::{
    call::{Body, Call},
    example,
    vendor::Vendor,
};
use crate::rust::text::{doc, literal, markdown, names::NameScope};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use ringback_contract::operation::PayloadLocator;
use serde_json::{Value, json};

/// A reader for each event, a builder for each request that travels in a larger document.
pub fn items(vendor: &Vendor) -> TokenStream {
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
    let any = |test: fn(&Call) -> bool| vendor.calls.iter().any(test);
    let limits = any(|call| !call.operation.build.limits.is_empty()).then(|| quote!(Limit,));
    let links = any(|call| !call.operation.build.links.is_empty()).then(|| quote!(Links,));
    let source = limits.as_ref().or(links.as_ref()).map(|_| quote!(Source,));
    let builds = builds.then(|| quote!(use crate::{#source Violation, envelope::{Build, Builder, #limits #links}};));
    quote!(#reads #builds #items)
}

fn reader(vendor: &Vendor, call: &Call, kind: &Ident, name: &Ident) -> TokenStream {
    let places = call.operation.request_at.clone().unwrap_or_default().everywhere().to_string();
    let docs = doc::doc(&[markdown::inline(&call.operation.doc)], &[]);
    let module = &vendor.module;
    let example = envelope(vendor, call, true).map(|delivered| {
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
        /// What is delivered is a larger document; every payload in it is found, wherever it stands in its list.
        #example
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct #name;

        impl #name {
            /// Where payloads stand in what is delivered; `*` is every element.
            pub const PLACES: &str = #places;

            /// Reads what was delivered: the body of a request or the message of a websocket. A payload that cannot be
            /// decoded is kept with the others.
            ///
            /// # Errors
            ///
            /// When the text is no JSON; it is kept.
            pub fn parse(delivered: impl AsRef<[u8]>) -> Result<Found<super::#kind>, Unreadable> {
                Found::parse(delivered.as_ref(), Self::PLACES)
            }
        }
    }
}

/// The document, with a payload in it or without.
fn envelope(vendor: &Vendor, call: &Call, filled: bool) -> Option<Value> {
    let mut document = call.operation.envelope.clone().unwrap_or_else(|| json!({}));
    if filled {
        let payload = example::telling(vendor, call)?;
        call.operation.request_at.clone().unwrap_or_default().put(&mut document, payload);
    }
    Some(document)
}

fn builder(vendor: &Vendor, call: &Call, kind: &Ident, name: &Ident) -> TokenStream {
    let operation = call.operation;
    let locator = operation.request_at.clone().unwrap_or_default();
    let envelope = ringback_contract::files::json(&envelope(vendor, call, false).unwrap_or_default());
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

            /// The document with its payload in place and everything else as it usually is.
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

            /// Everything documented that the payload or the document around it breaks. A client sends nothing that
            /// breaks anything.
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

/// The first string that holds JSON on the way to the payload: its getter, its pointer, its name.
fn text(at: &PayloadLocator, scope: &mut NameScope) -> Option<(Ident, String, String)> {
    let pointer = at.text()?;
    let wire = pointer.tokens().last()?.into_owned();
    Some((scope.field(&wire), pointer.to_string(), wire))
}

/// Places as the generated code has them.
fn texts(places: &[PayloadLocator]) -> Vec<String> {
    places.iter().map(PayloadLocator::to_string).collect()
}

fn rules(call: &Call) -> TokenStream {
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
    vendor: &Vendor,
    call: &Call,
    [kind, name]: [&Ident; 2],
    text: Option<&Ident>,
    settings: &[Ident],
) -> TokenStream {
    let summary = format!("A [`{kind}`](super::{kind}) in the document in which it is sent.");
    let docs = doc::doc(&[summary, markdown::inline(&call.operation.doc)], &[]);
    let module = &vendor.module;
    let Some(payload) = example::let_payload(vendor, call, "payload", kind) else { return docs };
    let around = envelope(vendor, call, true).unwrap_or_default();
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
