//! SDK pages of every kind, and the clues that they yield.

use ringback_constraints::clue::{
    Column,
    Content::{self, Cell, Declared, Keyword, Sentence, Values},
};
use ringback_contract::document::Document;
use ringback_documents::{
    layouts::by_name,
    page::{PageClues, ParsedPage},
};

fn page(text: &str) -> PageClues {
    (by_name("sdk-table").expect("the layout").read)(ParsedPage::of(Document { path: "documents/Ring.md", text }))
}

fn detect(document: &Document) -> bool {
    (by_name("sdk-table").expect("the layout").detect)(&ParsedPage::of(*document))
}

/// A page with one table of these rows.
fn table(rows: &str) -> String {
    format!("# Ring\n\n## Properties\n\n| Name | Type | Description | Notes |\n| --- | --- | --- | --- |\n{rows}\n")
}

fn about<'a>(page: &'a PageClues, subject: &str) -> Vec<&'a Content> {
    page.clues.iter().filter(|clue| clue.subject.to_string() == subject).map(|clue| &clue.content).collect()
}

fn kinds(page: &PageClues) -> Vec<&str> {
    page.findings.iter().map(|finding| finding.kind()).collect()
}

#[test]
fn a_row_becomes_a_property_with_everything_a_reader_sees() {
    let page = page(&table(
        "| **tags** | <!---->[**List&lt;Tag&gt;**](Tag.html)<!----> | Caller&#39;s \\&quot;tags\\&quot;. At most<br />two. |  [optional] |",
    ));
    assert_eq!(
        about(&page, "Ring/tags"),
        [
            &Declared,
            &Cell(Column::Type, "List<Tag>".into()),
            &Cell(Column::Notes, "[optional]".into()),
            &Sentence("Caller's \"tags\".".into()),
            &Sentence("At most two.".into()),
        ]
    );
    let row = &page.clues[1];
    assert_eq!(row.source.lines, [7, 7]);
    assert_eq!(&*row.source.quote, "tags | List<Tag> | Caller's \"tags\". At most two. | [optional]");
    assert_eq!(row.around.siblings, ["tags"]);
    assert_eq!((row.around.spelling.as_str(), row.around.notes.as_str()), ("List<Tag>", "[optional]"));
    assert_eq!(&*page.clues[2].source.quote, "List<Tag>");
    assert_eq!(&*page.clues[5].source.quote, "At most two.");
    assert_eq!(kinds(&page), [""; 0]);
}

#[test]
fn a_type_is_read_as_spelled_whatever_markdown_makes_of_it() {
    for (cell, expected) in [
        ("**String**", "String"),
        ("[**[Entry]**](Entry.html)", "[Entry]"),
        ("**List<Entry>**", "List<Entry>"),
        ("List<String>", "List<String>"),
        ("`List<b>`", "List<b>"),
        ("**Map&lt;String, Entry&gt;**", "Map<String, Entry>"),
        ("Option<[**Vec<models::Entry>**](entry.md)>", "Option<Vec<models::Entry>>"),
        ("Pointer to **[]int32**", "Pointer to []int32"),
        ("dict(str, str)", "dict(str, str)"),
        ("**str** \\| **int**", "str | int"),
    ] {
        let page = page(&table(&format!("| **a** | {cell} | x | |")));
        assert_eq!(about(&page, "Ring/a").get(1), Some(&&Cell(Column::Type, expected.into())), "{cell}");
    }
}

#[test]
fn the_type_is_named_by_front_matter_then_heading_then_file() {
    let rows = "## Properties\n\nName | Type\n--- | ---\na | b\n\n## Methods\n";
    for (head, expected, line) in [
        ("---\ntitle: Bell\n---\n# Other\n", "Bell", 2),
        ("---\ntitle: Two words\n---\n# Bell\n", "Bell", 4),
        ("# Vendor.Model.Bell\n", "Bell", 1),
        ("\n# Vendor::Bell\n", "Bell", 2),
        ("# # Bell\n", "Bell", 1),
        ("# A title of words\n", "Ring", 1),
        ("# a/b\n", "Ring", 1),
        ("# Properties\n", "Properties", 1),
        ("", "Ring", 1),
    ] {
        let page = page(&format!("{head}{rows}"));
        let first = &page.clues[0];
        assert_eq!((first.subject.to_string().as_str(), first.source.lines[0]), (expected, line), "{head:?}");
        assert_eq!(about(&page, &format!("{expected}/a")).len(), 2, "{head:?}");
    }
}

#[test]
fn a_table_without_notes_says_nothing_about_presence() {
    let page = page("# Ring\n## Properties\nName | Type\n--- | ---\n`a` | string\n");
    assert_eq!(about(&page, "Ring/a"), [&Declared, &Cell(Column::Type, "string".into())]);
}

