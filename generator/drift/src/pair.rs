//! Something of the old version of a contract beside the same of the new one.

/// One of the two versions that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The old version.
    Before,
    /// The new version.
    After,
}

impl Version {
    /// The version that this one is compared with.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }
}

/// Something of each version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pair<T> {
    /// What belongs to the old version.
    pub before: T,
    /// What belongs to the new version.
    pub after: T,
}

impl<T> Pair<T> {
    /// Calls a function for each version, the old one first.
    pub fn of(mut make: impl FnMut(Version) -> T) -> Self {
        Self { before: make(Version::Before), after: make(Version::After) }
    }

    /// What belongs to a version.
    pub fn at(&self, version: Version) -> &T {
        match version {
            Version::Before => &self.before,
            Version::After => &self.after,
        }
    }

    /// What belongs to a version, mutably.
    pub fn at_mut(&mut self, version: Version) -> &mut T {
        match version {
            Version::Before => &mut self.before,
            Version::After => &mut self.after,
        }
    }
}
