//! Requests are repeated where that is safe and nowhere else.

use super::{
    calls::{self, Wire, client},
    server::{Parrot, answer},
};
use ringback_types::{
    client::{Answering, Error, Failure, Hook, Method, Request, Retry, Token, Unbuilt},
    webex::client::{Api as _, Client},
};
use std::time::{Duration, Instant, SystemTime};

/// Whether these answers, in order, are asked for so often.
async fn asked(operation: &str, answers: &[Vec<u8>]) -> (usize, &'static str) {
    let server = Parrot::saying(answers.to_vec()).await;
    let outcome = calls::call("webex", operation, &server.url).await;
    (server.asked(), outcome.kind)
}

#[tokio::test]
async fn what_was_refused_for_now_is_asked_again_and_what_may_have_rung_is_not() {
    let (busy, down) = (answer("429 Too Many Requests", "", ""), answer("503 Service Unavailable", "", ""));
    let (done, slow) = (answer("204 No Content", "", ""), answer("408 Request Timeout", "", ""));
    for (operation, answers, expected) in [
        ("delete-scheduled-callback", vec![busy.clone(), done.clone()], (2, "ok")),
        ("delete-scheduled-callback", vec![down.clone(), busy.clone(), done.clone()], (3, "ok")),
        ("get-scheduled-callback", vec![down.clone()], (3, "undocumented")),
        ("update-scheduled-callback", vec![down.clone()], (3, "undocumented")),
        ("create-scheduled-callback", vec![busy.clone()], (3, "undocumented")),
        ("create-scheduled-callback", vec![down.clone()], (1, "undocumented")),
        ("get-scheduled-callback", vec![slow.clone()], (1, "undocumented")),
        ("create-scheduled-callback", vec![Vec::new()], (1, "unanswered")),
        ("get-scheduled-callback", vec![Vec::new()], (1, "unanswered")),
    ] {
        assert_eq!(asked(operation, &answers).await, expected, "{operation}");
    }
}

#[tokio::test]
async fn the_wait_is_what_the_other_side_asks_for() {
    let date = |ahead: u64| httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(ahead));
    let past = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH);
    let seconds = Duration::from_secs;
    for (after, asked, least) in [
        ("0".to_owned(), 2, seconds(0)),
        (date(2), 2, Duration::from_millis(900)),
        ("1".to_owned(), 2, seconds(1)),
        (past, 2, seconds(0)),
        ("soon".to_owned(), 2, seconds(0)),
        ("-1".to_owned(), 2, seconds(0)),
        ("1.5".to_owned(), 2, seconds(0)),
        ("60".to_owned(), 1, seconds(0)),
        (date(3600), 1, seconds(0)),
        ("99999999999999999999999".to_owned(), 1, seconds(0)),
    ] {
        let busy = answer("429 Too Many Requests", &format!("retry-after: {after}\r\n"), "");
        let server = Parrot::saying([busy, answer("204 No Content", "", "")]).await;
        let start = Instant::now();
        calls::call("webex", "delete-scheduled-callback", &server.url).await;
        let took = start.elapsed();
        assert_eq!(server.asked(), asked, "{after}");
        assert!(took >= least && took < least + seconds(2), "{after}: {took:?}");
    }
}

