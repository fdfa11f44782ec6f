//! One model in tables that are generated: each way to say what is required, in each kind of table and order of columns, with
//! the words that head columns in turn.

use super::one_model::{bell, rules};
use ringback_constraints::schema::schema;
use ringback_contract::input::Inputs;
use ringback_documents::read::read_documents;

/// Name, type, whether it is required, description.
const ROWS: [(&str, &str, bool, &str); 3] = [
    ("bellId", "string", true, "Which bell."),
    ("strength", "integer", false, "Must be between 1 and 9."),
    ("tone", "string", false, "Either `low` or `high`."),
];
/// A heading, and how a cell below it says that a property is required and that it is not.
const PRESENCE: [(&str, &str, &str); 14] = [
    ("Required", "yes", "no"),
    ("Required?", "true", "false"),
    ("Req.", "✓", ""),
    ("Mandatory", "Y", "N"),
    ("Mandatory?", "●", "○"),
    ("M/O/C", "M", "O"),
    ("M / O", "M", "O"),
    ("P", "M", "O"),
    ("Oblig.", "Y", "N"),
    ("Cardinality", "1..1", "0..1"),
    ("Occurs", "1", "0..1"),
    ("Presence", "mandatory", "optional"),
    ("Optional", "no", "yes"),
    ("Requirement", "Required", "Optional"),
];
const NAMES: [&str; 9] =
    ["Name", "Field", "Property", "Parameter", "Attribute", "Key", "Argument", "Element", "**Field name**"];
const TYPES: [&str; 7] = ["Type", "Data type", "Datatype", "Kind", "Format", "Schema", "Value"];
const DESCRIPTIONS: [&str; 6] = ["Description", "Meaning", "Notes", "Details", "Remarks", "Explanation"];

/// How a table is written.
#[derive(Clone, Copy, Debug)]
enum Writing {
    /// Markdown, with bars outside.
    Bars,
    /// Markdown without them.
    Bare,
    /// Markdown with names in code.
    Code,
    /// Markdown with bold names.
    Bold,
    /// HTML with a head.
    Html,
    /// HTML whose cells nobody closes, without header cells.
    Open,
}

const WRITINGS: [Writing; 6] =
    [Writing::Bars, Writing::Bare, Writing::Code, Writing::Bold, Writing::Html, Writing::Open];

fn table(writing: Writing, lines: &[Vec<String>], name_at: usize) -> String {
    let html = |text: &str| {
        let parts: Vec<&str> = text.split('`').collect();
        parts
            .chunks(2)
            .map(|pair| match pair {
                [plain, code] if parts.len() > 1 => format!("{plain}<code>{code}</code>"),
                _ => pair.concat(),
            })
            .collect::<String>()
            .replace("**", "")
    };
    let marked = |row: usize, at: usize, cell: &str| match (writing, row > 0 && at == name_at) {
        (Writing::Code, true) => format!("`{cell}`"),
        (Writing::Bold, true) => format!("**{cell}**"),
        (Writing::Html | Writing::Open, _) => html(cell),
        _ => cell.to_owned(),
    };
    let mut text = String::new();
    for (row, cells) in lines.iter().enumerate() {
        let cells: Vec<String> = cells.iter().enumerate().map(|(at, cell)| marked(row, at, cell)).collect();
        let dashes = if row == 0 { vec!["---"; cells.len()].join(" | ") } else { String::new() };
        text += &match writing {
            Writing::Html if row == 0 => {
                format!("<table><thead><tr><th>{}</th></tr></thead>\n", cells.join("</th><th>"))
            }
            Writing::Html => format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")),
            Writing::Open => format!("{}<tr><td>{}\n", if row == 0 { "<table>" } else { "" }, cells.join("<td>")),
            // In front of an empty cell a bar has to stand.
            Writing::Bare => {
                let bar = if cells[0].is_empty() { "| " } else { "" };
                format!("{bar}{}\n{dashes}{}", cells.join(" | "), if row == 0 { "\n" } else { "" })
            }
            _ if row == 0 => format!("| {} |\n| {dashes} |\n", cells.join(" | ")),
            _ => format!("| {} |\n", cells.join(" | ")),
        };
    }
    if matches!(writing, Writing::Html | Writing::Open) { text + "</table>\n" } else { text }
}

#[test]
fn one_model_is_read_alike_in_every_table() {
    let mut expected = bell();
    expected.as_object_mut().unwrap().sort_keys();
    let (mut pages, mut wrong) = (0, Vec::new());
    for (presence, (heading, yes, no)) in PRESENCE.iter().enumerate() {
        for writing in WRITINGS {
            for turn in 0..4 {
                pages += 1;
                let word = |words: &[&str]| words[pages % words.len()].to_owned();
                let head = vec![word(&NAMES), word(&TYPES), (*heading).to_owned(), word(&DESCRIPTIONS)];
                let row = |(name, kind, required, says): &(&str, &str, bool, &str)| {
                    vec![name, kind, if *required { yes } else { no }, says]
                        .into_iter()
                        .map(ToString::to_string)
                        .collect()
                };
                let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(ROWS.iter().map(row)).collect();
                lines.iter_mut().for_each(|cells| cells.rotate_left(turn));
                let text = format!("# Bell\n\n{}", table(writing, &lines, (4 - turn) % 4));
                let model = read_documents("test", &Inputs::from([("Bell.md".into(), text.clone())]), None).unwrap();
                let found = model.types.get("Bell").map(|kind| rules(&schema("test", kind)));
                if found.as_ref() != Some(&expected) {
                    let found = found.map_or_else(|| "nothing".to_owned(), |found| found.to_string());
                    wrong.push(format!("{presence} {writing:?} {turn}: {found}\n{text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {pages} are not read as {expected}:\n{}", wrong.len(), wrong.join("\n"));
}
