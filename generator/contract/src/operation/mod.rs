//! Operations: calls and events, with their paths, statuses, envelopes and directions.

mod build;
mod container;
mod direction;
pub mod envelope;
pub mod media_type;
mod model;
pub mod nested;
pub mod path;
mod read_back;
mod response_status;
pub mod router;
mod sample_file;
mod specified;
pub mod status;

pub use build::{Build, Limit, Links, Pages, Setting};
pub use container::{Contained, Container, FoundPayload};
pub use direction::Direction;
pub use model::Operation;
pub use path::PathTemplate;
pub use read_back::{ReadBack, ValueSource};
pub use response_status::ResponseStatus;
pub use ringback_runtime::envelope::{Part, PayloadLocator, Step};
pub use sample_file::{SampleFile, sample_file};
pub use specified::{
    BodyFormat, Credentials, MultipartProperty, RequestPart, SentParameter, Specified, SpecifiedResponse,
};
pub use status::{StatusClass, StatusSets};
