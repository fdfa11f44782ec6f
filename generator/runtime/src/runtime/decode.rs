//! Decodes generated types from JSON values, and encodes them.

use super::{
    additional::Additional,
    broken_rule::Violations,
    elements::Elements,
    judge::{holds, judge},
    number::{Integer, to_i64},
    optional::Maybe,
    properties::Properties,
    reader::{Reader, Undecided},
    rule::Schema,
    scalar::Scalar,
    verdict::{holds as next_holds, text_holds},
};
use indexmap::IndexMap;
use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _, ser::Error as _};
use serde_json::{Number, Value};
use std::borrow::Cow;

pub use super::json::{Fault, Json, Written};

/// Deserializes a type; a strict type rejects a value that breaks its rules.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(
    deserializer: D,
    rules: &'static Schema,
    strict: bool,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    if strict {
        Violations::none(judge(rules, &value)).map_err(D::Error::custom)?;
    }
    T::read(value).map_err(D::Error::custom)
}

/// Reads a text that breaks none of the rules, and judges it meanwhile. `None` if it breaks one, and if that is not decided
/// without building the value.
pub fn read_conforming<T: Json>(json: &[u8], rules: &'static Schema) -> Option<T> {
    let mut reader = Reader::new(json).ok()?;
    let value = T::read_text(&mut reader, rules).ok()?;
    reader.end().ok().map(|()| value)
}

/// Serializes a type; a strict type fails if its value breaks a rule.
pub fn serialize<T: Json, S: Serializer>(
    value: &T,
    serializer: S,
    rules: &'static Schema,
    strict: bool,
) -> Result<S::Ok, S::Error> {
    if strict {
        #[cfg(feature = "parts")]
        if serde_json::to_vec(&Written(value)).is_ok_and(|text| text_holds(rules, &text) == Ok(true)) {
            return value.write_to(serializer);
        }
        Violations::none(judge(rules, &value.write())).map_err(S::Error::custom)?;
    }
    value.write_to(serializer)
}

/// The properties of an object while it is decoded. Those that no field takes are undocumented.
pub struct Fields {
    properties: Additional,
    next: usize,
    is_in_order: bool,
}

impl Fields {
    /// The properties of an object. Any other value has none, and is kept if it breaks no rule.
    ///
    /// # Errors
    ///
    /// If the value is not an object and breaks a rule.
    pub fn of(value: Value, rules: &'static Schema) -> Result<Self, Fault> {
        let properties = match value {
            Value::Object(object) => Additional::read(object),
            other if holds(rules, &other, 0) => Additional::instead(other),
            other => return Err(Fault::expected("an object", &other)),
        };
        Ok(Self { properties, next: 0, is_in_order: true })
    }

    /// Takes a required property.
    ///
    /// # Errors
    ///
    /// If it is absent, or its type cannot represent the value.
    pub fn required<T: Json>(&mut self, name: &str) -> Result<T, Fault> {
        match self.properties.find(name, self.next) {
            Some(at) => self.read(at, name),
            None => Err(Fault::new(format!("{name}: required, but absent"))),
        }
    }

    /// Takes an optional property. A null that is not documented reads as absent, and is kept with the undocumented
    /// properties.
    ///
    /// # Errors
    ///
    /// If its type cannot represent the value.
    pub fn optional<T: Json>(&mut self, name: &str) -> Result<Option<T>, Fault> {
        match self.properties.find(name, self.next) {
            Some(at) if !self.properties.is_null(at) => self.read(at, name).map(Some),
            _ => Ok(None),
        }
    }

    /// Takes an optional property that may be null.
    ///
    /// # Errors
    ///
    /// If its type cannot represent the value.
    pub fn maybe<T: Json>(&mut self, name: &str) -> Result<Maybe<T>, Fault> {
        match self.properties.find(name, self.next) {
            None => Ok(Maybe::Absent),
            Some(at) if self.properties.is_null(at) => {
                self.take(at);
                Ok(Maybe::Null)
            }
            Some(at) => self.read(at, name).map(Maybe::Value),
        }
    }

