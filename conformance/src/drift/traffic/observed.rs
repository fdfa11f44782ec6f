//! What payloads of one type say of each subject, as far as the documents do not say it: how often, and where first.

use super::{
    documented::{Documented, Step, key},
    place::Place,
    redact::{redact, redact_below, redact_name},
};
use indexmap::IndexMap;
use jsonschema::paths::{Location, LocationSegment};
use serde_json::Value;
use std::{collections::HashMap, rc::Rc};

/// So many unknown names are told of one object one by one; where there are more, they are data.
const NAMES: usize = 50;
/// So many values are told apart at one subject.
const VALUES: usize = 200;
/// A value is told from others by so many bytes.
const KEY: usize = 200;

/// What was seen at a subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A property that no document tells of.
    Unknown,
    /// A required property that is not there.
    Missing,
    /// `null`.
    Null,
    /// A value of another JSON type.
    Type(&'static str),
    /// A value that is not among those listed.
    Value(String),
    /// A value that fits several alternatives of which only one may.
    Several,
    /// A value that breaks another rule: a keyword of JSON Schema.
    Rule(String),
}

/// What stands for all values that are not told apart.
const REST: &str = "…";

impl Kind {
    /// Whether it stands for all values that are not told apart.
    pub fn is_rest(&self) -> bool {
        matches!(self, Self::Value(text) if text == REST)
    }
}

/// How often something was seen, and where first.
#[derive(Debug)]
pub struct Sighting {
    /// In so many payloads.
    pub count: u64,
    last: u64,
    /// Where first.
    pub place: Place,
    /// What was there first, masked.
    pub example: Value,
    /// The first payload that the documents refuse because of it, masked.
    pub witness: Option<Rc<Value>>,
    /// What else is to be said.
    pub said: String,
}

/// A place in payloads.
#[derive(Debug, Default)]
pub struct Subject {
    /// A pointer, with `*` for any element and any name.
    pub at: String,
    /// The one it is part of.
    pub parent: Option<usize>,
    /// Its name as a property; an element has none.
    pub name: Option<String>,
    /// What documents say of it, where they do.
    pub spot: Option<usize>,
    properties: HashMap<String, usize>,
    /// The properties that are not told apart, by what documents say of them.
    rest: HashMap<Option<usize>, usize>,
    items: Option<usize>,
    unknown: usize,
    values: usize,
    is_unknown: bool,
    /// Whether it stands for properties of any name.
    is_rest: bool,
}

/// What any name is taken for where payloads are masked: one whose value tells of a person.
const ANY_NAME: &str = "name";

/// A payload under observation.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'p> {
    /// The whole.
    pub payload: &'p Value,
    /// Where it was recorded.
    pub place: &'p Place,
}

/// What payloads of one type say.
pub struct Observed<'a> {
    /// What the documents say.
    pub documented: Documented<'a>,
    /// The subjects; the first is the whole.
    pub subjects: Vec<Subject>,
    /// What was seen.
    pub sightings: IndexMap<(usize, Kind), Sighting>,
    /// So many payloads were observed.
    pub payloads: u64,
    /// The payload that was masked last, by its number: several rules may be broken by one.
    masked: Option<(u64, Rc<Value>)>,
}

impl<'a> Observed<'a> {
    /// Nothing seen yet.
    pub fn new(documented: Documented<'a>) -> Self {
        let whole = Subject { spot: Some(0), ..Subject::default() };
        Self { documented, subjects: vec![whole], sightings: IndexMap::new(), payloads: 0, masked: None }
    }

    /// Notes what the documents leave open in a payload.
    pub fn walk(&mut self, seen: Seen) {
        self.payloads += 1;
        self.value(0, seen.payload, seen);
    }

