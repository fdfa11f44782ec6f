//! Calls on a reference page: a heading or a line such as `POST /callbacks/{id}`, with parameters, bodies and statuses in the
//! sections below it.

use super::{
    ClueWriter,
    block::{Block, TextBlock},
    http_line::{METHODS, http_line, sends_body},
    operation::{OperationParts, placeholder_of},
    operation_section::{is_status_table, status_row},
    property_row::PropertyRow,
    table::Table,
    type_parts::{TypeParts, Types},
};

/// A longer paragraph with a method and a path says more than that.
const MAX_CALL: usize = 160;

/// A page with more calls is none that people read.
const MAX_CALLS: usize = 200;

/// The method and path of a block that says little else.
pub fn call_of(block: &TextBlock) -> Option<(&'static str, String)> {
    (block.text.len() < MAX_CALL).then(|| http_line(&block.text)).flatten()
}

/// Where the parameters under a heading are sent.
pub fn place_of(heading: &str) -> &'static str {
    let heading = heading.to_lowercase();
    let places = [("path", "path"), ("url", "path"), ("header", "header"), ("cookie", "cookie")];
    places.iter().find(|(word, _)| heading.contains(word)).map_or("query", |(_, place)| place)
}

/// A call, and the lines that are about it.
struct Call {
    name: String,
    method: &'static str,
    path: String,
    /// The words that name method and path.
    quote: String,
    lines: [u32; 2],
    first: u32,
    end: u32,
    depth: usize,
}

/// The calls of a page, and its parameters outside of bodies.
#[derive(Default)]
pub struct Calls {
    calls: Vec<Call>,
    parameters: Vec<(PropertyRow, String)>,
    statuses: Vec<Table>,
}

impl Calls {
    /// Notes the next section of the page: a heading with the blocks below it.
    pub fn section(&mut self, heading: &TextBlock, blocks: &[Block]) {
        if let Some(call) = self.calls.last_mut().filter(|call| heading.depth <= call.depth && call.end == u32::MAX) {
            call.end = heading.lines[0];
        }
        let texts = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(block) | Block::Item(block) => Some(block),
            // In code a call stands alone; a command line of some tool is an example.
            Block::Code(block) => {
                METHODS.iter().any(|method| block.text.trim_start().starts_with(method)).then_some(block)
            }
            Block::Table(_) | Block::Heading(_) | Block::Term(_) | Block::Explanation(_) => None,
        });
        self.statuses.extend(blocks.iter().filter_map(|block| match block {
            Block::Table(table) if is_status_table(table) => Some(table.clone()),
            _ => None,
        }));
        for block in std::iter::once(heading).chain(texts) {
            let Some((method, path)) = call_of(block).filter(|_| self.calls.len() < MAX_CALLS) else { continue };
            let path = without_server(&path);
            if self.calls.last().is_some_and(|call| call.method == method && call.path == path) {
                continue;
            }
            if let Some(before) = self.calls.last_mut().filter(|call| call.end == u32::MAX) {
                before.end = block.lines[0];
            }
            let is_named = !std::ptr::eq(block, heading) && !heading.text.trim().is_empty();
            let name = if is_named { heading.text.trim() } else { block.text.trim() };
            self.calls.push(Call {
                name: name.trim_matches(['`', '*']).to_owned(),
                method,
                path,
                quote: block.text.trim().to_owned(),
                lines: block.lines,
                first: heading.lines[0].min(block.lines[0]),
                end: u32::MAX,
                depth: heading.depth,
            });
        }
    }

    /// Whether a line is about a call.
    pub fn covers(&self, line: u32) -> bool {
        self.calls.iter().any(|call| call.covers(line))
    }

    /// Notes a parameter outside of bodies, with its place.
    pub fn parameter(&mut self, row: PropertyRow, place: &str) {
        self.parameters.push((row, place.to_owned()));
    }

    /// Writes the calls; the types of the page are what they send and return.
    pub fn write(mut self, writer: &mut ClueWriter, types: &Types) {
        for call in std::mem::take(&mut self.calls) {
            let covered = |row: &PropertyRow| call.covers(row.source.lines[0]);
            let (own, others) = std::mem::take(&mut self.parameters).into_iter().partition(|(row, _)| covered(row));
            self.parameters = others;
            let own: Vec<(PropertyRow, String)> = own;
            let parameters = own.into_iter().map(|(mut row, place)| match placeholder_of(&call.path, &row.name) {
                Some(name) => {
                    row.name = name.to_owned();
                    (row, "path".to_owned())
                }
                None => (row, place),
            });
            let inside = |parts: &&(&String, &TypeParts)| call.covers(parts.1.heading.lines[0].max(1));
            let described: Vec<(&String, &TypeParts)> =
                types.iter().filter(|(_, parts)| !parts.rows.is_empty()).collect();
            let described: Vec<_> = described.iter().filter(inside).collect();
            let whole = |name: &str, parts: &TypeParts| {
                // A type without a heading has the page's title, which stands nowhere else.
                let source = match parts.heading.text.is_empty() {
                    true => writer.text().lines_source(call.lines, &*call.quote),
                    false => writer.text().lines_source(parts.heading.lines, &*parts.heading.text),
                };
                PropertyRow { spelling: name.to_owned(), ..PropertyRow::named("", source) }
            };
            let body = described.iter().find(|(_, parts)| sends_body(call.method) && !is_returned(&parts.heading.text));
            let returned = described.iter().filter(|(_, parts)| is_returned(&parts.heading.text));
            let mut responses: Vec<_> = self
                .statuses
                .iter()
                .filter(|table| call.covers(table.line))
                .flat_map(|table| table.rows.iter().filter_map(|row| status_row(writer, table, row)))
                .collect();
            for (at, (name, parts)) in returned.enumerate() {
                let told = told_statuses(parts);
                responses.extend(
                    told.iter().map(|(status, has_body)| {
                        (status.clone(), String::new(), has_body.then(|| whole(name, parts)))
                    }),
                );
                if at > 0 || !told.is_empty() {
                    continue;
                }
                match responses.iter_mut().find(|(status, _, kind)| status.starts_with('2') && kind.is_none()) {
                    Some(response) => response.2 = Some(whole(name, parts)),
                    None => responses.insert(0, ("2XX".into(), String::new(), Some(whole(name, parts)))),
                }
            }
            let parts = OperationParts {
                name: call.name.clone(),
                call: (call.method.to_owned(), call.path.clone()),
                source: writer.text().lines_source(call.lines, &*call.quote),
                doc: String::new(),
                parameters: parameters.collect(),
                body: body.map(|(name, parts)| whole(name, parts)),
                responses,
                media_types: [Vec::new(), Vec::new()],
                authorization: Vec::new(),
                scopes: Vec::new(),
            };
            parts.write(writer);
        }
    }
}

