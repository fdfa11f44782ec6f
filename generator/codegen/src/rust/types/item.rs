//! Generates the items of a type from the shape of its schema. The parts of a type need types too; all of that
//! recursion is here, and the other files of this folder only write single items.

use super::{
    builder, default, docs, enums,
    example::example,
    field::{Field, Occurrence},
    field_type::FieldType,
    newtype::Newtype,
    object::Object,
    variant::{alternative_name, is_large},
};
use crate::rust::{
    file_writer::FileWriter,
    findings::Findings,
    rules::{self, RuleWriter},
    schema::{
        SchemaReader, TypeShape, alternatives, map_values,
        null::{is_null, without_null},
    },
    text::{
        doc,
        literal::integer,
        markdown,
        names::{NameScope, constant},
    },
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_contract::{
    keyword::{Keyword, is_annotation},
    provenance::Citation,
};
use serde_json::Value;

/// Writes the items of definitions.
pub struct ItemWriter<'w> {
    file: &'w mut FileWriter,
    findings: &'w mut Findings,
}

/// A type to be written.
struct Item<'s> {
    ident: &'s Ident,
    shape: &'s TypeShape,
    schema: &'s Value,
    /// Whether it is the type of the definition itself, and not of a part of it.
    is_definition: bool,
}

impl<'w> ItemWriter<'w> {
    /// The file that items are added to.
    pub fn new(file: &'w mut FileWriter, findings: &'w mut Findings) -> Self {
        Self { file, findings }
    }

    /// Writes the items of the definition that `reader` reads.
    pub fn definition(&mut self, reader: SchemaReader, ident: &Ident) {
        let (definition, reader) = (reader.definition, reader.in_place());
        let schema = &definition.schema;
        let shape = match reader.definition_shape(schema) {
            TypeShape::Object if definition.is_root && reader.is_assumed_object(schema) => {
                TypeShape::Several(vec!["object".into()])
            }
            shape => shape,
        };
        self.item(reader, &Item { ident, shape: &shape, schema, is_definition: true });
    }

