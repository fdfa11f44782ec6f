//! The URLs at which a server calls back.

use super::remarks::{Remark, Remarks};
use crate::{
    change::{Movement, Side},
    rules::Rule,
};
use ringback_openapi::specification::{OperationKind, SpecOperation};
use serde_json::json;

/// Whether the server takes the URL of a callback from another place, or calls it by another method.
pub fn compare(remarks: &mut Remarks, name: &str, old: &SpecOperation, new: &SpecOperation) {
    if !old.is_event() {
        return;
    }
    let places = [Some(&old.place), Some(&new.place)];
    if matches!(old.kind, OperationKind::Callback { .. }) && old.path != new.path {
        let message = format!("the URL is taken from {} instead of {}", new.path, old.path);
        let remark = Remark::of(Rule::CallbackUrlChanged, Movement::Replaced, message)
            .at("callback URL")
            .on(Side::Event)
            .breaking(json!({"callback": old.path}));
        remarks.add(name, remark, places);
    }
    if old.method != new.method {
        let message = format!("is sent by {} instead of {}", new.method, old.method);
        let remark = Remark::of(Rule::CallbackUrlChanged, Movement::Replaced, message)
            .at("method")
            .on(Side::Event)
            .breaking(json!({"method": new.method, "callback": new.path}));
        remarks.add(name, remark, places);
    }
}
