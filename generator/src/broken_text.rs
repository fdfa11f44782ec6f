//! The ways in which people break the registered formats.

/// The way, a text broken in it, and its class of strictness.
type Text = (&'static str, &'static str, Option<&'static str>);

const CALENDAR: Option<&str> = Some("calendar");
const NUMBER: Option<&str> = Some("number-as-string");

/// Texts that do not have a format, though they may look like it.
pub fn texts(format: &str) -> &'static [Text] {
    match format {
        "uuid" => &[
            ("without-hyphens", "123e4567e89b12d3a456426614174000", None),
            ("too-short", "123e4567-e89b-12d3-a456-42661417400", None),
            ("too-long", "123e4567-e89b-12d3-a456-4266141740000", None),
            ("no-hexadecimal", "123e4567-e89b-12d3-a456-42661417400g", None),
            ("in-braces", "{123e4567-e89b-12d3-a456-426614174000}", None),
            ("as-urn", "urn:uuid:123e4567-e89b-12d3-a456-426614174000", None),
            ("misplaced-hyphen", "123e456-7e89b-12d3-a456-426614174000", None),
            ("empty", "", None),
        ],
        "date" => &[
            ("30-february", "2027-02-30", CALENDAR),
            ("29-february-of-no-leap-year", "2027-02-29", CALENDAR),
            ("31-april", "2027-04-31", CALENDAR),
            ("month-13", "2027-13-01", CALENDAR),
            ("month-0", "2027-00-10", CALENDAR),
            ("day-0", "2027-02-00", CALENDAR),
            ("two-digit-year", "27-02-03", None),
            ("slashes", "2027/02/03", None),
            ("day-first", "03-02-2027", None),
            ("dots", "03.02.2027", None),
            ("without-zeros", "2027-2-3", None),
            ("without-hyphens", "20270203", None),
            ("with-time", "2027-02-03T00:00:00Z", None),
            ("empty", "", None),
        ],
        "partial-time" => &[
            ("hour-25", "25:61:00", CALENDAR),
            ("hour-24", "24:00:00", CALENDAR),
            ("minute-60", "14:60:00", CALENDAR),
            ("second-61", "14:30:61", CALENDAR),
            ("without-seconds", "14:30", None),
            ("with-z", "14:30:00Z", None),
            ("with-offset", "14:30:00+02:00", None),
            ("twelve-hours", "2:30:00 PM", None),
            ("without-zeros", "9:5:0", None),
            ("without-colons", "143000", None),
            ("with-date", "2027-02-03T14:30:00", None),
            ("empty", "", None),
        ],
        "time" => &[
            ("hour-25", "25:61:00Z", CALENDAR),
            ("without-offset", "14:30:00", None),
            ("without-seconds", "14:30Z", None),
            ("empty", "", None),
        ],
        "date-time" => &[
            ("30-february", "2027-02-30T10:00:00Z", CALENDAR),
            ("29-february-of-no-leap-year", "2027-02-29T10:00:00Z", CALENDAR),
            ("hour-25", "2027-02-03T25:61:00Z", CALENDAR),
            ("hour-24", "2027-02-03T24:00:00Z", CALENDAR),
            ("minute-60", "2027-02-03T10:60:00Z", CALENDAR),
            ("month-13", "2027-13-03T10:00:00Z", CALENDAR),
            ("date-alone", "2027-02-03", None),
            ("time-alone", "10:00:00Z", None),
            ("without-offset", "2027-02-03T10:00:00", None),
            ("without-seconds", "2027-02-03T10:00Z", None),
            ("blank-for-t", "2027-02-03 10:00:00Z", None),
            ("slashes", "2027/02/03T10:00:00Z", None),
            ("offset-without-colon", "2027-02-03T10:00:00+0000", None),
            ("zone-name", "2027-02-03T10:00:00 UTC", None),
            ("epoch-number", "1801562400000", NUMBER),
            ("words", "tomorrow at ten", None),
            ("empty", "", None),
        ],
        "e164" => &[
            ("without-plus", "12025550100", None),
            ("blanks", "+1 202 555 0100", None),
            ("hyphens", "+1-202-555-0100", None),
            ("brackets", "+1(202)5550100", None),
            ("leading-zero", "+0999123456789", None),
            ("international-prefix", "0012025550100", None),
            ("16-digits", "+9991234567890123", None),
            ("letters", "+1202555x100", None),
            ("plus-alone", "+", None),
            ("two-pluses", "++12025550100", None),
            ("as-url", "tel:+12025550100", None),
            ("empty", "", None),
        ],
        "email" => &[
            ("without-at", "nobody", None),
            ("without-name", "@example.com", None),
            ("without-host", "nobody@", None),
            ("blank", "no body@example.com", None),
        ],
        "uri" => &[("without-scheme", "no scheme", None), ("relative", "/relative", None), ("empty", "", None)],
        "ipv4" => &[("three-numbers", "1.2.3", None), ("too-large", "256.1.1.1", None), ("empty", "", None)],
        "ipv6" => &[("two-gaps", "1::2::3", None), ("too-large", "12345::", None), ("empty", "", None)],
        "hostname" => &[("leading-hyphen", "-a.example", None), ("underscore", "a_b", None), ("empty", "", None)],
        "duration" => {
            &[("words", "30 minutes", None), ("p-alone", "P", None), ("pt-alone", "PT", None), ("empty", "", None)]
        }
        "byte" => &[("no-alphabet", "*", None), ("wrong-padding", "YQ=", None)],
        _ => &[],
    }
}
