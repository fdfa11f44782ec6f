//! Faults in accepting requests: for every documented case, a receiver that decides it wrongly.

use super::{
    fault::{Effect, Seen, Trigger},
    saboteur::{Saboteur, Scene},
    served_models::ServedVendor,
    value_class::{Signature, ValueClass, ValuePattern, signature},
};
use ringback_contract::operation::{Operation, PayloadLocator, media_type};
use ringback_suite::{
    case::{Case, Expect, Payload},
    place,
};
use serde_json::Value;

/// A documented case, as the reference receives it.
struct KnownCase<'a> {
    case: &'a Case,
    /// The payload that the reference extracts; `None` if the body contains none.
    seen: Option<Value>,
    /// Whether the payload is the whole body.
    bare: bool,
    signature: Signature,
}

impl KnownCase<'_> {
    fn payload(&self) -> Option<&Value> {
        match &self.case.payload {
            Payload::Json(payload) => Some(payload),
            _ => None,
        }
    }

    /// Whether a fault with this trigger affects the case.
    fn is_hit(&self, trigger: &Trigger) -> bool {
        let text = self.payload().filter(|_| self.bare).map(Value::to_string);
        let (content_type, body) = match &self.case.payload {
            Payload::Body { content_type, text } => (content_type.as_str(), text.as_str()),
            _ => (media_type::JSON, text.as_deref().unwrap_or("in an envelope")),
        };
        trigger.strikes(&Seen {
            content_type,
            body: body.as_bytes(),
            payload: self.seen.as_ref(),
            signature: &self.signature,
            accepted: self.case.may_be_taken(),
        })
    }
}

/// A saboteur for every rule and way of breaking it that a receiver could overlook, and for every valid payload that it
/// could reject.
pub fn saboteurs(vendor: ServedVendor, operation: &Operation, cases: &[&Case]) -> Vec<Saboteur> {
    let Some(kind) = vendor.kind(&operation.request) else { return Vec::new() };
    let scene = Scene { vendor: vendor.name(), operation: &operation.name };
    let known: Vec<KnownCase> = cases
        .iter()
        .map(|case| {
            let bare = operation.request_at.as_ref().is_none_or(PayloadLocator::is_whole);
            let seen = match &case.payload {
                Payload::Json(payload) => Some(payload.clone()),
                Payload::Body { content_type, text } if bare && media_type::is_json(content_type) => {
                    serde_json::from_str(text).ok()
                }
                _ => None,
            };
            let signature = seen.as_ref().map(|payload| signature(&kind.judge.judge(payload))).unwrap_or_default();
            KnownCase { case, seen, bare, signature }
        })
        .collect();
    let hit = |expect: Expect, trigger: &Trigger| -> Vec<&Case> {
        let all = known.iter().filter(|known| known.case.expect == expect && known.is_hit(trigger));
        all.map(|known| known.case).collect()
    };
    let mut saboteurs = Vec::new();
    for one in &known {
        let (trigger, verb, effect) = match one.case.expect {
            Expect::Reject => (overlooking(one, &known), "overlooks", Effect::Accept),
            Expect::Accept => (refusing(one, &known), "refuses", Effect::Refuse),
            Expect::Conform => continue,
        };
        let Some(trigger) = trigger else { continue };
        let about = match one.case.expect {
            Expect::Reject => "takes a payload that breaks one rule, in this way",
            _ => "refuses a payload that is valid, of this sort",
        };
        let catches = hit(one.case.expect, &trigger);
        saboteurs.extend(scene.saboteur(&format!("{verb}/{}", one.case.name), about, trigger, effect, catches));
    }
    saboteurs.extend(misbehaving(&scene, operation, &known, &hit));
    saboteurs
}

/// Rules about an object as a whole, which a receiver overlooks whatever else is in the object.
const OF_OBJECTS: [&str; 4] = ["required", "at-least-one", "exclusive", "required-if"];

