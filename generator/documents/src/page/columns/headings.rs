//! The words at the head of columns.

use super::Meaning;
use ringback_constraints::clue::Column;

/// Headings, in lower case, that mean one thing.
const CERTAIN: &[(Meaning, &[&str])] = &[
    (
        Meaning::Name,
        &[
            "name",
            "property",
            "properties",
            "field",
            "fields",
            "parameter",
            "parameters",
            "param",
            "key",
            "argument",
            "arg",
            "element",
            "member",
            "attribute",
            "attributes",
            "property name",
            "field name",
            "parameter name",
            "attribute name",
            "element name",
            "key name",
            "argument name",
            "json name",
            "json key",
            "json field",
            "json property",
            "request parameter",
            "body parameter",
            "query parameter",
            "path parameter",
            "response field",
            "request field",
            "variable",
            "setting",
        ],
    ),
    (
        Meaning::Cell(Column::Type),
        &[
            "type",
            "data type",
            "datatype",
            "data-type",
            "json type",
            "value type",
            "field type",
            "property type",
            "types",
        ],
    ),
    (
        Meaning::Description,
        &[
            "description",
            "descriptions",
            "meaning",
            "definition",
            "explanation",
            "summary",
            "purpose",
            "desc",
            "desc.",
            "details",
            "detail",
            "about",
            "information",
            "info",
            "what it is",
            "documentation",
            "comment",
            "text",
        ],
    ),
    (Meaning::Cell(Column::Notes), &["notes", "note", "remarks", "remark", "comments"]),
    (
        Meaning::Cell(Column::Required),
        &[
            "required",
            "mandatory",
            "m/o",
            "m/o/c",
            "o/m",
            "m/c/o",
            "r/o",
            "o/r",
            "presence",
            "req",
            "req.",
            "requirement",
            "requirements",
            "obligation",
            "obligatory",
            "oblig.",
            "oblig",
            "obl.",
            "is mandatory",
            "is required",
            "mand.",
            "mandatory/optional",
            "required/optional",
            "optional/required",
            "optional/mandatory",
            "necessity",
            "must have",
            "compulsory",
            "requiredness",
            "required or optional",
            "opt/req",
            "requirement level",
            "optionality",
        ],
    ),
    (Meaning::Cell(Column::Optional), &["optional", "opt", "opt.", "is optional"]),
    (
        Meaning::Cell(Column::Cardinality),
        &["cardinality", "occurrence", "occurrences", "occurs", "multiplicity", "card.", "card", "min/max occurs"],
    ),
    (Meaning::Cell(Column::Nullable), &["nullable", "null allowed", "allows null", "can be null", "null", "null?"]),
    (
        Meaning::Cell(Column::Default),
        &["default", "default value", "defaults", "defaults to", "initial value", "default val"],
    ),
    (
        Meaning::Cell(Column::Example),
        &["example", "examples", "sample", "sample value", "example value", "e.g.", "sample data", "example(s)"],
    ),
    (Meaning::Cell(Column::Format), &["format", "data format", "value format"]),
    (Meaning::Cell(Column::Pattern), &["pattern", "regex", "regular expression", "regexp"]),
    (
        Meaning::Cell(Column::Range),
        &[
            "range",
            "valid range",
            "allowed range",
            "value range",
            "bounds",
            "min/max",
            "min-max",
            "min - max",
            "min..max",
            "range of values",
        ],
    ),
    (Meaning::Cell(Column::Minimum), &["min", "minimum", "min value", "min.", "minimum value", "lower bound"]),
    (Meaning::Cell(Column::Maximum), &["max", "maximum", "max value", "max.", "maximum value", "upper bound"]),
    (Meaning::Cell(Column::Length), &["length", "len", "string length", "field length"]),
    (Meaning::Cell(Column::MinLength), &["min length", "minimum length", "minlength", "min. length"]),
    (
        Meaning::Cell(Column::MaxLength),
        &["max length", "maximum length", "maxlength", "max. length", "max len", "max. characters", "max chars"],
    ),
    (
        Meaning::Cell(Column::Values),
        &[
            "allowed values",
            "possible values",
            "valid values",
            "enum",
            "enum values",
            "accepted values",
            "permitted values",
            "enumeration",
            "supported values",
            "enumerations",
        ],
    ),
    (Meaning::Cell(Column::Access), &["access", "read/write", "r/w", "mutability", "restrictions"]),
    (Meaning::Cell(Column::ReadOnly), &["read-only", "read only", "readonly", "computed"]),
    (Meaning::Cell(Column::WriteOnly), &["write-only", "write only", "writeonly"]),
    (Meaning::Cell(Column::Deprecated), &["deprecated", "deprecation"]),
    (
        Meaning::Cell(Column::Since),
        &["since", "version", "introduced", "added", "available since", "since version", "added in", "introduced in"],
    ),
    (Meaning::Place, &["in", "located in", "parameter type", "param type", "sent in", "location"]),
    (Meaning::Nothing, &["#", "no", "no.", "nr", "nr.", "seq", "seq."]),
];

