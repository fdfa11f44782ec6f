//! Collects what the payloads of one type show that the documents do not say: per location and deviation, how often and
//! where first.

use super::{
    deviation::{Deviation, OTHER_VALUES, RecordedPayload, Sighting},
    documented::{DocumentedType, PropertyLookup, key},
    redact::{redact, redact_below, redact_name},
};
use indexmap::IndexMap;
use jsonschema::paths::{Location, LocationSegment};
use ringback_contract::pointer::escape;
use serde_json::Value;
use std::{collections::HashMap, rc::Rc};

/// Undocumented names that are reported one by one for an object; more of them are keys of a map.
const NAME_LIMIT: usize = 50;
/// Undocumented values that are reported one by one for a location.
const VALUE_LIMIT: usize = 200;
/// Bytes of a value that identify it; bounds memory on hostile recordings.
const KEY_LIMIT: usize = 200;

/// A location in the payloads of a type.
#[derive(Debug, Default)]
pub struct ObservedSubject {
    /// A JSON pointer, with `*` for any index and any name.
    pub at: String,
    /// The location of the object or list around it.
    pub parent: Option<usize>,
    /// The name of the property; `None` for elements.
    pub name: Option<String>,
    /// Its site in the documents; `None` if they do not mention it.
    pub site: Option<usize>,
    properties: HashMap<String, usize>,
    /// The locations that stand for all other properties, by the site of these.
    remainders: HashMap<Option<usize>, usize>,
    items: Option<usize>,
    /// How many undocumented properties have locations of their own.
    undocumented: usize,
    /// How many undocumented values are counted apart.
    values: usize,
    /// Whether the documents do not mention the property.
    is_undocumented: bool,
    /// Whether it stands for properties of any name.
    is_remainder: bool,
}

/// The name under which values of properties with any name are redacted: one that holds personal data.
const ANY_NAME: &str = "name";

/// What the payloads of one type showed so far.
pub struct TypeObservations<'a> {
    /// The documented type.
    pub documented: DocumentedType<'a>,
    /// The locations; the first is the whole payload.
    pub subjects: Vec<ObservedSubject>,
    /// The deviations, by location.
    pub sightings: IndexMap<(usize, Deviation), Sighting>,
    /// The number of payloads.
    pub payloads: u64,
    /// The payload that was redacted last, with its number: one payload may break several rules.
    redacted: Option<(u64, Rc<Value>)>,
}

impl<'a> TypeObservations<'a> {
    /// No payload observed yet.
    pub fn new(documented: DocumentedType<'a>) -> Self {
        let root = ObservedSubject { site: Some(0), ..ObservedSubject::default() };
        Self { documented, subjects: vec![root], sightings: IndexMap::new(), payloads: 0, redacted: None }
    }

    /// Adds a payload, and notes what the documents leave open in it.
    pub fn add(&mut self, recorded: RecordedPayload) {
        self.payloads += 1;
        self.note_open(0, recorded.payload, recorded);
    }

