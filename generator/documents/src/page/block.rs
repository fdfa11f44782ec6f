//! The blocks of a page in order, whether it is written in Markdown or HTML: headings, paragraphs, items of lists, terms
//! with their explanations, tables.

use super::table::Table;

/// A block of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading; its depth is its level.
    Heading(TextBlock),
    /// A paragraph outside lists.
    Paragraph(TextBlock),
    /// An item of a list; its depth is that of the list, from 1.
    Item(TextBlock),
    /// A term of a definition list.
    Term(TextBlock),
    /// An explanation of the term above.
    Explanation(TextBlock),
    /// A table.
    Table(Table),
    /// A block of code as it is written.
    Code(TextBlock),
}

/// The text of a block and where it stands.
#[derive(Clone, Debug, Default)]
pub struct TextBlock {
    /// The text as a reader sees it.
    pub text: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// Whether its lines have bars like a table, though Markdown does not read it as one.
    pub has_bars: bool,
    /// The level of a heading, or the depth of an item.
    pub depth: usize,
    /// How many bytes at the beginning are bold or code.
    pub head: usize,
    /// Where lines begin after the first, as offsets in the text.
    pub breaks: Vec<usize>,
    /// The names by which links find it.
    pub anchors: Vec<String>,
    /// Whether all of it is links and what stands between them: a bar of navigation.
    pub is_links: bool,
}

impl TextBlock {
    /// The lines of the text.
    pub fn text_lines(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([self.text.len()]);
        starts
            .zip(ends)
            .filter_map(|(start, end)| Some(self.text.get(start..end)?.trim()))
            .filter(|line| !line.is_empty())
    }
}
