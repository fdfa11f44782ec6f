//! The names of the variants of an enum. A value has a few names that depend on it alone, the best first, and its variant
//! gets the first that no other value has as well. So it keeps that name when values are moved, or others are added.
//!
//! Only a value with the same best name changes it: `a-b` alone is `AB`; beside `a_b` it is `ABWithHyphen`, and that
//! `ABWithUnderscore`. Code that names `AB` then no longer compiles, and never comes to mean the other value.

use super::{
    names::ident,
    spelling::{in_words, spelt},
};
use heck::ToUpperCamelCase;
use proc_macro2::Ident;
use ringback_contract::fingerprint::fingerprint;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use unicode_ident::is_xid_continue;

/// A value of an enum.
#[derive(Clone, Copy)]
pub struct VariantValue<'v> {
    /// The value.
    pub value: &'v Value,
    /// The name that its schema gives it.
    pub name: Option<&'v str>,
    /// The name that options give it, which no other gets.
    pub chosen: Option<&'v str>,
}

impl VariantValue<'_> {
    /// The names that its variant may have, the best first.
    fn names(&self) -> Vec<String> {
        if let Some(chosen) = self.chosen {
            let is_name = chosen.starts_with(char::is_uppercase) && chosen.chars().all(is_xid_continue);
            return vec![if is_name && chosen != "Self" { chosen.to_owned() } else { camel_case(chosen) }];
        }
        let text = spelling(self.value);
        let best = self.name.map_or_else(|| camel_case(&in_words(&text)), camel_case);
        let told_apart = format!("{best}{}", difference(self.value, &text));
        let unique = format!("{best}X{:016x}", fingerprint(&self.value.to_string()));
        vec![best, told_apart, unique]
    }
}

/// The names of variants, in the order of the values.
pub fn variants(values: &[VariantValue]) -> Vec<Ident> {
    let names: Vec<Vec<String>> = values.iter().map(VariantValue::names).collect();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    names.iter().flatten().for_each(|name| *owners.entry(name).or_default() += 1);
    let mut taken: HashSet<String> = HashSet::new();
    let mut own = |names: &Vec<String>| {
        let is_own = |name: &&String| owners.get(name.as_str()) == Some(&1);
        let best = names.iter().find(is_own).or(names.last()).map_or("Value", String::as_str);
        // Only options can give two values one name.
        let numbered = (2..).map(|count| format!("{best}{count}"));
        let name = std::iter::once(best.to_owned()).chain(numbered).find(|name| taken.insert(name.clone()));
        ident(name.as_deref().unwrap_or(best))
    };
    names.iter().map(&mut own).collect()
}

