//! Properties that no document names keep their place.

#![allow(clippy::panic, reason = "a test stops at the first thing that is wrong")]

use ringback_runtime::additional::Additional;
use serde_json::{Value, json};

fn read(object: Value) -> Additional {
    let Value::Object(object) = object else { panic!("not an object") };
    Additional::read(object)
}

#[test]
fn an_object_is_written_in_the_order_in_which_it_was_read_and_what_is_new_stands_behind() {
    let mut additional = read(json!({"z": 1, "count": 1.0, "a": null}));
    let at = additional.find("count", 0).unwrap();
    additional.take(at);
    additional.keep_form(at, serde_json::Number::from_f64(1.0).unwrap());
    additional.insert("z", 2);
    let text = |count: i64| {
        let fields = [("new".to_owned(), json!(true)), ("count".to_owned(), json!(count))];
        additional.with_fields(fields.into_iter().collect()).to_string()
    };
    assert_eq!(text(1), r#"{"z":2,"count":1.0,"a":null,"new":true}"#);
    assert_eq!(text(3), r#"{"z":2,"count":3,"a":null,"new":true}"#, "what was changed has no form to keep");
    assert_eq!(additional.len(), 2);
    assert_eq!(additional.remove("z"), Some(json!(2)));
    assert_eq!(additional.remove("count"), None, "it has a field of its own");
    assert_eq!(additional.get("z"), None);
}

#[test]
fn the_order_makes_no_difference_to_equality() {
    assert_eq!(read(json!({"a": 1, "b": 2})), Additional::from_iter([("b", 2), ("a", 1)]));
    assert_ne!(read(json!({"a": 1})), read(json!({"a": 2})));
    assert!(read(json!({})).is_empty());
}
