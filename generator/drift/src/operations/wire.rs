//! Brings the values of two versions into one form where they are written as text, so that what looks the same on the wire
//! is the same: an integer that became a string, a scalar that became a list.

use super::{
    fields::{Bodies, BodySchema, Field, Fields, SchemaLookup, is_plain_text, is_text, is_xml},
    nulls::{accepts_null, without_null},
    parts,
    text_objects::ObjectAligner,
    text_values::{Kinds, texts},
    wire_fields::{WireForm, Written},
};
use crate::pair::Pair;
use ringback_contract::keyword::{SOURCE, WRITTEN};
use ringback_openapi::specification::ParameterStyle;
use serde_json::{Map, Value, json};

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
    // No text stands for null.
    if accepts_null(&old.schema, &lookups.before) != accepts_null(&new.schema, &lookups.after) {
        for (field, lookup) in [(&mut *old, &lookups.before), (&mut *new, &lookups.after)] {
            if matches!(field.written, Written::AsText(_)) {
                field.schema = without_null(&field.schema, lookup);
            }
        }
    }
    let (old_form, new_form) = match (&old.written, &new.written) {
        (Written::AsText(old_form), Written::AsText(new_form)) => (*old_form, *new_form),
        (one, other) if one == other => return,
        _ => {
            // Numbers are written alike in JSON and as text.
            let is_numeric = |field: &Field, lookup: &SchemaLookup| {
                let kinds = Kinds::of(&field.schema, lookup);
                kinds.is_scalar() && kinds.is_numeric()
            };
            if !(is_numeric(old, &lookups.before) && is_numeric(new, &lookups.after)) {
                old.schema = named(&old.schema, &old.written.name());
                new.schema = named(&new.schema, &new.written.name());
            }
            return;
        }
    };
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
    let is_xml = is_xml(media_type);
    let (depth, usual) = if is_xml { (DEPTH_LIMIT, WireForm::ELEMENT) } else { (1, WireForm::PLAIN) };
    let forms = |name: &str| {
        let form = |body: &BodySchema| body.encodings.get(name).copied().unwrap_or(usual);
        Pair { before: form(old), after: form(new) }
    };
    let schemas = Pair { before: &old.schema, after: &new.schema };
    let mut both = match is_plain_text(media_type) {
        true => aligned(schemas, Pair { before: WireForm::PLAIN, after: WireForm::PLAIN }, lookups),
        false => ObjectAligner::new(&forms, lookups).bodies(schemas, depth),
    };
    if !is_xml {
        let aligned = both.as_ref().map_or(schemas, |[before, after]| Pair { before, after });
        both = parts::described(media_type, aligned, Pair { before: &*old, after: &*new }, lookups).or(both);
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
    let stated =
        |[old, new]: [Value; 2]| [as_stated(old, before, &lookups.before), as_stated(new, after, &lookups.after)];
    if kinds.before.is_scalar() && kinds.after.is_scalar() {
        if !forms.before.writes_scalars_like(forms.after) {
            return Some([named(before, &forms.before.name()), named(after, &forms.after.name())]);
        }
        let unsaid = |schema: &Value, lookup: &SchemaLookup| Kinds::of(schema, lookup).is_unsaid();
        let is_alike = kinds.before.compares_with(&kinds.after)
            && unsaid(before, &lookups.before) == unsaid(after, &lookups.after);
        return (!is_alike).then(|| stated([text(before, &lookups.before), text(after, &lookups.after)]));
    }
    let items =
        |schema: &Value, lookup: &SchemaLookup| lookup.resolved(schema).get("items").cloned().unwrap_or(json!({}));
    if kinds.before.is_list() && kinds.after.is_list() {
        let (old, new) = (lookups.before.resolved(before), lookups.after.resolved(after));
        let inner = Pair { before: items(before, &lookups.before), after: items(after, &lookups.after) };
        let inner = aligned(Pair { before: &inner.before, after: &inner.after }, forms, lookups);
        let is_alike = forms.before.writes_lists_like(forms.after);
        let is_bounded_alike = old.as_object().map(may_be_empty) == new.as_object().map(may_be_empty);
        if is_alike && inner.is_none() && is_bounded_alike {
            return None;
        }
        let (old, new) = (sent_list(old, forms.before), sent_list(new, forms.after));
        let [old_items, new_items] =
            inner.unwrap_or_else(|| [items(before, &lookups.before), items(after, &lookups.after)]);
        if is_alike {
            return Some([with_items(&old, old_items), with_items(&new, new_items)]);
        }
        return Some([
            in_form(&with_items(&old, old_items), forms.before),
            in_form(&with_items(&new, new_items), forms.after),
        ]);
    }
    if kinds.before.is_scalar() && kinds.after.is_list() {
        let inner = items(after, &lookups.after);
        return Some(stated([
            one_of(&text(before, &lookups.before)),
            with_items(lookups.after.resolved(after), text(&inner, &lookups.after)),
        ]));
    }
    if kinds.before.is_list() && kinds.after.is_scalar() {
        let inner = items(before, &lookups.before);
        let is_numeric = Kinds::of(&inner, &lookups.before).is_numeric();
        let inner = text(&inner, &lookups.before);
        let list = lookups.before.resolved(before);
        return Some(stated(match forms.before.repeats() {
            true => [with_items(list, inner), one_of(&text(after, &lookups.after))],
            // Elements in one value are one text.
            false => [joined(&inner, is_numeric, forms.before), text(after, &lookups.after)],
        }));
    }
    let is_object = |kinds: &Kinds| kinds.has_objects && !kinds.has_lists && kinds.scalars.is_empty();
    if is_object(&kinds.before) && is_object(&kinds.after) && !forms.before.writes_objects_like(forms.after) {
        return Some([named(before, &forms.before.name()), named(after, &forms.after.name())]);
    }
    None
}

/// Texts with the schema that states the values they are written for.
fn as_stated(mut texts: Value, schema: &Value, lookup: &SchemaLookup) -> Value {
    if let Some(object) = texts.as_object_mut() {
        let source = lookup.resolved(schema).get(SOURCE).cloned();
        object.extend(source.map(|source| (SOURCE.to_owned(), source)));
        object.insert(WRITTEN.into(), schema.clone());
    }
    texts
}

/// A value under the name of how it is written.
fn named(schema: &Value, name: &str) -> Value {
    json!({"type": "object", "properties": {name: schema}, "required": [name]})
}

fn with_items(list: &Value, items: Value) -> Value {
    let mut list = list.clone();
    if let Some(object) = list.as_object_mut() {
        object.insert("items".into(), items);
    }
    list
}

/// A list as it is sent: one without elements is not written, as if nobody had sent it.
fn sent_list(list: &Value, form: WireForm) -> Value {
    let mut list = list.clone();
    if let Some(object) = list.as_object_mut().filter(|object| !form.writes_empty_lists && may_be_empty(object)) {
        object.insert("minItems".into(), 1.into());
    }
    list
}

fn may_be_empty(list: &Map<String, Value>) -> bool {
    list.get("minItems").and_then(Value::as_u64).unwrap_or_default() == 0
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
