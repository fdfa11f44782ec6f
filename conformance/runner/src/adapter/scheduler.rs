//! The order of a run against an adapter: what must be accepted first, then what must be rejected. Several cases are under
//! way at once, and answers come in any order.

use super::{
    judge::{Judged, judge},
    process::Process,
    protocol::{Answer, Question},
    task::{Task, cases, lacks, nowhere, types},
};
use crate::{
    bases::{BaseOutcome, not_accepted},
    clock::Clock,
    event::{CaseResult, Event, EventKind, Reached, ShownRequest, Verdict},
    exchange::SendErrorKind,
    exchange_log::ExchangeLog,
    halt::Halt,
    interrupt::Interrupt,
    judges::Judges,
    observations::{Noticed, Observations},
    plan::{Plan, PlannedOperation},
    program::Program,
    schedule::sink::EventSink,
    shell::quoted,
};
use ringback_contract::error::Error;
use ringback_suite::{
    case::{Case, Level},
    difference::differences,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

/// How often in a row an adapter may die before it has answered anything.
const DEATHS: usize = 3;

/// The options of a run against an adapter.
pub struct AdapterOptions {
    /// The program.
    pub program: Program,
    /// How long an answer may take.
    pub patience: Duration,
    /// The length of the longest line that is read, in bytes.
    pub longest: usize,
    /// How many cases are under way at once.
    pub jobs: usize,
    /// Whether the first documented failure ends the run.
    pub fail_fast: bool,
    /// Ends the run from outside.
    pub interrupt: Interrupt,
    /// The date from which times in payloads are computed.
    pub clock: Clock,
    /// The judges of what the adapter produces.
    pub judges: Arc<Judges>,
    /// The configuration that is in force, in TOML.
    pub configuration: String,
}

/// Runs a plan against an adapter and emits its events. An `Err` only means that the run could not start.
///
/// # Errors
///
/// If the system provides no threads.
pub fn run(plan: Plan, options: AdapterOptions, on_event: &mut dyn FnMut(Event)) -> Result<(), Error> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::io("the async runtime"))?;
    let halt = Halt::default();
    let sink =
        EventSink::new(on_event, options.fail_fast, options.interrupt.clone(), halt.clone(), ExchangeLog::new(false));
    let run = Run {
        plan,
        options,
        sink,
        process: None,
        owed: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        observations: Observations::default(),
        deaths: 0,
    };
    runtime.block_on(run.run());
    Ok(())
}

/// A task whose answer has not come yet.
struct Owed {
    task: Task,
    since: Instant,
}

/// The state of a run.
struct Run<'a> {
    plan: Plan,
    options: AdapterOptions,
    sink: EventSink<'a>,
    process: Option<Process>,
    owed: BTreeMap<String, Owed>,
    /// Whether each valid payload was accepted, by the name of its case.
    outcomes: BTreeMap<String, BaseOutcome>,
    observations: Observations,
    /// How often in a row the adapter died without an answer.
    deaths: usize,
}

