//! Instants with an offset: the `date-time` of RFC 3339.

use super::{date, time};

super::formatted! {
    /// A moment with its offset, RFC 3339: `2026-11-20T09:30:00.000Z`.
    DateTime "date-time"
}

/// A date, `T` or `t`, and a time with its offset.
pub(super) fn matches(text: &str) -> bool {
    match text.split_once(['T', 't']) {
        Some((day, time)) => date::matches(day) && time::matches(time),
        None => false,
    }
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, ValidText};
use super::{
    date::DAY,
    time::{CLOCK, CLOCK_WITH_LEAP_SECONDS, OFFSET},
};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Day,
    sample: "2027-02-03T10:00:00.000Z",
    more_samples: &[],
    boundaries: &[
        ValidText::new("without-fraction", "2027-02-03T10:00:00Z"),
        ValidText::new("midnight", "2027-02-03T00:00:00Z"),
        ValidText::new("tenths", "2027-02-03T10:00:00.5Z"),
        ValidText::new("milliseconds", "2027-02-03T10:00:00.123Z"),
        ValidText::new("microseconds", "2027-02-03T10:00:00.123456Z"),
        ValidText::undecided("nanoseconds", "2027-02-03T10:00:00.123456789Z"),
        ValidText::new("positive-offset", "2027-02-03T10:00:00+05:30"),
        ValidText::new("negative-offset", "2027-02-03T10:00:00.000-08:00"),
        ValidText::undecided("lower-case", "2027-02-03t10:00:00z"),
        ValidText::new("leap-day", "2028-02-29T23:59:59Z"),
    ],
    broken: &[
        BrokenText::calendar("30-february", "2027-02-30T10:00:00Z"),
        BrokenText::calendar("29-february-of-no-leap-year", "2027-02-29T10:00:00Z"),
        BrokenText::calendar("31-april", "2027-04-31T10:00:00Z"),
        BrokenText::calendar("day-0", "2027-02-00T10:00:00Z"),
        BrokenText::calendar("day-32", "2027-01-32T10:00:00Z"),
        BrokenText::calendar("month-13", "2027-13-03T10:00:00Z"),
        BrokenText::calendar("month-0", "2027-00-03T10:00:00Z"),
        BrokenText::calendar("hour-25-minute-61", "2027-02-03T25:61:00Z"),
        BrokenText::calendar("hour-25", "2027-02-03T25:00:00Z"),
        BrokenText::calendar("hour-24", "2027-02-03T24:00:00Z").by_nobody(),
        BrokenText::calendar("minute-60", "2027-02-03T10:60:00Z"),
        BrokenText::calendar("second-61", "2027-02-03T10:00:61Z"),
        BrokenText::calendar("offset-of-25-hours", "2027-02-03T10:00:00+25:00"),
        BrokenText::new("two-digit-year", "27-02-03T10:00:00Z").by_keyword(),
        BrokenText::new("without-zeros", "2027-2-3T10:00:00Z"),
        BrokenText::new("without-separators", "99990203T100000Z").by_nobody(),
        BrokenText::new("empty-fraction", "2027-02-03T10:00:00.Z"),
        BrokenText::new("trailing-text", "2027-02-03T10:00:00Z or later"),
        BrokenText::new("leading-blank", " 2027-02-03T10:00:00Z"),
        BrokenText::new("trailing-blank", "2027-02-03T10:00:00Z "),
        BrokenText::new("date-alone", "2027-02-03").by_keyword(),
        BrokenText::new("time-alone", "10:00:00Z").by_keyword(),
        BrokenText::new("without-offset", "2027-02-03T10:00:00").by_keyword(),
        BrokenText::new("without-seconds", "2027-02-03T10:00Z").by_keyword(),
        BrokenText::new("blank-for-t", "2027-02-03 10:00:00Z").by_nobody(),
        BrokenText::new("slashes", "2027/02/03T10:00:00Z"),
        BrokenText::new("offset-without-colon", "2027-02-03T10:00:00+0000").by_keyword(),
        BrokenText::new("zone-name", "2027-02-03T10:00:00 UTC").by_keyword(),
        BrokenText::number("epoch-number", "9998812800000"),
        BrokenText::new("words", "tomorrow at ten"),
        BrokenText::new("empty", ""),
    ],
    language: Language::Between {
        lower: &[DAY, "[Tt]", CLOCK, OFFSET],
        upper: &[DAY, "[Tt]", CLOCK_WITH_LEAP_SECONDS, OFFSET],
    },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &["date", "datetime", "date-time", "timestamp", "instant", "offsetdatetime", "time"],
    prose: Prose::NOTED,
};
