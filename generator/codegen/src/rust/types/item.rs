//! Generates the items of a type from the shape of its schema. The parts of a type need types too; all of that
//! recursion is here, and the other files of this folder only write single items.

use super::{
    default, docs, enums,
    example::example,
    field::{Field, Occurrence},
    field_names::name_fields,
    field_type::FieldType,
    newtype::Newtype,
    notes::{note_struct, note_untyped},
    object::Object,
    replaced::replacement,
};
use crate::options::Conversion;
use crate::rust::{
    file_writer::FileWriter,
    findings::Findings,
    rules::{self, RuleWriter},
    schema::{NamedValue, Presence, Property, SchemaReader, TypeShape, null::without_null},
    text::{
        doc,
        names::{NameScope, constant},
    },
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_contract::{keyword::Keyword, provenance::Citation};
use serde_json::Value;

/// Writes the items of definitions.
pub struct ItemWriter<'w, 'a> {
    pub(super) file: &'w mut FileWriter,
    findings: &'w mut Findings,
    /// The types without a name that the current item needs, in order. They are written after it, from a list: types may
    /// be nested, and refer to each other, as deep as a schema likes.
    needed: Vec<Item<'a>>,
    /// The index of the definition whose file has the current item.
    home: usize,
}

/// A type to be written.
pub(super) struct Item<'a> {
    pub(super) ident: Ident,
    shape: TypeShape,
    pub(super) schema: &'a Value,
    pub(super) reader: SchemaReader<'a>,
    /// Whether it is the type of the definition itself, and not of a part of it.
    is_definition: bool,
}

impl<'w, 'a> ItemWriter<'w, 'a> {
    /// The file that items are added to.
    pub fn new(file: &'w mut FileWriter, findings: &'w mut Findings) -> Self {
        Self { file, findings, needed: Vec::new(), home: 0 }
    }

    /// Writes the items of the definition that `reader` reads.
    pub fn definition(&mut self, reader: SchemaReader<'a>) {
        let (definition, reader) = (reader.definition, reader.in_place());
        let Some(ident) = reader.definitions.ident(reader.index).cloned() else { return };
        let schema = &definition.schema;
        let shape = match reader.definition_shape(schema) {
            TypeShape::Object if definition.is_root && reader.is_assumed_object(schema) => {
                TypeShape::Several(vec!["object".into()])
            }
            shape => shape,
        };
        let mut waiting = vec![Item { ident, shape, schema, reader, is_definition: true }];
        while let Some(item) = waiting.pop() {
            self.item(&item);
            waiting.extend(self.needed.drain(..).rev());
        }
    }

