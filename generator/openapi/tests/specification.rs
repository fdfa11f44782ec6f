//! One API written in every version of OpenAPI is read to one model; and references lead where they should.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use ringback_contract::error::Error;
use ringback_openapi::{
    read::located_definitions,
    specification::{Content, Loader, Parameter, SpecFiles, SpecOperation, Specification, specifications},
};
use std::{collections::BTreeMap, fs, path::Path};

fn read(files: &[(&str, &str)], loader: &dyn Loader) -> Vec<Specification> {
    let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    specifications(&SpecFiles::gather(texts, loader).parse().unwrap())
}

/// Files that exist below a folder, for references.
struct Shelf(&'static str, BTreeMap<&'static str, &'static str>);

impl Loader for Shelf {
    fn folder(&self) -> &str {
        self.0
    }

    fn load(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.1.get(name).map(|text| (*text).to_owned()))
    }
}

fn empty() -> Shelf {
    Shelf("", BTreeMap::new())
}

/// What the versions agree about: everything but places.
fn described(specification: &Specification) -> Vec<String> {
    let mut lines = Vec::new();
    for scheme in &specification.security_schemes {
        lines.push(format!("scheme {} {:?}", scheme.name, scheme.kind));
    }
    lines.sort();
    for operation in specification.all_operations() {
        let urls: Vec<String> = operation.servers.iter().map(|server| server.default_url()).collect();
        lines.push(format!(
            "{} {:?} deprecated {} sunset {:?} at {urls:?} security {:?}",
            operation.title(),
            operation.operation_id,
            operation.deprecated,
            operation.sunset,
            operation.security
        ));
        lines.extend(operation.parameters.iter().map(parameter));
        if let Some(body) = &operation.body {
            lines.push(format!("  body required {}", body.required));
            lines.extend(body.contents.iter().map(content));
        }
        for response in &operation.responses {
            lines.push(format!("  response {} {:?}", response.status, response.description));
            lines.extend(response.headers.iter().map(parameter));
            lines.extend(response.contents.iter().map(content));
        }
    }
    lines
}

fn parameter(parameter: &Parameter) -> String {
    let Parameter { name, location, required, style, schema, .. } = parameter;
    // How a value is exploded that is no list decides nothing.
    let explode = if name == "tags" { parameter.explode.to_string() } else { String::new() };
    format!("  {} {name} required {required} {} {explode} schema {}", location.name(), style.name(), schema.is_some())
}

fn content(content: &Content) -> String {
    format!("    {} described {}", content.media_type, content.schema.is_some() || !content.fields.is_empty())
}

#[test]
fn one_api_is_read_to_one_model_from_every_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specification");
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let all = self::read(&[(name, &text)], &empty());
        assert!(all[0].findings.is_empty() && all[0].unresolved.is_empty(), "{name}: {:?}", all[0].findings);
        described(&all[0])
    };
    let expected = read("openapi-3.0.yaml");
    assert_eq!(
        expected.iter().filter(|line| !line.starts_with(' ')).map(String::as_str).collect::<Vec<_>>(),
        [
            "scheme key ApiKey { location: Some(Header), parameter: \"X-Key\" }",
            "scheme login Http { scheme: \"basic\", bearer_format: None }",
            "scheme token OAuth2 { flows: [OAuthFlow { kind: \"clientCredentials\", authorization_url: None, token_url: \
             Some(\"https://id.example.com\"), refresh_url: None, scopes: {\"read\": \"reads\"}, others: {} }], \
             metadata_url: None }",
            "GET /pets/{id} Some(\"getPet\") deprecated true sunset Some(\"2027-01-31\") at \
             [\"https://api.example.com/v1\"] security [{\"key\": []}]",
            "PUT /pets/{id} Some(\"putPet\") deprecated false sunset None at [\"https://api.example.com/v1\"] security \
             [{\"key\": [], \"token\": [\"read\"]}, {\"login\": []}]",
            "POST /forms Some(\"sendForm\") deprecated false sunset None at [\"https://api.example.com/v1\"] security []",
        ]
    );
    assert!(expected.contains(&"  query tags required false form false schema true".to_owned()), "{expected:?}");
    assert!(expected.contains(&"  query size required false form  schema true".to_owned()), "{expected:?}");
    for name in ["swagger-2.0.yaml", "openapi-3.1.yaml", "openapi-3.2.yaml"] {
        assert_eq!(read(name), expected, "{name}");
    }
}

