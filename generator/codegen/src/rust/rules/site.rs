//! A keyword with the schema around it, from which its checks are written.

use crate::rust::schema::SchemaReader;
use ringback_contract::{keyword::Keyword, provenance::Citation};
use serde_json::{Map, Value};

/// A keyword where it stands.
#[derive(Clone, Copy)]
pub struct KeywordSite<'a, 's> {
    /// Reads the schemas that the keyword holds.
    pub reader: SchemaReader<'a>,
    /// The schema around.
    pub object: &'s Map<String, Value>,
    /// The keyword.
    pub keyword: Keyword,
    /// Its value.
    pub value: &'s Value,
    /// What a schema in it is cited by that has no citation of its own.
    pub citation: Citation<'a>,
}

impl<'s> KeywordSite<'_, 's> {
    /// The value of another keyword of the same schema.
    pub fn beside(&self, keyword: Keyword) -> Option<&'s Value> {
        self.object.get(keyword.name())
    }

    /// The schemas by name that the keyword holds.
    pub fn entries(&self) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
        self.value.as_object().into_iter().flatten()
    }
}
