//! The options of a generation, as a library takes them. [`Options::read`] reads them from `ringback.toml`.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What `ringback generate` writes, and how it is called.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[schemars(title = "generate")]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Derives that every type has beside its own: `Eq`, `my_crate::Diff`.
    pub derives: Vec<String>,
    /// Attributes of every type: `#[must_use]`.
    pub attributes: Vec<String>,
    /// Options of single types, by their names in the schema or in Rust.
    pub types: BTreeMap<String, TypeOptions>,
    /// Types for strings of a format, by its name.
    pub formats: BTreeMap<String, Replacement>,
    /// Whether types have builders. Default: true.
    pub builders: bool,
    /// Whether structs keep the properties that no schema names. Default: true.
    pub additional: bool,
    /// Whether violations tell file, line and quote of the rule that is broken. Default: true.
    pub sources: bool,
    /// The edition of a generated crate. Default: 2024.
    pub edition: Edition,
    /// How the code is divided into files: `types`, `modules` or `one`. Default: types.
    pub layout: Layout,
    /// The path of a runtime that is there already: `crate::orders::runtime`.
    pub runtime: Option<String>,
    /// How much of the runtime is written: what is `used`, or `all`. Default: used in a crate; all in a module, whose runtime
    /// others may share.
    pub embed: Option<Embed>,
    /// Whether what needs `schemars`, `jiff` and `uuid` in a module is behind cargo features of these names, which the crate
    /// that it is part of declares. Default: false; it needs `schemars` then. A generated crate always has the features.
    pub features: bool,
    /// Where the options were read, for messages.
    #[serde(skip)]
    pub(super) origin: Origin,
}

/// The file that options were read from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Origin {
    pub path: String,
    /// The line of every key, by its path: `types.Pet.rename`.
    pub lines: BTreeMap<String, u32>,
}

/// Options of one type.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TypeOptions {
    /// Its name in Rust.
    pub rename: Option<String>,
    /// Derives beside its own: `Eq`, `my_crate::Diff`.
    pub derives: Vec<String>,
    /// Attributes: `#[must_use]`.
    pub attributes: Vec<String>,
    /// A type of another crate, or one's own, that is used instead.
    pub replace: Option<Replacement>,
    /// Names of fields in Rust, by property.
    pub fields: BTreeMap<String, String>,
    /// Names of variants in Rust, by value.
    pub variants: BTreeMap<String, String>,
}

/// A type that replaces a generated one. It implements `Clone`, `Debug` and `PartialEq`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Written")]
#[schemars(with = "Written")]
pub struct Replacement {
    /// Its path: `uuid::Uuid`, `crate::Money`.
    pub path: String,
    /// How it becomes JSON; without one, by `FromStr` and `Display` for formats, and by serde for the rest.
    pub conversion: Option<Conversion>,
}

/// How a replacement type becomes JSON, and is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Conversion {
    /// As a string, by `FromStr` and `Display`.
    Text,
    /// By `Serialize` and `Deserialize`.
    Serde,
    /// By an implementation of `runtime::json::Json` that is there already.
    Json,
}

/// A replacement in a file: a path, or a table.
#[derive(Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "a path such as \"uuid::Uuid\", or { type = \"uuid::Uuid\", by = \"text\", \"serde\" or \"json\" }"
)]
enum Written {
    /// Its path.
    Path(String),
    /// Its path, and how it becomes JSON.
    Table(Table),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Its path.
    #[serde(rename = "type")]
    path: String,
    /// How it becomes JSON.
    by: Option<Conversion>,
}

impl From<Written> for Replacement {
    fn from(written: Written) -> Self {
        match written {
            Written::Path(path) => Self { path, conversion: None },
            Written::Table(Table { path, by }) => Self { path, conversion: by },
        }
    }
}

impl From<&str> for Replacement {
    fn from(path: &str) -> Self {
        Self { path: path.into(), conversion: None }
    }
}

/// The edition of a generated crate. The code compiles in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Edition {
    /// 2021.
    #[serde(rename = "2021")]
    Edition2021,
    /// 2024.
    #[default]
    #[serde(rename = "2024")]
    Edition2024,
}

impl Edition {
    /// Its year.
    pub fn year(self) -> &'static str {
        match self {
            Self::Edition2021 => "2021",
            Self::Edition2024 => "2024",
        }
    }
}

/// How much of the runtime is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Embed {
    /// What the types use.
    Used,
    /// All of it, for modules that have none of their own.
    All,
}

/// How the code is divided into files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A file for each type.
    #[default]
    Types,
    /// A file for each module: the types, the runtime, the client.
    Modules,
    /// One file.
    One,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            derives: Vec::new(),
            attributes: Vec::new(),
            types: BTreeMap::new(),
            formats: BTreeMap::new(),
            builders: true,
            additional: true,
            sources: true,
            edition: Edition::default(),
            layout: Layout::default(),
            embed: None,
            runtime: None,
            features: false,
            origin: Origin::default(),
        }
    }
}

impl Options {
    /// The options of one type, to be changed.
    pub fn of_type(&mut self, name: &str) -> &mut TypeOptions {
        self.types.entry(name.to_owned()).or_default()
    }

    /// Whether any type is replaced, so that a value may come back in another spelling.
    pub fn replaces(&self) -> bool {
        !self.formats.is_empty() || self.types.values().any(|of| of.replace.is_some())
    }
}
