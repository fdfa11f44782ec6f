//! Builds an order, serializes it as JSON, and validates a received one.

mod types {
    include!(concat!(env!("OUT_DIR"), "/types/mod.rs"));
}

use std::error::Error;
use types::{Line, Order, check};

fn main() -> Result<(), Box<dyn Error>> {
    let line = Line::builder().article("bell".parse()?).count(2.try_into()?).build()?;
    // Without `.id(…)` or `.lines(…)` this does not compile.
    let order = Order::builder().id("DE-17".parse()?).lines([line]).build()?;
    println!("sent: {}", serde_json::to_string(&order)?);

    let received = br#"{"id": "seventeen", "lines": [{"article": "bell", "count": 0}]}"#;
    match check::<Order>(received) {
        Ok(order) => println!("received {} lines", order.lines.len()),
        Err(violations) => violations.iter().for_each(|violation| println!("refused: {violation}")),
    }
    Ok(())
}
