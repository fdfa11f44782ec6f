//! Joins the JSON reports of shards into the report of the whole run.

use super::{
    plain::to_milliseconds,
    record::{Run, Summary},
};
use ringback_contract::{error::Error, line_index::line_at};
use std::collections::BTreeMap;

/// Joins reports, given as pairs of file name and text.
///
/// # Errors
///
/// If a text is not a report, two reports hold the same case, or they come from different versions of Ringback.
pub fn merge(texts: &[(String, String)]) -> Result<Run, Error> {
    let mut whole = Run::default();
    let mut targets: Vec<String> = Vec::new();
    let mut stops: Vec<String> = Vec::new();
    let mut configurations: Vec<String> = Vec::new();
    // Known only if every shard says it.
    let mut seconds = Some(0.0);
    let mut version: Option<(String, String)> = None;
    let mut owners: BTreeMap<String, &String> = BTreeMap::new();
    for (file, text) in texts {
        let shard = read(file, text)?;
        let (other, known) = version.get_or_insert_with(|| (file.clone(), shard.ringback.clone()));
        if *known != shard.ringback {
            let message = format!(
                "a report of ringback {}, but {other} is of {known}; shards are of one version",
                shard.ringback
            );
            return Err(Error::input(file, 1, message));
        }
        for case in &shard.cases {
            let owner = owners.entry(case.name.clone()).or_insert(file);
            if !std::ptr::eq(*owner, file) {
                let line = text.find(&format!("{:?}", case.name)).map_or(1, |at| line_at(text, at));
                let message = format!("the case {:?} is also in {owner}; a case belongs to one shard only", case.name);
                return Err(Error::input(file, line, message));
            }
        }
        if !targets.contains(&shard.target) {
            targets.push(shard.target.clone());
        }
        stops.extend(shard.stopped.filter(|why| !stops.contains(why)));
        for unwired in shard.unwired {
            if !whole.unwired.contains(&unwired) {
                whole.unwired.push(unwired);
            }
        }
        for other in shard.observations {
            if !whole.observations.contains(&other) {
                whole.observations.push(other);
            }
        }
        // RFC 3339 in UTC: the earlier one is also the smaller text.
        whole.started = whole.started.into_iter().chain(shard.started).min();
        seconds = seconds.zip(shard.seconds).map(|(sum, more)| sum + more);
        if let Some(used) = shard.configuration.filter(|used| !configurations.contains(used)) {
            configurations.push(used);
        }
        whole.summary = sum(whole.summary, shard.summary);
        whole.cases.extend(shard.cases);
    }
    whole.ringback = version.map_or(whole.ringback, |(_, version)| version);
    whole.target = targets.join(", ");
    whole.seconds = seconds.map(to_milliseconds);
    whole.configuration = (!configurations.is_empty()).then(|| configurations.join("\n"));
    whole.stopped = (!stops.is_empty()).then(|| stops.join("; "));
    whole.sort();
    whole.recount();
    Ok(whole)
}

fn read(file: &str, text: &str) -> Result<Run, Error> {
    let run: Run = serde_json::from_str(text).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
        Error::input(file, line, format!("not a report of `ringback run --report json`: {error}"))
    })?;
    let mut counted = Summary::default();
    run.cases.iter().for_each(|case| counted.count(case.level, case.verdict));
    if counted != run.summary {
        let line = text.find("\"summary\"").map_or(1, |at| line_at(text, at));
        return Err(Error::input(
            file,
            line,
            "the summary does not match the cases; the file was changed or is incomplete",
        ));
    }
    Ok(run)
}

fn sum(a: Summary, b: Summary) -> Summary {
    Summary {
        cases: a.cases + b.cases,
        judged: a.judged + b.judged,
        passed: a.passed + b.passed,
        failed: a.failed + b.failed,
        observed: a.observed + b.observed,
        inconclusive: a.inconclusive + b.inconclusive,
        skipped: a.skipped + b.skipped,
        unreachable: a.unreachable + b.unreachable,
        faulty: a.faulty + b.faulty,
    }
}
