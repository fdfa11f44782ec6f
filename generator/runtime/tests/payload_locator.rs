//! Payloads are found where a locator says, and put there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use ringback_runtime::envelope::{PayloadLocator, find, put};
use serde_json::{Value, json};

fn locator(text: &str) -> PayloadLocator {
    text.parse().unwrap()
}

#[test]
fn a_locator_is_written_as_it_was_read() {
    for text in ["", "/a", "/Content|json/Actions/0/Parameters", "/a/*/b|json/c", "/list/1/at~1it|json", "/*|json"] {
        assert_eq!(locator(text).to_string(), text);
    }
    for text in ["a", "callbacks/*", "/a~", "/~2"] {
        assert!(text.parse::<PayloadLocator>().is_err(), "{text}");
    }
}

#[test]
fn one_element_stands_for_all_and_all_are_in_a_list() {
    assert_eq!(locator("/a/0/b1/2|json/c").everywhere(), locator("/a/*/b1/*|json/c"));
    assert_eq!(locator("/a/*/b/*").list(), Some(locator("/a")));
    assert_eq!(locator("/a/0").list(), None);
    assert_eq!(locator("/a~1/b|json/c|json").text().unwrap().as_str(), "/a~1/b");
    assert_eq!(PayloadLocator::from(&"/a~1b".parse().unwrap()).elements(), locator("/a~1b/*"));
}

fn values(document: &Value, locator: &str) -> Vec<(String, Value)> {
    let locator: PayloadLocator = locator.parse().unwrap();
    locator.values(document).into_iter().map(|(at, value)| (at.to_string(), value)).collect()
}

#[test]
fn payloads_are_found_in_lists_in_maps_and_in_strings_that_hold_json() {
    let document = json!({
        "list": [{"a": 1}, {"b": 2}, 7, null],
        "map": {"x/y": {"a": 1}, "z": {"a": null}},
        "text": "[{\"a\": 1}]",
    });
    assert_eq!(values(&document, ""), [(String::new(), document.clone())]);
    assert_eq!(values(&document, "/list/*/a"), [("/list/0/a".into(), json!(1))]);
    assert_eq!(values(&document, "/list/1"), [("/list/1".into(), json!({"b": 2}))]);
    assert_eq!(values(&document, "/list/01"), []);
    let expected = [("/map/x~1y/a".into(), json!(1)), ("/map/z/a".into(), Value::Null)];
    assert_eq!(values(&document, "/map/*/a"), expected);
    assert_eq!(values(&document, "/text|json/*/a"), [("/text/0/a".into(), json!(1))]);
    assert_eq!(values(&document, "/list|json/*/a"), []);
}

#[test]
fn what_cannot_be_followed_is_a_misfit_and_what_is_absent_is_nothing() {
    let document = json!({"map": {"a": 1}, "text": "no json", "null": null, "list": ["x"]});
    for (locator, at, misfit) in [
        ("/map/*", "/map", "expected a list"),
        ("/text/*", "/text", "expected a list"),
        ("/text|json", "/text", "expected a string that holds JSON"),
        ("/map|json", "/map", "expected a string that holds JSON"),
        ("/list/*/a", "/list/0", "expected an object"),
    ] {
        let found = find(&document, locator);
        let told: Vec<_> = found.iter().map(|spot| (spot.at.as_str(), spot.misfit)).collect();
        assert_eq!(told, [(at, Some(misfit))], "{locator}");
    }
    for locator in ["/null/*", "/null|json/a", "/none/a", "/list/7"] {
        assert_eq!(find(&document, locator), [], "{locator}");
    }
}

#[test]
fn what_is_put_is_found_again() {
    for locator in ["", "/a", "/a/0/b", "/Content|json/Actions/0/Parameters", "/a~1b/*/c|json/*"] {
        let mut document = Value::Null;
        put(&mut document, locator, json!({"x": 1}));
        let found = locator.parse::<PayloadLocator>().unwrap().values(&document);
        assert_eq!(found.iter().map(|(_, value)| value).collect::<Vec<_>>(), [&json!({"x": 1})], "{document}");
    }
}

#[test]
fn the_way_is_made_and_what_is_in_the_way_goes() {
    let mut document = json!({"a": "text", "b": "{\"c\": 1}", "d": [7]});
    put(&mut document, "/a/1", json!(2));
    put(&mut document, "/b|json/e", json!(3));
    put(&mut document, "/a/99999999", json!("too far"));
    assert_eq!(document, json!({"a": [null, 2], "b": "{\"c\":1,\"e\":3}", "d": [7]}));
}

#[test]
fn elements_are_numbered_by_the_first_star_alone() {
    let mut document = Value::Null;
    for (locator, element, value) in [("/a/*/b/*", 0, 1), ("/a/*/b/*", 1, 2), ("/a/*/c", 1, 3)] {
        let locator: PayloadLocator = locator.parse().unwrap();
        locator.change(&mut document, element, |place| *place = json!(value));
    }
    assert_eq!(document, json!({"a": [{"b": [1]}, {"b": [2], "c": 3}]}));
}

#[test]
fn what_is_given_stays_and_what_is_in_the_way_is_told() {
    let given = json!({"list": [{}], "text": "{\"a\": {}}", "odd": "{", "null": null});
    let insert = |locator: &str| {
        let mut document = given.clone();
        let locator: PayloadLocator = locator.parse().unwrap();
        locator.insert(&mut document, json!(1)).map(|()| document)
    };
    assert_eq!(insert("/list/0/a").unwrap()["list"], json!([{"a": 1}]));
    assert_eq!(insert("/list/*/a").unwrap()["list"], json!([{"a": 1}]));
    assert_eq!(insert("/text|json/a/b").unwrap()["text"], json!("{\"a\":{\"b\":1}}"));
    assert_eq!(insert("/null/a").unwrap()["null"], json!({"a": 1}));
    for (locator, told) in [
        ("/list/1", "there is no element 1 among 1"),
        ("/list/x", "\"x\" is no index"),
        ("/odd|json/a", "\"odd\" holds no JSON: "),
        ("/odd/a", "\"a\" is looked for in \"{\""),
    ] {
        assert!(insert(locator).unwrap_err().starts_with(told), "{locator}");
    }
}
