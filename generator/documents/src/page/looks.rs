//! Says what a page looks like of which nothing was read, and what it lacks.

use super::{block::Block, columns::Meaning, markdown::front_matter, page_blocks::page_blocks, property_row::columns};

/// So many headers of tables are told.
const MAX_TABLES: usize = 3;

/// What a page looks like and lacks, as the end of a sentence.
pub fn like(text: &str) -> String {
    if text.trim_start().starts_with(['{', '[']) {
        return "it looks like JSON, without a key that schemas have".into();
    }
    let (mut tables, mut items, mut code, mut words) = (Vec::new(), 0, 0, 0);
    for block in page_blocks(&front_matter(text)) {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Item(_) | Block::Term(_) => items += 1,
            Block::Code(_) => code += 1,
            Block::Paragraph(_) | Block::Explanation(_) | Block::Heading(_) => words += 1,
        }
    }
    let header = |table: &super::table::Table| {
        let texts: Vec<&str> = table.header.iter().map(|cell| cell.text.as_str()).collect();
        let lacks = match columns(table).at(Meaning::Name) {
            None => "no column of names",
            Some(_) => "no column of types, of what is required or of another rule",
        };
        format!("{} ({lacks})", texts.join(" | "))
    };
    match (tables.as_slice(), items, code, words) {
        ([], 0, 0, 0) => "it is empty".into(),
        ([], 0, 0, _) => "it looks like prose, without a table or list of properties".into(),
        ([], 0, _, _) => "it looks like prose with code, without a table or list of properties".into(),
        ([], items, ..) => {
            format!(
                "it has {items} items of lists, of which none gives a property with its type or whether it is required"
            )
        }
        (tables, ..) => {
            let told: Vec<String> = tables.iter().take(MAX_TABLES).map(header).collect();
            let many = if tables.len() == 1 { "a table".into() } else { format!("{} tables", tables.len()) };
            format!("it has {many}: {}", told.join("; "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn what_is_missing_is_told() {
        for (text, expected) in [
            ("", "it is empty"),
            ("{\"name\": 1}", "it looks like JSON, without a key that schemas have"),
            ("# A\n\nWords.", "it looks like prose, without a table or list of properties"),
            ("# A\n\n|City|Land|\n|-|-|\n|Bern|CH|\n", "it has a table: City | Land (no column of names)"),
        ] {
            assert_eq!(like(text), expected, "{text}");
        }
    }
}
