//! Enums of answers that differ by status.

use super::{
    method::{Answers, Method, same},
    plan::{AnswerContent, AnswerPlan, AnswerStatuses},
};
use crate::rust::text::{doc, markdown};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The enums of an operation as text: of what succeeds, and of documented errors.
pub fn enums(method: &Method) -> String {
    let kinds = [
        (&method.success, "What a successful answer of", "success"),
        (&method.error, "The documented errors of", "errors"),
    ];
    let each = kinds.into_iter().filter_map(|(answers, what, list)| match answers {
        Answers::Several(ident, variants) => Some(one(method, ident, variants, what, list)),
        _ => None,
    });
    each.collect()
}

/// An enum as a call of the runtime's macro, with a line for each variant.
fn one(method: &Method, ident: &Ident, variants: &[(Ident, AnswerPlan)], what: &str, list: &str) -> String {
    let title = markdown::code(&format!("{} {}", method.plan.method, method.plan.path));
    let answers: Vec<AnswerPlan> = variants.iter().map(|(_, answer)| answer.clone()).collect();
    let held = match same(&answers) {
        Some(content @ AnswerContent::Json(_)) => Some(path(method.content(content))),
        _ => None,
    };
    let more = match (what.starts_with("What"), &held) {
        (true, _) => " holds, by status.",
        (false, None) => ", by status.",
        (false, Some(_)) => ", by status. It dereferences to the body that all of them have.",
    };
    let same = held.as_ref().map(|held| format!(": {held}")).unwrap_or_default();
    let mut text = "\nby_status! {\n".to_owned();
    document(&mut text, 4, &format!("{what} {title}{more}"));
    text.push_str(&format!("    pub enum {ident}(operations::{}.{list}){same} {{\n", method.constant));
    for (variant, answer) in variants {
        let about = answer.description.as_deref().map(markdown::inline).filter(|text| !text.trim().is_empty());
        let about = about.unwrap_or_else(|| format!("Status {}.", in_words(answer.statuses)));
        document(&mut text, 8, &about);
        let held = path(method.content(&answer.content));
        let (held, read) = match answer.content {
            AnswerContent::Nothing => (String::new(), "nothing"),
            AnswerContent::Json(_) => (format!("(Box<{held}>)"), "json"),
            AnswerContent::AnyJson => (format!("({held})"), "value"),
            AnswerContent::Text => (format!("({held})"), "text"),
            AnswerContent::Bytes => (format!("({held})"), "bytes"),
        };
        text.push_str(&format!("        {variant}{held} = {read} {},\n", path(short_statuses(answer.statuses))));
    }
    text.push_str("    }\n}\n");
    text
}

/// Adds documentation, indented.
fn document(text: &mut String, indent: usize, about: &str) {
    let before = " ".repeat(indent);
    for line in about.lines().flat_map(doc::wrap) {
        text.push_str(format!("{before}/// {line}").trim_end());
        text.push('\n');
    }
}

/// The path of a type as it is written.
fn path(tokens: TokenStream) -> String {
    tokens.to_string().replace(' ', "")
}

/// The statuses as a value of the runtime's enum, without its name.
pub fn short_statuses(of: AnswerStatuses) -> TokenStream {
    match of {
        AnswerStatuses::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Code(#code))
        }
        AnswerStatuses::Class(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Class(#class))
        }
        AnswerStatuses::Others => quote!(Others),
    }
}

/// The statuses for a sentence.
pub fn in_words(statuses: AnswerStatuses) -> String {
    match statuses {
        AnswerStatuses::Code(code) => code.to_string(),
        AnswerStatuses::Class(class) => format!("{class}xx"),
        AnswerStatuses::Others => "any other".into(),
    }
}
