//! An adapter in Rust on the generated types: one JSON object a line comes in on standard input, one goes out on standard
//! output. `refusal` is the implementation under test; call your own instead.

use ringback_types::{
    check,
    genesys_cloud::{Callback, CreateCallbackOnConversationCommand},
};
use serde_json::{Value, json};
use std::io::{BufRead, Write, stdin, stdout};

const TYPE: &str = "genesys-cloud/CreateCallbackOnConversationCommand";
const PRODUCED: &str = "genesys-cloud/Callback";

/// Why a callback is refused; `None` if it is taken.
fn refusal(payload: &Value) -> Option<String> {
    let violations = check::<CreateCallbackOnConversationCommand>(payload.to_string().as_bytes()).err()?;
    violations.first().map(ToString::to_string)
}

fn answer(line: &Value) -> Value {
    let case = &line["case"];
    if line["hello"].is_object() {
        return json!({"hello": {"name": "example in Rust", "version": "1.0", "types": [TYPE, PRODUCED]}});
    }
    if line["produce"] == PRODUCED {
        let built = Callback::builder().callback_numbers(["+12025550100"]).build();
        return match built.map(|callback| json!(callback)) {
            Ok(payload) => json!({"case": case, "payload": payload}),
            Err(why) => json!({"case": case, "verdict": "skip", "reason": format!("{why:?}")}),
        };
    }
    if line["type"] != TYPE {
        return json!({"case": case, "verdict": "skip", "reason": format!("it only judges {TYPE}")});
    }
    match refusal(&line["payload"]) {
        None => json!({"case": case, "verdict": "accept"}),
        Some(why) => json!({"case": case, "verdict": "reject", "message": why}),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for text in stdin().lock().lines() {
        let mut stdout = stdout().lock();
        writeln!(stdout, "{}", answer(&serde_json::from_str(&text?)?))?;
        stdout.flush()?;
    }
    Ok(())
}
