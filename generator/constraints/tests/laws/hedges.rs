//! The law of hedges: a sentence that offers an alternative, sets a condition, advises, gives an example or speaks of a part
//! states no rule of the whole value. What every kind reads in its examples, it does not read in their hedges.

use super::clue;
use ringback_constraints::{
    clue::{Around, Clue, Content},
    constraint::{Constraint, Example, Reading},
};
use std::sync::Arc;

/// The sentence with each hedge of the file that the tests of sentences read too.
fn hedges(sentence: &str) -> Vec<(&'static str, String)> {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    let lower: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    let lines = include_str!("../../../tests/prose/hedges.txt").lines().filter(|line| !line.starts_with('#'));
    let hedges = lines.filter_map(|line| line.split_once(" | "));
    hedges.map(|(name, hedge)| (name, hedge.replace("{sentence}", sentence).replace("{lower}", &lower))).collect()
}

/// Whether a reading is a rule of the whole value: one that is no condition itself.
fn is_rule(reading: &Reading) -> bool {
    match reading {
        Reading::This(constraint) | Reading::Owner(constraint) => {
            !constraint.permits() && constraint.presence().dependent.is_none()
        }
        Reading::Part(_, content) => {
            !matches!(content, Content::Keyword(name, _) if name == "example" || name == "nullable")
        }
        _ => false,
    }
}

#[test]
fn what_is_hedged_is_no_rule() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (name, examples) in Constraint::examples() {
        for example in examples.iter().filter(|example| is_rule(&example.reading)) {
            let Content::Sentence(sentence) = &example.content else { continue };
            for (hedge, hedged) in hedges(sentence) {
                tried += 1;
                let content = Content::Sentence(hedged.clone());
                let valid = example.valid.clone();
                let reading = example.reading.clone();
                let hedged_example = Example { content, siblings: example.siblings, reading, valid };
                let readings = Constraint::read(&clue(&hedged_example));
                if readings.iter().any(is_rule) {
                    wrong.push(format!("{name}, {hedge}: {hedged}\n  {readings:?}"));
                }
            }
        }
    }
    assert!(tried > 500, "{tried} sentences");
    assert!(wrong.is_empty(), "{} of {tried} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_default_under_a_condition_is_none() {
    let stated = ["Defaults to `loud`.", "The default is `loud`.", "Uses `loud` by default."];
    let conditions = [
        "If a guest stands at the door",
        "When the bell is old",
        "Unless a guest has a key",
        "For old towers",
        "After noon",
    ];
    for stated in stated {
        let lower = stated.to_lowercase();
        for condition in conditions {
            let readings = Constraint::read(&of_text(&format!("{condition}, {lower}")));
            assert!(
                !readings.iter().any(|reading| matches!(reading, Reading::Default(_))),
                "{condition}, {lower} {readings:?}"
            );
        }
        for absent in ["If not set", "When omitted", "If no value is given", "When this is empty"] {
            let readings = Constraint::read(&of_text(&format!("{absent}, {lower}")));
            let is_default = |reading: &Reading| *reading == Reading::Default("loud".into());
            assert!(stated.starts_with("Uses") || readings.iter().any(is_default), "{absent}, {lower} {readings:?}");
        }
    }
}

/// A sentence about a text.
fn of_text(sentence: &str) -> Clue {
    let example = Example::sentence(sentence, Reading::Optional, "loud".into());
    let mut clue = clue(&example);
    clue.around = Arc::new(Around { spelling: "String".into(), ..Around::default() });
    clue
}
