//! Pages of any make: what is nested, which type a section is of, what becomes a finding.

use crate::{found, read, told};
use ringback_contract::document::Document;
use ringback_documents::layouts::detect;

/// The clues of a page that is detected as one of any make, without declarations and prose.
fn rules(text: &str) -> Vec<String> {
    let document = Document { path: "documents/Bell.md", text };
    assert_eq!(detect(&document).map(|layout| layout.name), Some("property-page"), "{text}");
    let about = |line: &String| line.split_once(": ").map(|(_, said)| said.to_owned()).unwrap_or_default();
    let is_rule = |line: &&String| !about(line).starts_with("says ") && about(line) != "declared";
    told(&read("property-page", text))
        .iter()
        .filter(is_rule)
        .map(|line| line.split_once(' ').unwrap().1.into())
        .collect()
}

#[test]
fn nested_properties_are_found_however_they_are_marked() {
    let table = "# Ring\n\n| Name | Type | Required |\n|---|---|---|\n";
    let expected =
        ["Ring/end: type object", "Ring/end: required no", "Ring/end/at: type string", "Ring/end/at: required yes"];
    for rows in [
        "| end | object | no |\n| » at | string | yes |\n",
        "| end | object | no |\n| ↳ at | string | yes |\n",
        "| end | object | no |\n| - at | string | yes |\n",
        "| end | object | no |\n| └─ at | string | yes |\n",
        "| end | object | no |\n| &nbsp;&nbsp;at | string | yes |\n",
        "| end | object | no |\n| end.at | string | yes |\n",
        "| end | object | no |\n| end[at] | string | yes |\n",
        "| end | object | no |\n\n## end\n\n| Name | Type | Required |\n|---|---|---|\n| at | string | yes |\n",
        "| end | [object](#the-end) | no |\n\n<a name=\"the-end\"></a>\n### The end object\n\n| Name | Type | Required |\n|---|---|---|\n| at | string | yes |\n",
    ] {
        assert_eq!(rules(&format!("{table}{rows}")), expected, "{rows}");
    }
    let list = "# Ring\n\n- `end` (object, no default, optional): x\n  - `at` (string, required): y\n";
    assert_eq!(rules(list)[..1], ["Ring/end: type object"], "{list}");
    assert!(rules(list).contains(&"Ring/end/at: type string".to_owned()), "{:?}", rules(list));
}

#[test]
fn names_with_brackets_are_those_of_elements() {
    let text = "# Ring\n\n| Name | Type | Required |\n|---|---|---|\n| bells[].tone | string | yes |\n| tags[] | string | no |\n";
    assert_eq!(
        rules(text),
        [
            "Ring/bells: type List",
            "Ring/bells/[]/tone: type string",
            "Ring/bells/[]/tone: required yes",
            "Ring/tags: type List<string>",
            "Ring/tags: required no",
        ]
    );
}

#[test]
fn what_is_not_understood_is_a_finding_with_its_name() {
    for (text, expected) in [
        ("# Ring\n\n| Name | Type | Colour |\n|---|---|---|\n| a | string | red |\n", "unread-column/Ring"),
        (
            "# Ring\n\n| Name | Type |\n|---|---|\n| a | string |\n\n## Errors\n\n| Status | Meaning |\n|---|---|\n| 400 | Bad |\n",
            "unread-table/Errors",
        ),
        (
            "# Ring\n\n## Query parameters\n\n| Name | Type |\n|---|---|\n| a | string |\n\n## Body\n\n| Name | Type |\n|---|---|\n| b | string |\n",
            "unread-parameter/Ring/a",
        ),
        ("# Ring\n\n| Name | Type |\n|---|---|\n| Name | Type |\n| a | string |\n", "template-row/Ring"),
        (
            "# Ring\n\n| Name | Type |\n|---|---|\n| See below: | string |\n| a | string |\n| \u{2014} | string |\n",
            "not-a-name/Ring",
        ),
    ] {
        let page = read("property-page", text);
        let found = found(&page);
        assert!(found.iter().any(|finding| finding.ends_with(expected)), "{text}: {found:?}");
    }
}

#[test]
fn prose_beside_a_table_is_about_its_type() {
    let text = "# Ring\n\n| Name | Type |\n|---|---|\n| code | string |\n| amount | integer |\n\nEither code or amount is required.\n\n## Rules\n\nIf code is given, amount is ignored.\n\n[Back](README.md)\n";
    let told = told(&read("property-page", text));
    for expected in
        ["8 Ring: says Either code or amount is required.", "12 Ring: says If code is given, amount is ignored."]
    {
        assert!(told.iter().any(|line| line == expected), "{told:?}");
    }
    assert!(!told.iter().any(|line| line.contains("Back")), "{told:?}");
}

#[test]
fn pages_without_properties_are_not_detected() {
    for text in [
        "",
        "# Guide\n\nHow to **call** us.\n\n- Do this.\n- Do that: now.\n",
        "# Cities\n\n| City | Country |\n|---|---|\n| Bern | Switzerland |\n",
        "# Rates\n\n| Name | Description |\n|---|---|\n| Gold | The best. |\n",
        "# Example\n\n```\n| Name | Type |\n|---|---|\n| a | string |\n```\n",
        "Steps\n\n1. **Open** the page.\n2. **Close** it.\n",
    ] {
        assert!(detect(&Document { path: "a.md", text }).is_none(), "{text}");
    }
}
