//! An object in a JSON text, property by property, each with the rules for it.

use super::{
    additional::Additional,
    json::Json,
    optional::Maybe,
    pattern::matches_rule,
    reader::{Mark, Reader, Undecided},
    rule::{Check, Kind, Schema},
    verdict::{NO_RULES, by_value, combined_holds, holds, resolved, whole},
};
use serde_json::Value;
use std::collections::HashSet;

/// An object in a text, property by property.
#[derive(Debug)]
pub struct Properties<'r, 'j> {
    reader: &'r mut Reader<'j>,
    rules: &'static Schema,
    has_patterns: bool,
    begin: Mark,
    /// The number of names that were kept before those of this object.
    before: usize,
    name: &'j str,
    /// The rules of the property that was read last, and where they stand.
    property: &'static Schema,
    at: usize,
    undocumented: Vec<(usize, Value)>,
    is_in_order: bool,
}

impl<'r, 'j> Properties<'r, 'j> {
    /// Begins with an object, the next value of the text.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn of(reader: &'r mut Reader<'j>, rules: &'static Schema) -> Result<Self, Undecided> {
        reader.peek()?;
        let (begin, before) = (reader.mark(), reader.kept_names());
        reader.opens(b'{')?;
        let rules = resolved(rules);
        Ok(Self {
            reader,
            rules,
            has_patterns: rules.rules.iter().any(|check| matches!(check, Check::PatternProperty(..))),
            begin,
            before,
            name: "",
            property: &NO_RULES,
            at: 0,
            undocumented: Vec::new(),
            is_in_order: true,
        })
    }

    /// Reads the name of the next property. `false` at the end of the object.
    ///
    /// # Errors
    ///
    /// If something else follows.
    #[inline]
    pub fn advance(&mut self) -> Result<bool, Undecided> {
        if !self.reader.follows(self.before == self.reader.kept_names(), b'}')? {
            return Ok(false);
        }
        self.name = self.reader.name()?;
        // Most objects have the order of their rules.
        match self.rules.rules.get(self.at) {
            Some(Check::Property(name, schema)) if *name == self.name => {
                self.at += 1;
                self.property = schema;
            }
            _ => self.find(),
        }
        Ok(true)
    }

    /// Looks for the rules of a property among all.
    fn find(&mut self) {
        let of = |(at, check): (usize, &'static Check)| match check {
            Check::Property(name, schema) if *name == self.name => Some((at, *schema)),
            _ => None,
        };
        let found: Option<(usize, &'static Schema)> = self.rules.rules.iter().enumerate().find_map(of);
        match found {
            Some((at, schema)) => {
                self.at = at + 1;
                self.property = schema;
            }
            None => self.property = self.rules_of_others(),
        }
    }

    /// The rules of a property that is not named.
    fn rules_of_others(&self) -> &'static Schema {
        let of = |check: &'static Check| match check {
            Check::AdditionalProperties { known, patterns, schema } => {
                let matches = |pattern: &&'static str| matches_rule(pattern, self.name).unwrap_or(true);
                let is_named = known.contains(&self.name) || patterns.iter().any(matches);
                Some(if is_named { &NO_RULES } else { *schema })
            }
            _ => None,
        };
        self.rules.rules.iter().find_map(of).unwrap_or(&NO_RULES)
    }

    /// The name of the property.
    pub fn name(&self) -> &'j str {
        self.name
    }

    /// Whether the property has this name.
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// How many properties were read.
    pub fn count(&self) -> usize {
        self.reader.kept_names() - self.before
    }

    /// Reads on after every field was looked at, in their order: `before` properties were read before that. What no field
    /// takes is undocumented; what an earlier one will take is out of order.
    ///
    /// # Errors
    ///
    /// If something else follows, or the value of an undocumented property breaks a rule.
    pub fn after_fields(&mut self, before: usize) -> Result<bool, Undecided> {
        if self.count() > before {
            self.is_in_order = false;
            return Ok(true);
        }
        let value = self.value()?;
        self.undocumented.push((self.count() - 1, value));
        self.advance()
    }

    /// Reads the value of a property that must not be null.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    #[inline]
    pub fn required<T: Json>(&mut self) -> Result<T, Undecided> {
        self.value()
    }

    /// Reads the value of an optional property. A null is left to the reader of built values, which keeps it.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    #[inline]
    pub fn optional<T: Json>(&mut self) -> Result<T, Undecided> {
        if self.reader.peek()? == b'n' { Err(Undecided) } else { self.value() }
    }

    /// Reads the value of an optional property that is declared under a condition.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    #[inline]
    pub fn conditional<T: Json>(&mut self) -> Result<T, Undecided> {
        self.optional()
    }

    /// Reads the value of an optional property that may be null.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    #[inline]
    pub fn maybe<T: Json>(&mut self) -> Result<Maybe<T>, Undecided> {
        if self.reader.peek()? != b'n' {
            return self.value().map(Maybe::Value);
        }
        if self.holds()? { Ok(Maybe::Null) } else { Err(Undecided) }
    }

    /// Reads the value of the property.
    ///
    /// # Errors
    ///
    /// If it breaks a rule, or is not read here.
    #[inline]
    pub fn value<T: Json>(&mut self) -> Result<T, Undecided> {
        self.judges_by_patterns()?;
        T::read_text(self.reader, self.property)
    }

    /// Whether the value of the property breaks no rule; it is not kept.
    ///
    /// # Errors
    ///
    /// If it is not read here.
    pub fn holds(&mut self) -> Result<bool, Undecided> {
        self.judges_by_patterns()?;
        holds(self.property, self.reader)
    }

    /// Judges the value by the patterns of names that match.
    fn judges_by_patterns(&mut self) -> Result<(), Undecided> {
        let rules = if self.has_patterns { self.rules.rules } else { &[] };
        for check in rules {
            let holds = match check {
                Check::PatternProperty(pattern, rules) => holds_by_pattern(pattern, rules, self.name, self.reader)?,
                _ => true,
            };
            if !holds {
                return Err(Undecided);
            }
        }
        Ok(())
    }

    /// Ends the object: what no field has taken, unless the whole object breaks a rule.
    ///
    /// # Errors
    ///
    /// If it breaks one, or is not judged here.
    pub fn end(mut self) -> Result<Additional, Undecided> {
        let is_twice = !self.undocumented.is_empty() && !self.are_names_unique();
        if !self.whole_holds()? || is_twice {
            return Err(Undecided);
        }
        let rest = if self.is_in_order && self.undocumented.is_empty() {
            Additional::new()
        } else {
            Additional::of_text(self.reader.names(self.before), std::mem::take(&mut self.undocumented))
        };
        self.reader.forget_names(self.before);
        Ok(rest)
    }

    /// Ends the object: whether the whole breaks no rule.
    ///
    /// # Errors
    ///
    /// If it is not judged here.
    pub fn end_holds(mut self) -> Result<bool, Undecided> {
        let holds = self.whole_holds()?;
        self.reader.forget_names(self.before);
        Ok(holds)
    }

    fn are_names_unique(&self) -> bool {
        const FEW: usize = 16;
        let names = self.reader.names(self.before);
        if names.len() <= FEW {
            return names.iter().enumerate().all(|(at, name)| !names.iter().skip(at + 1).any(|other| other == name));
        }
        let mut seen = HashSet::new();
        names.iter().all(|name| seen.insert(*name))
    }

    /// Whether an object that was read breaks none of the rules that are not about single properties.
    fn whole_holds(&mut self) -> Result<bool, Undecided> {
        let counts = |check: &Check| matches!(check, Check::MinProperties(_) | Check::MaxProperties(_));
        let rules = self.rules.rules;
        // The last of two properties with one name counts: the first one was judged here too.
        if (self.reader.is_trying() || rules.iter().any(counts)) && !self.are_names_unique() {
            return Err(Undecided);
        }
        let mut guess = 0;
        for check in rules {
            if let Check::Property(..) = check {
                continue;
            }
            let names = self.reader.names(self.before);
            let has = |name: &str| names.contains(&name);
            let holds = match check {
                Check::Types(kinds) => kinds.contains(&Kind::Object),
                Check::Required(name) => {
                    // They are required in the order in which they are declared.
                    let is_next = names.get(guess) == Some(name);
                    guess += usize::from(is_next);
                    is_next
                        || names.iter().position(|known| known == name).is_some_and(|at| {
                            guess = at + 1;
                            true
                        })
                }
                Check::MinProperties(least) => names.len() as u64 >= *least,
                Check::MaxProperties(most) => names.len() as u64 <= *most,
                Check::DependentRequired(name, others) => !has(name) || others.iter().all(|other| has(other)),
                Check::AtLeastOneOf(some) => some.iter().any(|name| has(name)),
                Check::NotTogether(some) => !some.iter().all(|name| has(name)),
                Check::DependentSchema(name, schema) => !has(name) || whole(schema, false, self.reader, self.begin)?,
                Check::PatternProperty(..) | Check::AdditionalProperties { .. } => true,
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

/// Whether the next value breaks none of the rules for names that match a pattern, if its name matches. It is not read yet
/// after that.
fn holds_by_pattern(
    pattern: &'static str,
    rules: &'static Schema,
    name: &str,
    reader: &mut Reader<'_>,
) -> Result<bool, Undecided> {
    if !matches_rule(pattern, name).map_err(|_| Undecided)? {
        return Ok(true);
    }
    let mark = reader.mark();
    let holds = holds(rules, reader)?;
    reader.return_to(mark);
    Ok(holds)
}
