//! A list in pages as a stream: every record comes once, broken ones too, and the stream ends whatever comes back.

use super::{
    calls::{Wire, client},
    server::{Parrot, answer},
};
use futures_util::StreamExt as _;
use ringback_types::{
    client::{Answer, Page, StatusCode},
    webex::client::{Api, Client, Double, operations},
};
use serde_json::{Value, json};

/// A valid record with this identifier.
fn record(id: &str) -> Value {
    let document: Value = serde_json::from_str(operations::LIST_SCHEDULED_CALLBACKS.example.body).unwrap();
    let mut record = document["data"][0].clone();
    record["id"] = json!(id);
    record
}

fn page(records: &[Value], meta: &Value) -> Vec<u8> {
    answer("200 OK", "", &json!({"meta": meta, "data": records}).to_string())
}

/// The records of a stream, by name or by what is wrong with them.
async fn read(answers: Vec<Vec<u8>>) -> (Vec<Result<String, Option<Value>>>, Vec<String>) {
    let server = Parrot::saying(answers).await;
    let api: Client = client(Client::builder(), &server.url, &Wire::default());
    let mut stream = api.list_scheduled_callbacks_stream("o", Page::default().size(2));
    let mut all = Vec::new();
    while let Some(item) = stream.next().await {
        all.push(match item {
            Ok(schedule) => Ok(serde_json::to_value(schedule).unwrap()["id"].as_str().unwrap().to_owned()),
            Err(error) => Err(error.record().map(|(_, undecodable)| undecodable.value.clone())),
        });
    }
    let asked = server.heads().iter().map(|head| head.split(' ').nth(1).unwrap().to_owned()).collect();
    (all, asked)
}

#[tokio::test]
async fn every_record_of_every_page_comes_once_broken_ones_too() {
    let meta = json!({"page": 0, "pageSize": 2, "totalPages": 2, "totalRecords": 4});
    let first = page(&[record("a"), json!({"broken": true})], &meta);
    let second = page(&[json!(7), record("b")], &meta);
    let (all, asked) = read(vec![first, second]).await;
    let broken = |value: Value| Err(Some(value));
    assert_eq!(all, [Ok("a".into()), broken(json!({"broken": true})), broken(json!(7)), Ok("b".into())]);
    assert!(asked[0].ends_with("?page=0&pageSize=2") && asked[1].ends_with("?page=1&pageSize=2"), "{asked:?}");
    assert_eq!(asked.len(), 2);
}

#[tokio::test]
async fn the_stream_ends_whatever_the_other_side_counts() {
    let many = json!({"totalPages": u64::MAX});
    let same = page(&[record("a")], &many);
    assert_eq!(read(vec![same.clone()]).await.0.len(), 1);
    let other = page(&[record("b")], &many);
    assert_eq!(read(vec![same.clone(), other, same.clone()]).await.0.len(), 2);
    assert_eq!(read(vec![same, page(&[], &many)]).await.0.len(), 1);
    for meta in [json!(null), json!({}), json!({"totalPages": "many"}), json!({"totalPages": -1}), json!([])] {
        // Nobody says that this was all: it is asked once more, and the same page again is no news.
        let (all, asked) = read(vec![page(&[record("a")], &meta)]).await;
        assert_eq!((all.len(), asked.len()), (1, 2), "{meta}");
        let (all, asked) = read(vec![page(&[record("a")], &meta), page(&[record("b")], &meta), page(&[], &meta)]).await;
        assert_eq!((all.len(), asked.len()), (2, 3), "{meta}");
    }
}

#[tokio::test]
async fn a_page_that_is_none_is_an_error_that_keeps_it() {
    let strange = json!({"items": [1]});
    let (all, _) = read(vec![answer("200 OK", "", &strange.to_string())]).await;
    assert_eq!(all, [Err(Some(strange))]);
    let (all, _) = read(vec![answer("200 OK", "", "{\"data\": {\"a\": 1}}")]).await;
    assert_eq!(all, [Err(Some(json!({"a": 1})))]);
    let meta = json!({"totalPages": 3});
    let (all, asked) = read(vec![page(&[record("a")], &meta), answer("500 Oh", "", "")]).await;
    assert_eq!((all, asked.len()), (vec![Ok("a".into()), Err(None)], 2));
}

#[tokio::test]
async fn a_stream_starts_where_it_is_told_to_and_works_on_any_api() {
    let double = Double::new();
    let api: &dyn Api = &double;
    assert_eq!(api.list_scheduled_callbacks_stream("o", Page::number(3)).count().await, 1);
    assert!(double.sent()[0].url.ends_with("?page=3"), "{}", double.sent()[0].url);
    let body = json!({"meta": {"totalPages": 9}, "data": [{}, record("a")]}).to_string();
    double.answer(&operations::LIST_SCHEDULED_CALLBACKS, Answer::new(StatusCode::OK, body));
    assert_eq!(api.list_scheduled_callbacks_stream("o", Page::number(8)).count().await, 2);
}
