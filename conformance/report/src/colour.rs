//! The colours of what a person reads on a terminal.

use anstyle::{AnsiColor, Style};

/// What breaks.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// What is fine.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// What somebody should look at.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
/// What it is about.
pub(crate) const BOLD: Style = Style::new().bold();
/// What goes without saying.
pub(crate) const DIM: Style = Style::new().dimmed();