#[test]
fn rows_need_no_outer_bars_and_may_end_in_an_empty_cell() {
    let text = "# Ring\r\n\r\n## Properties\r\nName | Type | Description | Notes\r\n--- | --- | --- | ---\r\n\
                **a** | **Long** | First. | \r\n**b** | **Long** | x \\| y |  [optional]\r\n";
    let page = page(text);
    assert_eq!(about(&page, "Ring/a").get(2), Some(&&Cell(Column::Notes, String::new())));
    assert_eq!(about(&page, "Ring/b").get(3), Some(&&Sentence("x | y".into())));
    assert_eq!(kinds(&page), [""; 0]);
    assert!(detect(&Document { path: "Ring.md", text }));
}

#[test]
fn an_inline_enum_becomes_the_values_of_its_property() {
    let enums = "\n<a name=\"StateEnum\"></a>\n\n## Enum: StateEnum\n\n| Name | Value |\n| ---- | ----- |\n| ON | &quot;on&quot; |\n| OFF | &quot;off&quot; |\n{: class=\"table\"}\n";
    let values = Values(vec!["on".into(), "off".into()]);
    for (cell, spelled, place) in [
        ("[**StateEnum**](#StateEnum)", "String", "Ring/state"),
        ("[**StateEnum**](#Enum--StateEnum)", "String", "Ring/state"),
        ("[**List&lt;StateEnum&gt;**](#StateEnum)", "List<String>", "Ring/state/[]"),
        ("[**Map&lt;String, StateEnum&gt;**](#StateEnum)", "Map<String, String>", "Ring/state/{}"),
        ("**String**", "String", "Ring/state"),
    ] {
        let page = page(&(table(&format!("| **state** | {cell} |  | [optional] |")) + enums));
        assert!(about(&page, "Ring/state").contains(&&Cell(Column::Type, spelled.into())), "{cell}");
        let clue = page.clues.iter().find(|clue| clue.content == values).expect(cell);
        assert_eq!(clue.subject.to_string(), place);
        assert_eq!((clue.source.lines, &*clue.source.quote), ([15, 16], "ON | \"on\"\nOFF | \"off\""));
        assert_eq!(kinds(&page), [""; 0]);
    }
}

#[test]
fn a_link_to_another_page_takes_no_values_from_this_one() {
    let page = page(
        &(table("| **state** | [**State**](State.md) | | |") + "\n## Enum: StateEnum\n* `ON` (value: `\"on\"`)\n"),
    );
    assert_eq!(about(&page, "Ring/state").get(1), Some(&&Cell(Column::Type, "State".into())));
    assert_eq!(kinds(&page), ["unreferenced-enum"]);
}

#[test]
fn an_enum_page_is_a_type_of_its_own() {
    let text = |values: &[&str]| Values(values.iter().map(|value| (*value).to_owned()).collect());
    for (section, spelled, expected) in [
        (
            "## Enum\n\n\n* `LINK` (value: `\"Link\"`)\n\n* `CALL` (value: `\"Call\"`)\n",
            "String",
            text(&["Link", "Call"]),
        ),
        ("## Enum\n* `A` (value: `'a b'`)\n* `B` (value: `'b'`)\n", "String", text(&["a b", "b"])),
        (
            "## Enum Variants\n\n| Name | Value |\n|---- | -----|\n| Aal0 | aal0 |\n| Aal1 | aal1 |\n",
            "String",
            text(&["aal0", "aal1"]),
        ),
        ("## Enum: Ring\n| Name | Value |\n|---|---|\n| A | &quot;1&quot; |\n", "String", text(&["1"])),
        ("## Enum: ring\n| Name | Value |\n|---|---|\n| ring | on, off |\n", "String", text(&["on", "off"])),
        (
            "## Enum\n* `NUMBER_1` (value: `1`)\n* `NUMBER_2` (value: `2`)\n",
            "Integer",
            Keyword("enum".into(), serde_json::json!([1, 2])),
        ),
    ] {
        let page = page(&format!("# Ring\n\nHow it rings.\n\n{section}\n_footer:1.0_\n"));
        let expected = [&Declared, &Sentence("How it rings.".into()), &Cell(Column::Type, spelled.into()), &expected];
        assert_eq!(about(&page, "Ring"), expected, "{section}");
    }
}

#[test]
fn an_enum_that_shows_no_value_allows_any() {
    for (section, kind) in [
        ("## Enum Variants\n\n| Name | Value |\n|---- | -----|\n\n[Back](x.md)\n", "empty-enum"),
        ("## Enum Variants\n\n| Name | Value |\n|---- | -----|\n| One | 1 |\n", "ambiguous-enum"),
    ] {
        let page = page(&format!("# Ring\n\n{section}"));
        assert_eq!((about(&page, "Ring"), kinds(&page)), (vec![&Declared], vec![kind]), "{section}");
    }
}

#[test]
fn values_listed_in_the_notes_are_no_notes() {
    let page = page(&table("| **a** | **String** | | <br />**Values**: wav (\"WAV\"), none (\"NONE\") |"));
    let expected = [
        &Declared,
        &Cell(Column::Type, "String".into()),
        &Values(vec!["WAV".into(), "NONE".into()]),
        &Cell(Column::Notes, String::new()),
    ];
    assert_eq!(about(&page, "Ring/a"), expected);
}

