//! The section of an operation on an SDK's page, and the tables and lists below its heading that say what is sent and
//! returned.

use super::{
    ClueWriter,
    block::{Block, TextBlock},
    http_line::sends_body,
    inline::InlineText,
    operation::{OperationParts, PageOperation, placeholder_of},
    operation_part::{Part, part_of},
    property_row::{PropertyRow, RowStyle, property_rows},
    table::{Row, Table},
};
use ringback_constraints::{
    clue::Column,
    spelling::{Spelling, is_known, spell},
};
use ringback_contract::{name::fold, pointer::escape, subject::Subject};

/// The section of an operation, block by block.
pub struct OperationSection {
    name: String,
    lines: [u32; 2],
    part: Part,
    call: Option<(String, String)>,
    about: Vec<TextBlock>,
    tables: Vec<(Option<&'static str>, Table)>,
    returns: Option<TextBlock>,
    statuses: Vec<Table>,
    media_types: [Vec<String>; 2],
    authorization: Vec<String>,
    scopes: Vec<String>,
    /// Text that none of this is.
    rest: Vec<TextBlock>,
}

impl OperationSection {
    /// The section under a heading.
    pub fn new(heading: &TextBlock) -> Self {
        Self {
            name: heading.text.trim_matches(['*', '`', ' ']).to_owned(),
            lines: heading.lines,
            part: Part::About,
            call: None,
            about: Vec::new(),
            tables: Vec::new(),
            returns: None,
            statuses: Vec::new(),
            media_types: [Vec::new(), Vec::new()],
            authorization: Vec::new(),
            scopes: Vec::new(),
            rest: Vec::new(),
        }
    }

    /// The name of the operation.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Says how the operation is called, unless that is known.
    pub fn called(&mut self, method: &str, path: &str) {
        self.call.get_or_insert_with(|| (method.to_owned(), path.to_owned()));
    }

    /// Takes the next block of the section.
    pub fn block(&mut self, block: Block) {
        match block {
            Block::Heading(heading) => self.part = part_of(&heading.text).unwrap_or(Part::Other),
            Block::Code(_) => {}
            Block::Table(table) => self.table(table),
            Block::Paragraph(block) | Block::Item(block) | Block::Term(block) | Block::Explanation(block) => {
                self.text(block);
            }
        }
    }

    fn table(&mut self, table: Table) {
        match &self.part {
            _ if is_status_table(&table) => self.statuses.push(table),
            Part::Parameters(place) => self.tables.push((*place, table)),
            _ if table.column("Type").is_some() && self.part != Part::Other => self.tables.push((None, table)),
            _ => self.rest.extend(table.rows.iter().map(|row| TextBlock {
                text: row.quote(),
                lines: [row.line; 2],
                ..TextBlock::default()
            })),
        }
    }

    fn text(&mut self, block: TextBlock) {
        let text = block.text.trim();
        let folded = text.to_lowercase();
        if block.is_links && !matches!(self.part, Part::Authorization | Part::Returns)
            || text.is_empty()
            || folded.starts_with("this endpoint does not need any parameter")
            || folded.starts_with("other parameters are passed through")
            || folded.starts_with("[back to")
        {
            return;
        }
        // "Requires ALL permissions:" stands wherever the generator put it; its list follows.
        if folded.starts_with("requires ") && (folded.contains("permission") || folded.contains("scope")) {
            self.part = Part::Authorization;
            self.scopes.extend(listed(text.split_once(':').map_or("", |(_, rest)| rest)));
            return;
        }
        match self.part {
            Part::About => self.about.push(block),
            Part::Returns => _ = self.returns.get_or_insert(block),
            Part::Authorization => self.authorized(text),
            Part::Headers => {
                if let Some((name, types)) = text.split_once(':') {
                    let at = usize::from(fold(name) == "accept");
                    let types = listed(types).into_iter().filter(|kind| kind.contains('/'));
                    self.media_types.get_mut(at).into_iter().for_each(|known| known.extend(types.clone()));
                }
            }
            // Go's template leaves a blank line in the table, which ends it for Markdown.
            Part::Parameters(_) if block.has_bars && !self.tables.is_empty() => {
                let rows = torn_off(&block);
                self.tables.last_mut().into_iter().for_each(|(_, table)| table.rows.extend(rows.clone()));
            }
            Part::Parameters(_) | Part::Statuses | Part::Other => self.rest.push(block),
        }
    }

    fn authorized(&mut self, text: &str) {
        if text.to_lowercase().starts_with("no authorization") {
            return;
        }
        for word in listed(text) {
            let name = word.split([' ', ':']).next().unwrap_or_default();
            match name.is_empty() {
                true => {}
                // A scope has a colon in its name, or stands in the list below its scheme.
                false if word.contains(':') || !self.scopes.is_empty() => self.scopes.push(scope(&word)),
                false if word.contains(' ') => {}
                false => self.authorization.push(name.to_owned()),
            }
        }
    }

