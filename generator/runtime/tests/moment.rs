//! Days, times and spans as texts and as values.

use jiff::{
    Span, Timestamp, ToSpan, Zoned, civil,
    tz::{Offset, TimeZone},
};
use ringback_runtime::{
    Conform,
    text::{Date, DateTime, Duration, PartialTime},
};

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
    let read = |text: &str| serde_json::from_value::<DateTime>(text.into()).unwrap();
    assert!(read("tomorrow").timestamp().is_err());
    assert!(read("2026-11-20T09:30:00").zoned().is_err());
    let endless: Duration = serde_json::from_value("P9999999999Y".into()).unwrap();
    assert!(endless.span().is_err());
}
