//! The types of string formats. They keep the exact text that was read.

#[cfg(feature = "uuid")]
mod identifier;
#[cfg(feature = "jiff")]
mod moment;

macro_rules! types {
    ($($module:ident::$format:ident,)*) => { $(pub use super::format::$module::$format;)* };
}
super::format::each_format!(types);
