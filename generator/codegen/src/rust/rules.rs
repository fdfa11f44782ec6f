//! Rule tables: a canonical schema as a constant expression that the runtime's judge interprets.

use super::{
    Context,
    literal::text,
    names, scalar,
    tokens::{braced, called, listed},
};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use ringback_constraints::constraint::Constraint;
use ringback_contract::{
    finding::Finding,
    keyword::{SOURCE, applies_in_place},
    provenance::{Citation, Source},
    subject::Subject,
};
use ringback_runtime::format::Format;
use serde_json::{Map, Value};

/// The rules of a schema and the words that they rest on: `rules: &[…], sources: &[…]`.
pub fn rules<'a>(context: &mut Context<'a>, schema: &Value, parent: Citation<'a>) -> TokenStream {
    let rules = match schema {
        Value::Bool(true) => Vec::new(),
        Value::Object(object) => object_rules(context, object, parent),
        _ => vec![(quote!(Check::Never), parent)],
    };
    let (checks, mut sources): (Vec<TokenStream>, Vec<Citation>) = rules.into_iter().unzip();
    // The last words serve all rules that are left.
    while let [.., before, last] = sources.as_slice()
        && before == last
    {
        sources.pop();
    }
    let sources = sources.into_iter().map(|source| TokenTree::from(text(&said(source))).into());
    let mut made = listed(quote!(rules: &), checks);
    made.extend(listed(quote!(, sources: &), sources));
    made
}

