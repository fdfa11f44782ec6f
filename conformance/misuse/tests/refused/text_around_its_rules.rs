//! A text type with rules can only be made by parsing, not by its constructor.

use ringback_types::webex::CallbackScheduleTimezone;

fn main() {
    let _ = CallbackScheduleTimezone(String::from("nowhere"));
}
