//! What an object holds beside its documented properties, and the order in which all of them were read.

use super::number::compare;
use serde_json::{Map, Number, Value};

/// Properties that no document names, as they were read.
///
/// Where in an object they stood is remembered too: what was read is written back in the same order.
#[derive(Clone, Default)]
pub struct Additional {
    slots: Vec<(String, Slot)>,
    /// A value that was read where an object was expected and nothing rules out what it is.
    instead: Option<Box<Value>>,
}

#[derive(Clone)]
enum Slot {
    /// Here stood a property that has a field of its own; a number keeps the form it was written in.
    Field(Option<Number>),
    /// A property without one.
    Value(Value),
}

impl Additional {
    /// None, of an object that is not read but made.
    pub const fn new() -> Self {
        Self { slots: Vec::new(), instead: None }
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Adds a property, or gives it another value; returns the one it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        let known = self.slots.iter_mut().find(|(known, slot)| *known == name && matches!(slot, Slot::Value(_)));
        match known {
            Some((_, Slot::Value(known))) => Some(std::mem::replace(known, value)),
            _ => {
                self.slots.push((name, Slot::Value(value)));
                None
            }
        }
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.slots.iter().position(|(known, slot)| known == name && matches!(slot, Slot::Value(_)))?;
        match self.slots.remove(at).1 {
            Slot::Value(value) => Some(value),
            Slot::Field(_) => None,
        }
    }

    /// The properties in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.slots.iter().filter_map(|(name, slot)| match slot {
            Slot::Value(value) => Some((name.as_str(), value)),
            Slot::Field(_) => None,
        })
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// An object as it was read, of which nothing has a field yet.
    pub fn read(object: Map<String, Value>) -> Self {
        let slots = object.into_iter().map(|(name, value)| (name, Slot::Value(value))).collect();
        Self { slots, instead: None }
    }

    /// A value that is no object.
    pub fn instead(value: Value) -> Self {
        Self { slots: Vec::new(), instead: Some(Box::new(value)) }
    }

    /// Where a property stands; objects mostly come in the order of their fields, so the search begins at a guess.
    pub fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let guess = guess.min(self.slots.len());
        let (before, after) = self.slots.split_at(guess);
        let is_meant = |(known, _): &(String, Slot)| known == name;
        after.iter().position(is_meant).map(|at| guess + at).or_else(|| before.iter().position(is_meant))
    }

    /// The value at a place; from then on it belongs to a field.
    pub fn take(&mut self, at: usize) -> Option<Value> {
        let (_, slot) = self.slots.get_mut(at)?;
        match std::mem::replace(slot, Slot::Field(None)) {
            Slot::Value(value) => Some(value),
            Slot::Field(_) => None,
        }
    }

    /// Whether null stands at a place.
    pub fn is_null(&self, at: usize) -> bool {
        matches!(self.slots.get(at), Some((_, Slot::Value(Value::Null))))
    }

    /// Remembers how a number was written that a field holds in another form: `1.0`, of which an integer keeps `1`.
    pub fn keep_form(&mut self, at: usize, form: Number) {
        if let Some((_, slot)) = self.slots.get_mut(at) {
            *slot = Slot::Field(Some(form));
        }
    }

    /// The whole object from the values of its fields: in the order in which it was read, new fields behind.
    pub fn with_fields(&self, mut fields: Map<String, Value>) -> Value {
        if let (Some(value), true) = (&self.instead, fields.is_empty()) {
            return Value::clone(value);
        }
        if self.slots.is_empty() {
            return Value::Object(fields);
        }
        let mut all = Map::with_capacity(self.slots.len() + fields.len());
        for (name, slot) in &self.slots {
            let field = fields.get_mut(name).map(Value::take);
            let value = match (field, slot) {
                (Some(Value::Number(number)), Slot::Field(Some(form))) if is_same(&number, form) => {
                    Value::Number(form.clone())
                }
                (Some(value), _) => value,
                (None, Slot::Value(value)) => value.clone(),
                (None, Slot::Field(_)) => continue,
            };
            all.insert(name.clone(), value);
        }
        for (name, value) in fields {
            all.entry(name).or_insert(value);
        }
        Value::Object(all)
    }
}

/// Whether a number is what a field makes of another, which may have more digits than a double.
fn is_same(number: &Number, form: &Number) -> bool {
    compare(number, form).is_eq() || number.is_f64() && number.as_f64() == form.as_f64()
}

impl PartialEq for Additional {
    /// The same properties with the same values, in any order.
    fn eq(&self, other: &Self) -> bool {
        self.instead == other.instead
            && self.len() == other.len()
            && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl std::fmt::Debug for Additional {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Additional {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(properties: I) -> Self {
        let mut additional = Self::new();
        additional.extend(properties);
        additional
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Additional {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, properties: I) {
        properties.into_iter().for_each(|(name, value)| _ = self.insert(name, value));
    }
}
