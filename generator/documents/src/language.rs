//! Tells the clues of pages which programming language their types are of: that of the page itself, or of all other pages
//! of its folder that show one.

use crate::page::PageClues;
use ringback_constraints::{clue::Around, language::Language};
use std::{collections::BTreeSet, sync::Arc};

/// Completes the context of every clue with the language of its page.
pub fn complete(pages: &mut [PageClues]) {
    let shown: BTreeSet<Language> = pages.iter().filter_map(|page| page.language).collect();
    let common = shown.first().copied().filter(|_| shown.len() == 1);
    for page in pages {
        let Some(language) = page.language.or(common) else { continue };
        let mut last: Option<(Arc<Around>, Arc<Around>)> = None;
        for clue in &mut page.clues {
            let known = last.as_ref().filter(|(old, _)| Arc::ptr_eq(old, &clue.around)).map(|(_, new)| new.clone());
            let new =
                known.unwrap_or_else(|| Arc::new(Around { language: Some(language), ..Around::clone(&clue.around) }));
            last = Some((std::mem::replace(&mut clue.around, new.clone()), new));
        }
    }
}
