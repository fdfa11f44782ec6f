//! Responses of an operation: by status, the types of their bodies and headers.

use crate::{
    clues::{SchemaClues, type_name},
    operation::{Side, named, parameter_clues, sent_parameter},
};
use ringback_contract::{
    operation::{ResponseStatus, SpecifiedResponse, media_type, status},
    subject::Subject,
};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{Response, SpecOperation},
};

/// What is said of each response, and the clues about its headers.
pub fn responses(
    name: &str,
    operation: &SpecOperation,
    read: &ReadDefinitions,
    clues: &mut SchemaClues,
) -> Vec<(ResponseStatus, SpecifiedResponse)> {
    let described = operation.responses.iter().map(|response| {
        // A response to HEAD, and one of 204, has no body, whatever is said (RFC 9110, sections 9.3.2 and 15.3.5).
        let is_without = matches!(response.status, ResponseStatus::Code(code) if !status::has_body(code));
        let has_body = operation.method != "HEAD" && !is_without;
        let json = response.contents.iter().find(|content| has_body && media_type::is_json(&content.media_type));
        let body = json.and_then(|json| named(read, json.schema.as_ref()?, Side::Received, clues));
        let mut described = SpecifiedResponse { body: body.map(|name| type_name(&name)), ..Default::default() };
        headers(&mut described, name, response, read, clues);
        (response.status, described)
    });
    described.collect()
}

/// Notes the headers of a response, whose type is one object of all.
fn headers(
    described: &mut SpecifiedResponse,
    name: &str,
    response: &Response,
    read: &ReadDefinitions,
    clues: &mut SchemaClues,
) {
    let holder = Subject::of(format!("{name}.{}.headers", response.status));
    for header in &response.headers {
        // What is said of the media type, `content` says (OpenAPI, Response Object).
        let Some(sent) = sent_parameter(header).filter(|_| !header.name.eq_ignore_ascii_case("content-type")) else {
            continue;
        };
        parameter_clues(&holder, header, Side::Received, read, clues);
        described.headers.push(sent);
        described.header_type = Some(holder.owner.clone());
    }
}
