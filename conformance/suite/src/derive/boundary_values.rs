//! Values that a document allows and few implementations are tried with: the edges of what the constraints of a place allow.

use ringback_constraints::{
    constraint::{Constraint, open_enum::OpenEnum, types::Type as JsonType},
    meaning::Meaning,
    model::Node,
};
use ringback_contract::{
    source::{Basis, Source},
    vendor::Notation,
};
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};

/// A valid value and the words by which it is.
pub struct Valid {
    /// What is rare about it.
    pub way: String,
    /// The valid value at its place.
    pub value: Value,
    /// Whether the words are a document's.
    pub basis: Basis,
    /// Whether the words decide; where they do not, readings of them differ.
    pub decided: bool,
    /// The sentences by which it is valid.
    pub because: Vec<Source>,
}

/// Text beyond what one alphabet holds; the last letter is written as two characters.
const UNICODE: &str = "Zoë Müller-Łuć 東京 🙂 e\u{301}";

/// Kinds of constraints that leave little of what a text may be.
const NARROW: [&str; 8] =
    ["format", "pattern", "enumeration", "open_enum", "length", "json_path", "static_only", "raw"];

/// The edges of what is allowed at a place, given the name of its property, an ordinary value and what its vendor's
/// documents allow by a word.
pub fn values(name: &str, node: &Node, ordinary: &Value, notations: &[Notation]) -> Vec<Valid> {
    let mut all: Vec<Valid> = Vec::new();
    for constraint in &node.constraints {
        let edges = edges(name, node, &constraint.value, ordinary);
        all.extend(edges.into_iter().map(|(way, value, decided)| Valid {
            way,
            value,
            basis: constraint.basis,
            decided,
            because: constraint.sources.clone(),
        }));
    }
    all.extend(notations.iter().filter_map(|known| notation(name, node, known)));
    all.extend(example(node, ordinary));
    all
}

/// A value that a sentence allows by a word of which the vendor's folder gives an example: an ARN.
fn notation(name: &str, node: &Node, notation: &Notation) -> Option<Valid> {
    let narrow = NARROW.iter().any(|kind| *kind != "json_path" && node.has(kind));
    let text = node.may_be(JsonType::String) && node.parts().next().is_none() && !narrow;
    let sentence = node.description.iter().find(|sentence| text && notation.is_used_in(&sentence.value))?;
    let (basis, because) = (sentence.basis, sentence.sources.clone());
    let value = json!(notation.value(name));
    Some(Valid { way: notation.word.to_lowercase(), value, basis, decided: true, because })
}

/// The document's own example of a map, where it is one of the same kind as the ordinary value and rings nowhere.
fn example(node: &Node, ordinary: &Value) -> Option<Valid> {
    let kind = |value: &Value| std::mem::discriminant(value);
    let same = |map: &Map<String, Value>| {
        let ordinary = ordinary.as_object().and_then(|ordinary| ordinary.values().next());
        !map.is_empty() && ordinary.is_some_and(|ordinary| map.values().all(|value| kind(value) == kind(ordinary)))
    };
    let silent = |value: &Value| !value.to_string().chars().any(|c| c.is_ascii_digit());
    let fits = |value: &Value| node.values.is_some() && silent(value) && value.as_object().is_some_and(same);
    let example = node.examples.iter().find(|example| fits(&example.value))?;
    Some(Valid {
        way: "documented-example".into(),
        value: example.value.clone(),
        basis: example.basis,
        decided: true,
        because: example.sources.clone(),
    })
}

/// A way, a value, and whether the words decide about it.
type Edge = (String, Value, bool);

