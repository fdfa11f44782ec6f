//! Where entries refer to types that are compared alone, so that a change of such a type is judged in the calls that use it.

use super::path::PathStep;
use ringback_algebra::NameSet;

/// A step of a path that can be handed to another thread.
#[derive(Clone, Debug, PartialEq)]
pub enum OccurrenceStep {
    /// To the property of this name.
    Property(String),
    /// To the element at this index.
    Item(u64),
    /// To every element from this index on.
    ItemsFrom(u64),
    /// To every property whose name is not among these, and matches none of these patterns.
    Other(Vec<String>, Vec<String>),
}

/// A place in an entry at which a type is used.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The reference to the type.
    pub reference: String,
    /// The path from the entry to the place.
    pub path: Vec<OccurrenceStep>,
}

/// A path in a form that can be handed to another thread.
pub fn portable(path: &[PathStep]) -> Vec<OccurrenceStep> {
    let step = |step: &PathStep| match step {
        PathStep::Property(name) => OccurrenceStep::Property(name.to_string()),
        PathStep::Item(at) => OccurrenceStep::Item(*at),
        PathStep::ItemsFrom(from) => OccurrenceStep::ItemsFrom(*from),
        PathStep::AdditionalProperties(names) => {
            let texts = |all: &[std::rc::Rc<str>]| all.iter().map(|text| text.to_string()).collect();
            OccurrenceStep::Other(texts(&names.names), texts(&names.patterns))
        }
    };
    path.iter().map(step).collect()
}

/// The path that [`portable`] was made of.
pub fn path_of(steps: &[OccurrenceStep]) -> Vec<PathStep> {
    let step = |step: &OccurrenceStep| match step {
        OccurrenceStep::Property(name) => PathStep::Property(name.as_str().into()),
        OccurrenceStep::Item(at) => PathStep::Item(*at),
        OccurrenceStep::ItemsFrom(from) => PathStep::ItemsFrom(*from),
        OccurrenceStep::Other(names, patterns) => {
            let all = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect();
            PathStep::AdditionalProperties(NameSet { names: all(names), patterns: all(patterns) }.into())
        }
    };
    steps.iter().map(step).collect()
}
