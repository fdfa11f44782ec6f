//! Rows that are nested in others: by marks before their names, by indentation, or by names with dots and brackets.

use super::{enum_values::innermost, property_row::PropertyRow};
use ringback_constraints::spelling::{Spelling, is_known, spell};
use ringback_contract::subject::{MAX_STEPS, Step};
use std::collections::HashSet;

/// A longer table has names of its own and none that lead elsewhere.
const MAX_ROWS: usize = 4_096;
/// A longer text does not spell a type.
const MAX_SPELLING: usize = 1_024;

/// A row before it is known in which other it is nested.
#[derive(Clone, Debug)]
pub struct FlatRow {
    /// The row.
    pub row: PropertyRow,
    /// The steps that its name writes.
    pub path: Vec<Step>,
    /// How many marks of nesting stand before its name.
    pub depth: usize,
    /// How far its name is indented.
    pub indent: usize,
}

/// The rows that are nested in no other, with their children.
pub fn nest(mut rows: Vec<FlatRow>) -> Vec<PropertyRow> {
    // The items of a list are all one deep.
    let least = rows.iter().map(|row| row.depth).min().unwrap_or_default();
    rows.iter_mut().for_each(|row| row.depth -= least);
    let has_marks = rows.iter().any(|row| row.depth > 0);
    let has_indents = rows.iter().any(|row| row.indent > 0);
    let mut roots = match has_marks || has_indents {
        true => by_level(rows, has_marks),
        false if rows.len() > MAX_ROWS => rows.into_iter().map(|flat| flat.row).collect(),
        false => by_path(rows),
    };
    roots.iter_mut().for_each(finish);
    roots
}

/// Nests each row in the nearest one above it that is less deep.
fn by_level(rows: Vec<FlatRow>, has_marks: bool) -> Vec<PropertyRow> {
    let mut roots = Vec::new();
    let mut open: Vec<(usize, PropertyRow)> = Vec::new();
    let close = |open: &mut Vec<(usize, PropertyRow)>, roots: &mut Vec<PropertyRow>| {
        if let Some((_, row)) = open.pop() {
            open.last_mut().map_or(&mut *roots, |(_, parent)| &mut parent.children).push(row);
        }
    };
    for flat in rows {
        let level = if has_marks { flat.depth } else { flat.indent };
        while open.last().is_some_and(|(other, _)| *other >= level) || open.len() > MAX_STEPS {
            close(&mut open, &mut roots);
        }
        // A name may write the way to it where others have marks.
        if level == 0 && flat.path.len() > 1 {
            insert(&mut roots, &flat.path, flat.row);
        } else {
            open.push((level, flat.row));
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// Nests rows whose names write the way to them: `phones[].number`, and `schedule.start` below `schedule`.
fn by_path(rows: Vec<FlatRow>) -> Vec<PropertyRow> {
    let names: HashSet<String> = rows.iter().filter_map(|flat| first(&flat.path)).map(String::from).collect();
    let whole: HashSet<String> = rows
        .iter()
        .filter(|flat| flat.path.iter().filter(|step| matches!(step, Step::Property(_))).count() == 1)
        .filter_map(|flat| first(&flat.path))
        .map(String::from)
        .collect();
    let mut roots: Vec<PropertyRow> = Vec::new();
    for mut flat in rows {
        let steps: Vec<Step> = flat.path.clone();
        let is_plain = steps.iter().all(|step| matches!(step, Step::Property(_)));
        let has_parent = first(&steps).is_some_and(|name| whole.contains(name));
        if steps.len() > 1 && is_plain && !has_parent && names.len() > 1 && !flat.row.printed.contains('[') {
            let message =
                format!("`{}` may be one name or name a nested property; it is read as nested", flat.row.printed);
            flat.row.oddities.push(("dotted-name", message));
        }
        insert(&mut roots, &steps, flat.row);
    }
    roots
}

fn first(path: &[Step]) -> Option<&str> {
    match path.first() {
        Some(Step::Property(name)) => Some(name),
        _ => None,
    }
}

/// Puts a row where its steps lead; objects on the way that have no row of their own are made.
fn insert(rows: &mut Vec<PropertyRow>, path: &[Step], row: PropertyRow) {
    let Some((Step::Property(name), rest)) = path.split_first() else { return };
    let between = rest.iter().take_while(|step| !matches!(step, Step::Property(_))).count();
    let (steps, deeper) = rest.split_at_checked(between).unwrap_or_default();
    if deeper.is_empty() && steps.is_empty() {
        rows.push(row);
        return;
    }
    let known = rows.iter().rposition(|other| other.name == *name);
    let at = known.unwrap_or_else(|| {
        rows.push(PropertyRow::named(name, row.source.clone()));
        rows.len() - 1
    });
    let Some(parent) = rows.get_mut(at) else { return };
    if !steps.is_empty() {
        parent.steps = steps.to_vec();
    }
    if deeper.is_empty() {
        // `tags[]` describes the property itself, a list.
        let steps = parent.steps.clone();
        *parent = PropertyRow { name: name.clone(), steps, children: std::mem::take(&mut parent.children), ..row };
        if parent.spelling.is_empty() || !matches!(spell(&parent.spelling), Spelling::List(_) | Spelling::Map(_)) {
            let inner = std::mem::take(&mut parent.spelling);
            parent.spelling = if inner.is_empty() || inner.eq_ignore_ascii_case("array") {
                "List".into()
            } else {
                format!("List<{inner}>")
            };
        }
    } else {
        insert(&mut parent.children, deeper, row);
    }
}

/// Gives a row with children the type of what holds them.
fn finish(row: &mut PropertyRow) {
    row.children.iter_mut().for_each(finish);
    if row.children.is_empty() {
        return;
    }
    let (steps, inner) = steps_of(&row.spelling);
    if row.steps.is_empty() {
        row.steps = steps;
    } else if row.spelling.is_empty() {
        row.spelling = "List".into();
    }
    // A type whose properties are listed here needs no page of its own.
    if let Spelling::Name(name) = spell(&inner)
        && !is_known(&name)
    {
        row.spelling = row.spelling.replace(&inner, "object");
    }
}

/// The steps from a value of a type to the object inside it, and the spelling of that object.
fn steps_of(spelling: &str) -> (Vec<Step>, String) {
    let spelling = spelling.trim();
    if spelling.len() > MAX_SPELLING {
        return (Vec::new(), spelling.to_owned());
    }
    let (mut steps, inner) = innermost(spelling);
    match spell(&inner) {
        Spelling::Name(name) if matches!(&*name.to_lowercase(), "list" | "array" | "set") => {
            steps.push(Step::Items);
            (steps, String::new())
        }
        _ => (steps, inner),
    }
}
