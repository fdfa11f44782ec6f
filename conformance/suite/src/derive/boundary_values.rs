//! Values that a document allows and few implementations are tried with: the edges of what the constraints of a place allow.

use ringback_constraints::{
    constraint::{Constraint, open_enum::OpenEnum, types::Type as JsonType},
    meaning::Meaning,
    model::Node,
};
use ringback_contract::source::{Basis, Source};
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

/// The edges of what is allowed at a place, given the name of its property and an ordinary value.
pub fn values(name: &str, node: &Node, ordinary: &Value) -> Vec<Valid> {
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
    all.extend(arn(name, node));
    all.extend(example(node, ordinary));
    all
}

/// Where a document speaks of ARNs, one of an account and a region that nobody has.
fn arn(name: &str, node: &Node) -> Option<Valid> {
    const OWNER: &str = "arn:aws:connect:us-east-1:999999999999:instance/018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11";
    const RESOURCE: &str = "018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d12";
    let narrow = NARROW.iter().any(|kind| *kind != "json_path" && node.has(kind));
    let text = node.may_be(JsonType::String) && node.parts().next().is_none() && !narrow;
    let speaks = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "ARN");
    let sentence = node.description.iter().find(|sentence| text && speaks(&sentence.value))?;
    let (basis, because) = (sentence.basis, sentence.sources.clone());
    // `QueueId` names a queue.
    let kind = name.strip_suffix("Id").unwrap_or(name).to_lowercase();
    let value = json!(format!("{OWNER}/{kind}/{RESOURCE}"));
    Some(Valid { way: "arn".into(), value, basis, decided: true, because })
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
        Constraint::Format(format) if !node.has("bounds") || format.range().is_none() => {
            forms(&format.name).iter().map(|(way, text, decided)| ((*way).to_owned(), text.value(), *decided)).collect()
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
    let several = match element.as_str() {
        Some("+12025550100") => json!([element, "+442079460123", "+61491570156"]),
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

enum Form {
    Text(&'static str),
    Number(i64),
}

impl Form {
    fn value(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
        }
    }
}

/// Valid values of a format that few implementations are tried with, and whether its name alone decides about them.
fn forms(format: &str) -> &'static [(&'static str, Form, bool)] {
    use Form::{Number, Text};
    match format {
        "uuid" => &[
            ("lower-case", Text("123e4567-e89b-12d3-a456-426614174abc"), true),
            ("upper-case", Text("123E4567-E89B-12D3-A456-426614174DEF"), true),
            ("other-version", Text("018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11"), true),
        ],
        "date" => &[("leap-day", Text("2028-02-29"), true), ("last-day", Text("2027-12-31"), true)],
        "partial-time" => &[
            ("midnight", Text("00:00:00"), true),
            ("last-second", Text("23:59:59"), true),
            // RFC 3339 has it; "HH:mm:ss", by which this format is usually described, has not.
            ("fraction", Text("14:30:00.5"), false),
        ],
        "date-time" => &[
            ("without-fraction", Text("2027-02-03T10:00:00Z"), true),
            ("midnight", Text("2027-02-03T00:00:00Z"), true),
            ("tenths", Text("2027-02-03T10:00:00.5Z"), true),
            ("milliseconds", Text("2027-02-03T10:00:00.123Z"), true),
            ("microseconds", Text("2027-02-03T10:00:00.123456Z"), true),
            ("nanoseconds", Text("2027-02-03T10:00:00.123456789Z"), false),
            ("positive-offset", Text("2027-02-03T10:00:00+05:30"), true),
            ("negative-offset", Text("2027-02-03T10:00:00.000-08:00"), true),
            ("lower-case", Text("2027-02-03t10:00:00z"), true),
            ("leap-day", Text("2028-02-29T23:59:59Z"), true),
        ],
        "e164" => &[
            ("north-american", Text("+12025550123"), true),
            ("british", Text("+442079460123"), true),
            ("australian", Text("+61491570156"), true),
            ("longest", Text("+999123456789012"), true),
            ("shortest", Text("+99"), true),
        ],
        "int32" => &[("largest-of-its-width", Number(2_147_483_647), true)],
        "int64" => &[
            ("beyond-32-bits", Number(4_294_967_296), true),
            // The largest integer that every reader of JSON keeps exactly, and the largest there is.
            ("largest-exact", Number(9_007_199_254_740_991), true),
            ("largest-of-its-width", Number(i64::MAX), true),
        ],
        _ => &[],
    }
}
