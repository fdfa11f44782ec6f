//! The colours of reports on a terminal.

use anstyle::{AnsiColor, Style};

/// Failures and breaking changes.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// Passed cases and compatible changes.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// Skipped cases, undecided and accepted changes, outcomes that differ from a guess.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
/// Names of cases and subjects.
pub(crate) const BOLD: Style = Style::new().bold();
/// Labels and other secondary text.
pub(crate) const DIM: Style = Style::new().dimmed();
