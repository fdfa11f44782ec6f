//! Builders: the compiler makes sure that required properties are set; all other rules are judged when the value is built.

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
    /// Keeps others from implementing `Complete`.
    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for super::Set {}
    impl<A, B> Sealed for (A, B) {}
}

/// An object that is being built. `S` says which required properties have been set.
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
    /// Sets a property. `N` is the state after it, in which a required one counts as set.
    pub fn set<N>(mut self, name: &str, value: &impl Json) -> Draft<N> {
        self.object.insert(name.to_owned(), value.write());
        Draft { object: self.object, state: PhantomData }
    }

    /// Sets a property unless it is to be absent.
    pub fn maybe(mut self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => _ = self.object.insert(name.to_owned(), value),
            None => _ = self.object.shift_remove(name),
        }
        self
    }

    /// The value, if it breaks no rule.
    ///
    /// # Errors
    ///
    /// All broken rules.
    pub fn build<T: Json + Conform>(self) -> Result<T, Violations> {
        let value = Value::Object(self.object);
        Violations::none(judge(T::rules(), &value))?;
        T::read(value).map_err(|fault| whole("type", fault.to_string()).into())
    }
}
