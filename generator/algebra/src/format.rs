//! Formats as regular languages: between texts that surely have the format and texts that may have it.

/// What is known of a format.
pub struct Bounds {
    /// Every text that matches this in whole has the format.
    pub lower: &'static str,
    /// Every text that has the format matches this in whole.
    pub upper: &'static str,
}

macro_rules! date {
    () => {
        concat!(
            "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
            "|02-(?:0[1-9]|1[0-9]|2[0-8]))",
            "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
        )
    };
}
macro_rules! clock {
    ($second:literal) => {
        concat!("(?:[01][0-9]|2[0-3]):[0-5][0-9]:", $second, r"(?:\.[0-9]+)?")
    };
}
macro_rules! offset {
    () => {
        "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
    };
}

/// The formats whose texts are known by their letters. Leap seconds are what `lower` and `upper` of times differ in.
const KNOWN: &[(&str, &str, &str)] = &[
    ("date", date!(), date!()),
    ("partial-time", clock!("[0-5][0-9]"), clock!("[0-5][0-9]")),
    ("time", concat!(clock!("[0-5][0-9]"), offset!()), concat!(clock!("(?:[0-5][0-9]|60)"), offset!())),
    (
        "date-time",
        concat!(date!(), "[Tt]", clock!("[0-5][0-9]"), offset!()),
        concat!(date!(), "[Tt]", clock!("(?:[0-5][0-9]|60)"), offset!()),
    ),
    ("duration", DURATION, DURATION),
    ("uuid", UUID, UUID),
    ("e164", r"\+[1-9][0-9]{1,14}", r"\+[1-9][0-9]{1,14}"),
    ("ipv4", IPV4, IPV4),
    ("ipv6", "(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}", "[0-9A-Fa-f:.]{2,45}"),
    ("email", r"[a-z]+@[a-z]+\.[a-z]{2,3}", "[!-~ ]+@[!-~]+"),
    ("idn-email", r"[a-z]+@[a-z]+\.[a-z]{2,3}", "(?s:.)+@(?s:.)+"),
    ("hostname", r"[a-z]{1,20}(?:\.[a-z]{2,20}){0,3}", r"[A-Za-z0-9.-]{1,253}"),
    ("uri", "(?:https?|urn|a)://[a-z]+(?:/[a-z]*)*", "[A-Za-z][A-Za-z0-9+.-]*:[!-~]*"),
    ("uri-reference", "(?:https?://[a-z]+)?(?:/[a-z]+)+", "[!-~]*"),
    ("iri", "(?:https?|urn|a)://[a-z]+(?:/[a-z]*)*", "[A-Za-z][A-Za-z0-9+.-]*:(?s:.)*"),
    ("iri-reference", "(?:https?://[a-z]+)?(?:/[a-z]+)+", "(?s:.)*"),
    ("uri-template", "(?:https?://[a-z]+)?(?:/[a-z]+)+", "(?s:.)*"),
    ("json-pointer", "(?:/(?:[^~/]|~[01])*)*", "(?:/(?:[^~/]|~[01])*)*"),
    ("relative-json-pointer", "(?:0|[1-9])(?:#|(?:/[a-z]*)*)", "[0-9]+(?s:.)*"),
    ("regex", "[a-z]*", "(?s:.)*"),
    ("byte", "(?:[A-Za-z0-9+/]{4})*", "[A-Za-z0-9+/]*={0,2}"),
    ("base64", "(?:[A-Za-z0-9+/]{4})*", "[A-Za-z0-9+/]*={0,2}"),
    ("base64url", "(?:[A-Za-z0-9]{4})*", "[A-Za-z0-9_-]*={0,2}"),
];

const UUID: &str = "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}";
const IPV4: &str =
    r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const DURATION: &str = "P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))";

/// Texts as people write them, to be tried first.
const EXAMPLES: &[(&str, &str)] = &[
    ("date", "2026-11-20"),
    ("partial-time", "09:30:00"),
    ("time", "09:30:00Z"),
    ("date-time", "2026-11-20T09:30:00Z"),
    ("duration", "PT30M"),
    ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
    ("e164", "+12025550100"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("email", "someone@example.com"),
    ("idn-email", "someone@example.com"),
    ("hostname", "example.com"),
    ("uri", "https://example.com/a"),
    ("uri-reference", "/a"),
    ("byte", "YQ=="),
    ("base64", "YQ=="),
];

/// A text of a format.
pub fn example(name: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, example)| *example)
}

/// Formats of which every text has another format too.
const WITHIN: &[(&str, &str)] = &[
    ("email", "idn-email"),
    ("uri", "uri-reference"),
    ("uri", "iri"),
    ("uri", "iri-reference"),
    ("uri-reference", "iri-reference"),
    ("iri", "iri-reference"),
    ("byte", "base64"),
    ("base64", "byte"),
];

/// What is known of a format.
pub fn bounds(name: &str) -> Option<Bounds> {
    KNOWN.iter().find(|(known, ..)| *known == name).map(|(_, lower, upper)| Bounds { lower, upper })
}

/// Whether every text of a format has another one as well.
pub fn is_within(one: &str, other: &str) -> bool {
    one == other || WITHIN.contains(&(one, other))
}

#[cfg(test)]
mod tests {
    use super::KNOWN;
    use regex::Regex;
    use ringback_constraints::broken_text;
    use ringback_runtime::format::Format;

    #[test]
    fn every_example_has_its_format() {
        for (name, example) in super::EXAMPLES {
            assert!(Format::named(name).unwrap().holds(example), "{name}");
        }
    }

    #[test]
    fn what_a_format_is_taken_for_agrees_with_how_it_is_judged() {
        for (name, lower, upper) in KNOWN {
            let format = Format::named(name).unwrap();
            let whole = |regex: &str| Regex::new(&format!(r"\A(?:{regex})\z")).unwrap();
            let (lower, upper) = (whole(lower), whole(upper));
            let days = (0..=1999).step_by(7).flat_map(|day| {
                let (year, month, day) = (1890 + day / 9, day % 14, 26 + day % 7);
                let date = format!("{year}-{month:02}-{day:02}");
                [date.clone(), format!("{date}T23:59:59Z"), format!("{date}t10:00:60.5+01:30")]
            });
            let texts: Vec<String> = Format::ALL
                .iter()
                .flat_map(|format| broken_text::texts(format.name()).iter().map(|(_, text, _)| (*text).to_owned()))
                .chain(days)
                .chain(
                    ["", "a", "a@b.cd", "0", "1.2.3.4", "P1D", "PT1S", "P1Y2D", "+1", "+12", "/a", "a:b", "10:00:00"]
                        .map(String::from),
                )
                .collect();
            for text in texts {
                let holds = format.holds(&text);
                assert!(!lower.is_match(&text) || holds, "{name} takes no {text:?}");
                assert!(upper.is_match(&text) || !holds, "{name} takes {text:?}");
            }
        }
    }
}
