//! What documents and payloads say does no harm in any format, and does not flood a reader.

use crate::drifts::*;
use pulldown_cmark::{Event as Markup, Options, Parser, Tag, TagEnd};
use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, Drift, Impact, Movement, Side};
use ringback_report::drift::{
    DriftFormat,
    comparison::{Comparison, State},
};
use serde_json::{Value, json};

/// What a document could try.
const HOSTILE: [&str; 15] = [
    "a | b || c",
    "`code` ``` ~~~",
    "--> <!-- x",
    "</details><script>alert(1)</script>",
    "<details open x",
    "%0A::error::x",
    "\n::error file=x::y\r\n| a |",
    "\u{1b}[2J\u{9b}31m\u{7}\u{0}\u{7f}",
    "\u{202e}turned\u{2066}\u{61c}\u{feff}\u{ffff}\u{1fffe}",
    "📞👩‍👩‍👧‍👦 ü",
    "@everyone #1 https://example.invalid www.example.invalid ![x](y) [a](1) {0}",
    "\\| \\",
    "a,b:c;d=e%",
    "",
    " # * - 1. > x",
];

fn changed(text: &str, impact: Impact) -> Change {
    let mut change = change(text, Side::Response, Movement::Narrowed, impact, text);
    change.owner = text.into();
    change.why = (impact == Impact::Undecided).then(|| text.into());
    change.witness = Some(json!({ text: text }));
    let source = Source { document: text.into(), lines: [0, u32::MAX], quote: text.into() };
    change.sources = [vec![source.clone(), source.clone()], vec![source]];
    change
}

fn with_hostile_names<'a>(text: &str, drift: &'a Drift) -> Comparison<'a> {
    Comparison::new(State::new(text), State::new(text).with_documents_in(text), drift)
}

/// Characters that no page may hold.
fn unseen(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{202e}' | '\u{2066}' | '\u{feff}' | '\u{ffff}' | '\u{1fffe}')
}

#[test]
fn hostile_texts_do_no_harm_in_any_format() {
    for text in HOSTILE {
        let drift = Drift::new(
            [Impact::Breaking, Impact::Undecided, Impact::Compatible].map(|impact| changed(text, impact)).into(),
            Vec::new(),
        );
        let comparison = with_hostile_names(text, &drift);
        for format in DriftFormat::ALL.iter().map(|format| format.name()) {
            let page = told(format, &comparison);
            assert!(!page.contains(unseen), "{text:?} as {format}: {page:?}");
            match format {
                "text" => {
                    assert!(page.lines().all(|line| !line.trim_start().starts_with("::")), "{page}");
                    assert_eq!(page.lines().count(), 17, "{page}");
                }
                "github" => {
                    assert_eq!(page.lines().count(), 4, "{page}");
                    page.lines().for_each(|line| annotation(line, text));
                }
                "json" | "sarif" => {
                    let page: Value = serde_json::from_str(&page).unwrap();
                    let told = if format == "json" {
                        &page["changes"][0]["witness"]
                    } else {
                        &page["runs"][0]["results"][0]["properties"]["witness"]
                    };
                    assert_eq!(*told, json!({ text: text }), "{format}");
                }
                "html" => {
                    // As many elements as for a text that is no markup at all.
                    let plain = Drift::new(
                        [Impact::Breaking, Impact::Undecided, Impact::Compatible]
                            .map(|impact| changed("x", impact))
                            .into(),
                        Vec::new(),
                    );
                    let plain = told(format, &with_hostile_names("x", &plain));
                    let elements = |page: &str| page.matches("</").count();
                    assert!(elements(&page) <= elements(&plain), "{page}");
                }
                _ => markup(&page),
            }
        }
        crate::sarif::page(&drift, "");
    }
}

/// An annotation says what it should, and its properties do not run into each other.
fn annotation(line: &str, text: &str) {
    let (level, rest) = line.strip_prefix("::").unwrap().split_once(' ').unwrap();
    assert!(["error", "warning", "notice"].contains(&level), "{line}");
    let (properties, message) = rest.split_once("::").unwrap();
    assert!(!message.contains('\n'));
    for property in properties.split(',') {
        let (name, value) = property.split_once('=').unwrap();
        assert!(["title", "file", "line", "endLine"].contains(&name), "{line}");
        assert!(!value.contains(':'), "{line}");
    }
    // What looks like an escape in the text is escaped itself.
    assert!(!text.contains("%0A") || line.contains("%250A"), "{line}");
}

