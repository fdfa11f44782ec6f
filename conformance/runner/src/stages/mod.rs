//! The stages of a case, one file each. `run_case` runs them in order. The schedule calls some of them
//! directly: the case of a reading operation is only sent and judged.

pub mod about_something_else;
pub mod clean_up;
pub mod every_path;
mod identifier;
pub mod judge;
pub mod observe;
pub mod prepare;
pub mod read_back;
pub mod round_trip;
pub mod same_record;
pub mod send;
mod specified_request;
