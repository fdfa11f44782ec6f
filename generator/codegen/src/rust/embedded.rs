//! The sources of the runtime, which are copied into generated code as far as it uses them.

use super::{package_kind::PackageKind, prune::Roots};
use include_dir::Dir;
use regex::Regex;
use ringback_contract::{files::Files, generated_mark::RUST_HEADER};
use ringback_runtime::{SOURCES, format::DIVIDER};
use std::{collections::BTreeSet, sync::LazyLock};

/// Files that need a cargo feature, which is named after the crate that they use.
pub const OPTIONAL: &[(&str, &str)] = &[("runtime/text/identifier.rs", "uuid"), ("runtime/text/moment.rs", "jiff")];

/// The formats that these files convert.
const CONVERTED: &[(&str, &[&str])] = &[
    ("runtime/text/identifier.rs", &["uuid"]),
    ("runtime/text/moment.rs", &["date", "date_time", "duration", "partial_time"]),
];

/// The file with the generator's knowledge of formats, which generated code does not need.
const PROFILES: &str = "runtime/format/profile.rs";

/// The file that lists the formats.
const FORMATS: &str = "runtime/format/mod.rs";

/// The attribute of items that need the feature for JSON Schemas.
const FEATURE: &str = "#[cfg(feature = \"schemars\")]\n";

/// What only vendors' clients use: lists by page numbers, and envelopes.
const OF_VENDORS: &[&str] = &[
    "client/call.rs",
    "client/pages.rs",
    "envelope/build.rs",
    "envelope/find.rs",
    "envelope/found.rs",
    "envelope/locator.rs",
    "envelope/put.rs",
];

/// The formats that code uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsedFormats {
    /// All, because it is not known who uses them.
    All,
    /// Those of these modules.
    Some(BTreeSet<String>),
}

impl UsedFormats {
    /// The formats that generated code names, with those that these are made of.
    pub fn of(roots: &Roots) -> Self {
        static WITHIN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"super::(?:\{([^}]*)\}|(\w+))").ok());
        let Some(within) = WITHIN.as_ref() else { return Self::All };
        let is_format = |(outer, _): &&(String, String)| outer == "Format" || outer == "text";
        let types: BTreeSet<&str> = roots.mentions.pairs.iter().filter(is_format).map(|(_, of)| of.as_str()).collect();
        let mut waiting: Vec<&str> = listed().filter(|(_, of)| types.contains(of)).map(|(module, _)| module).collect();
        for (_, modules) in CONVERTED {
            if modules.iter().any(|module| waiting.contains(module)) {
                waiting.extend(*modules);
            }
        }
        let mut used = BTreeSet::new();
        while let Some(module) = waiting.pop() {
            if !used.insert(module.to_owned()) {
                continue;
            }
            let path = format!("runtime/format/{module}.rs");
            let text = SOURCES.get_file(path).and_then(|file| file.contents_utf8()).unwrap_or_default();
            let text = text.split(DIVIDER).next().unwrap_or_default();
            let words = within.captures_iter(text).flat_map(|found| found.iter().skip(1).flatten().collect::<Vec<_>>());
            let words: Vec<&str> =
                words.flat_map(|found| found.as_str().split([',', ' ', ':', '{', '}', '\n'])).collect();
            waiting.extend(listed().map(|(module, _)| module).filter(|module| words.contains(module)));
        }
        Self::Some(used)
    }

    fn has(&self, module: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(modules) => modules.contains(module),
        }
    }

    /// The features for conversions that the formats have.
    pub fn features(&self) -> impl Iterator<Item = &'static str> {
        OPTIONAL.iter().filter(|(path, _)| self.needs(path)).map(|(_, feature)| *feature)
    }

    /// Whether a file is needed.
    fn needs(&self, path: &str) -> bool {
        match CONVERTED.iter().find(|(converting, _)| *converting == path) {
            Some((_, modules)) => modules.iter().all(|module| self.has(module)),
            None => match path.strip_prefix("runtime/format/").and_then(|file| file.strip_suffix(".rs")) {
                None | Some("mod") => true,
                Some(module) => self.has(module),
            },
        }
    }
}

