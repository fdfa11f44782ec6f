//! What documents say of the values at a place, whichever of their alternatives holds: which properties and values they
//! tell of at all.

use ringback_contract::{
    keyword::SOURCE,
    provenance::{Citation, ProvenanceTable, Source},
};
use ringback_drift::SchemaView;
use ringback_runtime::pattern;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Values of which some are known, and others may come.
const OPEN: &str = "x-ringback-open-enum";
/// Keywords with several schemas of the same value.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
/// Keywords with a schema of the same value.
const IN_PLACE: [&str; 3] = ["if", "then", "else"];
/// Keywords with a schema of whatever properties are not declared.
const REST: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];
/// Keywords with schemas of elements.
const ITEMS: [&str; 5] = ["items", "prefixItems", "additionalItems", "contains", "unevaluatedItems"];
/// Words that are shown of one subject.
const MOST: usize = 3;

/// Decides whether a name is meant.
type Matcher = Box<dyn Fn(&str) -> bool>;

/// All places of a type that were asked about.
pub struct Documented<'a> {
    view: &'a SchemaView,
    provenance: &'a ProvenanceTable,
    spots: Vec<Spot<'a>>,
    known: HashMap<Vec<usize>, usize>,
}

/// All schemas that speak of one place.
struct Spot<'a> {
    parts: Vec<&'a Map<String, Value>>,
    names: HashSet<&'a str>,
    patterns: Vec<(Matcher, &'a Value)>,
    /// The documented values, where others may come.
    open: Option<HashSet<String>>,
}

/// Where a property leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is declared.
    Declared(usize),
    /// Any name may stand here.
    Any(usize),
    /// Properties are declared, and this is none of them.
    Unknown,
    /// Nothing is said of any property, or only that this one is there.
    Free,
}

impl<'a> Documented<'a> {
    /// What the documents say of a type, which is place 0.
    pub fn new(view: &'a SchemaView, provenance: &'a ProvenanceTable, reference: &str) -> Self {
        let mut documented = Self { view, provenance, spots: Vec::new(), known: HashMap::new() };
        documented.spot(view.get(reference).into_iter().collect());
        documented
    }

    /// Where a property of the values at a place leads.
    pub fn property(&mut self, spot: usize, name: &str) -> Step {
        let Some(parts) = self.spots.get(spot) else { return Step::Free };
        if parts.names.contains(name) {
            let declared: Vec<&Value> = parts.all("properties").filter_map(|properties| properties.get(name)).collect();
            return if declared.is_empty() { Step::Free } else { Step::Declared(self.spot(declared)) };
        }
        let meant: Vec<&Value> =
            parts.patterns.iter().filter(|(matches, _)| matches(name)).map(|(_, schema)| *schema).collect();
        if !meant.is_empty() {
            return Step::Any(self.spot(meant));
        }
        let says = |schema: &&Value| schema.as_object().is_some_and(|schema| schema.keys().any(|key| key != SOURCE));
        let rest: Vec<&Value> = REST.iter().flat_map(|keyword| parts.all(keyword)).filter(says).collect();
        match (rest.is_empty(), parts.names.is_empty()) {
            (false, _) => Step::Any(self.spot(rest)),
            (true, true) => Step::Free,
            (true, false) => Step::Unknown,
        }
    }

    /// The place of the elements of the values at a place, where anything is said of them.
    pub fn items(&mut self, spot: usize) -> Option<usize> {
        let parts = self.spots.get(spot)?;
        let mut schemas = Vec::new();
        for value in ITEMS.iter().flat_map(|keyword| parts.all(keyword)) {
            match value {
                Value::Array(list) => schemas.extend(list),
                schema => schemas.push(schema),
            }
        }
        (!schemas.is_empty()).then(|| self.spot(schemas))
    }

