//! Times of day with an offset: the `full-time` of RFC 3339.

use super::date::number;

super::formatted! {
    /// A time of day with its offset, RFC 3339: `09:30:00Z`.
    Time "time"
}

/// A time and an offset; the second may be 60 only at a leap second of UTC, 23:59:60.
pub(super) fn matches(text: &str) -> bool {
    let Some(at) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (time, offset) = text.split_at(at);
    let (Some((hour, minute, second)), Some(offset)) = (clock(time), offset_minutes(offset)) else { return false };
    // A leap second is inserted at 23:59:60 UTC and nowhere else.
    let utc = (i64::from(hour) * 60 + i64::from(minute) - offset).rem_euclid(24 * 60);
    second < 60 || utc == 24 * 60 - 1
}

/// Hour, minute and second; the second may be 60, and may have a fraction, which is dropped.
pub(super) fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let [h, hour, b':', m, minute, b':', s, second, fraction @ ..] = text.as_bytes() else { return None };
    let (hour, minute, second) = (number(&[*h, *hour], 2)?, number(&[*m, *minute], 2)?, number(&[*s, *second], 2)?);
    let is_fraction = match fraction {
        [] => true,
        [b'.', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    (is_fraction && hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

fn offset_minutes(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (number(hours.as_bytes(), 2)?, number(minutes.as_bytes(), 2)?);
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * 60 + i64::from(minutes)))
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

/// Matches hours, minutes and seconds.
pub(super) const CLOCK: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?";
/// The same with leap seconds. That these occur only at 23:59:60 UTC cannot be expressed.
pub(super) const CLOCK_WITH_LEAP_SECONDS: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?";
/// Matches `Z`, or hours and minutes with a sign.
pub(super) const OFFSET: &str = "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::TimeOfDay,
    sample: "14:30:00Z",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::calendar("hour-25", "25:00:00Z"),
        BrokenText::new("without-offset", "14:30:00"),
        BrokenText::new("without-seconds", "14:30Z"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between { lower: &[CLOCK, OFFSET], upper: &[CLOCK_WITH_LEAP_SECONDS, OFFSET] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
