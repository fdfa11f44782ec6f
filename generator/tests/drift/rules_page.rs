//! The page of the rules of drift is made from their list.

use ringback_drift::rules::Rule;
use std::{collections::BTreeSet, env, fs, path::Path};

/// The page: each rule with what it is, why it breaks whom, an example and how it is accepted.
fn page() -> String {
    let mut text = String::from(
        "# The rules of drift\n\n\
         Every change that `ringback drift` reports falls under one of these rules. Its level follows from the proof: *error* if a call \
         breaks, *warning* if that is undecided, *info* if it is proved that none does. `[drift.rules]` in `ringback.toml`, or in the file of `--config` or `--accept`, gives a \
         rule another level (`error`, `warning`, `info`, `off`); `[[accept]]` accepts single changes.\n\n\
         ```toml\n[drift.rules]\noperation-removed-after-sunset = \"info\"\n```\n",
    );
    for rule in Rule::ALL {
        text.push_str(&format!(
            "\n## {}\n**What it is:** {} **Why it breaks:** {} **Example:** {} **To accept it:** `{} = \"info\"`\n",
            rule.id(),
            rule.what(),
            rule.why(),
            rule.example(),
            rule.id()
        ));
    }
    text
}

#[test]
fn the_page_of_rules_says_what_the_list_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/drift-rules.md");
    if env::var_os("RINGBACK_BLESS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page(), "run it with RINGBACK_BLESS=1");
}

#[test]
fn every_rule_has_an_identifier_of_its_own_and_sentences() {
    let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert_eq!(Rule::named(rule.id()), Some(*rule));
        assert!(rule.what().ends_with('.') && rule.why().ends_with('.') && rule.example().ends_with('.'), "{rule:?}");
    }
}
