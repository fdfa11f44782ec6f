//! Decodes generated types from JSON values, and encodes them.

use super::{
    additional::Additional,
    broken_rule::Violations,
    judge::{holds, judge},
    number::{Integer, to_i64},
    optional::Maybe,
    rule::Schema,
};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::{Number, Value};

pub use super::json::{Fault, Json};

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

/// Serializes a type; a strict type fails if its value breaks a rule.
pub fn serialize<T: Json, S: Serializer>(
    value: &T,
    serializer: S,
    rules: &'static Schema,
    strict: bool,
) -> Result<S::Ok, S::Error> {
    let value = value.write();
    if strict {
        Violations::none(judge(rules, &value)).map_err(S::Error::custom)?;
    }
    value.serialize(serializer)
}

/// The properties of an object while it is decoded. Those that no field takes are undocumented.
pub struct Fields {
    properties: Additional,
    next: usize,
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
        Ok(Self { properties, next: 0 })
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
                self.properties.take(at);
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
        self.next = at + 1;
        let value = self.properties.take(at).unwrap_or_default();
        let form = value.as_number().cloned();
        let read = T::read(value).map_err(|fault| fault.within(name))?;
        if let Some(form) = form.filter(|form| read.write().as_number() != Some(form)) {
            self.properties.keep_form(at, form);
        }
        Ok(read)
    }

    /// The properties that no field has taken.
    pub fn rest(self) -> Additional {
        self.properties
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
    ($($type:ty, $what:literal, $pattern:pat => $read:expr, $this:ident => $write:expr;)*) => {$(
        impl Json for $type {
            fn read(value: Value) -> Result<Self, Fault> {
                match value {
                    $pattern => $read,
                    other => Err(Fault::expected($what, &other)),
                }
            }
            fn write(&self) -> Value {
                let $this = self;
                $write
            }
        }
    )*};
}

json! {
    String, "a string", Value::String(text) => Ok(text), this => Value::String(this.clone());
    bool, "a boolean", Value::Bool(value) => Ok(value), this => Value::Bool(*this);
    f64, "a number", Value::Number(number) => double(&number),
        this => Number::from_f64(*this).map_or(Value::Null, Value::Number);
    i64, "an integer", Value::Number(number) => whole(&number), this => Value::from(*this);
    u64, "an integer", Value::Number(number) => unsigned(number), this => Value::from(*this);
    Number, "a number", Value::Number(number) => Ok(number), this => Value::Number(this.clone());
}

impl Json for Value {
    fn read(value: Value) -> Result<Self, Fault> {
        Ok(value)
    }
    fn write(&self) -> Value {
        self.clone()
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
    fn write(&self) -> Value {
        self.iter().map(Json::write).collect()
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
    fn write(&self) -> Value {
        self.iter().map(|(name, value)| (name.clone(), value.write())).collect()
    }
}

impl<T: Json> Json for Box<T> {
    fn read(value: Value) -> Result<Self, Fault> {
        T::read(value).map(Box::new)
    }
    fn write(&self) -> Value {
        self.as_ref().write()
    }
}

fn double(number: &Number) -> Result<f64, Fault> {
    number.as_f64().filter(|n| n.is_finite()).ok_or_else(|| Fault::new(format!("expected a double, got {number}")))
}

/// An integer that is not negative, even if it is written `1.0`.
fn unsigned(number: Number) -> Result<u64, Fault> {
    u64::try_from(Integer::read(Value::Number(number))?)
}

/// An integer, even if it is written `1.0`.
fn whole(number: &Number) -> Result<i64, Fault> {
    to_i64(number).ok_or_else(|| Fault::new(format!("expected an integer of 64 bits, got {number}")))
}
