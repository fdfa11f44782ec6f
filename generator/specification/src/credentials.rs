//! The credentials that an operation asks for.

use ringback_contract::{
    operation::{Credentials, RequestPart},
    provenance::Source,
};
use ringback_openapi::specification::{ParameterLocation, SecurityScheme, SecuritySchemeKind, SpecOperation};

/// The credentials without which nobody may call an operation; `None` if anybody may, or if they are not shown in what is
/// sent, such as a certificate.
pub fn credentials(operation: &SpecOperation, schemes: &[&SecurityScheme]) -> Option<Credentials> {
    let is_needed = !operation.security.is_empty() && operation.security.iter().all(|names| !names.is_empty());
    let names: Vec<&String> = operation.security.iter().flat_map(|names| names.keys()).collect();
    let shown =
        |name: &&String| schemes.iter().find(|scheme| scheme.name == **name).and_then(|scheme| part(&scheme.kind));
    let shown_in: Option<Vec<_>> = names.iter().map(shown).collect();
    let shown_in = shown_in.filter(|all| is_needed && !all.is_empty())?;
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    let quote = format!("security of {}: {}", operation.title(), names.join(", "));
    Some(Credentials { source: Source::line(&operation.place.file, operation.place.line, quote), shown_in })
}

/// The part of a request that shows the credentials of a scheme, and the name there.
fn part(kind: &SecuritySchemeKind) -> Option<(RequestPart, String)> {
    let header = || Some((RequestPart::Header, "authorization".to_owned()));
    match kind {
        SecuritySchemeKind::ApiKey { location: Some(location), parameter } => {
            let part = match location {
                ParameterLocation::Header => RequestPart::Header,
                ParameterLocation::Query => RequestPart::Query,
                ParameterLocation::Cookie => RequestPart::Cookie,
                ParameterLocation::Path | ParameterLocation::QueryString => return None,
            };
            Some((part, parameter.clone()))
        }
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => header(),
        _ => None,
    }
}
