//! Inputs that cannot be compared: exit code 2, and a message that names the input and what is allowed.

use super::{drift, folder};

#[test]
fn what_cannot_be_read_is_named() {
    let folder = folder(&[
        ("order.json", "{\"title\": \"Order\", \"type\": \"object\"}"),
        ("broken.json", "{\n\n  oops"),
        ("list.json", "[1, 2]"),
        ("list/one.json", "\"text\""),
        ("prose.md", "# Nothing\n\nNo type is described here.\n"),
        ("prose/one.md", "# Nothing\n\nNo type is described here.\n"),
        ("empty.json", ""),
        ("empty/.hidden", "hidden"),
        ("bytes.json", "\0\0"),
        ("vendor/vendor.toml", "name = 3\n"),
    ]);
    for (state, words) in [
        ("nonsuch", vec!["nonsuch"]),
        ("nonsuch:order.json", vec!["nonsuch:order.json", "REVISION:PATH"]),
        ("HEAD:nonsuch", vec!["HEAD:nonsuch", "REVISION:PATH"]),
        (":order.json", vec!["revision", "a commit, a branch or a tag"]),
        ("--output=x:order.json", vec!["--output"]),
        ("broken.json", vec!["broken.json:3:"]),
        ("list.json", vec!["list.json:1:"]),
        ("list", vec!["list/one.json:1:"]),
        ("prose.md", vec!["prose.md:1:", "layouts"]),
        ("prose", vec!["prose:1:", "layout"]),
        ("empty.json", vec!["empty.json:1:"]),
        ("empty", vec!["empty:1:", "no files"]),
        ("bytes.json", vec!["bytes.json:1:"]),
        ("vendor", vec!["vendor/vendor.toml:1:"]),
    ] {
        for arguments in [[state, "order.json"], ["order.json", state]] {
            let ended = drift(folder.path(), &arguments);
            assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{arguments:?}: {}", ended.err);
            for words in &words {
                assert!(ended.err.contains(words), "{arguments:?}: {words}\n{}", ended.err);
            }
        }
    }
}

#[test]
fn an_image_in_a_folder_is_left_out_and_a_specification_that_is_no_text_is_not() {
    let api = "{\"openapi\": \"3.1.0\", \"paths\": {\"/pets\": {\"get\": {\"responses\": {}}}}}";
    let folder = folder(&[("a/api.json", api), ("b/api.json", api)]);
    for version in ["a", "b"] {
        std::fs::write(folder.path().join(version).join("logo.png"), b"\x89PNG\r\n\x1a\n\xff\0").unwrap();
    }
    let compared = drift(folder.path(), &["a", "b"]);
    assert_eq!(compared.code, 0, "{}", compared.err);
    assert!(compared.err.contains("note: left out: a/logo.png"), "{}", compared.err);
    std::fs::write(folder.path().join("b/more.yaml"), b"a: \xff\n").unwrap();
    let ended = drift(folder.path(), &["a", "b"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{}", ended.err);
    assert!(ended.err.contains("b/more.yaml:1: not UTF-8 text"), "{}", ended.err);
}

#[test]
fn what_is_not_allowed_on_the_command_line_is_answered_with_what_is() {
    let api = "{\"openapi\": \"3.1.0\", \"paths\": {\"/v1/pets\": {\"get\": {}}}}";
    let folder = folder(&[("a.json", "{\"title\": \"A\"}"), ("api.json", api)]);
    for (arguments, words) in [
        (vec!["a.json"], "<AFTER>"),
        (vec!["a.json", "a.json", "--format", "pdf"], "text, json, markdown, github, sarif, notes"),
        (vec!["a.json", "a.json", "--side", "left"], "request, response, event"),
        (vec!["a.json", "a.json", "--accept", "nonsuch.toml"], "nonsuch.toml"),
        (vec!["api.json", "api.json", "--path", "/v2/**"], "no operation of either version"),
        (vec!["-", "-"], "standard input (`-`) can be one of the two versions only"),
    ] {
        let ended = drift(folder.path(), &arguments);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(words), "{arguments:?}: {words}\n{}", ended.err);
    }
}
