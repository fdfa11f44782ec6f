//! Accepted changes: they count no more, and a wrong entry is a mistake.

use crate::drifts::*;
use ringback_drift::change::DriftVerdict;
use ringback_report::drift::accept::Accepted;

/// Which changes are accepted, and what is warned of or what the mistake is.
fn applied(entry: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let drift = little();
    let mut comparison = compared(&drift);
    let warnings =
        accepted(&format!("[[accept]]\n{entry}")).apply(&mut comparison).map_err(|error| error.to_string())?;
    let accepted = comparison.changes.iter().filter(|judged| judged.accepted().is_some());
    let accepted = accepted.map(|judged| judged.change.at.clone()).collect();
    Ok((accepted, warnings.iter().map(ToString::to_string).collect()))
}

#[test]
fn what_is_accepted_counts_no_more_and_all_else_does() {
    let drift = lived_with();
    let mut comparison = compared(&drift);
    assert_eq!(comparison.verdict(), DriftVerdict::Breaking);
    let entry = "[[accept]]\nat = \"/parties/*/reason\"\nmovement = \"widened\"\nreason = \"r\"";
    assert!(accepted(entry).apply(&mut comparison).unwrap().is_empty());
    assert_eq!(comparison.verdict(), DriftVerdict::Compatible);
    assert_eq!(compared(&drift).verdict(), DriftVerdict::Breaking, "what is not accepted counts");
    let mut mixed = little();
    mixed.changes.retain(|change| change.at == "/wait" || change.at == "/parties/*/reason");
    let mut comparison = compared(&mixed);
    accepted(entry).apply(&mut comparison).unwrap();
    assert_eq!(comparison.verdict(), DriftVerdict::Undecided, "the undecided one still counts");
}

#[test]
fn an_entry_accepts_what_it_matches_and_nothing_else() {
    for (entry, expected) in [
        ("at = \"/numbers\"\nmovement = \"narrowed\"", &["/numbers"][..]),
        ("at = \"/*\"\nmovement = \"widened\"", &["/state"]),
        ("at = \"/**\"\nmovement = \"widened\"", &["/parties/*/reason", "/state"]),
        ("at = \"**\"\nmovement = \"removed\"", &[""]),
        ("at = \"\"\nmovement = \"removed\"", &[""]),
        ("at = \"/parties/*/reason\"\nmovement = \"widened\"", &["/parties/*/reason"]),
        ("at = \"/parties/**\"\nmovement = \"widened\"", &["/parties/*/reason"]),
        ("at = \"/**\"\nmovement = \"widened\"\nside = \"response\"", &["/parties/*/reason", "/state"]),
        ("at = \"/**\"\nmovement = \"widened\"\ntype = \"Ord*\"", &["/parties/*/reason", "/state"]),
        ("at = \"/wait\"\nmovement = \"undecided\"\nuntil = \"2026-06-15\"", &["/wait"]),
        ("at = \"/{numbers,state}\"\nmovement = \"widened\"", &["/state"]),
    ] {
        let (accepted, warnings) = applied(&format!("{entry}\nreason = \"r\"")).unwrap();
        assert_eq!((accepted, warnings.len()), (expected.iter().map(ToString::to_string).collect(), 0), "{entry}");
    }
}

#[test]
fn an_entry_that_matches_no_change_is_a_mistake_that_names_what_could_be_meant() {
    for entry in [
        "at = \"/numbres\"\nmovement = \"narrowed\"",
        "at = \"/numbers\"\nmovement = \"widened\"",
        "at = \"/numbers\"\nmovement = \"narrowed\"\nside = \"event\"",
        "at = \"/numbers\"\nmovement = \"narrowed\"\ntype = \"Orde\"",
        // One that is over is none the better for it.
        "at = \"/numbres\"\nmovement = \"narrowed\"\nuntil = \"2020-01-01\"",
    ] {
        let mistake = applied(&format!("{entry}\nreason = \"r\"")).unwrap_err();
        assert!(mistake.starts_with("accept.toml:2: \"/numb"), "{mistake}");
        let meant = "matches no change; changes that an entry could accept: \"\" removed of \"Legacy\" in a response, ";
        assert!(mistake.contains(meant) && mistake.ends_with("and 3 more"), "{mistake}");
    }
    let drift = nothing();
    let error = accepted(ACCEPT).apply(&mut compared(&drift)).unwrap_err().to_string();
    assert!(error.ends_with("matches no change; no change needs an entry"), "{error}");
}

