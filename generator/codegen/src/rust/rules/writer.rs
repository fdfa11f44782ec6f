//! Writes the rule table of a schema: its checks in the order of the keywords, and the citation behind each.

use super::site::KeywordSite;
use crate::rust::{
    file_writer::FileWriter,
    findings::Findings,
    schema::{PARTS, SchemaReader},
    text::{
        literal::{integer, text},
        names::constant,
        tokens::{braced, listed},
    },
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use ringback_contract::{
    keyword::{Keyword, SOURCE},
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
    /// The number of lists of sources so far.
    lists: usize,
}

impl<'w> RuleWriter<'w> {
    /// The file that named tables are added to.
    pub fn new(file: &'w mut FileWriter, findings: &'w mut Findings, owner: &'w Ident) -> Self {
        Self { file, findings, owner, depth: 0, lists: 0 }
    }

    /// The rules of a schema and their citations: `rules: &[…], sources: &[…]`. A keyword without a citation gets that
    /// of the enclosing schema.
    pub fn rules<'a>(&mut self, reader: SchemaReader<'a>, schema: &Value, around: Citation<'a>) -> TokenStream {
        let rules = match schema {
            Value::Bool(true) => Vec::new(),
            Value::Object(object) => self.object_rules(reader, object, around),
            _ => vec![(quote!(Check::Never), around)],
        };
        let (checks, mut citations): (Vec<TokenStream>, Vec<Citation>) = rules.into_iter().unzip();
        // The last citation serves all rules that are left.
        while let [.., before, last] = citations.as_slice()
            && before == last
        {
            citations.pop();
        }
        let mut made = listed(quote!(rules: &), checks);
        if !reader.definitions.options.sources {
            made.extend(quote!(, sources: &[]));
            return made;
        }
        if reader.definitions.is_annotated || citations.is_empty() {
            made.extend(listed(quote!(, sources: &), citations.into_iter().map(cited)));
        } else {
            // In a file of their own, lines change without anything else.
            self.lists += 1;
            let name = format_ident!("{}_{}", constant(self.owner), self.lists);
            let count = Literal::usize_unsuffixed(citations.len());
            let listed = listed(quote!(pub static #name: [Source; #count] =), citations.into_iter().map(brief));
            self.file.sources.push(quote!(#listed;));
            made.extend(quote!(, sources: &super::sources::#name));
        }
        made
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
            self.file.file(reader.index).tables.push(declared(&quote!(static #name), table("", rules)));
            return quote!(&#name);
        }
        let mut made = quote!(&);
        made.extend(table("", rules));
        made
    }

    fn object_rules<'a>(
        &mut self,
        reader: SchemaReader<'a>,
        object: &Map<String, Value>,
        around: Citation<'a>,
    ) -> Vec<(TokenStream, Citation<'a>)> {
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
                    (quote!(Check::Required(#literal)), citation_for(&format!("required/{name}")))
                }));
                continue;
            }
            let citation = citation_for(name);
            let checks = self.checks(KeywordSite { reader, object, keyword, value, citation });
            found.extend(checks.into_iter().map(|check| (check, citation)));
        }
        found
    }
}

/// A citation as an expression of the runtime's type `Source`.
fn cited(Citation { document, lines: [first, last], quote }: Citation) -> TokenStream {
    let (document, first, last, quote) = (text(document), integer(first), integer(last), text(quote));
    quote!(Source { document: #document, lines: [#first, #last], quote: #quote })
}

/// The same in short.
fn brief(Citation { document, lines: [first, last], quote }: Citation) -> TokenStream {
    let (document, first, last, quote) = (text(document), integer(first), integer(last), text(quote));
    quote!(Source::new(#document, [#first, #last], #quote))
}

/// A table as an expression.
pub fn table(name: &str, rules: TokenStream) -> TokenStream {
    braced(quote!(Schema), [quote!(name: #name,), rules])
}

/// A table as a named static.
pub fn declared(name: &TokenStream, table: TokenStream) -> TokenStream {
    let mut made = quote!(#name: Schema =);
    made.extend(table);
    made.extend(quote!(;));
    made
}