/// The modules and types of all formats.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = SOURCES.get_file(FORMATS).and_then(|file| file.contents_utf8()).unwrap_or_default();
    text.lines().filter_map(|line| line.trim().strip_suffix(',')?.split_once("::")).filter(|(module, of)| {
        let is_word = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_word(module) && is_word(of)
    })
}

/// The files that every package needs, by path. What needs a cargo feature is there if the package has features.
pub fn runtime(has_features: bool, formats: &UsedFormats) -> Files {
    let is_left_out = |path: &str| !has_features && OPTIONAL.iter().any(|(optional, _)| *optional == path);
    let wanted = |path: &str| path != PROFILES && !is_left_out(path) && formats.needs(path);
    let text = |path: &str, text: &str| {
        let text = if has_features { text.into() } else { featureless(text) };
        with_formats(path, &text, formats)
    };
    let wanted = below("runtime").filter(|(path, _)| wanted(path));
    wanted.map(|(path, source)| (path.clone(), headed(&text(&path, source)))).collect()
}

/// The additional files for clients. Their examples are written for the crate of this repository.
pub fn client(kind: &PackageKind, is_of_vendors: bool) -> Files {
    let text = |source: &str| {
        headed(&match kind.path(None) {
            Some(name) => source.replace("ringback_types", &name),
            // What cannot be named cannot be compiled.
            None => source.replace("/// ```\n/// use ringback_types", "/// ```ignore\n/// use crate"),
        })
    };
    let all = below("client").chain(below("envelope"));
    let wanted = all.filter(|(path, _)| is_of_vendors || !OF_VENDORS.contains(&path.as_str()));
    wanted
        .map(|(path, source)| match is_of_vendors || !path.ends_with("/mod.rs") {
            true => (path, text(source)),
            false => {
                let text = text(&without_modules(source));
                (path, text)
            }
        })
        .collect()
}

/// The declarations of modules without those of vendors' clients.
fn without_modules(text: &str) -> String {
    let names = OF_VENDORS.iter().filter_map(|path| path.rsplit('/').next()?.strip_suffix(".rs"));
    let names: Vec<&str> = names.collect();
    let is_kept = |line: &&str| {
        let declared = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
        let used = line.strip_prefix("pub use ").and_then(|rest| rest.split("::").next());
        !declared.or(used).is_some_and(|name| names.contains(&name))
    };
    text.lines().filter(is_kept).map(|line| format!("{line}\n")).collect()
}

fn headed(text: &str) -> String {
    format!("{RUST_HEADER}{text}")
}

/// The paths and texts of all files in a folder of the runtime.
fn below(folder: &str) -> impl Iterator<Item = (String, &'static str)> {
    let mut folders: Vec<&Dir> = SOURCES.get_dir(folder).into_iter().collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        let path = |file: &include_dir::File| file.path().to_string_lossy().replace('\\', "/");
        let text = |file: &'static include_dir::File<'static>| file.contents_utf8()?.split(DIVIDER).next();
        found.extend(folder.files().filter_map(|file| Some((path(file), text(file)?))));
    }
    found.into_iter()
}

/// A file of the runtime for a package without cargo features: everything for JSON Schemas is included.
fn featureless(text: &str) -> String {
    let without = |text: String, (path, feature): &(&str, &str)| text.replace(&declaration(path, feature), "");
    OPTIONAL.iter().fold(text.replace(FEATURE, ""), without)
}

/// The declaration of a module that needs a feature.
fn declaration(path: &str, feature: &str) -> String {
    let module = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    format!("#[cfg(feature = {feature:?})]\nmod {module};\n")
}

/// A file of the runtime without the lines for formats that are not used.
fn with_formats(path: &str, text: &str, formats: &UsedFormats) -> String {
    match path {
        FORMATS => {
            let unused: Vec<String> = listed()
                .filter(|(module, _)| !formats.has(module))
                .map(|(module, of)| format!("{module}::{of},"))
                .collect();
            let kept = text.lines().filter(|line| !unused.iter().any(|unused| line.trim() == unused));
            kept.map(|line| format!("{line}\n")).collect()
        }
        "runtime/text/mod.rs" => {
            let unused = OPTIONAL.iter().filter(|(path, _)| !formats.needs(path));
            unused.fold(text.to_owned(), |text, (path, feature)| text.replace(&declaration(path, feature), ""))
        }
        _ => text.to_owned(),
    }
}
