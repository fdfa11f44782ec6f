//! Which type a payload is most likely of, when nobody says: the one that tells of most of its properties, and demands
//! hardly any other.

use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// What is known of a type by its name alone.
#[derive(Debug, Default)]
pub struct Shape<'a> {
    /// The properties that it tells of.
    pub names: HashSet<&'a str>,
    /// Those that it demands.
    pub required: HashSet<&'a str>,
}

/// What there is to fit.
pub struct Fits<'a> {
    types: Vec<Shape<'a>>,
    /// What fitted objects with the same properties.
    known: HashMap<String, Vec<usize>>,
}

/// So many kinds of objects are remembered.
const REMEMBERED: usize = 10_000;
/// Of so many required properties one may be missing.
const OF_WHICH_ONE: usize = 4;

impl<'a> Fits<'a> {
    /// The types that may fit.
    pub fn new(types: Vec<Shape<'a>>) -> Self {
        Self { types, known: HashMap::new() }
    }

    /// Whether a type tells of a property.
    pub fn tells(&self, at: usize, name: &str) -> bool {
        self.types.get(at).is_some_and(|shape| shape.names.contains(name))
    }

    /// The types that fit best and alike; none if no type tells of half of what is there.
    pub fn best(&mut self, payload: &Value) -> Vec<usize> {
        let Value::Object(object) = payload else { return Vec::new() };
        let key = object.keys().fold(String::new(), |key, name| key + name + "\n");
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let best = self.fitting(object);
        if self.known.len() < REMEMBERED {
            self.known.insert(key, best.clone());
        }
        best
    }

    fn fitting(&self, object: &Map<String, Value>) -> Vec<usize> {
        let told: Vec<(usize, usize, &Shape)> = (0..)
            .zip(&self.types)
            .filter(|(_, shape)| shape.may_be(object))
            .map(|(at, shape)| (at, shape.told(object), shape))
            .collect();
        let most = told.iter().map(|(_, told, _)| *told).max().unwrap_or_default();
        if most == 0 || most * 2 < object.len() {
            return Vec::new();
        }
        let near: Vec<_> = told.into_iter().filter(|(_, told, _)| *told == most).collect();
        // What tells of everything is told apart by who takes it; else by who tells of the least beside.
        let least = near.iter().map(|(_, _, shape)| shape.names.len()).min();
        let is_best = |shape: &Shape| most == object.len() || Some(shape.names.len()) == least;
        near.into_iter().filter(|(_, _, shape)| is_best(shape)).map(|(at, _, _)| at).collect()
    }
}

impl Shape<'_> {
    fn told(&self, object: &Map<String, Value>) -> usize {
        object.keys().filter(|name| self.names.contains(name.as_str())).count()
    }

    /// Whether what is missing may have been forgotten: an object without most of what is required is something else.
    fn may_be(&self, object: &Map<String, Value>) -> bool {
        let missing = self.required.iter().filter(|name| !object.contains_key(**name)).count();
        missing <= (self.required.len() / OF_WHICH_ONE).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fits, Shape};
    use serde_json::json;
    use std::collections::HashSet;

    #[test]
    fn the_type_that_tells_of_most_fits_and_what_few_tell_of_fits_none() {
        let shape = |names: &[&'static str], required: &[&'static str]| Shape {
            names: names.iter().copied().collect(),
            required: required.iter().copied().collect::<HashSet<_>>(),
        };
        let mut fits = Fits::new(vec![
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
            assert_eq!(fits.best(&payload), expected, "{payload}");
        }
    }
}
