//! What setters take: a property's value, or what it is made of.

use super::{
    number::Integer,
    optional::{Choice, Nullable, Spelt},
    real::Real,
};
use indexmap::IndexMap;
use serde_json::{Number, Value};

/// A value for a property of the type `T`: `&str` for a `String`, a list of anything that its elements are made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a property of type `{T}`",
    label = "expected `{T}`, or what it is made of"
)]
pub trait IntoProperty<T> {
    /// The value.
    fn into_property(self) -> T;
}

macro_rules! into {
    ($type:ty) => {
        impl<V: Into<$type>> IntoProperty<$type> for V {
            fn into_property(self) -> $type {
                self.into()
            }
        }
    };
}
into!(String);
into!(Integer);
into!(Number);
into!(Real);
into!(Value);

macro_rules! itself {
    ($type:ty) => {
        impl IntoProperty<$type> for $type {
            fn into_property(self) -> $type {
                self
            }
        }
    };
}
itself!(bool);
itself!(f64);
itself!(i64);
itself!(u64);

impl<T, V: IntoProperty<T>, I: IntoIterator<Item = V>> IntoProperty<Vec<T>> for I {
    fn into_property(self) -> Vec<T> {
        self.into_iter().map(IntoProperty::into_property).collect()
    }
}

impl<T, N: Into<String>, V: IntoProperty<T>, I: IntoIterator<Item = (N, V)>> IntoProperty<IndexMap<String, T>> for I {
    fn into_property(self) -> IndexMap<String, T> {
        self.into_iter().map(|(name, value)| (name.into(), value.into_property())).collect()
    }
}

impl<T, V: IntoProperty<T>> IntoProperty<Box<T>> for V {
    fn into_property(self) -> Box<T> {
        Box::new(self.into_property())
    }
}

impl<T, V: Into<Nullable<T>>> IntoProperty<Nullable<T>> for V {
    fn into_property(self) -> Nullable<T> {
        self.into()
    }
}

impl<T: Choice, V: IntoProperty<T>> IntoProperty<Spelt<T>> for V {
    fn into_property(self) -> Spelt<T> {
        self.into_property().into()
    }
}