/// Markdown as GitHub reads it: quotation marks and dashes stay as they are.
fn github() -> Options {
    Options::all() - Options::ENABLE_SMART_PUNCTUATION
}

/// Nothing is markup but what we wrote.
fn markup(page: &str) {
    let (mut opened, mut closed) = (0, 0);
    for event in Parser::new_ext(page, github()) {
        match event {
            Markup::Html(html) | Markup::InlineHtml(html) => {
                let ours = ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>", "<!-- -->"];
                let foreign = ours.iter().fold(html.to_string(), |html, ours| html.replace(ours, ""));
                assert!(!foreign.contains(['<', '>']), "{html:?}: {page}");
                opened += html.matches("<details>").count();
                closed += html.matches("</details>").count();
            }
            Markup::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Strikethrough) => {
                panic!("markup out of a text: {page}")
            }
            Markup::Text(text) => assert!(!text.contains("@everyone") || text.contains("details"), "{text}"),
            _ => {}
        }
    }
    assert_eq!(opened, closed, "{page}");
}

#[test]
fn no_cell_of_a_markdown_table_spills() {
    for text in HOSTILE {
        let drift = Drift::new(vec![changed(text, Impact::Breaking), changed(text, Impact::Undecided)], Vec::new());
        let page = told("markdown", &with_hostile_names(text, &drift));
        let (mut rows, mut cells, mut cell): (Vec<Vec<String>>, Vec<String>, Option<String>) = Default::default();
        for event in Parser::new_ext(&page, github()) {
            match event {
                Markup::Start(Tag::TableCell) => cell = Some(String::new()),
                Markup::End(TagEnd::TableCell) => cells.extend(cell.take()),
                Markup::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut cells)),
                Markup::End(TagEnd::TableHead) => cells.clear(),
                Markup::Text(text) | Markup::Code(text) => {
                    if let Some(cell) = &mut cell {
                        cell.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        // What cannot be seen is spelt out, and blanks at the ends of a cell are none of it.
        let shown: String = text
            .chars()
            .map(|c| match c {
                '\n' => "\\n".into(),
                '\r' => "\\r".into(),
                c if unseen(c) || c == '\u{200d}' => format!("\\u{{{:x}}}", u32::from(c)),
                c => c.to_string(),
            })
            .collect();
        assert_eq!(rows.len(), 2, "{text:?}: {page}");
        for row in &rows {
            let whole = if text.is_empty() { "the whole" } else { &shown };
            let at = [&row[1], &row[2], &row[4]].map(|cell| cell.trim().to_owned());
            assert_eq!(at, [&shown, whole, &shown].map(|cell| cell.trim().to_owned()), "{page}");
            assert_eq!((row.len(), row[3].as_str()), (5, "response"), "{page}");
        }
    }
}

#[test]
fn a_witness_of_ten_megabytes_is_cut_for_people_and_whole_for_tools() {
    let mut drift = little();
    let witness = json!({"a": "ü".repeat(5_000_000)});
    for change in &mut drift.changes {
        change.witness = None;
    }
    drift.changes[0].witness = Some(witness.clone());
    drift.changes[1].message = "x".repeat(1_000_000);
    for format in DriftFormat::ALL.iter().map(|format| format.name()) {
        let page = told(format, &compared(&drift));
        let whole = ["json", "sarif"].contains(&format);
        assert_eq!(page.len() > 10_000_000, whole, "{format}: {}", page.len());
        assert!(whole || page.len() < 10_000, "{format}: {}", page.len());
        assert!(whole || page.contains("bytes in all"), "{format}");
    }
    let page: Value = serde_json::from_str(&told("json", &compared(&drift))).unwrap();
    assert_eq!(page["changes"][0]["witness"], witness);
}

#[test]
fn a_thousand_changes_fit_into_a_comment_which_says_what_it_leaves_out() {
    let changes = (0..1_000).map(|index| {
        let impact = if index % 2 == 0 { Impact::Breaking } else { Impact::Compatible };
        change(&format!("/a{index}"), Side::Request, Movement::Narrowed, impact, &"long | ".repeat(30))
    });
    let drift = Drift::new(changes.collect(), Vec::new());
    let page = told("markdown", &compared(&drift));
    assert!(page.len() < 65_536, "{}", page.len());
    assert!(page.contains("more lines or sections: the JSON report has all"), "{page}");
    markup(&page);
    let page = told("text", &compared(&drift));
    assert_eq!(page.lines().filter(|line| line.starts_with("BREAKING ")).count(), 20, "the rest in a line each");
    assert_eq!(page.lines().filter(|line| line.starts_with("breaking   Order")).count(), 480);
}