/// A table of the rules of a schema.
pub fn table(name: &str, rules: TokenStream) -> TokenStream {
    braced(quote!(Schema), [quote!(name: #name,), rules])
}

/// A table with a name of its own.
pub fn declared(name: &TokenStream, table: TokenStream) -> TokenStream {
    let mut made = quote!(#name: Schema =);
    made.extend(table);
    made.extend(quote!(;));
    made
}

/// A nested table: a reference to the named one when the schema has a type of its own, else an anonymous one.
fn nested<'a>(context: &mut Context<'a>, schema: &Value, parent: Citation<'a>) -> TokenStream {
    if let Some(table) = context.table_of(schema) {
        return quote!(&#table);
    }
    context.depth += 1;
    let rules = rules(context, schema, parent);
    context.depth -= 1;
    if context.depth > 0 && context.depth.is_multiple_of(DEEPEST) {
        let table = names::constant(&context.types.type_name("Nested"));
        context.tables_made.push(declared(&quote!(static #table), self::table("", rules)));
        return quote!(&#table);
    }
    let mut made = quote!(&);
    made.extend(table("", rules));
    made
}

/// Tables stand in each other to this depth; what is deeper has a name. `rustfmt` takes twice as long for every level.
const DEEPEST: usize = 4;

fn object_rules<'a>(
    context: &mut Context<'a>,
    object: &Map<String, Value>,
    parent: Citation<'a>,
) -> Vec<(TokenStream, Citation<'a>)> {
    let mut found = Vec::new();
    let (provenance, list) = (context.provenance, object.get(SOURCE));
    let behind = |keyword: &str| list.and_then(|list| provenance.citation_for(list, keyword)).unwrap_or(parent);
    for (keyword, value) in object {
        let source = behind(keyword);
        for check in checks(context, object, keyword, value, source) {
            found.push((check, source));
        }
        if keyword == "required" {
            let names = value.as_array().into_iter().flatten().filter_map(Value::as_str);
            for name in names {
                let source = behind(&format!("required/{name}"));
                let name = text(name);
                found.push((quote!(Check::Required(#name)), source));
            }
        }
    }
    found
}

/// A source as the tables have it: lines, document and quote.
fn said(said: Citation) -> String {
    let Citation { document, lines: [first, last], quote } = said;
    let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
    format!("{lines}\t{}\t{quote}", document.replace('\t', " "))
}

fn checks<'a>(
    context: &mut Context<'a>,
    object: &Map<String, Value>,
    keyword: &str,
    value: &Value,
    source: Citation<'a>,
) -> Vec<TokenStream> {
    match (keyword, value) {
        ("type", value) => return types(value),
        // What describes is not asked for, and schemas are only asked for what is in them.
        (SOURCE | "description" | "title" | "default" | "examples", _) => return Vec::new(),
        ("properties", value) => return applicator(context, object, keyword, value, source),
        ("required", _) => return Vec::new(), // each with its own words
        ("format", Value::String(name)) => return format(context, object, name),
        ("const", value) => {
            let literal = ringback_constraints::constraint::enumeration::literal(value);
            return vec![quote!(Check::Values(&[#literal]))];
        }
        ("pattern", Value::String(regex)) if !context.runs(regex) => return Vec::new(),
        ("anyOf" | "not", value) => {
            let is_object = object.get("type").is_some_and(|kind| kind == "object");
            let known = Constraint::of_keyword(keyword, &without_sources(value));
            let checks: Vec<TokenStream> = known.iter().flat_map(Constraint::enforce).collect();
            // What is said of properties by name alone would hold for no other value.
            return match is_object && !checks.is_empty() {
                true => checks,
                false => applicator(context, object, keyword, value, source),
            };
        }
        _ => {}
    }
    let leaves: Vec<TokenStream> =
        Constraint::of_keyword(keyword, value).iter().flat_map(Constraint::enforce).collect();
    if leaves.is_empty() { applicator(context, object, keyword, value, source) } else { leaves }
}

/// Alternatives as they were before it was noted where they stand.
fn without_sources(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(keyword, _)| *keyword != SOURCE);
            Value::Object(kept.map(|(keyword, value)| (keyword.clone(), value.clone())).collect())
        }
        Value::Array(list) => list.iter().map(without_sources).collect(),
        value => value.clone(),
    }
}

fn types(value: &Value) -> Vec<TokenStream> {
    let names: Vec<&str> = match value {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kinds: Vec<TokenStream> = names
        .iter()
        .filter_map(|name| {
            Some(match *name {
                "null" => quote!(Kind::Null),
                "boolean" => quote!(Kind::Boolean),
                "integer" => quote!(Kind::Integer),
                "number" => quote!(Kind::Number),
                "string" => quote!(Kind::String),
                "array" => quote!(Kind::Array),
                "object" => quote!(Kind::Object),
                _ => return None, // `any` and `file` of older dialects say nothing
            })
        })
        .collect();
    if kinds.len() < names.len() || kinds.is_empty() { Vec::new() } else { vec![quote!(Check::Types(&[#(#kinds),*]))] }
}

fn format(context: &mut Context, object: &Map<String, Value>, name: &str) -> Vec<TokenStream> {
    let format = ringback_constraints::constraint::format::Format::named(name);
    if let Some((least, most)) = format.integers() {
        let (least, most) = (scalar(least), scalar(most));
        let least = (!object.contains_key("minimum")).then(|| quote!(Check::Minimum(Bound::Integer(#least))));
        let most = (!object.contains_key("maximum")).then(|| quote!(Check::Maximum(Bound::Integer(#most))));
        return least.into_iter().chain(most).collect();
    }
    if Format::named(name).is_none() && !["float", "double", "password", "binary"].contains(&name) {
        // Once in a file is enough: a name that nobody knows is often said many times.
        let message = format!("the format {name:?} is not known and not asserted");
        let document = context.definitions.get(context.index).map(|definition| &definition.source.document);
        let told = |finding: &Finding| {
            finding.message == message && finding.sources.iter().any(|source| Some(&source.document) == document)
        };
        if !context.findings.iter().any(told) {
            context.note("format-not-asserted", message);
        }
    }
    Constraint::from(format).enforce()
}

/// Keywords that apply other schemas.
fn applicator<'a>(
    context: &mut Context<'a>,
    object: &Map<String, Value>,
    keyword: &str,
    value: &Value,
    source: Citation<'a>,
) -> Vec<TokenStream> {
    let around = context.in_place;
    context.in_place &= applies_in_place(keyword);
    let checks = applied(context, object, keyword, value, source);
    context.in_place = around;
    checks
}

fn applied<'a, 's>(
    context: &mut Context<'a>,
    object: &Map<String, Value>,
    keyword: &str,
    value: &'s Value,
    source: Citation<'a>,
) -> Vec<TokenStream> {
    let each = |context: &mut Context<'a>, value: &'s Value| -> Vec<(&'s str, TokenStream)> {
        let entries = value.as_object().into_iter().flatten();
        entries.map(|(name, schema)| (name.as_str(), nested(context, schema, source))).collect()
    };
    match (keyword, value) {
        ("$ref", Value::String(target)) if context.target(target).is_some_and(|index| context.is_circular(index)) => {
            let message = format!("$ref {target:?} leads back to where it stands; it says nothing");
            context.note("circular-reference", message);
            Vec::new()
        }
        ("$ref", Value::String(target)) => match context.referred(target) {
            Some(table) => vec![quote!(Check::Reference(&#table))],
            None => {
                // One that leads out of the given files was told of when it was read.
                if !target.starts_with("#?") {
                    let message = format!("$ref {target:?} leads to nothing that was given; any value is accepted");
                    context.note("unresolved-reference", message);
                }
                Vec::new()
            }
        },
        ("properties", value) => {
            let property = |(name, table)| {
                let name = text(name);
                called(quote!(Check::Property), [quote!(#name,), table])
            };
            each(context, value).into_iter().map(property).collect()
        }
        ("patternProperties", value) => {
            let entries = each(context, value);
            let runs = entries.iter().filter(|(pattern, _)| context.runs(pattern)).collect::<Vec<_>>();
            runs.iter().map(|(pattern, table)| quote!(Check::PatternProperty(#pattern, #table))).collect()
        }
        ("dependentSchemas", value) => {
            each(context, value).iter().map(|(name, table)| quote!(Check::DependentSchema(#name, #table))).collect()
        }
        ("dependentRequired", Value::Object(entries)) => {
            entries.iter().map(|(name, others)| dependent(name, others)).collect()
        }
        ("dependencies", Value::Object(entries)) => entries
            .iter()
            .map(|(name, value)| match value {
                Value::Array(_) => dependent(name, value),
                schema => {
                    let table = nested(context, schema, source);
                    quote!(Check::DependentSchema(#name, #table))
                }
            })
            .collect(),
        ("additionalProperties", Value::Bool(true)) if !context.unevaluated => Vec::new(),
        ("additionalProperties", schema) => {
            let names = |keyword: &str| {
                object.get(keyword).and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name)
            };
            let (known, patterns): (Vec<_>, Vec<_>) =
                (names("properties").collect(), names("patternProperties").collect());
            let table = nested(context, schema, source);
            vec![
                quote!(Check::AdditionalProperties { known: &[#(#known),*], patterns: &[#(#patterns),*], schema: #table }),
            ]
        }
        ("propertyNames", schema) => {
            let table = nested(context, schema, source);
            vec![quote!(Check::PropertyNames(#table))]
        }
        ("prefixItems", Value::Array(schemas)) | ("items", Value::Array(schemas)) => {
            let item = |(index, schema)| {
                let index = scalar(index);
                let table = nested(context, schema, source);
                quote!(Check::PrefixItem(#index, #table))
            };
            schemas.iter().enumerate().map(item).collect()
        }
        ("items", schema) => vec![items(context, object.get("prefixItems"), schema, source)],
        ("additionalItems", schema) if object.get("items").is_some_and(Value::is_array) => {
            vec![items(context, object.get("items"), schema, source)]
        }
        ("contains", schema) => {
            let count = |keyword: &str| object.get(keyword).and_then(Value::as_u64);
            let min = count("minContains").unwrap_or(1);
            let max = count("maxContains").map_or_else(|| quote!(None), |max| quote!(Some(#max)));
            let table = nested(context, schema, source);
            vec![quote!(Check::Contains { schema: #table, min: #min, max: #max })]
        }
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
            let tables: Vec<_> = schemas.iter().map(|schema| nested(context, schema, source)).collect();
            vec![match keyword {
                "allOf" => quote!(Check::AllOf(&[#(#tables),*])),
                "anyOf" => quote!(Check::AnyOf(&[#(#tables),*])),
                _ => quote!(Check::OneOf(&[#(#tables),*])),
            }]
        }
        ("not", schema) => {
            let table = nested(context, schema, source);
            vec![quote!(Check::Not(#table))]
        }
        ("if", test) => {
            let branch = |keyword: &str| object.get(keyword).unwrap_or(&Value::Bool(true));
            let schemas = [test, branch("then"), branch("else")];
            let [test, then, otherwise] = schemas.map(|schema| nested(context, schema, source));
            vec![quote!(Check::If { test: #test, then: #then, otherwise: #otherwise })]
        }
        ("unevaluatedProperties", schema) => {
            let table = nested(context, schema, source);
            vec![quote!(Check::UnevaluatedProperties(#table))]
        }
        ("unevaluatedItems", schema) => {
            let table = nested(context, schema, source);
            vec![quote!(Check::UnevaluatedItems(#table))]
        }
        ("$dynamicRef" | "$recursiveRef", _) => {
            context.note("not-modelled", format!("the keyword {keyword:?} is not modelled and not asserted"));
            Vec::new()
        }
        _ => Vec::new(), // annotations, and keywords that are read with another
    }
}

fn dependent(name: &str, others: &Value) -> TokenStream {
    let others = others.as_array().into_iter().flatten().filter_map(Value::as_str);
    quote!(Check::DependentRequired(#name, &[#(#others),*]))
}

fn items<'a>(context: &mut Context<'a>, before: Option<&Value>, schema: &Value, source: Citation<'a>) -> TokenStream {
    let from = scalar(before.and_then(Value::as_array).map_or(0, Vec::len));
    let table = nested(context, schema, source);
    quote!(Check::Items(#from, #table))
}

impl Context<'_> {
    /// Whether a pattern can be run; one that cannot is a finding and not asserted.
    fn runs(&mut self, pattern: &str) -> bool {
        let runs = ringback_runtime::pattern::compile(pattern).is_some();
        if !runs {
            self.note("pattern-not-run", format!("the pattern {pattern:?} cannot be run and is not asserted"));
        }
        runs
    }

    /// Records a finding about the type that is being written.
    pub fn note(&mut self, kind: &str, message: String) {
        let subject = Subject::of(self.current.clone());
        let source = self.definitions.get(self.index).map(|definition| definition.source.clone());
        let source = source.unwrap_or_else(|| Source::line(&self.current, 1, ""));
        let finding = Finding::new(kind, &subject, message, vec![source]);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
