//! AWS Signature Version 4, verified by the algorithm that AWS publishes and not by the crate that signs.

use crate::counterpart::{Got, configured, serve, status};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tokio::runtime::Runtime;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// RFC 2104.
fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let pad = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = sha256(&[pad(0x36), text.as_bytes().to_vec()].concat());
    sha256(&[pad(0x5c), inner].concat())
}

/// The signature that a request must have, by <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
fn expected(got: &Got, secret: &str) -> String {
    let authorization = got.header("authorization");
    let field = |name: &str| {
        let rest = authorization.split(&format!("{name}=")).nth(1).unwrap();
        rest.split(',').next().unwrap().trim().to_owned()
    };
    let (credential, signed) = (field("Credential"), field("SignedHeaders"));
    let scope: Vec<&str> = credential.split('/').collect();
    let [_, date, region, service, "aws4_request"] = scope.as_slice() else { panic!("{credential}") };
    let (path, query) = got.uri.split_once('?').unwrap_or((&got.uri, ""));
    let query: BTreeMap<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers = signed.split(';').map(|name| format!("{name}:{}\n", got.header(name).trim()));
    let canonical = format!(
        "{}\n{path}\n{}\n{}\n{signed}\n{}",
        got.method,
        query.join("&"),
        headers.collect::<String>(),
        hex(&sha256(&got.body))
    );
    let time = got.header("x-amz-date");
    assert!(time.starts_with(date), "{time} {date}");
    let scope = format!("{date}/{region}/{service}/aws4_request");
    let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex(&sha256(canonical.as_bytes())));
    let key = [*date, region, service, "aws4_request"];
    let key = key.iter().fold(format!("AWS4{secret}").into_bytes(), |key, text| hmac(&key, text));
    hex(&hmac(&key, &text))
}

#[test]
fn each_request_is_signed_by_the_published_algorithm() {
    let runtime = Runtime::new().unwrap();
    let (address, log) = serve(&runtime, |got| {
        let signature = expected(got, "secret-of-AWS_SECRET_ACCESS_KEY");
        status(if got.header("authorization").ends_with(&format!("Signature={signature}")) { 200 } else { 403 })
    });
    let config = "[target]\nauth = { sigv4 = { service = \"connect\", region = \"us-east-1\" } }";
    let target = configured(config, &format!("http://{address}"));
    assert_eq!(target.post(&runtime).unwrap().status, 200);
    let got = log.lock().unwrap()[0].clone();
    assert_eq!(got.header("x-amz-security-token"), "secret-of-AWS_SESSION_TOKEN");
    let authorization = got.header("authorization");
    assert!(authorization.contains("/us-east-1/connect/aws4_request"), "{authorization}");
    assert!(authorization.contains("content-type;host;x-amz-date;x-amz-security-token"), "{authorization}");
    assert!(target.again().contains("--aws-sigv4 'aws:amz:us-east-1:connect'"), "{}", target.again());
}
