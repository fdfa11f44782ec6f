//! Moments, days, times of day and spans as the `jiff` crate has them, behind the feature `jiff`.

use super::{super::violation::Violations, Date, DateTime, Duration, PartialTime};
use jiff::{
    Error, Span, Timestamp, Zoned, civil,
    fmt::temporal::{DateTimeParser, DateTimePrinter},
    tz::{Offset, TimeZone},
};

impl From<Timestamp> for DateTime {
    /// Written with `Z`. RFC 3339 has no years before 0: such a moment becomes a text that is found wrong when checked.
    fn from(moment: Timestamp) -> Self {
        Self(moment.to_string())
    }
}

impl From<&Zoned> for DateTime {
    /// Written with its offset and without the name of its zone.
    ///
    /// RFC 3339 knows offsets of whole minutes below a day: another is rounded, or `Z` written, and the moment remains.
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
    /// The moment. What is finer than a nanosecond is cut off, and a leap second is the one before it.
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
    /// When what was read is no moment with an offset, or one of the last day of the year 9999.
    pub fn timestamp(&self) -> Result<Timestamp, Error> {
        to_nanoseconds(&self.0).parse()
    }

    /// The moment at the offset that was read.
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
    /// RFC 3339 has no years before 0: such a day becomes a text that is found wrong when checked.
    fn from(day: civil::Date) -> Self {
        Self(day.to_string())
    }
}

impl Date {
    /// The day.
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
    /// When what was read is no day.
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
    /// The time of day. What is finer than a nanosecond is cut off.
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
    /// When what was read is no time of day.
    pub fn civil(&self) -> Result<civil::Time, Error> {
        to_nanoseconds(&self.0).parse()
    }
}

impl TryFrom<Span> for Duration {
    type Error = Violations;

    /// A span that RFC 3339 can write: it has neither a sign nor fractions of a second.
    fn try_from(span: Span) -> Result<Self, Self::Error> {
        Self::try_from(written(&span))
    }
}

impl Duration {
    /// The span.
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
    /// When what was read is no span, or a longer one than there are.
    pub fn span(&self) -> Result<Span, Error> {
        self.0.parse()
    }
}

/// A span as RFC 3339 has it: without gaps, and weeks by themselves. What it cannot write is written as `jiff` does.
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

/// From the first part that is not zero to the last.
fn run(parts: [(i128, char); 3]) -> String {
    let counts = |(count, _): &(i128, char)| *count != 0;
    let (first, last) = (parts.iter().position(counts), parts.iter().rposition(counts));
    let (Some(first), Some(last)) = (first, last) else { return String::new() };
    let parts = parts.iter().skip(first).take(last + 1 - first);
    parts.map(|(count, letter)| format!("{count}{letter}")).collect()
}

/// The text with at most nine digits of a fraction.
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

#[cfg(test)]
mod tests {
    use super::{super::super::violation::Conform, *};
    use jiff::ToSpan;

    #[test]
    fn every_moment_of_the_years_from_0_becomes_a_text_that_reads_as_the_same_moment() {
        let texts = ["0000-01-02T00:00:00Z", "1969-12-31T23:59:59.000000001Z", "9999-12-30T22:00:00Z"];
        for moment in texts.map(|text| text.parse::<Timestamp>().unwrap()) {
            let text = DateTime::from(moment);
            assert_eq!(text.violations(), []);
            assert_eq!(text.timestamp().unwrap(), moment);
            for seconds in [0, 1, 29, 30, -1, -30, -31, 3600, -12_600, 86_399, -86_399, 86_400, 93_599, -93_599] {
                let zoned = moment.to_zoned(TimeZone::fixed(Offset::from_seconds(seconds).unwrap()));
                if zoned.year() < 0 {
                    continue;
                }
                let text = DateTime::from(&zoned);
                assert_eq!(text.violations(), [], "{zoned}");
                assert_eq!(text.timestamp().unwrap(), moment, "{text}");
            }
        }
    }

    #[test]
    fn years_before_0_are_found_when_checked() {
        let moment: Timestamp = "-000001-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(DateTime::from(moment).violations().len(), 1);
        assert_eq!(Date::from(civil::date(-1, 1, 1)).violations().len(), 1);
    }

    #[test]
    fn an_offset_is_read_and_written_without_the_name_of_a_zone() {
        for (text, offset, written) in [
            ("2026-11-20T09:30:00+05:30", 19_800, "2026-11-20T09:30:00+05:30"),
            ("2026-11-20t09:30:00.500z", 0, "2026-11-20T09:30:00.5+00:00"),
            ("2026-11-20T09:30:00.1234567891234-08:00", -28_800, "2026-11-20T09:30:00.123456789-08:00"),
            ("2016-12-31T23:59:60Z", 0, "2016-12-31T23:59:59+00:00"),
        ] {
            let read: DateTime = text.parse().unwrap();
            let zoned = Zoned::try_from(&read).unwrap();
            assert_eq!(zoned.offset().seconds(), offset, "{text}");
            assert_eq!(DateTime::from(&zoned).as_str(), written);
            assert_eq!(Timestamp::try_from(&read).unwrap(), zoned.timestamp());
        }
    }

    #[test]
    fn a_text_is_written_back_as_it_was_read() {
        let text = "\"2026-11-20t09:30:00.5000000000000-00:00\"";
        let read: DateTime = serde_json::from_str(text).unwrap();
        assert!(read.timestamp().is_ok());
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn days_and_times_of_day_become_texts_that_read_as_the_same() {
        for day in [civil::date(0, 1, 1), civil::date(2024, 2, 29), civil::Date::MAX] {
            let text = Date::from(day);
            assert_eq!((text.violations(), civil::Date::try_from(&text).unwrap()), (vec![], day));
        }
        for time in [civil::Time::MIN, civil::time(9, 30, 0, 500), civil::Time::MAX] {
            let text = PartialTime::from(time);
            assert_eq!((text.violations(), civil::Time::try_from(&text).unwrap()), (vec![], time));
        }
        let fine: PartialTime = "09:30:00.00000000099".parse().unwrap();
        assert_eq!(fine.civil().unwrap(), civil::time(9, 30, 0, 0));
    }

    #[test]
    fn spans_are_written_without_gaps_and_weeks_by_themselves() {
        for (span, written) in [
            (Span::new(), "PT0S"),
            (1.year().days(3), "P1Y0M3D"),
            (1.hour().seconds(5), "PT1H0M5S"),
            (2.weeks(), "P2W"),
            (1.week().days(1), "P8D"),
            (1.week().hours(1), "P7DT1H"),
            (2_000.milliseconds(), "PT2S"),
            (1.month().minutes(90), "P1MT90M"),
        ] {
            let text = Duration::try_from(span).unwrap();
            assert_eq!(text.as_str(), written);
            let read = Span::try_from(&text).unwrap();
            assert_eq!(Duration::try_from(read).unwrap(), text);
        }
        assert!(Duration::try_from(1_500.milliseconds()).is_err());
        assert!(Duration::try_from(-1.hour()).is_err());
    }

    #[test]
    fn what_was_read_and_is_no_moment_has_none() {
        assert!(DateTime("tomorrow".into()).timestamp().is_err());
        assert!(DateTime("2026-11-20T09:30:00".into()).zoned().is_err());
        assert!(Duration("P9999999999Y".into()).span().is_err());
    }
}
