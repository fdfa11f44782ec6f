//! Laws about the readings of clues.

use super::{clue, constraints};
use ringback_constraints::constraint::{Constraint, Reading};
use std::{collections::BTreeSet, path::Path};

#[test]
fn every_kind_has_an_example() {
    for (name, examples) in Constraint::examples() {
        assert!(!examples.is_empty(), "{name}");
    }
}

#[test]
fn an_example_is_read_by_its_kind_and_by_no_other() {
    for (name, examples) in Constraint::examples() {
        for example in examples {
            let readings = Constraint::read(&clue(&example));
            let whole: Vec<&Reading> =
                readings.iter().filter(|reading| !matches!(reading, Reading::Part(..) | Reading::Again(_))).collect();
            assert_eq!(whole, [&example.reading], "{name}: {:?}", example.content);
            if let Reading::This(constraint) | Reading::Owner(constraint) = &example.reading {
                let other = (name, constraint.name()) == ("enumeration", "open_enum");
                assert!(constraint.name() == name || other, "{name}: {constraint:?}");
            }
        }
    }
}

#[test]
fn a_constraint_survives_json() {
    for (name, constraint, _) in constraints() {
        let json = serde_json::to_string(&constraint).unwrap();
        assert_eq!(serde_json::from_str::<Constraint>(&json).unwrap(), constraint, "{name}: {json}");
    }
}

#[test]
fn the_folder_is_the_registry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/constraint");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.to_owned()))
        .filter(|stem| !["mod", "kind", "phrase", "annotation", "words"].contains(&stem.as_str()))
        .collect();
    assert_eq!(files, Constraint::NAMES.iter().map(|name| (*name).to_owned()).collect());
}
