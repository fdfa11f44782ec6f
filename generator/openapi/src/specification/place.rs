//! Where something stands in the files of a specification, and references that lead nowhere.

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpecPlace {
    /// The file, by its name among the files.
    pub file: String,
    /// The JSON Pointer there.
    pub pointer: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// A reference that was not followed: what stands there is unknown, and not nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Where the reference stands.
    pub place: SpecPlace,
    /// The reference as it is written.
    pub reference: String,
    /// Why it was not followed: `leads out of the folder`.
    pub why: String,
}
