//! The commands of the binary `ringback`, one file each: arguments in, an [`outcome::Outcome`] out, which becomes the exit
//! code. What the commands do lies in the crates below: the suite, the reference, the runner and the reports.

pub mod adapter;
pub mod arguments;
pub mod cases;
pub mod check;
pub mod documents;
pub mod drift;
pub mod explain;
pub mod generate;
mod generate_options;
pub mod help;
pub mod in_process;
pub mod ingest;
pub mod init;
pub mod lint;
pub mod manual;
pub mod merge;
pub mod outcome;
pub mod prose;
pub mod run;
pub mod score;
pub mod serve;

pub use in_process::suite;

/// The examples of the pages that are read before the documentation of a package, compiled as documentation tests.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../docs/in-your-tests.md")]
    struct InYourTests;
    #[doc = include_str!("../../docs/types-and-clients.md")]
    struct TypesAndClients;
    #[doc = include_str!("../../generated/README.md")]
    struct Types;
    #[doc = include_str!("../../generator/codegen/README.md")]
    struct Codegen;
}
