//! Two states of a contract in, what changed and whom it breaks out.

use super::{
    change::{Change, Documentation, Drift, Impact, Movement, Side},
    contract::{Contract, Described, View},
    lost::lost,
    place::Place,
    sources::sources,
    unchanged::unchanged,
    verify::Judge,
    walk::{Subject, Walk, When},
    words,
};
use crate::{
    algebra::{Algebra, Answer, Compiled, Id, Literal, Reading},
    emit::{rust::Words, schema::encode},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// How contracts are compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The side that is meant, whatever the contract says of it.
    pub side: Option<Side>,
    /// Whether everything that a schema allows may be sent, and not only what it declares.
    pub is_strict: bool,
}

/// Values lie in each other, and so do calls.
const STACK: usize = 256 << 20;

/// A type in both states.
struct Pair<'a> {
    name: String,
    before: Option<&'a Described>,
    after: Option<&'a Described>,
    sides: Vec<Side>,
}

/// Both states as some sides see them.
struct Scene {
    sides: Vec<Side>,
    before: View,
    after: View,
    /// What need not be looked at.
    unchanged: HashSet<String>,
}

/// What changed from one state to another.
pub fn drift(mut before: Contract, mut after: Contract, options: &Options) -> Drift {
    before.settle();
    after.settle();
    let scenes = scenes(&mut before, &mut after, options);
    let pairs = pairs(&before, &after, options);
    // What has a name in both states is compared once, wherever it is referred to.
    let known: BTreeSet<String> = match pairs.as_slice() {
        [_] => BTreeSet::new(),
        all => all
            .iter()
            .filter(|pair| pair.before.is_some() && pair.after.is_some())
            .map(|pair| encode(&pair.name))
            .collect(),
    };
    let words = [&before.words, &after.words];
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Vec::new(), Vec::new()));
    let work = || {
        let mut workers: Vec<Worker> =
            scenes.iter().map(|scene| Worker::new(scene, &known, words, options.is_strict)).collect();
        let (mut changes, mut documentation) = (Vec::new(), Vec::new());
        while let Some(pair) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
            for worker in &mut workers {
                worker.pair(pair, &mut changes, &mut documentation);
            }
        }
        if let Ok(mut found) = found.lock() {
            found.0.append(&mut changes);
            found.1.append(&mut documentation);
        }
    };
    let count = thread::available_parallelism().map_or(1, usize::from).min(pairs.len() / 8 + 1);
    thread::scope(|scope| {
        for _ in 0..count {
            // Without a thread of its own, the work is done here.
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
    let (changes, mut documentation) = found.into_inner().unwrap_or_default();
    documentation.sort_by(|one: &Documentation, other| (&one.owner, &one.at).cmp(&(&other.owner, &other.at)));
    documentation.dedup();
    Drift::new(changes, documentation)
}

/// The types of both states, by name; where only one is left on each side, they are one.
fn pairs<'a>(before: &'a Contract, after: &'a Contract, options: &Options) -> Vec<Pair<'a>> {
    let subjects = |contract: &'a Contract| {
        let subjects = contract.types.iter().filter(|described| described.is_subject);
        subjects.map(|described| (described.name.clone(), described)).collect::<BTreeMap<_, _>>()
    };
    let (mut olds, news) = (subjects(before), subjects(after));
    let (one_old, one_new) = (olds.len() == 1, news.len() == 1);
    let mut pairs = Vec::new();
    for (name, new) in news {
        let old = match olds.remove(&name) {
            None if one_old && one_new => olds.pop_first().map(|(_, old)| old),
            old => old,
        };
        pairs.push(Pair { name, before: old, after: Some(new), sides: Vec::new() });
    }
    pairs.extend(olds.into_iter().map(|(name, old)| Pair { name, before: Some(old), after: None, sides: Vec::new() }));
    for pair in &mut pairs {
        let known =
            [pair.before, pair.after].into_iter().flatten().flat_map(|described| described.sides.iter().copied());
        let mut sides: Vec<Side> = match options.side {
            Some(side) => vec![side],
            None => known.collect(),
        };
        if sides.is_empty() {
            sides = vec![Side::Request, Side::Response];
        }
        sides.sort();
        sides.dedup();
        pair.sides = sides;
    }
    pairs
}

/// How the sides see both states. Where nothing is marked, all see the same.
fn scenes(before: &mut Contract, after: &mut Contract, options: &Options) -> Vec<Scene> {
    let mut by_mark: BTreeMap<Option<&str>, Vec<Side>> = BTreeMap::new();
    for side in Side::ALL.into_iter().filter(|side| options.side.is_none_or(|meant| meant == *side)) {
        let mark = side.hidden();
        let matters = !options.is_strict && (before.marks(mark) || after.marks(mark));
        by_mark.entry(matters.then_some(mark)).or_default().push(side);
    }
    let mut scenes = Vec::new();
    for (mark, sides) in by_mark.into_iter().rev() {
        // Those that see the whole come last: it need not be kept.
        let (before, after) = match mark {
            Some(mark) => (View::of(before, mark), View::of(after, mark)),
            None => (View::whole(before), View::whole(after)),
        };
        scenes.push(Scene { sides, unchanged: unchanged(&before, &after), before, after });
    }
    scenes
}

/// Compares type after type, and keeps what it learned.
struct Worker<'a> {
    scene: &'a Scene,
    known: &'a BTreeSet<String>,
    words: [&'a Words; 2],
    algebra: Algebra,
    plain: [Compiled; 2],
    sent: [Compiled; 2],
    judges: [Judge<'a>; 2],
}

/// What came of the search for somebody who breaks.
struct Found {
    impact: Impact,
    witness: Option<Value>,
    why: Option<String>,
}

impl<'a> Worker<'a> {
    fn new(scene: &'a Scene, known: &'a BTreeSet<String>, words: [&'a Words; 2], is_strict: bool) -> Self {
        let reading = if is_strict { Reading::Plain } else { Reading::Declared };
        Self {
            scene,
            known,
            words,
            algebra: Algebra::default(),
            plain: super::walk::compiled(),
            sent: [Compiled::new(reading), Compiled::new(reading)],
            judges: [Judge::new(&scene.before), Judge::new(&scene.after)],
        }
    }

    fn pair(&mut self, pair: &Pair, changes: &mut Vec<Change>, documentation: &mut Vec<Documentation>) {
        let sides: Vec<Side> = pair.sides.iter().copied().filter(|side| self.scene.sides.contains(side)).collect();
        let (Some(before), Some(after)) = (pair.before, pair.after) else {
            changes.extend(sides.into_iter().map(|side| alone(pair, side)));
            return;
        };
        if sides.is_empty() {
            return;
        }
        let names = [encode(&before.name), encode(&after.name)];
        if names[0] == names[1] && self.scene.unchanged.contains(&names[0]) {
            return;
        }
        self.algebra.rest();
        let views = [&self.scene.before, &self.scene.after];
        let (Some(old), Some(new)) = (views[0].get(&names[0]), views[1].get(&names[1])) else { return };
        let mut walk = Walk {
            algebra: &mut self.algebra,
            views,
            compiled: &mut self.plain,
            known: self.known,
            subjects: Vec::new(),
            told: Vec::new(),
            is_complete: true,
            seen: HashSet::new(),
            by_place: HashMap::new(),
            visits: 0,
        };
        let places = [walk.place(When::Before, [old]), walk.place(When::After, [new])];
        let whole = [walk.id(When::Before, &places[0].schemas), walk.id(When::After, &places[1].schemas)];
        walk.compare(places.clone(), &mut Vec::new(), &mut Vec::new());
        let (subjects, told, is_complete) = (walk.subjects, walk.told, walk.is_complete);
        documentation.extend(told.into_iter().map(|told| Documentation {
            owner: pair.name.clone(),
            at: told.at,
            message: told.words.phrases.join("; "),
            sources: sources(&told.places, self.words, &told.words.keywords),
        }));
        if whole[0] == whole[1] {
            return;
        }
        for side in sides {
            let roots = [json!({"$ref": names[0]}), json!({"$ref": names[1]})];
            let sent = [0, 1].map(|when| {
                let schema = roots.get(when).unwrap_or(&Value::Null);
                let (view, compiled) = (views[when], &mut self.sent[when]);
                self.algebra.schema(schema, &view.0, compiled)
            });
            let mut breaks = false;
            for subject in &subjects {
                let change = self.subject(pair, side, subject, &sent, &names);
                breaks |= change.impact == Impact::Breaking;
                changes.push(change);
            }
            if !breaks {
                let refers = self.known.is_empty();
                changes.extend(self.whole(pair, side, &places, &whole, &sent, &names, is_complete, refers));
            }
        }
    }

    /// What a change of one subject does to the other side.
    fn subject(&mut self, pair: &Pair, side: Side, subject: &Subject, sent: &[Id; 2], names: &[String; 2]) -> Change {
        let [sender, receiver] = ends(side);
        let mut worst = Found { impact: Impact::Compatible, witness: None, why: None };
        for rule in &subject.rules[receiver as usize] {
            let found = self.search(&[(sent[sender as usize], true), (*rule, false)], side, names);
            if found.impact > worst.impact {
                worst = found;
            }
            if worst.impact == Impact::Breaking {
                break;
            }
        }
        let why = worst.why.or_else(|| {
            let undecided = subject.movement == Movement::Undecided && worst.impact == Impact::Undecided;
            undecided.then(|| subject.why.as_deref().map(String::from)).flatten()
        });
        Change {
            owner: pair.name.clone(),
            at: subject.at.clone(),
            side,
            movement: subject.movement,
            impact: worst.impact,
            message: subject.words.phrases.join("; "),
            why,
            lost: (worst.impact == Impact::Breaking)
                .then(|| lost(&subject.places[sender as usize], &subject.places[receiver as usize]))
                .flatten(),
            witness: worst.witness,
            sources: sources(&subject.places, self.words, &subject.words.keywords),
        }
    }

    /// What the whole comes to, where none of the subjects breaks anybody.
    #[expect(clippy::too_many_arguments, reason = "both states in four forms")]
    fn whole(
        &mut self,
        pair: &Pair,
        side: Side,
        places: &[Place; 2],
        whole: &[Id; 2],
        sent: &[Id; 2],
        names: &[String; 2],
        is_complete: bool,
        is_alone: bool,
    ) -> Option<Change> {
        let [sender, receiver] = ends(side);
        if !is_alone && is_complete {
            return None;
        }
        let found = self.search(&[(sent[sender as usize], true), (whole[receiver as usize], false)], side, names);
        let hidden = found.impact == Impact::Compatible || is_complete && found.impact == Impact::Undecided;
        if hidden {
            return None;
        }
        let at = found.witness.as_ref().and_then(|witness| {
            let refusals = self.judges[receiver as usize].refusals(&names[receiver as usize], witness);
            refusals.into_iter().map(|(at, _)| at).max_by_key(String::len)
        });
        let movement = match found.impact {
            Impact::Breaking if side == Side::Request => Movement::Narrowed,
            Impact::Breaking => Movement::Widened,
            _ => Movement::Undecided,
        };
        Some(Change {
            owner: pair.name.clone(),
            at: at.unwrap_or_default(),
            side,
            movement,
            impact: found.impact,
            message: words::changed(&places[0], &places[1]).phrases.join("; "),
            why: found.why,
            lost: None,
            witness: found.witness,
            sources: sources(places, self.words, &BTreeSet::new()),
        })
    }

    /// Looks for a payload that one side sends and the other refuses, and has it confirmed.
    fn search(&mut self, goal: &[Literal], side: Side, names: &[String; 2]) -> Found {
        let undecided = |why: &str| Found { impact: Impact::Undecided, witness: None, why: Some(why.to_owned()) };
        match self.algebra.find(goal) {
            Answer::Empty => Found { impact: Impact::Compatible, witness: None, why: None },
            Answer::Unknown(why) => undecided(&why),
            Answer::Found(witness) => {
                let [sender, receiver] = ends(side).map(|when| when as usize);
                let circular = self.plain.iter().any(Compiled::is_circular);
                let judged = if circular {
                    [None, None]
                } else {
                    [sender, receiver].map(|when| self.judges[when].is_valid(&names[when], &witness))
                };
                match judged {
                    [Some(true), Some(false)] => {
                        Found { impact: Impact::Breaking, witness: Some(Value::clone(&witness)), why: None }
                    }
                    [None, _] | [_, None] => {
                        undecided("a payload was found that may break, but it could not be verified")
                    }
                    _ => undecided(&format!("two judges disagree about the payload {}", words::shown(&witness))),
                }
            }
        }
    }
}

/// Who sends and who receives.
fn ends(side: Side) -> [When; 2] {
    match side {
        Side::Request => [When::Before, When::After],
        Side::Response | Side::Event => [When::After, When::Before],
    }
}

/// A type that only one of the states has.
fn alone(pair: &Pair, side: Side) -> Change {
    let added = pair.before.is_none();
    let source =
        |described: Option<&Described>| described.map(|described| described.source.clone()).into_iter().collect();
    Change {
        owner: pair.name.clone(),
        at: String::new(),
        side,
        movement: if added { Movement::Added } else { Movement::Removed },
        impact: if added { Impact::Compatible } else { Impact::Undecided },
        message: if added { "type added".into() } else { "type removed".into() },
        why: (!added).then(|| "nothing is said any more of what this type may be".to_owned()),
        witness: None,
        lost: None,
        sources: [source(pair.before), source(pair.after)],
    }
}
