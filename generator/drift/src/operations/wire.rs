//! Brings the values of two versions into one form where they are written as text, so that what looks the same on the wire
//! is the same: an integer that became a string, a scalar that became a list.

use super::{
    fields::{Bodies, BodySchema, Field, Fields, SchemaLookup, is_plain_text, is_text, is_xml},
    text_objects::ObjectAligner,
    text_values::{Kinds, texts},
    wire_fields::WireForm,
};
use crate::pair::Pair;
use ringback_openapi::specification::ParameterStyle;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Objects within objects that are looked into, in XML and in parameters such as `a[b][c]`.
const DEPTH_LIMIT: usize = 8;

/// Aligns fields of the same name.
pub fn align_fields(fields: &mut Pair<Fields>, lookups: &Pair<SchemaLookup>) {
    for (name, old) in &mut fields.before {
        let Some((_, new)) = fields.after.iter_mut().find(|(other, _)| other == name) else { continue };
        align_field(old, new, lookups);
    }
}

fn align_field(old: &mut Field, new: &mut Field, lookups: &Pair<SchemaLookup>) {
    let (Some(old_form), Some(new_form)) = (old.form, new.form) else { return };
    let forms = Pair { before: old_form, after: new_form };
    let depth = if old_form.style == ParameterStyle::DeepObject { DEPTH_LIMIT } else { 1 };
    let schemas = Pair { before: &old.schema, after: &new.schema };
    let objects = || ObjectAligner::new(&|_| forms, lookups).objects(schemas, depth);
    if let Some([before, after]) = aligned(schemas, forms, lookups).or_else(objects) {
        (old.schema, new.schema) = (before, after);
    }
    if old_form.is_empty_allowed != new_form.is_empty_allowed {
        for (field, form) in [(&mut *old, old_form), (&mut *new, new_form)] {
            if form.is_empty_allowed {
                field.schema = json!({"anyOf": [field.schema, {"const": ""}]});
            }
        }
    }
}

/// Aligns the bodies of the same media type, if values in it are text.
pub fn align_bodies(bodies: &mut Pair<Bodies>, lookups: &Pair<SchemaLookup>) {
    for (media_type, old) in &mut bodies.before {
        let Some((_, new)) = bodies.after.iter_mut().find(|(other, _)| other == media_type) else { continue };
        if is_text(media_type) {
            align_body(media_type, old, new, lookups);
        }
    }
}

fn align_body(media_type: &str, old: &mut BodySchema, new: &mut BodySchema, lookups: &Pair<SchemaLookup>) {
    let depth = if is_xml(media_type) { DEPTH_LIMIT } else { 1 };
    let forms = |name: &str| {
        let form = |body: &BodySchema| body.encodings.get(name).copied().unwrap_or(WireForm::PLAIN);
        Pair { before: form(old), after: form(new) }
    };
    let schemas = Pair { before: &old.schema, after: &new.schema };
    let types = Pair { before: &old.part_types, after: &new.part_types };
    let mut both = match is_plain_text(media_type) {
        true => aligned(schemas, Pair { before: WireForm::PLAIN, after: WireForm::PLAIN }, lookups),
        false => ObjectAligner::new(&forms, lookups).bodies(schemas, depth),
    };
    // A part of another media type is another part.
    let differing: BTreeSet<&String> = types.before.iter().chain(types.after).map(|(name, _)| name).collect();
    for name in differing.into_iter().filter(|name| types.before.get(*name) != types.after.get(*name)) {
        let [mut before, mut after] = both.unwrap_or_else(|| {
            [lookups.before.resolved(&old.schema).clone(), lookups.after.resolved(&new.schema).clone()]
        });
        for (schema, part_type) in [(&mut before, types.before.get(name)), (&mut after, types.after.get(name))] {
            if let (Some(property), Some(part_type)) =
                (schema.get_mut("properties").and_then(|all| all.get_mut(name.as_str())), part_type)
            {
                *property = json!({"type": "object", "properties": {part_type: property}, "required": [part_type]});
            }
        }
        both = Some([before, after]);
    }
    if let Some([before, after]) = both {
        (old.schema, new.schema) = (before, after);
    }
}

