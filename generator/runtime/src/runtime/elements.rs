//! A list in a JSON text, element by element, each with the rules for it.

use super::{
    json::Json,
    reader::{Mark, Reader, Undecided},
    rule::{Check, Kind, Schema},
    verdict::{NO_RULES, by_value, combined_holds, holds, resolved},
};

/// A list in a text, element by element.
#[derive(Debug)]
pub struct Elements<'r, 'j> {
    reader: &'r mut Reader<'j>,
    rules: &'static Schema,
    begin: Mark,
    count: usize,
}

impl<'r, 'j> Elements<'r, 'j> {
    /// Begins with a list, the next value of the text.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn of(reader: &'r mut Reader<'j>, rules: &'static Schema) -> Result<Self, Undecided> {
        reader.peek()?;
        let begin = reader.mark();
        reader.opens(b'[')?;
        Ok(Self { reader, rules: resolved(rules), begin, count: 0 })
    }

    /// Whether there is another element.
    ///
    /// # Errors
    ///
    /// If something else follows.
    pub fn advance(&mut self) -> Result<bool, Undecided> {
        let follows = self.reader.follows(self.count == 0, b']')?;
        self.count += usize::from(follows);
        Ok(follows)
    }

    /// Reads the element.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    pub fn value<T: Json>(&mut self) -> Result<T, Undecided> {
        let rules = self.element()?;
        T::read_text(self.reader, rules)
    }

    /// Whether the element breaks no rule; it is not kept.
    ///
    /// # Errors
    ///
    /// If it is not read here.
    pub fn holds(&mut self) -> Result<bool, Undecided> {
        let rules = self.element()?;
        holds(rules, self.reader)
    }

    /// The rules of the element.
    fn element(&self) -> Result<&'static Schema, Undecided> {
        let at = self.count - 1;
        let mut rules = self.rules.rules.iter().filter_map(|check| match check {
            Check::Items(from, schema) if at >= *from => Some(*schema),
            Check::PrefixItem(index, schema) if at == *index => Some(*schema),
            _ => None,
        });
        match (rules.next(), rules.next()) {
            (Some(rules), None) => Ok(rules),
            (None, _) => Ok(&NO_RULES),
            _ => Err(Undecided),
        }
    }

    /// Ends the list: whether the whole breaks no rule.
    ///
    /// # Errors
    ///
    /// If it is not judged here.
    pub fn end_holds(self) -> Result<bool, Undecided> {
        for check in self.rules.rules {
            let holds = match check {
                Check::Types(kinds) => kinds.contains(&Kind::Array),
                Check::MinItems(least) => self.count as u64 >= *least,
                Check::MaxItems(most) => self.count as u64 <= *most,
                Check::Items(..) | Check::PrefixItem(..) => true,
                check => match combined_holds(check, self.reader, self.begin)? {
                    Some(holds) => holds,
                    None => return by_value(self.rules, self.reader, self.begin),
                },
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
