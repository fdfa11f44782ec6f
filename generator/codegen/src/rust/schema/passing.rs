//! Definitions that only pass a value on to another: they refer to it and add rules that no type shows. What looks for
//! properties and types skips them, so that a chain of them costs no more than its end.

use super::{definitions::Definitions, reader::SchemaReader, shape::restricts};
use ringback_contract::keyword::{Keyword, is_annotation};
use serde_json::Value;

/// By the index of each definition, the index of the one at which its chain ends.
pub fn find_ends<'a>(definitions: &'a Definitions<'a>) -> Vec<usize> {
    let count = definitions.all().len();
    let next: Vec<Option<usize>> = (0..count)
        .map(|index| {
            let reader = SchemaReader::new(definitions, index)?;
            passed_on(reader, &reader.definition.schema).flatten().filter(|target| *target != index)
        })
        .collect();
    let mut ends: Vec<Option<usize>> = vec![None; count];
    for start in 0..count {
        let (mut at, mut path) = (start, Vec::new());
        let end = loop {
            match (ends.get(at).copied().flatten(), next.get(at).copied().flatten()) {
                (Some(known), _) => break known,
                // A circle ends where it was entered.
                (None, Some(target)) if path.len() <= count => {
                    path.push(at);
                    at = target;
                }
                _ => break at,
            }
        };
        for passed in path.into_iter().chain([at]) {
            if let Some(slot) = ends.get_mut(passed) {
                slot.get_or_insert(end);
            }
        }
    }
    ends.into_iter().enumerate().map(|(index, end)| end.unwrap_or(index)).collect()
}

/// The only definition that a schema refers to, none if it refers to no other; `None` if it says more than a rule.
fn passed_on(reader: SchemaReader, schema: &Value) -> Option<Option<usize>> {
    let mut found = None;
    let mut add = |index: usize| found.replace(index).is_none_or(|other| other == index);
    for (name, value) in schema.as_object()?.iter().filter(|(name, _)| !is_annotation(name)) {
        match Keyword::of(name)? {
            Keyword::Ref => {
                if !add(reader.target(value.as_str()?)?) {
                    return None;
                }
            }
            Keyword::AllOf => {
                for part in value.as_array()? {
                    if !passed_on(reader, part)?.is_none_or(&mut add) {
                        return None;
                    }
                }
            }
            Keyword::Type | Keyword::Enum | Keyword::Const => return None,
            keyword if restricts(keyword) => {}
            _ => return None,
        }
    }
    Some(found)
}
