//! The page of the documentation that lists the formats: those of strings, and those of integers.

use ringback_contract::{generated_mark::NOTICE, width::Width};
use ringback_runtime::format::{Format, Registry};

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = format!("<!-- {NOTICE}{HEAD}");
    for format in Format::ALL {
        let profile = format.profile();
        let known_to = match profile.registry {
            Registry::JsonSchema => "JSON Schema",
            Registry::OpenApi => "OpenAPI",
            Registry::Nobody => "Ringback; written to OpenAPI with a pattern that says the same",
        };
        let (name, doc, sample) = (format.name(), format.doc(), profile.sample);
        page.push_str(&format!("| `{name}` | `text::{format:?}` | {doc} | `{sample}` | {known_to} |\n"));
    }
    page.push_str(WIDTHS);
    for width in Width::ALL {
        page.push_str(&format!("| `{}` | {} | {} |\n", width.name, width.least, width.most));
    }
    page
}

const HEAD: &str = " Each format is a file of `generator/runtime/src/runtime/format/`. -->

# Formats

These values of `format` are asserted: in canonical schemas, by the generated types, by the suite and when contracts are
compared. Any other is kept, listed as a finding, and asserts nothing.

## Strings

| Format | Rust type, in `runtime` | What it is | Example | Known to |
|---|---|---|---|---|
";

const WIDTHS: &str = "
## Integers

| Format | Least | Most |
|---|---|---|
";
