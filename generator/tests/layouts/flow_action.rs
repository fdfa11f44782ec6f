//! Flow-action pages: Markdown with a block of pseudo-JSON.

use crate::{found, page, quotes, read, told};

/// The clues about the properties of `Ring` in a block; line 1 is the first line of the block.
pub(super) fn block(text: &str) -> (Vec<String>, Vec<String>) {
    let page = page("flow-action", &format!("# Ring\n## Parameter object\n```\n{text}\n```\n"));
    let from_one = |line: String| {
        let (lines, rest) = line.split_once(' ').unwrap();
        let lines: Vec<String> =
            lines.split('-').map(|line| (line.parse::<usize>().unwrap() - 3).to_string()).collect();
        format!("{} {}", lines.join("-"), rest.replace("Ring/", ""))
    };
    let properties = told(&page).into_iter().filter(|line| line.contains("Ring/")).map(from_one).collect();
    (properties, page.findings.iter().map(|finding| finding.kind().to_owned()).collect())
}

#[test]
fn a_whole_page_is_told_in_its_order() {
    let text = "# RingBell<a name=\"ring\"></a>\n\nRings a bell\\. It may be heard\\.\n\n\
        ## Parameter object<a name=\"p\"></a>\n\n```\n{\n    \"Times\": [Optional] How often. At most 3.\n    \"Bell\": The bell,\n}\n```\n\n\
        ## Results and conditions<a name=\"r\"></a>\n\nNone\\. \n\n## Errors<a name=\"e\"></a>\n+ Jammed \\- if it is stuck\\.\n+ Lost\n\n\
        ## Corresponding block in the UI<a name=\"u\"></a>\n\n[Ring the bell](ring.md)";
    let page = page("flow-action", text);
    assert_eq!(
        told(&page),
        [
            "1 RingBell: declared",
            "3 RingBell: says Rings a bell.",
            "3 RingBell: says It may be heard.",
            "5 RingBell: type Object",
            "9 RingBell/Times: declared",
            "9 RingBell/Times: notes \"[Optional]\"",
            "9 RingBell/Times: says How often.",
            "9 RingBell/Times: says At most 3.",
            "10 RingBell/Bell: declared",
            "10 RingBell/Bell: notes \"\"",
            "10 RingBell/Bell: says The bell",
            "16 RingBell: under Results and conditions: None.",
            "19 RingBell: under Errors: Jammed - if it is stuck.",
            "20 RingBell: under Errors: Lost",
            "24 RingBell: under Corresponding block in the UI: Ring the bell",
        ]
    );
    assert_eq!(
        quotes(&page, "RingBell/Times"),
        ["\"Times\": [Optional] How often. At most 3.", "How often.", "At most 3."]
    );
    assert_eq!(found(&page), Vec::<String>::new());
    let bell = page.clues.iter().find(|clue| clue.subject.name() == Some("Times")).unwrap();
    assert_eq!(bell.around.siblings, ["Times", "Bell"]);
    assert_eq!((&*bell.around.notes, &*bell.around.spelling), ("[Optional]", ""));
    assert_eq!(page.clues[0].around.children, ["Times", "Bell"]);
}

