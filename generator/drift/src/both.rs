//! Two things of a sort: one of the state before, one of the state after.

/// One of the two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The old one.
    Before,
    /// The new one.
    After,
}

/// Something of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Both<T> {
    /// That of the old one.
    pub before: T,
    /// That of the new one.
    pub after: T,
}

impl<T> Both<T> {
    /// What a function makes of each state.
    pub fn of(mut make: impl FnMut(When) -> T) -> Self {
        Self { before: make(When::Before), after: make(When::After) }
    }

    /// That of one state.
    pub fn at(&self, when: When) -> &T {
        match when {
            When::Before => &self.before,
            When::After => &self.after,
        }
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, when: When) -> &mut T {
        match when {
            When::Before => &mut self.before,
            When::After => &mut self.after,
        }
    }
}
