//! Judges a JSON text by rule tables while it is read: only whether a rule is broken, not which.

use super::{
    broken::{broken_by_number, broken_by_text},
    elements::Elements,
    equal::equals,
    judge::holds as value_holds,
    number::is_integer,
    properties::Properties,
    reader::{Mark, Reader, Undecided},
    rule::{Bound, Check, Kind, Literal, Schema},
    scalar::Scalar,
};

/// The rules of what no rule is about.
pub static NO_RULES: Schema = Schema { name: "", rules: &[], sources: &[] };

/// Whether a JSON text breaks none of the rules. `false` is final only where no property stands twice: of two, the first is
/// judged too, though the last one counts.
///
/// # Errors
///
/// If that is not decided here.
pub fn text_holds(rules: &'static Schema, json: &[u8]) -> Result<bool, Undecided> {
    let mut reader = Reader::new(json)?;
    let holds = holds(rules, &mut reader)?;
    if holds {
        reader.end()?;
    }
    Ok(holds)
}

/// Whether the next value of a text breaks none of the rules. It is read to its end if it breaks none.
///
/// # Errors
///
/// If that is not decided here.
pub fn holds(rules: &'static Schema, reader: &mut Reader<'_>) -> Result<bool, Undecided> {
    match reader.peek()? {
        b'{' => reader.judging(|reader| {
            let mut properties = Properties::of(reader, rules)?;
            while properties.advance()? {
                if !properties.holds()? {
                    return Ok(false);
                }
            }
            properties.end_holds()
        }),
        b'[' => reader.judging(|reader| {
            let mut elements = Elements::of(reader, rules)?;
            while elements.advance()? {
                if !elements.holds()? {
                    return Ok(false);
                }
            }
            elements.end_holds()
        }),
        b'"' => {
            let text = reader.text()?;
            string_holds(rules, &text, reader)
        }
        _ => {
            let scalar = reader.scalar()?;
            scalar_holds(rules, &scalar, reader)
        }
    }
}

