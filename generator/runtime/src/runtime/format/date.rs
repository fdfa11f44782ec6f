//! Dates: the `full-date` of RFC 3339.

super::formatted! {
    /// A day, RFC 3339: `2026-11-20`.
    Date "date"
}

/// A year of four digits, a month, and a day that exists in that month.
pub(super) fn matches(text: &str) -> bool {
    let [year @ .., b'-', m, month, b'-', d, day] = text.as_bytes() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(&[*m, *month], 2), number(&[*d, *day], 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The number that exactly this many digits represent.
pub(super) fn number(text: &[u8], digits: usize) -> Option<u32> {
    let add = |number: u32, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'));
    if text.len() == digits { text.iter().try_fold(0, add) } else { None }
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, ValidText};

/// Matches a date: months are grouped by their length, and 29 February needs a leap year.
pub(super) const DAY: &str = concat!(
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))",
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
);

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Day,
    sample: "2027-02-03",
    more_samples: &[],
    boundaries: &[ValidText::new("leap-day", "2028-02-29"), ValidText::new("last-day", "2027-12-31")],
    broken: &[
        BrokenText::calendar("30-february", "2027-02-30"),
        BrokenText::calendar("29-february-of-no-leap-year", "2027-02-29"),
        BrokenText::calendar("31-april", "2027-04-31"),
        BrokenText::calendar("month-13", "2027-13-01"),
        BrokenText::calendar("month-0", "2027-00-10"),
        BrokenText::calendar("day-0", "2027-02-00"),
        BrokenText::calendar("day-32", "2027-01-32"),
        BrokenText::new("two-digit-year", "27-02-03"),
        BrokenText::new("five-digit-year", "12027-02-03"),
        BrokenText::new("month-alone", "2027-02"),
        BrokenText::new("week", "2027-W05-3"),
        BrokenText::number("epoch-number", "9998812800"),
        BrokenText::new("words", "tomorrow"),
        BrokenText::new("leading-blank", " 2027-02-03"),
        BrokenText::new("trailing-blank", "2027-02-03 "),
        BrokenText::new("slashes", "2027/02/03"),
        BrokenText::new("day-first", "03-02-2027"),
        BrokenText::new("dots", "03.02.2027"),
        BrokenText::new("without-zeros", "2027-2-3"),
        BrokenText::new("without-hyphens", "99990203"),
        BrokenText::new("with-time", "2027-02-03T00:00:00Z"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&[DAY]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &["localdate"],
    prose: Prose::NOTED,
};