    fn item(&mut self, item: &Item<'a>) {
        let Item { ident, reader, schema, is_definition, .. } = item;
        self.home = reader.index;
        let made = self.make(item);
        let code = self.file.file(reader.index);
        // Types inside it may have been written already, because another definition needed them.
        let items_at = if *is_definition { 0 } else { code.items.len() };
        code.items.insert(items_at, made);
        let tables_at = if *is_definition { 0 } else { code.tables.len() };
        let citation = Citation::from(&reader.definition.source);
        let rules = RuleWriter::new(self.file, self.findings, ident).rules(*reader, schema, citation);
        let (table, name) = (constant(ident), ident.to_string());
        let table =
            rules::declared(&quote!(pub static #table), rules::table(if *is_definition { &name } else { "" }, rules));
        self.file.file(reader.index).tables.insert(tables_at, table);
    }

    fn make(&mut self, item: &Item<'a>) -> TokenStream {
        let &Item { ref ident, ref shape, schema, reader, is_definition } = item;
        let strict = reader.definition.strict;
        let paragraphs = docs::paragraphs(reader, schema, is_definition);
        if let Some(replaced) = self.replacement(ident, is_definition) {
            let docs = doc::doc(&paragraphs, &docs::sources(reader, schema));
            return quote!(#docs pub type #ident = #replaced;);
        }
        if *shape == TypeShape::Object {
            return self.object(item, &paragraphs);
        }
        let shows_example = is_definition && !matches!(shape, TypeShape::Reference(_));
        let example = if shows_example { example(reader, ident, &[]) } else { Vec::new() };
        let sources = docs::sources(reader, schema);
        let docs = doc::with_example(&paragraphs, &example, &sources);
        if is_definition && excludes_null(shape) && reader.names_null(schema) {
            let (_, inner) = without_null(schema);
            let inner = self.value_type(reader, inner, &format!("{ident} value"));
            let wraps = Newtype::wraps(&quote!(runtime::optional::Nullable<#inner>));
            return wraps.item(ident, &docs, strict, &self.file.types);
        }
        let newtype = match shape {
            TypeShape::Reference(index) => {
                let target = reader.definitions.ident(*index);
                return quote!(#docs pub type #ident = super::#target;);
            }
            TypeShape::Union => return self.union(item, &docs),
            TypeShape::Several(types) => return self.several(item, types, &docs),
            TypeShape::Literals(_) => {
                let values = reader.listed_values(schema);
                return enums::literals(ident, &docs, &values, strict, &mut self.file.types);
            }
            TypeShape::Choice { open, .. } => {
                let values: Vec<NamedValue> = reader.named_texts(schema).map(|(values, _)| values).unwrap_or_default();
                let types = &mut self.file.types;
                return enums::choice(ident, &docs, schema, &values, *open || !strict, strict, types);
            }
            TypeShape::RuledText => Newtype::text(),
            TypeShape::RuledInteger => Newtype::integer(),
            TypeShape::RuledWhole => Newtype::whole(),
            TypeShape::Decimal => Newtype::decimal(),
            TypeShape::List | TypeShape::Map => {
                let inner = self.type_of_shape(reader, schema, shape, &ident.to_string());
                Newtype::collects(&quote!(#inner))
            }
            TypeShape::Boolean | TypeShape::Number | TypeShape::Double => {
                let inner = self.type_of_shape(reader, schema, shape, &ident.to_string());
                Newtype::wraps(&quote!(#inner))
            }
            TypeShape::Object
            | TypeShape::Formatted(_)
            | TypeShape::Text
            | TypeShape::Integer
            | TypeShape::Unsigned
            | TypeShape::Whole
            | TypeShape::Checked
            | TypeShape::Any => {
                note_untyped(self.findings, reader, ident, schema);
                Newtype::value()
            }
        };
        newtype.item(ident, &docs, strict, &self.file.types)
    }

    /// The path of the type that options want instead of one.
    fn replacement(&mut self, ident: &Ident, is_definition: bool) -> Option<TokenStream> {
        let of = self.file.types.options_of(ident)?.replace.clone()?;
        let table = constant(ident);
        let rules = is_definition.then(|| quote!(&super::rules::#table));
        Some(replacement(self.file, &of, Conversion::Serde, rules))
    }

    fn object(&mut self, item: &Item<'a>, paragraphs: &[String]) -> TokenStream {
        let &Item { ref ident, schema, reader, is_definition, .. } = item;
        let mut field_names = NameScope::default();
        let fields = self.fields(item, &mut field_names);
        note_struct(self.findings, reader, ident, schema);
        let object = Object { paragraphs, has_example: is_definition, schema, fields, field_names };
        object.item(reader, self.file, ident)
    }

    fn fields(&mut self, item: &Item<'a>, names: &mut NameScope) -> Vec<Field> {
        let reader = item.reader.in_parts();
        let mut fields = Vec::new();
        let properties = reader.properties(item.schema);
        let declared: Vec<String> = properties.iter().map(|property| property.name.to_owned()).collect();
        self.file.types.check_keys(&item.ident, "fields", &declared);
        let renamed = self.file.types.options_of(&item.ident).map(|of| of.fields.clone()).unwrap_or_default();
        let named = name_fields(&properties, &renamed, names);
        for (property, (ident, setter)) in properties.into_iter().zip(named) {
            let (wire, of) = (property.name, property.reader);
            let (_, inner) = without_null(property.schema);
            let nullable = of.takes_null(property.schema);
            // A type inside another definition is named as it is there.
            let owner = match of.index == reader.index {
                true => Some(&item.ident),
                false => of.definitions.ident(of.index),
            };
            let name = format!("{} {wire}", owner.unwrap_or(&item.ident));
            let value = self.field_type(item, &property, inner, &name);
            let (occurrence, value) = match property.presence {
                Presence::Required if nullable => (Occurrence::Required, FieldType::Nullable(Box::new(value))),
                Presence::Required => (Occurrence::Required, value),
                Presence::Optional if nullable => (Occurrence::OptionalOrNull, value),
                Presence::Optional => (Occurrence::Optional, value),
                Presence::Conditional => (Occurrence::Conditional, value),
            };
            let docs = docs::property_docs(of, &ident, &property);
            let preset = self.preset(item, &property);
            let wire = wire.to_owned();
            let mut field =
                Field { ident, setter, wire, occurrence, of: value, docs, preset, way: None, or_default: None };
            field.or_default = default::or_default(of, &field, inner, &self.file.types);
            fields.push(field);
        }
        fields
    }

    /// The type of a field, in a box if it would contain itself without.
    fn field_type(&mut self, item: &Item<'a>, property: &Property<'a>, inner: &'a Value, name: &str) -> FieldType {
        let reader = property.reader.in_parts();
        let shape = reader.shape(inner);
        let of = self.type_of_shape(reader, inner, &shape, name);
        let may_return = match shape {
            TypeShape::Reference(_) => true,
            TypeShape::Object => property.by_reference,
            _ => false,
        };
        let returns = || reader.definitions.containment.is_cycle(item.schema, property.schema);
        if may_return && returns() { FieldType::Boxed(Box::new(of)) } else { of }
    }

    /// The only value that a required property can have, which the builder sets.
    fn preset(&self, item: &Item<'a>, property: &Property<'a>) -> Option<Value> {
        if property.presence != Presence::Required {
            return None;
        }
        let tag = || item.reader.definitions.tag(item.reader.index, property.name);
        let tag = tag().filter(|_| item.is_definition).map(Value::from);
        tag.or_else(|| match property.reader.listed_values(property.schema).as_slice() {
            [only] => Some(only.value.clone()),
            _ => None,
        })
    }

    /// The Rust type for a non-null value; writes the items that it needs. `name` is used if it needs a type of its
    /// own.
    fn value_type(&mut self, reader: SchemaReader<'a>, schema: &'a Value, name: &str) -> FieldType {
        self.type_of_shape(reader, schema, &reader.shape(schema), name)
    }

    /// The same for a list element or map value, which may be null.
    fn element_type(&mut self, reader: SchemaReader<'a>, schema: &'a Value, name: &str) -> FieldType {
        let (_, inner) = without_null(schema);
        let nullable = reader.takes_null(schema);
        let of = self.value_type(reader.in_parts(), inner, name);
        if nullable { FieldType::Nullable(Box::new(of)) } else { of }
    }

    /// The type that a `$ref` refers to.
    fn referred_type(&self, reader: SchemaReader<'a>, index: usize) -> FieldType {
        let definitions = reader.definitions;
        let (Some(ident), Some(definition)) = (definitions.ident(index), definitions.get(index)) else {
            return FieldType::Any;
        };
        // What an alias leads to may be replaced.
        let is_replaced = || {
            let target = reader.unaliased(index).unwrap_or(ident);
            [ident, target].iter().any(|ident| self.is_replaced(ident))
        };
        match definitions.options.replaces() && is_replaced() {
            true => FieldType::Foreign(quote!(super::#ident)),
            false => named(&reader.definition_shape(&definition.schema), quote!(super::#ident)),
        }
    }

    fn is_replaced(&self, ident: &Ident) -> bool {
        self.file.types.options_of(ident).is_some_and(|of| of.replace.is_some())
    }

    /// The type that options want for strings of a schema's format.
    fn of_format(&mut self, reader: SchemaReader, schema: &Value) -> Option<TokenStream> {
        let name = schema.get("format")?.as_str()?;
        let of = reader.definitions.options.formats.get(name)?.clone();
        Some(replacement(self.file, &of, Conversion::Text, None))
    }

    /// The Rust type for a shape.
    pub(super) fn type_of_shape(
        &mut self,
        reader: SchemaReader<'a>,
        schema: &'a Value,
        shape: &TypeShape,
        name: &str,
    ) -> FieldType {
        self.part_type(reader, schema, shape, None, name)
    }

    /// The Rust type for the values of a schema that have one JSON type, or for all of them.
    pub(super) fn part_type(
        &mut self,
        reader: SchemaReader<'a>,
        schema: &'a Value,
        shape: &TypeShape,
        part: Option<&str>,
        name: &str,
    ) -> FieldType {
        if let (TypeShape::Formatted(_) | TypeShape::Text, Some(path)) = (shape, self.of_format(reader, schema)) {
            return FieldType::Foreign(path);
        }
        match shape {
            TypeShape::Reference(index) => self.referred_type(reader, *index),
            TypeShape::Map => FieldType::Map(Box::new(match reader.map_values(schema) {
                Some((reader, values)) => self.element_type(reader, values, &format!("{name} value")),
                None => FieldType::Any,
            })),
            TypeShape::List => FieldType::List(Box::new(match reader.list_elements(schema) {
                Some((reader, items)) => self.element_type(reader, items, &format!("{name} item")),
                None => {
                    if reader.has_places(schema) {
                        let message =
                            format!("the elements of {name} are kept as values: each place has a type of its own");
                        self.findings.note(reader.definition, "untyped", message);
                    }
                    FieldType::Any
                }
            })),
            TypeShape::Formatted(format) => {
                let name = Ident::new(&format!("{format:?}"), Span::call_site());
                FieldType::Parsed(quote!(runtime::text::#name))
            }
            TypeShape::Text => FieldType::Text,
            TypeShape::Integer => FieldType::Integer,
            TypeShape::Unsigned => FieldType::Unsigned,
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
                let name = reader.definitions.own_title(schema).filter(|_| part.is_none()).unwrap_or(name);
                let (ident, is_new) = self.file.anonymous(schema, part, name);
                if let Some(path) = self.replacement(&ident, false) {
                    return FieldType::Foreign(path);
                }
                if is_new {
                    self.file.name_table(schema, &ident);
                    let (ident, shape) = (ident.clone(), shape.clone());
                    self.needed.push(Item { ident, shape, schema, reader, is_definition: false });
                }
                let path = if reader.index == self.home { quote!(#ident) } else { quote!(super::#ident) };
                let of = named(shape, path);
                if is_respelt(shape, schema) { FieldType::Respelt(Box::new(of)) } else { of }
            }
        }
    }
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