    fn value(&mut self, subject: usize, value: &Value, seen: Seen) {
        let Some(spot) = self.subjects.get(subject).and_then(|subject| subject.spot) else { return };
        if self.documented.is_unlisted(spot, value) {
            let kind = self.value_kind(subject, value);
            self.note(subject, kind, value, seen, false, |_| String::new());
        }
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    let Some(child) = self.property(subject, name) else { continue };
                    if self.subjects.get(child).is_some_and(|child| child.is_unknown) {
                        self.note(child, Kind::Unknown, value, seen, false, |_| String::new());
                    } else {
                        self.value(child, value, seen);
                    }
                }
            }
            Value::Array(list) => {
                if let Some(items) = self.items(subject) {
                    list.iter().for_each(|value| self.value(items, value, seen));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The kind of a value that is not listed. Where there are very many, the others are one.
    pub fn value_kind(&mut self, subject: usize, value: &Value) -> Kind {
        let text = key(value);
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= KEY).unwrap_or(text.len());
        let kind = Kind::Value(text.get(..end).unwrap_or_default().to_owned());
        if self.sightings.contains_key(&(subject, kind.clone())) {
            return kind;
        }
        match self.subjects.get_mut(subject) {
            Some(known) if known.values < VALUES => {
                known.values += 1;
                kind
            }
            _ => Kind::Value(REST.into()),
        }
    }

    /// Notes that something was seen at a subject; `is_refused` if the documents refuse the payload for that.
    pub fn note(
        &mut self,
        subject: usize,
        kind: Kind,
        value: &Value,
        seen: Seen,
        is_refused: bool,
        say: impl FnOnce(&Value) -> String,
    ) {
        let number = self.payloads;
        let is_first = self.sightings.get(&(subject, kind.clone())).is_none_or(|known| known.witness.is_none());
        let witness = (is_refused && is_first).then(|| self.witness(seen.payload));
        if let Some(known) = self.sightings.get_mut(&(subject, kind.clone())) {
            known.count += u64::from(known.last != number);
            known.last = number;
            if witness.is_some() {
                known.witness = witness;
                known.said = say(&known.example);
            }
            return;
        }
        let example = redact_below(&self.names(subject), value);
        let sighting =
            Sighting { count: 1, last: number, place: seen.place.clone(), said: say(&example), example, witness };
        self.sightings.insert((subject, kind), sighting);
    }

    /// The payload under observation, masked.
    fn witness(&mut self, payload: &Value) -> Rc<Value> {
        if let Some((number, masked)) = &self.masked
            && *number == self.payloads
        {
            return masked.clone();
        }
        let masked = Rc::new(redact(payload.clone()));
        self.masked = Some((self.payloads, masked.clone()));
        masked
    }

    /// The names that lead to a subject.
    pub fn names(&self, subject: usize) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = self.subjects.get(subject);
        while let Some(subject) = next {
            names.extend(subject.name.as_deref().or_else(|| subject.is_rest.then_some(ANY_NAME)));
            next = subject.parent.and_then(|parent| self.subjects.get(parent));
        }
        names.reverse();
        names
    }

    /// The subject at a place of a payload.
    pub fn locate(&mut self, payload: &Value, path: &Location) -> usize {
        let (mut subject, mut value) = (0, Some(payload));
        for segment in path {
            let next = match (segment, value) {
                (LocationSegment::Index(at), Some(Value::Array(list))) => {
                    value = list.get(at);
                    self.items(subject)
                }
                (segment, Some(Value::Object(object))) => {
                    let name = match segment {
                        LocationSegment::Property(name) => name.into_owned(),
                        LocationSegment::Index(at) => at.to_string(),
                    };
                    value = object.get(&name);
                    Some(self.named(subject, &name))
                }
                _ => None,
            };
            // What nothing is said of is told of the whole that it is part of.
            let Some(next) = next else { return subject };
            subject = next;
        }
        subject
    }

    /// The subject of a property, whatever the documents say of it.
    pub fn named(&mut self, subject: usize, name: &str) -> usize {
        let known = self.subjects.get(subject);
        let is_full = known.is_some_and(|known| known.properties.len() > VALUES);
        match self.property(subject, name) {
            Some(known) => known,
            None if is_full => self.rest(subject, None),
            None => self.add(subject, Some(name), None, false),
        }
    }

    /// The subject of a property; `None` where nothing is to be said of it.
    fn property(&mut self, subject: usize, name: &str) -> Option<usize> {
        let known = self.subjects.get(subject)?;
        if let Some(child) = known.properties.get(name) {
            return Some(*child);
        }
        let unknown = known.unknown;
        match self.documented.property(known.spot?, name) {
            Step::Declared(spot) => Some(self.add(subject, Some(name), Some(spot), false)),
            Step::Any(spot) => Some(self.rest(subject, Some(spot))),
            Step::Unknown if unknown < NAMES => Some(self.add(subject, Some(name), None, true)),
            Step::Unknown => Some(self.rest(subject, None)),
            Step::Free => None,
        }
    }

    /// The subject of all properties that are not told apart.
    fn rest(&mut self, subject: usize, spot: Option<usize>) -> usize {
        if let Some(known) = self.subjects.get(subject).and_then(|known| known.rest.get(&spot)) {
            return *known;
        }
        let rest = self.add(subject, None, spot, spot.is_none());
        if let Some(added) = self.subjects.get_mut(rest) {
            added.is_rest = true;
        }
        if let Some(known) = self.subjects.get_mut(subject) {
            known.rest.insert(spot, rest);
        }
        rest
    }

    fn items(&mut self, subject: usize) -> Option<usize> {
        let known = self.subjects.get(subject)?;
        if known.items.is_some() {
            return known.items;
        }
        let spot = self.documented.items(known.spot?)?;
        let items = self.add(subject, None, Some(spot), false);
        self.subjects.get_mut(subject)?.items = Some(items);
        Some(items)
    }

    fn add(&mut self, parent: usize, name: Option<&str>, spot: Option<usize>, is_unknown: bool) -> usize {
        let segment = name.map_or_else(|| "*".into(), |name| redact_name(name).replace('~', "~0").replace('/', "~1"));
        let number = self.subjects.len();
        let above = self.subjects.get_mut(parent).map(|above| {
            above.unknown += usize::from(is_unknown);
            above.properties.extend(name.map(|name| (name.to_owned(), number)));
            above.at.clone()
        });
        self.subjects.push(Subject {
            at: format!("{}/{segment}", above.unwrap_or_default()),
            parent: Some(parent),
            name: name.map(String::from),
            spot,
            is_unknown,
            ..Subject::default()
        });
        number
    }
}
