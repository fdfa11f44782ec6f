//! Cargo manifests of generated crates: features and dependencies.

use super::{embedded::UsedFormats, part::Part};
use crate::options::Options;
use ringback_contract::{files::Files, generated_mark::NOTICE};

/// The manifest of a standalone crate.
pub fn manifest(name: &str, parts: &[Part], options: &Options, used: &UsedFormats, files: &Files) -> String {
    let edition = options.edition.year();
    let package = format!("[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = {edition:?}\n");
    // Who asks for a client wants it.
    let client = has_clients(parts).then_some("client");
    let dependencies = dependencies(parts, used);
    let dependencies: String =
        dependencies.lines().filter(|line| is_needed(line, files)).map(|line| format!("{line}\n")).collect();
    format!("# {NOTICE}\n\n{package}\n{}\n{dependencies}\n[workspace]\n", features(parts, client, used))
}

/// The manifest of the crate in this repository.
pub fn workspace_manifest(parts: &[Part]) -> String {
    format!(
        "# {NOTICE}\n\n{WORKSPACE}\n{}\n{}\n{TESTS}",
        features(parts, None, &UsedFormats::All),
        dependencies(parts, &UsedFormats::All)
    )
}

/// The lines of the dependencies of a module, for the manifest of the crate that it is part of.
pub fn of_module(files: &Files, options: &Options) -> Vec<String> {
    let all = if options.features { with_features(DEPENDENCIES) + CONVERSIONS } else { DEPENDENCIES.to_owned() };
    let is_named = |line: &&str| line.starts_with("serde") || line.contains(" = ") && is_mentioned(line, files);
    all.lines().filter(is_named).map(String::from).collect()
}

/// Whether the line of a dependency is needed: some file names the crate. An optional one belongs to a feature.
fn is_needed(line: &str, files: &Files) -> bool {
    !line.contains(" = ") || line.contains("optional = true") || line.starts_with("serde") || is_mentioned(line, files)
}

/// Whether some file names the crate of a dependency's line.
fn is_mentioned(line: &str, files: &Files) -> bool {
    let name = line.split(" = ").next().unwrap_or_default();
    let path = format!("{}::", name.replace('-', "_"));
    files.iter().any(|(file, text)| file.ends_with(".rs") && text.contains(&path))
}

fn features(parts: &[Part], client: Option<&str>, used: &UsedFormats) -> String {
    let names: Vec<&str> = parts.iter().filter_map(|part| part.name.as_deref()).collect();
    let default = names.iter().copied().chain(client).chain(["preserve_order", "schemars"]);
    let default: Vec<String> = default.map(|name| format!("{name:?}")).collect();
    let each: String = names.iter().map(|name| format!("{name} = []\n")).collect();
    let client = if has_clients(parts) { CLIENT_FEATURE } else { "" };
    let optional: String = used.features().map(|feature| format!("{feature} = [\"dep:{feature}\"]\n")).collect();
    let default = default.join(", ");
    format!("[features]\ndefault = [{default}]\n{each}{ORDER_FEATURE}schemars = [\"dep:schemars\"]\n{optional}{client}")
}

/// Whether the crate has clients.
pub fn has_clients(parts: &[Part]) -> bool {
    parts.iter().any(|part| !part.extra_files.is_empty())
}

/// The dependencies of a crate; those for JSON Schemas and conversions are optional.
fn dependencies(parts: &[Part], used: &UsedFormats) -> String {
    // A crate has a feature for the order of properties, which a module cannot have.
    let optional = with_features(DEPENDENCIES).replace(", \"preserve_order\"", "");
    let converted = |line: &&str| used.features().any(|feature| line.starts_with(feature));
    let conversions: String = CONVERSIONS.lines().filter(converted).map(|line| format!("{line}\n")).collect();
    format!("{optional}{conversions}{}", if has_clients(parts) { CLIENT_DEPENDENCIES } else { "" })
}

/// Dependencies of which that for JSON Schemas is behind a feature.
fn with_features(dependencies: &str) -> String {
    dependencies.replace("\"indexmap2\"] }", "\"indexmap2\"], optional = true }")
}

/// The crates whose types values can be converted to.
const CONVERSIONS: &str = r#"jiff = { version = "0.2", default-features = false, features = ["std"], optional = true }
uuid = { version = "1", default-features = false, features = ["std"], optional = true }
"#;

/// The dependencies of the runtime, for the `Cargo.toml` of the crate that contains a generated module.
pub const DEPENDENCIES: &str = r#"[dependencies]
fancy-regex = { version = "0.19", default-features = false, features = ["std", "unicode"] }
indexmap = { version = "2", features = ["serde"] }
jsonschema-regex = "0.60"
memchr = "2"
regress = "0.12"
schemars = { version = "1.2", default-features = false, features = ["std", "preserve_order", "indexmap2"] }
serde = "1"
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] }
"#;

/// The cargo feature that keeps the order of properties in all JSON of an application.
const ORDER_FEATURE: &str = r#"# Values that no type describes keep the order of their properties, as do all of `serde_json` in the application.
preserve_order = ["serde_json/preserve_order", "schemars?/preserve_order"]
"#;

/// The cargo feature of the clients.
const CLIENT_FEATURE: &str = r#"# Async clients over HTTP.
client = [
    "dep:bytes",
    "dep:fastrand",
    "dep:futures-util",
    "dep:http",
    "dep:httpdate",
    "dep:percent-encoding",
    "dep:reqwest",
    "dep:rustls",
    "dep:rustls-platform-verifier",
    "dep:tokio",
]
"#;

/// The dependencies of clients: `rustls` with `ring`, which needs no C toolchain beyond `cc`.
const CLIENT_DEPENDENCIES: &str = r#"
bytes = { version = "1", optional = true }
fastrand = { version = "2", optional = true }
futures-util = { version = "0.3", default-features = false, optional = true }
http = { version = "1", optional = true }
httpdate = { version = "1", optional = true }
percent-encoding = { version = "2", optional = true }
reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider", "stream"], optional = true }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"], optional = true }
rustls-platform-verifier = { version = "0.7", optional = true }
tokio = { version = "1", features = ["time"], optional = true }
"#;

const WORKSPACE: &str = r#"[package]
name = "ringback-types"
description = "Typed callback contracts of contact centres, as their documentation describes them"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
documentation = "https://docs.rs/ringback-types"
readme = "README.md"
keywords = ["callback", "contact-center", "json-schema", "api-client"]
categories = ["api-bindings", "data-structures"]

[lints]
workspace = true

[package.metadata.docs.rs]
all-features = true

# Named, so that cargo knows the package while its sources are deleted.
[lib]
path = "src/lib.rs"
"#;

const TESTS: &str = r#"[dev-dependencies]
jsonschema = { version = "0.60", default-features = false }
tokio = { version = "1", features = ["macros", "rt"] }

[[test]]
name = "agreement"
path = "tests/agreement.rs"
required-features = ["schemars"]
"#;
