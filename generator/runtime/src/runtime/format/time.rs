//! Days, times and spans of time, as RFC 3339 writes them.

/// Two or more digits read as a number.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// RFC 3339 `full-date`.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
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

/// Hour, minute and second of an RFC 3339 `partial-time`; the second may be 60.
fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if fraction.is_some_and(|digits| digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut parts = whole.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    (parts.next().is_none() && hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

/// RFC 3339 `partial-time`.
pub fn is_partial_time(text: &str) -> bool {
    clock(text).is_some_and(|(_, _, second)| second < 60)
}

/// RFC 3339 `full-time`.
pub fn is_time(text: &str) -> bool {
    let Some(at) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (time, offset) = text.split_at(at);
    let (Some((hour, minute, second)), Some(offset)) = (clock(time), offset_minutes(offset)) else { return false };
    // A leap second is inserted at 23:59:60 UTC and nowhere else.
    let utc = (i64::from(hour) * 60 + i64::from(minute) - offset).rem_euclid(24 * 60);
    second < 60 || utc == 24 * 60 - 1
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
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * 60 + i64::from(minutes)))
}

/// RFC 3339 `date-time`.
pub fn is_date_time(text: &str) -> bool {
    match text.split_once(['T', 't']) {
        Some((date, time)) => is_date(date) && is_time(time),
        None => false,
    }
}

/// ISO 8601 duration, as in RFC 3339, appendix A.
pub fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    if let Some(weeks) = date.strip_suffix('W') {
        return time.is_none() && !weeks.is_empty() && weeks.bytes().all(|b| b.is_ascii_digit());
    }
    let date = designators(date, "YMD");
    match time {
        Some(time) => date.is_some() && designators(time, "HMS").is_some_and(|count| count > 0),
        None => date.is_some_and(|count| count > 0),
    }
}

/// How many `digits letter` groups there are, the letters in order and without a gap (`Y`, `YM`, `MD`, not `YD`).
fn designators(text: &str, letters: &str) -> Option<usize> {
    let groups: Vec<&str> = text.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect();
    let found: String = groups.iter().filter_map(|group| group.chars().last()).collect();
    let digits = groups.iter().all(|group| {
        let (number, _) = group.split_at(group.len().saturating_sub(1));
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    (digits && letters.contains(&found)).then_some(groups.len())
}
