//! Unusual flow-action pages: placeholders, wrappers, missing marks, several forms of one object.

use super::flow_action::block;
use crate::{found, page, told};

#[test]
fn a_placeholder_under_a_placeholder_key_stands_for_all_entries() {
    for key in ["Key", "Type"] {
        let (told, found) =
            block(&format!("\"A\": [Optional] {{ Bells.\n\"{key}\": \"Value\" Both may be static.\n}}"));
        assert_eq!(
            told,
            [
                "1 A: declared",
                "1 A: type Map<String, String>",
                "1 A: notes \"[Optional]\"",
                "1 A: says Bells.",
                "2 A/{}: declared",
                "2 A/{}: says Both may be static.",
            ]
        );
        assert_eq!(found, Vec::<String>::new());
    }
    let (told, _) = block("\"A\": { Bells.\n\"Type\": \"Value\" Both may be static.\n\"Tone\": Low.\n}");
    assert!(told.contains(&"2 A/Type: declared".into()) && told.contains(&"1 A: type Object".into()), "{told:?}");
}

#[test]
fn an_object_under_a_lone_key_that_names_the_block_is_the_block() {
    for text in [
        "\"Parameters\":\n{\n\"A\": x\n}",
        "{\n\"Parameters\": {\n\"A\": x\n}\n}",
        "\"Parameters\":\n{\n\"A\": x\n",
        "\"Parameters\": {\n\n\"A\": x\n}\n}",
    ] {
        let (told, found) = block(text);
        assert_eq!(told, ["3 A: declared", "3 A: notes \"\"", "3 A: says x"], "{text}");
        assert!(found.contains(&"wrapped-parameters".into()), "{found:?}");
    }
    for text in [
        "{\n\"Parameters\": Many.\n}",
        "{\n\"Parameters\": {}\n}",
        "{\n\"Bells\": {\n\"A\": x\n}\n}",
        "{\n\"Parameters\": {\n\"A\": x\n}\n\"B\": y\n}",
    ] {
        let (told, found) = block(text);
        assert_eq!(told[0].split_once(' ').map(|(_, rest)| rest.ends_with("s: declared")), Some(true), "{told:?}");
        assert_eq!(found, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_colon_or_a_quote_may_be_missing_before_a_brace() {
    for key in ["\"A\"", "\"A:", "\"A\":"] {
        let (told, found) = block(&format!("{{\n{key} {{ A map of bells.\n}}\n\"B\": y\n}}"));
        let expected =
            ["2 A: declared", "2 A: type Object", "2 A: notes \"\"", "2 A: says A map of bells.", "4 B: declared"];
        assert_eq!(told[..5], expected, "{key}");
        assert_eq!(found, Vec::<String>::new(), "{key}");
    }
    assert_eq!(block("{\n\"A\": Such as\n\"B\" {1}, say\n}").0.len(), 3);
}

/// Two forms of one object, in tabs.
const TABS: &str = "# Ring\n\n## Parameter object\n\nRing one of two.\n\n------\n#### [ Big ]\n\n```\n{\n\"Times\": [Optional] How often. At most 3.\n\
    \"Big\": { The big bell.\n\"Tone\": Low.\n}\n\"Wire\": [ ] A list\n}\n```\n\n------\n#### [ Small \\(old\\) ]\n\n```\n{\n\
    \"Times\": [Optional] How often. At most 5.\n\"Small\": The small bell.\n}\n```\n\n------\n\n## Errors\n+ Lost\n";

#[test]
fn blocks_in_tabs_are_forms_of_one_object() {
    let page = page("flow-action", TABS);
    assert_eq!(
        told(&page),
        [
            "1 Ring: declared",
            "3 Ring: type Object",
            "12 Ring/Times: declared",
            "12 Ring/Times: notes \"[Optional]\"",
            "12 Ring/Times: says How often.",
            "12 Ring/Times: says At most 3.",
            "25 Ring/Times: says At most 5.",
            "13 Ring/Big: declared",
            "13 Ring/Big: type Object",
            "13 Ring/Big: says The big bell.",
            "14 Ring/Big/Tone: declared",
            "14 Ring/Big/Tone: notes \"\"",
            "14 Ring/Big/Tone: says Low.",
            "16 Ring/Wire: declared",
            "16 Ring/Wire: type List",
            "16 Ring/Wire: says A list",
            "26 Ring/Small: declared",
            "26 Ring/Small: says The small bell.",
            "5 Ring: says Ring one of two.",
            "33 Ring: under Errors: Lost",
        ]
    );
    assert_eq!(found(&page), ["11 alternative-parameter-objects/Ring"]);
    assert!(page.findings[0].message.ends_with(": Big, Wire, Small"), "{}", page.findings[0].message);
    assert_eq!(page.findings[0].sources.iter().map(|source| source.lines[0]).collect::<Vec<_>>(), [11, 24]);
    let tone = page.clues.iter().find(|clue| clue.subject.name() == Some("Small")).unwrap();
    assert_eq!(tone.around.siblings, ["Times", "Big", "Wire", "Small"]);
}

#[test]
fn what_is_shown_as_an_example_is_no_form_of_the_object() {
    let block = "# Ring\n## Parameters\n```\n{\n\"A\": x\n}\n```\n";
    for more in [
        "```\n{ \"B\": 1 }\n```\n",
        "For example:\n\n```\n{ \"B\": y }\n```\n",
        "```\ncurl bell\n```\n",
        "### Other\n```\n{ \"B\": y }\n```\n",
        "## Other\n### [ Tab ]\n```\n{ \"B\": y }\n```\n",
    ] {
        let page = page("flow-action", &format!("{block}{more}"));
        assert!(told(&page).iter().all(|line| !line.contains("Ring/B")), "{more}");
        assert_eq!(found(&page), Vec::<String>::new(), "{more}");
    }
    let page = page("flow-action", &format!("{block}or\n```\n{{ \"B\": y }}\n```\n"));
    assert_eq!(found(&page), ["4 alternative-parameter-objects/Ring"]);
}
