//! Shards: disjoint parts of the cases, for several runs in parallel.

use ringback_contract::fingerprint::fingerprint;
use std::str::FromStr;

/// One of `N` parts of the cases, written `I/N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("invalid shard {text:?}: expected I/N with 1 ≤ I ≤ N");
        let (index, of) = text.split_once('/').ok_or_else(wrong)?;
        let shard = Self { index: index.parse().map_err(|_| wrong())?, of: of.parse().map_err(|_| wrong())? };
        if (1..=shard.of).contains(&shard.index) { Ok(shard) } else { Err(wrong()) }
    }
}

impl Shard {
    /// Whether a case belongs to this shard. The shard of a case is the same on every machine.
    pub fn contains(self, name: &str) -> bool {
        fingerprint(name) % self.of == self.index - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_case_is_in_exactly_one_shard() {
        let shards: Vec<Shard> = (1..=3).map(|index| format!("{index}/3").parse().unwrap()).collect();
        for case in 0..100 {
            let name = format!("vendor/operation/{case}");
            assert_eq!(shards.iter().filter(|shard| shard.contains(&name)).count(), 1, "{name}");
        }
        for wrong in ["0/3", "4/3", "1", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
