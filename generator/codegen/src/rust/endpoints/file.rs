//! The file with the client of a specification.

use super::{
    answers, client,
    method::{Answers, Method, methods},
    plan::{AnswerContent, ApiPlan, BodyPlan},
    statics,
};
use crate::options::Options;
use crate::rust::{
    part::{ExtraFile, Part, named_types},
    text::{markdown::inline, print::print},
};
use proc_macro2::{Ident, Span};
use quote::quote;
use ringback_contract::{error::Error, generated_mark::RUST_HEADER};
use std::collections::HashMap;

/// The file with the client of a specification whose types are those of a part.
///
/// # Errors
///
/// If the generated Rust does not parse, which is a bug.
pub fn extra_file(plan: &ApiPlan, part: &Part, options: &Options) -> Result<ExtraFile, Error> {
    let names = part.definitions.iter().map(|definition| definition.name.clone());
    let idents: HashMap<String, Ident> = names
        .zip(named_types(part, options))
        .map(|(name, ident)| (name, Ident::new(&ident, Span::call_site())))
        .collect();
    let methods = methods(&plan.endpoints, &idents);
    let mut used = vec![quote!(Answer), quote!(Answering), quote!(Builder), quote!(Caller), quote!(Error)];
    used.extend([quote!(Examples), quote!(Request), quote!(endpoint::Endpoint)]);
    let holds = |content: &AnswerContent| {
        let in_answers = |answers: &Answers| match answers {
            Answers::One(found) => found == content,
            Answers::Several(_, variants) => variants.iter().any(|(_, answer)| answer.content == *content),
            Answers::Whole => false,
        };
        methods.iter().any(|method| in_answers(&method.success) || in_answers(&method.error))
    };
    let sends = |test: fn(&BodyPlan) -> bool| methods.iter().any(|method| test(&method.plan.body));
    let is_several = |method: &Method| {
        [&method.success, &method.error].iter().any(|answers| matches!(answers, Answers::Several(..)))
    };
    if holds(&AnswerContent::Bytes) || sends(|body| matches!(body, BodyPlan::Bytes { .. })) {
        used.push(quote!(Bytes));
    }
    if sends(|body| matches!(body, BodyPlan::Multipart { .. })) {
        used.push(quote!(form::Files));
    }
    if sends(|body| matches!(body, BodyPlan::Form { encodings, .. } if !encodings.is_empty())) {
        used.push(quote!(parameter::{Parameter, ParameterPlace, ParameterStyle}));
    }
    let several = methods.iter().any(is_several);
    if several {
        used.extend([quote!(Refusal), quote!(endpoint::Statuses)]);
    }
    let undecodable = several.then(|| {
        quote!(
            use crate::envelope::Undecodable;
        )
    });
    let (interface, client, double) = (client::interface(plan, &methods), client::client(plan), client::double());
    let enums = methods.iter().flat_map(answers::enums);
    let (operations, security, servers) =
        (statics::operations(&methods), statics::security(plan), statics::servers(plan));
    let items = quote! {
        use crate::client::{#(#used),*};
        #undecodable
        #interface
        #client
        #double
        #(#enums)*
        #servers
        #security
    };
    let doc = inline(&format!("The client of {}: a method for each operation.", plan.title));
    let doc = doc.replace('\n', " ");
    let text = format!("{RUST_HEADER}//! {doc}\n\n{}\n{operations}", print(items)?);
    Ok(ExtraFile { name: "api", feature: Some("client"), text })
}
