//! The macro that declares an enum of answers, one variant for each documented status.

#![allow(unused_macros, unused_imports, reason = "which of them are used depends on the operations")]

/// Declares an enum of answers that differ by status. Where all hold the same type, the enum dereferences to it.
macro_rules! by_status {
    (
        $(#[$about:meta])*
        pub enum $name:ident($documented:expr): $same:ty {
            $($(#[$doc:meta])* $variant:ident($held:ty) = $read:ident $statuses:ident $(($number:literal))?,)*
        }
    ) => {
        crate::client::by_status::by_status! {
            $(#[$about])*
            pub enum $name($documented) {
                $($(#[$doc])* $variant($held) = $read $statuses $(($number))?,)*
            }
        }

        impl std::ops::Deref for $name {
            type Target = $same;

            fn deref(&self) -> &$same {
                match self {
                    $(Self::$variant(body) => body,)*
                }
            }
        }
    };
    (
        $(#[$about:meta])*
        pub enum $name:ident($documented:expr) {
            $($(#[$doc:meta])* $variant:ident $(($held:ty))? = $read:ident $statuses:ident $(($number:literal))?,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant $(($held))?,)*
        }

        impl crate::client::Refusal for $name {
            fn read(answer: &crate::client::Answer) -> Result<Self, crate::envelope::Undecodable> {
                use crate::client::endpoint::Statuses;
                match Statuses::of(answer.status.as_u16(), $documented) {
                    $(Some(Statuses::$statuses $(($number))?) => {
                        crate::client::by_status::read_as!($read, answer, Self::$variant)
                    })*
                    _ => Err(answer.undocumented()),
                }
            }
        }
    };
}

/// Reads an answer as a variant.
macro_rules! read_as {
    (nothing, $answer:ident, $variant:expr) => {
        Ok($variant)
    };
    (json, $answer:ident, $variant:expr) => {
        $answer.read().map(|read| $variant(Box::new(read)))
    };
    (value, $answer:ident, $variant:expr) => {
        $answer.read().map($variant)
    };
    (text, $answer:ident, $variant:expr) => {
        Ok($variant($answer.text().into_owned()))
    };
    (bytes, $answer:ident, $variant:expr) => {
        Ok($variant($answer.body.clone()))
    };
}

pub(crate) use {by_status, read_as};
