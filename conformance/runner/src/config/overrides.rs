//! The section of a configuration file about one operation: it overrides the documented operation field by field.

use ringback_contract::operation::{Direction, Operation, PathTemplate, PayloadLocator, ReadBack};
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

/// Overrides of an operation. Fields that are left out stay as documented.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the keys are those of a vendor's operations")]
pub struct Override {
    pub vendor: Spanned<String>,
    pub name: Spanned<String>,
    pub doc: Option<String>,
    pub method: Option<Spanned<String>>,
    pub path: Option<Spanned<PathTemplate>>,
    pub direction: Option<Direction>,
    pub request: Option<Spanned<String>>,
    pub envelope: Option<Spanned<Value>>,
    pub request_at: Option<PayloadLocator>,
    pub response: Option<Spanned<String>>,
    pub response_at: Option<PayloadLocator>,
    pub success: Option<Vec<u16>>,
    pub rejection: Option<Vec<u16>>,
    pub error: Option<Spanned<String>>,
    pub echoes: Option<bool>,
    pub read_back: Option<Vec<ReadBack>>,
    pub validates: Option<bool>,
    pub rings: Option<bool>,
    pub skip: Option<Spanned<String>>,
}

/// Replaces a value if the file gives a new one.
fn replace<T: Clone>(value: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        value.clone_from(new);
    }
}

impl Override {
    /// Applies the overrides to an operation.
    pub(super) fn apply(&self, operation: &mut Operation) {
        let text = |spanned: &Option<Spanned<String>>| spanned.as_ref().map(|spanned| spanned.get_ref().clone());
        replace(&mut operation.doc, self.doc.as_ref());
        replace(&mut operation.method, text(&self.method).as_ref());
        replace(&mut operation.path, self.path.as_ref().map(Spanned::get_ref));
        replace(&mut operation.direction, self.direction.as_ref());
        replace(&mut operation.echoes, self.echoes.as_ref());
        replace(&mut operation.read_back, self.read_back.as_ref());
        replace(&mut operation.rings, self.rings.as_ref());
        let given = |value: &mut Option<String>, new: Option<String>| *value = new.or_else(|| value.take());
        given(&mut operation.request, text(&self.request));
        given(&mut operation.response, text(&self.response));
        operation.response_at = self.response_at.clone().or_else(|| operation.response_at.take());
        given(&mut operation.error, text(&self.error));
        if let Some(statuses) = &self.success {
            operation.set_success(statuses.clone());
        }
        if let Some(statuses) = &self.rejection {
            operation.set_rejection(statuses.clone());
        }
        if let Some(validates) = self.validates {
            operation.set_validates(validates);
        }
        match self.envelope.as_ref().map(Spanned::get_ref) {
            Some(Value::String(none)) if none == "none" => {
                operation.envelope = None;
                operation.request_at = None;
            }
            Some(envelope) => operation.envelope = Some(envelope.clone()),
            None => {}
        }
        operation.request_at = self.request_at.clone().or_else(|| operation.request_at.take());
    }
}