/// Whether a string, which was read, breaks none of the rules.
///
/// # Errors
///
/// If rules are nested too deeply.
pub fn string_holds(rules: &'static Schema, text: &str, reader: &mut Reader<'_>) -> Result<bool, Undecided> {
    for check in rules.rules {
        let holds = match check {
            Check::Types(kinds) => kinds.contains(&Kind::String),
            Check::MinLength(_) | Check::MaxLength(_) | Check::Pattern(_) | Check::Format(_) => {
                broken_by_text(check, text).is_none()
            }
            Check::Values(values) => values.iter().any(|value| matches!(value, Literal::Text(known) if *known == text)),
            check => {
                let inner = |schema, _| reader.judging(|reader| string_holds(schema, text, reader));
                combined(check, inner)?.unwrap_or(true)
            }
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a value without parts, which was read, breaks none of the rules.
///
/// # Errors
///
/// If rules are nested too deeply.
pub fn scalar_holds(rules: &'static Schema, scalar: &Scalar<'_>, reader: &mut Reader<'_>) -> Result<bool, Undecided> {
    if let Scalar::Text(text) = scalar {
        return string_holds(rules, text, reader);
    }
    for check in rules.rules {
        let holds = match check {
            Check::Types(kinds) => kinds.iter().any(|kind| is_of(*kind, scalar)),
            Check::Values(values) => values.iter().any(|literal| equals(literal, &scalar.to_value())),
            Check::Minimum(_)
            | Check::Maximum(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_)
            | Check::MultipleOf(_) => match scalar {
                Scalar::Integer(number) => integer_holds(check, *number),
                Scalar::Number(number) => broken_by_number(check, number).is_none(),
                _ => true,
            },
            check => {
                let inner = |schema, _| reader.judging(|reader| scalar_holds(schema, scalar, reader));
                combined(check, inner)?.unwrap_or(true)
            }
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_of(kind: Kind, scalar: &Scalar<'_>) -> bool {
    match (kind, scalar) {
        (Kind::Null, Scalar::Null)
        | (Kind::Boolean, Scalar::Boolean(_))
        | (Kind::Number, Scalar::Integer(_) | Scalar::Number(_))
        | (Kind::Integer, Scalar::Integer(_)) => true,
        (Kind::Integer, Scalar::Number(number)) => is_integer(number),
        _ => false,
    }
}

fn integer_holds(check: &Check, number: i64) -> bool {
    let wide = i128::from(number);
    match check {
        Check::Minimum(Bound::Integer(bound)) => wide >= *bound,
        Check::Maximum(Bound::Integer(bound)) => wide <= *bound,
        check => broken_by_number(check, &number.into()).is_none(),
    }
}

/// What remains of rules that only refer to others.
pub fn resolved(mut rules: &'static Schema) -> &'static Schema {
    // References in a circle say nothing.
    for _ in 0..16 {
        match rules.rules {
            [Check::Reference(others)] => rules = others,
            _ => break,
        }
    }
    rules
}

/// Whether an object or list that was read breaks no rule about the whole that all values may have. `None` for a rule that is
/// judged by the built value alone.
///
/// # Errors
///
/// If that is not decided here.
pub fn combined_holds(check: &'static Check, reader: &mut Reader<'_>, begin: Mark) -> Result<Option<bool>, Undecided> {
    let again = |schema, is_tried| whole(schema, is_tried, reader, begin);
    if let Some(holds) = combined(check, again)? {
        return Ok(Some(holds));
    }
    Ok(match check {
        Check::Values(_)
        | Check::PropertyNames(_)
        | Check::Contains { .. }
        | Check::UniqueItems
        | Check::UnevaluatedProperties(_)
        | Check::UnevaluatedItems(_) => None,
        _ => Some(true),
    })
}

/// Whether an object or list that was read breaks no rule of a schema, which it may break if it is only tried.
///
/// # Errors
///
/// If that is not decided here.
pub fn whole(rules: &'static Schema, is_tried: bool, reader: &mut Reader<'_>, begin: Mark) -> Result<bool, Undecided> {
    let end = reader.mark();
    reader.read_again(begin);
    let holds = if is_tried { reader.trying(|reader| holds(rules, reader)) } else { holds(rules, reader) };
    reader.return_to(end);
    holds
}

/// Whether a value that was read breaks none of the rules, judged after it is built.
///
/// # Errors
///
/// If it cannot be built.
pub fn by_value(rules: &'static Schema, reader: &Reader<'_>, begin: Mark) -> Result<bool, Undecided> {
    reader.value_since(begin).map(|value| value_holds(rules, &value, 0))
}

/// Whether a value breaks no rule that combines schemas. `holds` judges it by one of them, and is told whether it may break
/// it without a fault. `None` for all other rules.
fn combined(
    check: &'static Check,
    mut holds: impl FnMut(&'static Schema, bool) -> Result<bool, Undecided>,
) -> Result<Option<bool>, Undecided> {
    Ok(Some(match check {
        Check::Reference(schema) => holds(schema, false)?,
        Check::AllOf(schemas) => {
            for schema in *schemas {
                if !holds(schema, false)? {
                    return Ok(Some(false));
                }
            }
            true
        }
        Check::AnyOf(schemas) => {
            for schema in *schemas {
                if holds(schema, true)? {
                    return Ok(Some(true));
                }
            }
            false
        }
        Check::OneOf(schemas) => {
            let mut count = 0;
            for schema in *schemas {
                count += usize::from(holds(schema, true)?);
            }
            count == 1
        }
        Check::Not(schema) => !holds(schema, true)?,
        Check::If { test, then, otherwise } => {
            let schema = if holds(test, true)? { then } else { otherwise };
            holds(schema, false)?
        }
        Check::Never => false,
        _ => return Ok(None),
    }))
}
