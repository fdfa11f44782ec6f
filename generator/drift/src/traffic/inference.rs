//! Infers the type of an unlabelled payload from its property names.
//!
//! The type that declares most of them wins. Types that declare all of them tie, and validation decides between them;
//! otherwise the type with the fewest other properties wins.

use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The position of a type among those that travel as payloads.
pub type TypeIndex = usize;

/// The property names of a type.
#[derive(Debug, Default)]
pub struct PropertyNames<'a> {
    /// All names that the type declares or requires.
    pub declared: HashSet<&'a str>,
    /// The names that it requires.
    pub required: HashSet<&'a str>,
}

/// Infers types, and remembers the candidates of each set of property names.
pub struct TypeInference<'a> {
    candidates: Vec<PropertyNames<'a>>,
    /// The best candidates, by the property names of a payload, one a line.
    cache: HashMap<String, Vec<TypeIndex>>,
}

/// Distinct sets of property names kept in the cache; bounds memory on hostile recordings.
const CACHE_LIMIT: usize = 10_000;
/// One in four required properties may be missing: a sender that forgot one still means the type.
const REQUIRED_PER_MISSING: usize = 4;

impl<'a> TypeInference<'a> {
    /// Infers one of these types.
    pub fn new(candidates: Vec<PropertyNames<'a>>) -> Self {
        Self { candidates, cache: HashMap::new() }
    }

    /// Whether a type declares a property.
    pub fn declares(&self, index: TypeIndex, name: &str) -> bool {
        self.candidates.get(index).is_some_and(|candidate| candidate.declared.contains(name))
    }

    /// The best candidates, several if they tie; none if no type declares half of the payload's properties.
    pub fn best_candidates(&mut self, payload: &Value) -> Vec<TypeIndex> {
        let Value::Object(object) = payload else { return Vec::new() };
        let key = object.keys().fold(String::new(), |key, name| key + name + "\n");
        if let Some(known) = self.cache.get(&key) {
            return known.clone();
        }
        let best = self.infer(object);
        if self.cache.len() < CACHE_LIMIT {
            self.cache.insert(key, best.clone());
        }
        best
    }

    fn infer(&self, object: &Map<String, Value>) -> Vec<TypeIndex> {
        let plausible: Vec<(TypeIndex, usize, &PropertyNames)> = (0..)
            .zip(&self.candidates)
            .filter(|(_, candidate)| candidate.is_plausible(object))
            .map(|(index, candidate)| (index, candidate.count_declared(object), candidate))
            .collect();
        let most = plausible.iter().map(|(_, count, _)| *count).max().unwrap_or_default();
        if most == 0 || most * 2 < object.len() {
            return Vec::new();
        }
        let best: Vec<_> = plausible.into_iter().filter(|(_, count, _)| *count == most).collect();
        let fewest = best.iter().map(|(_, _, candidate)| candidate.declared.len()).min();
        let wins = |candidate: &PropertyNames| most == object.len() || Some(candidate.declared.len()) == fewest;
        best.into_iter().filter(|(_, _, candidate)| wins(candidate)).map(|(index, _, _)| index).collect()
    }
}

impl PropertyNames<'_> {
    /// How many properties of an object the type declares.
    fn count_declared(&self, object: &Map<String, Value>) -> usize {
        object.keys().filter(|name| self.declared.contains(name.as_str())).count()
    }

    /// Whether an object has enough of the required properties to be of the type.
    fn is_plausible(&self, object: &Map<String, Value>) -> bool {
        let missing = self.required.iter().filter(|name| !object.contains_key(**name)).count();
        missing <= (self.required.len() / REQUIRED_PER_MISSING).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{PropertyNames, TypeInference};
    use serde_json::json;
    use std::collections::HashSet;

    #[test]
    fn the_type_that_declares_most_wins_and_few_declared_properties_match_none() {
        let names = |declared: &[&'static str], required: &[&'static str]| PropertyNames {
            declared: declared.iter().copied().collect(),
            required: required.iter().copied().collect::<HashSet<_>>(),
        };
        let mut inference = TypeInference::new(vec![
            names(&["a", "b"], &["b"]),
            names(&["a", "c", "d"], &[]),
            names(&["x"], &[]),
            names(&["k", "l", "m"], &["k", "l", "m"]),
        ]);
        for (payload, expected) in [
            (json!({"a": 1, "b": 1}), vec![0]),
            (json!({"a": 1, "c": 1, "z": 1}), vec![1]),
            (json!({"a": 1}), vec![0, 1]),
            (json!({"x": 1, "y": 1, "z": 1}), vec![]),
            (json!({"k": 1, "l": 1}), vec![3]),
            (json!({"k": 1}), vec![]),
            (json!({}), vec![]),
            (json!([{"a": 1}]), vec![]),
        ] {
            assert_eq!(inference.best_candidates(&payload), expected, "{payload}");
        }
    }
}
