//! Compares what a sentence states with what the keywords say.

use crate::{
    Nulls, SpecFile,
    effective::Effective,
    finding::{Fix, Level, LintFinding},
    place::{Place, Presence},
    stated::{Says, Statement},
};
use ringback_contract::{name::fold, spanned_json::SpannedJson};
use serde_json::{Value, json};
use std::ops::Range;

/// Keywords that say by themselves which strings are meant, so that a format or a length beside them is not missing.
const STRICTER: &[&str] = &["enum", "const", "pattern"];

/// The finding about a statement; none if the keywords say the same, or something that cannot be compared with it.
pub fn compare(file: &SpecFile, place: &Place, schema: &Effective, statement: &Statement) -> Option<LintFinding> {
    let finding = |level, keyword: &str, value: Value, message: String, fix: Option<Fix>| LintFinding {
        file: file.text.path.to_owned(),
        line: line(file, place),
        pointer: place.pointer.clone(),
        level,
        keyword: keyword.to_owned(),
        value,
        sentence: statement.sentence.clone(),
        message,
        said_at: said_at(file, place, &statement.sentence),
        // Beside a reference nothing is heard, in OpenAPI before 3.1.
        fix: fix.filter(|_| place.target.member("$ref").is_none() && !place.target.members().is_empty()),
    };
    let missing = |keyword: &str, value: Value, fix: Option<Fix>| {
        let message = format!("no keyword says `{keyword}: {value}`");
        Some(finding(Level::Missing, keyword, value, message, fix))
    };
    let write = |keyword: &str, value: &Value| {
        let (at, keyword, value) = (place.target_pointer.clone(), keyword.to_owned(), value.clone());
        // Before OpenAPI 3.1 a bound is made exclusive by a flag beside it.
        let inclusive = match (keyword.as_str(), file.nulls) {
            (_, Nulls::Type) => None,
            ("exclusiveMinimum", _) => Some("minimum"),
            ("exclusiveMaximum", _) => Some("maximum"),
            _ => None,
        };
        let keywords = match inclusive {
            Some(inclusive) => vec![(inclusive.to_owned(), value), (keyword, json!(true))],
            None => vec![(keyword, value)],
        };
        Some(Fix::Keywords { at, keywords })
    };
    match &statement.says {
        Says::Keyword(keyword, value) => match outcome(schema, keyword, value) {
            Outcome::Missing => missing(keyword, value.clone(), write(keyword, value)),
            Outcome::Differs(other) => {
                let message = format!("the sentence says `{keyword}: {value}`, the keyword says `{other}`");
                Some(finding(Level::Contradiction, keyword, value.clone(), message, None))
            }
            Outcome::Same | Outcome::Unclear => None,
        },
        Says::OfItems(keyword, value) => {
            let items = place.target.member("items")?;
            let elements = Effective::of(&file.parsed.root, &items.value);
            let of_items =
                |finding: LintFinding| LintFinding { pointer: format!("{}/items", place.target_pointer), ..finding };
            match outcome(&elements, keyword, value) {
                Outcome::Missing => {
                    let at = format!("{}/items", place.target_pointer);
                    let has_members = !items.value.members().is_empty() && items.value.member("$ref").is_none();
                    let fix = Fix::Keywords { at, keywords: vec![(keyword.clone(), value.clone())] };
                    missing(keyword, value.clone(), Some(fix).filter(|_| has_members)).map(of_items)
                }
                Outcome::Differs(other) => {
                    let message =
                        format!("the sentence says `{keyword}: {value}` of the elements, the keyword says `{other}`");
                    Some(of_items(finding(Level::Contradiction, keyword, value.clone(), message, None)))
                }
                Outcome::Same | Outcome::Unclear => None,
            }
        }
        Says::Nullable => {
            if schema.is_nullable() || schema.has_alternatives() || schema.types().is_empty() {
                return None;
            }
            let (keyword, value) = match file.nulls {
                Nulls::Nullable => ("nullable", json!(true)),
                Nulls::Extension => ("x-nullable", json!(true)),
                Nulls::Type => {
                    let types: Vec<&str> = schema.types().into_iter().chain(["null"]).collect();
                    // The keyword is there, and has to be replaced by hand.
                    return missing("type", json!(types), None);
                }
            };
            missing(keyword, value.clone(), write(keyword, &value))
        }
        Says::Required => match (&place.presence, &place.name) {
            (Presence::Listed(owner, at), Some(name)) => {
                let effective = Effective::of(&file.parsed.root, owner);
                let is_said = effective.required.contains(name) || effective.is_open;
                let fix = Fix::Required { at: at.clone(), name: name.clone() };
                (!is_said).then(|| missing("required", json!([name]), Some(fix))).flatten()
            }
            (Presence::Marked, _) if !is_marked_required(place.described) => {
                let fix = Fix::Keywords { at: place.pointer.clone(), keywords: vec![("required".into(), json!(true))] };
                missing("required", json!(true), Some(fix))
            }
            _ => None,
        },
        // "If not set, …" tells what happens, and may be about requests where the schema is of responses.
        Says::Optional if !says_so(&statement.sentence) => None,
        // "Optional bell to ring" beside an `id` says what the identifier is of.
        Says::Optional if names_whole(place) && statement.sentence.to_lowercase().starts_with("optional ") => None,
        // Of what is always there and may be null, "optional" says the latter.
        Says::Optional if schema.is_nullable() || statement.sentence.to_lowercase().contains("null") => None,
        Says::Optional => {
            let is_required = match (&place.presence, &place.name) {
                (Presence::Listed(owner, _), Some(name)) => {
                    Effective::of(&file.parsed.root, owner).required.contains(name)
                }
                (Presence::Marked, _) => is_marked_required(place.described),
                _ => false,
            };
            let message = "the sentence says that it may be left out, and it is listed as required".to_owned();
            is_required.then(|| finding(Level::Contradiction, "required", json!(false), message, None))
        }
        Says::RequiresProperty(name) => {
            let is_said = schema.required.contains(name) || schema.has_alternatives();
            let fix = Fix::Required { at: place.target_pointer.clone(), name: name.clone() };
            (!is_said).then(|| missing("required", json!([name]), Some(fix))).flatten()
        }
        Says::Rule { keyword, rule, of_owner } => {
            let holder = match (&place.presence, of_owner) {
                (Presence::Listed(owner, _), true) => Effective::of(&file.parsed.root, owner),
                (_, true) => return None,
                (_, false) => schema.clone(),
            };
            let says_rules = ["dependentRequired", "dependentSchemas", "dependencies", "allOf", "then", "else"];
            let said = holder.has_alternatives() || says_rules.iter().any(|keyword| holder.get(keyword).is_some());
            if said {
                return None;
            }
            // Whether a dialect has the keyword is left to a person.
            missing(keyword, rule.clone(), None)
        }
    }
}

