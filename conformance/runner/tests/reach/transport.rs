//! How a target is reached: certificates, proxies, Unix sockets, and how much is read.

use crate::counterpart::{Reached, app, configured, configured_with, serve, status};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use ringback_runner::{exchange, safety::AddressPolicy};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring::default_provider,
    pki_types::{PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
};
use std::{
    fs,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream, UnixListener},
    runtime::Runtime,
};
use tokio_rustls::TlsAcceptor;

const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";

/// A folder with an authority's certificate, and a client's certificate and key that it signed.
fn certificates() -> (TempDir, Arc<ServerConfig>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let signed = |name: &str| {
        let key = KeyPair::generate().unwrap();
        (CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap(), key)
    };
    let (client, client_key) = signed("client");
    let (server, server_key) = signed("localhost");
    let folder = tempfile::tempdir().unwrap();
    for (name, pem) in
        [("ca.pem", authority.pem()), ("client.pem", client.pem()), ("client.key", client_key.serialize_pem())]
    {
        fs::write(folder.path().join(name), pem).unwrap();
    }
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let provider = Arc::new(default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap();
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::from_pem_slice(server_key.serialize_pem().as_bytes()).unwrap();
    let config = config.with_client_cert_verifier(verifier).with_single_cert(vec![server.der().clone()], key).unwrap();
    (folder, Arc::new(config))
}

/// A server that demands a certificate of whoever connects.
fn demanding(runtime: &Runtime, config: Arc<ServerConfig>) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = TlsAcceptor::from(Arc::clone(&config));
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                _ = stream.read(&mut [0; 65_536]).await;
                _ = stream.write_all(OK).await;
                _ = stream.shutdown().await;
            });
        }
    });
    address
}

/// A proxy that counts: tunnels by `CONNECT`, answers everything else itself.
fn proxy(runtime: &Runtime) -> (SocketAddr, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let (tunnels, forwarded) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&tunnels), Arc::clone(&forwarded));
    runtime.spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let counts = counts.clone();
            tokio::spawn(async move {
                let mut head = vec![0; 65_536];
                let length = stream.read(&mut head).await.unwrap();
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                let target = head.split(' ').nth(1).unwrap();
                if head.starts_with("CONNECT") {
                    counts.0.fetch_add(1, Ordering::SeqCst);
                    let mut server = TcpStream::connect(target.replace("localhost", "127.0.0.1")).await.unwrap();
                    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                    _ = copy_bidirectional(&mut stream, &mut server).await;
                } else {
                    assert_eq!(target, "http://nowhere.invalid/x?b=2&a=1");
                    counts.1.fetch_add(1, Ordering::SeqCst);
                    _ = stream.write_all(OK).await;
                }
            });
        }
    });
    (address, tunnels, forwarded)
}

fn client(folder: &TempDir, keys: &str, port: u16) -> Reached {
    let folder = folder.path().display();
    let keys = keys.replace("FOLDER", &folder.to_string());
    configured(&format!("[target]\n{keys}"), &format!("https://localhost:{port}"))
}

const CA: &str = "ca = \"FOLDER/ca.pem\"\n";
const CERTIFICATE: &str = "client_certificate = { cert = \"FOLDER/client.pem\", key = \"FOLDER/client.key\" }\n";

#[test]
fn a_certificate_is_shown_to_a_server_that_demands_one() {
    let runtime = Runtime::new().unwrap();
    let (folder, config) = certificates();
    let port = demanding(&runtime, config).port();
    assert_eq!(client(&folder, &format!("{CA}{CERTIFICATE}"), port).post(&runtime).unwrap().status, 200);
    assert!(client(&folder, CA, port).post(&runtime).is_err(), "no certificate is shown");
    let error = client(&folder, CERTIFICATE, port).post(&runtime).unwrap_err();
    assert!(error.message.contains("TLS") && error.message.contains("UnknownIssuer"), "{error}");
}

