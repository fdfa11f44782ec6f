//! Bounds of what can be measured in a value.

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The number itself.
    Number,
    /// How many code points a string has.
    Length,
    /// How many elements a list has.
    Elements,
    /// How many properties an object has.
    Entries,
}

/// The least and the greatest integer that a measure may come to; both ends are included, and `None` is no bound that an
/// integer can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// What is measured.
    pub of: Measure,
    /// At least so much.
    pub least: Option<i64>,
    /// At most so much.
    pub most: Option<i64>,
}

impl Interval {
    /// An interval of sizes; a size that no integer of 64 bits tells is no bound.
    pub fn of_sizes(of: Measure, least: Option<u64>, most: Option<u64>) -> Self {
        let whole = |size: Option<u64>| size.and_then(|size| i64::try_from(size).ok());
        Self { of, least: whole(least), most: whole(most) }
    }
}
