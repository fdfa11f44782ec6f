//! Malformed and malicious input: one line each, given to the binary in a folder of its own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it must be")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};

/// A test: its name, the arguments, the files, the expected exit code, and expected words of the output.
type Case = (&'static str, &'static str, Vec<(&'static str, Vec<u8>)>, i32, &'static [&'static str]);

/// The time limit of a test, generous enough for a debug build beside other tests.
const LONGEST: Duration = Duration::from_secs(20);
const LEVELS: usize = 10_000;

fn run(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ringback")).args(arguments.split(' ')).current_dir(folder).output().unwrap()
}

fn holds(cases: Vec<Case>) {
    for (name, arguments, inputs, code, words) in cases {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in inputs {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let start = Instant::now();
        let output = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{name}: {said}");
        assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
        for word in words {
            assert!(said.contains(word), "{name}: no {word:?} in {said}");
        }
        let written = fs::read_dir(folder.path().join("out")).map_or(0, Iterator::count);
        assert_eq!(written > 0, code == 0 && arguments.contains("--out"), "{name}: {written} files");
        let left = fs::read_dir(folder.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
        assert_eq!(left.count(), 0, "{name}: something was left behind");
    }
}

fn file(path: &'static str, text: impl Into<Vec<u8>>) -> Vec<(&'static str, Vec<u8>)> {
    vec![(path, text.into())]
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS))
}

/// A model page with one row.
fn page(row: &str) -> String {
    let head = "# Bell\n\n## Properties\n\nName | Type | Description | Notes\n--- | --- | --- | ---\n";
    format!("{head}{row}\n")
}

fn catalogue(kind: &str, schema: &str) -> String {
    format!("Acme · Schema\nBell\nProperties\nName  Type  Description\na  {kind}  Text\nJSON Schema\n{schema}\n")
}

fn block(text: &str) -> String {
    format!("# Ring\n\n## Parameter object\n\n```\n{{\n{text}\n```\n")
}

const INGEST: &str = "ingest a.md --out out";
const INGEST_JSON: &str = "ingest a.json --out out";
const GENERATE: &str = "generate a.json --out out";

#[test]
fn documents_that_are_none_are_refused_with_their_line() {
    let too_large = vec![b' '; 17 * 1024 * 1024];
    holds(vec![
        ("an empty page", INGEST, file("a.md", ""), 2, &["a.md:1", "json-schema, catalogue, flow-action, sdk-table"]),
        ("an empty schema", GENERATE, file("a.json", ""), 2, &["a.json:1"]),
        ("a binary file", INGEST, file("a.md", b"\x7fELF\0\0".as_slice()), 2, &["a.md:1: binary data"]),
        ("invalid UTF-8", INGEST, file("a.md", b"# Bell\n\xff".as_slice()), 2, &["a.md:2: not UTF-8"]),
        ("invalid UTF-8 in a schema", GENERATE, file("a.json", b"{\n\n\xff".as_slice()), 2, &["a.json:3: not UTF-8"]),
        ("more than is read", INGEST, file("a.md", too_large.clone()), 2, &["a.md:1: larger than 16 MB"]),
        ("a schema larger than is read", GENERATE, file("a.json", too_large), 2, &["a.json:1: larger than 16 MB"]),
        (
            "bars without names",
            INGEST,
            file("a.md", "## Properties\n\nwhat is meant | see below | or above\n"),
            2,
            &["a.md:1"],
        ),
        (
            "a block that breaks off",
            INGEST_JSON,
            file("a.json", "{\"type\":\n\"obj"),
            2,
            &["a.json:2", "closing double"],
        ),
        ("a schema that breaks off", GENERATE, file("a.json", "{\"type\":\n\"obj"), 2, &["a.json:2"]),
        ("two values", INGEST_JSON, file("a.json", "{\"type\":\"object\"} {}"), 2, &["a.json:1", "nothing after"]),
        ("no schema", GENERATE, file("a.json", "{\"openapi\":\"3.1.0\"}"), 2, &["a.json:1: holds no JSON Schema"]),
        ("a lone surrogate", INGEST_JSON, file("a.json", r#"{"type":"\ud800"}"#), 2, &["a.json:1", "legal escapes"]),
        ("no such file", "generate nope.json --out out", vec![], 2, &["nope.json"]),
        ("no such folder", "ingest nope --out out", vec![], 2, &["nope"]),
        ("a folder called like a file", GENERATE, file("a.json/b", "x"), 2, &["a.json"]),
        ("an empty folder", "ingest a.json --out out", file("a.json/.hidden", "x"), 2, &["a.json:1: no type"]),
        (
            "an unknown layout",
            "ingest a.md --out out --flavour tabel",
            file("a.md", "x"),
            2,
            &["\"tabel\"", "sdk-table"],
        ),
        ("a schema by force", "ingest a.md --out out --flavour json-schema", file("a.md", "5"), 2, &["a.md:1"]),
    ]);
}

#[test]
fn broken_parts_of_a_page_are_findings_with_their_line() {
    let front = format!("---\ntitle: Bell\n{}", page("**a** | String | t | "));
    holds(vec![
        ("unclosed front matter", INGEST, file("a.md", front), 0, &["a.md:1", "front matter is not closed"]),
        ("too many cells", INGEST, file("a.md", page("a | String | t | b | c | d")), 0, &["a.md:7: 6 cells"]),
        ("a page whose schema breaks off", INGEST, file("a.md", catalogue("string", "{\"a\":")), 0, &["a.md:8"]),
        (
            "a reference out of the folder",
            INGEST_JSON,
            file("a.json", r#"{"type":"object","properties":{"a":{"$ref":"../b.json"}}}"#),
            0,
            &["a.json:1", "\"../b.json\" leaves the document"],
        ),
        (
            "a reference to an address",
            GENERATE,
            file("a.json", r#"{"type":"object","properties":{"a":{"$ref":"http://127.0.0.1:9/x"}}}"#),
            0,
            &["a.json:1", "http://127.0.0.1:9/x"],
        ),
        (
            "a pattern that is none",
            INGEST_JSON,
            file("a.json", r#"{"type":"string","pattern":"(("}"#),
            0,
            &["a.json:1", "left out"],
        ),
    ]);
}

#[test]
fn ten_thousand_levels_neither_hang_nor_overflow() {
    let spelt = nested("List<", "x", ">");
    holds(vec![
        (
            "brackets in a cell",
            INGEST,
            file("a.md", page(&format!("a | {} | t | ", nested("[", "x", "]")))),
            0,
            &["a.md:7"],
        ),
        ("links in a cell", INGEST, file("a.md", page(&format!("a | String | {} | ", "[a](".repeat(LEVELS)))), 0, &[]),
        ("quotes", INGEST, file("a.md", "> ".repeat(LEVELS) + &page("a | String | t | ")), 0, &[]),
        (
            "a type in a model page",
            INGEST,
            file("a.md", page(&format!("a | {spelt} | t | "))),
            0,
            &["does not spell a type"],
        ),
        ("a type in a catalogue", INGEST, file("a.md", catalogue(&spelt, "")), 0, &["a.md:5", "nests deeper than 40"]),
        ("a type in a schema", INGEST_JSON, file("a.json", format!("{{\"type\":\"{spelt}\"}}")), 2, &["a.json:1"]),
        (
            "braces of pseudo-JSON",
            INGEST,
            file("a.md", block(&nested("\"a\": {\n", "", "}\n"))),
            0,
            &["a.md:135", "128 levels"],
        ),
        (
            "brackets of pseudo-JSON",
            INGEST,
            file("a.md", block(&"\"a\": [\n".repeat(LEVELS))),
            0,
            &["a.md:135", "128 levels"],
        ),
        ("lists of JSON", GENERATE, file("a.json", nested("[", "", "]")), 2, &["a.json:1", "levels of nesting"]),
        ("objects of JSON", INGEST_JSON, file("a.json", nested("{\"items\":", "1", "}")), 2, &["a.json:1"]),
        ("properties", INGEST_JSON, file("a.json", nested("{\"properties\":{\"a\":", "{}", "}}")), 2, &["128 levels"]),
        ("alternatives", GENERATE, file("a.json", nested("{\"allOf\":[", "{}", "]}")), 2, &["a.json:1"]),
        (
            "a payload",
            "check --type webex/CallbackSchedule a.json",
            file("a.json", nested("[", "", "]")),
            2,
            &["a.json:1"],
        ),
        (
            "TOML",
            "ingest v --out out",
            file("v/vendor.toml", format!("a = {}", nested("[", "", "]"))),
            2,
            &["vendor.toml:1"],
        ),
    ]);
}

#[test]
fn as_deep_as_is_read_is_also_written() {
    let deep = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(60), close.repeat(60));
    let alternatives = deep("{\"allOf\":[", "{\"maxLength\":3}", "]}");
    let properties = deep("{\"type\":\"object\",\"properties\":{\"a\":", "{}", "}}");
    holds(vec![
        ("alternatives in alternatives", GENERATE, file("a.json", alternatives), 0, &[]),
        ("properties of properties", GENERATE, file("a.json", properties.clone()), 0, &[]),
        ("properties of properties, read", INGEST_JSON, file("a.json", properties), 0, &["nests deeper than 40"]),
    ]);
}

#[test]
fn circles_of_references_end() {
    let circle = r##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}"##;
    let all = r##"{"type":"object","properties":{"a":{"allOf":[{"$ref":"#"}]}},"allOf":[{"$ref":"#"}]}"##;
    let chain: Vec<String> = (0..150).map(|n| format!("\"a{n}\":{{\"$ref\":\"#/$defs/a{}\"}}", n + 1)).collect();
    let chain = format!("{{\"$defs\":{{{},\"a150\":{{\"type\":\"string\"}}}}}}", chain.join(","));
    holds(vec![
        ("a leads to b leads to a", GENERATE, file("a.json", circle), 0, &[]),
        ("a leads to b leads to a, read", INGEST_JSON, file("a.json", circle), 0, &[]),
        ("all of itself", GENERATE, file("a.json", all), 0, &[]),
        ("all of itself, read", INGEST_JSON, file("a.json", all), 0, &[]),
        ("a long chain", INGEST_JSON, file("a.json", chain), 0, &[]),
    ]);
}

#[test]
fn mistakes_in_a_vendors_folder_name_file_line_and_what_is_allowed() {
    const V: &str = "ingest v --out out";
    let with = |vendor: &str, overlay: &str| {
        vec![
            ("v/vendor.toml", vendor.as_bytes().to_vec()),
            ("v/overlay.toml", overlay.as_bytes().to_vec()),
            ("v/documents/Bell.md", page("**a** | **String** | t | ").into_bytes()),
        ]
    };
    let fact =
        |rest: &str| with("", &format!("[[facts]]\nsubject = \"Bell/a\"\nreason = \"r\"\nevidence = \"e\"\n{rest}\n"));
    let added = |schema: &str| {
        with("", &format!("[[types]]\nname = \"X\"\nreason = \"r\"\nevidence = \"e\"\nschema = '''\n{schema}\n'''\n"))
    };
    let flavour = "\n[[documents]]\nfile = \"documents/Bell.md\"\nflavour = \"tabel\"\n";
    holds(vec![
        ("all well", V, with("", ""), 0, &[]),
        (
            "an unknown key",
            V,
            with("\nbogus = 1\n", ""),
            2,
            &["v/vendor.toml:2: unknown field `bogus`", "`operations`"],
        ),
        ("a wrong type", V, with("title = 5\n", ""), 2, &["v/vendor.toml:1", "expected a string"]),
        ("broken TOML", V, with("\n[[operations\n", ""), 2, &["v/vendor.toml:2"]),
        ("an unknown layout", V, with(flavour, ""), 2, &["v/vendor.toml:4: unknown layout \"tabel\"", "sdk-table"]),
        (
            "an unknown direction",
            V,
            with("[[operations]]\nname = 'a'\nmethod = 'GET'\npath = '/'\ndirection = 'up'", ""),
            2,
            &["v/vendor.toml:5", "`event`"],
        ),
        (
            "an unknown key of a correction",
            V,
            fact("bogus = 1"),
            2,
            &["v/overlay.toml:5: unknown field `bogus`", "`holds`"],
        ),
        (
            "an unknown constraint",
            V,
            fact("holds = { kind = \"bogus\" }"),
            2,
            &["v/overlay.toml:5", "`bogus`", "`length`"],
        ),
        (
            "an unknown constraint to drop",
            V,
            fact("drops = \"bogus\""),
            2,
            &["v/overlay.toml:2", "\"bogus\"", "length"],
        ),
        ("a correction that is none", V, fact("holds = 5"), 2, &["v/overlay.toml:5", "a table with a `kind`"]),
        ("a bound that is none", V, fact("holds = { kind = \"length\", most = \"x\" }"), 2, &["v/overlay.toml:5"]),
        (
            "a correction without a reason",
            V,
            with("", "[[facts]]\nsubject = 'Bell'\n"),
            2,
            &["v/overlay.toml:1", "`reason`"],
        ),
        ("a broken schema of ours", V, added("{\"type\":\n}"), 2, &["v/overlay.toml:7", "\"X\"", "expected a value"]),
        ("no documents", V, file("v/vendor.toml", ""), 2, &["v:1: no type is described", "sdk-table"]),
        ("the same when explained", "explain v/Bell --schemas .", with("\nbogus = 1", ""), 2, &["./v/vendor.toml:2"]),
        (
            "an overlay that is a folder",
            V,
            vec![("v/vendor.toml", vec![]), ("v/overlay.toml/x", vec![])],
            2,
            &["overlay.toml"],
        ),
    ]);
}

#[test]
fn names_and_payloads_that_stand_for_nothing_are_refused() {
    const CHECK: &str = "check --type webex/CallbackSchedule a.json";
    holds(vec![
        ("an unknown vendor", "explain nope/x", vec![], 2, &["unknown vendor \"nope\"", "webex"]),
        ("an unknown type", "explain webex/../x", vec![], 2, &["unknown type", "CallbackSchedule"]),
        ("an unknown property", "explain webex/CallbackSchedule/zz", vec![], 2, &["unknown property \"zz\"", "id"]),
        (
            "an unknown type to judge by",
            "check --type webex/Nope a.json",
            file("a.json", "{}"),
            2,
            &["CallbackSchedule"],
        ),
        ("an empty payload", CHECK, file("a.json", ""), 2, &["a.json:1: empty"]),
        ("a payload that breaks off", CHECK, file("a.json", "{}\n{\n"), 2, &["a.json:3"]),
        ("a payload that is not text", CHECK, file("a.json", b"\"\xff\"".as_slice()), 2, &["a.json:1: not UTF-8"]),
        ("a number beyond all bounds", CHECK, file("a.json", "{\"a\": 1e999}"), 2, &["a.json:1"]),
        ("a crate without a name", "generate a.json --out out --crate -", file("a.json", "{}"), 2, &["crate name"]),
        (
            "a crate with a word for a name",
            "generate a.json --out out --crate fn",
            file("a.json", "{}"),
            2,
            &["\"fn\""],
        ),
    ]);
}

#[test]
fn a_run_that_fails_leaves_the_output_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("good.json"), "{\"type\":\"object\"}").unwrap();
    fs::write(path("bad.json"), "{").unwrap();
    fs::write(path("file"), "mine").unwrap();
    fs::create_dir_all(path("out/mod.rs")).unwrap();
    for (arguments, word) in [
        ("generate bad.json --out out", "bad.json:1"),
        ("generate good.json --out out", "out/mod.rs"),
        ("generate good.json --out file", "file:1: a file; types are written into a folder"),
        ("generate good.json --out file/below", "file:1: a file; types are written into a folder"),
    ] {
        let output = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.contains(word)), (Some(2), true), "{arguments}: {said}");
        assert_eq!(fs::read_dir(path("out")).unwrap().count(), 1, "{arguments}");
        assert_eq!(fs::read(path("file")).unwrap(), b"mine");
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("v/documents");
    fs::create_dir_all(&documents).unwrap();
    fs::write(folder.path().join("secret.md"), page("**secret** | **String** | t | ")).unwrap();
    fs::write(documents.join("Bell.md"), page("**a** | **String** | t | ")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.md"), documents.join("link.md")).unwrap();
    std::os::unix::fs::symlink(folder.path(), documents.join("circle")).unwrap();
    assert!(run(folder.path(), "ingest v/documents --out out").status.success());
    let facts = fs::read_to_string(folder.path().join("out/facts.json")).unwrap();
    assert!(facts.contains("Bell.md") && !facts.contains("secret"), "{facts}");
}

#[cfg(unix)]
#[test]
fn a_kill_leaves_the_old_tree_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let properties: Vec<String> = (0..300).map(|n| format!("\"p{n}\":{{\"type\":\"object\"}}")).collect();
    let text = format!("{{\"type\":\"object\",\"$defs\":{{{}}}}}", properties.join(","));
    fs::write(folder.path().join("a.json"), text).unwrap();
    let start = Instant::now();
    assert!(run(folder.path(), "ingest a.json --out whole").status.success());
    let (took, whole) = (start.elapsed(), fs::read_dir(folder.path().join("whole")).unwrap().count());
    for part in 1..20 {
        let out = format!("out{part}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        let mut child = command.args(["ingest", "a.json", "--out", &out]).current_dir(folder.path()).spawn().unwrap();
        std::thread::sleep(took * part / 20);
        child.kill().unwrap();
        child.wait().unwrap();
        let count = fs::read_dir(folder.path().join(&out)).map_or(0, Iterator::count);
        assert!(count == 0 || count == whole, "killed after {part}/20, there are {count} of {whole} files");
    }
}
