//! What the sentences of a description state, as keywords.

use crate::{
    SpecFile,
    effective::Effective,
    place::{Place, Presence},
};
use ringback_constraints::{
    clue::{Around, Clue, Content},
    constraint::{Constraint, Reading, Schema},
};
use ringback_contract::{
    keyword::is_annotation,
    sentence::sentences,
    subject::{Step, Subject},
};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Sentences of a description that are read at most.
const MAX_SENTENCES: usize = 200;

/// What a sentence states of a place.
pub struct Statement {
    /// The sentence, as it stands in the file.
    pub sentence: String,
    /// What it states.
    pub says: Says,
    /// The constraint behind it, by which examples are checked.
    pub constraint: Option<Constraint>,
}

/// What a sentence states, in the words of a specification.
pub enum Says {
    /// A keyword with its value.
    Keyword(String, Value),
    /// The same of the elements of a list.
    OfItems(String, Value),
    /// Null is allowed.
    Nullable,
    /// The place must be there.
    Required,
    /// The place may be left out.
    Optional,
    /// A property of the place must be there.
    RequiresProperty(String),
    /// A rule about several properties of the object that holds the place, or of the place itself, as a schema that applies
    /// in addition.
    Rule {
        /// The keyword that holds it, such as `allOf`.
        keyword: String,
        /// The rule.
        rule: Value,
        /// Whether it is about the object that holds the place.
        of_owner: bool,
    },
}

/// What the sentences of a place state.
pub fn statements(file: &SpecFile, place: &Place, schema: &Effective) -> Vec<Statement> {
    let Some(description) = place.description else { return Vec::new() };
    let Some(text) = description.value.as_str() else { return Vec::new() };
    let around = Arc::new(Around {
        siblings: place.siblings.to_vec(),
        children: schema.properties(),
        spelling: spelling(file, place, schema),
        ..Around::default()
    });
    let owner = Subject::of("this");
    let subject = place.name.as_ref().map_or_else(|| owner.clone(), |name| owner.property(name.clone()));
    let mut sentences = sentences(text);
    sentences.truncate(MAX_SENTENCES);
    let whole: Arc<str> = if sentences.len() > 1 { text.into() } else { Arc::default() };
    let mut found = Vec::new();
    for sentence in sentences {
        let clue = Clue {
            subject: subject.clone(),
            content: Content::Sentence(sentence.text),
            source: file.text.source(description.value.range.clone(), ""),
            around: Arc::clone(&around),
            description: Arc::clone(&whole),
        };
        for reading in Constraint::read(&clue) {
            let said = said(place, schema, reading);
            found.extend(said.into_iter().map(|(says, constraint)| Statement {
                sentence: sentence.quote.clone(),
                says,
                constraint,
            }));
        }
    }
    found
}

/// The type as a table would spell it: `integer`, `string[]`.
fn spelling(file: &SpecFile, place: &Place, schema: &Effective) -> String {
    match schema.types().as_slice() {
        [] => String::new(),
        ["array"] => {
            let items = place.target.member("items").map(|items| Effective::of(&file.parsed.root, &items.value));
            match items.as_ref().map(Effective::types).as_deref() {
                Some([kind]) => format!("{kind}[]"),
                _ => "array".to_owned(),
            }
        }
        [kind] => (*kind).to_owned(),
        kinds => json!(kinds).to_string(),
    }
}

fn said(place: &Place, schema: &Effective, reading: Reading) -> Vec<(Says, Option<Constraint>)> {
    match reading {
        Reading::This(constraint) => {
            of_constraint(schema, &constraint, false).into_iter().map(|says| (says, Some(constraint.clone()))).collect()
        }
        Reading::Owner(constraint) => {
            let own = constraint.presence().required.is_some_and(|name| place.name.as_deref() == Some(name));
            if own {
                return vec![(Says::Required, None)];
            }
            if constraint.presence().required.is_some() || !matches!(place.presence, Presence::Listed(..)) {
                return Vec::new();
            }
            of_constraint(&Effective::default(), &constraint, true).into_iter().map(|says| (says, None)).collect()
        }
        Reading::Optional => vec![(Says::Optional, None)],
        Reading::Mark(mark) => {
            let (keyword, value) = mark.keyword();
            if keyword.starts_with("x-") { Vec::new() } else { vec![(Says::Keyword(keyword.into(), value), None)] }
        }
        Reading::Default(value) => vec![(Says::Keyword("default".into(), value), None)],
        Reading::Part(Step::Items, Content::Keyword(keyword, value)) if !is_annotation(&keyword) => {
            vec![(Says::OfItems(keyword, value), None)]
        }
        Reading::Part(..) | Reading::Example(_) | Reading::Again(_) | Reading::Description => Vec::new(),
    }
}

/// The keywords of a constraint.
fn of_constraint(schema: &Effective, constraint: &Constraint, of_owner: bool) -> Vec<Says> {
    let mut base = Map::new();
    if let Some(kind) = schema.get("type") {
        base.insert("type".into(), kind.clone());
    }
    if constraint.admits(&Value::Null) {
        return vec![Says::Nullable];
    }
    let mut written = Schema::of(base);
    constraint.declare(&mut written);
    let names = written.take_written();
    let keywords = written.keywords();
    let says = |name: String| -> Option<Says> {
        if let Some(property) = name.strip_prefix("required/") {
            return Some(Says::RequiresProperty(property.into()));
        }
        let (keyword, index) = name.split_once('/').unwrap_or((&name, ""));
        let value = keywords.get(keyword)?;
        if keyword.starts_with("x-") {
            return None;
        }
        if matches!(keyword, "allOf" | "anyOf" | "oneOf" | "not") || of_owner {
            let rule = index.parse::<usize>().ok().and_then(|index| value.get(index)).unwrap_or(value);
            return Some(Says::Rule { keyword: keyword.into(), rule: rule.clone(), of_owner });
        }
        Some(Says::Keyword(keyword.into(), value.clone()))
    };
    names.into_iter().filter_map(says).collect()
}
