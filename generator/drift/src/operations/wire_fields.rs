//! How a value is written as text in a path, query, header, cookie or form.

use super::{fields::is_plain_text, media_types::name};
use ringback_contract::operation::media_type::FORM;
use ringback_openapi::specification::{Parameter, ParameterStyle};

/// How the value of a parameter or header is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// As text.
    AsText(WireForm),
    /// As its `content` says: `application/json`.
    InMediaType(String),
}

impl Written {
    /// How a parameter is written. A text in `text/plain` is written as it is, and the whole query of OpenAPI 3.2 as a form.
    pub fn of(parameter: &Parameter) -> Self {
        let Some(content) = &parameter.content else {
            return Self::AsText(WireForm {
                style: parameter.style,
                explode: parameter.explode,
                is_reserved_allowed: parameter.allow_reserved,
                is_empty_allowed: parameter.allow_empty,
                ..WireForm::PLAIN
            });
        };
        match name(&content.media_type) {
            media_type if media_type == FORM || is_plain_text(&media_type) => Self::AsText(WireForm::PLAIN),
            media_type => Self::InMediaType(media_type),
        }
    }

    /// What it is called: `form, exploded`, `application/json`.
    pub fn name(&self) -> String {
        match self {
            Self::AsText(form) => form.name(),
            Self::InMediaType(media_type) => media_type.clone(),
        }
    }
}

/// How a value is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireForm {
    /// How lists and objects become text.
    pub style: ParameterStyle,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub is_reserved_allowed: bool,
    /// Whether `name=` may stand for no value.
    pub is_empty_allowed: bool,
    /// Whether a list without elements is written at all.
    pub writes_empty_lists: bool,
}

impl WireForm {
    /// How a property of a form is written that says nothing else.
    pub const PLAIN: Self = Self {
        style: ParameterStyle::Form,
        explode: true,
        is_reserved_allowed: false,
        is_empty_allowed: false,
        writes_empty_lists: false,
    };
    /// How an element of XML is written, as far as lists and scalars go: as a property of a form, but a list may be an
    /// element without others in it.
    pub const ELEMENT: Self = Self { writes_empty_lists: true, ..Self::PLAIN };

    /// What a list is called that is written so: `form, exploded`.
    pub fn name(self) -> String {
        let separate = if self.explode { "exploded" } else { "in one value" };
        format!("{}, {separate}", self.style.name())
    }

    /// Whether lists are written alike.
    pub fn writes_lists_like(self, other: Self) -> bool {
        let written = |form: Self| match (form.style, form.explode) {
            (ParameterStyle::Simple, _) => (ParameterStyle::Simple, false),
            (ParameterStyle::SpaceDelimited | ParameterStyle::PipeDelimited | ParameterStyle::TabDelimited, true) => {
                (ParameterStyle::Form, true)
            }
            other => other,
        };
        written(self) == written(other)
    }

    /// Whether objects are written alike.
    pub fn writes_objects_like(self, other: Self) -> bool {
        let is_deep = |form: Self| form.style == ParameterStyle::DeepObject;
        self.style == other.style && (self.explode == other.explode || is_deep(self))
    }

    /// Whether a scalar is written alike: `3`, `.3` or `;id=3`.
    pub fn writes_scalars_like(self, other: Self) -> bool {
        let mark = |form: Self| match form.style {
            ParameterStyle::Label => '.',
            ParameterStyle::Matrix => ';',
            _ => ' ',
        };
        mark(self) == mark(other)
    }

    /// Whether a list is several values of one name.
    pub fn repeats(self) -> bool {
        self.explode && self.style == ParameterStyle::Form
    }

    /// What separates the elements of a list in one value.
    pub fn separator(self) -> char {
        match self.style {
            ParameterStyle::SpaceDelimited => ' ',
            ParameterStyle::PipeDelimited => '|',
            ParameterStyle::TabDelimited => '\t',
            _ => ',',
        }
    }
}