/// A value as options and names spell it: a string without its quotes.
pub fn spelling(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

fn camel_case(name: &str) -> String {
    let name = spelt(name, "Value", str::to_upper_camel_case);
    // `Unknown` is what no document names.
    if matches!(name.as_str(), "Self" | "Unknown") { format!("{name}Value") } else { name }
}

/// What tells a value from others that are spelt with the same words: its type, its case or its separators. The words are
/// such that hardly any other value ends with them.
fn difference(value: &Value, text: &str) -> String {
    match value {
        Value::String(_) => {}
        Value::Number(_) => return "AsNumber".into(),
        _ => return "AsLiteral".into(),
    }
    let separator = text.chars().find(|c| !c.is_alphanumeric());
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let case = match separator {
        Some('_') => "WithUnderscore",
        Some('-') => "WithHyphen",
        Some(other) => {
            let name = spelt(&in_words(&other.to_string()), "Sign", str::to_upper_camel_case);
            return format!("With{name}");
        }
        None if letters().all(char::is_lowercase) => "InLowerCase",
        None if letters().all(char::is_uppercase) => "InUpperCase",
        None => "InMixedCase",
    };
    case.into()
}

#[cfg(test)]
mod tests {
    use super::{VariantValue, variants};
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::collections::{HashMap, HashSet};

    /// The names of values, each with its name in the schema and that of options.
    fn named(values: &[(Value, Option<&str>, Option<&str>)]) -> Vec<String> {
        let value = |(value, name, chosen): &(Value, _, _)| (value.clone(), *name, *chosen);
        let values: Vec<_> = values.iter().map(value).collect();
        let values: Vec<VariantValue> =
            values.iter().map(|(value, name, chosen)| VariantValue { value, name: *name, chosen: *chosen }).collect();
        variants(&values).iter().map(ToString::to_string).collect()
    }

    fn names(values: &[Value]) -> Vec<String> {
        named(&values.iter().map(|value| (value.clone(), None, None)).collect::<Vec<_>>())
    }

    fn names_of(texts: &[&str]) -> Vec<String> {
        names(&texts.iter().copied().map(Value::from).collect::<Vec<_>>())
    }

    /// Different values whose names are often alike.
    fn values() -> impl Strategy<Value = Vec<Value>> {
        let text = prop_oneof!["[aA][-_ .]?[bB]?", "[<=>+1-]{1,2}", "[aA](InLowerCase|-with-hyphen)?", "\\PC{0,3}"];
        let value = prop_oneof![5 => text.prop_map(Value::from), 1 => (-2..3).prop_map(Value::from)];
        prop::collection::hash_set(value.prop_map(|value: Value| value.to_string()), 1..12)
            .prop_map(|texts| texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect())
    }

    proptest! {
        #[test]
        fn a_variant_keeps_its_name_when_values_are_moved_or_others_go(list in values(), seed in any::<u64>()) {
            let all: HashMap<String, String> = list.iter().map(Value::to_string).zip(names(&list)).collect();
            prop_assert_eq!(all.values().collect::<HashSet<_>>().len(), list.len(), "{:?}", all);
            let mut fewer: Vec<Value> = list.iter().enumerate()
                .filter(|(index, _)| seed >> (index % 64) & 1 == 1).map(|(_, value)| value.clone()).collect();
            fewer.reverse();
            // The names that a value has alone and beside each other one: where none is alike, all of them are the same.
            let alone = |value: &Value| names(std::slice::from_ref(value)).remove(0);
            for (value, name) in fewer.iter().zip(names(&fewer)) {
                let is_alike = |other: &Value| other != value && {
                    let both = names(&[value.clone(), other.clone()]);
                    both[0] != alone(value)
                };
                prop_assert!(list.iter().any(is_alike) || all[&value.to_string()] == name, "{}: {}, {:?}", value, name, all);
            }
            // No name comes to mean another value.
            for (value, name) in fewer.iter().map(Value::to_string).zip(names(&fewer)) {
                let owner = all.iter().find(|(_, other)| **other == name).map(|(owner, _)| owner.clone());
                prop_assert!(owner.is_none_or(|owner| owner == value), "{}: {}, {:?}", value, name, all);
            }
        }
    }

    #[test]
    fn every_value_has_a_name_of_its_own() {
        assert_eq!(names_of(&["a-b", "a_b", "A b"]), ["ABWithHyphen", "ABWithUnderscore", "ABWithSpace"]);
        assert_eq!(names_of(&["A", "a", "b"]), ["AInUpperCase", "AInLowerCase", "B"]);
        assert_eq!(
            names_of(&["", " ", "g", "μg", "self", "Self"]),
            ["Empty", "Space", "G", "Μg", "SelfValueInLowerCase", "SelfValueInMixedCase"]
        );
        assert_eq!(names(&[json!("1"), json!(1), json!(true)]), ["Value1InLowerCase", "Value1AsNumber", "True"]);
        let many: Vec<String> = (0..1000).map(|count| "-".repeat(count)).collect();
        let many: HashSet<String> =
            names_of(&many.iter().map(String::as_str).collect::<Vec<_>>()).into_iter().collect();
        assert_eq!(many.len(), 1000);
    }

    #[test]
    fn a_name_that_the_schema_or_an_option_gives_is_used() {
        let schema = [(json!(1), Some("ACTIVE"), None), (json!(2), Some("gone_away"), None), (json!(3), None, None)];
        assert_eq!(named(&schema), ["Active", "GoneAway", "Value3"]);
        let options =
            [(json!("a-b"), None, Some("AB")), (json!("a_b"), None, None), (json!("c"), Some("X"), Some("Y"))];
        assert_eq!(named(&options), ["AB", "ABWithUnderscore", "Y"]);
        let twice = [(json!("a"), None, Some("X")), (json!("b"), None, Some("X"))];
        assert_eq!(named(&twice), ["X", "X2"]);
    }
}
