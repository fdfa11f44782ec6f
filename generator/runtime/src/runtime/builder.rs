//! Builders: the compiler ensures that required properties are set; all other rules are checked by `build`.

use super::judge::judge;
use super::{
    decode::Json,
    violation::{Conform, Violations, whole},
};
use serde_json::{Map, Value};
use std::marker::PhantomData;

pub use super::given::IntoProperty;

/// A required property that has been set.
pub enum Set {}

/// A required property that has not been set; `P` is its name.
pub struct Missing<P>(PhantomData<P>);

/// Sets the required property to which the way `P` leads in the tree of all of them.
#[diagnostic::on_unimplemented(
    message = "the property has been set already",
    label = "set twice",
    note = "each required property is set once"
)]
pub trait Put<P> {
    /// The tree in which it is set.
    type After;
}

/// The end of a way.
pub enum Here {}

/// A way that begins to the left.
pub struct Left<P>(PhantomData<P>);

/// A way that begins to the right.
pub struct Right<P>(PhantomData<P>);

impl<P> Put<Here> for Missing<P> {
    type After = Set;
}

impl<A: Put<P>, B, P> Put<Left<P>> for (A, B) {
    type After = (A::After, B);
}

impl<A, B: Put<P>, P> Put<Right<P>> for (A, B) {
    type After = (A, B::After);
}

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
            None => self.object.retain(|known, _| known != name),
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
