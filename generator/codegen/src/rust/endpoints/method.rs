//! An operation as a method of the client: its names, parameters and result.

use super::plan::{AnswerContent, AnswerPlan, AnswerStatuses, BodyPlan, EndpointPlan};
use crate::rust::text::names::{NameScope, constant};
use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::HashMap;

/// An operation as a method of the client.
pub struct Method<'a> {
    pub plan: &'a EndpointPlan,
    /// The name of the method.
    pub ident: Ident,
    /// The name of the static that describes the operation.
    pub constant: Ident,
    /// What a successful answer becomes.
    pub success: Answers,
    /// What a documented error becomes.
    pub error: Answers,
    pub idents: &'a HashMap<String, Ident>,
}

/// What the answers of one kind become.
pub enum Answers {
    /// The whole answer: nothing is documented.
    Whole,
    /// One content, whatever the status.
    One(AnswerContent),
    /// An enum with this name, with a variant for each.
    Several(Ident, Vec<(Ident, AnswerPlan)>),
}

/// What tells answers apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ToldBy {
    /// Their statuses.
    Status,
    /// What they hold.
    Content,
}

/// The methods of all operations.
pub fn methods<'a>(endpoints: &'a [EndpointPlan], idents: &'a HashMap<String, Ident>) -> Vec<Method<'a>> {
    let (mut methods, mut types) = (NameScope::default(), NameScope::default());
    // A module of statics has one for all of them; the client has functions that make one.
    ["all", "new", "builder", "at"].iter().for_each(|taken| _ = methods.field(taken));
    TAKEN.iter().for_each(|taken| _ = types.type_name(taken));
    let one = |plan: &'a EndpointPlan| {
        let ident = methods.field(&plan.name);
        let mut answers =
            |kind: &str, list: &[AnswerPlan], told| answers(&mut types, &format!("{} {kind}", plan.name), list, told);
        let success = answers("success", &plan.success, ToldBy::Content);
        let error = answers("error", &plan.errors, ToldBy::Status);
        Method { plan, constant: constant(&ident), ident, success, error, idents }
    };
    endpoints.iter().map(one).collect()
}

fn answers(types: &mut NameScope, name: &str, list: &[AnswerPlan], told: ToldBy) -> Answers {
    let Some((first, rest)) = list.split_first() else { return Answers::Whole };
    let is_one = rest.is_empty() || told == ToldBy::Content && same(list).is_some();
    match is_one {
        true => Answers::One(first.content.clone()),
        false => {
            let mut scope = NameScope::default();
            let variants = list.iter().map(|answer| (scope.variant(&status_name(answer.statuses)), answer.clone()));
            Answers::Several(types.type_name(name), variants.collect())
        }
    }
}

/// The names that the file of a client imports or declares.
const TAKEN: &[&str] = &[
    "AllPages",
    "Answer",
    "AnswerHeader",
    "AnswerHeaders",
    "Api",
    "Body",
    "Builder",
    "Bytes",
    "Caller",
    "Client",
    "Double",
    "Endpoint",
    "Error",
    "Examples",
    "Files",
    "HeaderKind",
    "Operation",
    "Paged",
    "PreparedCall",
    "Request",
    "Turning",
];

/// What all answers hold, if it is the same.
pub fn same(answers: &[AnswerPlan]) -> Option<&AnswerContent> {
    let (first, rest) = answers.split_first()?;
    rest.iter().all(|answer| answer.content == first.content).then_some(&first.content)
}

/// The name of a variant: that of the status in HTTP.
fn status_name(statuses: AnswerStatuses) -> String {
    let name = match statuses {
        AnswerStatuses::Code(code) => return code_name(code).map_or_else(|| format!("status {code}"), String::from),
        AnswerStatuses::Class(2) => "any success",
        AnswerStatuses::Class(4) => "any client error",
        AnswerStatuses::Class(5) => "any server error",
        AnswerStatuses::Class(class) => return format!("any {class}xx"),
        AnswerStatuses::Others => "any other",
    };
    name.to_owned()
}