#[tokio::test]
async fn a_token_is_asked_for_before_every_attempt_and_its_failure_stops_the_call() {
    let server = Parrot::saying([answer("429 Too Many Requests", "", ""), answer("204 No Content", "", "")]).await;
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let provider = {
        let count = count.clone();
        move || {
            let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            async move { Ok::<_, std::convert::Infallible>(Token::from(format!("token-{number}"))) }
        }
    };
    let retry = Retry::default().base(Duration::from_millis(1));
    let api = Client::builder().base_url(&server.url).token(provider).retry(retry).build().unwrap();
    api.delete_scheduled_callback("o", "i").await.unwrap();
    let heads = server.heads();
    assert!(heads[0].contains("token-0") && heads[1].contains("token-1"));

    for broken in ["new\nline", "ctrl\u{7f}"] {
        let api = Client::builder().base_url(&server.url).token(broken).build().unwrap();
        let error = api.delete_scheduled_callback("o", "i").await.unwrap_err();
        assert!(matches!(error, Error::Token(_)) && error.is_unsent());
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(!format!("{error}{error:?}{source}").contains(broken));
    }
    let failing = || async { Err::<Token, _>(std::io::Error::other("offline")) };
    let api = Client::builder().base_url(&server.url).token(failing).build().unwrap();
    assert!(matches!(api.delete_scheduled_callback("o", "i").await.unwrap_err(), Error::Token(_)));
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn an_argument_never_leads_anywhere_else() {
    let server = Parrot::saying([answer("204 No Content", "", "")]).await;
    let api: Client = client(Client::builder(), &server.url, &Wire::default());
    for broken in ["", ".", ".."] {
        let error = api.delete_scheduled_callback("o", broken).await.unwrap_err();
        assert!(matches!(error, Error::Argument("id")) && error.is_unsent(), "{error}");
    }
    assert_eq!(server.asked(), 0);
    api.delete_scheduled_callback("a/b?c#d", "%2e%2e/é {id}").await.unwrap();
    let head = server.heads().pop().unwrap();
    let path = "/v1/callbacks/organization/a%2Fb%3Fc%23d/scheduled-callback/%252e%252e%2F%C3%A9%20%7Bid%7D";
    assert!(head.starts_with(&format!("DELETE {path} HTTP/1.1")), "{head}");
}

#[tokio::test]
async fn nothing_shows_the_token_and_nothing_odd_is_built() {
    let api = Client::builder().base_url("http://localhost").token(calls::TOKEN).build().unwrap();
    let shown = format!("{api:?} {:?} {:?}", Client::builder().token(calls::TOKEN), Token::from(calls::TOKEN));
    assert!(!shown.contains(calls::TOKEN), "{shown}");
    for broken in ["", "nowhere", "ftp://example.com", "http://", "https://u:p@example.com", "https://example.com?a=b"]
    {
        assert!(Client::builder().base_url(broken).build().is_err(), "{broken}");
    }
    assert!(Client::builder().base_url("http://localhost").user_agent("two\nlines").build().is_err());
}

#[tokio::test]
async fn what_was_never_connected_was_never_sent() {
    let refused = Parrot::saying([Vec::new()]).await.url;
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    for url in [format!("http://127.0.0.1:{port}"), refused.replace("http:", "https:")] {
        // A machine without certificates cannot check those of others, and says so.
        let builder = Client::builder().base_url(&url).token(calls::TOKEN).timeout(Duration::from_millis(400));
        let api = match builder.build() {
            Ok(api) => api,
            Err(error) => return assert!(matches!(error, Unbuilt::Tls(_)), "{error}"),
        };
        let error = api.create_scheduled_callback("o", &calls::request()).await.unwrap_err();
        assert!(matches!(&error, Error::Unanswered(unanswered) if !unanswered.may_have_acted()), "{error:?}");
        assert!(error.is_unsent() && error.answer().is_none());
    }
}

/// Signs by naming what it signs; refuses to sign what deletes.
struct Signer;

impl Hook for Signer {
    fn before<'a>(&'a self, request: &'a mut Request) -> Answering<'a, Result<(), Failure>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if request.method == Method::DELETE {
                return Err("nothing is deleted".into());
            }
            let length = request.body.as_ref().map_or(0, |body| body.len());
            request.headers.insert("x-signed", format!("{} {length}", request.operation.name).parse()?);
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_hook_may_sign_what_is_sent_and_stop_what_is_not() {
    let server = Parrot::saying([answer("400 Bad Request", "", "")]).await;
    let api = Client::builder().base_url(&server.url).user_agent("mine/1").hook(Signer).build().unwrap();
    let length = serde_json::to_vec(&calls::request()).unwrap().len();
    assert!(api.create_scheduled_callback("o", &calls::request()).await.is_err());
    let head = server.heads().pop().unwrap();
    assert!(head.contains(&format!("x-signed: create-scheduled-callback {length}")), "{head}");
    assert!(head.contains("user-agent: mine/1") && !head.contains("authorization"), "{head}");
    let error = api.delete_scheduled_callback("o", "i").await.unwrap_err();
    assert!(matches!(&error, Error::Hook(failure) if failure.to_string() == "nothing is deleted"));
    assert_eq!(server.asked(), 1);
}
