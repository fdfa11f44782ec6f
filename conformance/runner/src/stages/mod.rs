//! The stages of a case, one file each. [`crate::run_case`] joins them, and the schedule calls some alone: a reading
//! operation is sent and judged without anything to read back.

pub mod clean_up;
mod identifier;
pub mod judge;
pub mod prepare;
pub mod read_back;
pub mod round_trip;
pub mod send;
