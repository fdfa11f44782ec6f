//! Faults in responses: a saboteur for every property of a returned type and every rule on it.

use super::{
    fault::{Effect, Trigger},
    saboteur::{Saboteur, Scene},
    served_models::{JudgedType, ServedVendor},
};
use ringback_constraints::{constraint::Constraint, model::Node};
use ringback_contract::{operation::Operation, provenance::Basis, subject::Step};
use ringback_suite::{
    case::{Case, Expect, Payload},
    place,
};
use serde_json::Value;

/// Every saboteur that corrupts a response of an operation.
pub fn saboteurs(vendor: ServedVendor, operation: &Operation, cases: &[&Case]) -> Vec<Saboteur> {
    let scene = Scene { vendor: vendor.name(), operation: &operation.name };
    let answered: Vec<&Case> = cases.iter().filter(|case| case.expect != Expect::Reject).copied().collect();
    let mut saboteurs = Vec::new();
    if let Some(kind) = vendor.kind(&operation.response) {
        let at = format!("{}/{}", vendor.name(), operation.name);
        for (coordinates, place, with) in broken(&kind) {
            let about = match &with {
                Some(with) => format!("returns {with} at {}", place::coordinate(&place)),
                None => format!("leaves out {}", place::coordinate(&place)),
            };
            let effect = Effect::Return { place, with };
            let name = format!("returns/{at}/{coordinates}");
            saboteurs.extend(scene.saboteur(&name, about, Trigger::Accepted, effect, answered.iter().copied()));
        }
        // Of a type that only an overlay declares, nothing is decided.
        let is_documented = kind.kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated);
        saboteurs.extend(of_bodies(&scene, operation, is_documented, &answered));
    }
    saboteurs.extend(of_status(&scene, operation, &answered));
    let accepted: Vec<&Case> = answered.iter().filter(|case| case.may_be_taken()).copied().collect();
    saboteurs.extend(of_storage(vendor, &scene, operation, &accepted));
    saboteurs
}

type Spoilt = (String, Vec<Step>, Option<Value>);

/// Every place in a type, with a value that breaks a stated rule there.
fn broken(kind: &JudgedType) -> Vec<Spoilt> {
    let mut spoilt = Vec::new();
    if let Some(full) = kind.samples.full(&kind.kind.node) {
        visit(&kind.kind.node, &full, &mut Vec::new(), &mut spoilt);
        spoilt.retain(|(_, place, with)| match with {
            Some(with) => {
                place::put(&full, place, with.clone()).is_some_and(|value| !kind.judge.judge(&value).is_empty())
            }
            None => true,
        });
    }
    spoilt
}

fn visit(node: &Node, full: &Value, place: &mut Vec<Step>, spoilt: &mut Vec<Spoilt>) {
    let Some(valid) = place::at(full, place) else { return };
    let stated = |node: &Node| -> Vec<Constraint> {
        let all = node.constraints.iter().filter(|constraint| constraint.basis == Basis::Stated);
        all.map(|constraint| constraint.value.clone()).collect()
    };
    let mut required: Vec<String> = Vec::new();
    for constraint in stated(node) {
        if let Some(name) = constraint.presence().required {
            required.push(name.to_owned());
            continue;
        }
        if place.is_empty() {
            continue; // another value as a whole is another document
        }
        for (fault, broken) in constraint.faults(valid) {
            spoilt.push((format!("{}/{fault}", place::coordinate(place)), place.clone(), Some(broken.value)));
        }
    }
    for (step, part) in node.parts() {
        place.push(step.clone());
        if let Step::Property(name) = &step
            && required.contains(name)
            && place::at(full, place).is_some()
        {
            let coordinate = place::coordinate(place);
            spoilt.push((format!("{coordinate}/omitted"), place.clone(), None));
            if !part.is_nullable() && stated(part).iter().any(|constraint| constraint.typing().is_said()) {
                spoilt.push((format!("{coordinate}/null"), place.clone(), Some(Value::Null)));
            }
        }
        visit(part, full, place, spoilt);
        place.pop();
    }
}

