//! Enums of answers that differ by status.

use super::{
    method::{Answers, Method},
    plan::{AnswerContent, AnswerPlan, AnswerStatuses},
};
use crate::rust::text::{doc, markdown};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The enums of an operation: of what succeeds, and of documented errors.
pub fn enums(method: &Method) -> Vec<TokenStream> {
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

fn one(method: &Method, ident: &Ident, variants: &[(Ident, AnswerPlan)], what: &str, list: &str) -> TokenStream {
    let (constant, list) = (&method.constant, Ident::new(list, proc_macro2::Span::call_site()));
    let title = format!("{} {}", method.plan.method, method.plan.path);
    let end = if what.starts_with("What") { " holds, by status." } else { ", by status." };
    let docs = doc::doc(&[format!("{what} {}{end}", markdown::code(&title))], &[]);
    let declared = variants.iter().map(|(variant, answer)| {
        let text = answer.description.as_deref().map(markdown::inline).filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or_else(|| format!("Status {}.", in_words(answer.statuses)));
        let docs = doc::doc(&[text], &[]);
        let held = method.content(&answer.content);
        match answer.content {
            AnswerContent::Nothing => quote!(#docs #variant),
            AnswerContent::Json(_) => quote!(#docs #variant(Box<#held>)),
            _ => quote!(#docs #variant(#held)),
        }
    });
    let arms = variants.iter().map(|(variant, answer)| {
        let pattern = statuses(answer.statuses);
        let read = match answer.content {
            AnswerContent::Nothing => quote!(Ok(Self::#variant)),
            AnswerContent::Json(_) => quote!(answer.read().map(|read| Self::#variant(Box::new(read)))),
            AnswerContent::AnyJson => quote!(answer.read().map(Self::#variant)),
            AnswerContent::Text => quote!(Ok(Self::#variant(answer.text().into_owned()))),
            AnswerContent::Bytes => quote!(Ok(Self::#variant(answer.body.clone()))),
        };
        quote!(Some(#pattern) => #read,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#declared,)* }

        impl Refusal for #ident {
            fn read(answer: &Answer) -> Result<Self, Undecodable> {
                match Statuses::of(answer.status.as_u16(), operations::#constant.#list) {
                    #(#arms)*
                    _ => Err(answer.undocumented()),
                }
            }
        }
    }
}

/// The statuses as a value of the runtime.
pub fn statuses(statuses: AnswerStatuses) -> TokenStream {
    match statuses {
        AnswerStatuses::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Statuses::Code(#code))
        }
        AnswerStatuses::Class(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Statuses::Class(#class))
        }
        AnswerStatuses::Others => quote!(Statuses::Others),
    }
}

/// The same without the name of the enum.
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
