//! Sentences and their readings, and sentences without any. Adding a sentence to the fixtures adds a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use ringback_constraints::{
    clue::{Around, Clue, Content},
    constraint::{Constraint, Reading},
};
use ringback_contract::{
    provenance::Source,
    subject::{Step, Subject},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};

/// An entry of `prose/read.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    /// The sentence.
    sentence: String,
    /// The properties of its object, the subject first.
    #[serde(default)]
    siblings: Vec<String>,
    /// The properties of the subject itself.
    #[serde(default)]
    children: Vec<String>,
    /// The type cell.
    #[serde(default)]
    spelling: String,
    /// The whole description that the sentence is part of; the sentence alone if it is empty.
    #[serde(default)]
    description: String,
    /// The expected readings, in the notation of `brief`.
    read: Vec<Value>,
}

fn clue(sentence: &str, siblings: &[String], children: &[String], spelling: &str) -> Clue {
    let siblings = if siblings.is_empty() {
        vec!["subject".to_owned(), "queueId".into(), "routingData".into()]
    } else {
        siblings.to_vec()
    };
    Clue {
        subject: Subject::of("Owner").property(siblings[0].clone()),
        content: Content::Sentence(sentence.into()),
        source: Source::line("page.md", 1, ""),
        around: Arc::new(Around {
            siblings,
            children: children.to_vec(),
            spelling: spelling.into(),
            ..Around::default()
        }),
        description: Arc::default(),
    }
}

/// A reading in the notation of the fixtures: a constraint as JSON, one of the owner under `owner`, the rest under
/// their names.
fn brief(reading: &Reading) -> Value {
    match reading {
        Reading::This(constraint) => json!(constraint),
        Reading::Owner(constraint) => json!({"owner": constraint}),
        Reading::Optional => json!("optional"),
        Reading::Description => json!("description"),
        Reading::Mark(mark) => json!(mark.claim()),
        Reading::Default(value) => json!({"default": value}),
        Reading::Example(value) => json!({"example": value}),
        Reading::Again(content) => json!({"again": part(content)}),
        Reading::Part(Step::Items, content) => json!({"items": part(content)}),
        Reading::Part(Step::Values, content) => json!({"values": part(content)}),
        Reading::Part(Step::Property(name), content) => json!({ name: part(content) }),
    }
}

fn part(content: &Content) -> Value {
    match content {
        Content::Values(values) => json!(values),
        Content::Keyword(name, value) => json!({ name: value }),
        other => json!(format!("{other:?}")),
    }
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prose").join(name)).unwrap()
}

#[derive(Deserialize)]
struct Fixtures {
    case: Vec<Fixture>,
}

#[test]
fn what_is_said_is_read() {
    let fixtures: Fixtures = toml::from_str(&fixture("read.toml")).unwrap();
    assert!(fixtures.case.len() >= 200, "{} sentences", fixtures.case.len());
    let mut wrong = Vec::new();
    for case in fixtures.case {
        let clue = clue(&case.sentence, &case.siblings, &case.children, &case.spelling);
        let readings = Constraint::read(&Clue { description: case.description.as_str().into(), ..clue });
        let found: Vec<Value> = readings.iter().map(brief).collect();
        let same = found.len() == case.read.len() && case.read.iter().all(|reading| found.contains(reading));
        if !same {
            wrong.push(format!("{}\n  read     {}\n  expected {}", case.sentence, json!(found), json!(case.read)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_said_is_not_read() {
    let text = fixture("silent.txt");
    let sentences: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(sentences.len() >= 200, "{} sentences", sentences.len());
    let names =
        ["value", "queueId", "routingData", "timeoutSeconds", "callbackNumbers", "state", "name"].map(String::from);
    let mut wrong = Vec::new();
    for sentence in sentences {
        // A sentence that says nothing says nothing about any property of any type.
        for spelling in ["", "String", "Integer", "List<String>", "Boolean", "Map<String, String>", "RoutingData"] {
            for subject in 0..names.len() {
                let mut siblings = names.to_vec();
                siblings.swap(0, subject);
                let readings = Constraint::read(&clue(sentence, &siblings, &[], spelling));
                let said: Vec<_> = readings.iter().filter(|reading| constrains(reading)).map(brief).collect();
                if !said.is_empty() {
                    wrong.push(format!("{sentence}\n  of {} {spelling:?}: {said:?}", siblings[0]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn constrains(reading: &Reading) -> bool {
    let example = matches!(reading, Reading::Part(_, Content::Keyword(name, _)) if name == "example");
    !example
        && !matches!(
            reading,
            Reading::Optional | Reading::Mark(_) | Reading::Default(_) | Reading::Example(_) | Reading::Description
        )
}

#[test]
fn what_is_hedged_is_no_rule() {
    let fixtures: Fixtures = toml::from_str(&fixture("read.toml")).unwrap();
    let hedges = fixture("hedges.txt");
    let hedges: Vec<(&str, &str)> = hedges.lines().filter_map(|line| line.split_once(" | ")).collect();
    let mut wrong = Vec::new();
    for case in fixtures.case {
        let read = |sentence: &str| {
            let clue = clue(sentence, &case.siblings, &case.children, &case.spelling);
            Constraint::read(&clue).into_iter().filter(is_rule).map(|reading| brief(&reading)).collect::<Vec<_>>()
        };
        // A mark in front, and lines below, are no parts of the sentence; neither is what follows a forgotten full stop.
        let apart = ["[", "Required:"].iter().any(|mark| case.sentence.starts_with(mark))
            || ["\n", " Either "].iter().any(|joint| case.sentence.contains(joint));
        if apart || read(&case.sentence).is_empty() {
            continue;
        }
        let sentence = case.sentence.trim_end_matches('.');
        let mut letters = sentence.chars();
        let lower: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        for (name, hedge) in &hedges {
            let hedged = hedge.replace("{sentence}", sentence).replace("{lower}", &lower);
            let rules = read(&hedged);
            if !rules.is_empty() {
                wrong.push(format!("{name}: {hedged}\n  {rules:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a reading is a rule of the whole value that is no condition itself.
fn is_rule(reading: &Reading) -> bool {
    match reading {
        Reading::This(constraint) | Reading::Owner(constraint) => {
            !constraint.permits() && constraint.presence().dependent.is_none()
        }
        _ => constrains(reading),
    }
}

#[test]
fn no_sentence_is_both_read_and_silent() {
    let silent = fixture("silent.txt");
    let fixtures: Fixtures = toml::from_str(&fixture("read.toml")).unwrap();
    let both: Vec<_> = fixtures.case.iter().filter(|case| silent.lines().any(|line| line == case.sentence)).collect();
    assert!(both.is_empty(), "{:?}", both.iter().map(|case| &case.sentence).collect::<Vec<_>>());
}
