//! Sentences of any size and form: their readings, and the time that reading takes.
#![allow(clippy::unwrap_used, reason = "tests")]

use ringback_constraints::{
    clue::{Around, Clue, Column, Content},
    constraint::{Constraint, Reading},
};
use ringback_contract::{provenance::Source, subject::Subject};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Hostile sentences for which a naive reader would try every pair of positions.
const FORMS: &[&str] =
    &["must be at least ", "one of \"a\" or ", "(((((", "'`\"“", "is null or ", "is required, ", "ä\u{0}→ ", "1,"];

fn repeated(content: fn(String) -> Content, form: &str, size: usize) -> Clue {
    Clue {
        subject: Subject::of("Owner").property("this"),
        content: content(form.repeat(size / form.len())),
        source: Source::line("page.md", 1, ""),
        around: Arc::new(Around { siblings: vec!["this".into(), "that".into()], ..Around::default() }),
        description: Arc::default(),
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
            // Sixteen times would be quadratic; the millisecond is for what takes next to no time. A machine that is busy
            // with something else may disturb one comparison, but not every one.
            let is_linear = || {
                let [short, long] = [size, 4 * size].map(|size| fastest(&repeated(content, form, size)));
                long < 8 * short + Duration::from_millis(1)
            };
            assert!((0..6).any(|_| is_linear()), "{form:?} of {size} bytes: four times as much takes far longer");
        }
    }
}

/// The time to read a clue: the least of several measurements.
fn fastest(clue: &Clue) -> Duration {
    let took = || {
        let start = Instant::now();
        Constraint::read(clue);
        start.elapsed()
    };
    (0..5).map(|_| took()).min().unwrap()
}
