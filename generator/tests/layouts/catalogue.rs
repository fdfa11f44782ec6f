//! Catalogue pages: the schema takes precedence, and the table adds what it lacks.

use crate::{found, page, told};

const HEAD: &str = "Acme · Schema\nBell\nTownTower\nProperties\n";

fn with(table: &str, schema: &str) -> String {
    format!("{HEAD}{table}\nJSON Schema\n{schema}")
}

const TABLE: &str = "| Name | Type | Description |\n|---|---|---|\n| tone | string | Low or high. |";
const SCHEMA: &str = "{\n\"title\": \"Bell\",\n\"properties\": {\n\"tone\": {\n\"type\": \"string\",\n\"description\": \"Low or high.\"\n}\n}\n}";
const TOLD: &[&str] = &[
    "10 Bell: declared",
    "10 Bell: title = \"Bell\"",
    "12 Bell/tone: declared",
    "13 Bell/tone: type = \"string\"",
    "14 Bell/tone: says Low or high.",
];

#[test]
fn the_schema_is_told_with_its_lines_on_the_page() {
    let page = page("catalogue", &with(TABLE, SCHEMA));
    assert_eq!(told(&page), TOLD);
    assert_eq!(found(&page), Vec::<String>::new());
}

#[test]
fn lines_around_the_schema_and_other_tables_change_nothing() {
    let dos = with(TABLE, &format!("{SCHEMA}\nCopyright Acme {{2020}}\n")).replace('\n', "\r\n");
    let gaps = with("\nName Type Description\ntone string Low or high.", SCHEMA);
    let marked =
        with(TABLE, SCHEMA).replace("\nProperties", "\n## Properties").replace("\nJSON Schema", "\n## JSON Schema");
    for text in [dos, gaps, marked] {
        let page = page("catalogue", &text);
        assert_eq!(told(&page), TOLD, "{text}");
        assert_eq!(found(&page), Vec::<String>::new(), "{text}");
    }
    let page =
        page("catalogue", &with(TABLE, &format!("acme-bell-schema.json Raw ↑\nView JSON Schema on GitHub\n{SCHEMA}")));
    assert_eq!(told(&page)[2], "14 Bell/tone: declared");
}

#[test]
fn the_table_adds_rows_that_the_schema_lacks() {
    let page = page("catalogue", &with(&format!("{TABLE}\n| pitch | number | Hertz. |"), SCHEMA));
    assert_eq!(told(&page)[5..], ["8 Bell/pitch: declared", "8 Bell/pitch: type number", "8 Bell/pitch: says Hertz."]);
    assert_eq!(found(&page), ["8 row-without-schema/Bell/pitch"]);
    assert_eq!(page.clues.last().unwrap().around.siblings, ["tone", "pitch"]);
}

#[test]
fn table_and_schema_may_disagree_and_a_cut_description_does_not() {
    let long = "Low or high, ".repeat(20);
    let cut = long.chars().take(200).collect::<String>();
    for (table, schema, differs) in [
        (("string", "Low or high."), ("\"string\"", "Low or high."), false),
        (("integer", "Low or high."), ("\"string\"", "Low or high."), true),
        (("String", "Low or high."), ("[\"string\", \"null\"]", "Low or high."), false),
        (("string \\| null", "Low or high."), ("[\"null\", \"string\"]", "Low or high."), false),
        (("string \\| integer", "Low or high."), ("\"string\"", "Low or high."), true),
        (("array[string]", "Low or high."), ("\"array\"", "Low or high."), false),
        (("string (uuid)", "Low or high."), ("\"string\"", "Low or high."), false),
        (("", ""), ("\"string\"", "Low or high."), false),
        (("string", "Low  or high\\."), ("\"string\"", "Low or\\nhigh."), false),
        (("string", "Loud or soft."), ("\"string\"", "Low or high."), true),
        (("string", "Low"), ("\"string\"", "Low or high."), true),
        (("string", "Low or..."), ("\"string\"", "Low or high."), false),
        (("string", "Low or…"), ("\"string\"", "Low or high."), false),
        (("string", &*cut), ("\"string\"", &*long), false),
        (("string", &*cut.replace("high", "loud")), ("\"string\"", &*long), true),
    ] {
        let table = format!("|Name|Type|Description|\n|-|-|-|\n|tone|{}|{}|", table.0, table.1);
        let schema =
            format!("{{\"properties\": {{\"tone\": {{\"type\": {}, \"description\": \"{}\"}}}}}}", schema.0, schema.1);
        let page = page("catalogue", &with(&table, &schema));
        let expected = if differs { vec!["7 table-contradicts-schema/Bell/tone"] } else { vec![] };
        assert_eq!(found(&page), expected, "{table}\n{schema}");
        assert!(page.findings.iter().all(|finding| finding.sources.len() == 2 && finding.sources[1].lines == [9, 9]));
    }
}

#[test]
fn a_description_that_only_the_table_has_is_told() {
    let page = page("catalogue", &with(TABLE, "{\"properties\": {\"tone\": {}}}"));
    assert_eq!(told(&page), ["9 Bell: declared", "9 Bell/tone: declared", "7 Bell/tone: says Low or high."]);
}

#[test]
fn when_the_schema_breaks_off_the_table_is_read_alone() {
    for (schema, line, found_there) in [
        ("{\n\"properties\": {\n\"tone\": {", 11, "the end of the text"),
        ("{\n\"properties\": {,", 10, "`,`"),
        ("[]", 9, "`[]`"),
        ("", 8, "the end of the text"),
    ] {
        let page = page("catalogue", &with(TABLE, schema));
        assert_eq!(
            told(&page),
            [
                "2 Bell: declared",
                "4 Bell: type Object",
                "7 Bell/tone: declared",
                "7 Bell/tone: type string",
                "7 Bell/tone: says Low or high."
            ],
            "{schema}"
        );
        let [finding] = &page.findings[..] else { panic!("{:?}", page.findings) };
        assert_eq!(finding.kind(), "broken-schema-block");
        assert!(finding.message.contains(found_there), "{}", finding.message);
        assert!(finding.sources[0].lines[0].abs_diff(line) <= 1, "{finding:?}");
    }
}

#[test]
fn a_schema_that_closes_too_early_and_a_missing_table_are_told() {
    let early = page("catalogue", &with(TABLE, &format!("{SCHEMA},\n\"required\": [\"tone\"]\n}}")));
    assert_eq!(found(&early), ["17 broken-schema-block/Bell"]);
    let bare = page("catalogue", &with("", SCHEMA));
    assert_eq!(found(&bare), ["4 no-property-table/Bell"]);
}
