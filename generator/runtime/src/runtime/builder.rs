//! Builders: the compiler ensures that required properties are set; all other rules are checked by `build`.

use super::judge::judge;
use super::{
    decode::Json,
    violation::{Conform, Violations, whole},
};
use serde_json::{Map, Value};
use std::marker::PhantomData;

/// A required property that has been set.
pub enum Set {}

/// A required property that has not been set; `P` is its name.
pub struct Missing<P>(PhantomData<P>);

/// All required properties have been set.
#[diagnostic::on_unimplemented(
    message = "a required property has not been set: `{Self}`",
    label = "cannot be built yet",
    note = "call the setter of every required property before `build`"
)]
pub trait Complete: complete::Sealed {}

impl Complete for () {}
impl Complete for Set {}
impl<A: Complete, B: Complete> Complete for (A, B) {}

mod complete {
    /// Prevents other implementations of `Complete`.
    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for super::Set {}
    impl<A, B> Sealed for (A, B) {}
}

/// An object under construction. The type `S` records which required properties are set.
pub struct Draft<S> {
    object: Map<String, Value>,
    state: PhantomData<fn() -> S>,
}

impl<S> Default for Draft<S> {
    fn default() -> Self {
        Self { object: Map::new(), state: PhantomData }
    }
}

impl<S> Draft<S> {
    /// Sets a property. `N` is the state after that, in which a required property counts as set.
    pub fn set<N>(mut self, name: &str, value: &impl Json) -> Draft<N> {
        self.object.insert(name.to_owned(), value.write());
        Draft { object: self.object, state: PhantomData }
    }

    /// Sets a property that can have no other value.
    pub fn preset(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.object.insert(name.to_owned(), value.into());
        self
    }

    /// Sets a property, or leaves it absent for `None`.
    pub fn maybe(mut self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => _ = self.object.insert(name.to_owned(), value),
            None => _ = self.object.shift_remove(name),
        }
        self
    }

    /// Builds the value.
    ///
    /// # Errors
    ///
    /// All broken rules, if there are any.
    pub fn build<T: Json + Conform>(self) -> Result<T, Violations> {
        let value = Value::Object(self.object);
        Violations::none(judge(T::rules(), &value))?;
        T::read(value).map_err(|fault| whole("type", fault.to_string()).into())
    }
}
