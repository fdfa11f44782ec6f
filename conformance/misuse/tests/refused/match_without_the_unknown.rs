//! A match without an arm for unknown values does not compile: vendors add values.

use ringback_types::webex::CallbackScheduleCallbackOrigin as Origin;

fn main() {}

fn is_call(origin: &Origin) -> bool {
    match origin {
        Origin::Livecall => true,
        Origin::Api => false,
        Origin::Unknown(_) => false,
    }
}
