//! A macro for registries of formats: an enum whose variants each stand for a module.

/// Makes an enum of formats out of lines such as `Junit => junit`, and a function that calls the one of the same name in
/// the module of each, which stands beside the file of the enum. A module also has the `NAME` of its format, as the
/// command line has it.
macro_rules! formats {
    (
        $(#[$doc:meta])* $registry:ident { $($variant:ident => $module:ident),+ $(,)? }
        $(#[$function_doc:meta])* $visibility:vis fn $function:ident($($argument:ident: $type:ty),*) -> $result:ty;
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the module of each format says what it is")]
        pub enum $registry { $($variant),+ }

        impl $registry {
            /// Every format; the first is the default.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => super::$module::NAME),+ }
            }

            /// The format with this name.
            ///
            /// # Errors
            ///
            /// If no format has this name; the message lists all names.
            pub fn named(name: &str) -> Result<Self, Error> {
                let found = Self::ALL.iter().copied().find(|format| format.name() == name);
                let names = || Self::ALL.iter().map(|format| format.name());
                found.ok_or_else(|| Error::unknown("report format", name, names()))
            }

            $(#[$function_doc])*
            $visibility fn $function(self, $($argument: $type),*) -> $result {
                let function: fn($($type),*) -> $result = match self { $(Self::$variant => super::$module::$function),+ };
                function($($argument),*)
            }
        }
    };
}
pub(crate) use formats;
