//! A document on its way in, and the clues on their way out.

use crate::{
    clue::{Around, Clue, Content},
    finding::Finding,
    sentence::sentences,
    source::Source,
    subject::Subject,
};
use std::sync::Arc;

/// A document as it lies on disk.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path relative to the vendor's folder, `documents/Callback.md`.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Document<'_> {
    /// The file's name without folder and endings.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        if stem.is_empty() { file } else { stem }
    }

    /// The number of the line that holds a byte offset, counted from 1.
    pub fn line_at(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().get(..offset).unwrap_or(self.text.as_bytes());
        1 + u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX - 1)
    }
}

/// No description has more; every sentence is put before every constraint.
const MOST_SENTENCES: usize = 1_000;

/// What a flavour found on a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The clues, in the order of the page.
    pub clues: Vec<Clue>,
    /// What the flavour could not place.
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