/// Where a sentence stands: in the description as it is written, or all of the description if it is written otherwise.
fn said_at(file: &SpecFile, place: &Place, sentence: &str) -> Range<usize> {
    let Some(description) = place.description.map(|description| description.value.range.clone()) else {
        return place.described.range.clone();
    };
    let found = file.text.text.get(description.clone()).and_then(|written| written.find(sentence));
    found.map_or(description.clone(), |at| description.start + at..description.start + at + sentence.len())
}

fn line(file: &SpecFile, place: &Place) -> u32 {
    let at = place.description.map_or(place.described.range.start, |description| description.value.range.start);
    file.text.line(at)
}

/// Whether a property stands for the object that holds it.
fn names_whole(place: &Place) -> bool {
    place.name.as_deref().is_some_and(|name| matches!(name, "id" | "type" | "data"))
}

/// Whether a sentence says in so many words that its subject may be left out.
fn says_so(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    ["optional", "be omitted", "be left out", "not required", "not mandatory"]
        .iter()
        .any(|word| sentence.contains(word))
}

fn is_marked_required(parameter: &SpannedJson) -> bool {
    parameter.member("required").is_some_and(|required| required.value.value() == Value::Bool(true))
}

/// How a keyword of a sentence relates to the keywords of a schema.
enum Outcome {
    Same,
    Missing,
    /// The keyword says this instead.
    Differs(String),
    /// It may be said in another way.
    Unclear,
}

fn outcome(schema: &Effective, keyword: &str, value: &Value) -> Outcome {
    match keyword {
        "minimum" | "exclusiveMinimum" => bound(schema, keyword, value, ["minimum", "exclusiveMinimum"], 1),
        "maximum" | "exclusiveMaximum" => bound(schema, keyword, value, ["maximum", "exclusiveMaximum"], -1),
        "type" => kind(schema, value),
        "enum" => values(schema, value),
        "format" => format(schema, value),
        "default" => default(schema, value),
        "readOnly" | "writeOnly" | "deprecated" => match schema.get(keyword) {
            Some(said) if said == value => Outcome::Same,
            Some(said) => Outcome::Differs(said.to_string()),
            None => Outcome::Missing,
        },
        _ => {
            let of_text = matches!(keyword, "pattern" | "minLength" | "maxLength") && schema.get(keyword).is_none();
            if of_text && STRICTER.iter().any(|keyword| schema.get(keyword).is_some()) {
                return Outcome::Unclear;
            }
            match schema.get(keyword) {
                Some(said) if equal(said, value) => Outcome::Same,
                Some(said) if said.is_number() && value.is_number() => Outcome::Differs(said.to_string()),
                Some(_) => Outcome::Unclear,
                None if schema.has_alternatives() || schema.get("enum").is_some() => Outcome::Unclear,
                None => Outcome::Missing,
            }
        }
    }
}