#[test]
fn the_same_page_with_other_line_ends_and_anchors_of_their_own_is_told_alike() {
    let text = "# RingBell\n<a name=\"ring\"></a>\n\nRings.\n\n## Parameters\n<a name=\"p\"></a>\n\n~~~\n{\n\"Times\": Often.\n}\n~~~\n";
    let unix = page("flow-action", text);
    let dos = page("flow-action", &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(told(&unix), told(&dos));
    assert_eq!(told(&unix)[1], "4 RingBell: says Rings.");
    assert_eq!((found(&unix), found(&dos)), (vec![], vec![]));
}

#[test]
fn entries_nest_in_braces_and_brackets() {
    for (text, expected) in [
        (
            "{\n\"A\": { An object. Optional.\n  \"B\": inner\n}\n\"C\": outer\n}",
            &[
                "2 A: declared",
                "2 A: type Object",
                "2 A: notes \"\"",
                "2 A: says An object.",
                "2 A: says Optional.",
                "3 A/B: declared",
                "3 A/B: notes \"\"",
                "3 A/B: says inner",
                "5 C: declared",
                "5 C: notes \"\"",
                "5 C: says outer",
            ][..],
        ),
        (
            "\"A\": [Optional] {\n\"B\": inner\n},",
            &[
                "1 A: declared",
                "1 A: type Object",
                "1 A: notes \"[Optional]\"",
                "2 A/B: declared",
                "2 A/B: notes \"\"",
                "2 A/B: says inner",
            ],
        ),
        (
            "\"A\": Optional. {\n\"B\": inner }",
            &[
                "1 A: declared",
                "1 A: type Object",
                "1 A: notes \"\"",
                "1 A: says Optional.",
                "2 A/B: declared",
                "2 A/B: notes \"\"",
                "2 A/B: says inner",
            ],
        ),
        (
            "\"A\":\n{\n[Optional]\n\"B\": inner\n}",
            &[
                "1-3 A: declared",
                "1-3 A: type Object",
                "1-3 A: notes \"[Optional]\"",
                "4 A/B: declared",
                "4 A/B: notes \"\"",
                "4 A/B: says inner",
            ],
        ),
        (
            "\"A\": [ Many.\n{ one of them\n\"B\": inner\n}\n]",
            &[
                "1 A: declared",
                "1 A: type List<Object>",
                "1 A: notes \"\"",
                "1 A: says Many.",
                "2 A/[]: declared",
                "2 A/[]: says one of them",
                "3 A/[]/B: declared",
                "3 A/[]/B: notes \"\"",
                "3 A/[]/B: says inner",
            ],
        ),
        (
            "\"A\": [{ \"B\": one, \"C\": two }, {\"D\": three}]",
            &[
                "1 A: declared",
                "1 A: type List<Object>",
                "1 A: notes \"\"",
                "1 A/[]: declared",
                "1 A/[]/B: declared",
                "1 A/[]/B: says one",
                "1 A/[]/C: declared",
                "1 A/[]/C: says two",
                "1 A/[]/D: declared",
                "1 A/[]/D: says three",
            ],
        ),
        (
            "\"A\": [ ] A list of \"X\" and \"Y\". Static.\n\"B\": [ ] A list",
            &[
                "1 A: declared",
                "1 A: type List<String>",
                "1 A: notes \"\"",
                "1 A: says A list of \"X\" and \"Y\".",
                "1 A: says Static.",
                "2 B: declared",
                "2 B: type List",
                "2 B: notes \"\"",
                "2 B: says A list",
            ],
        ),
        (
            "\"A\": [ Optional.\n  More\n  \"X\",\n  \"Y\"\n]\n\"B\": [\"{{Z}}\"]",
            &[
                "1-2 A: declared",
                "1-2 A: type List<String>",
                "1-2 A: notes \"\"",
                "1-2 A: says Optional.",
                "1-2 A: says More",
                "3-4 A/[]: declared",
                "3-4 A/[]: says \"X\", \"Y\"",
                "6 B: declared",
                "6 B: type List<String>",
                "6 B: notes \"\"",
                "6 B/[]: declared",
                "6 B/[]: says \"{{Z}}\"",
            ],
        ),
        (
            "\"A\": { Only one.\n\"Key\": \"Value\" - the bell. Static.\n}",
            &[
                "1 A: declared",
                "1 A: type Map<String, String>",
                "1 A: notes \"\"",
                "1 A: says Only one.",
                "2 A/{}: declared",
                "2 A/{}: says the bell.",
                "2 A/{}: says Static.",
            ],
        ),
    ] {
        let (told, found) = block(text);
        assert_eq!(told, expected, "{text}");
        assert_eq!(found, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_words_of_an_entry_may_look_like_anything() {
    for (words, expected) in [
        ("How often.", &["says How often."][..]),
        ("How often,", &["says How often"]),
        ("How *often*. *Must be static*,", &["says How often.", "says Must be static"]),
        ("\"On\" or \"Off\". Static.", &["says \"On\" or \"Off\".", "says Static."]),
        ("One of [\"On\", \"Off\"], by day.", &["says One of [\"On\", \"Off\"], by day."]),
        ("Such as { \"a\": 1 } or } so.", &["says Such as { \"a\": 1 } or } so."]),
        ("\"Optional. How often.\"", &["says Optional.", "says How often."]),
        ("\"{{How often. Static.}}\",", &["says How often.", "says Static."]),
        ("400,", &["example = 400"]),
        ("true", &["example = true"]),
        (
            "Optional, how\n      often it\n\n      rings. Static.",
            &["says Optional, how often it rings.", "says Static."],
        ),
        ("one of\n \"On\" or\n \"Off\"", &["says one of \"On\" or \"Off\""]),
        ("🔔 \u{5d0}\u{5d1} */", &["says 🔔 \u{5d0}\u{5d1} */"]),
        ("", &[]),
    ] {
        let (told, found) = block(&format!("{{\n\"A\": {words}\n}}"));
        let last = 2 + words.matches('\n').count();
        let lines = if last == 2 { "2".to_owned() } else { format!("2-{last}") };
        let expected = ["declared", "notes \"\""].iter().chain(expected).map(|line| format!("{lines} A: {line}"));
        assert_eq!(told, expected.collect::<Vec<_>>(), "{words}");
        assert_eq!(found, Vec::<String>::new(), "{words}");
    }
}

#[test]
fn keys_survive_lost_and_doubled_quotes() {
    for (key, name) in [
        ("\"Bell\"", "Bell"),
        ("\"\"Bell\"", "Bell"),
        ("Bell\" ", "Bell"),
        ("\"Bell", "Bell"),
        ("\"a/b\"", "a~1b"),
        ("\"*/ 🔔\"", "*~1 🔔"),
        ("\"\u{202e}x\"", "\u{202e}x"),
    ] {
        let (told, found) = block(&format!("{{\n{key}: Rings.\n}}"));
        assert_eq!(told[0], format!("2 {name}: declared"));
        assert_eq!((told.len(), found.len()), (3, 0), "{key}");
    }
    assert_eq!(
        block("{\n\"A\": See below.\nNote: not a key.\n}").0[2..],
        ["2-3 A: says See below.", "2-3 A: says Note: not a key."]
    );
}

#[test]
fn what_is_wrong_with_a_block_is_told_with_its_line() {
    for (text, kind, properties) in [
        ("{\n\"A\": x", "unclosed-brace", 3),
        ("{\n\"A\": { x\n\"B\": y\n\"C\": z", "unclosed-brace", 10),
        ("{\n\"A\": [ x\n\"B\": y\n}", "unclosed-brace", 8),
        ("{\n\"A\": x\n}\n}", "unmatched-brace", 3),
        ("{\n\"A\": x\n]\n}", "unmatched-brace", 3),
        ("{\n{\n\"A\": x\n}\n}", "unexpected-brace", 3),
        ("{\n\"A\": x\n\"A\": y\n}", "duplicate-key", 3),
        ("{\n\"A\": [\n{ \"B\": x }\n[ \"c\" ]\n]\n}", "mixed-list", 7),
    ] {
        let (told, found) = block(text);
        assert_eq!(found, [kind], "{text}");
        assert_eq!(told.len(), properties, "{text}: {told:?}");
    }
    let page = page("flow-action", "# Ring\n## Parameters\n```\n{\n\"A\": { x\n\n");
    assert_eq!(found(&page), ["5 unclosed-brace/Ring", "4 unclosed-fence/Ring"]);
    assert!(page.findings[0].message.starts_with("line 5: expected a closing brace"), "{}", page.findings[0].message);
}

#[test]
fn of_a_key_that_occurs_twice_the_last_words_hold() {
    assert_eq!(block("{\n\"A\": x\n\"A\": y\n}").0, ["3 A: declared", "3 A: notes \"\"", "3 A: says y"]);
}

#[test]
fn a_page_without_a_block_or_a_title_still_declares_its_type() {
    let page = read("flow-action", "# Ring\n\nRings.\n\n## Parameter object\n\nLater.\n");
    assert_eq!(told(&page), ["1 Ring: declared", "3 Ring: says Rings.", "5 Ring: type Object", "7 Ring: says Later."]);
    assert_eq!(found(&page), ["5 no-parameter-block/Ring"]);
    assert_eq!(found(&read("flow-action", "")), ["1 no-title/Bell", "1 no-parameter-block/Bell"]);
}

#[test]
fn other_pages_are_no_flow_actions() {
    for text in [
        "",
        "# A\n```\n{}\n```",
        "# A\n## Parameter object\nLater.\n## Example\n```\n{}\n```",
        "Parameter object\n```\n```",
        "# A\n## Parameter object\nLater.\n### Example\n```\n{}\n```",
        "## Parameter object\nLater.\n# B\n### C\n```\n{}\n```",
    ] {
        let document = ringback_contract::document::Document { path: "a.md", text };
        assert!(ringback_documents::layouts::detect(&document).is_none(), "{text}");
    }
}

#[test]
fn a_page_that_says_that_there_are_no_parameters_describes_an_object_without_any() {
    for sentence in
        ["No parameters are expected\\.", "None\\.", "This action takes no parameters.", "There are no parameters."]
    {
        let page =
            page("flow-action", &format!("# Ring\n\n## Parameter object\n\n{sentence}\n\n## Results\n\nNone.\n"));
        assert_eq!(told(&page)[..2], ["1 Ring: declared", "3 Ring: type Object"], "{sentence}");
        assert_eq!(found(&page), [""; 0], "{sentence}");
    }
}
