//! JSON Pointers are read, written and followed as RFC 6901 says.

use ringback_runtime::pointer::{JsonPointer, escape, index, unescape};
use serde_json::json;

#[test]
fn a_pointer_leads_where_its_tokens_say() {
    let pointer = JsonPointer::default().property("a/b").element(1).property("c~d").property("");
    assert_eq!(pointer.as_str(), "/a~1b/1/c~0d/");
    assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a/b", "1", "c~d", ""]);
    let mut document = json!({"a/b": [0, {"c~d": {"": 7}}]});
    assert_eq!(pointer.resolve(&document), Some(&json!(7)));
    *pointer.resolve_mut(&mut document).unwrap() = json!(8);
    assert_eq!(document, json!({"a/b": [0, {"c~d": {"": 8}}]}));
    assert_eq!(JsonPointer::default().resolve(&document), Some(&document));
    let (outer, inner): (JsonPointer, JsonPointer) = ("/a~1b/1".parse().unwrap(), "/c~0d/".parse().unwrap());
    assert_eq!(outer.join(&inner), pointer);
}

#[test]
fn what_is_escaped_is_unescaped_to_the_same() {
    for name in ["", "a", "a/b", "~1", "~01", "/~", "~~//"] {
        assert_eq!(unescape(&escape(name)), name);
    }
}

#[test]
fn only_pointers_are_read() {
    for text in ["", "/", "/a//b", "/~0~1"] {
        assert_eq!(text.parse::<JsonPointer>().unwrap().as_str(), text);
    }
    for text in ["a", "#/a", "/~", "/~2", "/a~"] {
        assert!(text.parse::<JsonPointer>().is_err(), "{text}");
    }
}

#[test]
fn an_index_is_digits_alone() {
    assert_eq!(["0", "10", "01", "+1", "", "-", "x"].map(index), [Some(0), Some(10), None, None, None, None, None]);
}
