//! Measures of a value, and intervals of them.

/// A measure of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The number itself.
    Number,
    /// The number of code points of a string.
    Length,
    /// The number of elements of a list.
    Elements,
    /// The number of properties of an object.
    Entries,
}

/// The least and the greatest integer that a measure may have, both inclusive; `None` if there is no bound that an
/// integer can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The measure.
    pub of: Measure,
    /// The lower bound, inclusive.
    pub least: Option<i64>,
    /// The upper bound, inclusive.
    pub most: Option<i64>,
}

impl Interval {
    /// An interval of sizes; a bound beyond 64-bit integers is ignored.
    pub fn of_sizes(of: Measure, least: Option<u64>, most: Option<u64>) -> Self {
        let whole = |size: Option<u64>| size.and_then(|size| i64::try_from(size).ok());
        Self { of, least: whole(least), most: whole(most) }
    }
}
