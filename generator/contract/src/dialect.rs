//! The differences between the drafts of JSON Schema and the versions of OpenAPI.

use serde_json::Value;

/// A draft or version, in order of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Draft 4 and older.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12.
    Draft2020,
    /// Unknown: every keyword of any draft counts.
    Unsaid,
    /// OpenAPI 3.0 and Swagger 2: between drafts 4 and 6, but with `nullable`.
    OpenApi,
}

impl Dialect {
    /// The dialect that a document states.
    pub fn of(document: &Value) -> Self {
        const DRAFTS: &[(&str, Dialect)] = &[
            ("draft-03", Dialect::Draft4),
            ("draft-04", Dialect::Draft4),
            ("draft-06", Dialect::Draft6),
            ("draft-07", Dialect::Draft7),
            ("2019-09", Dialect::Draft2019),
            ("2020-12", Dialect::Draft2020),
        ];
        // Each schema comes here: comparing its few keywords is faster than looking three of them up.
        let (mut version, mut named) = (None, "");
        for (key, value) in document.as_object().into_iter().flatten() {
            match key.as_str() {
                "swagger" => return Self::OpenApi,
                "openapi" => version = value.as_str(),
                "$schema" => named = value.as_str().unwrap_or_default(),
                _ => {}
            }
        }
        if let Some(version) = version {
            return if version.starts_with("3.0") { Self::OpenApi } else { Self::Draft2020 };
        }
        DRAFTS.iter().find(|(name, _)| named.contains(name)).map_or(Self::Unsaid, |(_, dialect)| *dialect)
    }

    /// Whether the siblings of a `$ref` are ignored.
    pub fn reference_stands_alone(self) -> bool {
        self <= Self::Draft7 || self == Self::OpenApi
    }
}

/// Whether a JSON value can be a schema: an object or a boolean.
pub fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}