#[test]
fn an_expired_entry_accepts_nothing_and_is_told() {
    let entry = "at = \"/numbers\"\nmovement = \"narrowed\"\nreason = \"r\"\nuntil = 2026-06-14";
    let told = "accept.toml:2: \"/numbers\" narrowed was accepted until 2026-06-14 (r), and it counts again";
    assert_eq!(applied(entry).unwrap(), (vec![], vec![told.to_owned()]));
    let renewed = format!("{entry}\n[[accept]]\nat = \"/num*\"\nmovement = \"narrowed\"\nreason = \"r2\"");
    assert_eq!(applied(&renewed).unwrap().0, ["/numbers"], "another entry may still accept it");
}

#[test]
fn an_entry_for_what_breaks_nobody_is_told_to_go() {
    let (accepted, warnings) = applied("at = \"/note\"\nmovement = \"added\"\nreason = \"r\"").unwrap();
    assert!(accepted.is_empty());
    assert_eq!(
        warnings,
        ["accept.toml:2: \"/note\" added matches compatible changes only, which need no entry; remove it"]
    );
}

#[test]
fn a_mistake_in_the_file_names_the_line_and_what_is_allowed() {
    let allowed = "an entry has `at`, `movement`, `reason` and optionally `type`, `side`, `until`";
    let good = "[[accept]]\nat = \"/a\"\nmovement = \"narrowed\"\nreason = \"r\"";
    assert!(Accepted::read("a.toml", good).is_ok() && Accepted::read("a.toml", "").is_ok());
    for (text, message) in [
        ("[[accept]]\nmovement = \"narrowed\"\nreason = \"r\"", format!("a.toml:1: missing key `at`; {allowed}")),
        ("\n[[accept]]\nat = \"/a\"\nreason = \"r\"", format!("a.toml:2: missing key `movement`; {allowed}")),
        ("[[accept]]\nat = \"/a\"\nmovement = \"narrowed\"", format!("a.toml:1: missing key `reason`; {allowed}")),
        (&good.replace("\"r\"", "\" \""), "a.toml:4: reason is empty; it must state why the change may stay".into()),
        (
            &good.replace("narrowed", "narowed"),
            "a.toml:3: unknown movement \"narowed\", did you mean \"narrowed\"? (one of added, removed, same, widened, narrowed, replaced, undecided)".into(),
        ),
        (&format!("{good}\nside = \"server\""), "a.toml:5: unknown side \"server\" (one of request, response, event)".into()),
        (&format!("{good}\nuntil = \"soon\""), "a.toml:5: until: \"soon\" is not a date such as \"2027-01-31\"".into()),
        (&format!("{good}\nuntil = 7"), "a.toml:5: until: \"7\" is not a date".into()),
        (&format!("{good}\nimpact = \"x\""), "a.toml:5: unknown field `impact`, expected one of".into()),
        (&good.replace("\"/a\"", "\"a\""), "a.toml:2: at: \"a\" is not a JSON pointer (\"/callbackNumbers\"".into()),
        (&good.replace("\"/a\"", "\"/a[\""), "a.toml:2: at: ".into()),
        (&good.replace("\"/a\"", "1"), "a.toml:2: ".into()),
        (&format!("{good}\ntype = \"a[\""), "a.toml:5: type: ".into()),
        ("[[accepted]]", "a.toml:1: unknown field `accepted`, expected `accept`".into()),
        ("accept", "a.toml:1: ".into()),
    ] {
        let error = Accepted::read("a.toml", text).unwrap_err().to_string();
        assert!(error.starts_with(&message), "{text:?}: {error}");
    }
}