fn edges(name: &str, node: &Node, constraint: &Constraint, ordinary: &Value) -> Vec<Edge> {
    let edge = |way: &str, value: Value| (way.to_owned(), value, true);
    let unsure = |way: &str, value: Value| (way.to_owned(), value, false);
    match constraint {
        Constraint::Enumeration(known) => {
            known.values.iter().map(|value| edge(&format!("value-{}", label(value)), value.clone())).collect()
        }
        Constraint::OpenEnum(open) => open_values(open),
        Constraint::Bounds(bounds) => {
            // Where only one end is documented, nobody may draw the other close by.
            const FAR: i64 = 99;
            let number = |bound: &Option<serde_json::Number>| bound.as_ref().and_then(serde_json::Number::as_i64);
            let least = number(&bounds.minimum).or(number(&bounds.exclusive_minimum).map(|bound| bound + 1));
            let most = number(&bounds.maximum).or(number(&bounds.exclusive_maximum).map(|bound| bound - 1));
            let beyond = match (least, most) {
                (Some(least), None) => least.checked_add(FAR).map(|value| edge("well-above", json!(value))),
                (None, Some(most)) => most.checked_sub(FAR).map(|value| edge("well-below", json!(value))),
                _ => None,
            };
            let least = least.map(|least| edge("smallest", json!(least)));
            least.into_iter().chain(most.map(|most| edge("largest", json!(most)))).chain(beyond).collect()
        }
        Constraint::Length(length) => {
            let text = |count: u64| json!("x".repeat(usize::try_from(count).unwrap_or_default()));
            let least = length.least.map(|least| edge("shortest", text(least)));
            least
                .into_iter()
                .chain(length.most.filter(|most| *most <= 100_000).map(|most| edge("longest", text(most))))
                .collect()
        }
        Constraint::Format(format) if !node.has("bounds") || format.width().is_none() => {
            format.boundaries().into_iter().map(|(way, value, decided)| (way.to_owned(), value, decided)).collect()
        }
        Constraint::Nullable(_) => vec![edge("null", Value::Null)],
        Constraint::JsonPath(_) => vec![
            edge("json-path", json!("$.Attributes.queue")),
            // What the syntax of an identifier is, no document says: the brackets are RFC 9535's.
            unsure("bracketed-json-path", json!("$['Attributes']['my queue']")),
        ],
        Constraint::Decimal(_) => decimals(node),
        Constraint::Spellings(known) => {
            known.of.keys().map(|spelling| edge(&format!("spelling-{spelling}"), json!(spelling))).collect()
        }
        Constraint::Items(_) => several_elements(node, ordinary),
        Constraint::Values(_) => several_entries(node, ordinary),
        Constraint::Types(types) => match types.any_of.as_slice() {
            [JsonType::Boolean] => vec![edge("false", json!(false))],
            [JsonType::Integer] if node.has("bounds") => vec![unsure("whole-fraction", json!(1.0))],
            [JsonType::Integer] => {
                vec![edge("zero", json!(0)), unsure("negative", json!(-1)), unsure("whole-fraction", json!(7.0))]
            }
            [JsonType::String] if !NARROW.iter().any(|kind| node.has(kind)) => {
                // Of a number or an identifier nobody says which letters it has.
                let meaning = Meaning::of(name, node);
                let mut edges = vec![("unicode".into(), json!(UNICODE), meaning == Meaning::Words)];
                if meaning == Meaning::Identifier {
                    edges.push(edge("no-uuid", json!("main-7")));
                }
                edges
            }
            [JsonType::Object] if node.parts().next().is_none() && node.unresolved.is_none() => {
                vec![edge("free-form", json!({"anything": [1, "two", null], "more": {"deep": true}}))]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Numbers as text: an ordinary one, and those at the ends of what is allowed.
fn decimals(node: &Node) -> Vec<Edge> {
    let bounds = node.constraints.iter().find_map(|constraint| match &constraint.value {
        Constraint::Bounds(bounds) => Some((bounds.minimum.clone(), bounds.maximum.clone())),
        _ => None,
    });
    let (least, most) = bounds.unwrap_or_default();
    let end = |way: &str, bound: Option<serde_json::Number>| Some((way.to_owned(), json!(bound?.to_string()), true));
    let ordinary = ("decimal-text".to_owned(), json!("5"), true);
    [Some(ordinary), end("smallest-decimal-text", least), end("largest-decimal-text", most)]
        .into_iter()
        .flatten()
        .collect()
}

fn label(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

/// The documented values, and one that is not: a sentence that gives examples allows it, an SDK's sentinel only hints at it.
fn open_values(open: &OpenEnum) -> Vec<Edge> {
    let known = open.values.iter().map(|value| (format!("value-{value}"), json!(value), true));
    known.chain([("unlisted".into(), json!("unlistedValue"), open.sentinel.is_none())]).collect()
}

/// More elements than one, where no rule counts or compares them.
fn several_elements(node: &Node, ordinary: &Value) -> Vec<Edge> {
    let Some(element) = ordinary.get(0).filter(|_| !node.has("count") && !node.has("unique")) else {
        return Vec::new();
    };
    let format = Format::ALL.iter().find(|format| element == format.sample()).map(|format| format.profile());
    let several = match format.map(|format| format.more_samples) {
        Some([second, third, ..]) => json!([element, second, third]),
        _ => json!([element, element, element]),
    };
    vec![("several".into(), several, true)]
}

/// Maps of which something is easily lost: one of several entries, an empty one, a name that is no identifier.
fn several_entries(node: &Node, ordinary: &Value) -> Vec<Edge> {
    let Some(value) = ordinary.as_object().and_then(|map| map.values().next()).filter(|_| !node.has("count")) else {
        return Vec::new();
    };
    let mut edges = vec![
        ("empty".into(), json!({}), true),
        ("unusual-names".into(), json!({"with blank": value, "a.b/c~d": value, "Zoë 東京": value}), true),
    ];
    let values = node.values.as_deref();
    if value.is_string() && values.is_some_and(|values| !NARROW.iter().any(|kind| values.has(kind))) {
        edges.push(("several".into(), json!({"first": "one", "second": "two", "third": "three"}), true));
        edges.push(("empty-text".into(), json!({"nothing": "", "something": value}), true));
        edges.push((
            "distinct-texts".into(),
            json!({"a": "Yes", "b": "yes", "c": " yes ", "d": "5", "e": "<b>\"&amp;'</b>"}),
            true,
        ));
    } else {
        edges.push(("several".into(), json!({"first": value, "second": value, "third": value}), true));
    }
    edges
}
