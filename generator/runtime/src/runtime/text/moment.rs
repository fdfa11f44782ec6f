//! Conversions of dates, times and durations to the `jiff` crate, behind the feature `jiff`.

use super::{super::violation::Violations, Date, DateTime, Duration, PartialTime};
use jiff::{
    Error, Span, Timestamp, Zoned, civil,
    fmt::temporal::{DateTimeParser, DateTimePrinter},
    tz::{Offset, TimeZone},
};

impl From<Timestamp> for DateTime {
    /// Written with `Z`. RFC 3339 has no years before 0: such a value becomes a text that breaks the format.
    fn from(moment: Timestamp) -> Self {
        Self(moment.to_string())
    }
}

impl From<&Zoned> for DateTime {
    /// Written with its offset and without its time zone name.
    ///
    /// RFC 3339 has only offsets of whole minutes below a day: others are rounded or written as `Z`; the instant is the
    /// same.
    fn from(moment: &Zoned) -> Self {
        const MINUTE: i32 = 60;
        const DAY: i32 = 24 * 60 * MINUTE;
        let minutes = (moment.offset().seconds() + MINUTE / 2).div_euclid(MINUTE);
        let offset = Offset::from_seconds(minutes * MINUTE).ok().filter(|offset| offset.seconds().abs() < DAY);
        let timestamp = moment.timestamp();
        Self(match offset {
            Some(offset) => DateTimePrinter::new().timestamp_with_offset_to_string(&timestamp, offset),
            None => timestamp.to_string(),
        })
    }
}

impl DateTime {
    /// The instant. Digits beyond nanoseconds are cut off, and a leap second becomes the second before it.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::DateTime;")]
    /// use jiff::Timestamp;
    ///
    /// let read: DateTime = "2026-11-20T09:30:00.000+01:00".parse()?;
    /// let moment: Timestamp = "2026-11-20T08:30:00Z".parse()?;
    /// assert_eq!(read.timestamp()?, moment);
    /// assert_eq!(DateTime::from(moment).as_str(), "2026-11-20T08:30:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text that was read is not a date-time, or is on the last day of the year 9999.
    pub fn timestamp(&self) -> Result<Timestamp, Error> {
        to_nanoseconds(&self.0).parse()
    }

    /// The instant with the offset that was read.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::DateTime;")]
    ///
    /// let read: DateTime = "2026-11-20T09:30:00+01:00".parse()?;
    /// let tomorrow = read.zoned()?.tomorrow()?;
    /// assert_eq!(DateTime::from(&tomorrow).as_str(), "2026-11-21T09:30:00+01:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`timestamp`](Self::timestamp).
    pub fn zoned(&self) -> Result<Zoned, Error> {
        let timestamp = self.timestamp()?;
        let text = to_nanoseconds(&self.0);
        let offset = DateTimeParser::new().parse_pieces(&text)?.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(timestamp.to_zoned(TimeZone::fixed(offset)))
    }
}

impl From<civil::Date> for Date {
    /// RFC 3339 has no years before 0: such a date becomes a text that breaks the format.
    fn from(day: civil::Date) -> Self {
        Self(day.to_string())
    }
}

impl Date {
    /// The date.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::Date;")]
    /// use jiff::civil::date;
    ///
    /// let day: Date = "2026-11-20".parse()?;
    /// assert_eq!(day.civil()?, date(2026, 11, 20));
    /// assert_eq!(Date::from(date(2026, 11, 21)).as_str(), "2026-11-21");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text that was read is not a date.
    pub fn civil(&self) -> Result<civil::Date, Error> {
        self.0.parse()
    }
}

impl From<civil::Time> for PartialTime {
    fn from(time: civil::Time) -> Self {
        Self(time.to_string())
    }
}

impl PartialTime {
    /// The time of day. Digits beyond nanoseconds are cut off.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::PartialTime;")]
    /// use jiff::civil::time;
    ///
    /// let opens: PartialTime = "09:30:00".parse()?;
    /// assert_eq!(opens.civil()?, time(9, 30, 0, 0));
    /// assert_eq!(PartialTime::from(time(17, 0, 0, 0)).as_str(), "17:00:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text that was read is not a time of day.
    pub fn civil(&self) -> Result<civil::Time, Error> {
        to_nanoseconds(&self.0).parse()
    }
}

impl TryFrom<Span> for Duration {
    type Error = Violations;

    /// A duration that RFC 3339 can express: without a sign and without fractions of a second.
    fn try_from(span: Span) -> Result<Self, Self::Error> {
        Self::try_from(written(&span))
    }
}

impl Duration {
    /// The duration.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::Duration;")]
    /// use jiff::ToSpan;
    ///
    /// let pause: Duration = "PT30M".parse()?;
    /// assert_eq!(pause.span()?, 30.minutes().fieldwise());
    /// assert_eq!(Duration::try_from(1.hour().seconds(5))?.as_str(), "PT1H0M5S");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text that was read is not a duration, or exceeds the range of `jiff`.
    pub fn span(&self) -> Result<Span, Error> {
        self.0.parse()
    }
}

/// Writes a duration as RFC 3339 does if possible, with consecutive units and weeks alone, else as `jiff` does.
fn written(span: &Span) -> String {
    const NANOSECONDS: i128 = 1_000_000_000;
    let whole = i128::from(span.get_seconds()) * NANOSECONDS
        + i128::from(span.get_milliseconds()) * 1_000_000
        + i128::from(span.get_microseconds()) * 1_000
        + i128::from(span.get_nanoseconds());
    if span.is_negative() || whole % NANOSECONDS != 0 {
        return span.to_string();
    }
    let weeks = i128::from(span.get_weeks());
    let days = weeks * 7 + i128::from(span.get_days());
    let date = run([(span.get_years().into(), 'Y'), (span.get_months().into(), 'M'), (days, 'D')]);
    let hours = span.get_hours().into();
    let time = run([(hours, 'H'), (span.get_minutes().into(), 'M'), (whole / NANOSECONDS, 'S')]);
    match (date.as_str(), time.as_str()) {
        ("", "") => "PT0S".into(),
        (_, "") if weeks > 0 && date == format!("{}D", weeks * 7) => format!("P{weeks}W"),
        (_, "") => format!("P{date}"),
        _ => format!("P{date}T{time}"),
    }
}

/// The part from the first unit that is not zero to the last.
fn run(parts: [(i128, char); 3]) -> String {
    let counts = |(count, _): &(i128, char)| *count != 0;
    let (first, last) = (parts.iter().position(counts), parts.iter().rposition(counts));
    let (Some(first), Some(last)) = (first, last) else { return String::new() };
    let parts = parts.iter().skip(first).take(last + 1 - first);
    parts.map(|(count, letter)| format!("{count}{letter}")).collect()
}

/// A text with at most nine fractional digits.
fn to_nanoseconds(text: &str) -> String {
    let Some((whole, rest)) = text.split_once('.') else { return text.into() };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - after.len();
    let kept = rest.get(..digits.min(9)).unwrap_or_default();
    format!("{whole}.{kept}{after}")
}

macro_rules! read_as {
    ($($text:ident $method:ident $type:ty;)*) => {$(
        impl TryFrom<&$text> for $type {
            type Error = Error;

            fn try_from(text: &$text) -> Result<Self, Self::Error> {
                text.$method()
            }
        }
    )*};
}

read_as! {
    DateTime timestamp Timestamp;
    DateTime zoned Zoned;
    Date civil civil::Date;
    PartialTime civil civil::Time;
    Duration span Span;
}
