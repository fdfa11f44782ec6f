//! Macros for structs: how an object becomes one, and how it is written.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// Implements a struct for an object: its rules, the field for undocumented properties, its builder, and its fields, each
/// with its presence, type and JSON name.
macro_rules! object {
    ($type:ident, $rules:expr, $strict:expr, $rest:tt, $builder:tt, $fields:tt) => {
        runtime::object::fields!($type, $rules, $strict, $rest, $fields);
        runtime::setters::builder!($type, $rest, $builder, $fields);
        runtime::macros::conforms!($type, $rules, $strict);
    };
}

/// Implements reading and writing of the fields, and their schema.
macro_rules! fields {
    ($type:ident, $rules:expr, $strict:expr, [$($rest:ident)?], [
        $($keep:ident::<$kind:ty>($field:ident, $wire:literal $(, set($setter:ident))? $(, at($($step:ident)*))?
            $(, take($taken:ty))? $(, is($preset:expr))? $(, by($by:ident))?)),* $(,)?
    ]) => {
        impl runtime::decode::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::decode::Fault> {
                #[allow(unused_mut, unused_variables, reason = "an object may have no documented properties")]
                let mut fields = runtime::decode::Fields::of(value, $rules)?;
                Ok(Self { $($field: fields.$keep($wire)?,)* $($rest: fields.rest())? })
            }

            fn read_text(
                reader: &mut runtime::reader::Reader<'_>,
                rules: &'static runtime::rule::Schema,
            ) -> Result<Self, runtime::reader::Undecided> {
                let mut properties = runtime::properties::Properties::of(reader, rules)?;
                $(let mut $field = None;)*
                let mut follows = properties.advance()?;
                'object: while follows {
                    let before = properties.count();
                    $(if properties.is($wire) {
                        if $field.replace(properties.$keep()?).is_some() {
                            return Err(runtime::reader::Undecided);
                        }
                        follows = properties.advance()?;
                        if !follows {
                            break 'object;
                        }
                    })*
                    follows = properties.after_fields(before)?;
                }
                #[allow(unused_variables, reason = "undocumented properties may not be kept")]
                let rest = properties.end()?;
                Ok(Self { $($field: runtime::object::read!($keep, $field),)* $($rest: rest)? })
            }

            fn write(&self) -> serde_json::Value {
                #[allow(unused_mut, reason = "an object may have no documented properties")]
                let mut object = serde_json::Map::new();
                $(runtime::object::written!($keep, object, $wire, &self.$field);)*
                runtime::object::completed!(self, object $(, $rest)?)
            }

            fn write_to<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $(if !self.$rest.is_fields_alone() {
                    return serde::Serialize::serialize(&runtime::decode::Json::write(self), serializer);
                })?
                let given = 0 $(+ usize::from(runtime::object::is_given!($keep, &self.$field)))*;
                #[allow(unused_mut, reason = "an object may have no documented properties")]
                let mut object = serde::Serializer::serialize_map(serializer, Some(given))?;
                $(runtime::object::put!($keep, object, $wire, &self.$field);)*
                serde::ser::SerializeMap::end(object)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let fields = vec![$(
                    ($wire, runtime::object::field_schema!($keep, $kind, generator $(, $by)?)),
                )*];
                runtime::describe::object($rules, fields, generator)
            }
        }
    };
}

/// The value of a field after all properties were read.
macro_rules! read {
    (required, $value:ident) => {
        $value.ok_or(runtime::reader::Undecided)?
    };
    (maybe, $value:ident) => {
        $value.unwrap_or_default()
    };
    ($optional:ident, $value:ident) => {
        $value
    };
}

/// The object with the properties that no schema names, if they are kept.
macro_rules! completed {
    ($this:ident, $object:ident, $rest:ident) => {
        $this.$rest.with_fields($object)
    };
    ($this:ident, $object:ident) => {
        serde_json::Value::Object($object)
    };
}

/// The schema of a field's type; of a type of another crate the rules tell all that is known.
macro_rules! field_schema {
    ($keep:ident, $kind:ty, $generator:ident) => {
        runtime::describe::$keep::<$kind>($generator)
    };
    ($keep:ident, $kind:ty, $generator:ident, rules) => {
        schemars::Schema::from(true)
    };
}

/// Writes one field of an object.
macro_rules! written {
    (required, $object:ident, $wire:literal, $value:expr) => {
        $object.insert($wire.into(), runtime::decode::Json::write($value));
    };
    (optional, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value {
            $object.insert($wire.into(), runtime::decode::Json::write(value));
        }
    };
    (conditional, $object:ident, $wire:literal, $value:expr) => {
        runtime::object::written!(optional, $object, $wire, $value);
    };
    (maybe, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value.write() {
            $object.insert($wire.into(), value);
        }
    };
}

/// Whether a field is written.
macro_rules! is_given {
    (required, $value:expr) => {
        true
    };
    (maybe, $value:expr) => {
        $value.is_given()
    };
    ($optional:ident, $value:expr) => {
        $value.is_some()
    };
}

/// Writes one field to a serializer.
macro_rules! put {
    (required, $object:ident, $wire:literal, $value:expr) => {
        serde::ser::SerializeMap::serialize_entry(&mut $object, $wire, &runtime::decode::Written($value))?;
    };
    (maybe, $object:ident, $wire:literal, $value:expr) => {
        match $value {
            runtime::optional::Maybe::Absent => {}
            runtime::optional::Maybe::Null => {
                serde::ser::SerializeMap::serialize_entry(&mut $object, $wire, &())?;
            }
            runtime::optional::Maybe::Value(value) => {
                runtime::object::put!(required, $object, $wire, value);
            }
        }
    };
    ($optional:ident, $object:ident, $wire:literal, $value:expr) => {
        if let Some(value) = $value {
            runtime::object::put!(required, $object, $wire, value);
        }
    };
}

pub(crate) use {completed, field_schema, fields, is_given, object, put, read, written};
