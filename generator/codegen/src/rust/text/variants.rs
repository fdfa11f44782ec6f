//! The names of the variants of an enum. They depend on the values alone and not on their order, so that a variant keeps
//! its name when values are added or moved.

use super::{
    names::ident,
    spelling::{in_words, spelt},
};
use heck::ToUpperCamelCase;
use proc_macro2::Ident;
use std::collections::{BTreeMap, HashSet};

/// The names of variants, in the order of the values; each value with the name that its schema gives it.
pub fn variants<'v>(values: impl IntoIterator<Item = (&'v str, Option<&'v str>)>) -> Vec<Ident> {
    let values: Vec<(&str, Option<&str>)> = values.into_iter().collect();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (value, name)) in values.iter().enumerate() {
        alike.entry(of_value(value, *name)).or_default().push(index);
    }
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut taken: HashSet<String> = alike.keys().cloned().collect();
    for (wanted, mut indices) in alike {
        // The shortest value keeps the name; others get what tells them apart.
        indices.sort_by_key(|index| values.get(*index).map(|(value, _)| (value.chars().count(), *value)));
        for (rank, index) in indices.into_iter().enumerate() {
            let value = values.get(index).map_or("", |(value, _)| value);
            let mut name = wanted.clone();
            let mut count = 1;
            while rank > 0 && !taken.insert(name.clone()) {
                name = match count {
                    1 => format!("{wanted}{}", difference(value)),
                    _ => format!("{wanted}{}{count}", difference(value)),
                };
                count += 1;
            }
            names.insert(index, name);
        }
    }
    names.into_values().map(|name| ident(&name)).collect()
}

/// The name of a value's variant, if no other value has the same.
fn of_value(value: &str, name: Option<&str>) -> String {
    let name = match name {
        Some(name) => spelt(name, "Value", str::to_upper_camel_case),
        None => spelt(&in_words(value), "Value", str::to_upper_camel_case),
    };
    // `Unknown` is what no document names.
    if matches!(name.as_str(), "Self" | "Unknown") { format!("{name}Value") } else { name }
}

/// What tells a value from others that are spelt with the same words: its case or its separators.
fn difference(value: &str) -> String {
    let separator = value.chars().find(|c| !c.is_alphanumeric());
    let letters = || value.chars().filter(|c| c.is_alphabetic());
    match separator {
        Some('_') => "Underscore".into(),
        Some('-') => "Hyphen".into(),
        Some(' ') => "Space".into(),
        Some('.') => "Dot".into(),
        Some('/') => "Slash".into(),
        Some(':') => "Colon".into(),
        Some(other) => spelt(&in_words(&other.to_string()), "Sign", str::to_upper_camel_case),
        None if letters().all(char::is_lowercase) => "Lower".into(),
        None if letters().all(char::is_uppercase) => "Upper".into(),
        None => "Mixed".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::variants;

    fn names(values: &[&str]) -> Vec<String> {
        variants(values.iter().map(|value| (*value, None))).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_variant_keeps_its_name_when_values_are_added_or_moved() {
        let before = ["<=", ">=", "-1", "1", "a-b", "Self", "unknown"];
        let after = ["==", "1", "A b", "a_b", ">=", "-1", "+1", "a-b", "unknown", "<=", "Self"];
        let (named, all) = (names(&before), names(&after));
        for (value, name) in before.iter().zip(named) {
            let index = after.iter().position(|other| other == value).unwrap();
            if *value != "a-b" {
                assert_eq!(all[index], name, "{value:?}");
            }
        }
        let mut reversed = after;
        reversed.reverse();
        let mut names_of_reversed = names(&reversed);
        names_of_reversed.reverse();
        assert_eq!(names_of_reversed, all);
    }

    #[test]
    fn every_value_has_a_name_of_its_own() {
        assert_eq!(names(&["a-b", "a_b", "A b"]), ["ABHyphen", "ABUnderscore", "AB"]);
        assert_eq!(names(&["A", "a"]), ["A", "ALower"]);
        assert_eq!(
            names(&["", " ", "g", "μg", "self", "Self"]),
            ["Empty", "Space", "G", "Μg", "SelfValueLower", "SelfValue"]
        );
        let many: Vec<String> = (0..1000).map(|count| "-".repeat(count)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut told = names(&many);
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), 1000);
    }

    #[test]
    fn a_name_that_the_schema_gives_is_used() {
        let named = variants([("1", Some("ACTIVE")), ("2", Some("gone_away")), ("3", None)]);
        assert_eq!(named.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Active", "GoneAway", "Value3"]);
    }
}
