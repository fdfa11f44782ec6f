//! A progress bar on standard error, if that is a terminal: for everything that may take longer than a moment.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// What takes no longer than this needs no bar.
const MOMENT: Duration = Duration::from_secs(1);

/// A bar that is removed when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    /// When a bar that waits was opened; `None` once it is shown.
    since: Option<Instant>,
}

impl Progress {
    /// No bar.
    pub fn hidden() -> Self {
        Self { bar: ProgressBar::hidden(), since: None }
    }

    /// A bar over a number of steps, shown at once.
    pub fn shown(steps: usize) -> Self {
        let progress = Self { bar: bar(steps), since: None };
        progress.bar.set_draw_target(ProgressDrawTarget::stderr());
        progress
    }

    /// A bar over a number of steps, shown when they take longer than a second.
    pub fn after_a_moment(steps: usize) -> Self {
        Self { bar: bar(steps), since: Some(Instant::now()) }
    }

    /// Notes that a step is done.
    pub fn step(&mut self) {
        if self.since.is_some_and(|since| since.elapsed() > MOMENT) {
            self.since = None;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Shows a message behind the bar.
    pub fn message(&self, message: String) {
        self.bar.set_message(message);
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar(steps: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}
