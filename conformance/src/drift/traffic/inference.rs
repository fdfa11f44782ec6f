//! Infers the type of an unlabelled payload from its property names.
//!
//! The type that declares most of them wins. Types that declare all of them tie, and validation decides between them;
//! otherwise the type with the fewest other properties wins.

use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The property names of a type.
#[derive(Debug, Default)]
pub struct PropertyNames<'a> {
    /// The declared ones.
    pub declared: HashSet<&'a str>,
    /// The required ones.
    pub required: HashSet<&'a str>,
}

/// Infers types, and remembers what it inferred.
pub struct TypeInference<'a> {
    candidates: Vec<PropertyNames<'a>>,
    /// The best candidates by the property names of a payload.
    cache: HashMap<String, Vec<usize>>,
}

/// Distinct sets of property names kept in the cache; bounds memory on hostile recordings.
const CACHE_LIMIT: usize = 10_000;
/// One in four required properties may be missing: a sender that forgot one still means the type.
const REQUIRED_PER_MISSING: usize = 4;

impl<'a> TypeInference<'a> {
    /// Inference among these types, by their index.
    pub fn new(candidates: Vec<PropertyNames<'a>>) -> Self {
        Self { candidates, cache: HashMap::new() }
    }

    /// Whether a type declares a property.
    pub fn declares(&self, at: usize, name: &str) -> bool {
        self.candidates.get(at).is_some_and(|names| names.declared.contains(name))
    }

    /// The best candidates, several if they tie; none if no type declares half of the payload's properties.
    pub fn best_candidates(&mut self, payload: &Value) -> Vec<usize> {
        let Value::Object(object) = payload else { return Vec::new() };
        let key = object.keys().fold(String::new(), |key, name| key + name + "\n");
        if let Some(known) = self.cache.get(&key) {
            return known.clone();
        }
        let best = self.candidates_for(object);
        if self.cache.len() < CACHE_LIMIT {
            self.cache.insert(key, best.clone());
        }
        best
    }

    fn candidates_for(&self, object: &Map<String, Value>) -> Vec<usize> {
        let scored: Vec<(usize, usize, &PropertyNames)> = (0..)
            .zip(&self.candidates)
            .filter(|(_, names)| names.is_plausible(object))
            .map(|(at, names)| (at, names.declared_in(object), names))
            .collect();
        let most = scored.iter().map(|(_, score, _)| *score).max().unwrap_or_default();
        if most == 0 || most * 2 < object.len() {
            return Vec::new();
        }
        let near: Vec<_> = scored.into_iter().filter(|(_, score, _)| *score == most).collect();
        // Candidates that declare everything tie; otherwise the one with the fewest other properties wins.
        let least = near.iter().map(|(_, _, names)| names.declared.len()).min();
        let is_best = |names: &PropertyNames| most == object.len() || Some(names.declared.len()) == least;
        near.into_iter().filter(|(_, _, names)| is_best(names)).map(|(at, _, _)| at).collect()
    }
}

impl PropertyNames<'_> {
    fn declared_in(&self, object: &Map<String, Value>) -> usize {
        object.keys().filter(|name| self.declared.contains(name.as_str())).count()
    }

    /// Whether what is missing may have been forgotten: an object without most of what is required is something else.
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
    fn the_type_that_declares_most_wins_and_what_none_declares_is_of_no_type() {
        let shape = |names: &[&'static str], required: &[&'static str]| PropertyNames {
            declared: names.iter().copied().collect(),
            required: required.iter().copied().collect::<HashSet<_>>(),
        };
        let mut inference = TypeInference::new(vec![
            shape(&["a", "b"], &["b"]),
            shape(&["a", "c", "d"], &[]),
            shape(&["x"], &[]),
            shape(&["k", "l", "m"], &["k", "l", "m"]),
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
