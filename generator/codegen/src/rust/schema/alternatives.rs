//! The alternatives of a schema, and the property that tells which of them a value is meant as: the one that a
//! `discriminator` names, else one that is constant in every alternative.

use super::{conjunct, null::is_null, reader::SchemaReader, values::listed};
use ringback_contract::keyword::is_annotation;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The alternatives of a schema.
pub struct Alternatives<'a> {
    /// The property that tells them apart by a constant string.
    pub tag: Option<&'a str>,
    /// The alternatives, without null.
    pub list: Vec<Alternative<'a>>,
}

/// One alternative.
pub struct Alternative<'a> {
    /// Its schema.
    pub schema: &'a Value,
    /// Its index among the alternatives in the schema; `None` if only the tag leads to it.
    pub index: Option<usize>,
    /// The values of the tag that mean it.
    pub tags: Vec<String>,
}

impl Alternative<'_> {
    /// The value of the tag, if the schema is an object that says nothing else: there is nothing to hold.
    pub fn only_tag(&self, tag: Option<&str>) -> Option<&str> {
        let ([text], Some(_)) = (self.tags.as_slice(), self.index) else { return None };
        let object = self.schema.as_object()?;
        let properties = object.get("properties")?.as_object()?;
        let is_tag = properties.len() == 1 && properties.contains_key(tag?);
        let says_more = |keyword: &String| {
            !is_annotation(keyword)
                && !["type", "properties", "required", "additionalProperties"].contains(&keyword.as_str())
        };
        let has_others = object.get("additionalProperties").is_some_and(Value::is_object);
        (is_tag && !has_others && !object.keys().any(says_more)).then_some(text)
    }
}

impl<'a> SchemaReader<'a> {
    /// The alternatives of a schema, if it has exactly one list of them, or a discriminator that names some.
    pub fn alternatives(self, schema: &'a Value) -> Option<Alternatives<'a>> {
        let discriminator = schema.get("discriminator");
        let tag = discriminator.and_then(|discriminator| discriminator.get("propertyName")?.as_str());
        let mapping = discriminator.and_then(|discriminator| discriminator.get("mapping")?.as_object());
        let mapped = || mapping.into_iter().flatten().filter_map(|(text, target)| Some((text, target.as_str()?)));
        let Some(schemas) = conjunct::alternatives(schema) else {
            // An object that is told apart by what extends it.
            let mut list: Vec<Alternative> = Vec::new();
            for (text, target) in mapped() {
                let index = self.target(target)?;
                let schema = &self.definitions.get(index)?.schema;
                let schema = self.definitions.derived(&[schema, schema], |_| json!({"$ref": target}));
                match list.iter_mut().find(|known| std::ptr::eq(known.schema, schema)) {
                    Some(known) => known.tags.push(text.clone()),
                    None => list.push(Alternative { schema, index: None, tags: vec![text.clone()] }),
                }
            }
            return (tag.is_some() && !list.is_empty()).then_some(Alternatives { tag, list });
        };
        let alternative = |(index, schema)| Alternative { schema, index: Some(index), tags: Vec::new() };
        let mut list: Vec<Alternative> =
            schemas.iter().enumerate().filter(|(_, schema)| !is_null(schema)).map(alternative).collect();
        if let Some(tag) = tag {
            for alternative in &mut list {
                alternative.tags = self.texts_of(alternative.schema, tag);
                let Some(index) = self.carrier(alternative.schema) else { continue };
                let named = mapped().filter(|(_, target)| self.target(target) == Some(index));
                let named: Vec<String> = named.map(|(text, _)| text.clone()).collect();
                if !named.is_empty() {
                    alternative.tags = named;
                } else if alternative.tags.is_empty() {
                    alternative.tags.extend(self.definitions.get(index).map(|definition| definition.name.clone()));
                }
            }
            return Some(Alternatives { tag: distinct(&list).then_some(tag), list });
        }
        let tag = self.constant_property(&mut list);
        Some(Alternatives { tag, list })
    }

    /// The first property that has different constants in all alternatives, which are noted as their tags.
    fn constant_property(self, list: &mut [Alternative<'a>]) -> Option<&'a str> {
        let [first, _, ..] = list else { return None };
        let properties = self.unconditional_properties(first.schema);
        let candidates = properties.iter().filter(|property| !self.texts_of(first.schema, property.name).is_empty());
        let candidates: Vec<&str> = candidates.map(|property| property.name).collect();
        for candidate in candidates {
            for alternative in &mut *list {
                alternative.tags = self.texts_of(alternative.schema, candidate);
            }
            if distinct(list) {
                return Some(candidate);
            }
        }
        list.iter_mut().for_each(|alternative| alternative.tags.clear());
        None
    }

    /// The only strings that a property of a schema's values may have; empty if any others are allowed.
    pub fn texts_of(self, schema: &'a Value, name: &str) -> Vec<String> {
        let properties = self.unconditional_properties(schema);
        let Some(property) = properties.iter().find(|property| property.name == name) else { return Vec::new() };
        let mut found = Vec::new();
        for conjunct in property.reader.conjuncts(property.schema) {
            let Some(values) = conjunct.schema.as_object().and_then(listed) else { continue };
            let texts: Option<Vec<String>> =
                values.iter().map(|named| named.value.as_str().map(String::from)).collect();
            match texts {
                Some(texts) if found.is_empty() || texts.len() < found.len() => found = texts,
                _ => {}
            }
        }
        found
    }
}

/// Whether every alternative has a tag of its own.
fn distinct(list: &[Alternative]) -> bool {
    let mut known = HashSet::new();
    list.iter().all(|alternative| !alternative.tags.is_empty())
        && list.iter().flat_map(|alternative| &alternative.tags).all(|tag| known.insert(tag.as_str()))
}
