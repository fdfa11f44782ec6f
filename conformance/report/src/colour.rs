//! The colours of what a person reads on a terminal.

use anstyle::{AnsiColor, Style};

/// Failures and breaking changes.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// What passed or is compatible.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// What somebody should look at.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
/// Names of cases and subjects.
pub(crate) const BOLD: Style = Style::new().bold();
/// Labels.
pub(crate) const DIM: Style = Style::new().dimmed();
