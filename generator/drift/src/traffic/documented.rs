//! What the documents say of the values at a location, whichever alternatives hold: which properties and values they
//! mention at all.

use crate::SchemaView;
use ringback_contract::{
    keyword::SOURCE,
    provenance::{Citation, ProvenanceTable, Source},
};
use ringback_runtime::{equal::ByValue, pattern};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Annotation with the known values of an open enum.
const OPEN_ENUM: &str = "x-ringback-open-enum";
/// Keywords with a list of schemas for the same value.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
/// Keywords with one schema for the same value.
const IN_PLACE: [&str; 3] = ["if", "then", "else"];
/// Keywords with a schema for properties that are not declared.
const ADDITIONAL: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];
/// Keywords with schemas for elements.
const ITEMS: [&str; 5] = ["items", "prefixItems", "additionalItems", "contains", "unevaluatedItems"];
/// Citations that are shown with one deviation.
const CITATION_LIMIT: usize = 3;

/// Decides whether a pattern matches a name.
type NameMatcher = Box<dyn Fn(&str) -> bool>;

/// The sites of a type that were asked for, each once.
pub struct DocumentedType<'a> {
    view: &'a SchemaView,
    provenance: &'a ProvenanceTable,
    sites: Vec<DocumentedSite<'a>>,
    known: HashMap<Vec<usize>, usize>,
}

/// All schemas that apply, or may apply, to the values at one location.
struct DocumentedSite<'a> {
    parts: Vec<&'a Map<String, Value>>,
    names: HashSet<&'a str>,
    patterns: Vec<(NameMatcher, &'a Value)>,
    /// The documented values of an open enum.
    open: Option<HashSet<ByValue<'a>>>,
}

/// What the documents say of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyLookup {
    /// It is declared; its site.
    Declared(usize),
    /// It is one of the properties that patterns or additional properties allow; their site.
    Additional(usize),
    /// Other properties are declared, and this one is not.
    Undocumented,
    /// No schema mentions properties, or only requires this one.
    Unconstrained,
}

impl<'a> DocumentedType<'a> {
    /// The sites of a type; site 0 is the type itself.
    pub fn new(view: &'a SchemaView, provenance: &'a ProvenanceTable, reference: &str) -> Self {
        let mut documented = Self { view, provenance, sites: Vec::new(), known: HashMap::new() };
        documented.site(view.get(reference).into_iter().collect());
        documented
    }

    /// What the documents say of a property of the values at a site.
    pub fn property(&mut self, site: usize, name: &str) -> PropertyLookup {
        let Some(parts) = self.sites.get(site) else { return PropertyLookup::Unconstrained };
        if parts.names.contains(name) {
            let declared: Vec<&Value> = parts.all("properties").filter_map(|properties| properties.get(name)).collect();
            return if declared.is_empty() {
                PropertyLookup::Unconstrained
            } else {
                PropertyLookup::Declared(self.site(declared))
            };
        }
        let matching: Vec<&Value> =
            parts.patterns.iter().filter(|(matches, _)| matches(name)).map(|(_, schema)| *schema).collect();
        if !matching.is_empty() {
            return PropertyLookup::Additional(self.site(matching));
        }
        let says = |schema: &&Value| schema.as_object().is_some_and(|schema| schema.keys().any(|key| key != SOURCE));
        let additional: Vec<&Value> = ADDITIONAL.iter().flat_map(|keyword| parts.all(keyword)).filter(says).collect();
        match (additional.is_empty(), parts.names.is_empty()) {
            (false, _) => PropertyLookup::Additional(self.site(additional)),
            (true, true) => PropertyLookup::Unconstrained,
            (true, false) => PropertyLookup::Undocumented,
        }
    }

    /// The site of the elements of the values at a site; `None` if no schema applies to them.
    pub fn items(&mut self, site: usize) -> Option<usize> {
        let parts = self.sites.get(site)?;
        let mut schemas = Vec::new();
        for value in ITEMS.iter().flat_map(|keyword| parts.all(keyword)) {
            match value {
                Value::Array(list) => schemas.extend(list),
                schema => schemas.push(schema),
            }
        }
        (!schemas.is_empty()).then(|| self.site(schemas))
    }

