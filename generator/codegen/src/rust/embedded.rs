//! The sources of the runtime, which are copied into generated code.

use super::package_kind::PackageKind;
use include_dir::{Dir, include_dir};
use ringback_contract::{files::Files, generated_mark::RUST_HEADER};
use ringback_runtime::format::DIVIDER;

static SOURCES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../runtime/src");

/// Files that need a cargo feature, which is named after the crate that they use.
pub const OPTIONAL: &[(&str, &str)] = &[("runtime/text/identifier.rs", "uuid"), ("runtime/text/moment.rs", "jiff")];

/// The file with the generator's knowledge of formats, which generated code does not need.
const PROFILES: &str = "runtime/format/profile.rs";

/// The attribute of items that need the feature for JSON Schemas.
const FEATURE: &str = "#[cfg(feature = \"schemars\")]\n";

/// The files that every package needs, by path.
pub fn runtime(kind: &PackageKind) -> Files {
    let is_module = kind.is_module();
    let is_left_out = |path: &str| is_module && OPTIONAL.iter().any(|(optional, _)| *optional == path);
    let wanted = |path: &str| path != PROFILES && !is_left_out(path);
    let text = |text: &str| if is_module { featureless(text) } else { text.into() };
    below("runtime").filter(|(path, _)| wanted(path)).map(|(path, source)| (path, headed(&text(source)))).collect()
}

/// The additional files for clients. Their examples are written for the crate of this repository.
pub fn client(kind: &PackageKind) -> Files {
    let text = |source: &str| {
        headed(&match kind.path(None) {
            Some(name) => source.replace("ringback_types", &name),
            // What cannot be named cannot be compiled.
            None => source.replace("/// ```\n/// use ringback_types", "/// ```ignore\n/// use crate"),
        })
    };
    below("client").chain(below("envelope")).map(|(path, source)| (path, text(source))).collect()
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

/// A file of the runtime for a module. A module cannot have cargo features, so everything optional is included.
fn featureless(text: &str) -> String {
    let without = |text: String, (path, feature): &(&str, &str)| {
        let module = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        text.replace(&format!("#[cfg(feature = {feature:?})]\nmod {module};\n"), "")
    };
    OPTIONAL.iter().fold(text.replace(FEATURE, ""), without)
}
