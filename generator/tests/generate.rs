//! Generating Rust from any schemas. The generated code itself is compiled and run in `ringback-fixtures`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ringback_codegen::generate::{Embed, Options, Schemas};
use ringback_codegen::rust::{self, Package, PackageKind, Part};
use ringback_documents::folders::Vendors;
use ringback_documents::folders::read_models;
use ringback_generator::generated_files;
use ringback_openapi::read::definitions;
use ringback_testing::{repository, snapshot};
use serde_json::json;

#[test]
fn a_format_that_nobody_knows_is_told_once_in_a_file() {
    let told = |name: &str| json!({"type": "string", "format": name});
    let schema = json!({
        "properties": {"one": told("odd"), "other": told("odd"), "third": told("even"), "fourth": told("uuid")},
        "$defs": {"again": told("odd")},
    });
    let files = ["a.json", "b.json"].map(|path| (path.to_owned(), schema.to_string())).into();
    let (definitions, provenance, _) = definitions(&files).unwrap();
    let part = Part { name: None, doc: "Formats.".into(), definitions, provenance, extra_files: Vec::new() };
    let (_, findings) =
        rust::generate(&Package { kind: PackageKind::Module, parts: vec![part], options: Options::default() }).unwrap();
    let mut told: Vec<(&str, &str)> =
        findings.iter().map(|finding| (&*finding.sources[0].document, finding.message.as_str())).collect();
    told.sort_unstable();
    let [even, odd] = ["even", "odd"].map(|name| format!("the format {name:?} is not known and not asserted"));
    assert_eq!(told, [("a.json", &*even), ("a.json", &*odd), ("b.json", &*even), ("b.json", &*odd)]);
}

#[test]
fn what_needs_a_feature_is_in_a_crate_and_not_in_a_module_of_somebodys_crate() {
    let schema = json!({"title": "A", "type": "object", "properties": {
        "id": {"type": "string", "format": "uuid"}, "at": {"type": "string", "format": "date-time"},
    }});
    let mut options = Options::default();
    options.embed = Some(Embed::All);
    let schemas = Schemas::new().text("a.json", schema.to_string()).unwrap().options(options);
    let files = |kind| schemas.generate(kind).unwrap().files;
    let whole = files(PackageKind::Crate("types".into()));
    for feature in ["jiff", "uuid"] {
        assert!(whole["Cargo.toml"].contains(&format!("\n{feature} = [\"dep:{feature}\"]\n")), "{feature}");
        assert!(whole["src/runtime/text/mod.rs"].contains(&format!("#[cfg(feature = {feature:?})]")), "{feature}");
    }
    let module = files(PackageKind::Module);
    assert_eq!(module.len() + 3, whole.len(), "the manifest and what needs a feature: {:?}", module.keys());
    for (path, text) in &module {
        assert!(!text.contains("cfg(feature") && !text.contains("mod moment"), "{path}");
        // The format `uuid` is a module of the runtime too: the crate is told by what only it has.
        assert!(!text.contains("jiff") && !text.contains("uuid::Error") && !text.contains("uuid::uuid!"), "{path}");
    }
}

