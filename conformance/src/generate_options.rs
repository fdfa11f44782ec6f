//! The options of `ringback generate`: those of a configuration file, with what the command line says beside them.

use clap::{Args, ValueEnum};
use ringback_codegen::generate::{Edition, Embed, Layout, Options};
use ringback_contract::error::Error;
use std::path::{Path, PathBuf};

/// The file that is read by default.
const FILE: &str = "ringback.toml";

/// What is chosen about generated code.
#[derive(Args, Debug)]
pub struct GenerateOptions {
    /// The file with a section [generate] [default: ringback.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Add a derive to all types, or to one
    #[arg(long = "derive", value_name = "[TYPE=]PATH")]
    derives: Vec<String>,
    /// Add an attribute to all types, or to one
    #[arg(long = "attribute", value_name = "[TYPE=]ATTRIBUTE")]
    attributes: Vec<String>,
    /// Give a type another name
    #[arg(long = "rename", value_name = "TYPE=NAME")]
    renames: Vec<String>,
    /// Use another type instead of one that would be generated
    #[arg(long = "replace", value_name = "TYPE=PATH")]
    replacements: Vec<String>,
    /// Use another type for strings of a format, such as date-time=jiff::Timestamp
    #[arg(long = "replace-format", value_name = "FORMAT=PATH")]
    formats: Vec<String>,
    /// Write no builders; structs are built by literals
    #[arg(long)]
    no_builders: bool,
    /// Do not keep properties that no schema names
    #[arg(long)]
    drop_additional: bool,
    /// In a module, put what needs schemars, jiff or uuid behind cargo features of these names
    #[arg(long)]
    features: bool,
    /// Leave out where each rule is stated
    #[arg(long)]
    no_sources: bool,
    /// The edition of the crate
    #[arg(long, value_enum)]
    edition: Option<EditionArgument>,
    /// Divide the code into a file for each type, for each module, or one
    #[arg(long, value_enum)]
    layout: Option<LayoutArgument>,
    /// Use the runtime that an other module of the crate has, such as crate::orders::runtime
    #[arg(long, value_name = "PATH")]
    runtime: Option<String>,
    /// Write the whole runtime and not only what is used, for modules that have none of their own
    #[arg(long, conflicts_with = "runtime")]
    whole_runtime: bool,
}

/// An edition of Rust.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum EditionArgument {
    #[value(name = "2021")]
    Edition2021,
    #[value(name = "2024")]
    Edition2024,
}

/// How code is divided into files.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LayoutArgument {
    Types,
    Modules,
    One,
}

impl GenerateOptions {
    /// The options of the file and of the command line together.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or has what is not allowed, or an argument has not its form.
    pub fn read(&self) -> Result<Options, Error> {
        let mut options = match &self.config {
            Some(path) => Options::read(path)?,
            None if Path::new(FILE).is_file() => Options::read(FILE)?,
            None => Options::default(),
        };
        for derive in &self.derives {
            match derive.split_once('=') {
                Some((name, path)) => options.of_type(name).derives.push(path.to_owned()),
                None => options.derives.push(derive.clone()),
            }
        }
        for attribute in &self.attributes {
            match attribute.split_once('=') {
                Some((name, attribute)) if attribute.trim_start().starts_with('#') => {
                    options.of_type(name).attributes.push(attribute.to_owned());
                }
                _ => options.attributes.push(attribute.clone()),
            }
        }
        for (name, renamed) in pairs("--rename", "TYPE=NAME", &self.renames)? {
            options.of_type(name).rename = Some(renamed.to_owned());
        }
        for (name, path) in pairs("--replace", "TYPE=PATH", &self.replacements)? {
            options.of_type(name).replace = Some(path.into());
        }
        for (name, path) in pairs("--replace-format", "FORMAT=PATH", &self.formats)? {
            options.formats.insert(name.to_owned(), path.into());
        }
        options.builders &= !self.no_builders;
        options.additional &= !self.drop_additional;
        options.sources &= !self.no_sources;
        options.features |= self.features;
        match self.edition {
            Some(EditionArgument::Edition2021) => options.edition = Edition::Edition2021,
            Some(EditionArgument::Edition2024) => options.edition = Edition::Edition2024,
            None => {}
        }
        match self.layout {
            Some(LayoutArgument::Types) => options.layout = Layout::Types,
            Some(LayoutArgument::Modules) => options.layout = Layout::Modules,
            Some(LayoutArgument::One) => options.layout = Layout::One,
            None => {}
        }
        if self.whole_runtime {
            options.embed = Some(Embed::All);
        }
        if self.runtime.is_some() {
            options.runtime.clone_from(&self.runtime);
        }
        Ok(options)
    }
}

/// Arguments of the form `NAME=VALUE`.
fn pairs<'a>(option: &str, form: &str, given: &'a [String]) -> Result<Vec<(&'a str, &'a str)>, Error> {
    let pair = |text: &'a String| {
        let pair = text.split_once('=').filter(|(name, value)| !name.is_empty() && !value.is_empty());
        pair.ok_or_else(|| Error::Usage(format!("invalid {option} {text:?}: expected {form}")))
    };
    given.iter().map(pair).collect()
}
