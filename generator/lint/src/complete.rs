//! Completes a parsed specification with the keywords that its sentences state: what `lint` calls missing and `--fix` would
//! write. Each keyword stands where its sentence does, so that whatever quotes it quotes the sentence.

use crate::{
    finding::{Fix, Level},
    findings_of,
};
use ringback_contract::{
    document::Document,
    line_index::IndexedText,
    pointer::tokens,
    spanned_json::{ParsedJson, SpannedData, SpannedJson, SpannedMember},
};
use serde_json::Value;
use std::ops::Range;

/// Adds the keywords that sentences state and no keyword says. What contradicts itself stays as it is.
pub fn complete(path: &str, text: &str, root: &mut SpannedJson) {
    let nothing = SpannedJson { range: 0..0, data: SpannedData::Scalar(Value::Null) };
    let parsed = ParsedJson { root: std::mem::replace(root, nothing), duplicate_keys: Vec::new() };
    let document = Document { path, text };
    let findings = findings_of(&IndexedText::of(&document), &parsed);
    *root = parsed.root;
    for finding in findings.iter().filter(|finding| finding.level == Level::Missing) {
        match &finding.fix {
            Some(Fix::Keywords { at, keywords }) => {
                if let Some(schema) = at_pointer(root, at) {
                    keywords.iter().for_each(|(keyword, value)| add(schema, keyword, value, &finding.said_at));
                }
            }
            Some(Fix::Required { at, name }) => {
                if let Some(schema) = at_pointer(root, at) {
                    add(schema, "required", &Value::Array(Vec::new()), &finding.said_at);
                    add_name(schema, name, &finding.said_at);
                }
            }
            None => {}
        }
    }
}

/// Adds a keyword to an object that does not have it.
fn add(schema: &mut SpannedJson, keyword: &str, value: &Value, said_at: &Range<usize>) {
    let SpannedData::Object(members) = &mut schema.data else { return };
    if members.iter().all(|member| member.name != keyword) {
        let value = spanned(value, said_at);
        members.push(SpannedMember { name: keyword.to_owned(), key: said_at.clone(), value });
    }
}

/// Adds a name to the list of required properties.
fn add_name(schema: &mut SpannedJson, name: &str, said_at: &Range<usize>) {
    let SpannedData::Object(members) = &mut schema.data else { return };
    let required = members.iter_mut().find(|member| member.name == "required");
    if let Some(SpannedData::Array(names)) = required.map(|member| &mut member.value.data)
        && names.iter().all(|known| known.as_str() != Some(name))
    {
        names.push(spanned(&Value::from(name), said_at));
    }
}

/// A value all of which stands at one place.
fn spanned(value: &Value, at: &Range<usize>) -> SpannedJson {
    let data = match value {
        Value::Array(list) => SpannedData::Array(list.iter().map(|value| spanned(value, at)).collect()),
        Value::Object(object) => {
            let member = |(name, value): (&String, &Value)| SpannedMember {
                name: name.clone(),
                key: at.clone(),
                value: spanned(value, at),
            };
            SpannedData::Object(object.iter().map(member).collect())
        }
        scalar => SpannedData::Scalar(scalar.clone()),
    };
    SpannedJson { range: at.clone(), data }
}

/// The value at a JSON Pointer, to be changed.
fn at_pointer<'j>(root: &'j mut SpannedJson, pointer: &str) -> Option<&'j mut SpannedJson> {
    tokens(pointer).try_fold(root, |json, name| match &mut json.data {
        SpannedData::Object(members) => {
            members.iter_mut().find(|member| member.name == *name).map(|member| &mut member.value)
        }
        SpannedData::Array(list) => list.get_mut(name.parse::<usize>().ok()?),
        SpannedData::Scalar(_) => None,
    })
}
