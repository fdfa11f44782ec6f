//! Events over a WebSocket: whoever connects is delivered each of them once, one message an event.

use axum::extract::ws::{Message, WebSocket};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// What is delivered to everybody who connects.
#[derive(Clone)]
pub struct ServedEvents {
    /// The events, in this order.
    pub events: Arc<[ServedEvent]>,
    /// The time between two events.
    pub every: Duration,
    /// Is told the name of each event that was delivered.
    pub on_delivered: Arc<dyn Fn(&str) + Send + Sync>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct ServedEvent {
    /// Its name, for the log.
    pub name: String,
    /// The message, as documented: the payload in its envelope.
    pub message: String,
}

impl ServedEvents {
    /// Delivers all events, and then waits until the client closes the socket.
    pub(super) async fn deliver(self, mut socket: WebSocket) {
        for event in self.events.iter() {
            if socket.send(Message::Text(event.message.as_str().into())).await.is_err() {
                return;
            }
            (self.on_delivered)(&event.name);
            // Pings and closing are answered while a message is waited for.
            tokio::select! {
                () = sleep(self.every) => {}
                () = until_closed(&mut socket) => return,
            }
        }
        until_closed(&mut socket).await;
    }
}

/// What a client says is not asked for.
async fn until_closed(socket: &mut WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if matches!(message, Message::Close(_)) {
            return;
        }
    }
}
