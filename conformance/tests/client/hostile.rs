//! Servers with one vice each: every call ends in time with what came, as far as it came.

use super::{
    calls,
    server::{Parrot, answer},
};

fn vices() -> Vec<(&'static str, Vec<u8>)> {
    let html = "<html><body>Please log in</body></html>";
    let nested = "[".repeat(1 << 19) + &"]".repeat(1 << 19);
    let latin = b"HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=iso-8859-1\r\ncontent-length: 11\r\n\r\n{\"a\":\"\xe9\xe8\"}";
    let wide: Vec<u8> = "{\"a\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut utf16 = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", wide.len()).into_bytes();
    utf16.extend(wide);
    let endless = answer("200 OK", "", &"x".repeat(3 << 20));
    let echo = format!("{{\"message\": \"{}\"}}", calls::TOKEN);
    vec![
        (
            "html with 200",
            format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 39\r\n\r\n{html}").into(),
        ),
        ("html with 502", answer("502 Bad Gateway", "", html)),
        ("html with 400", answer("400 Bad Request", "", html)),
        ("nothing with 200", answer("200 OK", "", "")),
        ("nothing with 400", answer("400 Bad Request", "", "")),
        ("204 with a body", answer("204 No Content", "", "{\"a\": 1}")),
        ("201 with null", answer("201 Created", "", "null")),
        ("200 with a list", answer("200 OK", "", "[1, {}, null]")),
        (
            "lists of other things",
            answer("200 OK", "", "{\"data\": [null, 1, {}], \"participants\": [7, {\"callbacks\": 8}]}"),
        ),
        ("other things than lists", answer("200 OK", "", "{\"data\": {\"a\": 1}, \"participants\": \"x\"}")),
        ("a truncated body", answer("200 OK", "content-length: 900\r\n", "{\"id\": \"1")),
        ("half a body", b"HTTP/1.1 201 Created\r\ncontent-length: 900\r\n\r\n{\"id\": \"1".to_vec()),
        ("half a chunk", b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{\"id".to_vec()),
        ("deep nesting", answer("200 OK", "", &nested)),
        ("more than is read", endless),
        ("latin-1", latin.to_vec()),
        ("utf-16", utf16),
        ("a redirect", answer("307 Temporary Redirect", "location: http://192.0.2.1/elsewhere\r\n", "")),
        ("a redirect to itself", answer("302 Found", "location: /\r\n", "{}")),
        ("no http", b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()),
        ("nothing at all", Vec::new()),
        ("an odd status", answer("299 Whatever", "", "{}")),
        ("an unknown status", answer("799 Whatever", "", "{}")),
        ("a status of three letters", b"HTTP/1.1 abc OK\r\n\r\n".to_vec()),
        ("the token in an error", answer("400 Bad Request", "", &echo)),
        ("the token in an answer", answer("200 OK", &format!("x-echo: {}\r\n", calls::TOKEN), &echo)),
        ("401", answer("401 Unauthorized", "", "{\"message\": \"expired\"}")),
        ("403", answer("403 Forbidden", "", "{}")),
        ("404", answer("404 Not Found", "", "{}")),
        ("500", answer("500 Internal Server Error", "", "{}")),
    ]
}

#[tokio::test]
async fn whatever_comes_back_is_decoded_or_kept() {
    for (vice, bytes) in vices() {
        for (vendor, operation) in calls::all() {
            let server = Parrot::saying([bytes.clone()]).await;
            let outcome = calls::call(vendor, operation, &server.url).await;
            assert_eq!(server.asked(), 1, "{vice}: {vendor}/{operation} was repeated: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn what_came_before_a_break_is_kept_with_its_status() {
    let server = Parrot::saying([&b"HTTP/1.1 201 Created\r\ncontent-length: 900\r\n\r\n{\"id\": \"1"[..]]).await;
    let outcome = calls::call("webex", "create-scheduled-callback", &server.url).await;
    assert_eq!((outcome.kind, outcome.kept.as_deref()), ("unanswered", Some(&b"{\"id\": \"1"[..])));
    assert!(outcome.read.unwrap_err().contains("201"));

    let long = "x".repeat(3 << 20);
    let server = Parrot::saying([answer("200 OK", "", &long)]).await;
    let outcome = calls::call("webex", "get-scheduled-callback", &server.url).await;
    assert_eq!((outcome.kind, outcome.kept.map(|kept| kept.len())), ("unanswered", Some(1 << 20)));
}

#[tokio::test]
async fn documented_undocumented_and_undecodable_answers_are_told_apart() {
    let expected = [
        ("400 Bad Request", "{\"message\": \"no\"}", "documented"),
        ("400 Bad Request", "<html>", "undecodable"),
        ("401 Unauthorized", "{\"message\": \"no\"}", "undocumented"),
        ("409 Conflict", "{\"message\": \"no\"}", "undocumented"),
        ("302 Found", "{}", "undocumented"),
        ("200 OK", "{}", "undocumented"),
        ("201 Created", "<html>", "ok"),
    ];
    for (status, body, kind) in expected {
        let server = Parrot::saying([answer(status, "", body)]).await;
        let outcome = calls::call("genesys-cloud", "create-callback-on-conversation", &server.url).await;
        assert_eq!(outcome.kind, kind, "{status} with {body}");
    }
}

#[tokio::test]
async fn a_request_says_who_sends_it_and_with_what() {
    let server = Parrot::saying([answer("200 OK", "", "{}")]).await;
    calls::call("webex", "get-scheduled-callback", &server.url).await;
    let head = server.heads().pop().unwrap().to_lowercase();
    for expected in
        ["user-agent: ringback-types/", "authorization: bearer very-secret-token", "accept: application/json"]
    {
        assert!(head.contains(expected), "{expected} is not in {head}");
    }
}
