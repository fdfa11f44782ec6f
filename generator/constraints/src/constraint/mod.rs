//! The registry of constraints: one file per kind, one line here.
//!
//! Architecture invariant: a kind knows phrases and keywords. It never walks documents, models or files, and no other
//! file of the project knows a phrase. No code outside this folder asks for the kind of a constraint: what others need
//! to know is a method of [`Kind`].

mod annotation;
mod kind;
mod phrase;
mod words;

pub use format::is_format;
pub use kind::cell;
pub use kind::sdk_type::json_type;
pub use kind::{
    Boundary, Broken, Decided, Dependent, Effect, Example, Fault, Interval, Kind, Links, Measure, Merged, Presence,
    Reading, Remark, Sample, Schema, Solved, Spot, Surroundings, Type, Typing, Yields,
};
pub use phrase::{names_in, unconditional};

use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

macro_rules! kinds {
    ($($module:ident :: $kind:ident,)*) => {
        $(mod $module;)*

        /// A constraint of any kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case", expecting = "a table with a `kind`")]
        #[allow(missing_docs, reason = "each kind is documented in its own file")]
        pub enum Constraint { $($kind($module::$kind),)* }

        $(impl From<$module::$kind> for Constraint {
            fn from(kind: $module::$kind) -> Self { Self::$kind(kind) }
        })*

        // Asks every kind, in the order of declaration.
        macro_rules! each_kind {
            ($kind_type:ident => $do:expr) => {{ $({ type $kind_type = $module::$kind; $do })* }};
        }

        // Asks the kind of a constraint.
        macro_rules! its_kind {
            ($this:expr, $it:ident: $kind_type:ident => $answer:expr) => {
                match $this { $(Constraint::$kind($it) => { #[allow(dead_code)] type $kind_type = $module::$kind; $answer })* }
            };
        }

        impl Constraint {
            /// The names of all kinds in order of declaration, which are also the names of their files.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($module),)*];

            /// The words of every kind, in order of declaration: see [`Kind::WORDS`].
            const WORDS: &'static [&'static [&'static str]] = &[$(<$module::$kind as Kind>::WORDS,)*];

            /// The examples of every kind, by name.
            pub fn examples() -> Vec<(&'static str, Vec<Example>)> {
                vec![$((stringify!($module), <$module::$kind as Kind>::examples()),)*]
            }

            /// The name of its kind.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$kind(_) => stringify!($module),)* }
            }

            /// Merges two constraints; those of different kinds are both kept.
            pub fn merge(&self, other: &Self) -> Merged<Self> {
                match (self, other) {
                    $((Self::$kind(one), Self::$kind(other)) => one.merge(other).map(Self::from),)*
                    _ => Merged::Apart,
                }
            }
        }
    };
}

// The order is the order of declaration: what a later kind writes may build on what an earlier one wrote.
kinds! {
    types::Types,
    reference::Reference,
    items::Items,
    values::Values,
    closed::Closed,
    format::Format,
    enumeration::Enumeration,
    open_enum::OpenEnum,
    spellings::Spellings,
    bounds::Bounds,
    multiple::Multiple,
    length::Length,
    pattern::Pattern,
    separated::Separated,
    count::Count,
    unique::Unique,
    nullable::Nullable,
    required::Required,
    at_least_one::AtLeastOne,
    exclusive::Exclusive,
    required_if::RequiredIf,
    excluded_if::ExcludedIf,
    fixed_if::FixedIf,
    validated_if::ValidatedIf,
    static_only::StaticOnly,
    decimal::Decimal,
    json_path::JsonPath,
    dynamic::Dynamic,
    raw::Raw,
}

impl Constraint {
    /// The readings of all kinds of a clue, and the defaults and examples that it gives.
    pub fn read(clue: &Clue) -> Vec<Reading> {
        if matches!(&clue.content, Content::Sentence(text) if text.len() > phrase::LONGEST) {
            return Vec::new();
        }
        let mut readings = Vec::new();
        let mentioned = match &clue.content {
            Content::Sentence(text) => words::mentioned(text),
            _ => words::Mentioned::ANYTHING,
        };
        let mut index = 0;
        each_kind!(K => {
            if mentioned.concerns(index) {
                readings.extend(K::read(clue));
            }
            index += 1;
        });
        if let Content::Keyword(name, value) = &clue.content {
            readings.extend(Self::of_keyword(name, value).into_iter().map(Reading::This));
        }
        if mentioned.concerns(index) {
            readings.extend(annotation::read(clue));
        }
        readings.extend(cell::read(clue));
        if readings.is_empty() {
            readings.extend(cell::as_sentence(clue));
        }
        if phrase::tells_of_flag(clue) {
            readings.retain(|reading| matches!(reading, Reading::Default(_)));
        }
        phrase::states(clue, readings)
    }

    /// The constraints that a keyword of a JSON Schema states.
    pub fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        let mut said: Vec<Self> = Vec::new();
        each_kind!(K => if !K::LAST_RESORT || said.is_empty() {
            said.extend(K::of_keyword(name, value).into_iter().map(Self::from));
        });
        said
    }

    /// The message about a value that breaks a keyword, if the kind that writes the keyword has one of its own.
    pub fn explain(schema: &Map<String, Value>, keyword: &str, value: &Value) -> Option<String> {
        each_kind!(K => if let Some(message) = K::explain(schema, keyword, value) {
            return Some(message);
        });
        None
    }

    /// The index of the kind in the order of declaration.
    pub fn rank(&self) -> usize {
        Self::NAMES.iter().position(|name| *name == self.name()).unwrap_or(Self::NAMES.len())
    }

    /// The kind's name in names of cases, or the keyword that it keeps: `at-least-one`, `one-of`.
    pub fn rule(&self) -> String {
        let words = |keyword: &str| {
            keyword.chars().flat_map(|c| c.is_uppercase().then_some('-').into_iter().chain(c.to_lowercase())).collect()
        };
        self.unsolved().map_or_else(|| self.name().replace('_', "-"), words)
    }

    /// Writes the constraint into a JSON Schema.
    pub fn declare(&self, schema: &mut Schema) {
        its_kind!(self, it: K => it.declare(schema));
    }

    /// The checks for generated Rust: expressions of type `runtime::rule::Check`.
    pub fn enforce(&self) -> Vec<TokenStream> {
        its_kind!(self, it: K => it.enforce())
    }

    /// Whether it only permits, so that no value breaks it.
    pub fn permits(&self) -> bool {
        its_kind!(self, _it: K => K::PERMITS)
    }

    /// Whether it names alternatives itself, so that an "or" in its sentence is not a hedge.
    pub fn is_choice(&self) -> bool {
        its_kind!(self, _it: K => K::IS_CHOICE)
    }

    /// Whether it restricts strings so much that an ordinary text is no sample.
    pub fn limits_text(&self) -> bool {
        its_kind!(self, _it: K => K::LIMITS_TEXT)
    }

    /// Whether it applies to the elements if another constraint makes the value a list.
    pub fn is_of_elements(&self, other: &Self) -> bool {
        its_kind!(self, it: K => it.is_of_elements(other))
    }

    /// Whether it keeps the document's own text, which may not be a legal schema.
    pub fn is_as_written(&self) -> bool {
        its_kind!(self, _it: K => K::AS_WRITTEN)
    }

    /// Whether only one constraint of the kind can hold, chosen by the document's own examples.
    pub fn is_decided_by_examples(&self) -> bool {
        its_kind!(self, _it: K => K::DECIDED_BY_EXAMPLES)
    }

    /// How it determines the type of the value.
    pub fn typing(&self) -> Typing {
        its_kind!(self, it: K => it.typing())
    }

    /// The bounds that it states for a measure of the value.
    pub fn interval(&self) -> Option<Interval> {
        its_kind!(self, it: K => it.interval())
    }

    /// Its effect on the presence of an object's properties.
    pub fn presence(&self) -> Presence<'_> {
        its_kind!(self, it: K => it.presence())
    }

    /// The name of the format that it states.
    pub fn format(&self) -> Option<&str> {
        its_kind!(self, it: K => it.format())
    }

    /// The name of the type that it refers to.
    pub fn target(&self) -> Option<&str> {
        its_kind!(self, it: K => it.target())
    }

    /// Its references to other types.
    pub fn links(&mut self) -> Links<'_> {
        its_kind!(self, it: K => it.links())
    }

    /// Whether it allows a value; `None` if it does not apply to the value.
    pub fn allows(&self, value: &Value) -> Option<bool> {
        its_kind!(self, it: K => it.allows(value))
    }

    /// Whether it permits a value that other constraints on the place reject.
    pub fn admits(&self, value: &Value) -> bool {
        its_kind!(self, it: K => it.admits(value))
    }

    /// The value that an alternative form stands for.
    pub fn stands_for(&self, value: &Value) -> Option<Value> {
        its_kind!(self, it: K => it.stands_for(value))
    }

    /// Whether it yields to another constraint, and why.
    pub fn yields_to(&self, other: &Self) -> Option<Yields> {
        its_kind!(self, it: K => it.yields_to(other))
    }

    /// Whether a value that breaks it is judged by another constraint's sentence instead.
    pub fn is_judged_by(&self, other: &Self) -> bool {
        its_kind!(self, it: K => it.is_judged_by(other))
    }

    /// A remark for the maintainer about how it was read.
    pub fn remark(&self) -> Option<Remark> {
        its_kind!(self, it: K => it.remark())
    }

    /// Values that break this constraint and, as far as it can tell, no other, made from a valid value.
    pub fn violate(&self, valid: &Value) -> Vec<Broken> {
        its_kind!(self, it: K => it.violate(valid))
    }

    /// The same with knowledge of the place: more ways and alternative forms, and without values that another
    /// constraint permits.
    pub fn violate_around(&self, valid: &Value, around: &dyn Surroundings) -> Vec<Broken> {
        let mut violations = self.violate(valid);
        violations.extend(its_kind!(self, it: K => it.violate_around(valid, around)));
        let respelt = |other: &Self| -> Vec<Broken> {
            violations.iter().filter_map(|broken| its_kind!(other, it: K => it.respell(broken))).collect()
        };
        let respelt: Vec<Broken> = around.constraints().iter().flat_map(|other| respelt(&other.value)).collect();
        violations.extend(respelt);
        violations.retain(|broken| !around.admits(&broken.value));
        violations
    }

    /// The response faults that break it, by name.
    pub fn faults(&self, valid: &Value) -> Vec<(String, Broken)> {
        its_kind!(self, it: K => it.faults(&self.rule(), it.violate(valid)))
    }

    /// Valid values at the boundaries of what it allows.
    pub fn boundary_values(&self, spot: &Spot) -> Vec<Boundary> {
        its_kind!(self, it: K => it.boundary_values(spot))
    }

    /// The keyword, if only a solver can tell which values keep it and break it.
    pub fn unsolved(&self) -> Option<&str> {
        its_kind!(self, it: K => it.unsolved())
    }

    /// Notes what a solver has found.
    pub fn solve(&mut self, found: Solved) {
        its_kind!(self, it: K => it.solve(found));
    }

    /// A value that keeps all rules of the place, known from a solver.
    pub fn solution(&self) -> Option<&Value> {
        its_kind!(self, it: K => it.solution())
    }

    /// Its contribution to an ordinary valid value.
    pub fn sample(&self, around: &dyn Surroundings) -> Sample {
        its_kind!(self, it: K => it.sample(around))
    }

    /// The value is of one type.
    pub fn typed(kind: Type) -> Self {
        types::Types::one(kind).into()
    }

    /// The value is a list; constraints on its elements are stated separately.
    pub fn list() -> Self {
        items::Items {}.into()
    }

    /// The value is a map; constraints on its values are stated separately.
    pub fn map() -> Self {
        values::Values {}.into()
    }
}
