//! A number made from a text: the same on every machine and in every version.

/// The FNV-1a hash of a text: short, stable, and spread well enough for names.
pub fn fingerprint(text: &str) -> u64 {
    let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, step)
}
