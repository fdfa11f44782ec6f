//! Laws that hold for every string format: grammar, sample texts, set of texts and other profiles agree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use jsonschema::Draft;
use regex::Regex;
use ringback_constraints::constraint::{Constraint, Schema};
use ringback_contract::{
    validator::{Formats, options},
    width::Width,
};
use ringback_generator::format_table;
use ringback_runtime::format::{DIVIDER, Decided, Format, Registry};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// The texts of a format that must have it.
fn valid(format: Format) -> Vec<&'static str> {
    let profile = format.profile();
    let boundaries = profile.boundaries.iter().map(|boundary| boundary.text);
    [profile.sample].into_iter().chain(profile.more_samples.iter().copied()).chain(boundaries).collect()
}

/// All texts in the profiles of all formats, and more at the boundaries of calendars.
fn texts() -> Vec<String> {
    let broken = Format::ALL.iter().flat_map(|format| format.profile().broken.iter().map(|broken| broken.text));
    let valid = Format::ALL.iter().flat_map(|format| valid(*format));
    let days = (0..=1999).step_by(7).flat_map(|day| {
        let (year, month, day) = (1890 + day / 9, day % 14, 26 + day % 7);
        let date = format!("{year}-{month:02}-{day:02}");
        [date.clone(), format!("{date}T23:59:59Z"), format!("{date}t10:00:60.5+01:30")]
    });
    let short = [
        "",
        "a",
        "a@b.cd",
        "0",
        "1.2.3.4",
        "P1D",
        "PT1S",
        "P1Y2D",
        "+1",
        "+12",
        "+02",
        "/a",
        "a:b",
        "10:00:00",
        "10:00:60",
        "10:00:00.",
        "10:00:00\n",
    ];
    broken.chain(valid).chain(short).map(String::from).chain(days).collect()
}

#[test]
fn a_format_has_a_file_of_its_name_in_two_parts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime/format");
    let files: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["mod.rs", "profile.rs"].contains(&name.as_str()))
        .collect();
    let of = |format: &Format| format!("{}.rs", format.name().replace('-', "_"));
    assert_eq!(files, Format::ALL.iter().map(of).collect());
    for file in &files {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(text.matches(DIVIDER).count(), 1, "{file}: the line that divides what is embedded from what is not");
    }
}

#[test]
fn a_format_is_found_by_its_name_and_declared_and_read_again_by_it() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(*format));
        assert!(Width::named(format.name()).is_none(), "{} is one of numbers as well", format.name());
        let read = Constraint::of_keyword("format", &json!(format.name()));
        let [constraint] = read.as_slice() else { panic!("{}: {read:?}", format.name()) };
        assert_eq!(constraint.format(), Some(format.name()));
        let mut schema = Schema::default();
        constraint.declare(&mut schema);
        assert_eq!(Value::Object(schema.finish()), json!({"type": "string", "format": format.name()}));
    }
}

#[test]
fn samples_and_boundaries_have_the_format_and_broken_texts_do_not() {
    for format in Format::ALL {
        let profile = format.profile();
        for text in valid(*format) {
            assert!(format.matches(text), "{} {text:?}", format.name());
        }
        for broken in profile.broken {
            assert!(!format.matches(broken.text), "{} {:?}", format.name(), broken.text);
        }
        assert!(!profile.broken.is_empty(), "{}", format.name());
        let ways: Vec<&str> = profile.broken.iter().map(|broken| broken.way).collect();
        assert_eq!(ways.iter().collect::<BTreeSet<_>>().len(), ways.len(), "{}: {ways:?}", format.name());
        let ways: Vec<&str> = profile.boundaries.iter().map(|valid| valid.way).collect();
        assert_eq!(ways.iter().collect::<BTreeSet<_>>().len(), ways.len(), "{}: {ways:?}", format.name());
    }
}

#[test]
fn the_set_that_a_format_is_taken_for_agrees_with_its_grammar() {
    let texts = texts();
    for format in Format::ALL {
        let whole = |regex: String| Regex::new(&format!(r"\A(?:{regex})\z")).unwrap();
        let language = format.profile().language;
        let (lower, upper) = (whole(language.lower()), whole(language.upper()));
        for text in &texts {
            let matches = format.matches(text);
            assert!(!lower.is_match(text) || matches, "{} takes no {text:?}", format.name());
            assert!(upper.is_match(text) || !matches, "{} takes {text:?}", format.name());
        }
    }
}

