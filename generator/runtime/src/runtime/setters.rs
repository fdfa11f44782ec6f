//! Macros for builders: a setter for each field of a struct. The compiler sees to it that what is required is set.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// Implements the builder of a struct: its name, the module of its required properties, and these as a tree.
macro_rules! builder {
    ($type:ident, $rest:tt, (), $fields:tt) => {};
    ($type:ident, [$($rest:ident)?], ($builder:ident, $required:ident, $tree:tt), [
        $($keep:ident::<$kind:ty>($field:ident, $wire:literal $(, set($setter:ident))? $(, at($($step:ident)*))?
            $(, take($taken:ty))? $(, is($preset:expr))? $(, by($by:ident))?)),* $(,)?
    ]) => {
        /// What is not set yet: the compiler names it.
        #[allow(non_camel_case_types)]
        #[doc(hidden)]
        pub mod $required {
            $(pub enum $field {})*
        }

        #[doc = concat!("Builds a [`", stringify!($type), "`]; it does not compile while something required is missing.")]
        #[must_use = "nothing is built before `build` is called"]
        pub struct $builder<ST = runtime::setters::tree!($required, $tree)>(runtime::builder::Draft<ST>);

        impl $type {
            /// Begins to build one.
            pub fn builder() -> $builder {
                $builder(runtime::builder::Draft::default()$($(.preset($wire, $preset))?)*)
            }
        }

        impl<ST> $builder<ST> {
            $(
                runtime::setters::setter!(
                    $builder, $keep, $kind, $field, $wire $(, set($setter))? $(, at($($step)*))? $(, take($taken))?
                );
            )*

            runtime::setters::additional!([$($rest)?]);

            /// The value, if it breaks no rule.
            ///
            /// # Errors
            ///
            /// All broken rules.
            pub fn build(self) -> Result<$type, runtime::violation::Violations>
            where
                ST: runtime::builder::Complete,
            {
                self.0.build()
            }
        }
    };
}

/// The setter of undocumented properties, if the struct keeps them.
macro_rules! additional {
    ([]) => {};
    ([$rest:ident]) => {
        /// Sets a property that no document names.
        pub fn additional(self, name: &str, value: impl Into<serde_json::Value>) -> Self {
            Self(self.0.set(name, &value.into()))
        }
    };
}

/// Required properties that are not set, as a tree.
macro_rules! tree {
    ($required:ident, ()) => { () };
    ($required:ident, ($left:tt, $right:tt)) => {
        (runtime::setters::tree!($required, $left), runtime::setters::tree!($required, $right))
    };
    ($required:ident, $field:ident) => { runtime::builder::Missing<$required::$field> };
}

/// The way to a required property in the tree: left or right at each fork.
macro_rules! way {
    () => { runtime::builder::Here };
    (L $($rest:ident)*) => { runtime::builder::Left<runtime::setters::way!($($rest)*)> };
    (R $($rest:ident)*) => { runtime::builder::Right<runtime::setters::way!($($rest)*)> };
}

/// A setter.
macro_rules! setter {
    ($builder:ident, $keep:ident, $kind:ty, $field:ident, $wire:literal, set($setter:ident) $($more:tt)*) => {
        runtime::setters::setter!($builder, $keep, $kind, $setter, $wire $($more)*);
    };
    ($builder:ident, $keep:ident, $kind:ty, $setter:ident, $wire:literal, at($($step:ident)*)) => {
        runtime::setters::setter!($builder, $keep, $kind, $setter, $wire, at($($step)*), take($kind));
    };
    ($builder:ident, $keep:ident, $kind:ty, $setter:ident, $wire:literal, at($($step:ident)*), take($taken:ty)) => {
        #[doc = concat!("Sets the required property `", $wire, "`.")]
        pub fn $setter(
            self,
            value: $taken,
        ) -> $builder<<ST as runtime::builder::Put<runtime::setters::way!($($step)*)>>::After>
        where
            ST: runtime::builder::Put<runtime::setters::way!($($step)*)>,
        {
            $builder(self.0.set($wire, &runtime::builder::IntoProperty::<$kind>::into_property(value)))
        }
    };
    ($builder:ident, maybe, $kind:ty, $setter:ident, $wire:literal $(, take($taken:ty))?) => {
        #[doc = concat!("Sets the property `", $wire, "`.")]
        pub fn $setter(self, value: impl Into<runtime::optional::Maybe<$kind>>) -> Self {
            let value: runtime::optional::Maybe<$kind> = value.into();
            Self(self.0.maybe($wire, value.write()))
        }
    };
    ($builder:ident, $keep:ident, $kind:ty, $setter:ident, $wire:literal) => {
        runtime::setters::setter!($builder, $keep, $kind, $setter, $wire, take($kind));
    };
    ($builder:ident, $keep:ident, $kind:ty, $setter:ident, $wire:literal, take($taken:ty)) => {
        #[doc = concat!("Sets the property `", $wire, "`.")]
        pub fn $setter(self, value: $taken) -> Self {
            Self(self.0.set($wire, &runtime::builder::IntoProperty::<$kind>::into_property(value)))
        }
    };
}

pub(crate) use {additional, builder, setter, tree, way};
