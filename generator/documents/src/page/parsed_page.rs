//! A document whose blocks are parsed once, for the layouts that look whether it is one of theirs and for the one that reads it.

use super::{
    block::Block,
    markdown::{FrontMatter, front_matter},
    page_blocks::page_blocks,
};
use ringback_contract::document::Document;
use std::cell::OnceCell;

/// A document, its front matter, and its blocks once somebody asked for them.
pub struct ParsedPage<'d> {
    /// The document.
    pub document: Document<'d>,
    /// Its front matter.
    pub front: FrontMatter<'d>,
    blocks: OnceCell<Vec<Block>>,
}

impl<'d> ParsedPage<'d> {
    /// A page of which nothing but the front matter is parsed yet.
    pub fn of(document: Document<'d>) -> Self {
        Self { document, front: front_matter(document.text), blocks: OnceCell::new() }
    }

    /// The blocks below the front matter.
    pub fn blocks(&self) -> &[Block] {
        self.blocks.get_or_init(|| page_blocks(&self.front))
    }

    /// The same for a reader that takes them apart.
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks.into_inner().unwrap_or_else(|| page_blocks(&self.front))
    }
}