    /// Writes the operation; without a method and a path only what was read of it is told.
    pub fn finish(self, writer: &mut ClueWriter) {
        let text = writer.text();
        let source = text.lines_source(self.lines, &*self.name);
        let Some((method, path)) = self.call.clone() else {
            let said = self.about.iter().chain(&self.rest).map(|block| block.text.as_str()).collect::<Vec<_>>();
            let message = format!(
                "the operation is not modelled: no method and path were found; the page says of it: {}",
                said.join("; ")
            );
            writer.finding("unread-operation", &Subject::of(escape(&self.name)), message, source);
            return;
        };
        let subject = PageOperation::subject(&method, &path);
        for block in &self.rest {
            let message = "what the section of an operation says beside parameters, results and statuses is not read";
            writer.finding("unread-section", &subject, message, text.lines_source(block.lines, &*block.text));
        }
        let style = RowStyle { is_sdk: true, ..RowStyle::default() };
        let mut rows: Vec<(PropertyRow, String)> = Vec::new();
        let mut body: Option<PropertyRow> = None;
        let mut undecided = Vec::new();
        // Go hands on a context, and its tables do not mark what is optional.
        let is_go = self.about.iter().any(|block| block.text.contains("(ctx"));
        for (place, table) in &self.tables {
            let marks_nothing = is_go || marks_nothing(table);
            for mut row in property_rows(text, std::slice::from_ref(table), style) {
                if is_context(&row) || row.name.is_empty() {
                    continue;
                }
                defaults_of_notes(&mut row, marks_nothing);
                if let Some(name) = placeholder_of(&path, &row.name) {
                    row.name = name.to_owned();
                    rows.push((row, "path".to_owned()));
                } else if is_body(&row, &method, *place) && body.is_none() {
                    body = Some(row);
                } else {
                    let said = [place.unwrap_or_default(), row.place.as_str()];
                    let said = said.into_iter().find(|place| is_place(place)).map(str::to_owned);
                    let guess =
                        if row.name.starts_with("X-") || row.name == "Authorization" { "header" } else { "query" };
                    if said.is_none() {
                        undecided.push(row.name.clone());
                    }
                    rows.push((row, said.unwrap_or_else(|| guess.to_owned())));
                }
            }
        }
        if !undecided.is_empty() {
            let message = format!(
                "the page does not say where these are sent; they are taken for parameters of the query: {}",
                undecided.join(", ")
            );
            writer.finding("inferred-place", &subject, message, source.clone());
        }
        let mut responses: Vec<(String, String, Option<PropertyRow>)> = Vec::new();
        for table in &self.statuses {
            responses.extend(table.rows.iter().filter_map(|row| status_row(writer, table, row)));
        }
        let returned = self.returns.as_ref().and_then(|block| returned(writer, block));
        if let Some(row) = returned {
            let successes: Vec<usize> = (0..responses.len())
                .filter(|at| {
                    responses.get(*at).is_some_and(|(status, _, kind)| status.starts_with('2') && kind.is_none())
                })
                .collect();
            match successes.is_empty() {
                true => responses.insert(0, ("2XX".into(), String::new(), Some(row))),
                false => successes.into_iter().for_each(|at| {
                    responses.get_mut(at).into_iter().for_each(|response| response.2 = Some(row.clone()));
                }),
            }
        }
        let doc = self.about.iter().map(|block| block.text.trim()).filter(|text| !is_signature(text, &self.name));
        let doc = doc.filter(|text| !text.starts_with("Wraps ")).collect::<Vec<_>>().join("\n\n");
        let parts = OperationParts {
            name: self.name,
            call: (method, path),
            source,
            doc,
            parameters: rows,
            body,
            responses,
            media_types: self.media_types,
            authorization: self.authorization,
            scopes: self.scopes,
        };
        parts.write(writer);
    }
}

/// The words of a list with commas, without marks of code.
fn listed(text: &str) -> Vec<String> {
    text.split(',')
        .map(|word| word.trim().trim_matches(['`', '*', '.', '\'', '"']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// A scope without what it means: `write:pets: modify pets`.
fn scope(word: &str) -> String {
    word.split_once(": ").map_or(word, |(scope, _)| scope).trim().to_owned()
}

/// The rows of a table that stand below a blank line.
fn torn_off(block: &TextBlock) -> Vec<Row> {
    let row = |(line, text): (u32, &str)| {
        let cell = |text: &str| {
            let mut cell = InlineText::default();
            cell.text = text.trim().to_owned();
            cell
        };
        let cells: Vec<InlineText> = text.split('|').map(cell).collect();
        Row { written: cells.len(), cells, line }
    };
    (block.lines[0]..).zip(block.text_lines()).map(row).collect()
}

/// Whether a table lists statuses: its first column says so, and has numbers.
pub fn is_status_table(table: &Table) -> bool {
    let heading = table.header.first().map(|cell| fold(&cell.text)).unwrap_or_default();
    let is_named = [
        "status",
        "statuscode",
        "code",
        "httpstatus",
        "httpcode",
        "responsecode",
        "httpstatuscode",
        "httpresponsecode",
    ]
    .contains(&heading.as_str());
    is_named && table.rows.iter().any(|row| status(row.text(0)).is_some())
}

/// The status that a cell names: `200`, `**404**`, `200 OK`, `default`.
fn status(text: &str) -> Option<String> {
    let word = text.trim_matches(['*', '`', ' ']).split([' ', ':']).next().unwrap_or_default();
    let is_code = word.len() == 3
        && word.starts_with(|c: char| ('1'..='5').contains(&c))
        && word.bytes().all(|byte| byte.is_ascii_digit());
    match word {
        "default" | "0" => Some("default".into()),
        _ => is_code.then(|| word.to_owned()),
    }
}

/// The status of a row, what it means, and the type of its body.
pub fn status_row(writer: &ClueWriter, table: &Table, row: &Row) -> Option<(String, String, Option<PropertyRow>)> {
    let status = status(row.text(0))?;
    let told =
        |names: &[&str]| names.iter().find_map(|name| table.column(name)).map(|at| row.text(at).trim().to_owned());
    let description = told(&["Description", "Meaning", "Reason", "Message"]).unwrap_or_default();
    let spelling = told(&["Type", "Schema", "Body", "Response type", "Model"]).filter(|text| is_type(text));
    let source = writer.text().lines_source([row.line; 2], row.quote());
    let kind = spelling.map(|spelling| PropertyRow { spelling, ..PropertyRow::named("", source) });
    Some((status, description, kind))
}

/// The type that a section says to be returned; `None` for nothing.
fn returned(writer: &ClueWriter, block: &TextBlock) -> Option<PropertyRow> {
    let text = block.text.trim().trim_matches(['*', '`', ' ']);
    let source = writer.text().lines_source(block.lines, &*block.text);
    is_type(text).then(|| PropertyRow { spelling: text.to_owned(), ..PropertyRow::named("", source) })
}

/// Whether a text spells a type of a body that is not empty.
fn is_type(text: &str) -> bool {
    let folded = text.to_lowercase();
    let is_nothing = ["void", "nil", "null", "none", "-", "()", "nothing"].contains(&folded.as_str());
    !text.is_empty() && !is_nothing && !folded.contains("empty response body") && text.split_whitespace().count() <= 3
}

/// What a language hands on beside the parameters: Go's context, a bag of options.
fn is_context(row: &PropertyRow) -> bool {
    row.name == "ctx" || row.spelling == "context.Context"
}

/// Whether a table marks nothing as optional and says nothing in its notes of what is: Go's tables.
fn marks_nothing(table: &Table) -> bool {
    let notes = table.column("Notes");
    notes.is_some_and(|at| table.rows.iter().all(|row| !row.text(at).contains("optional")))
        && table.rows.iter().any(|row| row.text(0).trim_matches('*') == "ctx")
        || notes.is_some_and(|at| table.rows.iter().all(|row| row.text(at).trim().is_empty())) && table.columns == 4
}

/// Takes defaults out of the notes of a row; notes of a table that marks nothing say nothing of presence.
fn defaults_of_notes(row: &mut PropertyRow, marks_nothing: bool) {
    let Some(notes) = row.notes.as_deref() else { return };
    let default = notes.split_once("[default to ").and_then(|(_, rest)| rest.split_once(']')).map(|(value, _)| value);
    if let Some(default) = default.map(str::to_owned)
        && marks_nothing
    {
        row.cells.push((Column::Default, default));
    }
    if marks_nothing {
        row.notes = None;
    }
}

fn is_place(word: &str) -> bool {
    matches!(word, "path" | "query" | "header" | "cookie")
}

/// Whether a row is the body of the request: it says so, or links a model in a call that sends one.
fn is_body(row: &PropertyRow, method: &str, place: Option<&str>) -> bool {
    let named = matches!(spell(&row.spelling), Spelling::Name(name) if !is_known(&name) && name.starts_with(char::is_uppercase));
    let is_model = named || row.link.as_deref().is_some_and(|link| !link.starts_with("http") || link.contains(".md"));
    match (place, row.place.as_str()) {
        (_, "body") => true,
        (Some(_), _) => false,
        (None, place) if is_place(place) => false,
        (None, _) => sends_body(method) && (is_model || fold(&row.name) == "body"),
    }
}

/// Whether a text is the signature in a language: `Callback createCallback(id, limit)`.
fn is_signature(text: &str, name: &str) -> bool {
    text.contains(&format!("{name}(")) && text.ends_with(')')
}