    /// The names of all properties of a place that are declared or required.
    pub fn names(&self, spot: usize) -> impl Iterator<Item = &'a str> {
        self.spots.get(spot).into_iter().flat_map(|spot| spot.names.iter().copied())
    }

    /// The names of all properties that the whole must have, whatever alternative holds.
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

    /// Whether a value is beside those that are listed where others may come.
    pub fn is_unlisted(&self, spot: usize, value: &Value) -> bool {
        let open = self.spots.get(spot).and_then(|spot| spot.open.as_ref());
        open.is_some_and(|known| !value.is_null() && !known.contains(&key(value)))
    }

    /// The documented values of a place.
    pub fn values(&self, spot: usize) -> Vec<&'a Value> {
        self.spots.get(spot).map(Spot::values).unwrap_or_default()
    }

    /// What a value is another spelling of, as a correction of the documents says.
    pub fn respelt(&self, spot: usize, value: &Value) -> Option<&'a Value> {
        let spot = self.spots.get(spot)?;
        spot.all("x-ringback-spellings").find_map(|spellings| spellings.get(value.as_str()?))
    }

    /// The documented types of a place, as one writes them.
    pub fn types(&self, spot: usize) -> String {
        let mut types: Vec<&str> = Vec::new();
        for value in self.spots.get(spot).into_iter().flat_map(|spot| spot.all("type")) {
            let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            types.extend(names.iter().filter_map(Value::as_str));
        }
        let mut seen = HashSet::new();
        types.retain(|name| seen.insert(*name));
        types.join(" or ")
    }

    /// The schemas of a place.
    pub fn parts(&self, spot: usize) -> &[&'a Map<String, Value>] {
        self.spots.get(spot).map(|spot| spot.parts.as_slice()).unwrap_or_default()
    }

    /// The words of a place behind keywords: `type`, `required/name`.
    pub fn behind(&self, spot: usize, meant: impl Fn(&str) -> bool) -> Vec<Source> {
        let entries = self.entries(spot).into_iter().filter(|(keyword, _)| meant(keyword));
        let mut sources: Vec<Source> = entries.map(|(_, citation)| citation.into()).collect();
        sources.dedup();
        sources.truncate(MOST);
        sources
    }

    /// The words that declare a place.
    pub fn declaring(&self, spot: usize) -> Option<Source> {
        let entries = self.entries(spot);
        let about = |name: &str| entries.iter().find(|(keyword, _)| *keyword == name);
        let declares = ["", "title", "type"].into_iter().find_map(about);
        declares.or_else(|| entries.first()).map(|(_, citation)| (*citation).into())
    }

    fn entries(&self, spot: usize) -> Vec<(&'a str, Citation<'a>)> {
        let provenance = self.provenance;
        self.parts(spot)
            .iter()
            .filter_map(|part| part.get(SOURCE))
            .flat_map(|list| provenance.by_keyword(list))
            .collect()
    }

    /// The place that some schemas speak of.
    fn spot(&mut self, schemas: Vec<&'a Value>) -> usize {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        schemas.into_iter().for_each(|schema| self.gather(schema, &mut seen, &mut parts));
        let mut key: Vec<usize> = seen.into_iter().collect();
        key.sort_unstable();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        self.spots.push(Spot::of(parts));
        self.known.insert(key, self.spots.len() - 1);
        self.spots.len() - 1
    }

    /// All schemas of the same value, references followed.
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

impl<'a> Spot<'a> {
    fn of(parts: Vec<&'a Map<String, Value>>) -> Self {
        let mut spot = Self { parts, names: HashSet::new(), patterns: Vec::new(), open: None };
        let declared = spot.all("properties").filter_map(Value::as_object).flatten().map(|(name, _)| name.as_str());
        let required = spot.all("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        let names = declared.chain(required).collect();
        let patterns = spot.all("patternProperties").filter_map(Value::as_object).flatten();
        let patterns = patterns.map(|(pattern, schema)| (matcher(pattern), schema)).collect();
        let open = spot.all(OPEN).any(Value::is_array);
        let open = open.then(|| spot.values().into_iter().map(key).collect());
        (spot.names, spot.patterns, spot.open) = (names, patterns, open);
        spot
    }

    fn all(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    fn values(&self) -> Vec<&'a Value> {
        let lists = ["enum", OPEN].into_iter().flat_map(|keyword| self.all(keyword)).filter_map(Value::as_array);
        lists.flatten().chain(self.all("const")).collect()
    }
}

/// A name may be meant by a pattern that nobody understands.
fn matcher(pattern: &str) -> Matcher {
    match pattern::compile(pattern) {
        Some(pattern) => Box::new(move |name| pattern.find(name).is_some()),
        None => Box::new(|_| true),
    }
}

/// By what values are the same: numbers by value.
pub fn key(value: &Value) -> String {
    match value.as_f64() {
        Some(number) => number.to_string(),
        None => value.to_string(),
    }
}