    fn item(&mut self, reader: SchemaReader, item: &Item) {
        // The items that it needs are made before it, but stand after it in the file.
        let (item_at, table_at) = (self.file.items.len(), self.file.tables.len());
        let made = self.make(reader, item);
        self.file.items.insert(item_at, made);
        let citation = Citation::from(&reader.definition.source);
        let rules = RuleWriter::new(self.file, self.findings).rules(reader, item.schema, citation);
        let (table, name) = (constant(item.ident), item.ident.to_string());
        let table = rules::declared(
            &quote!(pub static #table),
            rules::table(if item.is_definition { &name } else { "" }, rules),
        );
        self.file.tables.insert(table_at, table);
    }

    fn make(&mut self, reader: SchemaReader, item: &Item) -> TokenStream {
        let &Item { ident, shape, schema, is_definition } = item;
        let strict = reader.definition.strict;
        let paragraphs = docs::paragraphs(reader, schema, is_definition);
        if *shape == TypeShape::Object {
            return self.object(reader, item, &paragraphs);
        }
        let shows_example = is_definition && !matches!(shape, TypeShape::Reference(_));
        let example = if shows_example { example(reader, ident, &[]) } else { Vec::new() };
        let sources = doc::sources(reader.definitions.provenance.citations(schema));
        let docs = doc::with_example(&paragraphs, &example, &sources);
        if is_definition && excludes_null(shape) && reader.names_null(schema) {
            let (_, inner) = without_null(schema);
            let inner = self.value_type(reader, inner, &format!("{ident} value"));
            return Newtype::wraps(&quote!(runtime::optional::Nullable<#inner>)).item(ident, &docs, strict);
        }
        let newtype = match shape {
            TypeShape::Reference(index) => {
                let target = reader.definitions.ident(*index);
                return quote!(#docs pub type #ident = super::#target;);
            }
            TypeShape::Union => return self.union(reader, item, &docs),
            TypeShape::Several(types) => return self.several(reader, item, types, &docs),
            TypeShape::Literals(values) => return enums::literals(ident, &docs, values, strict),
            TypeShape::Choice { texts, open } => {
                return enums::choice(ident, &docs, schema, texts, *open || !strict, strict);
            }
            TypeShape::RuledText => Newtype::text(),
            TypeShape::RuledInteger => Newtype::integer(),
            TypeShape::RuledWhole => Newtype::whole(),
            TypeShape::Decimal => Newtype::decimal(),
            TypeShape::List | TypeShape::Map | TypeShape::Boolean | TypeShape::Number | TypeShape::Double => {
                let inner = self.value_type(reader, schema, &ident.to_string());
                Newtype::wraps(&quote!(#inner))
            }
            TypeShape::Object
            | TypeShape::Formatted(_)
            | TypeShape::Text
            | TypeShape::Integer
            | TypeShape::Whole
            | TypeShape::Checked
            | TypeShape::Any => {
                self.note_untyped(reader, ident, schema);
                Newtype::value()
            }
        };
        newtype.item(ident, &docs, strict)
    }

    /// Adds a finding for a schema that has constraints but no suitable Rust type.
    fn note_untyped(&mut self, reader: SchemaReader, ident: &Ident, schema: &Value) {
        let keywords = schema.as_object().into_iter().flatten().map(|(keyword, _)| keyword.as_str());
        let asserting: Vec<&str> = keywords.filter(|keyword| !is_annotation(keyword)).collect();
        if !asserting.is_empty() {
            let message =
                format!("{ident} is kept as a value whose rules are checked: no type holds {}", asserting.join(", "));
            self.findings.note(reader.definition, "untyped", message);
        }
    }

    fn object(&mut self, reader: SchemaReader, item: &Item, paragraphs: &[String]) -> TokenStream {
        let &Item { ident, schema, is_definition, .. } = item;
        let mut field_names = NameScope::default();
        let fields = self.fields(reader.in_parts(), ident, schema, &mut field_names);
        let is_whole = reader.definition.is_root && std::ptr::eq(&reader.definition.schema, schema);
        if !is_whole && reader.is_assumed_object(schema) {
            let message =
                format!("{ident} requires properties and also takes what is no object; only objects are read");
            self.findings.note(reader.definition, "object-assumed", message);
        }
        let object = Object { paragraphs, has_example: is_definition, schema, fields, field_names };
        object.item(reader, self.file, ident)
    }

    fn fields(&mut self, reader: SchemaReader, owner: &Ident, schema: &Value, names: &mut NameScope) -> Vec<Field> {
        let mut setters = builder::setters();
        let mut fields = Vec::new();
        for (wire, property, is_required) in reader.properties(schema) {
            let ident = names.field(wire);
            let (_, inner) = without_null(property);
            let nullable = reader.takes_null(property);
            let of = self.value_type(reader, inner, &format!("{owner} {wire}"));
            let (occurrence, of) = match is_required {
                true if nullable => (Occurrence::Required, FieldType::Nullable(Box::new(of))),
                true => (Occurrence::Required, of),
                false if nullable => (Occurrence::OptionalOrNull, of),
                false => (Occurrence::Optional, of),
            };
            let docs = docs::property_docs(reader, &ident, wire, property);
            let setter = setters.field(wire);
            let mut field = Field { ident, setter, wire: wire.to_owned(), occurrence, of, docs, or_default: None };
            field.or_default = default::or_default(reader, &field, inner);
            fields.push(field);
        }
        fields
    }

    /// The enum of a schema's alternatives.
    fn union(&mut self, reader: SchemaReader, item: &Item, docs: &TokenStream) -> TokenStream {
        let mut scope = NameScope::default();
        let _ = scope.variant("other");
        let (mut variants, mut choices) = (Vec::new(), Vec::new());
        let schemas = alternatives(item.schema).into_iter().flatten().enumerate();
        for (index, schema) in schemas.filter(|(_, schema)| !is_null(schema)) {
            let shape = reader.shape(schema);
            let name = alternative_name(reader, &shape, schema);
            let variant = scope.variant(&name);
            let of = self.type_of_shape(reader, schema, &shape, &format!("{} {name}", item.ident));
            let of = if is_large(&shape) { quote!(Box<#of>) } else { quote!(#of) };
            let text = schema.get("description").and_then(Value::as_str).map(markdown::inline);
            let text = text.unwrap_or_else(|| match &shape {
                TypeShape::Reference(_) => format!("A [`{name}`](super::{name})."),
                _ => format!("Alternative {} of the schema.", index + 1),
            });
            let docs = doc::doc(&[text], &[]);
            let index = integer(index);
            variants.push(quote!(#docs #variant(#of)));
            choices.push(quote!(#variant(alternative(#index))));
        }
        enums::union(item.ident, docs, reader.definition.strict, &variants, &choices)
    }

    /// The enum of values of several JSON types.
    fn several(&mut self, reader: SchemaReader, item: &Item, types: &[String], docs: &TokenStream) -> TokenStream {
        let (mut variants, mut choices) = (Vec::new(), Vec::new());
        for name in types {
            let shape = match reader.shape_of_type(item.schema, name) {
                // The rules of the whole are those of each of its values.
                TypeShape::RuledText | TypeShape::Formatted(_) | TypeShape::Choice { .. } => TypeShape::Text,
                TypeShape::RuledInteger | TypeShape::RuledWhole => TypeShape::Whole,
                shape => shape,
            };
            let variant = NameScope::default().variant(match name.as_str() {
                "array" => "List",
                "string" => "Text",
                name => name,
            });
            let text = format!(" A value of the type `{name}`.");
            let of = self.type_of_shape(reader, item.schema, &shape, &format!("{} {name}", item.ident));
            let of = if is_large(&shape) { quote!(Box<#of>) } else { quote!(#of) };
            variants.push(quote!(#[doc = #text] #variant(#of)));
            let json_type = NameScope::default().variant(name);
            choices.push(quote!(#variant(kind(#json_type))));
        }
        enums::union(item.ident, docs, reader.definition.strict, &variants, &choices)
    }

    /// The Rust type for a non-null value; writes the items that it needs. `name` is used if it needs a type of its
    /// own.
    fn value_type(&mut self, reader: SchemaReader, schema: &Value, name: &str) -> FieldType {
        match reader.shape(schema) {
            TypeShape::Reference(index) if reader.is_contained_in(index) => {
                FieldType::Boxed(Box::new(referred_type(reader, index)))
            }
            shape => self.type_of_shape(reader, schema, &shape, name),
        }
    }

    /// The same for a list element or map value, which may be null.
    fn element_type(&mut self, reader: SchemaReader, schema: &Value, name: &str) -> FieldType {
        let (_, inner) = without_null(schema);
        let nullable = reader.takes_null(schema);
        let of = match self.value_type(reader.in_parts(), inner, name) {
            // A list or a map holds its parts elsewhere: no box is needed.
            FieldType::Boxed(of) => *of,
            of => of,
        };
        if nullable { FieldType::Nullable(Box::new(of)) } else { of }
    }

    /// The Rust type for a shape.
    fn type_of_shape(&mut self, reader: SchemaReader, schema: &Value, shape: &TypeShape, name: &str) -> FieldType {
        match shape {
            TypeShape::Reference(index) => referred_type(reader, *index),
            TypeShape::Map => FieldType::Map(Box::new(match map_values(schema) {
                Some(values) => self.element_type(reader, values, &format!("{name} value")),
                None => FieldType::Any,
            })),
            TypeShape::List => FieldType::List(Box::new(match schema.get("items") {
                Some(items @ Value::Object(_)) if schema.get("prefixItems").is_none() => {
                    self.element_type(reader, items, &format!("{name} item"))
                }
                _ => FieldType::Any,
            })),
            TypeShape::Formatted(format) => {
                let name = Ident::new(&format!("{format:?}"), Span::call_site());
                FieldType::Parsed(quote!(runtime::text::#name))
            }
            TypeShape::Text => FieldType::Text,
            TypeShape::Integer => FieldType::Integer,
            TypeShape::Whole => FieldType::Whole,
            TypeShape::Number => FieldType::Number,
            TypeShape::Double => FieldType::Double,
            TypeShape::Boolean => FieldType::Boolean,
            TypeShape::Any => FieldType::Any,
            TypeShape::Object
            | TypeShape::Union
            | TypeShape::Several(_)
            | TypeShape::Literals(_)
            | TypeShape::Choice { .. }
            | TypeShape::RuledText
            | TypeShape::RuledInteger
            | TypeShape::RuledWhole
            | TypeShape::Decimal
            | TypeShape::Checked => {
                let ident = self.file.types.type_name(name);
                self.file.name_table(schema, &ident);
                self.item(reader, &Item { ident: &ident, shape, schema, is_definition: false });
                let of = named(shape, quote!(#ident));
                if is_respelt(shape, schema) { FieldType::Respelt(Box::new(of)) } else { of }
            }
        }
    }
}

/// The type that a `$ref` refers to.
fn referred_type(reader: SchemaReader, index: usize) -> FieldType {
    let definitions = reader.definitions;
    let (Some(ident), Some(definition)) = (definitions.ident(index), definitions.get(index)) else {
        return FieldType::Any;
    };
    named(&reader.definition_shape(&definition.schema), quote!(super::#ident))
}

/// The type with a name.
fn named(shape: &TypeShape, path: TokenStream) -> FieldType {
    match shape {
        TypeShape::Choice { .. } | TypeShape::RuledText => FieldType::Parsed(path),
        TypeShape::RuledInteger | TypeShape::Decimal => FieldType::RuledInteger(path),
        _ => FieldType::Named(path),
    }
}

/// Whether a choice has alternative spellings, so that its type has to keep the one that was read.
fn is_respelt(shape: &TypeShape, schema: &Value) -> bool {
    matches!(shape, TypeShape::Choice { .. }) && schema.get(Keyword::Spellings.name()).is_some()
}

/// Whether a type needs `Option` or `Nullable` around it to hold null. A struct does not hold null itself, a checked
/// value does.
fn excludes_null(shape: &TypeShape) -> bool {
    !matches!(shape, TypeShape::Reference(_) | TypeShape::Object | TypeShape::Checked | TypeShape::Decimal)
}