/// Headings, in lower case, that mean the first of these that the cells fit.
const AMBIGUOUS: &[(&str, &[Meaning])] = &[
    ("value", &[Meaning::Cell(Column::Type), Meaning::Cell(Column::Values)]),
    ("values", &[Meaning::Cell(Column::Type), Meaning::Cell(Column::Values)]),
    ("options", &[Meaning::Cell(Column::Values)]),
    ("schema", &[Meaning::Cell(Column::Type)]),
    ("kind", &[Meaning::Cell(Column::Type)]),
    ("class", &[Meaning::Cell(Column::Type)]),
    ("object", &[Meaning::Cell(Column::Type), Meaning::Name]),
    ("p", &[Meaning::Cell(Column::Required), Meaning::Place]),
    ("m", &[Meaning::Cell(Column::Required)]),
    ("use", &[Meaning::Cell(Column::Required)]),
    ("usage", &[Meaning::Cell(Column::Required), Meaning::Description]),
    ("status", &[Meaning::Cell(Column::Required)]),
    ("mode", &[Meaning::Cell(Column::Required), Meaning::Cell(Column::Access)]),
    ("rule", &[Meaning::Cell(Column::Required), Meaning::Description]),
    ("rules", &[Meaning::Cell(Column::Required), Meaning::Description]),
    ("constraints", &[Meaning::Cell(Column::Range), Meaning::Description]),
    ("constraint", &[Meaning::Cell(Column::Range), Meaning::Description]),
    ("limits", &[Meaning::Cell(Column::Range), Meaning::Description]),
    ("limit", &[Meaning::Cell(Column::Range), Meaning::Description]),
    ("validation", &[Meaning::Description]),
    ("size", &[Meaning::Cell(Column::Length)]),
    ("item", &[Meaning::Name]),
    ("identifier", &[Meaning::Name]),
    ("id", &[Meaning::Name]),
    ("column", &[Meaning::Name]),
    ("option", &[Meaning::Name]),
];

/// The meaning of a heading that has one.
pub fn by_heading(heading: &str) -> Option<Meaning> {
    let heading = normalised(heading);
    CERTAIN.iter().find(|(_, words)| words.contains(&&*heading)).map(|(meaning, _)| *meaning)
}

/// Whether a text is one of the words that stand at the head of columns.
pub fn is_heading(text: &str) -> bool {
    by_heading(text).is_some() || !may_mean(text).is_empty()
}

/// The meanings that a heading may have.
pub(super) fn may_mean(heading: &str) -> &'static [Meaning] {
    let heading = normalised(heading);
    AMBIGUOUS.iter().find(|(word, _)| *word == heading).map(|(_, meanings)| *meanings).unwrap_or_default()
}

fn normalised(heading: &str) -> String {
    let heading = heading.to_lowercase();
    let heading = heading.replace('`', "");
    let heading = heading.trim_matches(|c: char| c.is_whitespace() || "*:?`_".contains(c));
    heading.split_whitespace().collect::<Vec<_>>().join(" ").replace(" / ", "/")
}