fn of_bodies(scene: &Scene, operation: &Operation, is_documented: bool, answered: &[&Case]) -> Vec<Saboteur> {
    let at = format!("{}/{}", scene.vendor, scene.operation);
    let mut effects = Vec::new();
    if is_documented {
        effects.push(("wrong-content-type", "calls its JSON text/html", Effect::ContentType("text/html")));
        effects.push(("truncated-json", "ends its body in the middle", Effect::Truncate));
    }
    if operation.reads() {
        effects.push(("500-on-read", "answers with 500", Effect::Status(500)));
        effects.push(("slow", "does not answer for minutes", Effect::Delay));
        effects.push(("closed", "closes the connection in the middle of the answer", Effect::Close));
    }
    let of = |(name, about, effect): (&str, &str, Effect)| {
        scene.saboteur(&format!("{name}/{at}"), about, Trigger::Accepted, effect, answered.iter().copied())
    };
    effects.into_iter().filter_map(of).collect()
}

fn of_status(scene: &Scene, operation: &Operation, answered: &[&Case]) -> Option<Saboteur> {
    let other = operation.undocumented_success()?;
    let name = format!("wrong-status/{}/{}", scene.vendor, scene.operation);
    let about = format!("answers with {other}, which is not documented");
    scene.saboteur(&name, about, Trigger::Accepted, Effect::Status(other), answered.iter().copied())
}

/// Faults in what is stored, for operations that promise that the payload can be read back.
fn of_storage(vendor: ServedVendor, scene: &Scene, operation: &Operation, answered: &[&Case]) -> Vec<Saboteur> {
    let any = |payload: &Value, wanted: &dyn Fn(&Value) -> bool| {
        payload.as_object().is_some_and(|object| object.values().any(wanted))
    };
    let reads_back = |payload: &Value, wanted: &dyn Fn(&Value) -> bool| {
        operation.read_back.iter().any(|read_back| match read_back.compare.is_empty() {
            true => any(payload, wanted),
            false => read_back.compare.keys().any(|sent| match sent.is_whole() {
                true => any(payload, wanted),
                false => sent.resolve(payload).is_some_and(wanted),
            }),
        })
    };
    let all = |_: &Value| true;
    let echoes = |payload: &Value, wanted: &dyn Fn(&Value) -> bool| {
        operation.echoes && vendor.kind(&operation.response).is_some() && any(payload, wanted)
    };
    let found = |hit: &dyn Fn(&Value) -> bool| -> Vec<&Case> {
        let payload = |case: &&&Case| matches!(&case.payload, Payload::Json(payload) if hit(payload));
        answered.iter().filter(payload).copied().collect()
    };
    let at = format!("{}/{}", scene.vendor, scene.operation);
    let of = |name: &str, about: &str, effect: Effect, catches: Vec<&Case>| {
        scene.saboteur(&format!("{name}/{at}"), about, Trigger::Accepted, effect, catches)
    };
    [
        of(
            "lost-record",
            "takes a payload and forgets it",
            Effect::Forget,
            found(&|payload| reads_back(payload, &all)),
        ),
        of(
            "altered-echo",
            "returns other values than were sent",
            Effect::Alter,
            found(&|payload| reads_back(payload, &has_leaf) || echoes(payload, &has_leaf)),
        ),
        of(
            "dropped-map-entry",
            "loses the first entry of every map",
            Effect::DropEntry,
            found(&|payload| reads_back(payload, &has_entry) || echoes(payload, &has_entry)),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn has_leaf(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(has_leaf),
        Value::Object(object) => object.values().any(has_leaf),
        Value::Null => false,
        _ => true,
    }
}

fn has_entry(value: &Value) -> bool {
    matches!(value, Value::Object(object) if !object.is_empty())
}
