//! The checks of each keyword. The `match` is exhaustive, so a new keyword does not compile without a line here.

use super::{site::KeywordSite, writer::RuleWriter};
use crate::rust::text::{
    literal::{integer, text},
    names::constant,
    tokens::called,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::constraint::Constraint;
use ringback_contract::{
    keyword::Keyword,
    width::{self, Width},
};
use ringback_openapi::read::UNRESOLVED_PREFIX;
use ringback_runtime::{format::Format, kind::Kind};
use serde_json::Value;

impl RuleWriter<'_> {
    /// The checks of a keyword.
    pub(super) fn checks(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        use Keyword::*;
        match site.keyword {
            Type => types(site.value),
            Enum | Minimum | ExclusiveMinimum | Maximum | ExclusiveMaximum | MultipleOf | MinLength | MaxLength
            | MinItems | MaxItems | UniqueItems | MinProperties | MaxProperties => enforced(site.keyword, site.value),
            // A list of which it is the only value.
            Const => enforced(Enum, &Value::Array(vec![site.value.clone()])),
            Pattern => match site.value.as_str() {
                Some(pattern) if !self.runs(site, pattern) => Vec::new(),
                _ => enforced(site.keyword, site.value),
            },
            Format => self.format(site),

            Ref => self.reference(site),
            DynamicRef | RecursiveRef => {
                let message = format!("the keyword {:?} is not modelled and not asserted", site.keyword.name());
                self.findings.note(site.reader.definition, "not-modelled", message);
                Vec::new()
            }
            AllOf => self.list(site, quote!(Check::AllOf)),
            AnyOf => by_name(site).unwrap_or_else(|| self.list(site, quote!(Check::AnyOf))),
            OneOf => self.list(site, quote!(Check::OneOf)),
            Not => by_name(site).unwrap_or_else(|| self.one(site, quote!(Check::Not))),
            If => self.conditional(site),
            DependentSchemas => self.each(site, |name, table| quote!(Check::DependentSchema(#name, #table))),
            DependentRequired => site.entries().map(|(name, others)| dependent(name, others)).collect(),
            Dependencies => self.dependencies(site),

            Properties => {
                self.note_without_effect(site);
                self.each(site, |name, table| {
                    let name = text(name);
                    called(quote!(Check::Property), [quote!(#name,), table])
                })
            }
            PatternProperties => self.pattern_properties(site),
            AdditionalProperties => self.additional_properties(site),
            UnevaluatedProperties => self.one(site, quote!(Check::UnevaluatedProperties)),
            UnevaluatedItems => self.one(site, quote!(Check::UnevaluatedItems)),
            PropertyNames => self.one(site, quote!(Check::PropertyNames)),
            Items => match site.value {
                Value::Array(schemas) => self.first_items(site, schemas),
                schema => self.items_after(site, site.beside(PrefixItems), schema),
            },
            PrefixItems => self.first_items(site, site.value.as_array().map(Vec::as_slice).unwrap_or_default()),
            AdditionalItems => match site.beside(Items) {
                Some(before @ Value::Array(_)) => self.items_after(site, Some(before), site.value),
                _ => Vec::new(),
            },
            Contains => self.contains(site),

            // Written where the citations of the single names are known, or with the keyword that they qualify.
            Required | Then | Else | MinContains | MaxContains => Vec::new(),
            // They rule nothing out.
            Defs | DraftDefinitions | Schema | Id | Draft4Id | Anchor | DynamicAnchor | Title | Description
            | Default | Examples | Example | Deprecated | ReadOnly | WriteOnly | Comment | ContentEncoding
            | ContentMediaType | ContentSchema | Nullable | Source | Unresolved | OpenEnum | ExtensibleEnum
            | Spellings | DecimalString | Tolerated | Hidden | Written => Vec::new(),
        }
    }

    /// The rule table of the schema in a keyword's value.
    fn table(&mut self, site: KeywordSite, schema: &Value) -> TokenStream {
        let reader = if site.keyword.applies_in_place() { site.reader } else { site.reader.in_parts() };
        self.nested(reader, schema, site.citation)
    }

    /// `check(table)`, for a keyword that holds one schema.
    fn one(&mut self, site: KeywordSite, check: TokenStream) -> Vec<TokenStream> {
        vec![called(check, [self.table(site, site.value)])]
    }

    /// `check(&[table, …])`, for a keyword that holds a list of schemas.
    fn list(&mut self, site: KeywordSite, check: TokenStream) -> Vec<TokenStream> {
        let Some(schemas) = site.value.as_array() else { return Vec::new() };
        let tables: Vec<TokenStream> = schemas.iter().map(|schema| self.table(site, schema)).collect();
        vec![quote!(#check(&[#(#tables),*]))]
    }

    /// A check for each member of a map of schemas.
    fn each(&mut self, site: KeywordSite, check: impl Fn(&str, TokenStream) -> TokenStream) -> Vec<TokenStream> {
        site.entries().map(|(name, schema)| check(name, self.table(site, schema))).collect()
    }

    fn conditional(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let branch = |keyword| site.beside(keyword).unwrap_or(&Value::Bool(true));
        let schemas = [site.value, branch(Keyword::Then), branch(Keyword::Else)];
        let [test, then, otherwise] = schemas.map(|schema| self.table(site, schema));
        vec![quote!(Check::If { test: #test, then: #then, otherwise: #otherwise })]
    }

    fn dependencies(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let one = |(name, value): (&String, &Value)| match value {
            Value::Array(_) => dependent(name, value),
            schema => {
                let table = self.table(site, schema);
                quote!(Check::DependentSchema(#name, #table))
            }
        };
        site.entries().map(one).collect()
    }

    fn pattern_properties(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let tables: Vec<_> = site.entries().map(|(pattern, schema)| (pattern, self.table(site, schema))).collect();
        let runs = tables.into_iter().filter(|(pattern, _)| self.runs(site, pattern));
        runs.map(|(pattern, table)| quote!(Check::PatternProperty(#pattern, #table))).collect()
    }

    fn additional_properties(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        // What it allows matters to `unevaluatedProperties` alone.
        if *site.value == Value::Bool(true) && !site.reader.definitions.has_unevaluated {
            return Vec::new();
        }
        let names = |keyword| {
            let entries = site.beside(keyword).and_then(Value::as_object).into_iter().flatten();
            let names = entries.map(|(name, _)| name);
            quote!(&[#(#names),*])
        };
        let (known, patterns) = (names(Keyword::Properties), names(Keyword::PatternProperties));
        let table = self.table(site, site.value);
        vec![quote!(Check::AdditionalProperties { known: #known, patterns: #patterns, schema: #table })]
    }

    /// The checks of `prefixItems`: schemas for the first elements.
    fn first_items(&mut self, site: KeywordSite, schemas: &[Value]) -> Vec<TokenStream> {
        let item = |(index, schema)| {
            let (index, table) = (integer(index), self.table(site, schema));
            quote!(Check::PrefixItem(#index, #table))
        };
        schemas.iter().enumerate().map(item).collect()
    }

    /// The check of `items`: a schema for the other elements.
    fn items_after(&mut self, site: KeywordSite, before: Option<&Value>, schema: &Value) -> Vec<TokenStream> {
        let from = integer(before.and_then(Value::as_array).map_or(0, Vec::len));
        let table = self.table(site, schema);
        vec![quote!(Check::Items(#from, #table))]
    }

    fn contains(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let count = |keyword| site.beside(keyword).and_then(Value::as_u64);
        let min = count(Keyword::MinContains).unwrap_or(1);
        let max = count(Keyword::MaxContains).map_or_else(|| quote!(None), |max| quote!(Some(#max)));
        let table = self.table(site, site.value);
        vec![quote!(Check::Contains { schema: #table, min: #min, max: #max })]
    }

    /// The rules of another type; none if the reference has no target, or forms a cycle about the same value.
    fn reference(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let (reader, Some(target)) = (site.reader, site.value.as_str()) else { return Vec::new() };
        if reader.target(target).is_some_and(|index| reader.is_circular(index)) {
            let message = format!("$ref {target:?} leads back to where it stands; it says nothing");
            self.findings.note(reader.definition, "circular-reference", message);
            return Vec::new();
        }
        if let Some(ident) = reader.target_ident(target) {
            let table = constant(ident);
            return vec![quote!(Check::Reference(&#table))];
        }
        // One that leads out of the given files was noted when it was read.
        if !target.starts_with(UNRESOLVED_PREFIX) {
            let message = format!("$ref {target:?} leads to nothing that was given; any value is accepted");
            self.findings.note(reader.definition, "unresolved-reference", message);
        }
        Vec::new()
    }

    /// The check of a string format, or the bounds of an integer format if the schema does not state them.
    fn format(&mut self, site: KeywordSite) -> Vec<TokenStream> {
        let Some(name) = site.value.as_str() else { return Vec::new() };
        if let Some(width) = Width::named(name) {
            let (least, most) = (integer(width.least), integer(width.most));
            let is_free = |keyword| site.beside(keyword).is_none();
            let least = is_free(Keyword::Minimum).then(|| quote!(Check::Minimum(Bound::Integer(#least))));
            let most = is_free(Keyword::Maximum).then(|| quote!(Check::Maximum(Bound::Integer(#most))));
            return least.into_iter().chain(most).collect();
        }
        if Format::named(name).is_none() && !width::is_hint(name) {
            // An unknown format is often used many times: one finding per file is enough.
            let message = format!("the format {name:?} is not known and not asserted");
            self.findings.note_once_per_document(site.reader.definition, "format-not-asserted", message);
        }
        enforced(Keyword::Format, site.value)
    }

    /// Adds a finding about properties of what is never an object: they have no field, and nothing breaks their rules.
    fn note_without_effect(&mut self, site: KeywordSite) {
        let Some(types) = site.beside(Keyword::Type) else { return };
        let is_object = |name: &Value| matches!(name.as_str(), Some("object" | "any"));
        if !is_object(types) && !types.as_array().is_some_and(|names| names.iter().any(is_object)) {
            let names: Vec<&str> = site.entries().map(|(name, _)| name.as_str()).collect();
            let message = format!("a value of the type {types} has no properties: no field for {}", names.join(", "));
            self.findings.note(site.reader.definition, "no-effect", message);
        }
    }

    /// Whether a pattern can be compiled; if not, a finding is added and it is not checked.
    fn runs(&mut self, site: KeywordSite, pattern: &str) -> bool {
        let runs = ringback_runtime::pattern::compile(pattern).is_some();
        if !runs {
            let message = format!("the pattern {pattern:?} cannot be run and is not asserted");
            self.findings.note(site.reader.definition, "pattern-not-run", message);
        }
        runs
    }
}

/// The checks of the constraints that a keyword declares.
fn enforced(keyword: Keyword, value: &Value) -> Vec<TokenStream> {
    Constraint::of_keyword(keyword.name(), value).iter().flat_map(Constraint::enforce).collect()
}

/// The types that a value may have, including null; `None` if an older dialect's `any` or `file` is among them.
fn types(value: &Value) -> Vec<TokenStream> {
    let names = match value {
        Value::Array(names) => names.as_slice(),
        name => std::slice::from_ref(name),
    };
    let json_type = |name: &Value| {
        let kind = format!("{:?}", Kind::named(name.as_str()?)?);
        let kind = Ident::new(&kind, Span::call_site());
        Some(quote!(Kind::#kind))
    };
    match names.iter().map(json_type).collect::<Option<Vec<_>>>() {
        Some(types) if !types.is_empty() => vec![quote!(Check::Types(&[#(#types),*]))],
        _ => Vec::new(),
    }
}

/// A check for alternatives or a negation that only list required properties, such as `Check::AtLeastOneOf`. It applies
/// to objects only, so `None` if other values are allowed.
fn by_name(site: KeywordSite) -> Option<Vec<TokenStream>> {
    let is_object = site.beside(Keyword::Type).is_some_and(|name| name == "object");
    let checks = if is_object { enforced(site.keyword, &without_sources(site.value)) } else { Vec::new() };
    (!checks.is_empty()).then_some(checks)
}

/// Alternatives without the indices of their citations, as constraints write them.
fn without_sources(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(name, _)| Keyword::of(name) != Some(Keyword::Source));
            Value::Object(kept.map(|(name, value)| (name.clone(), without_sources(value))).collect())
        }
        Value::Array(list) => list.iter().map(without_sources).collect(),
        value => value.clone(),
    }
}

fn dependent(name: &str, others: &Value) -> TokenStream {
    let others = others.as_array().into_iter().flatten().filter_map(Value::as_str);
    quote!(Check::DependentRequired(#name, &[#(#others),*]))
}
