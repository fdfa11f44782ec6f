//! Operations: calls and events, with their paths, statuses, envelopes and directions.

mod build;
mod container;
mod direction;
pub mod envelope;
pub mod media_type;
mod model;
pub mod path;
mod read_back;
pub mod router;
pub mod status;

pub use build::{Build, Limit, Links, Pages, Setting};
pub use container::{Contained, Container, FoundPayload};
pub use direction::Direction;
pub use model::Operation;
pub use path::PathTemplate;
pub use read_back::{ReadBack, ValueSource};
pub use ringback_runtime::envelope::{Part, PayloadLocator, Step};
pub use status::{StatusClass, StatusSets};
