//! JSON Pointer (RFC 6901). It is implemented in the runtime, because generated code needs it too.

pub use ringback_runtime::runtime::pointer::{
    InvalidPointer, JsonPointer, escape, index, is_pointer, tokens, unescape,
};
