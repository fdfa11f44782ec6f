//! The clues that a layout finds on a page.

use ringback_constraints::clue::{Around, Clue, Content};
use ringback_contract::{finding::Finding, sentence::sentences, source::Source, subject::Subject};
use std::sync::Arc;

/// No description has more; every sentence is put before every constraint.
const MOST_SENTENCES: usize = 1_000;

/// What a layout found on a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The clues, in the order of the page.
    pub clues: Vec<Clue>,
    /// What the layout could not place.
    pub findings: Vec<Finding>,
}

impl Page {
    /// Adds a clue.
    pub fn clue(&mut self, subject: &Subject, content: Content, source: Source, around: &Arc<Around>) {
        self.clues.push(Clue { subject: subject.clone(), content, source, around: around.clone() });
    }

    /// Adds a description, sentence by sentence.
    pub fn prose(&mut self, subject: &Subject, text: &str, source: &Source, around: &Arc<Around>) {
        let mut sentences = sentences(text);
        if sentences.len() > MOST_SENTENCES {
            let message =
                format!("a description of {} sentences; the first {MOST_SENTENCES} are read", sentences.len());
            self.finding("too-large", subject, message, source.quoting(""));
            sentences.truncate(MOST_SENTENCES);
        }
        for sentence in sentences {
            self.clue(subject, Content::Sentence(sentence.clone()), source.quoting(sentence), around);
        }
    }

    /// Adds a finding.
    pub fn finding(&mut self, kind: &str, subject: &Subject, message: impl Into<String>, source: Source) {
        self.findings.push(Finding::new(kind, subject, message, vec![source]));
    }
}
