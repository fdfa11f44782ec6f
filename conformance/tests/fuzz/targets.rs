//! One target per reader: what reads, and of which files its inputs are made.

use ringback_codegen::generate::{Kind, Schemas};
use ringback_contract::{data_file, glob::Glob, input, mask::Mask, terminal::strip_control};
use ringback_documents::read;
use ringback_drift::{
    Contract,
    traffic::{self, Recordings},
};
use ringback_openapi::specification::SpecFiles;
use ringback_report::{drift::accept::Accepted, merge::merge};
use ringback_runner::{config::Config, expected_failures::ExpectedFailures, rate::Rate, safety};
use ringback_suite::{derive, payload::PayloadFile};
use serde_json::Value;
use std::{collections::BTreeMap, fs};

/// A reader and the files that its inputs are made of: paths in the repository, and endings.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Of which files its inputs are made.
    pub corpus: (&'static [&'static str], &'static [&'static str]),
    /// Reads an input. An error is as good as a result.
    pub read: fn(&[u8]),
}

const SCHEMAS: (&[&str], &[&str]) = (&["generator/fixtures/schemas", "generator/tests/openapi"], &[".json", ".yaml"]);
const PAGES: (&[&str], &[&str]) = (&["schemas", "generator/tests/layouts"], &[".md", ".txt", ".html"]);

/// All targets.
pub const TARGETS: &[Target] = &[
    Target {
        name: "pages",
        corpus: PAGES,
        read: |input| {
            for path in ["page.md", "page.html"] {
                _ = read::read_documents("acme", &BTreeMap::from([(path.to_owned(), text(input))]), None);
            }
        },
    },
    Target {
        name: "vendor",
        corpus: (&["schemas"], &["vendor.toml"]),
        read: |input| _ = read::read_copy("acme", &BTreeMap::from([("vendor.toml".to_owned(), text(input))])),
    },
    Target {
        name: "overlay",
        corpus: (&["schemas"], &["overlay.toml"]),
        read: |input| {
            let files = [("vendor.toml".to_owned(), String::new()), ("overlay.toml".to_owned(), text(input))];
            _ = read::read_copy("acme", &BTreeMap::from(files));
        },
    },
    Target { name: "json", corpus: SCHEMAS, read: |input| _ = data_file::parse("a.json", &text(input)) },
    Target { name: "yaml", corpus: SCHEMAS, read: |input| _ = data_file::parse("a.yaml", &text(input)) },
    Target {
        name: "schemas",
        corpus: SCHEMAS,
        read: |input| _ = ringback_openapi::read::definitions(&BTreeMap::from([("a.json".to_owned(), text(input))])),
    },
    Target {
        name: "generate",
        corpus: SCHEMAS,
        read: |input| {
            _ = Schemas::new()
                .text("a.json", text(input))
                .and_then(|schemas| schemas.generate(Kind::Crate("generated".into())));
        },
    },
    Target {
        name: "specification",
        corpus: (&["conformance/tests/specifications", "generator/tests/openapi"], &[".json", ".yaml"]),
        read: |input| {
            for path in ["a.json", "a.yaml"] {
                let files = SpecFiles::of(BTreeMap::from([(path.to_owned(), text(input))]));
                if let Ok(model) = ringback_specification::model("a", &files) {
                    _ = derive::cases(&model);
                }
            }
        },
    },
    Target { name: "lint", corpus: SCHEMAS, read: |input| _ = ringback_lint::lint("a.json", &text(input)) },
    Target {
        name: "configuration",
        corpus: (&["docs", "conformance/tests/fuzz"], &[".md", ".toml"]),
        read: |input| {
            let text = text(input);
            // The examples of the pages, and the whole.
            for part in text.split("```").chain([text.as_str()]) {
                let part = part.strip_prefix("toml").unwrap_or(part);
                _ = Config::parse("ringback.toml", part, &|_| Some("value".into()));
                _ = ExpectedFailures::read("known.toml", part);
                _ = Accepted::read("accept.toml", part);
            }
        },
    },
    Target {
        name: "traffic",
        corpus: (&["generator/tests", "conformance/tests"], &[".har", ".jsonl", ".ndjson"]),
        read: |input| {
            let folder = tempfile::tempdir().unwrap();
            for name in ["a.har", "a.jsonl", "a.json", "a.yaml"] {
                let path = folder.path().join(name);
                fs::write(&path, input).unwrap();
                let found = Recordings::find_all(&path.display().to_string()).unwrap().unwrap();
                _ = traffic::drift(Contract::default(), &[], &found, None);
            }
        },
    },
    Target {
        name: "payloads",
        corpus: SCHEMAS,
        read: |input| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.jsonl");
            fs::write(&path, input).unwrap();
            if let Ok(file) = PayloadFile::open(&path) {
                file.payloads().for_each(drop);
            }
        },
    },
    Target {
        name: "reports",
        corpus: (&["conformance/report/tests"], &[".json"]),
        read: |input| _ = merge(&[("a".into(), text(input)), ("b".into(), text(input))]),
    },
    Target {
        name: "texts",
        corpus: PAGES,
        read: |input| {
            let text = text(input);
            let mut mask = Mask::default();
            mask.keep_text(&text);
            _ = Mask::default().text(&text);
            _ = mask.message("/name", &text);
            _ = strip_control(&text);
            _ = safety::dialable(&Value::from(text.as_str()), None, &BTreeMap::new());
            for line in text.lines() {
                _ = line.parse::<Rate>();
                _ = Glob::new(line);
                _ = Glob::of_paths(line);
                if let Some(pattern) = ringback_runtime::pattern::compile(line) {
                    _ = pattern.matches(&text);
                }
            }
        },
    },
];

/// An input as the text that readers get.
fn text(input: &[u8]) -> String {
    input::text("input", input.to_vec()).unwrap_or_else(|_| String::from_utf8_lossy(input).replace('\0', " "))
}
