//! Laws that hold for every kind of constraint.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use ringback_constraints::{
    clue::{Around, Clue, Column, Content},
    constraint::{
        Constraint, Example, Reading,
        types::{Type, Types},
    },
};
use ringback_contract::{
    source::Source,
    subject::Subject,
    validator::{Formats, options},
};
use serde_json::{Map, Value};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

fn clue(example: &Example) -> Clue {
    let siblings: Vec<String> = example.siblings.iter().map(|name| (*name).to_owned()).collect();
    Clue {
        subject: Subject::of("Owner").property(siblings[0].clone()),
        content: example.content.clone(),
        source: Source::line("page.md", 1, ""),
        around: Arc::new(Around { siblings, ..Around::default() }),
    }
}

/// Every example that is read as a constraint, with its kind's name.
fn constraints() -> Vec<(&'static str, Constraint, Value)> {
    let all =
        Constraint::examples().into_iter().flat_map(|(name, examples)| examples.into_iter().map(move |e| (name, e)));
    all.filter_map(|(name, example)| match example.reading {
        Reading::This(constraint) | Reading::Owner(constraint) => Some((name, constraint, example.valid)),
        _ => None,
    })
    .collect()
}

/// The schema that a constraint declares, on top of the type that the kind builds on.
fn schema(constraint: &Constraint) -> Value {
    let mut schema = Map::new();
    match constraint {
        Constraint::StaticOnly(_) | Constraint::JsonPath(_) | Constraint::Nullable(_) => {
            Constraint::from(Types::one(Type::String)).declare(&mut schema);
        }
        Constraint::Decimal(_) => {
            Constraint::from(Types::one(Type::Integer)).declare(&mut schema);
        }
        _ => {}
    }
    constraint.declare(&mut schema);
    Value::Object(schema)
}

fn holds(schema: &Value, value: &Value) -> bool {
    options(Formats::All).build(schema).unwrap_or_else(|error| panic!("{schema}: {error}")).is_valid(value)
}

#[test]
fn every_kind_has_an_example() {
    for (name, examples) in Constraint::examples() {
        assert!(!examples.is_empty(), "{name}");
    }
}

#[test]
fn an_example_is_read_by_its_kind_and_by_no_other() {
    for (name, examples) in Constraint::examples() {
        for example in examples {
            let readings = Constraint::read(&clue(&example));
            let whole: Vec<&Reading> =
                readings.iter().filter(|reading| !matches!(reading, Reading::Part(..) | Reading::Again(_))).collect();
            assert_eq!(whole, [&example.reading], "{name}: {:?}", example.content);
            if let Reading::This(constraint) | Reading::Owner(constraint) = &example.reading {
                let other = (name, constraint.name()) == ("enumeration", "open_enum");
                assert!(constraint.name() == name || other, "{name}: {constraint:?}");
            }
        }
    }
}

#[test]
fn the_valid_example_passes_and_every_violation_fails_the_declared_schema() {
    for (name, constraint, valid) in constraints() {
        // A reference is resolved against other files, which the emitter's tests do.
        if name == "reference" {
            continue;
        }
        let schema = schema(&constraint);
        assert!(holds(&schema, &valid), "{name}: {valid} should pass {schema}");
        for broken in constraint.violate(&valid) {
            let value = &broken.value;
            assert!(!holds(&schema, value), "{name}: {value} should fail {schema}");
        }
    }
}

#[test]
fn a_kind_that_can_be_broken_is_broken_by_its_violations() {
    const PERMISSIONS: &[&str] = &["reference", "open_enum", "spellings", "nullable", "dynamic", "raw"];
    for (name, constraint, valid) in constraints() {
        let several = matches!(&constraint, Constraint::Enumeration(e) if e.values.len() > 1);
        if !PERMISSIONS.contains(&name) || several {
            assert!(!constraint.violate(&valid).is_empty(), "{name}: {constraint:?} with {valid}");
        }
    }
}

#[test]
fn a_constraint_survives_json() {
    for (name, constraint, _) in constraints() {
        let json = serde_json::to_string(&constraint).unwrap();
        assert_eq!(serde_json::from_str::<Constraint>(&json).unwrap(), constraint, "{name}: {json}");
    }
}

#[test]
fn the_folder_is_the_registry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("constraints/src/constraint");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.to_owned()))
        .filter(|stem| !["mod", "kind", "phrase", "annotation"].contains(&stem.as_str()))
        .collect();
    assert_eq!(files, Constraint::NAMES.iter().map(|name| (*name).to_owned()).collect());
}

/// What somebody writes who wants a reader to try every pair of places.
const FORMS: &[&str] =
    &["must be at least ", "one of \"a\" or ", "(((((", "'`\"“", "is null or ", "is required, ", "ä\u{0}→ ", "1,"];

fn repeated(content: fn(String) -> Content, form: &str, size: usize) -> Clue {
    Clue {
        subject: Subject::of("Owner").property("this"),
        content: content(form.repeat(size / form.len())),
        source: Source::line("page.md", 1, ""),
        around: Arc::new(Around { siblings: vec!["this".into(), "that".into()], ..Around::default() }),
    }
}

fn cell(text: String) -> Content {
    Content::Cell(Column::Notes, text)
}

#[test]
fn a_sentence_that_no_person_wrote_is_not_read() {
    for form in FORMS {
        let readings = Constraint::read(&repeated(Content::Sentence, form, 16_000_000));
        let read: Vec<_> = readings.iter().filter(|reading| **reading != Reading::Description).collect();
        assert!(read.is_empty(), "{form:?} is read as {read:?}");
    }
}

#[test]
fn four_times_the_text_takes_about_four_times_as_long() {
    for form in FORMS {
        for (content, size) in [(Content::Sentence as fn(String) -> Content, 999), (cell, 300_000)] {
            let [short, long] = [size, 4 * size].map(|size| fastest(&repeated(content, form, size)));
            // Sixteen times would be quadratic; the millisecond is for what takes next to no time.
            let linear = 8 * short + Duration::from_millis(1);
            assert!(long < linear, "{form:?} of {size} bytes takes {short:?}, four times as much {long:?}");
        }
    }
}

/// How long a clue takes to read when nothing else disturbs.
fn fastest(clue: &Clue) -> Duration {
    let took = || {
        let start = Instant::now();
        Constraint::read(clue);
        start.elapsed()
    };
    (0..5).map(|_| took()).min().unwrap()
}
