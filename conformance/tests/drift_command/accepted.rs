//! Accepted changes: they break nobody any more; an entry that is about nothing is a mistake with its line.

use super::{drift, folder, write};

const BEFORE: &str =
    r#"{"title": "Order", "type": "object", "properties": {"size": {"type": "integer", "maximum": 10}}}"#;
const AFTER: &str =
    r#"{"title": "Order", "type": "object", "properties": {"size": {"type": "integer", "maximum": 9}}}"#;

#[test]
fn an_accepted_change_is_told_and_counts_no_more() {
    let folder = folder(&[("before.json", BEFORE), ("after.json", AFTER)]);
    let entry =
        "[[accept]]\nat = \"/size\"\nmovement = \"narrowed\"\nside = \"request\"\nreason = \"nobody sends 10\"\n";
    for (entries, code, words) in [
        (entry.to_owned(), 0, "nobody sends 10"),
        (entry.replace("/size", "/**"), 0, "nobody sends 10"),
        (format!("{entry}until = 2100-01-01\n"), 0, "nobody sends 10"),
        (format!("{entry}until = 2001-01-01\n"), 1, "accept.toml:2"),
        (format!("{entry}type = \"Order\"\n"), 0, "nobody sends 10"),
        (entry.replace("narrowed", "widened"), 2, "accept.toml:2: \"/size\" widened in a request matches no change"),
        (
            format!("# who may send what\n\n{}", entry.replace("/size", "/sizes")),
            2,
            "accept.toml:4: \"/sizes\" narrowed",
        ),
        (entry.replace("reason = \"nobody sends 10\"", ""), 2, "accept.toml:1: missing key `reason`"),
        (entry.replace("narrowed", "gone"), 2, "accept.toml:3: unknown movement \"gone\" (one of added, removed,"),
        (format!("{entry}why = \"so\"\n"), 2, "accept.toml:6"),
    ] {
        write(&folder.path().join("accept.toml"), &entries);
        let arguments = ["before.json", "after.json", "--side", "request", "--accept", "accept.toml"];
        let ended = drift(folder.path(), &arguments);
        assert_eq!(ended.code, code, "{entries}\n{}\n{}", ended.out, ended.err);
        assert!(ended.out.contains(words) || ended.err.contains(words), "{words}\n{}\n{}", ended.out, ended.err);
    }
}
