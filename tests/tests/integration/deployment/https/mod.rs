//! HTTPS of the program itself: the certificate, sockets, cookies and redirects.

mod acme;
mod client;

use std::path::Path;

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use tokio_tungstenite::{client_async, tungstenite::Message};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::{Process, Program, certificates::TestCertificates},
};

use self::client::Https;

/// Starts the web process with HTTPS on a free port, in `folder`.
async fn start(env: &TestEnvironment, folder: &Path, more: &[(&str, &str)]) -> Process {
    let fixed = [("HOST", "127.0.0.1"), ("LOG_FORMAT", "json"), ("RUST_LOG", "info"), ("HTTPS_PORT", "0")];
    let fixed = fixed.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let backends = env.backends().into_iter().map(|(name, value)| (name.to_owned(), value));
    Process::start_in(folder.to_owned(), Program::Web, fixed.chain(backends).collect()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_self_signed_certificate_serves_calls_and_sockets() {
    let env = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    let process = start(&env, folder.path(), &[]).await;
    let kept: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("var/https/self-signed.json")).unwrap()).unwrap();
    let mut https = Https::of(process, "127.0.0.1", kept["certificate"].as_str().unwrap().as_bytes());

    let version = https.call("GET", "/version", &json!(null)).await;
    assert!(version.contains(&format!("\"https_port\":{}", https.port)), "{version}");
    // The address is not public, so browsers must still be able to open it without HTTPS.
    assert!(!version.to_lowercase().contains("strict-transport-security"), "{version}");
    let registration = json!({"name": "Ana", "password": "seven owls juggle figs", "refresh": "cookie"});
    let registered = https.call("POST", "/api/accounts", &registration).await;
    assert!(registered.contains("__Host-wpp_refresh=") && registered.contains("; Secure"), "{registered}");

    let session = Api::of(&https.process).create(json!({})).await;
    let url = format!("wss://127.0.0.1:{}/ws/game/{}/?role=host", https.port, session.code);
    let (mut socket, _) = client_async(url, https.connect().await).await.expect("a socket over TLS");
    let Some(Ok(Message::Text(first))) = socket.next().await else { panic!("no first frame") };
    assert!(first.contains("\"session.snapshot\""), "{first}");
    https.process.terminate();
    let closed = loop {
        match socket.next().await {
            Some(Ok(Message::Close(Some(frame)))) => break frame.code,
            Some(Ok(_)) => {}
            other => panic!("no close frame: {other:?}"),
        }
    };
    assert_eq!(u16::from(closed), 1012);
    assert!(https.process.ended().await.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_address_is_served_over_https_only() {
    let env = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    let certificates = TestCertificates::make();
    let [certificate, key] = [certificates.server(), certificates.server_key()];
    let files = [
        ("PUBLIC_URL", "https://party.example"),
        ("TLS_CERTIFICATE", certificate.to_str().unwrap()),
        ("TLS_KEY", key.to_str().unwrap()),
    ];
    let process = start(&env, folder.path(), &files).await;
    let https = Https::of(process, "127.0.0.1", &std::fs::read(certificates.authority()).unwrap());

    let page = https.call("GET", "/join/BCDFGH", &json!(null)).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.to_lowercase().contains("strict-transport-security: max-age"), "{page}");

    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let plain = async |path: &str| {
        let answer = client.get(format!("http://{}{path}", https.process.address())).send().await.unwrap();
        let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location)
    };
    let redirected = Some("https://party.example/join/BCDFGH?x=1".to_owned());
    assert_eq!(plain("/join/BCDFGH?x=1").await, (308, redirected));
    assert_eq!(plain("//evil.example/").await.1.as_deref(), Some("https://party.example//evil.example/"));
    assert_eq!(plain("/healthz").await, (200, None));
    assert!(!folder.path().join("var/https").exists(), "no certificate was created");
}
