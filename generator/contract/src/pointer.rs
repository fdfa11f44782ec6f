//! JSON Pointer (RFC 6901). It is written in the runtime, because generated code tells places by it too.

pub use ringback_runtime::runtime::pointer::{
    InvalidPointer, JsonPointer, escape, index, is_pointer, tokens, unescape,
};
