//! Laws that hold for every kind of constraint, over the examples that the kinds give.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod hedges;
mod reading;
mod relations;
mod schemas;
mod values;

use ringback_constraints::{
    clue::{Around, Clue},
    constraint::{Constraint, Example, Links, Reading, Schema, Type},
    model::Node,
};
use ringback_contract::{
    provenance::{Basis, Source, Sourced},
    subject::Subject,
    validator::{Formats, options},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// The clue of an example.
fn clue(example: &Example) -> Clue {
    let siblings: Vec<String> = example.siblings.iter().map(|name| (*name).to_owned()).collect();
    Clue {
        subject: Subject::of("Owner").property(siblings[0].clone()),
        content: example.content.clone(),
        source: Source::line("page.md", 1, ""),
        around: Arc::new(Around { siblings, ..Around::default() }),
        description: Arc::default(),
    }
}

/// Every example with a constraint among its readings, with its kind's name and a valid value.
fn constraints() -> Vec<(&'static str, Constraint, Value)> {
    let all =
        Constraint::examples().into_iter().flat_map(|(name, examples)| examples.into_iter().map(move |e| (name, e)));
    all.filter_map(|(name, example)| match example.reading {
        Reading::This(constraint) | Reading::Owner(constraint) => Some((name, constraint, example.valid)),
        _ => None,
    })
    .collect()
}

/// The type that a constraint needs: alternative forms can only be added to a type.
fn base(constraint: &Constraint) -> Option<Constraint> {
    let offers = constraint.stands_for(&json!("5")).is_some();
    match constraint.name() {
        _ if offers => Some(Constraint::typed(Type::Integer)),
        "static_only" | "json_path" | "nullable" => Some(Constraint::typed(Type::String)),
        _ => None,
    }
}

/// The schema of a constraint together with the type that it needs.
fn declared(constraint: &Constraint) -> Value {
    let mut schema = Schema::default();
    base(constraint).into_iter().for_each(|base| base.declare(&mut schema));
    constraint.declare(&mut schema);
    Value::Object(schema.finish())
}

/// A place with these constraints.
fn place(constraints: impl IntoIterator<Item = Constraint>) -> Node {
    let sourced = |value| Sourced { value, basis: Basis::Stated, sources: vec![Source::line("page.md", 1, "")] };
    Node { constraints: constraints.into_iter().map(sourced).collect(), ..Node::default() }
}

/// Whether a constraint only refers to another type, which then decides whether a value is valid.
fn leads_elsewhere(constraint: &Constraint) -> bool {
    constraint.target().is_some() || matches!(constraint.clone().links(), Links::Carried(_))
}

/// A validator for a schema.
fn judge(schema: &Value) -> impl Fn(&Value) -> bool {
    let validator = options(Formats::All).build(schema).unwrap_or_else(|error| panic!("{schema}: {error}"));
    move |value| validator.is_valid(value)
}

fn holds(schema: &Value, value: &Value) -> bool {
    judge(schema)(value)
}

/// Values of every JSON type and form that a kind may apply to.
fn probes() -> Vec<Value> {
    let mut probes = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(5),
        json!(-1),
        json!(0.5),
        json!(7.0),
        json!(1_000_000),
        json!(""),
        json!("5"),
        json!("007"),
        json!("text"),
        json!("$.Attributes.value"),
        json!("text $.Attributes.value"),
        json!([]),
        json!(["a", "a"]),
        json!(["a", "b"]),
        json!({}),
        json!({"this": 1, "that": 2}),
    ];
    for (_, constraint, valid) in constraints() {
        probes.extend(constraint.violate(&valid).into_iter().map(|broken| broken.value));
        probes.push(valid);
    }
    probes
}