    /// The names of all properties that a site declares or requires.
    pub fn names(&self, site: usize) -> impl Iterator<Item = &'a str> {
        self.sites.get(site).into_iter().flat_map(|site| site.names.iter().copied())
    }

    /// The names of the properties that a type requires in every alternative.
    pub fn required(&self, reference: &str) -> HashSet<&'a str> {
        let (mut names, mut seen) = (HashSet::new(), HashSet::new());
        let mut waiting: Vec<&'a Value> = self.view.get(reference).into_iter().collect();
        while let Some(schema) = waiting.pop() {
            let all = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            names.extend(all.filter_map(Value::as_str));
            waiting.extend(schema.get("allOf").and_then(Value::as_array).into_iter().flatten());
            let target = schema.get("$ref").and_then(Value::as_str).filter(|name| seen.insert(*name));
            waiting.extend(target.and_then(|name| self.view.get(name)));
        }
        names
    }

    /// Whether a value is not among the known values of an open enum.
    pub fn is_unlisted(&self, site: usize, value: &Value) -> bool {
        let open = self.sites.get(site).and_then(|site| site.open.as_ref());
        open.is_some_and(|known| !value.is_null() && !known.contains(&ByValue(value)))
    }

    /// The documented values of a site.
    pub fn values(&self, site: usize) -> Vec<&'a Value> {
        self.sites.get(site).map(DocumentedSite::values).unwrap_or_default()
    }

    /// The documented value of which a value is another spelling, according to a correction of the documents.
    pub fn canonical_spelling(&self, site: usize, value: &Value) -> Option<&'a Value> {
        let site = self.sites.get(site)?;
        site.all("x-ringback-spellings").find_map(|spellings| spellings.get(value.as_str()?))
    }

    /// The documented JSON types of a site: `string or null`.
    pub fn types(&self, site: usize) -> String {
        let mut types: Vec<&str> = Vec::new();
        for value in self.sites.get(site).into_iter().flat_map(|site| site.all("type")) {
            let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            types.extend(names.iter().filter_map(Value::as_str));
        }
        let mut seen = HashSet::new();
        types.retain(|name| seen.insert(*name));
        types.join(" or ")
    }

    /// The schemas of a site.
    pub fn parts(&self, site: usize) -> &[&'a Map<String, Value>] {
        self.sites.get(site).map(|site| site.parts.as_slice()).unwrap_or_default()
    }

    /// The sources of the keywords of a site that `matching` selects: `type`, `required/name`.
    pub fn sources_of(&self, site: usize, matching: impl Fn(&str) -> bool) -> Vec<Source> {
        let entries = self.entries(site).into_iter().filter(|(keyword, _)| matching(keyword));
        let mut sources: Vec<Source> = entries.map(|(_, citation)| citation.into()).collect();
        sources.dedup();
        sources.truncate(CITATION_LIMIT);
        sources
    }

    /// The source that declares a site.
    pub fn declaring(&self, site: usize) -> Option<Source> {
        let entries = self.entries(site);
        let about = |name: &str| entries.iter().find(|(keyword, _)| *keyword == name);
        let declares = ["", "title", "type"].into_iter().find_map(about);
        declares.or_else(|| entries.first()).map(|(_, citation)| (*citation).into())
    }

    fn entries(&self, site: usize) -> Vec<(&'a str, Citation<'a>)> {
        let provenance = self.provenance;
        self.parts(site)
            .iter()
            .filter_map(|part| part.get(SOURCE))
            .flat_map(|list| provenance.by_keyword(list))
            .collect()
    }

    /// The site to which some schemas apply.
    fn site(&mut self, schemas: Vec<&'a Value>) -> usize {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        schemas.into_iter().for_each(|schema| self.gather(schema, &mut seen, &mut parts));
        let mut key: Vec<usize> = seen.into_iter().collect();
        key.sort_unstable();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        self.sites.push(DocumentedSite::of(parts));
        self.known.insert(key, self.sites.len() - 1);
        self.sites.len() - 1
    }

    /// Collects the schemas that may apply to the same value as a schema, references followed.
    fn gather(&self, schema: &'a Value, seen: &mut HashSet<usize>, parts: &mut Vec<&'a Map<String, Value>>) {
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            let Value::Object(object) = schema else { continue };
            if !seen.insert(std::ptr::from_ref(object).addr()) {
                continue;
            }
            parts.push(object);
            waiting.extend(LISTS.iter().filter_map(|keyword| object.get(*keyword)?.as_array()).flatten().rev());
            waiting.extend(IN_PLACE.iter().filter_map(|keyword| object.get(*keyword)));
            let dependent = object.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten();
            waiting.extend(dependent.map(|(_, schema)| schema));
            waiting.extend(object.get("$ref").and_then(Value::as_str).and_then(|name| self.view.get(name)));
        }
    }
}

impl<'a> DocumentedSite<'a> {
    fn of(parts: Vec<&'a Map<String, Value>>) -> Self {
        let mut site = Self { parts, names: HashSet::new(), patterns: Vec::new(), open: None };
        let declared = site.all("properties").filter_map(Value::as_object).flatten().map(|(name, _)| name.as_str());
        let required = site.all("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        let names = declared.chain(required).collect();
        let patterns = site.all("patternProperties").filter_map(Value::as_object).flatten();
        let patterns = patterns.map(|(pattern, schema)| (matcher(pattern), schema)).collect();
        let open = site.all(OPEN_ENUM).any(Value::is_array);
        let open = open.then(|| site.values().into_iter().map(ByValue).collect());
        (site.names, site.patterns, site.open) = (names, patterns, open);
        site
    }

    fn all(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    fn values(&self) -> Vec<&'a Value> {
        let lists = ["enum", OPEN_ENUM].into_iter().flat_map(|keyword| self.all(keyword)).filter_map(Value::as_array);
        lists.flatten().chain(self.all("const")).collect()
    }
}

/// Matches names by a pattern; one that is not understood matches every name.
fn matcher(pattern: &str) -> NameMatcher {
    match pattern::compile(pattern) {
        Some(pattern) => Box::new(move |name| pattern.matches(name).unwrap_or(true)),
        None => Box::new(|_| true),
    }
}

/// A text that is the same for equal values: numbers are compared as doubles.
pub fn key(value: &Value) -> String {
    match value.as_f64() {
        Some(number) => number.to_string(),
        None => value.to_string(),
    }
}
