//! How reports are written, whatever their format.

use ringback_suite::stated::Stated;
use std::rc::Rc;

/// Options of all reports of a run.
#[derive(Clone)]
pub struct ReportOptions {
    /// Whether phone numbers and names in responses are shown.
    pub unmasked: bool,
    /// What the documents state. It is only asked for by a report that shows it.
    pub stated: Rc<dyn Fn() -> Stated>,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { unmasked: false, stated: Rc::new(Stated::default) }
    }
}
