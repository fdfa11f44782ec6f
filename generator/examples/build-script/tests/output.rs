//! What the example prints.

use std::process::Command;

#[test]
fn the_built_order_is_sent_and_the_broken_one_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_build-script")).output().expect("the example runs");
    assert!(output.status.success());
    let printed = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.first(), Some(&r#"sent: {"id":"DE-17","lines":[{"article":"bell","count":2}]}"#));
    for (at, line) in [("/id", "order.schema.json:8"), ("/lines/0/count", "order.schema.json:23")] {
        assert!(printed.contains(&format!("refused: {at}")) && printed.contains(line), "{printed}");
    }
}
