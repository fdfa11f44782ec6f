//! Hostile documents: every layout reads them in bounded time, and adds a finding.

use crate::read;
use ringback_documents::layouts::LAYOUTS;
use std::time::{Duration, Instant};

/// A few dozen kilobytes take far less, even unoptimised and on a busy machine; a reader that is quadratic takes longer.
const PATIENCE: Duration = Duration::from_secs(5);
const LONG: usize = 30_000;

fn fill(piece: &str) -> String {
    piece.repeat(LONG / piece.len())
}

/// A block in the place where each layout looks for it, and alone, with the layouts to read it.
fn everywhere(block: &str) -> Vec<(String, Vec<&'static str>)> {
    vec![
        (format!("# Ring\n## Parameters\n```\n{block}\n```\n"), vec!["flow-action"]),
        (format!("# Ring\n## Contents\n**x**\n\nType: Object\n\n{block}\n"), vec!["reference-list", "property-page"]),
        (format!("Acme · Schema\nBell\nProperties\n{block}\nJSON Schema\n{block}"), vec!["catalogue"]),
        (block.to_owned(), LAYOUTS.iter().map(|layout| layout.name).collect()),
    ]
}

#[test]
fn long_documents_are_read_in_time() {
    let mut blocks: Vec<String> = [
        "}",
        "]",
        "{",
        "[",
        "{{",
        "\"",
        "\"a",
        "\"a\": ",
        "\"a\": b\n",
        "\"a\": {}\n",
        "\"a\": [] ",
        "[x] ",
        "\"a\": [x]",
        ", ",
        ",\"a\"",
        "{}",
        "{{}",
        "} x ",
        "\n",
        " ",
        "\\",
        "a.",
        "a. ",
        "| a ",
        "| a | b | c |\n",
        "| Name | Type |\n",
        "a b c\n",
        "\r",
        "*",
        "<a>",
        "[[",
        "#\n",
        "> ",
        "**a**\n",
        "**a**\n\n",
        "+ **a**: b\n",
        "+ ",
        "```\n{\n```\n",
        "*a ",
        " May be",
        "\"a\" { b\n",
        "\u{1f514}",
        "\u{202e}*/",
    ]
    .iter()
    .flat_map(|piece| {
        [
            fill(piece),
            format!("{{ \"a\": {}", fill(piece)),
            format!("{{\"x\": \"{}\"}}", fill(piece)),
            format!("Name Type Description\n{}", fill(piece)),
        ]
    })
    .collect();
    blocks.push(format!("{{{}}}", fill("\"a\": b, ")));
    blocks.push(format!("{{ \"a\": b, {} {}", fill("\"a\": b, "), fill("}")));
    blocks.push(format!("{{\"properties\": {{{}\"z\": 1}}}}", fill("\"a\": {}, ")));
    blocks.push(format!("{{\"type\": [{}1]}}", fill("{\"$ref\": \"x:y\"}, ")));
    let properties: String =
        (0..LONG / 60).map(|n| format!("\"p{n}\": {{\"properties\": {{\"q\": {{\"type\": \"null\"}}}}}},\n")).collect();
    blocks.push(format!("{{\"properties\": {{{properties}\"z\": true}}}}"));
    let entries: String = (0..LONG / 30).map(|n| format!("\"p{n}\": {{ x\n\"q\": y\n}}\n")).collect();
    blocks.push(entries);
    for block in blocks {
        for (text, layouts) in everywhere(&block) {
            for layout in layouts {
                let begun = Instant::now();
                read(layout, &text);
                let start: String = block.chars().take(40).collect();
                assert!(begun.elapsed() < PATIENCE, "{layout} took {:?} for {start:?}", begun.elapsed());
            }
        }
    }
}

#[test]
fn ten_thousand_levels_are_told_as_too_deep_and_not_read() {
    for (open, layout, text) in [
        ("{\"a\":", "json-schema", "{}"),
        ("[", "json-schema", "{}"),
        ("{\"properties\":{\"a\":", "json-schema", "{}"),
        ("{\"a\":", "catalogue", "Acme · Schema\nBell\nProperties\nJSON Schema\n{}"),
        ("\"a\": {\n", "flow-action", "# Bell\n## Parameters\n```\n{}\n```\n"),
        ("{\"a\": ", "flow-action", "# Bell\n## Parameters\n```\n{}\n```\n"),
        ("\"a\": [\n[", "flow-action", "# Bell\n## Parameters\n```\n{}\n```\n"),
        ("{{", "flow-action", "# Bell\n## Parameters\n```\n{}\n```\n"),
    ] {
        let text = text.replace("{}", &open.repeat(10_000));
        let page = read(layout, &text);
        assert!(
            page.findings.iter().any(|finding| finding.kind() == "too-deep"),
            "{layout} {open:?}: {:?}",
            page.findings.len()
        );
        assert!(page.clues.iter().all(|clue| clue.subject.path.is_empty()), "{layout} {open:?}");
    }
}

#[test]
fn an_object_of_hostile_width_is_read_without_all_its_neighbours() {
    let properties: String = (0..2_000).map(|n| format!("\"p{n}\": {{\"properties\": {{\"q\": {{}}}}}}, ")).collect();
    let page = read("json-schema", &format!("{{\"properties\": {{{properties}\"z\": {{}}}}}}"));
    assert_eq!(page.clues.len(), 1 + 2 * 2_000 + 1);
    assert_eq!(page.findings.iter().map(|finding| finding.kind()).collect::<Vec<_>>(), ["too-large"]);
    let names: usize = page.clues.iter().map(|clue| clue.around.siblings.len()).sum();
    assert!(names < 1_100_000, "{names}");
}

#[test]
fn every_prefix_of_a_page_is_read() {
    let pages = [
        "# Ring \\(once\\)\n\nRings.\n\n## Parameters\n\n```\n{\n\"A\": [Optional] { x\n\"🔔\": [ ] \"é\",\n}\n\"B\": [ y\n{ \"C\": \"{{z}}\" }\n] }\n```\n+ e \\- f\n",
        "# Ring\n\nRings.\n\n## Contents\n\n ** [A](#a) **  <a name=\"a\"></a>\nHow é.\nType: Object  \nRequired: No\n\n+ **🔔**: Type: x\n\n**Tone**\n\nPattern: `^[a-z]*$`\n\n## End\nNone\n",
        "Acme · Schema\nBell\nProperties\n| Name | Type | Description |\n|---|---|---|\n| é\\| | string | 🔔 |\nJSON Schema\n{\"properties\": {\"é\\u00e9\": {\"type\": [1.5e3, null]}}}\nfooter",
    ];
    for page in pages {
        for (at, _) in page.char_indices() {
            for layout in LAYOUTS.iter().map(|layout| layout.name) {
                read(layout, &page[..at]);
                read(layout, &page[at..]);
            }
        }
    }
}
