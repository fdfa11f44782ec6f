//! Macros for types of other crates that stand for generated ones.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the types that are generated")]

/// Implements what fields and bodies need for a type of another crate.
macro_rules! replaced {
    (text, $type:ty, $rules:expr) => {
        impl runtime::json::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::json::Fault> {
                let text = <String as runtime::json::Json>::read(value)?;
                text.parse().map_err(|error| runtime::json::Fault::new(format!("{text:?}: {error}")))
            }

            fn write(&self) -> serde_json::Value {
                self.to_string().into()
            }
        }

        runtime::replaced::judged!($type, $rules);
    };
    (json, $type:ty, $rules:expr) => {
        impl runtime::builder::IntoProperty<$type> for $type {
            fn into_property(self) -> Self {
                self
            }
        }
    };
    (serde, $type:ty, $rules:expr) => {
        impl runtime::json::Json for $type {
            fn read(value: serde_json::Value) -> Result<Self, runtime::json::Fault> {
                serde_json::from_value(value).map_err(|error| runtime::json::Fault::new(error.to_string()))
            }

            fn write(&self) -> serde_json::Value {
                serde_json::to_value(self).unwrap_or_default()
            }
        }

        runtime::replaced::judged!($type, $rules);
    };
}

/// Implements the rules of the type that another one replaces.
macro_rules! judged {
    ($type:ty, $rules:expr) => {
        impl runtime::builder::IntoProperty<$type> for $type {
            fn into_property(self) -> Self {
                self
            }
        }

        impl runtime::violation::Conform for $type {
            fn violations(&self) -> Vec<runtime::violation::Violation> {
                runtime::judge::judge($rules, &runtime::json::Json::write(self))
            }

            fn rules() -> &'static runtime::rule::Schema {
                $rules
            }

            fn read_conforming(json: &[u8]) -> Option<Self> {
                runtime::decode::read_conforming(json, $rules)
            }
        }
    };
}

pub(crate) use {judged, replaced};
