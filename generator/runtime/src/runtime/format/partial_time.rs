//! Times of day without an offset: the `partial-time` of RFC 3339.

use super::time::clock;

super::formatted! {
    /// A time of day without an offset, RFC 3339: `09:30:00`.
    PartialTime "partial-time"
}

/// A time with seconds below 60: whether a leap second is valid depends on the offset, which is not given.
pub(super) fn matches(text: &str) -> bool {
    clock(text).is_some_and(|(_, _, second)| second < 60)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::time::CLOCK;
use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, ValidText};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::TimeOfDay,
    sample: "14:30:00",
    more_samples: &[],
    boundaries: &[
        ValidText::new("midnight", "00:00:00"),
        ValidText::new("last-second", "23:59:59"),
        // RFC 3339 has it; "HH:mm:ss", by which this format is usually described, has not.
        ValidText::undecided("fraction", "14:30:00.5"),
    ],
    broken: &[
        BrokenText::calendar("hour-25-minute-61", "25:61:00"),
        BrokenText::calendar("hour-25", "25:00:00"),
        BrokenText::calendar("hour-24", "24:00:00").by_nobody(),
        BrokenText::calendar("minute-60", "14:60:00"),
        BrokenText::calendar("second-61", "14:30:61"),
        BrokenText::new("without-seconds", "14:30"),
        BrokenText::new("with-z", "14:30:00Z"),
        BrokenText::new("with-offset", "14:30:00+02:00"),
        BrokenText::new("twelve-hours", "2:30:00 PM"),
        BrokenText::new("without-zeros", "9:5:0"),
        BrokenText::new("without-colons", "143000"),
        BrokenText::new("with-date", "2027-02-03T14:30:00"),
        BrokenText::new("with-t", "T14:30:00"),
        BrokenText::new("dots", "14.30.00"),
        BrokenText::new("words", "half past two"),
        BrokenText::new("leading-blank", " 14:30:00"),
        BrokenText::new("trailing-blank", "14:30:00 "),
        BrokenText::new("empty", ""),
    ],
    otherwise: Some(|text| text.starts_with("24:00")),
    language: Language::Exactly(&[CLOCK]),
    within: &[],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose::NEVER,
};