impl Call {
    fn covers(&self, line: u32) -> bool {
        (self.first..self.end).contains(&line)
    }
}

/// Whether a heading is about what comes back.
fn is_returned(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["response", "return", "result", "reply"].iter().any(|word| heading.contains(word))
}

/// The statuses with which paragraphs about a type begin: "400 (bad request), 401 (unauthorized)". The type is the body of
/// those right above its properties, which are told with `true`; the others have none.
fn told_statuses(parts: &TypeParts) -> Vec<(String, bool)> {
    let properties = parts.rows.iter().map(|row| row.source.lines[0]).min().unwrap_or(u32::MAX);
    let above = parts.about.iter().filter(|block| block.lines[0] < properties);
    let told: Vec<Vec<String>> = above.map(|block| statuses(&block.text)).filter(|told| !told.is_empty()).collect();
    let last = told.len().saturating_sub(1);
    (0..).zip(told).flat_map(|(at, told)| told.into_iter().map(move |status| (status, at == last))).collect()
}

/// The statuses with which a text begins, each with its reason or alone: "200 OK", "204 (no content): …".
fn statuses(text: &str) -> Vec<String> {
    let status = |part: &str| {
        let (status, reason) = part.trim().split_at_checked(3)?;
        let begins = |c: char| c.is_uppercase() || matches!(c, '(' | ':' | '-' | '–');
        let is_told = reason.is_empty() || reason.trim_start().starts_with(begins) && !reason.starts_with('-');
        (matches!(status.parse(), Ok(200..=599_u16)) && is_told).then(|| status.to_owned())
    };
    text.split(',').map_while(status).collect()
}

/// The path of a URL without its server.
fn without_server(path: &str) -> String {
    match path.split_once("://").map(|(_, rest)| rest) {
        Some(rest) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/").to_owned(),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::statuses;

    #[test]
    fn statuses_at_the_beginning_of_a_line_are_read_and_other_numbers_are_not() {
        for (text, expected) in [
            ("400 (bad request), 401 (unauthorized), 429 (too many requests)", &["400", "401", "429"][..]),
            ("200 OK (what came of it)", &["200"]),
            ("204 (no content): it is gone, and nothing comes", &["204"]),
            ("404", &["404"]),
            ("200 callbacks are returned, 300 at most", &[]),
            ("200-300 (callbacks)", &[]),
            ("1000 (callbacks)", &[]),
            ("What comes with 200 (OK)", &[]),
            ("", &[]),
        ] {
            assert_eq!(statuses(text), expected, "{text}");
        }
    }
}
