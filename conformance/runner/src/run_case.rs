//! Runs one case through the stages: prepare, send, judge, read back, clean up.

use crate::{
    event::{CaseResult, Reached, Verdict},
    exchange::SendErrorKind,
    plan::PlannedOperation,
    session::Session,
    stages::{
        clean_up,
        judge::judge,
        prepare::prepare,
        read_back::{self, ReadBackResult},
        send::send,
    },
};
use ringback_suite::case::Case;
use std::sync::Arc;

/// Runs a case. The record that it creates is deleted at once, unless `keep_created` leaves it until the end of the
/// run.
pub async fn run_case(
    session: &Session,
    planned: &Arc<PlannedOperation>,
    case: &Arc<Case>,
    keep_created: bool,
) -> CaseResult {
    let parameters = match session.parameters(planned) {
        Ok(parameters) => parameters,
        Err(why) => return CaseResult::not_sent(case, Verdict::Skipped(why)),
    };
    let options = &session.options;
    let prepared = match prepare(planned, case, &parameters, &options.site, options.clock, &options.judges) {
        Ok(prepared) => prepared,
        Err(why) => return CaseResult::not_sent(case, Verdict::Faulty(why)),
    };
    let _turn = read_back::wait_for_turn(session, planned, &prepared).await;
    let exchange = send(session, &prepared.request).await;
    let response = match exchange.result {
        Ok(response) => response,
        Err(error) => {
            let reached = Reached::Failed(error.kind);
            return session.result(&prepared, Verdict::Unreachable(error.message), None, exchange.took, reached);
        }
    };
    let mut verdict = judge(&prepared, &response, &options.judges);
    let mut reached = Reached::Responded(response.status);
    let mut proof = None;
    if response.is_success() {
        // Noted before anything else is done: the run may be interrupted at any time.
        let created = clean_up::note_created(session, planned, &parameters, &response);
        if case.may_be_taken() {
            let read = read_back::read_back(session, planned, &parameters, &prepared, &response, verdict).await;
            ReadBackResult { verdict, proof } = read;
            if matches!(verdict, Verdict::Unreachable(_)) {
                reached = Reached::Failed(SendErrorKind::Response);
            }
        }
        if let Some(created) = created.filter(|_| !keep_created) {
            clean_up::delete(session, created).await;
        }
    }
    let mut result = session.result(&prepared, verdict, Some(response), exchange.took, reached);
    if let (Some(read), Some(command)) = (proof, &mut result.reproduce) {
        command.push('\n');
        command.push_str(&session.redactor().command(&read));
    }
    result
}