#[test]
fn only_a_page_of_a_model_is_detected_and_read() {
    let api = "# **sendMessage**\n\n### Parameters\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n| a | b | c | d |\n\n### Return type\n\nvoid\n";
    for (text, expected) in [
        (table("| a | b | | |").as_str(), true),
        ("# Ring\n#### properties\n\n|Name|Type|\n|-|-|\n", true),
        ("# Ring\n## Enum\n", true),
        (api, false),
        ("# Ring\n## Properties\nNone.\n", false),
        ("# Ring\n```\n## Properties\n|Name|Type|\n|-|-|\n```\n", false),
        ("# Ring\n## Enumerations\n", false),
        ("# Release notes\n\n* Model was added\n", false),
        ("{\"properties\": {}}", false),
        ("", false),
    ] {
        assert_eq!(detect(&Document { path: "Ring.md", text }), expected, "{text}");
    }
    assert!(page(api).clues.is_empty());
}

#[test]
fn what_is_odd_about_a_row_is_found_and_the_rest_is_read() {
    for (row, kind, notes) in [
        ("| _id | **String** | x | [optional] |", "escaped-name", Some("[optional]")),
        ("| id | **String** | a | b | [optional] |", "too-many-cells", Some("[optional]")),
        ("| id | **String** | a | [optional] | |", "too-many-cells", Some("[optional]")),
        ("| id | **String** | a | b | |", "too-many-cells", None),
        ("| id | **String** |", "too-few-cells", None),
        ("| id | A | | |\n| id | B | | |", "duplicate-property", Some("")),
        ("| id | A | | |\n|  | B | | |", "empty-property-name", Some("")),
        ("| id | A | | |\n| **any string name** | B | | |", "any-name-row", Some("")),
        ("| id | A | | |\n| additionalProperties | Object | | |", "additional-properties-row", Some("")),
    ] {
        let page = page(&table(row));
        assert_eq!(kinds(&page), [kind], "{row}");
        let cell = |content: &&&Content| matches!(content, Cell(Column::Notes, _));
        let read = about(&page, "Ring/id").into_iter().find(|content| cell(&content)).cloned();
        assert_eq!(read, notes.map(|notes| Cell(Column::Notes, notes.into())), "{row}");
    }
}

#[test]
fn a_description_parted_by_bars_is_put_together() {
    let page = page(&table("| id | **String** | One of a | b | c. | [optional] |"));
    assert!(about(&page, "Ring/id").contains(&&Sentence("One of a | b | c.".into())));
    assert_eq!(&*page.clues[1].source.quote, "id | String | One of a | b | c. | [optional]");
}

#[test]
fn a_line_of_attributes_is_no_row() {
    let page = page(&table("| **a** | **String** | | |\n{: class=\"table table-striped\"}"));
    assert_eq!((page.clues.len(), kinds(&page)), (4, vec![]));
}

#[test]
fn a_table_that_does_not_name_its_columns_is_not_read() {
    for text in [
        "# Ring\n## Properties\n\n| **a** | **String** | x | [optional] |\n",
        "# Ring\n## Properties\n\n| Name | Type |\n| **a** | **String** |\n",
        "# Ring\n## Properties\n\n| Bern | Zug |\n|---|---|\n| Basel | Chur |\n",
    ] {
        let page = page(text);
        assert_eq!((about(&page, "Ring"), kinds(&page)), (vec![&Declared], vec!["table-without-header"]), "{text}");
        assert_eq!(page.clues.len(), 1);
    }
}

#[test]
fn hostile_pages_are_read_without_a_panic_and_in_time() {
    let deep = 10_000;
    let pages = [
        String::new(),
        "---".into(),
        "---\ntitle: A\n".into(),
        "\u{feff}---\r\n".into(),
        table(&format!("| {} | **String** | | |", "n".repeat(10_000))),
        table("| a*/\u{202e}\u{1f4de} | **String** | | |"),
        table(&format!("| a | {} | | |", "List<".repeat(deep))),
        table(&format!("| a | {}String{} | | |", "[".repeat(deep), "]".repeat(deep))),
        table(&"|".repeat(100_000)),
        table(&"| a | b | c | d |\n".repeat(20_000)),
        table(&(0..20_000).map(|i| format!("| a{i} | String | c | d |\n")).collect::<String>()),
        format!("{}# Ring", "> ".repeat(deep)),
        (0..2_000).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect(),
        format!("# Ring\n## Enum\n{}", "* `A` (value: `\"a\"`\n".repeat(20_000)),
        "[".repeat(1_000_000),
        "`*_<&\\".repeat(50_000),
        "# \n## Properties\n".repeat(10_000),
    ];
    for text in &pages {
        let started = std::time::Instant::now();
        let page = page(text);
        detect(&Document { path: "", text });
        assert!(started.elapsed().as_secs() < 20, "{:.40}", text);
        assert!(page.clues.iter().all(|clue| !clue.subject.owner.is_empty()));
    }
    let verbatim = page(&pages[5]);
    assert_eq!(verbatim.clues[1].subject.name(), Some("a*/\u{202e}\u{1f4de}"));
}
