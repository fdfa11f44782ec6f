//! Placeholders are distinguished from other braces, and values are percent-encoded.

use ringback_runtime::template::{Segment, Template, encode};
use std::convert::Infallible;

fn filled(text: &str) -> String {
    let write = |name: &str, text: &mut String| {
        text.push_str(&format!("<{name}>"));
        Ok::<(), Infallible>(())
    };
    Template::new(text).fill(write).unwrap_or_else(|never| match never {})
}

#[test]
fn placeholders_are_told_from_other_braces() {
    for (text, expected) in [
        ("", ""),
        ("/a", "/a"),
        ("/a/{b}/c", "/a/<b>/c"),
        ("{a}{b c}", "<a><b c>"),
        ("/{}:cancel", "/<>:cancel"),
        ("{a", "{a"),
        ("a}{b}}", "a}<b>}"),
        ("{\"a\": \"{b}\"}", "{\"a\": \"<b>\"}"),
        ("{\"é\": {}, \"x\": {\"y\": 1}}", "{\"é\": <>, \"x\": <\"y\": 1>}"),
    ] {
        assert_eq!(filled(text), expected, "{text}");
    }
    let segments: Vec<Segment> = Template::new("{a}/{b}").segments().collect();
    assert_eq!(segments, [Segment::Placeholder("a"), Segment::Literal("/"), Segment::Placeholder("b")]);
    assert_eq!(Template::new("/{a}/{b}?c={a}").placeholders().collect::<Vec<_>>(), ["a", "b", "a"]);
}

#[test]
fn only_unreserved_characters_stay_as_they_are() {
    assert_eq!(encode("a-b._~9 /?#%é").to_string(), "a-b._~9%20%2F%3F%23%25%C3%A9");
}
