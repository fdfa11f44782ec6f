//! The undocumented properties of an object, and the order in which all its properties were read.

use super::number::compare;
use serde_json::{Map, Number, Value};

/// Undocumented properties, as they were read.
///
/// Positions are kept as well, so that an object is written in the order in which it was read.
#[derive(Clone, Default)]
pub struct Additional {
    slots: Vec<(String, Slot)>,
    /// A value that is not an object, read where an object was expected and no rule excludes others.
    instead: Option<Box<Value>>,
}

#[derive(Clone)]
enum Slot {
    /// A documented property, whose value is in a field; for a number, the notation in which it was read.
    Field(Option<Number>),
    /// An undocumented property.
    Value(Value),
}

impl Additional {
    /// No properties, for an object that is built and not decoded.
    pub const fn new() -> Self {
        Self { slots: Vec::new(), instead: None }
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Adds a property, or replaces its value; returns the earlier value.
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

    /// Removes a property; returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.slots.iter().position(|(known, slot)| known == name && matches!(slot, Slot::Value(_)))?;
        match self.slots.remove(at).1 {
            Slot::Value(value) => Some(value),
            Slot::Field(_) => None,
        }
    }

    /// The properties, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.slots.iter().filter_map(|(name, slot)| match slot {
            Slot::Value(value) => Some((name.as_str(), value)),
            Slot::Field(_) => None,
        })
    }

    /// The number of properties.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are no properties.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// All properties of an object, before fields take theirs.
    pub fn read(object: Map<String, Value>) -> Self {
        let slots = object.into_iter().map(|(name, value)| (name, Slot::Value(value))).collect();
        Self { slots, instead: None }
    }

    /// What no field has taken of an object whose properties have these names: values with the positions of their names.
    pub fn of_text(names: &[&str], undocumented: Vec<(usize, Value)>) -> Self {
        let mut slots: Vec<_> = names.iter().map(|name| ((*name).to_owned(), Slot::Field(None))).collect();
        for (at, value) in undocumented {
            if let Some((_, slot)) = slots.get_mut(at) {
                *slot = Slot::Value(value);
            }
        }
        Self { slots, instead: None }
    }

    /// The same without the positions of fields, if nothing but fields was read, as they are written.
    pub fn without_plain_fields(self) -> Self {
        let is_plain = self.slots.iter().all(|(_, slot)| matches!(slot, Slot::Field(None)));
        if is_plain { Self { slots: Vec::new(), ..self } } else { self }
    }

    /// Whether there is nothing to write but the fields, in their order.
    pub fn is_fields_alone(&self) -> bool {
        self.slots.is_empty() && self.instead.is_none()
    }

    /// A value that is not an object.
    pub fn instead(value: Value) -> Self {
        Self { slots: Vec::new(), instead: Some(Box::new(value)) }
    }

    /// The position of a property. The search starts at a guess, because most objects have the order of their fields.
    pub fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let guess = guess.min(self.slots.len());
        let (before, after) = self.slots.split_at(guess);
        let is_meant = |(known, _): &(String, Slot)| known == name;
        after.iter().position(is_meant).map(|at| guess + at).or_else(|| before.iter().position(is_meant))
    }

    /// Takes the value at a position, for a field.
    pub fn take(&mut self, at: usize) -> Option<Value> {
        let (_, slot) = self.slots.get_mut(at)?;
        match std::mem::replace(slot, Slot::Field(None)) {
            Slot::Value(value) => Some(value),
            Slot::Field(_) => None,
        }
    }

    /// The value at a position, unless a field has taken it.
    pub fn value(&self, at: usize) -> Option<&Value> {
        match self.slots.get(at) {
            Some((_, Slot::Value(value))) => Some(value),
            _ => None,
        }
    }

    /// Whether the value at a position is null.
    pub fn is_null(&self, at: usize) -> bool {
        matches!(self.slots.get(at), Some((_, Slot::Value(Value::Null))))
    }

    /// Keeps the notation of a number that a field does not keep: `1.0` for an integer field with the value `1`.
    pub fn keep_form(&mut self, at: usize, form: Number) {
        if let Some((_, slot)) = self.slots.get_mut(at) {
            *slot = Slot::Field(Some(form));
        }
    }

    /// The whole object with the values of its fields: in the order in which it was read, new properties last.
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

/// Whether a number is equal to the one that was read, of which a field may have kept fewer digits.
fn is_same(number: &Number, form: &Number) -> bool {
    compare(number, form).is_eq() || number.is_f64() && number.as_f64() == form.as_f64()
}

impl PartialEq for Additional {
    /// Whether the same properties have the same values, in any order.
    fn eq(&self, other: &Self) -> bool {
        self.instead == other.instead
            && self.len() == other.len()
            && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Additional {}

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
