//! A vendor adds properties: an object is not written by its fields.

use ringback_types::webex::CallbackSchedule;

fn main() {
    let _ = CallbackSchedule { id: "123e4567-e89b-12d3-a456-426614174000".parse().unwrap() };
}
