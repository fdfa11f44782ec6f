//! Writes the rule table of a schema: its checks in the order of the keywords, and the citation behind each.

use super::site::KeywordSite;
use crate::rust::{
    file_writer::FileWriter,
    findings::Findings,
    schema::SchemaReader,
    text::{
        literal::{integer, text},
        names::constant,
        tokens::{called, listed},
    },
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use ringback_contract::{
    keyword::{Keyword, PARTS, SOURCE},
    provenance::Citation,
};
use serde_json::{Map, Value};

/// The nesting depth of a table; deeper ones become named statics, because `rustfmt` takes twice as long for every
/// level.
const DEEPEST: usize = 4;

/// Writes the rule tables of one type's schemas.
pub struct RuleWriter<'w> {
    file: &'w mut FileWriter,
    /// The type that the tables belong to.
    owner: &'w Ident,
    pub(super) findings: &'w mut Findings,
    /// The nesting depth of the current table.
    depth: usize,
}

impl<'w> RuleWriter<'w> {
    /// The file that named tables are added to.
    pub fn new(file: &'w mut FileWriter, findings: &'w mut Findings, owner: &'w Ident) -> Self {
        Self { file, findings, owner, depth: 0 }
    }

    /// The rules of a schema and their citations: `&[…], &[…]`. A keyword without a citation gets that of the enclosing
    /// schema.
    pub fn rules<'a>(&mut self, reader: SchemaReader<'a>, schema: &Value, around: Citation<'a>) -> TokenStream {
        let rules = match schema {
            Value::Bool(true) => Vec::new(),
            Value::Object(object) => self.object_rules(reader, object, around),
            _ => vec![(quote!(Never), around, true)],
        };
        let (mut checks, mut citations): (Vec<TokenStream>, Vec<Option<Citation>>) = (Vec::new(), Vec::new());
        for (check, citation, states) in rules {
            checks.push(check);
            // What only leads to other rules is never broken itself.
            citations.push((states || reader.definitions.is_annotated).then_some(citation));
        }
        let first = citations.iter().flatten().next().copied();
        let mut previous = first;
        let mut citations: Vec<Citation> = citations
            .into_iter()
            .filter_map(|citation| {
                previous = citation.or(previous);
                previous
            })
            .collect();
        // The last citation serves all rules that are left.
        while let [.., before, last] = citations.as_slice()
            && before == last
        {
            citations.pop();
        }
        let mut made = listed(quote!(&), checks);
        if !reader.definitions.options.sources || citations.is_empty() {
            made.extend(quote!(, &[]));
        } else if reader.definitions.is_annotated {
            made.extend(listed(quote!(, &), citations.into_iter().map(cited)));
        } else {
            // In a file of their own, lines change without anything else.
            let owner = constant(self.owner);
            let brief: Vec<TokenStream> = citations.into_iter().map(|citation| self.brief(citation)).collect();
            let lists = self.file.sources.entry(owner.to_string()).or_default();
            let index = Literal::usize_unsuffixed(lists.len());
            lists.push(listed(quote!(&), brief));
            made.extend(quote!(, sources::#owner[#index]));
        }
        made
    }

    /// A citation as an expression; documents are named once.
    fn brief(&mut self, Citation { document, lines, quote }: Citation) -> TokenStream {
        let (index, _) = self.file.documents.insert_full(document.to_owned());
        let document = format_ident!("DOCUMENT_{}", index + 1);
        passage(&quote!(#document), lines, quote)
    }

    /// A nested table: a reference to the named one if the schema has a type of its own, else an anonymous one.
    pub(super) fn nested<'a>(&mut self, reader: SchemaReader<'a>, schema: &Value, around: Citation<'a>) -> TokenStream {
        if let Some(table) = self.file.table_name(schema) {
            return quote!(&#table);
        }
        self.depth += 1;
        let rules = self.rules(reader, schema, around);
        self.depth -= 1;
        if self.depth > 0 && self.depth.is_multiple_of(DEEPEST) {
            let name = constant(&self.file.types.other(&format!("{} nested", self.owner)));
            self.file.file(reader.index).tables.push(declared(&quote!(static #name), part(rules)));
            return quote!(&#name);
        }
        let mut made = quote!(&);
        made.extend(part(rules));
        made
    }

    fn object_rules<'a>(
        &mut self,
        reader: SchemaReader<'a>,
        object: &Map<String, Value>,
        around: Citation<'a>,
    ) -> Vec<(TokenStream, Citation<'a>, bool)> {
        if let Some(parts) = object.get(PARTS).and_then(Value::as_array) {
            let parts = parts.iter().filter_map(Value::as_object);
            return parts.flat_map(|part| self.object_rules(reader, part, around)).collect();
        }
        let (provenance, list) = (reader.definitions.provenance, object.get(SOURCE));
        let citation_for =
            |keyword: &str| list.and_then(|list| provenance.citation_for(list, keyword)).unwrap_or(around);
        let mut found = Vec::new();
        for (name, value) in object {
            let Some(keyword) = Keyword::of(name) else { continue };
            if keyword == Keyword::Required {
                // Each name has a citation of its own.
                let names = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                found.extend(names.map(|name| {
                    let literal = text(name);
                    (quote!(Required(#literal)), citation_for(&format!("required/{name}")), true)
                }));
                continue;
            }
            let citation = citation_for(name);
            let checks = self.checks(KeywordSite { reader, object, keyword, value, citation });
            let states = !only_leads(keyword, value);
            found.extend(checks.into_iter().map(|check| (check, citation, states)));
        }
        found
    }
}

/// A citation as an expression of the runtime's type `Source`.
fn cited(Citation { document, lines, quote }: Citation) -> TokenStream {
    passage(&text(document).into_token_stream(), lines, quote)
}

fn passage(document: &TokenStream, [first, last]: [u32; 2], quote: &str) -> TokenStream {
    let [from, to] = [first, last].map(integer);
    let quote = text(quote);
    if first == last {
        quote!(at(#document, #from, #quote))
    } else {
        quote!(Source::new(#document, [#from, #to], #quote))
    }
}

/// Whether a keyword says nothing of a value itself, and only has others that do.
fn only_leads(keyword: Keyword, value: &Value) -> bool {
    use Keyword::*;
    match keyword {
        Ref | AllOf | If | DependentSchemas | Properties | PrefixItems | PropertyNames => true,
        // What it does not allow is told by itself.
        Items | AdditionalProperties | UnevaluatedProperties | UnevaluatedItems => value.is_object(),
        _ => false,
    }
}

/// The table of a type, as an expression.
pub fn table(name: &str, rules: TokenStream) -> TokenStream {
    called(quote!(Schema::new), [quote!(#name,), rules])
}

/// That of a part of a type.
fn part(rules: TokenStream) -> TokenStream {
    called(quote!(part), [rules])
}

/// A table as a named static.
pub fn declared(name: &TokenStream, table: TokenStream) -> TokenStream {
    let mut made = quote!(#name: Schema =);
    made.extend(table);
    made.extend(quote!(;));
    made
}
