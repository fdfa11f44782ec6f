//! UUIDs as texts and as values.

use ringback_runtime::{Conform, text::Uuid};

#[test]
fn every_value_becomes_a_text_that_reads_as_the_same_value() {
    for value in [uuid::Uuid::nil(), uuid::Uuid::max(), uuid::Uuid::from_u128(0x0123_4567_89ab_cdef)] {
        let text = Uuid::from(value);
        assert_eq!(text.violations(), []);
        assert_eq!(uuid::Uuid::try_from(&text).unwrap(), value);
    }
}

#[test]
fn a_text_is_written_back_as_it_was_read() {
    let text = "\"123E4567-e89b-12D3-a456-426614174000\"";
    let read: Uuid = serde_json::from_str(text).unwrap();
    assert!(read.value().is_ok());
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

#[test]
fn what_is_no_uuid_has_no_value() {
    let read: Uuid = serde_json::from_str("\"unknown\"").unwrap();
    assert!(read.value().is_err());
}
