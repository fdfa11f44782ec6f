//! A text with rules is made by reading it, and not around its rules.

use ringback_types::webex::CallbackScheduleTimezone;

fn main() {
    let _ = CallbackScheduleTimezone(String::from("nowhere"));
}
