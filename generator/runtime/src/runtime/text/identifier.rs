//! UUIDs as the `uuid` crate has them, behind the feature `uuid`.

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
    /// When what was read is no UUID.
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

#[cfg(test)]
mod tests {
    use super::{super::super::violation::Conform, Uuid};

    #[test]
    fn every_value_becomes_a_text_that_reads_as_the_same_value() {
        for value in [uuid::Uuid::nil(), uuid::Uuid::max(), uuid::Uuid::from_u128(0x0123_4567_89ab_cdef)] {
            let text = Uuid::from(value);
            assert_eq!(text.violations(), []);
            assert_eq!(uuid::Uuid::try_from(&text).unwrap(), value);
        }
    }

    #[test]
    fn a_text_is_written_back_as_it_was_read() {
        let text = "\"123E4567-e89b-12D3-a456-426614174000\"";
        let read: Uuid = serde_json::from_str(text).unwrap();
        assert!(read.value().is_ok());
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn what_is_no_uuid_has_no_value() {
        let read = Uuid("unknown".into());
        assert!(read.value().is_err());
    }
}