#[test]
fn every_text_of_a_format_has_those_that_it_is_within() {
    let texts = texts();
    for format in Format::ALL {
        for other in format.profile().within {
            let outside = texts.iter().find(|text| format.matches(text) && !other.matches(text));
            assert_eq!(outside, None, "{} is not within {}", format.name(), other.name());
        }
    }
}

#[test]
fn a_format_that_nobody_knows_has_a_pattern_that_says_the_same() {
    let texts = texts();
    for format in Format::ALL {
        let pattern = format.pattern();
        assert_eq!(pattern.is_some(), format.profile().registry == Registry::Nobody, "{}", format.name());
        let Some(pattern) = pattern else { continue };
        let regex = regress::Regex::with_flags(&pattern, "u").unwrap();
        for text in &texts {
            assert_eq!(regex.find(text).is_some(), format.matches(text), "{} {text:?}", format.name());
        }
    }
}

#[test]
fn the_validator_agrees_with_every_format_be_it_by_our_grammar_or_by_its_own() {
    for formats in [Formats::All, Formats::Unknown] {
        for format in Format::ALL {
            let schema = json!({"type": "string", "format": format.name()});
            let validator = options(formats).with_draft(Draft::Draft202012).build(&schema).unwrap();
            for text in valid(*format) {
                assert!(validator.is_valid(&json!(text)), "{formats:?} {} {text:?}", format.name());
            }
            for broken in format.profile().broken {
                assert!(!validator.is_valid(&json!(broken.text)), "{formats:?} {} {:?}", format.name(), broken.text);
            }
        }
    }
}

#[test]
fn what_is_registered_with_json_schema_a_validator_knows_without_us() {
    for format in Format::ALL {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        let knows = options.should_ignore_unknown_formats(false).build(&json!({"format": format.name()})).is_ok();
        // Host names of any script need tables that are left out of our build of the validator.
        let is_left_out = *format == Format::IdnEmail;
        assert_eq!(knows || is_left_out, format.profile().registry == Registry::JsonSchema, "{}", format.name());
    }
}

#[test]
fn a_name_of_a_type_implies_one_format() {
    let mut known = BTreeSet::new();
    for format in Format::ALL {
        for name in format.profile().type_names {
            assert_eq!(Format::of_type_name(name), Some(*format));
            assert_eq!(Width::of_type_name(name).map(|width| width.name), None);
            assert!(known.insert(*name), "{name}");
            assert_eq!(*name, name.to_lowercase());
        }
    }
}

#[test]
fn every_format_is_in_the_table_of_the_documentation() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/formats.md");
    assert_eq!(fs::read_to_string(page).unwrap(), format_table::page(), "run `cargo xtask regenerate`");
    for format in Format::ALL {
        assert!(format_table::page().contains(&format!("| `{}` |", format.name())), "{}", format.name());
    }
}

#[test]
fn what_another_reading_of_a_standard_allows_is_not_decided_by_every_reading() {
    for format in Format::ALL {
        for text in valid(*format) {
            assert!(format.is_one_reading(text), "{format:?}: {text}");
        }
        for broken in format.profile().broken {
            let decided = broken.decided == Decided::ByEveryReading;
            assert_eq!(format.is_one_reading(broken.text), !decided, "{format:?}: {:?}", broken.text);
        }
    }
    for text in [
        "2027-02-03T10:00:00,5Z",
        "20270203T1000Z",
        "2027-W05-3T10:00:00Z",
        "2027-034T10+01",
        "2027-02-03T10:00:00+0000",
        "2027-02-03t10:00z",
        "2027-02-03T24:00:00Z",
    ] {
        assert!(Format::DateTime.is_one_reading(text), "{text}");
    }
    for text in [
        "2027-02-30T10:00+0000",
        "2027-13-03",
        "2027-W54-1",
        "2027-367",
        "2027-02-03T1:00Z",
        "2027-02-03T10:0000Z",
        "2027-02-03T10:00:00+1",
        "2027-02-03T",
        "20270230",
        "é027-02-03",
    ] {
        assert!(!Format::DateTime.is_one_reading(text), "{text}");
    }
}
