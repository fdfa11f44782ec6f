//! Readers of Markdown: blocks with their tables, sections with their lines, and front matter.

mod blocks;
mod front_matter;
mod sections;

pub use blocks::blocks;
pub use front_matter::{FrontMatter, front_matter};
pub use sections::{CodeBlock, Line, Section, SectionBlock, sections};
