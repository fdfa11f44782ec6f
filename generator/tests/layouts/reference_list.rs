//! Lists of parameters: bold names one below the other, each with its type and its presence.

use crate::{found, page, quotes, read, told};
use ringback_contract::document::Document;
use ringback_documents::layouts::detect;

const PAGE: &str = "# RingBell<a name=\"ring\"></a>\n\nRings a bell\\.\n\n## Parameter object<a name=\"p\"></a>\n\nThe bell takes these\\.\n\n\
    **Tone**\n\nThe tone to ring\\. Static\\.\n\nType: String\n\nValid Values: LOW | HIGH\n\nRequired: Yes\n\n\
    **Times**\nHow often it\nrings\\.\nType: Integer\nValid Range: Minimum value of 0\\. Maximum value of 9\\.\nRequired: No\n\n\
    **Media**\n\nWhat is shown\\.\n\nType: Object\n\nRequired: No\n+ **Uri**: Where it is\\.\n+ **Kind** \\- Its kind\\. The only supported kind is Gong\\.\n\n  Required: Yes\n\n\
    **Note**\n\nBells are loud\\.\n\n## Errors<a name=\"e\"></a>\n+ Lost\n";

#[test]
fn a_whole_page_is_told_in_its_order() {
    let page = page("reference-list", PAGE);
    assert_eq!(
        told(&page),
        [
            "1 RingBell: declared",
            "5 RingBell: type Object",
            "7 RingBell: says The bell takes these.",
            "9 RingBell/Tone: declared",
            "13 RingBell/Tone: type String",
            "17 RingBell/Tone: notes \"[required]\"",
            "11 RingBell/Tone: says The tone to ring.",
            "11 RingBell/Tone: says Static.",
            "15 RingBell/Tone: says Valid Values: LOW | HIGH",
            "19 RingBell/Times: declared",
            "22 RingBell/Times: type Integer",
            "24 RingBell/Times: notes \"[optional]\"",
            "20-21 RingBell/Times: says How often it rings.",
            "23 RingBell/Times: says Valid Range: Minimum value of 0.",
            "23 RingBell/Times: says Maximum value of 9.",
            "26 RingBell/Media: declared",
            "30 RingBell/Media: type Object",
            "32 RingBell/Media: notes \"[optional]\"",
            "28 RingBell/Media: says What is shown.",
            "38 RingBell/Media: says Note",
            "40 RingBell/Media: says Bells are loud.",
            "33 RingBell/Media/Uri: declared",
            "33 RingBell/Media/Uri: says Where it is.",
            "34 RingBell/Media/Kind: declared",
            "36 RingBell/Media/Kind: notes \"[required]\"",
            "34 RingBell/Media/Kind: says Its kind.",
            "34 RingBell/Media/Kind: says The only supported kind is Gong.",
            "3 RingBell: says Rings a bell.",
            "43 RingBell: under Errors: Lost",
        ]
    );
    assert_eq!(found(&page), Vec::<String>::new());
    assert_eq!(quotes(&page, "RingBell/Tone")[..3], ["Tone", "Type: String", "Required: Yes"]);
    let of = |name: &str| page.clues.iter().find(|clue| clue.subject.name() == Some(name)).unwrap();
    assert_eq!(of("Times").around.siblings, ["Tone", "Times", "Media"]);
    assert_eq!((&*of("Times").around.spelling, &*of("Times").around.notes), ("Integer", "[optional]"));
    assert_eq!(of("Media").around.children, ["Uri", "Kind"]);
    assert_eq!(page.clues[0].around.children, ["Tone", "Times", "Media"]);
}

/// The clues about the properties of `Ring` in a list, without line numbers.
fn list(text: &str) -> Vec<String> {
    let page = page("reference-list", &format!("# Ring\n## Contents\n{text}\n"));
    let properties = told(&page).into_iter().filter(|line| line.contains("Ring/"));
    properties.map(|line| line.split_once(' ').unwrap().1.replace("Ring/", "")).collect()
}

