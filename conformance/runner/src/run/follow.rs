//! What follows an accepted creation: reading it back, and deleting it.

use super::{
    fire::{Reached, Runner, and},
    telling::IN_A_ROW,
};
use crate::{
    event::{Answer, Verdict},
    plan::{Parameters, Planned, placeholders},
    safety::conceal,
    shot::{Request, Shot},
    verdict,
};
use percent_encoding::percent_decode_str;
use ringback_contract::vendor::ReadBack;
use ringback_suite::{
    case::{Case, Expect},
    judge::Mismatch,
    terminal::strip_control,
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// Reads back what was accepted, and has it compared with what was sent. Also returns a request by which it can be seen
/// again that something is not found: one that reads a record which is still there.
pub async fn read_back(
    runner: &Runner,
    planned: &Planned,
    parameters: &Parameters,
    shot: &Shot,
    answer: &Answer,
    mut verdict: Verdict,
) -> (Verdict, Option<Request>) {
    let mut seen = None;
    for read_back in &planned.operation.read_back {
        let Some(reader) = runner.plan.find(&planned.vendor, &read_back.operation) else { continue };
        note_made(runner, planned, read_back, answer);
        if !finds(read_back, shot) {
            continue;
        }
        // Without its identifier it cannot be asked for; whether that must be there is the judge's business.
        let Some(parameters) = known(reader, read_back, parameters, answer) else { continue };
        let request = runner.options.site.request(&reader.operation, &parameters);
        let silent = runner.notes().silent.get(&reader.operation.name).copied().unwrap_or_default();
        let answered = match silent {
            0..IN_A_ROW => read(runner, read_back, shot, &request).await,
            _ => Err(format!("{} gave no answer {IN_A_ROW} times in a row and is not asked again", reader.name())),
        };
        let (read, took, mismatches) = match answered {
            Ok(read) => read,
            Err(why) => {
                let why = format!("it was accepted and could not be read back: {why}");
                let verdict = if matches!(verdict, Verdict::Fail(_)) { verdict } else { Verdict::Unreachable(why) };
                return (verdict, seen);
            }
        };
        if !mismatches.is_empty() && read_back.with.is_empty() {
            seen = Some(request.clone());
        }
        verdict = and(verdict, mismatches);
        if (200..300).contains(&read.status) {
            for case in reader.cases.iter().filter(|case| case.expect == Expect::Conform) {
                judge_read(runner, reader, case, request.clone(), &read, took);
            }
        }
    }
    (verdict, seen)
}

/// How long something that was accepted may take until it can be found; no document says how soon it can.
const SETTLING: Duration = Duration::from_millis(200);

/// Reads, and reads again before anything is called lost. A record that was not created by the case and cannot be
/// reached is a matter of wiring.
async fn read(
    runner: &Runner,
    read_back: &ReadBack,
    shot: &Shot,
    request: &Request,
) -> Result<(Answer, Duration, Vec<Mismatch>), String> {
    let mut settled = false;
    loop {
        let sending = runner.send(request).await;
        *runner.notes().silent.entry(read_back.operation.clone()).or_default() += 1;
        let answer = sending.result.map_err(|trouble| trouble.message)?;
        runner.notes().silent.remove(&read_back.operation);
        if read_back.with.is_empty() && matches!(answer.status, 401 | 403 | 404 | 405 | 501) {
            return Err(format!("{} {} is answered with {}", request.method, request.url, answer.status));
        }
        let mismatches = verdict::read_back(shot, read_back, &answer, &runner.options.judges);
        if mismatches.is_empty() || settled {
            return Ok((answer, sending.took, mismatches));
        }
        settled = true;
        tokio::time::sleep(SETTLING).await;
    }
}

/// Whether something that was sent is to be found again.
pub fn finds(read_back: &ReadBack, shot: &Shot) -> bool {
    let payload = shot.request.payload.as_ref();
    let sends = |pointer: &String| payload.is_some_and(|payload| payload.pointer(pointer).is_some());
    read_back.compare.is_empty() || read_back.compare.keys().any(sends)
}

/// Notes what an answer says about a reading operation.
pub fn judge_read(
    runner: &Runner,
    reader: &Arc<Planned>,
    case: &Arc<Case>,
    request: Request,
    read: &Answer,
    took: Duration,
) {
    let shot = Shot { case: Arc::clone(case), operation: Arc::clone(&reader.operation), request };
    let verdict = verdict::judge(&shot, read, &runner.options.judges);
    let worse = |known: &Verdict| matches!(verdict, Verdict::Fail(_)) && !matches!(known, Verdict::Fail(_));
    let known = runner.notes().read.get(&case.name).map(|fired| fired.finished.verdict.clone());
    if known.as_ref().is_none_or(worse) {
        let fired = runner.fired(&shot, verdict, Some(read.clone()), took, Reached::Answered(read.status));
        runner.notes().read.insert(case.name.clone(), fired);
    }
}

/// The first thing that was made may serve as a parameter of other operations.
fn note_made(runner: &Runner, planned: &Planned, read_back: &ReadBack, answer: &Answer) {
    for (name, source) in &read_back.with {
        if let Some(value) = extract(source, answer) {
            runner.notes().made.entry((planned.name(), name.clone())).or_insert(value);
        }
    }
}

fn known(reader: &Planned, read_back: &ReadBack, sent: &Parameters, answer: &Answer) -> Option<Parameters> {
    let mut parameters = Parameters::new();
    for name in placeholders(&reader.operation) {
        let value = match read_back.with.get(&name) {
            Some(source) => extract(source, answer)?,
            None => sent.get(&name).cloned()?,
        };
        parameters.insert(name, value);
    }
    Some(parameters)
}

/// `body:/id` or `header:location` of an answer; of an address the last segment.
fn extract(source: &str, answer: &Answer) -> Option<String> {
    let text = match source.split_once(':')? {
        ("body", pointer) => match answer.json()?.pointer(pointer)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        },
        ("header", name) => {
            let value = answer.header(&name.to_ascii_lowercase())?;
            let path = value.split(['?', '#']).next()?.trim_end_matches('/');
            percent_decode_str(path.rsplit('/').next()?).decode_utf8().ok()?.into_owned()
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Notes how what an operation created is deleted, where a documented operation does that.
pub fn note_created(runner: &Runner, planned: &Planned, parameters: &Parameters, answer: &Answer) -> Option<usize> {
    let request = deletion(runner, planned, parameters, answer)?;
    let mut notes = runner.notes();
    notes.created += 1;
    let number = notes.created;
    notes.leftovers.insert(number, request);
    Some(number)
}

/// Deletes what was created, or notes that it is left behind. A deletion that is never answered is not tried for ever.
pub async fn delete(runner: &Runner, created: usize) {
    let Some(request) = runner.notes().leftovers.get(&created).cloned() else { return };
    let silent = runner.notes().silent.get(&request.method).copied().unwrap_or_default();
    let why = if silent < IN_A_ROW {
        let result = runner.send(&request).await.result;
        let mut notes = runner.notes();
        match result {
            // What is not there any more need not be deleted.
            Ok(answer) if (200..300).contains(&answer.status) || matches!(answer.status, 404 | 410) => {
                notes.silent.remove(&request.method);
                notes.leftovers.remove(&created);
                return;
            }
            Ok(answer) => answer.status.to_string(),
            Err(trouble) => {
                *notes.silent.entry(request.method.clone()).or_default() += 1;
                trouble.message
            }
        }
    } else {
        "nobody answers".into()
    };
    let mut notes = runner.notes();
    notes.leftovers.remove(&created);
    let url = conceal(&request.url, &runner.secrets);
    notes.left_behind.push(format!("{} {url} ({why})", request.method));
}

/// Says what was left behind, once.
pub fn tell_left_behind(runner: &Runner) {
    let left_behind = std::mem::take(&mut runner.notes().left_behind);
    let more = left_behind.len().saturating_sub(1);
    if let Some(first) = left_behind.first() {
        let others = if more > 0 { format!(", and {more} more") } else { String::new() };
        eprintln!("{}", strip_control(&format!("left behind: {first}{others}")));
    }
}

fn deletion(runner: &Runner, planned: &Planned, sent: &Parameters, answer: &Answer) -> Option<Request> {
    if planned.operation.method != "POST" {
        return None;
    }
    let of_one = |path: &str| -> Option<String> {
        let rest = path.strip_prefix(planned.operation.path.as_str())?;
        let name = rest.strip_prefix("/{")?.strip_suffix('}')?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    let mut all = runner.plan.operations.iter();
    let (deleter, name) = all.find_map(|other| {
        let name = of_one(&other.operation.path)?;
        let deletes = other.operation.method == "DELETE" && other.vendor == planned.vendor && other.skip.is_none();
        deletes.then_some((other, name))
    })?;
    let documented = planned.operation.read_back.iter().find_map(|read_back| read_back.with.get(&name));
    let sources = documented.map(String::as_str).into_iter().chain(["body:/id", "header:location"]);
    let id = sources.into_iter().find_map(|source| extract(source, answer))?;
    let mut parameters = sent.clone();
    parameters.insert(name, id);
    Some(runner.options.site.request(&deleter.operation, &parameters))
}

#[cfg(test)]
mod tests {
    use super::extract;
    use crate::event::Answer;

    #[test]
    fn identifiers_are_taken_from_body_and_header() {
        let answer = Answer {
            status: 201,
            headers: vec![("location".into(), "https://host/a/b%20c?x=1".into())],
            body: br#"{"id": 7, "in": {"id": "x"}, "empty": ""}"#.to_vec(),
            cut: false,
        };
        for (source, expected) in [
            ("body:/id", Some("7")),
            ("body:/in/id", Some("x")),
            ("body:/empty", None),
            ("body:/none", None),
            ("header:Location", Some("b c")),
            ("header:none", None),
        ] {
            assert_eq!(extract(source, &answer).as_deref(), expected, "{source}");
        }
    }
}