    /// Takes a property that is declared under a condition. A value that its type cannot represent stays with the
    /// undocumented properties.
    ///
    /// # Errors
    ///
    /// None: it has the form of the other methods.
    pub fn conditional<T: Json>(&mut self, name: &str) -> Result<Option<T>, Fault> {
        match self.properties.find(name, self.next) {
            Some(at) if self.properties.value(at).is_some_and(|value| T::read(value.clone()).is_ok()) => {
                self.read(at, name).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn read<T: Json>(&mut self, at: usize, name: &str) -> Result<T, Fault> {
        let value = self.take(at);
        let form = value.as_number().cloned();
        let read = T::read(value).map_err(|fault| fault.within(name))?;
        if let Some(form) = form.filter(|form| read.write().as_number() != Some(form)) {
            self.properties.keep_form(at, form);
        }
        Ok(read)
    }

    fn take(&mut self, at: usize) -> Value {
        self.is_in_order &= at >= self.next;
        self.next = at + 1;
        self.properties.take(at).unwrap_or_default()
    }

    /// The properties that no field has taken.
    pub fn rest(self) -> Additional {
        if self.is_in_order { self.properties.without_plain_fields() } else { self.properties }
    }
}

/// Whether a value is an object of which nothing is known but the value that tells its variant.
pub fn is_only_tag(value: &Value, name: &str, text: &str) -> bool {
    value.as_object().is_some_and(|object| object.len() == 1) && value.get(name).is_some_and(|tag| tag == text)
}

/// An object whose property has one of the values that tell its variant: the first if it has another.
pub fn tagged(mut value: Value, name: &str, texts: &[&str]) -> Value {
    let tag = value.get_mut(name).filter(|tag| tag.as_str().is_some_and(|tag| !texts.contains(&tag)));
    if let (Some(tag), Some(first)) = (tag, texts.first()) {
        *tag = Value::from(*first);
    }
    value
}

macro_rules! json {
    ($type:ty, $what:literal, $pattern:pat => $read:expr, $scalar:pat => $read_text:expr, $this:ident => $write:expr) => {
        impl Json for $type {
            fn read(value: Value) -> Result<Self, Fault> {
                match value {
                    $pattern => $read,
                    other => Err(Fault::expected($what, &other)),
                }
            }
            fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
                match reader.conforming_scalar(rules)? {
                    $scalar => $read_text,
                    _ => Err(Undecided),
                }
            }
            fn write(&self) -> Value {
                let $this = self;
                $write
            }
        }
    };
}

json!(bool, "a boolean", Value::Bool(value) => Ok(value), Scalar::Boolean(value) => Ok(value), this => Value::Bool(*this));
// Numbers that are not written as the type writes them are left to the reader of built values, which keeps their form.
json!(f64, "a number", Value::Number(number) => double(&number), Scalar::Number(number) => same_double(&number),
    this => Number::from_f64(*this).map_or(Value::Null, Value::Number));
json!(i64, "an integer", Value::Number(number) => whole(&number), Scalar::Integer(number) => Ok(number),
    this => Value::from(*this));
json!(u64, "an integer", Value::Number(number) => unsigned(number),
    Scalar::Integer(number) => number.try_into().map_err(|_| Undecided), this => Value::from(*this));
json!(Number, "a number", Value::Number(number) => Ok(number),
    number @ (Scalar::Integer(_) | Scalar::Number(_)) => number.into_number(), this => Value::Number(this.clone()));

impl Json for String {
    fn read(value: Value) -> Result<Self, Fault> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(Fault::expected("a string", &other)),
        }
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        reader.conforming_text(rules).map(Cow::into_owned)
    }
    fn write(&self) -> Value {
        Value::String(self.clone())
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Json for Value {
    fn read(value: Value) -> Result<Self, Fault> {
        Ok(value)
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        reader.peek()?;
        let begin = reader.mark();
        if next_holds(rules, reader)? { reader.value_since(begin) } else { Err(Undecided) }
    }
    fn write(&self) -> Value {
        self.clone()
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl<T: Json> Json for Vec<T> {
    fn read(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Array(list) => {
                let read =
                    |(index, value): (usize, Value)| T::read(value).map_err(|fault| fault.within(&index.to_string()));
                list.into_iter().enumerate().map(read).collect()
            }
            other => Err(Fault::expected("a list", &other)),
        }
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        let mut elements = Elements::of(reader, rules)?;
        let mut list = Self::new();
        while elements.advance()? {
            list.push(elements.value()?);
        }
        if elements.end_holds()? { Ok(list) } else { Err(Undecided) }
    }
    fn write(&self) -> Value {
        self.iter().map(Json::write).collect()
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }
}

impl<T: Json> Json for IndexMap<String, T> {
    fn read(value: Value) -> Result<Self, Fault> {
        let read = |(name, value): (String, Value)| match T::read(value) {
            Ok(value) => Ok((name, value)),
            Err(fault) => Err(fault.within(&name)),
        };
        match value {
            Value::Object(object) => object.into_iter().map(read).collect(),
            other => Err(Fault::expected("an object", &other)),
        }
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        let mut properties = Properties::of(reader, rules)?;
        let mut map = Self::new();
        while properties.advance()? {
            let name = properties.name().to_owned();
            if map.insert(name, properties.value()?).is_some() {
                return Err(Undecided);
            }
        }
        if properties.end_holds()? { Ok(map) } else { Err(Undecided) }
    }
    fn write(&self) -> Value {
        self.iter().map(|(name, value)| (name.clone(), value.write())).collect()
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, value)| (name, Written(value))))
    }
}

impl<T: Json> Json for Box<T> {
    fn read(value: Value) -> Result<Self, Fault> {
        T::read(value).map(Box::new)
    }
    fn read_text(reader: &mut Reader<'_>, rules: &'static Schema) -> Result<Self, Undecided> {
        T::read_text(reader, rules).map(Box::new)
    }
    fn write(&self) -> Value {
        self.as_ref().write()
    }
    fn write_to<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().write_to(serializer)
    }
}

fn double(number: &Number) -> Result<f64, Fault> {
    number.as_f64().filter(|n| n.is_finite()).ok_or_else(|| Fault::new(format!("expected a double, got {number}")))
}

/// A number that is written as a double is.
fn same_double(number: &Number) -> Result<f64, Undecided> {
    let double = number.as_f64().ok_or(Undecided)?;
    if Number::from_f64(double).as_ref() == Some(number) { Ok(double) } else { Err(Undecided) }
}

/// An integer that is not negative, even if it is written `1.0`.
fn unsigned(number: Number) -> Result<u64, Fault> {
    u64::try_from(Integer::read(Value::Number(number))?)
}

/// An integer, even if it is written `1.0`.
fn whole(number: &Number) -> Result<i64, Fault> {
    to_i64(number).ok_or_else(|| Fault::new(format!("expected an integer of 64 bits, got {number}")))
}
