//! Words of specifications as words of plans.

use super::media::MediaKind;
use crate::rust::endpoints::plan::{ParameterPlan, SchemeKind};
use ringback_openapi::specification::{
    Encoding, Parameter, ParameterLocation, ParameterStyle, SecurityScheme, SecuritySchemeKind,
};

/// What is sent for a way to identify oneself; `None` if clients cannot.
pub fn scheme_kind(scheme: &SecurityScheme) -> Option<SchemeKind> {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, parameter } => match location {
            Some(ParameterLocation::Header) => Some(SchemeKind::Header(parameter.clone())),
            Some(ParameterLocation::Query) => Some(SchemeKind::Query(parameter.clone())),
            Some(ParameterLocation::Cookie) => Some(SchemeKind::Cookie(parameter.clone())),
            _ => None,
        },
        SecuritySchemeKind::Http { scheme, .. } => match scheme.as_str() {
            "basic" => Some(SchemeKind::Basic),
            "bearer" => Some(SchemeKind::Bearer),
            _ => None,
        },
        SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => Some(SchemeKind::Bearer),
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown(_) | SecuritySchemeKind::Unresolved(_) => None,
    }
}

/// How a parameter is sent.
pub fn parameter_plan(parameter: &Parameter, property: String) -> ParameterPlan {
    let place = match parameter.location {
        ParameterLocation::Path => "Path",
        ParameterLocation::Query => "Query",
        ParameterLocation::QueryString => "QueryString",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    };
    let is_json =
        parameter.content.as_ref().is_some_and(|content| MediaKind::of(&content.media_type) == MediaKind::Json);
    ParameterPlan {
        property,
        name: parameter.name.clone(),
        place,
        style: if is_json && place != "QueryString" { "Json" } else { style(parameter.style) },
        explode: parameter.explode,
        reserved: parameter.allow_reserved,
    }
}

/// How a property of a form is written.
pub fn encoding_plan(encoding: &Encoding) -> ParameterPlan {
    let said = encoding.style.unwrap_or(ParameterStyle::Form);
    ParameterPlan {
        property: encoding.property.clone(),
        name: encoding.property.clone(),
        place: "Query",
        style: style(said),
        explode: encoding.explode.unwrap_or(said == ParameterStyle::Form),
        reserved: encoding.allow_reserved,
    }
}

/// The name of the runtime's variant.
fn style(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Label => "Label",
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Form | ParameterStyle::Cookie => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::TabDelimited => "TabDelimited",
        ParameterStyle::DeepObject => "DeepObject",
    }
}