/// Both schemas in one form; `None` if they are compared as they are.
pub(super) fn aligned(
    schemas: Pair<&Value>,
    forms: Pair<WireForm>,
    lookups: &Pair<SchemaLookup>,
) -> Option<[Value; 2]> {
    let Pair { before, after } = schemas;
    let mut kinds = Pair { before: Kinds::of(before, &lookups.before), after: Kinds::of(after, &lookups.after) };
    // What is not said is any text.
    for (own, other) in [(true, kinds.after.clone()), (false, kinds.before.clone())] {
        let unsaid = if own { &mut kinds.before } else { &mut kinds.after };
        if unsaid.is_unsaid() && other.is_scalar() {
            unsaid.scalars.insert("string".into());
        }
    }
    let text = |schema: &Value, lookup: &SchemaLookup| texts(schema, lookup);
    if kinds.before.is_scalar() && kinds.after.is_scalar() {
        if !forms.before.writes_scalars_like(forms.after) {
            return Some([(before, forms.before), (after, forms.after)].map(named));
        }
        let unsaid = |schema: &Value, lookup: &SchemaLookup| Kinds::of(schema, lookup).is_unsaid();
        let is_alike = kinds.before.compares_with(&kinds.after)
            && unsaid(before, &lookups.before) == unsaid(after, &lookups.after);
        return (!is_alike).then(|| [text(before, &lookups.before), text(after, &lookups.after)]);
    }
    let items =
        |schema: &Value, lookup: &SchemaLookup| lookup.resolved(schema).get("items").cloned().unwrap_or(json!({}));
    if kinds.before.is_list() && kinds.after.is_list() {
        let (old, new) = (lookups.before.resolved(before), lookups.after.resolved(after));
        let inner = Pair { before: items(before, &lookups.before), after: items(after, &lookups.after) };
        let inner = aligned(Pair { before: &inner.before, after: &inner.after }, forms, lookups);
        if forms.before.writes_lists_like(forms.after) {
            let [old_items, new_items] = inner?;
            return Some([with_items(old, old_items), with_items(new, new_items)]);
        }
        let [old_items, new_items] =
            inner.unwrap_or_else(|| [items(before, &lookups.before), items(after, &lookups.after)]);
        return Some([
            in_form(&with_items(old, old_items), forms.before),
            in_form(&with_items(new, new_items), forms.after),
        ]);
    }
    if kinds.before.is_scalar() && kinds.after.is_list() {
        let inner = items(after, &lookups.after);
        return Some([
            one_of(&text(before, &lookups.before)),
            with_items(lookups.after.resolved(after), text(&inner, &lookups.after)),
        ]);
    }
    if kinds.before.is_list() && kinds.after.is_scalar() {
        let inner = items(before, &lookups.before);
        let is_numeric = Kinds::of(&inner, &lookups.before).is_numeric();
        let inner = text(&inner, &lookups.before);
        let list = lookups.before.resolved(before);
        return Some(match forms.before.repeats() {
            true => [with_items(list, inner), one_of(&text(after, &lookups.after))],
            // Elements in one value are one text.
            false => [joined(&inner, is_numeric, forms.before), text(after, &lookups.after)],
        });
    }
    let is_object = |kinds: &Kinds| kinds.has_objects && !kinds.has_lists && kinds.scalars.is_empty();
    if is_object(&kinds.before) && is_object(&kinds.after) && !forms.before.writes_objects_like(forms.after) {
        return Some([(before, forms.before), (after, forms.after)].map(named));
    }
    None
}

/// A value under the name of how it is written.
fn named((schema, form): (&Value, WireForm)) -> Value {
    json!({"type": "object", "properties": {form.name(): schema}, "required": [form.name()]})
}

fn with_items(list: &Value, items: Value) -> Value {
    let mut list = list.clone();
    if let Some(object) = list.as_object_mut() {
        object.insert("items".into(), items);
    }
    list
}

/// A list of one value.
fn one_of(scalar: &Value) -> Value {
    json!({"type": "array", "items": scalar, "minItems": 1, "maxItems": 1})
}

/// A list as it is written: lists of several elements are told apart by their form.
fn in_form(list: &Value, form: WireForm) -> Value {
    let with = |keyword: &str, count: u8| {
        let mut bounded: Map<String, Value> = list.as_object().cloned().unwrap_or_default();
        let known = bounded.get(keyword).and_then(Value::as_u64);
        let bound = match keyword {
            "minItems" => known.unwrap_or(0).max(count.into()),
            _ => known.unwrap_or(u64::MAX).min(count.into()),
        };
        bounded.insert(keyword.into(), bound.into());
        Value::Object(bounded)
    };
    let several = with("minItems", 2);
    let name = form.name();
    json!({"anyOf": [
        with("maxItems", 1),
        {"type": "object", "properties": {&name: several}, "required": [&name], "additionalProperties": false},
    ]})
}

/// The texts of lists whose elements stand in one value. Of elements that are no numbers, any text is one.
fn joined(items: &Value, is_numeric: bool, form: WireForm) -> Value {
    let pattern = items.get("pattern").and_then(Value::as_str).filter(|_| is_numeric);
    match pattern.and_then(|pattern| pattern.strip_prefix('^')?.strip_suffix('$')) {
        Some(element) => {
            let separator = regex::escape(&form.separator().to_string());
            json!({"type": "string", "pattern": format!("^({element}({separator}{element})*)?$")})
        }
        None => json!({"type": "string"}),
    }
}