/// A bound: exclusive ones are compared with the others where the value is an integer. `inward` is 1 for a lower bound.
fn bound(schema: &Effective, keyword: &str, value: &Value, [inclusive, exclusive]: [&str; 2], inward: i64) -> Outcome {
    let Some(stated) = value.as_f64() else { return Outcome::Unclear };
    let types = schema.types();
    if !types.iter().any(|kind| matches!(*kind, "integer" | "number")) || schema.get("enum").is_some() {
        return Outcome::Unclear;
    }
    let step = if types.contains(&"integer") { inward as f64 } else { 0.0 };
    let stated = if keyword == exclusive { stated + step } else { stated };
    // A boolean makes the other keyword exclusive, before OpenAPI 3.1.
    let (said, is_exclusive) = match (schema.get(inclusive), schema.get(exclusive)) {
        (Some(bound), Some(Value::Bool(flag))) => (bound.as_f64(), *flag),
        (_, Some(bound)) => (bound.as_f64(), true),
        (Some(bound), None) => (bound.as_f64(), false),
        (None, None) if schema.has_alternatives() => return Outcome::Unclear,
        (None, None) => return Outcome::Missing,
    };
    let Some(said) = said else { return Outcome::Unclear };
    let effective = if is_exclusive { said + step } else { said };
    let same_kind = step != 0.0 || is_exclusive == (keyword == exclusive);
    match effective == stated {
        true if same_kind => Outcome::Same,
        true => Outcome::Unclear,
        // "Greater than 0" and `minimum: 1` are the same of what is counted, whatever its type.
        false if !same_kind && (effective - stated).abs() <= 1.0 => Outcome::Unclear,
        false => Outcome::Differs(said.to_string()),
    }
}

fn kind(schema: &Effective, value: &Value) -> Outcome {
    let types = schema.types();
    match value.as_str() {
        Some(kind) if types.contains(&kind) => Outcome::Same,
        Some("integer") if types == ["number"] => Outcome::Missing,
        Some(_) if types.is_empty() && !schema.has_alternatives() && schema.get("enum").is_none() => Outcome::Missing,
        _ => Outcome::Unclear,
    }
}

/// The values of a sentence. It may name only some of them; one that the keyword refuses is a contradiction.
fn values(schema: &Effective, value: &Value) -> Outcome {
    let Some(stated) = value.as_array() else { return Outcome::Unclear };
    let Some(said) = schema.get("enum").and_then(Value::as_array) else {
        let is_other = schema.has_alternatives() || schema.get("pattern").is_some();
        let is_list = schema.types().iter().any(|kind| matches!(*kind, "array" | "object"));
        return if is_other || is_list { Outcome::Unclear } else { Outcome::Missing };
    };
    // "EIP-1559" beside `eip1559` is the same in other letters.
    let text = |value: &Value| match value.as_str() {
        Some(text) => Some(fold(text)).filter(|folded| !folded.is_empty()).unwrap_or_else(|| text.to_lowercase()),
        None => value.to_string(),
    };
    let said_texts: Vec<String> = said.iter().map(text).collect();
    let is_said = |value: &Value| said_texts.contains(&text(value));
    // "Loud or soft" beside the codes `L` and `S`.
    let is_coded =
        |value: &Value| said_texts.iter().any(|code| !code.is_empty() && text(value).starts_with(code.as_str()));
    match () {
        () if stated.iter().all(is_said) => Outcome::Same,
        () if stated.iter().all(is_coded) => Outcome::Unclear,
        () => Outcome::Differs(Value::Array(said.clone()).to_string()),
    }
}

fn format(schema: &Effective, value: &Value) -> Outcome {
    match schema.get("format") {
        Some(said) if said == value => Outcome::Same,
        // Others name the same in other words, or something finer.
        Some(said) => match (said.as_str(), value.as_str()) {
            (Some("date"), Some("date-time")) | (Some("date-time"), Some("date")) => Outcome::Differs(said.to_string()),
            _ => Outcome::Unclear,
        },
        None if STRICTER.iter().any(|keyword| schema.get(keyword).is_some()) => Outcome::Unclear,
        None if schema.has_alternatives() => Outcome::Unclear,
        None => Outcome::Missing,
    }
}

fn default(schema: &Effective, value: &Value) -> Outcome {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from).to_lowercase();
    match schema.get("default") {
        Some(said) if equal(said, value) || text(said) == text(value) => Outcome::Same,
        Some(Value::Array(_) | Value::Object(_)) => Outcome::Unclear,
        Some(said) => Outcome::Differs(said.to_string()),
        None => {
            let fits = schema.types().iter().any(|kind| match *kind {
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                _ => false,
            });
            let values = schema.get("enum").and_then(Value::as_array);
            let is_listed = values.is_none_or(|values| values.contains(value));
            if fits && is_listed && !schema.is_open { Outcome::Missing } else { Outcome::Unclear }
        }
    }
}

fn equal(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some_and(|number| other.as_f64() == Some(number))
}
