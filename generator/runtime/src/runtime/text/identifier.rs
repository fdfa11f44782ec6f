//! Conversions to the `uuid` crate, behind the feature `uuid`.

use super::Uuid;

impl From<uuid::Uuid> for Uuid {
    /// Written with hyphens and in lower case.
    fn from(uuid: uuid::Uuid) -> Self {
        Self(uuid.hyphenated().to_string())
    }
}

impl Uuid {
    /// The value; the text keeps the case that it was read with.
    ///
    /// ```
    #[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::text::Uuid;")]
    ///
    /// let id: Uuid = "123E4567-E89B-12D3-A456-426614174000".parse()?;
    /// let value = id.value()?;
    /// assert_eq!(value, uuid::uuid!("123e4567-e89b-12d3-a456-426614174000"));
    /// assert_eq!(Uuid::from(value).as_str(), "123e4567-e89b-12d3-a456-426614174000");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text that was read is not a UUID.
    pub fn value(&self) -> Result<uuid::Uuid, uuid::Error> {
        self.0.parse()
    }
}

impl TryFrom<&Uuid> for uuid::Uuid {
    type Error = uuid::Error;

    fn try_from(uuid: &Uuid) -> Result<Self, Self::Error> {
        uuid.value()
    }
}
