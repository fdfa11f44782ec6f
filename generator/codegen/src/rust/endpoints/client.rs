//! The trait of the operations, the client that calls them, and its test double.

use super::{
    answers::in_words,
    method::{Answers, Method},
    plan::{AnswerContent, ApiPlan, BodyPlan},
};
use crate::rust::text::{doc, literal::text, markdown};
use proc_macro2::TokenStream;
use quote::quote;

/// The trait with a method for each operation.
pub fn interface(plan: &ApiPlan, methods: &[Method]) -> TokenStream {
    let about = format!(
        "The operations of {}. A [`Client`] calls them; a [`Double`] answers from examples. A call is sent when it is awaited; a \
         [`PreparedCall`] has other ways to read its answer.",
        markdown::inline(&plan.title)
    );
    let docs = doc::doc(&[about], &[]);
    let declared = methods.iter().map(|method| {
        let (docs, signature, call) = (documentation(method), method.signature(), call(method));
        let deprecated = method.plan.deprecated.as_ref().map(|note| quote!(#[deprecated = #note]));
        quote!(#docs #deprecated #signature { #call })
    });
    let misleads = methods.iter().any(Method::misleads).then(|| {
        quote!(#[allow(clippy::wrong_self_convention, reason = "operations are called what the specification calls them")])
    });
    quote! {
        #docs
        #misleads
        pub trait Api: Send + Sync {
            /// What sends the requests: that of a [`Client`] or [`Double`].
            fn caller(&self) -> &Caller;

            #(#declared)*
        }
    }
}

fn documentation(method: &Method) -> TokenStream {
    let plan = method.plan;
    let mut paragraphs = plan.doc.clone();
    paragraphs.push(markdown::code(&format!("{} {}", plan.method, plan.path)));
    let statuses: Vec<String> = plan.errors.iter().map(|answer| in_words(answer.statuses)).collect();
    if plan.next.is_some() {
        paragraphs.push("The answer is a page of a list; [`pages`](PreparedCall::pages) reads all of them.".into());
    }
    paragraphs.push("# Errors".into());
    paragraphs.push(match (statuses.as_slice(), &method.error) {
        ([], _) => "No error is documented.".into(),
        (_, Answers::Several(ident, _)) => format!("[`{ident}`] when the status is {}.", statuses.join(", ")),
        _ => format!("A documented error when the status is {}.", statuses.join(", ")),
    });
    doc::doc(&paragraphs, &[])
}

/// The client.
pub fn client(plan: &ApiPlan) -> TokenStream {
    let about = format!("An async client of {}. A clone shares its connections.", markdown::inline(&plan.title));
    let docs = doc::doc(&[about], &[]);
    let base = plan.base_url.as_ref().map(|url| {
        quote! {
            /// The documented base URL.
            pub const BASE_URL: &str = #url;

            /// A builder for the documented base URL, to set secrets, timeout, retries, hooks and transport.
            pub fn builder() -> Builder<Self> {
                Builder::new(Self::BASE_URL)
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
            #base

            /// A builder for another base URL.
            pub fn at(base_url: &str) -> Builder<Self> {
                Builder::new(base_url)
            }
        }

        impl From<Caller> for Client {
            fn from(caller: Caller) -> Self {
                Self { caller }
            }
        }

        impl Api for Client {
            fn caller(&self) -> &Caller {
                &self.caller
            }
        }
    }
}

fn call(method: &Method) -> TokenStream {
    let constant = &method.constant;
    let parameters = method.plan.parameters.as_ref().map(|_| quote!(.parameters(parameters)));
    let begun = quote!(self.caller().endpoint(&operations::#constant));
    let (with, required) = match &method.plan.body {
        BodyPlan::None => (None, true),
        BodyPlan::Json { of: Some(_), media_type, required } => (Some(quote!(.json(body, #media_type))), *required),
        BodyPlan::Json { of: None, media_type, required } => {
            (Some(quote!(.content(body.to_string(), #media_type))), *required)
        }
        BodyPlan::Form { required, .. } => (Some(quote!(.form(body))), *required),
        BodyPlan::Multipart { media_types, files, required_files, required, .. } => {
            let media_types = media_types.iter().map(|(property, media_type)| {
                let (property, media_type) = (text(property), text(media_type));
                quote!((#property, #media_type))
            });
            let given = if files.is_empty() { quote!(&Files::new()) } else { quote!(files) };
            let needed = required_files.iter().map(|name| text(name));
            (Some(quote!(.multipart(body, &[#(#media_types),*], #given, &[#(#needed),*]))), *required)
        }
        BodyPlan::Text { media_type, required } => (Some(quote!(.content(body.to_owned(), #media_type))), *required),
        BodyPlan::Bytes { media_type, required } => (Some(quote!(.content(body, #media_type))), *required),
    };
    let read = match &method.success {
        Answers::Whole => quote!(answer),
        Answers::One(AnswerContent::Nothing) => quote!(nothing),
        Answers::One(AnswerContent::Text) => quote!(text),
        Answers::One(AnswerContent::Bytes) => quote!(bytes),
        Answers::One(AnswerContent::Json(_) | AnswerContent::AnyJson) | Answers::Several(..) => quote!(read),
    };
    match (with, required) {
        (None, true) if parameters.is_none() => quote!(#begun.#read()),
        (with, true) => quote! {
            let call = #begun;
            call #parameters #with.#read()
        },
        (with, false) => quote! {
            let call = #begun #parameters;
            match body {
                Some(body) => call #with.#read(),
                None => call.#read(),
            }
        },
    }
}

/// The test double.
pub fn double() -> TokenStream {
    quote! {
        /// Stands in for [`Client`] in tests: no network, answers made from examples, and a record of what was sent. It is
        /// the client itself on another transport, so requests are judged and answers are read as they are in earnest.
        #[derive(Clone, Debug)]
        pub struct Double {
            client: Client,
            examples: Examples,
        }

        impl Double {
            /// A test double that answers every operation with an example.
            pub fn new() -> Self {
                let examples = Examples::default();
                Self { client: Client::from(Caller::double(examples.clone())), examples }
            }

            /// Sets the answer to an operation.
            pub fn answer(&self, endpoint: &'static Endpoint, answer: Answer) {
                self.examples.set(&endpoint.operation, answer);
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

        impl Api for Double {
            fn caller(&self) -> &Caller {
                &self.client.caller
            }
        }
    }
}
