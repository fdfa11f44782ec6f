//! Reads the documentation of callback APIs into canonical JSON Schemas and Rust types.

pub mod explain;
pub mod format_table;
pub mod project;

pub use ringback_algebra as algebra;
pub use ringback_codegen::generate;
pub use ringback_constraints::{clue, constraint, model, spelling};
pub use ringback_contract::{error, files, finding, input, sentence, source, subject, validator, width};
pub use ringback_documents::resolve;
pub use ringback_drift as drift;
pub use ringback_openapi::read as definitions;
pub use ringback_runtime as runtime;

/// What is known, and how it is read out of clues.
pub mod fact {
    pub use ringback_constraints::fact::*;
    pub use ringback_documents::facts::facts;
}

/// What a vendor's folder says beside the vendor's own words.
pub mod vendor {
    pub use ringback_contract::{line_index::line_at, vendor::*};
    pub use ringback_documents::overlay::*;
}

/// The registry of page layouts.
pub mod document {
    pub use ringback_contract::document::Document;
    pub use ringback_documents::{layouts::*, page::PageClues};
}

/// What is written: model in, files out.
pub mod emit {
    pub use ringback_codegen::agreement;
    pub use ringback_constraints::{meaning, sample};
    pub use ringback_contract::files::json;
    pub use ringback_documents::facts_json as facts;
    pub use ringback_openapi::write as openapi;

    /// Rust types from canonical schemas.
    pub mod rust {
        pub use ringback_codegen::rust::*;
        pub use ringback_contract::{
            definition::Definition,
            provenance::{Citation, ProvenanceTable},
        };
    }

    /// Canonical schemas.
    pub mod schema {
        pub use ringback_constraints::schema::*;
        pub use ringback_contract::{keyword::*, uri::encode};
    }
}

/// From a vendor's folder to a model.
pub mod pipeline {
    pub use ringback_contract::vendor_folder::DOCUMENTS;
    pub use ringback_documents::read::*;
}
