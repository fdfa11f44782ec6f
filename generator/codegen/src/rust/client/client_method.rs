//! An operation as a method of the client: its names, parameters, body and result.

use crate::rust::text::names::{NameScope, constant};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    operation::{Operation, PayloadLocator},
};
use std::collections::HashMap;

/// An operation as a method of the client.
pub struct ClientMethod<'a> {
    pub operation: &'a Operation,
    /// The name of the method.
    pub method: Ident,
    /// The name of the method that streams the records of all pages.
    pub stream: Ident,
    /// The name of the static that describes the operation.
    pub constant: Ident,
    /// The placeholders of the path: their JSON and Rust names.
    pub arguments: Vec<(String, Ident)>,
    pub body: Body,
    /// The Rust type of the returned payload.
    pub response: Option<Ident>,
    /// The Rust type of the documented error body.
    pub error: Option<Ident>,
}

/// The body of the request.
pub enum Body {
    /// No body.
    None,
    /// The payload itself, of this type.
    Payload(Ident),
    /// The payload in an envelope: the types of both.
    Document(Ident, Ident),
}

/// The methods for all operations of a vendor.
///
/// # Errors
///
/// If an operation cannot become a method.
pub fn calls<'a>(model: &'a Model, idents: &HashMap<&str, &str>) -> Result<Vec<ClientMethod<'a>>, Error> {
    let (mut methods, mut documents) = (NameScope::default(), NameScope::default());
    // A module of statics has one for all of them, and what is called `new` makes something new.
    for taken in ["all", "new"] {
        methods.field(taken);
    }
    let read = |operation| call(model, operation, idents, &mut methods, &mut documents);
    model.vendor.operations.iter().map(read).collect()
}

fn call<'a>(
    model: &Model,
    operation: &'a Operation,
    idents: &HashMap<&str, &str>,
    methods: &mut NameScope,
    documents: &mut NameScope,
) -> Result<ClientMethod<'a>, Error> {
    let refuse = |message: String| {
        let place = format!("schemas/{}/vendor.toml", model.vendor.name);
        Error::input(place, 1, format!("operation {:?}: {message}", operation.name))
    };
    let named = |name: &Option<String>| -> Result<Option<Ident>, Error> {
        let Some(name) = name else { return Ok(None) };
        let ident = idents.get(name.as_str()).map(|ident| Ident::new(ident, Span::call_site()));
        let known = || model.types.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        ident.map(Some).ok_or_else(|| refuse(format!("unknown type {name:?} (one of {})", known())))
    };
    if !METHODS.contains(&operation.method.as_str()) {
        return Err(refuse(format!("unknown method {:?} (one of {})", operation.method, METHODS.join(", "))));
    }
    let method = methods.field(&operation.name);
    let request = named(&operation.request)?;
    let is_event = operation.is_event();
    let in_document = operation.envelope.is_some() || operation.request_at.is_some();
    let body = match request {
        None if in_document || is_event => return Err(refuse("an envelope or an event needs a request".into())),
        None => Body::None,
        Some(request) if is_event => Body::Document(request, documents.type_name(&operation.name)),
        Some(request) if in_document => {
            Body::Document(request, documents.type_name(&format!("{} body", operation.name)))
        }
        Some(request) => Body::Payload(request),
    };
    if operation.pages.is_some() && !operation.response_at.as_ref().is_some_and(PayloadLocator::ends_with_every) {
        return Err(refuse("pages need a response_at that ends with /*".into()));
    }
    let mut scope = NameScope::default();
    for taken in ["body", "page", "request", "self"] {
        scope.field(taken);
    }
    Ok(ClientMethod {
        operation,
        constant: constant(&method),
        stream: methods.field(&format!("{} stream", operation.name)),
        method,
        arguments: operation.path.placeholders().map(|name| (name.to_owned(), scope.field(name))).collect(),
        body,
        response: named(&operation.response)?,
        error: named(&operation.error)?,
    })
}

/// The names of the methods, for links in documentation.
const METHODS: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

impl ClientMethod<'_> {
    /// The type of the result on success.
    pub fn answer(&self) -> TokenStream {
        match (&self.response, &self.operation.response_at) {
            (None, _) => quote!(Answer),
            (Some(response), None) => quote!(super::#response),
            (Some(response), Some(_)) => quote!(Found<super::#response>),
        }
    }

    /// The type of the error.
    pub fn failure(&self) -> TokenStream {
        self.error.as_ref().map_or_else(|| quote!(Error), |error| quote!(Error<super::#error>))
    }

    /// The type of the documented error body.
    pub fn refusal(&self) -> TokenStream {
        self.error.as_ref().map_or_else(|| quote!(Undescribed), |error| quote!(super::#error))
    }

    /// The parameters with their types, without `self`.
    pub fn parameters(&self) -> Vec<TokenStream> {
        let mut parameters: Vec<TokenStream> =
            self.arguments.iter().map(|(_, ident)| quote!(#ident: &'a str)).collect();
        match &self.body {
            Body::None => {}
            Body::Payload(kind) => parameters.push(quote!(request: &'a super::#kind)),
            Body::Document(_, document) => parameters.push(quote!(body: &'a super::envelopes::#document)),
        }
        parameters.extend(self.operation.pages.is_some().then(|| quote!(page: Page)));
        parameters
    }

    /// The names of the parameters.
    pub fn names(&self) -> Vec<TokenStream> {
        let mut names: Vec<TokenStream> = self.arguments.iter().map(|(_, ident)| quote!(#ident)).collect();
        match self.body {
            Body::None => {}
            Body::Payload(_) => names.push(quote!(request)),
            Body::Document(..) => names.push(quote!(body)),
        }
        names.extend(self.operation.pages.is_some().then(|| quote!(page)));
        names
    }

    /// Whether the method's name suggests by convention another receiver than `&self`, such as `into_…`.
    pub fn misleads(&self) -> bool {
        let name = self.method.to_string();
        ["as_", "from_", "into_", "is_", "to_"].iter().any(|start| name.starts_with(start))
    }
}
