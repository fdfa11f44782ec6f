//! Documents as versions: another layout is no change, a reworded sentence is a change of documentation, and a changed
//! rule is reported with both sentences.

use super::{folder, page, quotes, report, told, with, with_page};
use serde_json::{Value, json};

const COMMAND: &str = "genesys-cloud/documents/CreateCallbackOnConversationCommand.md";
const CALLBACK: &str = "genesys-cloud/documents/Callback.md";
const EVENT: &str = "genesys-cloud/documents/ConversationNotificationCallback.md";
const ACTION: &str = "amazon-connect/documents/interactions-createcallbackcontact.md";
const SCHEDULE: &str = "webex/documents/CallbackSchedule.txt";
const PAGES: [&str; 5] = [COMMAND, CALLBACK, EVENT, ACTION, SCHEDULE];

/// What happens to a page without anything being said.
type Layout = (&'static str, Edit);
type Edit = fn(&str) -> String;

const ANYWHERE: [Layout; 3] = [
    ("a footer with a version", |page| format!("{page}\n\n_com.example.sdk:platform-client:241.0.1_\n")),
    ("the line ends of another system", |page| page.replace('\n', "\r\n")),
    ("blank lines at the end", |page| format!("{}\n\n\n\n", page.trim_end())),
];

const MODELS: [Layout; 9] = [
    ("another footer", |page| format!("{page}\n\n_com.example.sdk:platform-client:99.2_\n")),
    ("front matter gone", |page| page.split_once("---\n## ").map(|(_, rest)| format!("## {rest}")).unwrap()),
    ("more front matter", |page| page.replacen("title: ", "layout: wide\nversion: 12.0.1\ntitle: ", 1)),
    ("links to another site", |page| page.replace(".html)", ")")),
    ("no trailer", |page| page.replace("{: class=\"table table-striped\"}\n", "")),
    ("comments gone", |page| page.replace("<!---->", "")),
    ("comments between", |page| page.replace("| **", "| <!---->**")),
    ("entities spelt out", |page| page.replace("&quot;", "\"").replace("&#39;", "'")),
    ("columns padded", |page| page.replace(" | ", "   |  ").replace("| -", "|   ----")),
];

/// The rows of each table the other way round, but for its head.
fn turned(page: &str) -> String {
    let mut lines: Vec<&str> = page.lines().collect();
    let is_row = |line: &&str| line.starts_with('|');
    let mut start = 0;
    while let Some(from) = lines[start..].iter().position(is_row).map(|at| start + at) {
        let length = lines[from..].iter().take_while(|line| is_row(line)).count();
        lines[from + 2..from + length].reverse();
        start = from + length;
    }
    lines.join("\n") + "\n"
}

/// Compares a page with the same one after an edit: in the vendor's folder, and alone.
fn compared(path: &str, edit: impl Fn(&str) -> String) -> [(Value, i32); 2] {
    let after = edit(&page(path));
    assert_ne!(page(path), after, "{path}");
    let alone = folder(&[("before", &page(path)), ("after", &after)]);
    [with_page(path, &after), report(alone.path(), &[])]
}

#[test]
fn another_layout_is_no_drift() {
    let of_models =
        [COMMAND, CALLBACK, EVENT].into_iter().flat_map(|path| MODELS.map(|(what, edit)| (path, what, edit)));
    let anywhere = PAGES.into_iter().flat_map(|path| ANYWHERE.map(|(what, edit)| (path, what, edit)));
    let turned = PAGES.into_iter().filter(|path| *path != ACTION).map(|path| (path, "rows turned", turned as Edit));
    let single: [(&str, &str, Edit); 5] = [
        (CALLBACK, "the property without the escape of its language", |page| page.replace("**_id**", "**id**")),
        (ACTION, "full stops without backslashes", |page| page.replace("\\.", ".").replace("\\-", "-")),
        (ACTION, "anchors gone", |page| {
            page.split("<a name=").map(|part| part.split_once("</a>").map_or(part, |(_, rest)| rest)).collect()
        }),
        (SCHEDULE, "the schema in one line", |page| {
            let (head, schema) = page.split_once("JSON Schema\n").unwrap();
            let schema: Value = serde_json::from_str(schema).unwrap();
            format!("{head}JSON Schema\n{schema}\n")
        }),
        (SCHEDULE, "the schema indented", |page| {
            let (head, schema) = page.split_once("JSON Schema\n").unwrap();
            let schema: Value = serde_json::from_str(schema).unwrap();
            format!("{head}JSON Schema\n{schema:#}\n")
        }),
    ];
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (path, what, edit) in of_models.chain(anywhere).chain(turned).chain(single) {
        if edit(&page(path)) == page(path) {
            continue; // The page is laid out so already.
        }
        tried += 1;
        for (report, code) in compared(path, edit) {
            if report["verdict"] != "none" || code != 0 || report["documentation"] != json!([]) {
                wrong.push(format!("{path}: {what}: {code} {:?} {}", told(&report), report["documentation"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 40, "{tried} of 51 layouts are others");
}

#[test]
fn another_sentence_that_rules_nothing_out_is_a_change_of_words() {
    for (path, before, after, owner, at) in [
        (
            COMMAND,
            "The name of the party to be called back.",
            "The name of whoever is called back.",
            "CreateCallbackOnConversationCommand",
            "/callbackUserName",
        ),
        (CALLBACK, "The direction of the call", "Which way the call goes", "Callback", "/direction"),
        (
            ACTION,
            "This gives the customer enough time to end their existing contact before being called back.",
            "This lets the customer hang up first.",
            "CreateCallbackContact",
            "/InitialCallDelaySeconds",
        ),
        (
            SCHEDULE,
            "Reason provided for the callback request.",
            "Why a callback was asked for.",
            "CallbackSchedule",
            "/callbackReason",
        ),
    ] {
        for (report, code) in compared(path, |page| with(page, &[(before, after)])) {
            assert_eq!((report["verdict"].as_str(), code), (Some("none"), 0), "{path}: {:?}", told(&report));
            let points = report["documentation"].as_array().unwrap();
            let [point] = points.as_slice() else { panic!("{path}: {points:#?}") };
            assert_eq!((point["type"].as_str(), point["at"].as_str()), (Some(owner), Some(at)));
            assert_eq!(point["message"], "description changed");
            let [old, new] = quotes(point);
            assert!(old.iter().any(|quote| quote.contains(before)), "{path}: {old:?}");
            assert!(new.iter().any(|quote| quote.contains(after)), "{path}: {new:?}");
        }
    }
}

#[test]
fn another_rule_is_told_with_both_sentences() {
    for (path, before, after, change, words) in [
        (
            ACTION,
            "Must be larger than 0, no greater than 259,200 (three days), and an integer. Must be defined statically.\n    \"MaximumConnectionAttempts\"",
            "Must be larger than 0, no greater than 172,800 (two days), and an integer. Must be defined statically.\n    \"MaximumConnectionAttempts\"",
            "CreateCallbackContact /InitialCallDelaySeconds request narrowed breaking",
            ["no greater than 259,200 (three days)", "no greater than 172,800 (two days)"],
        ),
        (
            COMMAND,
            "Must conform to the E.164 format. ",
            "",
            "CreateCallbackOnConversationCommand /callerId request widened compatible",
            ["Must conform to the E.164 format.", "The phone number displayed to recipients"],
        ),
        (
            COMMAND,
            "The country code to be associated with the callback numbers. |  [optional] |",
            "The country code to be associated with the callback numbers. |  |",
            "CreateCallbackOnConversationCommand /countryCode request narrowed breaking",
            ["countryCode", "countryCode"],
        ),
        (
            CALLBACK,
            "The UUID of the script to use.",
            "The name of the script to use.",
            "Callback /scriptId response widened breaking",
            ["The UUID of the script to use.", "The name of the script to use."],
        ),
        (
            SCHEDULE,
            "\"type\": \"integer\",\n\"format\": \"int64\",\n\"description\": \"Unix timestamp in milliseconds when the callback was created.\"",
            "\"type\": \"string\",\n\"description\": \"Unix timestamp in milliseconds when the callback was created.\"",
            "CallbackSchedule /createdTimestamp response replaced breaking",
            ["\"integer\"", "\"string\""],
        ),
    ] {
        let [(report, code), _] = compared(path, |page| with(page, &[(before, after)]));
        assert_eq!(told(&report), [change], "{path}: {report:#}");
        assert_eq!(code, i32::from(change.ends_with("breaking")), "{path}");
        let [old, new] = quotes(&report["changes"][0]);
        assert!(old.iter().any(|quote| quote.contains(words[0])), "{path}: {old:?}");
        assert!(new.iter().any(|quote| quote.contains(words[1])), "{path}: {new:?}");
        assert_ne!(old, new, "{path}");
    }
}

const TABLE: &str = "# Order\n\nAn order of a customer.\n\n\
    | Field | Type | Required | Description |\n\
    |-------|------|----------|-------------|\n\
    | id | string | yes | The identifier. |\n\
    | size | integer | yes | How many. |\n\n\
    The order is cancelled after 30 days.\n";

#[test]
fn a_row_that_is_required_no_more_counts_and_so_does_prose_under_its_table() {
    let optional = with(TABLE, &[("| size | integer | yes |", "| size | integer | no |")]);
    let lines = |report: &Value| {
        let sources = report["changes"][0]["sources"].as_array().unwrap().clone();
        sources.iter().map(|all| all[0]["lines"][0].clone()).collect::<Vec<_>>()
    };
    // A page without operations does not say whether an order is sent or received.
    for (before, after, expected) in [
        (TABLE, &*optional, ["request widened compatible", "response widened breaking"]),
        (&*optional, TABLE, ["request narrowed breaking", "response narrowed compatible"]),
    ] {
        let folder = folder(&[("before.md", before), ("after.md", after)]);
        let ended = super::drift(folder.path(), &["before.md", "after.md", "--format", "json"]);
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        let expected = expected.map(|change| format!("Order /size {change}"));
        assert_eq!((told(&report), ended.code), (expected.to_vec(), 1), "{}", ended.err);
        assert_eq!(lines(&report), [json!(8), json!(8)]);
    }
    let prose = with(TABLE, &[("30 days", "14 days")]);
    let folder = folder(&[("before.md", TABLE), ("after.md", &prose)]);
    let ended = super::drift(folder.path(), &["before.md", "after.md", "--format", "json"]);
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    let [old, new] = quotes(&report["documentation"][0]);
    assert_eq!(
        (old, new),
        (vec!["The order is cancelled after 30 days.".into()], vec!["The order is cancelled after 14 days.".into()])
    );
}
