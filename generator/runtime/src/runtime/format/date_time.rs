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
    otherwise: Some(is_iso_8601),
    language: Language::Between {
        lower: &[DAY, "[Tt]", CLOCK, OFFSET],
        upper: &[DAY, "[Tt]", CLOCK_WITH_LEAP_SECONDS, OFFSET],
    },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &["date", "datetime", "date-time", "timestamp", "instant", "offsetdatetime", "time"],
    prose: Prose::NOTED,
};

/// Whether a text is a moment, a day or a time in one of the forms of ISO 8601: basic or extended, with weeks or numbers of
/// days, with less precision or without an offset; also with a blank for the `T`, as RFC 3339 allows.
fn is_iso_8601(text: &str) -> bool {
    let Some((day, clock)) = text.split_once(['T', 't', ' ']) else { return is_day(text) || is_clock(text) };
    is_day(day) && is_clock(clock)
}

/// Whether a text is a day: `2027-02-03`, `20270203`, `27-02-03`, `2027-W05-3`, `2027-034`.
fn is_day(text: &str) -> bool {
    let part = |range| text.get(range).unwrap_or_default();
    let extended = match (text.len(), text.contains('-')) {
        (8, false) => format!("{}-{}-{}", part(0..4), part(4..6), part(6..8)),
        (6, false) => format!("20{}-{}-{}", part(0..2), part(2..4), part(4..6)),
        (8, true) => format!("20{text}"),
        _ => text.to_owned(),
    };
    let number = |text: &str, most: u16| {
        text.bytes().all(|digit| digit.is_ascii_digit()) && text.parse().is_ok_and(|number| (1..=most).contains(&number))
    };
    let (year, rest) = text.split_at_checked(4).unwrap_or(("", ""));
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let of_year = || match rest.strip_prefix(['W', 'w']) {
        Some(week) => {
            let (week, day) = week.split_at_checked(2).unwrap_or(("", ""));
            number(week, 53) && number(day.strip_prefix('-').unwrap_or(day), 7)
        }
        None => rest.len() == 3 && number(rest, 366),
    };
    date::matches(&extended) || (number(year, 9999) && of_year())
}

/// Whether a text is a time with or without an offset: `10:00:00Z`, `100000`, `10:00+0000`, `10`, `24:00`, `10:00:00 UTC`.
fn is_clock(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-', ' ']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let (whole, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    let (sign, zone) = offset.split_at_checked(1).unwrap_or(("", ""));
    let is_offset = match sign {
        "" => true,
        "Z" | "z" => zone.is_empty(),
        " " => matches!(zone, "Z" | "UTC" | "GMT"),
        _ => zone.len() < 6 && numbers(zone, &[23, 59]),
    };
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let is_midnight =
        whole.strip_prefix("24").is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b'0' | b':')));
    is_offset && is_fraction && (is_midnight || numbers(whole, &[23, 59, 60]))
}

/// Whether a text has two digits for each of the first numbers, all with colons between them or all without, each at most as
/// large as listed.
fn numbers(text: &str, most: &[u8]) -> bool {
    let colons = text.matches(':').count();
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    let pairs: Vec<&str> = (0..digits.len()).step_by(2).filter_map(|at| digits.get(at..at + 2)).collect();
    let is_spelled = text == digits || text.split(':').all(|pair| pair.len() == 2);
    digits.bytes().all(|digit| digit.is_ascii_digit())
        && is_spelled
        && (colons == 0 || colons + 1 == pairs.len())
        && !pairs.is_empty()
        && pairs.len() * 2 == digits.len()
        && pairs.len() <= most.len()
        && pairs.iter().zip(most).all(|(pair, most)| pair.parse::<u8>().is_ok_and(|number| number <= *most))
}