const ANYWHERE: AddressPolicy = AddressPolicy { allow_remote: true, allow_ringing: false };

#[test]
fn a_request_that_may_ring_goes_to_this_machine_only_and_others_where_it_is_allowed() {
    let runtime = Runtime::new().unwrap();
    let (address, log) = serve(&runtime, |_| status(204));
    for (policy, url, rings, sent) in [
        (AddressPolicy::default(), format!("http://{address}"), true, true),
        (AddressPolicy::default(), format!("http://0.0.0.0:{}", address.port()), false, false),
        (ANYWHERE, format!("http://0.0.0.0:{}", address.port()), false, true),
        (ANYWHERE, format!("http://0.0.0.0:{}", address.port()), true, false),
        (AddressPolicy { allow_ringing: true, ..ANYWHERE }, format!("http://0.0.0.0:{}", address.port()), true, true),
    ] {
        let target = configured_with(policy, "", &url);
        let before = log.lock().unwrap().len();
        // The second one would find a connection in the pool.
        for rings in [false, rings] {
            let request = exchange::Request { rings, ..target.site.request_at("POST", "/x") };
            _ = runtime.block_on(target.target.send(&request));
        }
        let arrived = log.lock().unwrap().len() - before;
        let expected = usize::from(sent) + usize::from(sent || policy.allow_remote);
        assert_eq!(arrived, expected, "{policy:?} {url} {rings}");
    }
}

#[test]
fn a_proxy_forwards_http_and_tunnels_https() {
    let runtime = Runtime::new().unwrap();
    let (folder, config) = certificates();
    let port = demanding(&runtime, config).port();
    let (address, tunnels, forwarded) = proxy(&runtime);
    let keys = format!("proxy = \"http://{address}\"\n");
    assert_eq!(client(&folder, &format!("{CA}{CERTIFICATE}{keys}"), port).post(&runtime).unwrap().status, 200);
    let (keys, url) = (format!("[target]\n{keys}"), "http://nowhere.invalid");
    let refused = configured(&keys, url).post(&runtime).unwrap_err();
    assert!(refused.message.contains("not this machine; --allow-remote allows it"), "{refused}");
    let plain = configured_with(ANYWHERE, &keys, url);
    assert_eq!(plain.post(&runtime).unwrap().status, 200);
    assert_eq!((tunnels.load(Ordering::SeqCst), forwarded.load(Ordering::SeqCst)), (1, 1));
}

#[test]
fn a_unix_socket_is_reached() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.sock");
    let (app, log) = app(|_| status(204));
    let guard = runtime.enter();
    let listener = UnixListener::bind(&path).unwrap();
    drop(guard);
    runtime.spawn(async move { axum::serve(listener, app).await });
    let config = format!("[target]\nunix_socket = \"{}\"", path.display());
    let refused = configured(&config, "http://api.example.com/v1").post(&runtime).unwrap_err();
    assert!(refused.message.contains("not this machine"), "{refused}");
    assert_eq!(log.lock().unwrap().len(), 0);
    let target = configured_with(ANYWHERE, &config, "http://api.example.com/v1");
    assert_eq!(target.post(&runtime).unwrap().status, 204);
    let got = log.lock().unwrap()[0].clone();
    assert_eq!((got.uri.as_str(), got.header("host")), ("/v1/x?b=2&a=1", "api.example.com"));
}

#[test]
fn as_much_of_a_body_is_read_as_the_configuration_allows() {
    let runtime = Runtime::new().unwrap();
    let (address, _) = serve(&runtime, |_| axum::response::Response::new(vec![b'x'; 3_000_000].into()));
    for (keys, length) in [("", 1 << 20), ("max_body = \"2KiB\"", 2048), ("max_body = \"16MiB\"", 3_000_000)] {
        let target = configured(&format!("[target]\n{keys}"), &format!("http://{address}"));
        let response = target.post(&runtime).unwrap();
        assert_eq!((response.body.len(), response.truncated), (length, length < 3_000_000), "{keys}");
    }
}