/// The constant of a status; that of 200 for one without a name.
pub fn status_constant(code: u16) -> TokenStream {
    let ident = Ident::new(&code_name(code).unwrap_or("ok").to_shouty_snake_case(), Span::call_site());
    quote!(StatusCode::#ident)
}

/// The name of a status in HTTP, in the words of its constant.
fn code_name(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "payload too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        418 => "im a teapot",
        422 => "unprocessable entity",
        423 => "locked",
        424 => "failed dependency",
        428 => "precondition required",
        429 => "too many requests",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return None,
    })
}

impl Method<'_> {
    /// The Rust type of a definition.
    pub fn type_of(&self, name: &str) -> TokenStream {
        match self.idents.get(name) {
            Some(ident) => quote!(super::#ident),
            None => quote!(serde_json::Value),
        }
    }

    /// The Rust type of a content.
    pub fn content(&self, content: &AnswerContent) -> TokenStream {
        match content {
            AnswerContent::Nothing => quote!(()),
            AnswerContent::Json(name) => self.type_of(name),
            AnswerContent::AnyJson => quote!(serde_json::Value),
            AnswerContent::Text => quote!(String),
            AnswerContent::Bytes => quote!(Bytes),
        }
    }

    /// The type of a successful result.
    pub fn success(&self) -> TokenStream {
        match &self.success {
            Answers::Whole => quote!(Answer),
            Answers::One(content) => self.content(content),
            Answers::Several(ident, _) => quote!(#ident),
        }
    }

    /// The body of a documented error; `None` if none is described.
    fn failure(&self) -> Option<TokenStream> {
        match &self.error {
            Answers::One(content @ (AnswerContent::Json(_) | AnswerContent::AnyJson)) => Some(self.content(content)),
            Answers::Several(ident, _) => Some(quote!(#ident)),
            Answers::Whole | Answers::One(_) => None,
        }
    }

    /// What the call tells beside body and error: the type of its headers, or that it is a page of a list.
    fn beside(&self) -> Option<TokenStream> {
        match (&self.plan.headers, &self.plan.next) {
            (Some(headers), _) => Some(self.type_of(&headers.of)),
            (None, Some(_)) => Some(quote!(Turning)),
            (None, None) => None,
        }
    }

    /// The parameters with their types, without `self`.
    pub fn parameters(&self) -> Vec<TokenStream> {
        let mut parameters = Vec::new();
        if let Some((name, _)) = &self.plan.parameters {
            let of = self.type_of(name);
            parameters.push(quote!(parameters: &#of));
        }
        let optional = |of: TokenStream, required: bool| if required { of } else { quote!(Option<#of>) };
        match &self.plan.body {
            BodyPlan::None => {}
            BodyPlan::Json { of, required, .. } => {
                let of = of.as_ref().map_or_else(|| quote!(serde_json::Value), |name| self.type_of(name));
                let of = optional(quote!(&#of), *required);
                parameters.push(quote!(body: #of));
            }
            BodyPlan::Form { of, required, .. } => {
                let of = self.type_of(of);
                let of = optional(quote!(&#of), *required);
                parameters.push(quote!(body: #of));
            }
            BodyPlan::Multipart { of, required, files, .. } => {
                let of = self.type_of(of);
                let of = optional(quote!(&#of), *required);
                parameters.push(quote!(body: #of));
                parameters.extend((!files.is_empty()).then(|| quote!(files: &Files)));
            }
            BodyPlan::Text { required, .. } => {
                let of = optional(quote!(&str), *required);
                parameters.push(quote!(body: #of));
            }
            BodyPlan::Bytes { required, .. } => {
                let of = optional(quote!(Body), *required);
                parameters.push(quote!(body: #of));
            }
        }
        parameters
    }

    /// The signature.
    pub fn signature(&self) -> TokenStream {
        let (ident, parameters, success) = (&self.ident, self.parameters(), self.success());
        let beside = self.beside();
        let failure = self.failure().or_else(|| beside.as_ref().map(|_| quote!(crate::client::Undescribed)));
        let more = failure.into_iter().chain(beside);
        quote!(fn #ident(&self #(, #parameters)*) -> PreparedCall<'_, #success #(, #more)*>)
    }

    /// Whether the name suggests by convention another receiver than `&self`.
    pub fn misleads(&self) -> bool {
        let name = self.ident.to_string();
        ["as_", "from_", "into_", "is_", "to_"].iter().any(|start| name.starts_with(start))
    }
}
