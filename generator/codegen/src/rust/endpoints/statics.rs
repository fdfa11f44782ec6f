//! The statics that describe operations, ways to identify oneself, and servers.

use super::{
    answers::short_statuses,
    method::{Method, status_constant},
    plan::{AnswerPlan, ApiPlan, BodyPlan, NextPlan, PageValuePlan, ParameterPlan, SchemeKind, ServerPlan},
};
use crate::rust::text::{
    dense::dense,
    doc,
    literal::{readable, text},
    markdown,
    names::{NameScope, constant},
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashSet;

/// The module with one static for each operation, as text: a table.
pub fn operations(methods: &[Method]) -> String {
    let names = methods.iter().map(|method| &method.constant);
    let count = Literal::usize_unsuffixed(methods.len());
    let all = dense(vec![quote!(pub static ALL: [&Endpoint; #count] = [#(&#names),*];)]);
    let statics = methods.iter().map(|method| {
        let plan = method.plan;
        let docs = markdown::code(&format!("{} {}", plan.method, plan.path));
        format!("/// {docs}\n{}", dense(vec![operation(method)]))
    });
    let statics: String = statics.collect();
    format!(
        "/// The documented facts about each operation.\n#[rustfmt::skip]\npub mod operations {{\n\
         #![allow(unused_imports)]\n\
         use crate::client::endpoint::{{Endpoint, Statuses::{{self, *}}}};\n\
         use crate::client::parameter::{{Parameter, ParameterPlace::*, ParameterStyle as Style}};\n\
         use crate::client::{{Example, Method, NextPage, PageValue, StatusCode}};\n\n\
         /// A list of all operations.\n{all}\n{statics}}}\n"
    )
}

fn operation(method: &Method) -> TokenStream {
    let (constant, plan) = (&method.constant, method.plan);
    let verb = Ident::new(&plan.method, Span::call_site());
    let (name, path) = (text(&plan.name), text(&plan.path));
    let base_url = match &plan.base_url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let parameters = plan.parameters.iter().flat_map(|(_, parameters)| parameters).map(parameter);
    let security = plan.security.iter().map(|names| {
        let names = names.iter().map(|name| text(name));
        quote!(&[#(#names),*])
    });
    let mut media_types: Vec<&str> = Vec::new();
    for media_type in plan.success.iter().chain(&plan.errors).filter_map(|answer| answer.media_type.as_deref()) {
        if !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    let accept = if media_types.is_empty() { "*/*".to_owned() } else { media_types.join(", ") };
    let list = |answers: &[AnswerPlan]| {
        let each = answers.iter().map(|answer| short_statuses(answer.statuses));
        quote!(&[#(#each),*])
    };
    let (success, errors) = (list(&plan.success), list(&plan.errors));
    let status = status_constant(plan.example.status);
    let body = readable(&plan.example.body.as_ref().map(ToString::to_string).unwrap_or_default());
    let pages = plan.next.as_ref().map(next_page);
    let form = match &plan.body {
        BodyPlan::Form { encodings, .. } if !encodings.is_empty() => {
            let encodings = encodings.iter().map(parameter);
            Some(quote!(.form(&[#(#encodings),*])))
        }
        _ => None,
    };
    quote! {
        pub static #constant: Endpoint = Endpoint::new(
            #name, Method::#verb, #path, #base_url, &[#(#parameters),*], &[#(#security),*], #accept, [#success, #errors],
            Example { status: #status, body: #body }
        )#pages #form;
    }
}

/// How the next page is found, as what follows the expression of an operation.
fn next_page(next: &NextPlan) -> TokenStream {
    match next {
        NextPlan::Link => quote!(.pages(NextPage::Link)),
        NextPlan::Url(pointer) => quote!(.pages(NextPage::Url(#pointer))),
        NextPlan::Parameters { set, first } => {
            let set = set.iter().map(|(property, value)| match value {
                PageValuePlan::Body(pointer) => quote!((#property, PageValue::Body(#pointer))),
                PageValuePlan::Header(name) => quote!((#property, PageValue::Header(#name))),
            });
            quote!(.pages(NextPage::Parameters { set: &[#(#set),*], first: &[#(#first),*] }))
        }
    }
}

/// What tells which headers the answers of each operation have, and which operations have pages.
pub fn beside(methods: &[Method]) -> TokenStream {
    let mut known = HashSet::new();
    let each = methods.iter().filter_map(|method| {
        // The forms in which a body may be sent have the same answers.
        let headers = method.plan.headers.as_ref().filter(|headers| known.insert(&headers.of))?;
        let of = method.type_of(&headers.of);
        let list = headers.list.iter().map(|(name, kind)| {
            let (name, kind) = (text(name), Ident::new(kind, Span::call_site()));
            quote!(AnswerHeader { name: #name, kind: HeaderKind::#kind })
        });
        let paged = method.plan.next.as_ref().map(|_| quote!(impl Paged for #of {}));
        Some(quote! {
            impl AnswerHeaders for #of {
                const HEADERS: &'static [AnswerHeader] = &[#(#list),*];
            }
            #paged
        })
    });
    each.collect()
}

/// A parameter as an expression.
fn parameter(plan: &ParameterPlan) -> TokenStream {
    let ParameterPlan { property, name, place, style, explode, reserved } = plan;
    let (property, name) = (text(property), text(name));
    let [place, style] = [place, style].map(|word| Ident::new(word, Span::call_site()));
    quote!(Parameter::new(#property, #name, #place, Style::#style, #explode, #reserved))
}

/// The module with one static for each way to identify oneself; nothing if there is none.
pub fn security(plan: &ApiPlan) -> TokenStream {
    if plan.schemes.is_empty() {
        return TokenStream::new();
    }
    let mut scope = NameScope::default();
    let statics = plan.schemes.iter().map(|scheme| {
        let ident = constant(&scope.field(&scheme.name));
        let described = scheme.description.as_deref().map(markdown::paragraphs).unwrap_or_default();
        let sent = match &scheme.kind {
            SchemeKind::Bearer => "Sent as a bearer token.".to_owned(),
            SchemeKind::Basic => "Sent as user and password; see [`basic`](crate::client::security::basic).".into(),
            SchemeKind::Header(name) => format!("Sent in the header {}.", markdown::code(name)),
            SchemeKind::Query(name) => format!("Sent in the query as {}.", markdown::code(name)),
            SchemeKind::Cookie(name) => format!("Sent in the cookie {}.", markdown::code(name)),
        };
        let docs = doc::doc(&described.into_iter().chain([sent]).collect::<Vec<_>>(), &[]);
        let kind = match &scheme.kind {
            SchemeKind::Bearer => quote!(Bearer),
            SchemeKind::Basic => quote!(Basic),
            SchemeKind::Header(name) => {
                let name = name.to_ascii_lowercase();
                quote!(Header(#name))
            }
            SchemeKind::Query(name) => quote!(Query(#name)),
            SchemeKind::Cookie(name) => quote!(Cookie(#name)),
        };
        let name = text(&scheme.name);
        quote!(#docs pub static #ident: SecurityScheme = SecurityScheme { name: #name, kind: SecurityKind::#kind };)
    });
    quote! {
        /// The documented ways to identify oneself, for [`Builder::credential`].
        pub mod security {
            use crate::client::security::{SecurityKind, SecurityScheme};

            #(#statics)*
        }
    }
}

/// The module with the URLs of servers; nothing if there is at most one without variables.
pub fn servers(plan: &ApiPlan) -> TokenStream {
    let needed = plan.servers.len() > 1 || plan.servers.iter().any(|server| !server.variables.is_empty());
    if !needed {
        return TokenStream::new();
    }
    let mut scope = NameScope::default();
    let items = plan.servers.iter().map(|server| one_server(&mut scope, server));
    quote! {
        /// The documented servers, for [`Client::at`].
        pub mod servers {
            #(#items)*
        }
    }
}

fn one_server(scope: &mut NameScope, server: &ServerPlan) -> TokenStream {
    let short = server.description.as_deref().filter(|text| text.split_whitespace().count() <= 4);
    let ident = scope.field(short.unwrap_or("server"));
    let described = server.description.as_deref().map(markdown::paragraphs).unwrap_or_default();
    let mut paragraphs: Vec<String> =
        described.into_iter().chain([format!("{}.", markdown::code(&server.url))]).collect();
    if server.variables.is_empty() {
        let docs = doc::doc(&paragraphs, &[]);
        let (ident, url) = (constant(&ident), text(server.url.trim_end_matches('/')));
        return quote!(#docs pub const #ident: &str = #url;);
    }
    let mut names = NameScope::default();
    let (mut parameters, mut format, mut arguments) =
        (Vec::new(), server.url.trim_end_matches('/').to_owned(), Vec::new());
    format = format.replace('{', "{{").replace('}', "}}");
    for (index, (name, default, values)) in server.variables.iter().enumerate() {
        let parameter = names.field(name);
        let placeholder = format_ident!("value_{}", index);
        format = format.replace(&format!("{{{{{name}}}}}"), &format!("{{{placeholder}}}"));
        let allowed: Vec<String> = values.iter().map(|value| markdown::code(value)).collect();
        let allowed = if allowed.is_empty() { String::new() } else { format!(", one of {}", allowed.join(", ")) };
        paragraphs.push(format!("{}: by default {}{allowed}.", markdown::code(name), markdown::code(default)));
        parameters.push(quote!(#parameter: Option<&str>));
        if format.contains(&format!("{{{placeholder}}}")) {
            arguments.push(quote!(let #placeholder = #parameter.unwrap_or(#default);));
        } else {
            arguments.push(quote!(let _ = #parameter;));
        }
    }
    let docs = doc::doc(&paragraphs, &[]);
    quote! {
        #docs
        pub fn #ident(#(#parameters),*) -> String {
            #(#arguments)*
            format!(#format)
        }
    }
}