fn overlooking(one: &KnownCase, all: &[KnownCase]) -> Option<Trigger> {
    let payload = match &one.case.payload {
        Payload::Body { content_type, text } => {
            return Some(Trigger::Body { content_type: content_type.clone(), text: text.clone() });
        }
        Payload::Json(payload) => payload,
        Payload::None => return None,
    };
    let breaks = one.case.breaks.as_ref()?;
    let rule = one.signature.clone();
    if OF_OBJECTS.contains(&breaks.rule.as_str()) {
        return Some(Trigger::Breaks(rule, None));
    }
    let value = payload.pointer(&breaks.at)?;
    let class = ValueClass::of(value);
    let twins = all.iter().filter(|other| {
        let value = other.payload().and_then(|payload| payload.pointer(&breaks.at));
        other.signature == one.signature && value.is_some_and(|value| ValueClass::of(value) == class)
    });
    let sort = if twins.count() > 1 { ValuePattern::like(value) } else { ValuePattern::ValueClass(class) };
    Some(Trigger::Breaks(rule, Some((breaks.at.clone(), sort))))
}

/// The trigger for rejecting a valid payload: its unusual value, or else the whole payload.
fn refusing(one: &KnownCase, all: &[KnownCase]) -> Option<Trigger> {
    let payload = one.payload()?;
    let first = all.iter().find(|other| other.payload().map(ValuePattern::like) == Some(ValuePattern::like(payload)));
    if first.is_some_and(|first| first.case.name != one.case.name) {
        return None; // the same payload under another name
    }
    let (place, way) = one.case.name.rsplit_once("/valid/")?;
    let (_, place) = place.split_once('/')?;
    let (_, coordinate) = place.split_once('/')?;
    if coordinate == "whole" {
        return Some(Trigger::Holds(String::new(), ValuePattern::like(payload)));
    }
    let pointer = place::pointer(payload, &place::steps(coordinate));
    let sort = if way == "given" { ValuePattern::Any } else { ValuePattern::like(pointer.resolve(payload)?) };
    Some(Trigger::Holds(pointer.to_string(), sort))
}

/// Faults of an operation that concern no particular rule.
fn misbehaving<'a>(
    scene: &Scene,
    operation: &Operation,
    known: &[KnownCase<'a>],
    hit: &dyn Fn(Expect, &Trigger) -> Vec<&'a Case>,
) -> Vec<Saboteur> {
    let usual = |name: &str| {
        let way = name.rsplit('/').next().unwrap_or_default();
        ["minimal", "full", "given", "smallest"].contains(&way) || way.ends_with("-alone")
    };
    let accepted = known.iter().filter(|known| known.case.expect == Expect::Accept);
    let rare = accepted.filter(|known| !usual(&known.case.name)).find_map(|one| refusing(one, known));
    let at = format!("{}/{}", scene.vendor, scene.operation);
    let mut saboteurs = Vec::new();
    if let Some(rare) = rare {
        let on_rare = [
            ("500-on-rare", "answers a rare valid payload with 500", Effect::Status(500)),
            ("slow", "does not answer a rare valid payload for minutes", Effect::Delay),
            ("closed", "closes the connection on a rare valid payload", Effect::Close),
        ];
        for (name, about, effect) in on_rare {
            let hit = known.iter().filter(|known| known.case.may_be_taken() && known.is_hit(&rare));
            let catches: Vec<&Case> = hit.map(|known| known.case).collect();
            saboteurs.extend(scene.saboteur(&format!("{name}/{at}"), about, rare.clone(), effect, catches));
        }
    }
    let refused = Trigger::Refused;
    let catches = hit(Expect::Reject, &refused);
    let about = "answers what it refuses with 500";
    saboteurs.extend(scene.saboteur(
        &format!("500-on-invalid/{at}"),
        about,
        refused.clone(),
        Effect::Status(500),
        catches.clone(),
    ));
    if let Some(other) = operation.undocumented_rejection() {
        let about = format!("refuses with {other}, which is not documented");
        let name = format!("wrong-status/{at}/refused");
        saboteurs.extend(scene.saboteur(&name, about, refused, Effect::Status(other), catches));
    }
    saboteurs
}
