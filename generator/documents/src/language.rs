//! Tells the clues of pages which programming language their types are of: that of the page itself, or of all other pages
//! of its folder that show one.

use crate::page::PageClues;
use ringback_constraints::{clue::Around, language::Language};
use std::{collections::BTreeSet, sync::Arc};

/// The languages that the pages of a folder show themselves to be of.
#[derive(Default)]
pub struct ShownLanguages(BTreeSet<Language>);

impl ShownLanguages {
    /// Notes the language of a page.
    pub fn add(&mut self, page: &PageClues) {
        self.0.extend(page.language);
    }

    /// The language of all pages that show one, if it is only one.
    pub fn common(&self) -> Option<Language> {
        self.0.first().copied().filter(|_| self.0.len() == 1)
    }
}

/// Completes the context of every clue of a page with its language, or the common one of the folder.
pub fn complete(page: &mut PageClues, common: Option<Language>) {
    let Some(language) = page.language.or(common) else { return };
    let mut last: Option<(Arc<Around>, Arc<Around>)> = None;
    let of_operations = page.operations.iter_mut().flat_map(|operation| &mut operation.clues);
    for clue in page.clues.iter_mut().chain(of_operations) {
        let known = last.as_ref().filter(|(old, _)| Arc::ptr_eq(old, &clue.around)).map(|(_, new)| new.clone());
        let new = known.unwrap_or_else(|| Arc::new(Around { language: Some(language), ..Around::clone(&clue.around) }));
        last = Some((std::mem::replace(&mut clue.around, new.clone()), new));
    }
}
