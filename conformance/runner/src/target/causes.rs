//! Errors with all that is behind them.

/// The message of an error, followed by those of its causes.
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut messages = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !messages.iter().any(|known| known.contains(&message)) {
            messages.push(message);
        }
        cause = inner.source();
    }
    messages.join(": ")
}