#[test]
fn a_name_may_be_written_in_many_ways() {
    for text in [
        "**Tone**\n\nHow.\n\nType: String",
        "**Tone**  \nHow.  \nType: String",
        " ** [Tone](#a_tone) **   <a name=\"a\"></a>\nHow.  \nType: String",
        " ** Tone ** \nHow.\nType: String",
        "__Tone__:\nHow.\nType: String",
        "**Tone:** How.\n\nType: String",
        "**Tone** — How.\n\nType: String",
        "+ **Tone**: How.\n\n  Type: String",
        "+ **Tone**\n\n  How.\n\n  Type: String\n",
        "### [ Loud ]\n**Tone**\n\nHow.\n\nType: String",
    ] {
        assert_eq!(list(text), ["Tone: declared", "Tone: type String", "Tone: says How."], "{text}");
    }
    for text in
        ["**Note** that it rings.", "**It rings**\n\nso.", "**Tone** of it.", "*Big*\n\nso.", "**Important**\n\nso."]
    {
        let told = list(&format!("**Tone**\n\nType: String\n\n{text}"));
        assert!(told.iter().all(|line| line.starts_with("Tone: ")), "{told:?}");
    }
}

#[test]
fn what_is_listed_below_a_parameter_is_part_of_what_its_type_can_hold() {
    let bullets = "+ **Uri**: Where.\n+ **Kind**: What.";
    let below = |place: &str| {
        ["Uri: declared", "Uri: says Where.", "Kind: declared", "Kind: says What."].map(|line| format!("{place}{line}"))
    };
    assert_eq!(list(&format!("**A**\n\nType: Bell object\n{bullets}"))[2..], below("A/"));
    assert_eq!(list(&format!("**A**\n\nType: Array of Bell objects\n{bullets}"))[2..], below("A/[]/"));
    assert_eq!(
        list(&format!("**A**\n\nType: String\n{bullets}")),
        ["A: declared", "A: type String", "A: says Uri - Where.", "A: says Kind - What."]
    );
    let untyped = list(&format!("**A**\n{bullets}\n\n**B**\n\nType: String"));
    assert_eq!(untyped[..3], ["A: declared", "A: type Object", "A/Uri: declared"]);
    let nested = list("+ **A**\n\n  Type: Object\n  + **B**: In.\n    + **C**: Deeper.\n+ **D**: Out.");
    assert!(nested.contains(&"A/B/C: says Deeper.".into()) && nested.contains(&"D: says Out.".into()), "{nested:?}");
}

#[test]
fn lines_with_labels_are_told_as_they_are() {
    assert_eq!(
        list(
            "**A**  \nSo.  \nType: Array of strings  \nArray Members: Minimum number of 1 item. Maximum number of 5 items.  \nPattern: ^[a-z]*. [A-Z]*$  \nRequired: Conditional"
        ),
        [
            "A: declared",
            "A: type List<String>",
            "A: says So.",
            "A: says Array Members: Minimum number of 1 item.",
            "A: says Maximum number of 5 items.",
            "A: says Pattern: ^[a-z]*. [A-Z]*$",
            "A: says Required: Conditional",
        ]
    );
    assert_eq!(
        list("**A**\n\nType: Timestamp\n\n**B**\n\nType: String to string map"),
        ["A: declared", "A: says Type: Timestamp", "B: declared", "B: type Map<String, String>"]
    );
    let again = read("reference-list", "# Ring\n## Contents\n**A**\n\nType: String\n\n**A**\n\nType: Integer\n");
    assert_eq!(found(&again), ["3 duplicate-key/Ring/A"]);
    assert_eq!(told(&again)[2..], ["7 Ring/A: declared", "9 Ring/A: type Integer"]);
}

#[test]
fn other_pages_are_no_lists() {
    for text in [
        "",
        "# A\n**B**\n\nType: String\n",
        "# A\n## Contents\nType: String\n",
        "# A\n## Contents\n**B**\n\nSo.\n",
        "# A\n## Contents\nNone.\n## Other\n**B**\n\nType: String\n",
        "# A\n## Table of contents\n**B**\n\nType: String\n",
    ] {
        let layout = detect(&Document { path: "a.md", text }).map(|layout| layout.name);
        assert_ne!(layout, Some("reference-list"), "{text}");
    }
    let fenced = PAGE.replace("The bell takes these\\.", "```\n{\n\"Tone\": Low.\n}\n```");
    assert_eq!(detect(&Document { path: "a.md", text: &fenced }).unwrap().name, "flow-action");
    assert_eq!(found(&read("reference-list", "")), ["1 no-title/Bell", "1 no-parameter-list/Bell"]);
}
