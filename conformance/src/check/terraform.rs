//! Terraform files as trees of values with their ranges. What is only known at deployment is a text with `${…}` in it.

use hcl_edit::{
    Span,
    expr::{Expression, FuncCall, ObjectKey},
    parser::parse_body,
    structure::{Block, Body, Structure},
    template::Element,
};
use ringback_contract::{
    error::Error,
    spanned_json::{SpannedData, SpannedJson, SpannedMember},
};
use serde_json::{Number, Value};
use std::{ops::Range, thread};

/// Bytes of the stack on which a file is parsed: the parser stops at a depth that takes a part of it.
const STACK: usize = 64 << 20;

/// The function of which the argument is written as JSON.
const AS_JSON: &str = "jsonencode";

/// What stands for a value that is only known at deployment.
const UNKNOWN: &str = "${…}";

/// Parses a file.
///
/// # Errors
///
/// If it is no HCL, with the line.
pub fn parse(name: &str, text: &str) -> Result<SpannedJson, Error> {
    let parsed = thread::scope(|scope| {
        let parser = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || match parse_body(text) {
            Ok(body) => Ok(of_body(&body, 0..text.len())),
            Err(error) => {
                let line = u32::try_from(error.location().line()).unwrap_or(u32::MAX);
                Err(Error::input(name, line, format!("not HCL: {}", error.message())))
            }
        });
        parser.map_err(Error::io(name))?.join().map_err(|_| Error::input(name, 1, "the parser gave up"))
    });
    parsed?
}

fn of_body(body: &Body, range: Range<usize>) -> SpannedJson {
    let mut members = Vec::new();
    for structure in body.iter() {
        let (at, value) = match structure {
            Structure::Attribute(attribute) => (attribute.span(), of_expression(&attribute.value)),
            Structure::Block(block) => (block.span(), of_block(block)),
        };
        let at = at.unwrap_or_default();
        let name = match structure {
            Structure::Attribute(attribute) => attribute.key.as_str().to_owned(),
            // Blocks of one name and the same labels may stand beside each other.
            Structure::Block(block) => named(block, members.len()),
        };
        members.push(SpannedMember { name, key: at, value });
    }
    SpannedJson { range, data: SpannedData::Object(members) }
}

fn named(block: &Block, index: usize) -> String {
    let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
    match labels.as_slice() {
        [] => format!("{} {index}", block.ident.as_str()),
        labels => format!("{} {}", block.ident.as_str(), labels.join(" ")),
    }
}

fn of_block(block: &Block) -> SpannedJson {
    of_body(&block.body, block.span().unwrap_or_default())
}

fn of_expression(expression: &Expression) -> SpannedJson {
    let data = match expression {
        Expression::Null(_) => SpannedData::Scalar(Value::Null),
        Expression::Bool(value) => SpannedData::Scalar(Value::Bool(*value.value())),
        Expression::Number(number) => SpannedData::Scalar(of_number(&number.value().to_string())),
        Expression::String(text) => SpannedData::Scalar(Value::String(text.value().clone())),
        Expression::StringTemplate(template) => SpannedData::Scalar(Value::String(joined(template.iter()))),
        Expression::HeredocTemplate(heredoc) => SpannedData::Scalar(Value::String(joined(heredoc.template.iter()))),
        Expression::Array(list) => SpannedData::Array(list.iter().map(of_expression).collect()),
        Expression::Object(object) => SpannedData::Object(
            object
                .iter()
                .map(|(key, value)| SpannedMember {
                    name: of_key(key),
                    key: key.span().unwrap_or_default(),
                    value: of_expression(value.expr()),
                })
                .collect(),
        ),
        Expression::Parenthesis(inner) => return of_expression(inner.inner()),
        Expression::FuncCall(call) => match encoded(call) {
            Some(argument) => return of_expression(argument),
            None => SpannedData::Scalar(UNKNOWN.into()),
        },
        _ => SpannedData::Scalar(UNKNOWN.into()),
    };
    SpannedJson { range: expression.span().unwrap_or_default(), data }
}

fn encoded(call: &FuncCall) -> Option<&Expression> {
    call.args.iter().next().filter(|_| call.name.name.as_str() == AS_JSON)
}

fn of_key(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(ident) => ident.as_str().to_owned(),
        ObjectKey::Expression(expression) => match of_expression(expression).as_str() {
            Some(text) => text.to_owned(),
            None => UNKNOWN.to_owned(),
        },
    }
}

fn of_number(text: &str) -> Value {
    serde_json::from_str::<Number>(text).map_or_else(|_| UNKNOWN.into(), Value::Number)
}

fn joined<'t>(elements: impl Iterator<Item = &'t Element>) -> String {
    let text = |element: &'t Element| match element {
        Element::Literal(text) => text.value().as_str(),
        Element::Interpolation(_) | Element::Directive(_) => UNKNOWN,
    };
    elements.map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn texts_heredocs_and_encoded_objects_are_read_with_their_lines() {
        let text = r#"resource "flow" "x" {
  name    = "It is ${var.name}"
  content = <<-JSON
    {"a": "${queue.id}"}
  JSON
  other = jsonencode({ b = [1, true, var.c], "d e" = null })
}
"#;
        let read = parse("main.tf", text).unwrap();
        let block = &read.member("resource flow x").unwrap().value;
        assert_eq!(
            block.value(),
            json!({"name": "It is ${…}", "content": "{\"a\": \"${…}\"}\n", "other": {"b": [1, true, "${…}"], "d e": null}})
        );
        let at = |name: &str| text[..block.member(name).unwrap().value.range.start].lines().count();
        assert_eq!((at("name"), at("content"), at("other")), (2, 3, 6));
    }

    #[test]
    fn what_is_no_terraform_is_an_error_with_its_line_however_deep_it_goes() {
        assert!(parse("main.tf", "a = 1\nb = {\n").unwrap_err().to_string().starts_with("main.tf:"));
        for opened in ["[", "{a=", "f(", "\"${", "[for a in ", "b {\n", "a?b:", "!"] {
            let text = format!("x = {}", opened.repeat(20_000));
            assert!(parse("main.tf", &text).is_err(), "{opened}");
        }
    }
}
