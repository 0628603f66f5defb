//! An evening without a network: loopback is the only interface, and no route leads anywhere.

use std::net::UdpSocket;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Api, HostedSession, text},
        processes::party::Party,
        test_game::short_config,
        test_socket::TestSocket,
    },
    loadtest::{self, Options},
};

use super::support::run_test_in_namespace;
use crate::support::member::Member;

/// The start of every prompt of the imported pack.
const PROMPT: &str = "Which street of our town is number";

#[test]
fn an_evening_needs_no_network() {
    run_test_in_namespace("ip link set lo up", module_path!(), "the_evening");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "an_evening_needs_no_network runs it in a namespace"]
async fn the_evening() {
    let elsewhere = UdpSocket::bind("0.0.0.0:0").unwrap().connect("192.0.2.1:9");
    assert!(elsewhere.is_err(), "the namespace has a route");
    let party = Party::start().await;
    let api = party.api();

    let app = api.get("/").await;
    // The icon in the page names the namespace of SVG, which nothing loads.
    let addresses = app.text.replace("http://www.w3.org/2000/svg", "");
    assert!(
        app.status == StatusCode::OK && !addresses.contains("//"),
        "the app refers to another server: {}",
        app.text
    );
    plays_an_imported_pack(&api).await;

    // Bots play whole games of built-in questions, and compare all points and the final ranking with their own.
    let options = Options {
        screens: true,
        think_ms: 200,
        exit: true,
        timeout: 120,
        config: short_config(1, 2).to_string(),
        ..Options::small(format!("http://{}", party.process.address()), 2, 4)
    };
    let report = loadtest::run(options).await.unwrap();
    assert_eq!((report.failures(), report.finished), (Vec::new(), 2), "{report}");
}

/// Imports a pack and starts a game of its questions.
async fn plays_an_imported_pack(api: &Api) {
    let ana = Member::register(api, "ana").await;
    let rows: String = (1..=3).map(|n| format!("{PROMPT} {n}?,street {n},avenue {n}|lane {n}\n")).collect();
    let import = api.request(Method::POST, "/api/packs/import?title=Our%20town&language=en").bearer_auth(&ana.access);
    let imported = api.send(import.body(format!("prompt,answer,decoys\n{rows}"))).await.expect(StatusCode::CREATED);
    let body = json!({"cartridge": "fib", "pack_ids": [imported["pack"]["pack_id"]], "config": short_config(1, 1)});
    let created = api.post("/api/sessions", Some(&ana.access), &body).await.expect(StatusCode::CREATED);
    let session = HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) };
    let mut screen = TestSocket::screen(api, &session).await;
    for nickname in ["Ana", "Bo"] {
        let _ = api.join(&session.code, nickname).await;
    }
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    let shown: Value = screen.next("phase.question_shown").await;
    assert!(shown.to_string().contains(PROMPT), "{shown}");
}
