//! What changed between two versions of a contract, which party it breaks, and the payload that proves it.
//!
//! Both versions of a type are walked through side by side (`diff`) and split into requirements of single values; what
//! a version requires of a payload is the conjunction of these. A requirement breaks if the solver finds a payload that
//! the sender may produce and that does not satisfy the requirement of the receiver (`impact`), and the `jsonschema`
//! crate agrees (`verify`). It is compatible if the solver proves that there is no such payload, else undecided.
//!
//! ```
//! use ringback_drift::{Contract, change::DriftVerdict, drift};
//!
//! let schema = |most: u32| {
//!     let text = format!(r#"{{"type": "object", "properties": {{"name": {{"type": "string", "maxLength": {most}}}}}}}"#);
//!     Contract::of_schemas(&[("pet.schema.json".to_owned(), text)].into())
//! };
//! let (before, _) = schema(20)?;
//! let (after, _) = schema(12)?;
//! let found = drift(before, after, &Default::default());
//! assert_eq!(found.verdict, DriftVerdict::Breaking);
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

mod anchors;
mod annotations;
mod assertions;
mod assessment;
mod call;
pub mod change;
mod change_text;
mod compare;
mod contexts;
mod contract;
mod diff;
mod discriminator;
mod from_model;
mod from_schemas;
mod impact;
mod in_call;
mod listed_names;
mod lost_values;
mod normalize;
mod object_schema;
mod occurrence;
mod openness;
mod operations;
mod options;
mod pair;
mod pairing;
mod path;
mod place_words;
mod presence;
mod prune;
mod references;
mod required_line;
mod residual;
pub mod rules;
mod site;
mod soft;
mod sources;
mod spelling;
mod subject;
pub mod traffic;
mod unchanged;
mod verify;
mod view;

pub use compare::drift;
pub use contract::{Contract, ContractEntry, EntryRole};
pub use options::CompareOptions;
pub use verify::validator;
pub use view::SchemaView;