#[test]
fn a_module_may_leave_what_needs_a_feature_to_the_crate_that_it_is_part_of() {
    let schema = json!({"title": "A", "type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}});
    let schemas = Schemas::new().text("a.json", schema.to_string()).unwrap();
    let generated = |has_features: bool, kind| {
        let mut options = Options::default();
        options.features = has_features;
        schemas.clone().options(options).generate(kind).unwrap()
    };
    let with = generated(true, PackageKind::Module);
    assert!(with.files["runtime/mod.rs"].contains("#[cfg(feature = \"schemars\")]\npub mod describe;"));
    assert!(with.files["runtime/text/mod.rs"].contains("#[cfg(feature = \"uuid\")]"));
    let names =
        |lines: &[String]| lines.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    let needed = &with.report.dependencies;
    let of_all =
        ["fancy-regex", "indexmap", "jsonschema-regex", "memchr", "regress", "schemars", "serde", "serde_json"];
    assert_eq!(names(needed), [of_all.as_slice(), &["uuid"]].concat());
    let optional: Vec<String> = needed.iter().filter(|line| line.contains("optional = true")).cloned().collect();
    assert_eq!(names(&optional), ["schemars", "uuid"]);
    let without = generated(false, PackageKind::Module);
    assert!(without.files.values().all(|text| !text.contains("cfg(feature")));
    assert_eq!(names(&without.report.dependencies), of_all);
    assert!(without.report.dependencies.iter().all(|line| !line.contains("optional")));
    assert!(generated(false, PackageKind::Crate("types".into())).report.dependencies.is_empty());
}

#[test]
fn of_the_runtime_what_is_used_is_written_unless_others_need_all_of_it() {
    let schema = json!({"title": "Colour", "type": "string", "enum": ["red", "green"]});
    let schemas = Schemas::new().text("a.json", schema.to_string()).unwrap();
    let mut options = Options::default();
    options.embed = Some(Embed::All);
    let whole = schemas.clone().options(options);
    let [used, all] =
        [schemas, whole].map(|schemas| schemas.generate(PackageKind::Crate("colours".into())).unwrap().files);
    let lines = |files: &std::collections::BTreeMap<String, String>| {
        files.values().map(|text| text.lines().count()).sum::<usize>()
    };
    let used_lines = lines(&used.clone().into_iter().collect());
    let all_lines = lines(&all.clone().into_iter().collect());
    assert!(used_lines * 3 < all_lines * 2, "{used_lines} of {all_lines}: {:?}", used.keys());
    assert!(!used["Cargo.toml"].contains("regress") && all["Cargo.toml"].contains("regress"), "{}", used["Cargo.toml"]);
    assert!(all.contains_key("src/runtime/format/e164.rs") && !used.contains_key("src/runtime/format/e164.rs"));
}

/// The files of a crate that is generated from one text.
fn files_of(name: &str, text: String) -> std::collections::BTreeMap<String, String> {
    let generated = Schemas::new().text(name, text).unwrap().client();
    let generated = generated.generate(PackageKind::Crate("types".into())).unwrap();
    generated.files.into_iter().collect()
}

#[test]
fn equal_schemas_of_operations_with_one_title_are_one_type_and_others_are_named_after_their_operations() {
    let answer = |schema: &str| format!("{{description: ok, content: {{application/json: {{schema: {schema}}}}}}}");
    let operation = |path: &str, schema: &str| {
        format!("  /{path}: {{get: {{operationId: {path}, responses: {{\"200\": {}}}}}}}\n", answer(schema))
    };
    let outcome = "{title: Outcome, type: object, properties: {id: {type: string}}}";
    let other = "{title: Other, type: object, properties: {id: {type: string}}}";
    let another = "{title: Other, type: object, properties: {id: {type: integer}}}";
    let paths: String =
        [("a", outcome), ("b", outcome), ("c", other), ("d", another)].map(|(path, of)| operation(path, of)).concat();
    let files = files_of("api.yaml", format!("openapi: 3.0.3\ninfo: {{title: t, version: \"1\"}}\npaths:\n{paths}"));
    let types: Vec<&str> = ["outcome", "a_response", "b_response", "other", "c_response", "d_response"]
        .into_iter()
        .filter(|name| files.contains_key(&format!("src/{name}.rs")))
        .collect();
    assert_eq!(types, ["outcome", "c_response", "d_response"]);
    assert_eq!(files["src/api.rs"].matches("PreparedCall<'_, super::Outcome>").count(), 2);
}

#[test]
fn a_line_at_the_top_of_a_specification_changes_its_sources_and_nothing_else() {
    let text = r##"
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /pets:
    post:
      operationId: createPet
      requestBody: {content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {"201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
components:
  schemas: {Pet: {type: object, properties: {id: {type: integer, minimum: 1}}}}
"##;
    let (before, after) = (files_of("pets.yaml", text.into()), files_of("pets.yaml", format!("# pets\n{text}")));
    let changed: Vec<&String> =
        before.iter().filter(|(path, text)| after[*path] != **text).map(|(path, _)| path).collect();
    assert_eq!(changed, ["src/sources.rs"]);
    assert_eq!(before.len(), after.len());
}

#[test]
fn a_chain_of_references_with_rules_is_written_in_linear_space() {
    let lines = |links: usize| {
        let link = |index: usize| {
            let next = json!({"$ref": format!("#/components/schemas/D{}", index + 1), "minProperties": 1});
            let other =
                json!({"allOf": [{"$ref": format!("#/components/schemas/D{}", index + 1)}, {"required": ["l"]}]});
            (format!("D{index}"), json!({"type": "object", "properties": {"l": next, "r": other}}))
        };
        let mut schemas: serde_json::Map<String, serde_json::Value> = (0..links).map(link).collect();
        schemas.insert(format!("D{links}"), json!({"type": "object"}));
        let paths = json!({"/": {"get": {"responses": {"204": {"description": "nothing"}}}}});
        let info = json!({"title": "t", "version": "1"});
        let text = json!({"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}});
        files_of("chain.json", text.to_string()).values().map(|text| text.lines().count()).sum::<usize>()
    };
    let [ten, twenty, forty] = [10, 20, 40].map(lines);
    assert!(forty - twenty <= (twenty - ten) * 2 + 20, "{ten}, {twenty}, {forty} lines");
}

#[test]
fn what_has_no_code_is_reported_by_its_name() {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {
            "get": {"responses": {"200": {"description": "a", "headers": {"X-Rate": {"schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"type": "object"}}, "application/xml": {}}}}},
        }},
        "webhooks": {"sold": {"post": {"responses": {}}}},
        "components": {"securitySchemes": {"certificate": {"type": "mutualTLS"}}},
    });
    let schemas = Schemas::new().text("a.json", text.to_string()).unwrap().client();
    let generated = schemas.generate(PackageKind::Crate("types".into())).unwrap();
    let report = generated.report.to_string();
    for named in ["application/xml", "webhook sold", "\"certificate\""] {
        assert!(report.contains(named), "{named} is not in {report}");
    }
    assert!(report.contains("1 answer, 1 header, 1 method"), "{report}");
}

#[test]
fn a_body_that_goes_one_way_has_one_type_and_a_double_answers_what_its_schema_allows() {
    let item = json!({"type": "object", "required": ["id", "name"], "properties": {
        "id": {"type": "integer", "readOnly": true}, "name": {"type": "string"},
        "secret": {"type": "string", "writeOnly": true},
    }});
    let content = |schema: &serde_json::Value| json!({"application/json": {"schema": schema}});
    let component = json!({"$ref": "#/components/schemas/Item"});
    let list = json!({"type": "array", "items": component});
    let specification = json!({
        "openapi": "3.1.0", "info": {"title": "Items", "version": "1"},
        "paths": {"/items": {
            "get": {"operationId": "list", "responses": {"200": {"description": "", "content": content(&list)}}},
            "post": {
                "operationId": "create", "requestBody": {"required": true, "content": content(&item)},
                "responses": {"201": {"description": "", "content": content(&component)}},
            },
            "delete": {"operationId": "clear", "responses": {"204": {"description": ""}}},
        }},
        "components": {"schemas": {"Item": item}},
    });
    let schemas = Schemas::new().text("a.json", specification.to_string()).unwrap().client();
    let files = schemas.generate(PackageKind::Crate("items".into())).unwrap().files;
    let types: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("src/")?.strip_suffix(".rs")).collect();
    let types: Vec<&str> = types.into_iter().filter(|path| !path.contains('/')).collect();
    assert_eq!(
        types,
        ["api", "create_body", "item", "item_request", "item_response", "lib", "list_response", "rules", "sources"]
    );
    for (path, is_there, is_not) in [
        ("src/create_body.rs", "secret", "id:"),
        ("src/list_response.rs", "super::ItemResponse", "super::ItemRequest"),
        ("src/item_response.rs", "id:", "secret"),
    ] {
        assert!(files[path].contains(is_there) && !files[path].contains(is_not), "{path}: {}", files[path]);
    }
    let api = files["src/api.rs"].split_whitespace().collect::<Vec<_>>().join(" ");
    for example in [
        r##"status: StatusCode::OK, body: r#"[{"id":1,"name":"text"}]"#"##,
        r##"status: StatusCode::CREATED, body: r#"{"id":1,"name":"text"}"#"##,
        "status: StatusCode::NO_CONTENT, body: \"\"",
    ] {
        assert!(api.contains(example), "{example} in {api}");
    }
}

#[test]
fn an_option_that_names_nothing_is_an_error_with_its_line_and_what_there_is() {
    let schema = json!({"title": "Pet", "type": "object", "properties": {"kind": {"enum": ["cat", "dog"]}, "day": {"type": "string", "format": "date"}}});
    let lines = [
        ("derive = [\"Eq\"]", "3: unknown field `derive`, expected one of `derives`"),
        ("derives = [\"Serialize\"]", "3: generate.derives: Serialize is implemented already, as are Clone"),
        ("derives = [\"not a path\"]", "3: generate.derives: \"not a path\" is no path"),
        ("attributes = [\"must_use\"]", "3: generate.attributes: \"must_use\" is no attribute: expected one such as"),
        ("edition = \"2018\"", "3: unknown variant `2018`, expected `2021` or `2024`"),
        ("layout = \"flat\"", "3: unknown variant `flat`, expected one of `types`, `modules`, `one`"),
        ("runtime = \"elsewhere::runtime\"", "3: generate.runtime: \"elsewhere::runtime\" is no path inside the crate"),
        ("types.Cat.rename = \"Dog\"", "3: generate.types.Cat: there is none of this name (one of Pet, PetKind)"),
        ("types.Pet.rename = \"2\"", "3: generate.types.Pet.rename: \"2\" is no name in Rust"),
        ("types.PetKind.rename = \"Pet\"", "3: generate.types.PetKind.rename: Pet is the name of another type"),
        (
            "types.Pet.fields.age = \"years\"",
            "3: generate.types.Pet.fields.age: the type has nothing of this name (one of kind, day)",
        ),
        (
            "types.PetKind.variants.cow = \"Cow\"",
            "3: generate.types.PetKind.variants.cow: the type has nothing of this name (one of cat, dog)",
        ),
        ("types.Pet.replace = \"no type\"", "3: generate.types.Pet.replace: \"no type\" is no type"),
        ("types.Pet.replace = {type = \"A\", by = \"magic\"}", "3: "),
        ("formats.uuid = \"uuid::Uuid\"", "3: generate.formats.uuid: there is none of this name (one of date)"),
    ];
    for (line, expected) in lines {
        let read = Options::parse("ringback.toml", &format!("[target]\n[generate]\n{line}\n"));
        let schemas = Schemas::new().text("pet.json", schema.to_string()).unwrap();
        let error = read.and_then(|options| schemas.options(options).generate(PackageKind::Module)).unwrap_err();
        let expected = format!("ringback.toml:{expected}");
        assert!(error.to_string().starts_with(&expected), "{line}: {error}\nexpected {expected}");
    }
}

/// A page of one type, and one operation that sends and returns it.
const BELL: &[(&str, &str)] = &[
    (
        "documents/Bell.md",
        "# Bell\n\n## Properties\n\nName | Type | Description | Notes\n---|---|---|---\n**tone** | **String** | The tone. | \n",
    ),
    (
        "vendor.toml",
        r#"
        name = "acme"
        [[operations]]
        name = "ring-bell"
        doc = "Rings a bell of a tower."
        method = "POST"
        path = "/towers/{towerId}/bells"
        direction = "request"
        request = "Bell"
        response = "Bell"
        success = [201]
        rejection = [400]
        "#,
    ),
];

#[test]
fn an_operation_becomes_a_method_that_sends_and_reads() {
    let mut vendors = Vendors::new();
    let files = BELL.iter().map(|(path, text)| ((*path).into(), (*text).into()));
    vendors.entry("acme".into()).or_default().extend(files);
    let mut models = read_models("schemas", &vendors).unwrap();
    let files = generated_files(&mut models).unwrap();
    let client = &files["generated/src/acme/client.rs"];
    let item = |head: &str| {
        let at = client.find(head).unwrap_or_else(|| panic!("no {head:?} in {client}"));
        let end = client[at..].find("\n}\n").unwrap() + "\n}\n".len();
        &client[at..at + end]
    };
    let shown = [item("pub trait Api"), item("impl Api for Client"), item("pub mod operations")].join("\n");
    snapshot::assert(repository().join("generator/tests/snapshots/client.rs"), &shown);
}