    /// Notes the undocumented properties and values of a value and of those in it.
    fn note_open(&mut self, subject: usize, value: &Value, recorded: RecordedPayload) {
        let Some(site) = self.subjects.get(subject).and_then(|subject| subject.site) else { return };
        if self.documented.is_unlisted(site, value) {
            let deviation = self.value_deviation(subject, value);
            self.note(subject, deviation, value, recorded, false, |_| String::new());
        }
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    let Some(child) = self.property(subject, name) else { continue };
                    if self.subjects.get(child).is_some_and(|child| child.is_undocumented) {
                        self.note(child, Deviation::UndocumentedProperty, value, recorded, false, |_| String::new());
                    } else {
                        self.note_open(child, value, recorded);
                    }
                }
            }
            Value::Array(list) => {
                if let Some(items) = self.items(subject) {
                    list.iter().for_each(|value| self.note_open(items, value, recorded));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The deviation of an undocumented value; beyond the limit, all values share one.
    pub fn value_deviation(&mut self, subject: usize, value: &Value) -> Deviation {
        let text = key(value);
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= KEY_LIMIT).unwrap_or(text.len());
        let deviation = Deviation::Value(text.get(..end).unwrap_or_default().to_owned());
        if self.sightings.contains_key(&(subject, deviation.clone())) {
            return deviation;
        }
        match self.subjects.get_mut(subject) {
            Some(known) if known.values < VALUE_LIMIT => {
                known.values += 1;
                deviation
            }
            _ => Deviation::Value(OTHER_VALUES.into()),
        }
    }

    /// Notes a deviation at a location; `is_refused` if the payload is invalid because of it.
    pub fn note(
        &mut self,
        subject: usize,
        deviation: Deviation,
        value: &Value,
        recorded: RecordedPayload,
        is_refused: bool,
        describe: impl FnOnce(&Value) -> String,
    ) {
        let number = self.payloads;
        let is_first = self.sightings.get(&(subject, deviation.clone())).is_none_or(|known| known.witness.is_none());
        let witness = (is_refused && is_first).then(|| self.witness(recorded.payload));
        if let Some(known) = self.sightings.get_mut(&(subject, deviation.clone())) {
            known.count += u64::from(known.last != number);
            known.last = number;
            if witness.is_some() {
                known.witness = witness;
                known.description = describe(&known.example);
            }
            return;
        }
        let example = redact_below(&self.names(subject), value);
        let sighting = Sighting {
            count: 1,
            last: number,
            location: recorded.location.clone(),
            description: describe(&example),
            example,
            witness,
        };
        self.sightings.insert((subject, deviation), sighting);
    }

    /// The payload at hand, with personal data hidden.
    fn witness(&mut self, payload: &Value) -> Rc<Value> {
        if let Some((number, redacted)) = &self.redacted
            && *number == self.payloads
        {
            return redacted.clone();
        }
        let redacted = Rc::new(redact(payload.clone()));
        self.redacted = Some((self.payloads, redacted.clone()));
        redacted
    }

    /// The names of the properties that lead to a location.
    pub fn names(&self, subject: usize) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = self.subjects.get(subject);
        while let Some(subject) = next {
            names.extend(subject.name.as_deref().or_else(|| subject.is_remainder.then_some(ANY_NAME)));
            next = subject.parent.and_then(|parent| self.subjects.get(parent));
        }
        names.reverse();
        names
    }

    /// The location at which the validator found an error.
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
            // An error where no schema applies is noted for the value around it.
            let Some(next) = next else { return subject };
            subject = next;
        }
        subject
    }

    /// The location of a property, also if the documents do not mention it.
    pub fn named(&mut self, subject: usize, name: &str) -> usize {
        let known = self.subjects.get(subject);
        let is_full = known.is_some_and(|known| known.properties.len() > VALUE_LIMIT);
        match self.property(subject, name) {
            Some(known) => known,
            None if is_full => self.remainder(subject, None),
            None => self.add_subject(subject, Some(name), None, false),
        }
    }

    /// The location of a property; `None` if the documents constrain no property there.
    fn property(&mut self, subject: usize, name: &str) -> Option<usize> {
        let known = self.subjects.get(subject)?;
        if let Some(child) = known.properties.get(name) {
            return Some(*child);
        }
        let undocumented = known.undocumented;
        match self.documented.property(known.site?, name) {
            PropertyLookup::Declared(site) => Some(self.add_subject(subject, Some(name), Some(site), false)),
            PropertyLookup::Additional(site) => Some(self.remainder(subject, Some(site))),
            PropertyLookup::Undocumented if undocumented < NAME_LIMIT => {
                Some(self.add_subject(subject, Some(name), None, true))
            }
            PropertyLookup::Undocumented => Some(self.remainder(subject, None)),
            PropertyLookup::Unconstrained => None,
        }
    }

    /// The location that stands for all properties beyond the limit, or of any name.
    fn remainder(&mut self, subject: usize, site: Option<usize>) -> usize {
        if let Some(known) = self.subjects.get(subject).and_then(|known| known.remainders.get(&site)) {
            return *known;
        }
        let remainder = self.add_subject(subject, None, site, site.is_none());
        if let Some(added) = self.subjects.get_mut(remainder) {
            added.is_remainder = true;
        }
        if let Some(known) = self.subjects.get_mut(subject) {
            known.remainders.insert(site, remainder);
        }
        remainder
    }

    fn items(&mut self, subject: usize) -> Option<usize> {
        let known = self.subjects.get(subject)?;
        if known.items.is_some() {
            return known.items;
        }
        let site = self.documented.items(known.site?)?;
        let items = self.add_subject(subject, None, Some(site), false);
        self.subjects.get_mut(subject)?.items = Some(items);
        Some(items)
    }

    fn add_subject(&mut self, parent: usize, name: Option<&str>, site: Option<usize>, is_undocumented: bool) -> usize {
        let segment = name.map_or_else(|| "*".into(), |name| escape(&redact_name(name)).into_owned());
        let number = self.subjects.len();
        let outer = self.subjects.get_mut(parent).map(|outer| {
            outer.undocumented += usize::from(is_undocumented);
            outer.properties.extend(name.map(|name| (name.to_owned(), number)));
            outer.at.clone()
        });
        self.subjects.push(ObservedSubject {
            at: format!("{}/{segment}", outer.unwrap_or_default()),
            parent: Some(parent),
            name: name.map(String::from),
            site,
            is_undocumented,
            ..ObservedSubject::default()
        });
        number
    }
}
