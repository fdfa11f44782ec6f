//! Reports of what sentences of specifications state and keywords do not. Each format is a file of this folder and a line
//! of [`LintFormat`].

mod format;
mod github;
mod json;
mod sarif;
mod text;

pub use format::LintFormat;

use ringback_lint::{Level, LintFinding};

/// What a lint found, to be reported.
#[derive(Debug, Default)]
pub struct LintReport {
    /// The findings, file by file in the order of their lines.
    pub findings: Vec<LintFinding>,
    /// The number of files that were read.
    pub files: usize,
    /// Files that were left out, each with the reason.
    pub skipped: Vec<String>,
    /// The number of keywords that were written, if that was asked for.
    pub written: Option<usize>,
}

impl LintReport {
    /// The number of findings of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The counts in one line.
    fn summary(&self) -> String {
        let files = if self.files == 1 { "file" } else { "files" };
        let written = self.written.map(|written| format!("; {written} keywords written")).unwrap_or_default();
        let (missing, contradictions) = (self.count(Level::Missing), self.count(Level::Contradiction));
        let s = if contradictions == 1 { "" } else { "s" };
        format!("{} {files}: {missing} missing, {contradictions} contradiction{s}{written}", self.files)
    }
}

/// What a level means, for people.
fn meaning(level: Level) -> &'static str {
    match level {
        Level::Missing => {
            "A sentence states a rule, and no keyword says it: tools that read keywords do not know of it."
        }
        Level::Contradiction => {
            "A sentence and a keyword say different things, or an example breaks one of them: one of the two is wrong."
        }
    }
}
