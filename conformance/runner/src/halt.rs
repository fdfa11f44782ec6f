//! Why a run has to stop before all cases were sent.

use std::sync::{Arc, OnceLock};

/// The reason to stop, once there is one; its clones share it. From then on nothing is sent but deletions.
#[derive(Clone, Debug, Default)]
pub struct Halt(Arc<OnceLock<String>>);

impl Halt {
    /// Stops the run. The first reason counts.
    pub fn set(&self, why: String) {
        self.0.get_or_init(|| why);
    }

    /// The reason; none while the run goes on.
    pub fn why(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}
