//! A keyword and the schema that contains it: the input for its checks.

use crate::rust::schema::SchemaReader;
use ringback_contract::{keyword::Keyword, provenance::Citation};
use serde_json::{Map, Value};

/// A keyword in its schema.
#[derive(Clone, Copy)]
pub struct KeywordSite<'a, 's> {
    /// Reads the schemas in the keyword's value.
    pub reader: SchemaReader<'a>,
    /// The schema that contains the keyword.
    pub object: &'s Map<String, Value>,
    /// The keyword.
    pub keyword: Keyword,
    /// The keyword's value.
    pub value: &'s Value,
    /// The citation for schemas in the value that have none of their own.
    pub citation: Citation<'a>,
}

impl<'s> KeywordSite<'_, 's> {
    /// The value of another keyword of the same schema.
    pub fn beside(&self, keyword: Keyword) -> Option<&'s Value> {
        self.object.get(keyword.name())
    }

    /// The schemas in the keyword's value, by name.
    pub fn entries(&self) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
        self.value.as_object().into_iter().flatten()
    }
}
