//! A server that always responds the same, and counts the requests.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A running server.
pub struct Parrot {
    pub url: String,
    asked: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Parrot {
    /// One that says these bytes one after the other, the last for ever, and closes the connection each time.
    pub async fn saying(all: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Self {
        let answers: Vec<Vec<u8>> = all.into_iter().map(Into::into).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (asked, heads) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (counter, seen) = (asked.clone(), heads.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let head = read(&mut stream).await;
                let index = counter.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
                seen.lock().unwrap().push(head);
                let answer = answers[index].clone();
                tokio::spawn(async move {
                    _ = stream.write_all(&answer).await;
                    _ = stream.shutdown().await;
                });
            }
        });
        Self { url, asked, heads }
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// The first line and the headers of every request.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Reads a request to its end.
async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return head.into();
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}

/// An answer with a JSON body of its own length.
pub fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {length}");
    format!("{head}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}