impl Run<'_> {
    async fn run(mut self) {
        let (at, configuration) = (self.options.clock.began(), self.options.configuration.clone());
        let target = self.options.program.shell_command();
        self.sink.emit(EventKind::Started { target, cases: self.plan.count(), at, configuration });
        let selected: VecDeque<_> = cases(&self.plan).collect();
        let mut needed: BTreeSet<String> =
            selected.iter().flat_map(|(_, case)| case.base.iter().chain(&case.parts).cloned()).collect();
        selected.iter().for_each(|(_, case)| _ = needed.remove(&case.name));
        let (mut first, rest): (VecDeque<_>, VecDeque<_>) = selected
            .into_iter()
            .map(|(planned, case)| (planned, case, true))
            .partition(|(_, case, _)| case.stands_alone());
        for planned in &self.plan.operations {
            let bases = planned.bases.iter().filter(|(name, _)| needed.contains(*name));
            first.extend(bases.map(|(_, case)| (Arc::clone(planned), Arc::clone(case), false)));
        }
        let mut left = self.phase(first).await;
        left.extend(match self.sink.stopped() {
            None => self.phase(rest).await,
            Some(_) => rest,
        });
        if let Some(why) = self.sink.stopped().map(String::from) {
            self.sink.emit(EventKind::Stopped { why: why.clone() });
            for (_, case, _) in left.iter().filter(|(.., is_selected)| *is_selected) {
                self.finish(CaseResult::not_sent(case, Verdict::Skipped(format!("the run stopped: {why}"))));
            }
        }
        if let Some(process) = self.process.take() {
            _ = process.end().await;
        }
        for (operation, message) in self.observations.take() {
            self.sink.emit(EventKind::Observed { operation, message });
        }
        self.sink.emit(EventKind::Ended);
    }

    /// Runs cases until all are answered or the run stops; returns those that were not begun.
    async fn phase(&mut self, mut waiting: Waiting) -> Waiting {
        loop {
            self.sink.stop_if_interrupted();
            while self.sink.stopped().is_none()
                && self.owed.len() < self.options.jobs
                && let Some((planned, case, is_selected)) = waiting.pop_front()
            {
                self.ask(&planned, &case, is_selected).await;
            }
            if self.owed.is_empty() {
                return waiting;
            }
            self.take_an_answer().await;
        }
    }

    /// Writes the line of a case, to an adapter that is started if none is running.
    async fn ask(&mut self, planned: &Arc<PlannedOperation>, case: &Arc<Case>, is_selected: bool) {
        let site = match nowhere() {
            Ok(site) => site,
            Err(error) => return self.sink.stop(error.to_string()),
        };
        let task = Task::of(planned, case, &site, self.options.clock, &self.options.judges);
        let task = match (task, planned.skip.clone()) {
            (_, Some(why)) => Err(Verdict::Skipped(why)),
            (task, None) => task.map(|task| Task { is_selected, ..task }),
        };
        let task = match task {
            Ok(task) => task,
            Err(verdict) => {
                self.outcomes.insert(case.name.clone(), Err("it was not sent".into()));
                if is_selected {
                    self.finish(CaseResult::not_sent(case, verdict));
                }
                return;
            }
        };
        if let Err(why) = self.started().await {
            self.unanswered(task, Duration::ZERO, &why);
            self.dies(&why);
            return;
        }
        let Some(process) = &mut self.process else { return };
        if let Some(why) = lacks(process, &task) {
            self.outcomes.insert(case.name.clone(), Err(why.clone()));
            if is_selected {
                self.finish(CaseResult::not_sent(case, Verdict::Skipped(why)));
            }
            return;
        }
        let written = process.write(&task.line).await;
        self.owed.insert(case.name.clone(), Owed { task, since: Instant::now() });
        if let Err(why) = written {
            self.dies(&why);
        }
    }

    async fn started(&mut self) -> Result<(), String> {
        if self.process.is_none() {
            let AdapterOptions { program, patience, longest, .. } = &self.options;
            let hello = Question::hello(types(&self.plan));
            self.process = Some(Process::start(program, &hello, *patience, *longest).await?);
        }
        Ok(())
    }

    /// Waits for the next answer, whichever case it is for.
    async fn take_an_answer(&mut self) {
        let Some(process) = &mut self.process else { return };
        let oldest = self.owed.values().map(|owed| owed.since.elapsed()).max().unwrap_or_default();
        let within = self.options.patience.saturating_sub(oldest);
        let Some(answer) = self.options.interrupt.or_give_up(process.next(within)).await else {
            return self.dies("the run was interrupted");
        };
        let answered = answer.and_then(|line| self.answered(&line).map_err(|why| format!("{why}: {line:?}")));
        match answered {
            Ok(()) => self.deaths = 0,
            Err(why) => self.dies(&why),
        }
    }

    /// Takes an answer.
    ///
    /// # Errors
    ///
    /// If it answers nothing that was asked.
    fn answered(&mut self, line: &Answer) -> Result<(), String> {
        let case = match line {
            Answer::Hello { .. } => return Err("it answered the first line once more".into()),
            Answer::Verdict { case, .. } | Answer::Payload { case, .. } => case,
        };
        let Some(owed) = self.owed.get(case) else {
            return Err("it answered a case that it was not asked, or has answered before".into());
        };
        let Judged { verdict, accepted, undecided } = judge(&owed.task.prepared, line, &self.options.judges)?;
        let Some(Owed { task, since }) = self.owed.remove(case) else { return Ok(()) };
        if let Some(mismatch) = undecided {
            let told = || {
                format!(
                    "it returns a value that one reading of its documents forbids, at {}: {}",
                    mismatch.at, mismatch.message
                )
            };
            self.observations.note(&task.planned.name(), Noticed::Undecided, told);
        }
        let outcome = match (accepted, &verdict) {
            (Some(true), _) => Ok(()),
            (Some(false), _) => Err("it was rejected".into()),
            (None, Verdict::Skipped(why)) => Err(why.clone()),
            (None, _) => Err("it was not judged".into()),
        };
        self.outcomes.insert(task.prepared.case.name.clone(), outcome);
        if task.is_selected {
            let verdict = self.proved(&task.prepared.case, verdict);
            let status = match accepted {
                Some(false) => task.planned.operation.usual_rejection(),
                Some(true) | None => task.planned.operation.usual_success(),
            };
            let result = self.result(&task, verdict, since.elapsed(), Reached::Responded(status));
            self.finish(result);
        }
        Ok(())
    }

    /// The verdict, unless nothing follows from it: the base of the case or a value of it alone was not accepted.
    fn proved(&self, case: &Case, verdict: Verdict) -> Verdict {
        let is_judged = matches!(verdict, Verdict::Pass | Verdict::Fail(_));
        let outcome = |name: &String| self.outcomes.get(name).cloned().unwrap_or_else(|| Err("it was not run".into()));
        if let Some(Err(why)) = case.base.as_ref().map(outcome).filter(|_| is_judged) {
            return Verdict::Inconclusive(not_accepted(&why));
        }
        let part = case.parts.iter().find(|part| self.outcomes.get(*part).is_some_and(Result::is_err));
        match (part, verdict) {
            (Some(part), Verdict::Fail(_)) => {
                Verdict::Inconclusive(format!("one of its values is not accepted alone either: {part}"))
            }
            (_, verdict) => verdict,
        }
    }

    /// Tells of every case that an adapter owed when it died, and ends the run if it dies again and again.
    fn dies(&mut self, why: &str) {
        self.process = None;
        for (_, Owed { task, since }) in std::mem::take(&mut self.owed) {
            self.unanswered(task, since.elapsed(), why);
        }
        self.deaths += 1;
        if self.deaths >= DEATHS {
            self.sink
                .stop(format!("the adapter was started {DEATHS} times and answered nothing; the last time, {why}"));
        }
    }

    fn unanswered(&mut self, task: Task, took: Duration, why: &str) {
        self.outcomes.insert(task.prepared.case.name.clone(), Err(why.to_owned()));
        if task.is_selected {
            let verdict = Verdict::Unreachable(format!("the adapter did not answer: {why}"));
            let result = self.result(&task, verdict, took, Reached::Failed(SendErrorKind::Response));
            self.finish(result);
        }
    }

    fn result(&self, task: &Task, verdict: Verdict, took: Duration, reached: Reached) -> CaseResult {
        let (case, command) = (&task.prepared.case, self.options.program.shell_command());
        let (hello, line) = (Question::hello(types(&self.plan)).text(), task.line.text());
        let base = case.base.as_ref().and_then(|name| task.planned.bases.get(name));
        let values = base.and_then(|base| Some((base.payload.value()?, case.payload.value()?)));
        let changed = values.filter(|_| !matches!(verdict, Verdict::Pass));
        CaseResult {
            case: Arc::clone(case),
            verdict,
            request: Some(ShownRequest {
                method: "exec".into(),
                url: command.clone(),
                headers: Vec::new(),
                body: Some(line.clone()),
            }),
            response: None,
            took,
            reproduce: Some(format!("printf '%s\\n' {} {} | ({command})", quoted(&hello), quoted(&line))),
            reached,
            differences: changed.map(|(before, after)| differences(&before, &after)).unwrap_or_default(),
        }
    }

    fn finish(&mut self, result: CaseResult) {
        if self.options.fail_fast && result.level() == Level::Documented && matches!(result.verdict, Verdict::Fail(_)) {
            self.sink.stop("a documented case failed (--fail-fast)".into());
        }
        self.sink.emit(EventKind::Finished(Box::new(result)));
    }
}

/// Cases that were not begun: the operation, the case, and whether it is selected.
type Waiting = VecDeque<(Arc<PlannedOperation>, Arc<Case>, bool)>;
