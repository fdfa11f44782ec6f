//! What schemas say and do not demand: which of it is told as documentation, and which is only listed where it differs.

use super::{
    assertions::assertions,
    change_text::{ChangeText, abbreviated, of_values, phrase},
    pair::Pair,
    site::SchemaSite,
    subject::Rewording,
    unchanged::is_same_schema,
};
use ringback_contract::{
    keyword::{Holds, Keyword, OPEN_ENUMS, SOURCE, constrains_nothing, holds},
    width::is_hint,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Annotations whose changes are reported as documentation.
const DESCRIPTIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    Keyword::OpenEnum.name(),
    Keyword::ExtensibleEnum.name(),
    "$comment",
    "externalDocs",
];

/// Annotations that are compared as something else: as the allowed values, by direction; and those that only a comparison adds.
const COMPARED: &[&str] = &[
    "example",
    "nullable",
    "x-nullable",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    SOURCE,
    Keyword::Unresolved.name(),
    Keyword::Tolerated.name(),
    Keyword::Hidden.name(),
    Keyword::Written.name(),
];

/// The differences in annotations of a value; `None` if there are none.
pub fn compare<'a>(at: String, sites: &Pair<SchemaSite<'a>>) -> Option<Rewording<'a>> {
    let within = within(sites);
    let (text, not_compared) = (told(sites, &within), not_compared(sites, &within));
    let differs = !(text.is_empty() && not_compared.is_empty());
    differs.then(|| Rewording { at, text, not_compared, sites: sites.clone() })
}

/// Annotations that differ in inner schemas: each with the keyword that holds these.
type Within<'a> = BTreeSet<(&'a str, &'a str)>;

/// The differences that are told.
fn told(Pair { before, after }: &Pair<SchemaSite>, within: &Within) -> ChangeText {
    let mut text = ChangeText::default();
    for keyword in DESCRIPTIONS {
        let (old, new) = (before.keyword(keyword), after.keyword(keyword));
        if old == new {
            continue;
        }
        let phrase = match (old.as_slice(), new.as_slice()) {
            ([], _) => format!("{} added", name(keyword)),
            (_, []) => format!("{} removed", name(keyword)),
            ([old], [new]) if *keyword == "default" => {
                format!("default {} became {}", abbreviated(old), abbreviated(new))
            }
            ([Value::Array(old)], [Value::Array(new)]) if OPEN_ENUMS.contains(keyword) => match of_values(old, new) {
                Some(what) => format!("known {what}"),
                None => continue,
            },
            _ => format!("{} changed", name(keyword)),
        };
        text.add(phrase, keyword);
    }
    let formats = Pair { before: before.keyword("format"), after: after.keyword("format") };
    let are_hints = |values: &[&Value]| values.iter().all(|value| value.as_str().is_some_and(is_hint));
    if formats.before != formats.after && are_hints(&formats.before) && are_hints(&formats.after) {
        text.add(phrase("format", &formats.before, &formats.after), "format");
    }
    for (around, keyword) in within.iter().filter(|(_, keyword)| DESCRIPTIONS.contains(keyword)) {
        text.add(format!("{} within {around} changed", name(keyword)), around);
    }
    text
}

fn name(keyword: &str) -> &str {
    if OPEN_ENUMS.contains(&keyword) { "list of known values" } else { keyword }
}

/// Annotations that differ and are neither told nor compared: `x-internal`, `xml`, `x-internal within oneOf`.
fn not_compared(Pair { before, after }: &Pair<SchemaSite>, within: &Within) -> Vec<String> {
    let keywords: BTreeSet<&str> = before.keywords().union(&after.keywords()).copied().collect();
    let differs = |keyword: &&str| before.keyword(keyword) != after.keyword(keyword);
    let mut found: Vec<String> =
        keywords.into_iter().filter(|keyword| is_unread(keyword)).filter(differs).map(String::from).collect();
    let inner = within.iter().filter(|(_, keyword)| is_unread(keyword));
    found.extend(inner.map(|(around, keyword)| format!("{keyword} within {around}")));
    found
}

fn is_unread(keyword: &str) -> bool {
    constrains_nothing(keyword) && !DESCRIPTIONS.contains(&keyword) && !COMPARED.contains(&keyword)
}

/// Annotations that differ in schemas which are compared as sets only, such as alternatives.
fn within<'a>(sites: &Pair<SchemaSite<'a>>) -> Within<'a> {
    let Pair { before, after } = sites;
    let mut found = BTreeSet::new();
    for keyword in before.keywords().intersection(&after.keywords()).filter(|keyword| !WALKED.contains(keyword)) {
        let [old, new] = [before, after].map(|site| site.unexpanded(keyword));
        for (old, new) in old.into_iter().zip(new) {
            let mut inner = BTreeSet::new();
            in_value(keyword, old, new, &mut inner);
            found.extend(inner.into_iter().map(|annotation| (*keyword, annotation)));
        }
    }
    found
}

/// Keywords whose schemas are sites of their own, or parts of the same.
const WALKED: [&str; 6] = ["additionalItems", "additionalProperties", "allOf", "items", "prefixItems", "properties"];

/// Adds the annotations that differ in the schemas of a keyword.
fn in_value<'a>(keyword: &str, old: &'a Value, new: &'a Value, found: &mut BTreeSet<&'a str>) {
    match (holds(keyword, old), old, new) {
        _ if is_same_schema(old, new) => {}
        (Some(Holds::Schema), ..) => in_schema(old, new, found),
        (Some(Holds::Map), Value::Object(old), Value::Object(new)) => {
            for (old, new) in old.iter().filter_map(|(name, old)| Some((old, new.get(name)?))) {
                in_schema(old, new, found);
            }
        }
        (Some(Holds::List), Value::Array(old), Value::Array(new)) => {
            // Their order may be another; one that demands something else is told as that.
            let mut rest: Vec<(&Value, Value)> = new.iter().map(|new| (new, assertions(new))).collect();
            for old in old {
                let demanded = assertions(old);
                if let Some(at) = rest.iter().position(|(_, other)| *other == demanded) {
                    in_schema(old, rest.remove(at).0, found);
                }
            }
        }
        _ => {}
    }
}

fn in_schema<'a>(old: &'a Value, new: &'a Value, found: &mut BTreeSet<&'a str>) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return };
    let added = new.keys().filter(|keyword| !old.contains_key(*keyword));
    found.extend(added.map(String::as_str).filter(|keyword| constrains_nothing(keyword)));
    for (keyword, value) in old {
        match new.get(keyword) {
            Some(other) if !constrains_nothing(keyword) => in_value(keyword, value, other, found),
            other => {
                if constrains_nothing(keyword) && other != Some(value) {
                    found.insert(keyword);
                }
            }
        }
    }
}
