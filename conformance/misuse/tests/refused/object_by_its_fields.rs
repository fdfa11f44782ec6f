//! An object cannot be written as a struct literal: vendors add properties.

use ringback_types::webex::CallbackSchedule;

fn main() {
    let _ = CallbackSchedule { id: "123e4567-e89b-12d3-a456-426614174000".parse().unwrap() };
}
