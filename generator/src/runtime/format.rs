//! The string formats, asserted to the letter of the documents that define them.

use std::net::{Ipv4Addr, Ipv6Addr};

macro_rules! formats {
    ($($variant:ident $name:literal $holds:path: $doc:literal,)*) => {
        /// A string format, by the name it has in the JSON Schema or OpenAPI format registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format { $(#[doc = $doc] $variant,)* }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The registered name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The format of this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// Whether the text has the format.
            pub fn holds(self, text: &str) -> bool {
                match self { $(Self::$variant => $holds(text),)* }
            }
        }
    };
}

formats! {
    DateTime "date-time" is_date_time: "RFC 3339 `date-time`: `2026-11-20T09:30:00.000Z`.",
    Date "date" is_date: "RFC 3339 `full-date`: `2026-11-20`.",
    Time "time" is_time: "RFC 3339 `full-time`, with an offset: `09:30:00Z`.",
    PartialTime "partial-time" is_partial_time: "RFC 3339 `partial-time`, without an offset: `09:30:00`.",
    Duration "duration" is_duration: "ISO 8601 duration as in RFC 3339, appendix A: `PT30M`.",
    Uuid "uuid" is_uuid: "RFC 9562 UUID with hyphens, in either case.",
    E164 "e164" is_e164: "E.164 number: `+`, no leading zero, at most 15 digits.",
    Email "email" is_email: "RFC 5321 mailbox.",
    Hostname "hostname" is_hostname: "RFC 1123 host name.",
    Ipv4 "ipv4" is_ipv4: "Dotted-quad IPv4 address.",
    Ipv6 "ipv6" is_ipv6: "IPv6 address.",
    Uri "uri" is_uri: "RFC 3986 URI, with a scheme.",
    Byte "byte" is_base64: "Base64 with padding, RFC 4648.",
}

/// Two or more digits read as a number.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn is_date(text: &str) -> bool {
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

fn is_partial_time(text: &str) -> bool {
    clock(text).is_some_and(|(_, _, second)| second < 60)
}

fn is_time(text: &str) -> bool {
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

fn is_date_time(text: &str) -> bool {
    match text.split_once(['T', 't']) {
        Some((date, time)) => is_date(date) && is_time(time),
        None => false,
    }
}

fn is_duration(text: &str) -> bool {
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

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dotted = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let address = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let domain_holds = match address {
        Some(address) => is_ipv4(address) || address.strip_prefix("IPv6:").is_some_and(is_ipv6),
        None => is_hostname(domain),
    };
    let local_holds = quoted || (!local.is_empty() && dotted && local.chars().all(atom));
    local_holds && local.len() <= 64 && domain_holds
}

fn is_hostname(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let scheme_holds = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let mut bytes = rest.bytes();
    let rest_holds = loop {
        match bytes.next() {
            None => break true,
            Some(b'%') => {
                let escape = [bytes.next(), bytes.next()];
                if !escape.iter().all(|b| b.is_some_and(|b| b.is_ascii_hexdigit())) {
                    break false;
                }
            }
            Some(b) if b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&b) => {}
            Some(_) => break false,
        }
    };
    scheme_holds && rest_holds && rest.matches('#').count() <= 1
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}
