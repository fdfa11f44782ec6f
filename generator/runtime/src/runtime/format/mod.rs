//! The string formats, checked exactly as their specifications define them: one file each, and one line here.

#![allow(dead_code, unused_imports, unused_macros, unused_variables, reason = "generated code has those that it uses")]

/// Passes the module and type of every format to a macro.
macro_rules! each_format {
    ($macro:ident) => {
        $macro! {
            date_time::DateTime,
            date::Date,
            time::Time,
            partial_time::PartialTime,
            duration::Duration,
            uuid::Uuid,
            e164::E164,
            email::Email,
            idn_email::IdnEmail,
            uri::Uri,
            uri_reference::UriReference,
            iri::Iri,
            iri_reference::IriReference,
            uri_template::UriTemplate,
            ipv4::Ipv4,
            ipv6::Ipv6,
            hostname::Hostname,
            json_pointer::JsonPointer,
            relative_json_pointer::RelativeJsonPointer,
            regex::Regex,
            byte::Byte,
            base64url::Base64Url,
            iso_3166_alpha2::CountryAlpha2,
            iso_3166_alpha3::CountryAlpha3,
            iso_3166::Country,
            iso_4217::Currency,
            iso_639_1::LanguageAlpha2,
            iso_639::LanguageCode,
            language::LanguageTag,
        }
    };
}
pub(crate) use each_format;

/// The type for texts of a format, with the name of the format in schemas and its aliases.
macro_rules! formatted {
    ($(#[doc = $doc:literal])* $format:ident $name:literal $(| $alias:literal)*) => {
        #[allow(unused_imports, reason = "it leads to the macros of the runtime from wherever this is")]
        use super::super::super::runtime;

        pub(super) const DOC: &str = concat!($($doc),*);
        pub(super) const NAME: &str = $name;
        pub(super) const ALIASES: &[&str] = &[$($alias),*];

        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $format(pub(in super::super) String);

        runtime::text!(
            $format,
            &runtime::rule::Schema {
                name: stringify!($format),
                rules: &[
                    runtime::rule::Check::Types(&[runtime::rule::Kind::String]),
                    runtime::rule::Check::Format(super::Format::$format),
                ],
                sources: super::REGISTRY,
            },
            false
        );
    };
}
use formatted;

/// The source of a format: its registry, not a vendor's document.
const REGISTRY: &[super::rule::Source] = &[super::rule::Source {
    document: "https://spec.openapis.org/registry/format/",
    lines: [1, 1],
    quote: "registered format",
}];

macro_rules! formats {
    ($($module:ident::$format:ident,)*) => {
        $(pub mod $module;)*

        /// A string format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $(#[doc = concat!("That of [`", stringify!($format), "`](", stringify!($module), "::", stringify!($format), ").")]
            $format,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(Self::$format,)*];

            /// The name in schemas: `date-time`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$format => $module::NAME,)* }
            }

            /// The format with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($module::NAME => Some(Self::$format),)*
                    $(alias if $module::ALIASES.contains(&alias) => Some(Self::$format),)*
                    _ => None,
                }
            }

            /// A sentence about its texts: "A phone number, E.164: `+12025550100`."
            pub fn doc(self) -> &'static str {
                match self { $(Self::$format => $module::DOC.trim_ascii(),)* }
            }

            /// Whether a text has the format.
            pub fn matches(self, text: &str) -> bool {
                match self { $(Self::$format => $module::matches(text),)* }
            }
        }
    };
}
each_format!(formats);

// What follows is for the generator and the suite. It is not embedded into generated code.

/// The line in a format's file below which nothing is embedded into generated code.
pub const DIVIDER: &str =
    "\n// What follows is for the generator and the suite. It is not embedded into generated code.\n";

mod profile;

pub use profile::{BrokenText, Decided, Denotes, Language, Profile, Prose, Registry, Said, ValidText};

macro_rules! profiles {
    ($($module:ident::$format:ident,)*) => {
        impl Format {
            /// The profile of the format.
            pub fn profile(self) -> &'static Profile {
                match self { $(Self::$format => &$module::PROFILE,)* }
            }
        }
    };
}
each_format!(profiles);