#[test]
fn schemas_of_operations_become_definitions_by_their_places() {
    for name in ["swagger-2.0.yaml", "openapi-3.0.yaml", "openapi-3.1.yaml", "openapi-3.2.yaml"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specification");
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let files = SpecFiles::of(BTreeMap::from([(name.to_owned(), text)]));
        let extras = specifications(&files.parse().unwrap())[0].extra_schemas();
        let (definitions, ..) = located_definitions(files.parse().unwrap(), Some(&extras)).unwrap();
        let names: Vec<&str> = definitions.iter().map(|located| located.definition.name.as_str()).collect();
        for expected in ["Pet", "getPet tags", "getPet size", "getPet id", "getPet default response"] {
            assert!(names.contains(&expected), "{name}: {expected} in {names:?}");
        }
    }
}

const ENTRY: &str = "
openapi: 3.0.3
paths:
  /a: {$ref: 'paths/a%20b.yaml'}
  /b: {get: {parameters: [{$ref: '../outside.yaml#/p'}], responses: {'200': {$ref: 'https://example.com/r.yaml'}}}}
  /c: {get: {parameters: [{$ref: '#/components/parameters/one'}], responses: {}}}
  /d: {$ref: 'missing.yaml'}
  /e: {get: {$ref: 'parts/e.yaml'}, put: {$ref: 'missing.yaml'}}
components:
  parameters: {one: {$ref: '#/components/parameters/two'}, two: {$ref: '#/components/parameters/one'}}
";

#[test]
fn files_beside_are_followed_and_whatever_cannot_be_is_told_and_not_taken_for_nothing() {
    let shelf = Shelf(
        "api",
        BTreeMap::from([
            ("api/paths/a b.yaml", "get: {parameters: [{$ref: '../parts/p.yaml#/x~1y'}], responses: {}}"),
            ("api/parts/p.yaml", "x/y: {name: q, in: query, schema: {type: string}}"),
            ("api/parts/e.yaml", "{operationId: e, parameters: [{$ref: 'p.yaml#/x~1y'}], responses: {}}"),
            ("outside.yaml", "p: {name: q, in: query, schema: {type: string}}"),
        ]),
    );
    let all = read(&[("api/entry.yaml", ENTRY)], &shelf);
    let operation = |path: &str| -> &SpecOperation { all[0].operations.iter().find(|one| one.path == path).unwrap() };
    assert_eq!(operation("/a").parameters[0].place.file, "api/parts/p.yaml");
    assert_eq!(operation("/a").place.file, "api/paths/a b.yaml");
    assert_eq!(operation("/b").unresolved[0].why, "leads to a file that is not there");
    assert_eq!(operation("/b").responses[0].unresolved[0].why, "is not fetched from the network");
    assert_eq!(operation("/c").unresolved[0].why, "leads in a circle");
    assert_eq!(all[0].unresolved[0].0, "/d");
    let operation = |method: &str| -> &SpecOperation {
        all[0].operations.iter().find(|one| one.path == "/e" && one.method == method).unwrap()
    };
    assert_eq!(operation("GET").operation_id.as_deref(), Some("e"));
    assert_eq!(operation("GET").parameters[0].name, "q");
    assert_eq!(operation("PUT").unresolved[0].why, "leads to a file that is not there");
    assert_eq!(all[0].findings.len(), 5, "{:#?}", all[0].findings);
}

#[test]
fn a_stray_file_is_skipped_and_named_and_a_schema_that_is_broken_is_an_error() {
    let read = |files: &[(&str, &str)]| {
        let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let files = SpecFiles::of(texts);
        let (definitions, _, findings) = located_definitions(files.parse()?, None)?;
        let findings: Vec<String> = findings.iter().map(|finding| finding.id.clone()).collect();
        Ok::<_, Error>((definitions.len(), findings.join(" ")))
    };
    let schema = ("a.json", "{\"type\": \"string\"}");
    assert_eq!(read(&[schema, ("package.json", "{\"name\": 1}")]).unwrap(), (1, "skipped-file/package.json".into()));
    assert_eq!(read(&[schema, ("x.yaml", "a: [")]).unwrap(), (1, "skipped-file/x.yaml".into()));
    assert!(read(&[schema, ("x.yaml", "openapi: [")]).is_err());
    assert!(read(&[("package.json", "{\"name\": 1}")]).is_err());
    let claims = |more: &str| format!("{{\"$id\": \"https://x.test/a\", \"type\": \"string\"{more}}}");
    assert_eq!(read(&[("a.json", &claims("")), ("b.json", &claims(""))]).unwrap().0, 2);
    let error = read(&[("a.json", &claims("")), ("b.json", &claims(", \"maxLength\": 1"))]).unwrap_err().to_string();
    assert!(error.starts_with("b.json:1: the $id \"https://x.test/a\" is that of \"a.json\" as well"), "{error}");
}
