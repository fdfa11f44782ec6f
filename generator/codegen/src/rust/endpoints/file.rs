//! The file with the client of a specification.

use super::{
    answers, client, examples,
    method::{Answers, Method, methods},
    plan::{AnswerContent, ApiPlan, BodyPlan},
    statics,
};
use crate::options::Options;
use crate::rust::{
    part::{ExtraFile, Part},
    schema::Definitions,
    text::{markdown::inline, print::print},
    type_names::TypeNames,
};
use proc_macro2::Ident;
use quote::quote;
use ringback_contract::{definition::Definition, error::Error, generated_mark::RUST_HEADER};
use std::collections::HashMap;

/// The file with the client of a specification whose types are those of a part.
///
/// # Errors
///
/// If the generated Rust does not parse, which is a bug.
pub fn extra_file(plan: &mut ApiPlan, part: &Part, options: &Options) -> Result<ExtraFile, Error> {
    let mut definitions =
        Definitions::new(&part.definitions, &part.provenance, None, &mut TypeNames::new(options), options);
    definitions.find_cycles();
    let ident =
        |(at, definition): (usize, &Definition)| Some((definition.name.clone(), definitions.ident(at)?.clone()));
    let idents: HashMap<String, Ident> = part.definitions.iter().enumerate().filter_map(ident).collect();
    examples::complete(plan, &definitions);
    let methods = methods(&plan.endpoints, &idents);
    let mut used = vec!["Answer", "Builder", "Caller", "PreparedCall"];
    used.extend(["Examples", "Request", "endpoint::Endpoint"]);
    let holds = |content: &AnswerContent| {
        let in_answers = |answers: &Answers| match answers {
            Answers::One(found) => found == content,
            Answers::Several(_, variants) => variants.iter().any(|(_, answer)| answer.content == *content),
            Answers::Whole => false,
        };
        methods.iter().any(|method| in_answers(&method.success) || in_answers(&method.error))
    };
    let any = |test: fn(&Method) -> bool| methods.iter().any(test);
    let is_several = |answers: &Answers| matches!(answers, Answers::Several(..));
    if holds(&AnswerContent::Bytes) {
        used.push("Bytes");
    }
    if any(|method| matches!(method.plan.body, BodyPlan::Bytes { .. })) {
        used.push("Body");
    }
    if any(|method| matches!(method.plan.body, BodyPlan::Multipart { .. })) {
        used.push("form::Files");
    }
    if methods.iter().any(|method| is_several(&method.success) || is_several(&method.error)) {
        used.push("by_status::by_status");
    }
    if any(|method| method.plan.headers.is_some()) {
        used.extend(["AnswerHeader", "AnswerHeaders", "HeaderKind"]);
    }
    if any(|method| method.plan.headers.is_some() && method.plan.next.is_some()) {
        used.push("Paged");
    }
    if any(|method| method.plan.headers.is_none() && method.plan.next.is_some()) {
        used.push("Turning");
    }
    used.sort_unstable();
    let (interface, client, double) = (client::interface(plan, &methods), client::client(plan), client::double());
    let (enums, beside) = (methods.iter().map(answers::enums).collect::<String>(), statics::beside(&methods));
    let (operations, security, servers) =
        (statics::operations(&methods), statics::security(plan), statics::servers(plan));
    let items = quote! {
        #interface
        #client
        #double
        #beside
        #servers
        #security
    };
    let doc = inline(&format!("The client of {}: a method for each operation.", plan.title));
    let doc = doc.replace('\n', " ");
    let text = format!("{RUST_HEADER}//! {doc}\n\n{}\n{}{enums}\n{operations}", imports(&used), print(items)?);
    Ok(ExtraFile { name: "api", feature: Some("client"), text })
}

/// The declaration that imports names of the clients' base.
fn imports(names: &[&str]) -> String {
    /// The width of a line.
    const WIDTH: usize = 100;
    let mut text = "use crate::client::{\n   ".to_owned();
    let mut column = 3;
    for name in names {
        if column + name.len() + 2 > WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        text.push_str(&format!(" {name},"));
        column += name.len() + 2;
    }
    text.push_str("\n};\n");
    text
}
