//! Which type a payload is most likely of, when nobody says: the one that tells of most of its properties.

use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What there is to fit.
pub struct Fits<'a> {
    /// The properties that each type tells of.
    names: Vec<HashSet<&'a str>>,
    /// What fitted objects with the same properties.
    known: HashMap<String, Vec<usize>>,
}

/// So many kinds of objects are remembered.
const REMEMBERED: usize = 10_000;

impl<'a> Fits<'a> {
    /// The types by the names of their properties.
    pub fn new(names: Vec<HashSet<&'a str>>) -> Self {
        Self { names, known: HashMap::new() }
    }

    /// Whether a type tells of a property.
    pub fn tells(&self, at: usize, name: &str) -> bool {
        self.names.get(at).is_some_and(|names| names.contains(name))
    }

    /// The types that fit best and alike; none if no type tells of half of what is there.
    pub fn best(&mut self, payload: &Value) -> Vec<usize> {
        let Value::Object(object) = payload else { return Vec::new() };
        let key = object.keys().fold(String::new(), |key, name| key + name + "\n");
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let told = |names: &HashSet<&str>| object.keys().filter(|name| names.contains(name.as_str())).count();
        let scores: Vec<(usize, usize)> = (0..).zip(self.names.iter().map(told)).collect();
        let most = scores.iter().map(|(_, told)| *told).max().unwrap_or_default();
        let enough = most > 0 && most * 2 >= object.len();
        let near: Vec<usize> = scores.iter().filter(|(_, told)| enough && *told == most).map(|(at, _)| *at).collect();
        // Of those that tell of as much, the one that tells of the least else.
        let least = near.iter().filter_map(|at| self.names.get(*at)).map(HashSet::len).min();
        let size = |at: &usize| self.names.get(*at).map(HashSet::len);
        let best: Vec<usize> = match near.len() {
            0 | 1 => near,
            _ if most == object.len() => near,
            _ => near.into_iter().filter(|at| size(at) == least).collect(),
        };
        if self.known.len() < REMEMBERED {
            self.known.insert(key, best.clone());
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::Fits;
    use serde_json::json;

    #[test]
    fn the_type_that_tells_of_most_fits_and_what_few_tell_of_fits_none() {
        let mut fits = Fits::new(vec![["a", "b"].into(), ["a", "c", "d"].into(), ["x"].into()]);
        for (payload, expected) in [
            (json!({"a": 1, "b": 1}), vec![0]),
            (json!({"a": 1, "c": 1, "z": 1}), vec![1]),
            (json!({"a": 1}), vec![0, 1]),
            (json!({"x": 1, "y": 1, "z": 1}), vec![]),
            (json!({}), vec![]),
            (json!([{"a": 1}]), vec![]),
        ] {
            assert_eq!(fits.best(&payload), expected, "{payload}");
        }
    }
}
