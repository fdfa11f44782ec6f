//! Makes a value that is valid against a schema, for examples; only keywords that are fully understood are used.

use super::{null::without_null, reader::SchemaReader};
use ringback_contract::keyword::is_annotation;
use ringback_runtime::format::Format;
use serde_json::{Map, Value, json};

/// The nesting depth of an example; deeper schemas have none.
const MOST_LEVELS: usize = 6;

/// The number of values in an example; larger ones have none, because required properties of required objects multiply.
const MOST_VALUES: usize = 1000;

impl<'a> SchemaReader<'a> {
    /// A valid value; `None` if the schema has constraints that are not understood here.
    pub fn specimen(self, schema: &'a Value) -> Option<Value> {
        self.value(schema, 0, &mut { MOST_VALUES })
    }

    fn value(self, schema: &'a Value, depth: usize, budget: &mut usize) -> Option<Value> {
        *budget = budget.checked_sub(1)?;
        let (_, schema) = without_null(schema);
        let object = match schema {
            Value::Bool(true) => return Some(json!("text")),
            Value::Object(object) if depth < MOST_LEVELS => object,
            _ => return None,
        };
        let asserting: Vec<&str> =
            object.keys().map(String::as_str).filter(|keyword| !is_annotation(keyword)).collect();
        let only = |known: &[&str]| asserting.iter().all(|keyword| *keyword == "type" || known.contains(keyword));
        if object.get("$ref").is_some_and(Value::is_string) {
            let definition = self.referred(schema)?;
            return if only(&["$ref"]) { self.value(&definition.schema, depth + 1, budget) } else { None };
        }
        let listed =
            object.get("const").or_else(|| object.get("enum")?.as_array()?.iter().find(|value| !value.is_null()));
        if let Some(value) = listed {
            return only(&["const", "enum"]).then(|| value.clone());
        }
        let types = self.types(schema);
        match types.as_deref().and_then(<[String]>::first).map(String::as_str) {
            name @ (Some("object") | None) if name.is_some() || object.contains_key("properties") => {
                only(&["properties", "required", "additionalProperties"]).then(|| self.object(object, depth, budget))?
            }
            Some("array") => only(&["items", "minItems", "maxItems"]).then(|| self.list(object, depth, budget))?,
            Some("string") => only(&["format", "minLength", "maxLength"]).then(|| text(object))?,
            Some("integer" | "number") => {
                only(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"])
                    .then(|| number(object))?
            }
            Some("boolean") => only(&[]).then_some(json!(true)),
            _ if asserting.is_empty() => Some(json!("text")),
            _ => None,
        }
    }

    fn object(self, object: &'a Map<String, Value>, depth: usize, budget: &mut usize) -> Option<Value> {
        let required = object.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let mut made = Map::new();
        for name in required {
            let property = object.get("properties").and_then(|properties| properties.get(name));
            let schema = property.or_else(|| object.get("additionalProperties")).unwrap_or(&Value::Bool(true));
            made.insert(name.to_owned(), self.value(schema, depth + 1, budget)?);
        }
        Some(Value::Object(made))
    }

    fn list(self, object: &'a Map<String, Value>, depth: usize, budget: &mut usize) -> Option<Value> {
        let count = |keyword: &str| object.get(keyword).and_then(Value::as_u64);
        let most = count("maxItems").unwrap_or(u64::MAX);
        let wanted = count("minItems").unwrap_or(1).max(1).min(most);
        if object.get("items").is_some_and(Value::is_array) || wanted > 4 {
            return None;
        }
        let element = self.value(object.get("items").unwrap_or(&Value::Bool(true)), depth + 1, budget)?;
        Some((0..wanted).map(|_| element.clone()).collect())
    }
}

fn text(object: &Map<String, Value>) -> Option<Value> {
    let count = |keyword: &str| object.get(keyword).and_then(Value::as_u64);
    let (least, most) = (count("minLength").unwrap_or(0), count("maxLength").unwrap_or(u64::MAX));
    let fits = |text: &str| (least..=most).contains(&(text.chars().count() as u64));
    if let Some(name) = object.get("format").and_then(Value::as_str) {
        let text = Format::named(name)?.sample();
        return fits(text).then(|| json!(text));
    }
    let documented = object.get("examples").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let made = "text".chars().cycle().take(usize::try_from(least.max(4).min(most).min(200)).ok()?).collect::<String>();
    documented.map(String::from).chain([made]).find(|text| fits(text)).map(Value::String)
}

fn number(object: &Map<String, Value>) -> Option<Value> {
    let bound = |keyword: &str| object.get(keyword).map(Value::as_f64);
    let bounds = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].map(bound);
    let [least, above, most, below] = bounds;
    let fits = |number: f64| {
        least.is_none_or(|bound| bound.is_some_and(|bound| number >= bound))
            && above.is_none_or(|bound| bound.is_some_and(|bound| number > bound))
            && most.is_none_or(|bound| bound.is_some_and(|bound| number <= bound))
            && below.is_none_or(|bound| bound.is_some_and(|bound| number < bound))
    };
    let ends = bounds
        .into_iter()
        .flatten()
        .flatten()
        .flat_map(|bound| [bound.ceil(), bound.floor() + 1.0, bound.floor() - 1.0]);
    const EXACT: f64 = 1e9;
    let found = [1.0, 0.0].into_iter().chain(ends).find(|number| fits(*number) && number.abs() < EXACT)?;
    Some(json!(found as i64))
}
