//! Names, compared without what distinguishes nothing.

/// A name without case and separators: the same for `queueId`, `queue_id` and `Queue-ID`.
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
