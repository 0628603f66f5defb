//! Certificates from an ACME server, with the real program and a real server (Pebble).

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::{
        FreePort, Process, Program,
        acme_server::{AcmePolicy, AcmeServer},
    },
    wait_until,
};

use super::client::{self, Https};

const DOMAIN: &str = "party.example.org";
const DAY_S: u64 = 24 * 60 * 60;

fn policy(http_port: u16) -> AcmePolicy {
    AcmePolicy { http_port, valid_for_s: 90 * DAY_S, refused_domain: "refused.example.org" }
}

/// Starts the web process with the server's certificate for `domain`, in `folder`.
async fn start(env: &TestEnvironment, folder: &Path, acme: &AcmeServer, domain: &str, port: u16) -> Process {
    let fixed = [("HOST", "127.0.0.1"), ("LOG_FORMAT", "json"), ("RUST_LOG", "info"), ("HTTPS_PORT", "0")];
    let fixed = fixed.into_iter().map(|(name, value)| (name, value.to_owned()));
    let settings = fixed.chain(acme.settings(domain)).chain(env.backends()).chain([("PORT", port.to_string())]);
    let settings = settings.map(|(name, value)| (name.to_owned(), value)).collect();
    Process::start_in(folder.to_owned(), Program::Web, settings).await
}

/// Waits for a log entry with this message. Returns it.
async fn logged(process: &Process, message: &str) -> Value {
    process.log().wait_for(message, |entry| (entry["message"] == message).then(|| entry.clone())).await
}

const ORDERED: &str = "certificate from the ACME server";
const FAILED: &str = "no new certificate; the server continues without it";

/// Returns the address that guests open, which the process states on its port without HTTPS.
async fn public_url(process: &Process) -> Option<String> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = client.get(format!("http://{}/version", process.address())).send().await.unwrap();
    let answer: Value = answer.json().await.ok()?;
    answer["public_url"].as_str().map(ToOwned::to_owned)
}

/// Returns all files below the folder of certificates.
fn kept_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { kept_files(&path) } else { vec![path] }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_alone_brings_trusted_https() {
    let env = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    // The ACME server reaches another process than the one that orders, as behind a balancer.
    let other = env.start_api_with(&[("ALLOWED_HOSTS", DOMAIN)]).await;
    let Some(acme) = AcmeServer::start(policy(other.address().port())).await else { return };
    let process = start(&env, folder.path(), &acme, DOMAIN, 0).await;
    logged(&process, "certificate renewed").await;

    let root = client::get(acme.management_port(), "/roots/0", &acme.authority()).await;
    let https = Https::of(process, DOMAIN, root.as_bytes());
    let page = https.call("GET", "/join/BCDFGH", &json!(null)).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.to_lowercase().contains("strict-transport-security: max-age"), "{page}");
    assert!(page.contains(&format!("wss://{DOMAIN}")), "{page}");
    let registration = json!({"name": "Ana", "password": "seven owls juggle figs", "refresh": "cookie"});
    let registered = https.call("POST", "/api/accounts", &registration).await;
    assert!(registered.contains("; Secure"), "{registered}");

    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let plain = |path: &str| client.get(format!("http://{}{path}", https.process.address())).send();
    let redirected = plain("/join/BCDFGH").await.unwrap();
    let location = redirected.headers()["location"].to_str().unwrap();
    assert_eq!((redirected.status().as_u16(), location), (308, "https://party.example.org/join/BCDFGH"));
    assert_eq!(plain("/.well-known/acme-challenge/unknown").await.unwrap().status(), 404);
    for file in kept_files(&folder.path().join("var/https/acme")) {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }

    // A second process of the machine uses the certificate, and orders none.
    let second = start(&env, folder.path(), &acme, DOMAIN, 0).await;
    let second = Https::of(second, DOMAIN, root.as_bytes());
    second.connect().await;
    assert!(!second.process.log().text().contains(ORDERED));
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_renewed_and_survive_a_lost_server() {
    let env = TestEnvironment::start().await;
    let folder = tempfile::tempdir().unwrap();
    let claimed = FreePort::claim();
    let port = claimed.number();
    let Some(mut acme) = AcmeServer::start(AcmePolicy { valid_for_s: 3, ..policy(port) }).await else { return };
    let process = start(&env, folder.path(), &acme, DOMAIN, port).await;
    let first = logged(&process, ORDERED).await;
    let is_later = |entry: &Value| (entry["message"] == ORDERED && entry["renewal"] != first["renewal"]).then_some(());
    process.log().wait_for("a renewal", is_later).await;
    let root = client::get(acme.management_port(), "/roots/0", &acme.authority()).await;

    acme.stop();
    let failure = logged(&process, FAILED).await;
    let error = failure["error"].as_str().unwrap();
    assert!(error.contains("cannot be reached") && error.contains("check ACME_DIRECTORY"), "{error}");
    // Browsers do not accept the expired certificate, so guests stay on HTTP. The game goes on.
    wait_until("guests are led to HTTP", async || {
        public_url(&process).await.as_deref() == Some("http://party.example.org")
    })
    .await;
    let session = Api::of(&process).create(json!({})).await;
    Api::of(&process).join(&session.code, "Anna").await;
    let mut https = Https::of(process, DOMAIN, root.as_bytes());
    // Clients compare whole seconds.
    wait_until("the certificate has expired", async || https.try_connect().await.is_err()).await;
    let refused = https.try_connect().await.expect_err("an expired certificate").to_string();
    assert!(refused.contains("xpired"), "the old certificate stays: {refused}");

    // The server has lost the account. The pause after the failure ends early for the test.
    acme.launch(policy(port)).await;
    let order = kept_files(folder.path()).into_iter().find(|file| file.extension().is_some_and(|end| end == "order"));
    std::fs::remove_file(order.expect("the failures are kept")).unwrap();
    https.process.restart().await;
    logged(&https.process, ORDERED).await;
    wait_until("guests are led to HTTPS", async || public_url(&https.process).await.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_order_changes_nothing() {
    let env = TestEnvironment::start().await;
    // Nobody listens on the port that takes the part of port 80.
    let port_80 = FreePort::claim();
    let Some(acme) = AcmeServer::start(policy(port_80.number())).await else { return };
    for (domain, sentence) in [
        (DOMAIN, "let the name party.example.org lead to this machine, and port 80 to PORT"),
        ("refused.example.org", "check ACME_DOMAIN"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let process = start(&env, folder.path(), &acme, domain, 0).await;
        let failure = logged(&process, FAILED).await;
        assert!(failure["error"].as_str().unwrap().contains(sentence), "{failure}");
        assert!(failure["next_attempt"].as_str().unwrap().contains('T'), "{failure}");
        assert_eq!(public_url(&process).await.unwrap(), format!("http://{domain}"));
        let session = Api::of(&process).create(json!({})).await;
        Api::of(&process).join(&session.code, "Anna").await;
    }
}
