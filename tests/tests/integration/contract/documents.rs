//! Compares the published contract with the messages of a real game.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

/// Every numbered event and every ephemeral message that a game of Fib can cause.
const SERVER_MESSAGES: [&str; 35] = [
    "session.game_changed",
    "session.snapshot",
    "session.resumed",
    "session.player_joined",
    "session.player_left",
    "session.player_kicked",
    "session.lock_changed",
    "session.updated",
    "session.approval_changed",
    "session.join_requested",
    "session.join_declined",
    "session.moderation_changed",
    "session.texts_changed",
    "session.vip_changed",
    "session.teams_changed",
    "session.host_changed",
    "session.player_renamed",
    "session.seat_released",
    "session.started",
    "session.resumed_play",
    "session.paused",
    "session.exited",
    "connection_update",
    "phase.question_shown",
    "phase.lie_started",
    "progress",
    "phase.guess_started",
    "reaction",
    "reveal.step",
    "phase.scores_calculated",
    "phase.scoreboard",
    "phase.game_over",
    "pong",
    "ack",
    "error",
];

const CLIENT_MESSAGES: [&str; 5] = ["ping", "lie.submit", "lie.suggest", "guess.submit", "reaction.send"];

const CALLS: [(&str, &str); 38] = [
    ("get", "/api/cartridges"),
    ("post", "/api/sessions"),
    ("get", "/api/presets"),
    ("post", "/api/presets"),
    ("get", "/api/presets/{preset_id}"),
    ("patch", "/api/presets/{preset_id}"),
    ("delete", "/api/presets/{preset_id}"),
    ("post", "/api/sessions/{code}/preset"),
    ("get", "/api/sessions/{code}"),
    ("post", "/api/sessions/{code}/players"),
    ("post", "/api/sessions/{code}/play"),
    ("post", "/api/sessions/{code}/pause"),
    ("put", "/api/sessions/{code}/lock"),
    ("put", "/api/sessions/{code}/approval"),
    ("put", "/api/sessions/{code}/players/{player_id}/admission"),
    ("put", "/api/sessions/{code}/moderation"),
    ("get", "/api/sessions/{code}/texts"),
    ("put", "/api/sessions/{code}/texts/{text_id}"),
    ("delete", "/api/sessions/{code}/texts/{text_id}"),
    ("put", "/api/sessions/{code}/vip"),
    ("put", "/api/sessions/{code}/players/{player_id}/team"),
    ("post", "/api/sessions/{code}/teams/draw"),
    ("post", "/api/sessions/{code}/next"),
    ("post", "/api/sessions/{code}/players/{player_id}/seat-codes"),
    ("post", "/api/sessions/{code}/host-codes"),
    ("post", "/api/sessions/{code}/host-links"),
    ("post", "/api/sessions/{code}/host-links/redeem"),
    ("post", "/api/sessions/{code}/exit"),
    ("delete", "/api/sessions/{code}/players"),
    ("delete", "/api/sessions/{code}/players/{player_id}"),
    ("patch", "/api/sessions/{code}/players/{player_id}"),
    ("post", "/api/sessions/{code}/players/{player_id}/release"),
    ("post", "/api/sessions/{code}/actions"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/version"),
    ("get", "/openapi.json"),
    ("get", "/asyncapi.json"),
];

#[tokio::test(flavor = "multi_thread")]
async fn documents_name_the_whole_contract() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = wpp_tests::harness::client::Api::of(&web);
    let openapi = api.get("/openapi.json").await.expect(StatusCode::OK);
    for (method, path) in CALLS {
        assert!(openapi["paths"][path][method].is_object(), "{method} {path} is not described");
    }
    let asyncapi = api.get("/asyncapi.json").await.expect(StatusCode::OK);
    for (operation, kinds) in [("hear", &SERVER_MESSAGES[..]), ("say", &CLIENT_MESSAGES[..])] {
        let listed = asyncapi["operations"][operation]["messages"].to_string();
        for kind in kinds {
            assert!(asyncapi["components"]["messages"][kind].is_object(), "{kind} is not described");
            assert!(listed.contains(&format!("/{kind}\"")), "{kind} is in no operation");
        }
    }
    for (address, receive, send) in [
        ("/ws/game/{code}/", "hear", "say"),
        ("/ws/sessions/{code}/", "hear.chat", "say.chat"),
        ("/ws/guitar/{code}/", "hear.guitar", "say.guitar"),
    ] {
        let channels = asyncapi["channels"].as_object().unwrap();
        assert!(channels.values().any(|channel| channel["address"] == address), "{address} is not described");
        for operation in [receive, send] {
            let messages = asyncapi["operations"][operation]["messages"].as_array();
            assert!(messages.is_some_and(|messages| !messages.is_empty()), "{operation} has no messages");
        }
    }
    for document in [&openapi, &asyncapi] {
        for reference in references(document) {
            assert!(document.pointer(&reference).is_some(), "{reference} leads nowhere");
        }
    }
}

#[test]
fn errors_of_operations_are_problems() {
    let document = serde_json::to_value(wpp_api::contract::openapi(&wpp_cartridges::registry())).unwrap();
    let items = document["paths"].as_object().unwrap().iter();
    let mut ids = BTreeSet::new();
    for (path, item) in items.filter(|(path, _)| *path != "/readyz") {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id), "two operations have the id {id}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                let kinds: Vec<&String> =
                    response["content"].as_object().into_iter().flat_map(|kinds| kinds.keys()).collect();
                let is_problem = kinds == ["application/problem+json"];
                assert_eq!(is_problem, status.starts_with('4') || status == "503", "{path} {id} {status}: {kinds:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_match_their_schemas() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 4).await;
    let (session, code) = (game.session.clone(), game.session.code.clone());
    let left = game.seats.pop().unwrap();
    assert_eq!(api.remove(&session, &left.player_id).await.status, StatusCode::NO_CONTENT);
    game.phones.pop().unwrap().ended().await;
    let second = game.phones.remove(1);
    game.phones.insert(1, second.resumed(&api, &code, &format!("session_token={}", game.seats[1].token)).await);
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    let _ = api.control(&session, "pause").await.expect(StatusCode::OK);
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    game.phones[0].send_text(r#"{"type":"ping","data":{"timestamp":7}}"#).await;
    game.phones[0].accepted("lie.suggest", json!({})).await;
    game.phones[0].refused("guess.submit", json!({"option_id": "?"}), "wrong_phase").await;
    game.submit_lies().await;
    game.phones[0].reach("guess").await;
    game.phones[0].accepted("reaction.send", json!({"emoji": "😂"})).await;
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;
    let _ = api.control(&session, "exit").await.expect(StatusCode::OK);
    let mut envelopes = Vec::new();
    for mut socket in std::iter::once(game.screen).chain(game.phones) {
        socket.ended().await;
        envelopes.extend(socket.received);
    }

    let document = api.get("/asyncapi.json").await.expect(StatusCode::OK);
    let mut kinds = BTreeSet::new();
    for envelope in &envelopes {
        let kind = envelope["type"].as_str().unwrap();
        check(&document, kind, envelope);
        kinds.insert(kind);
    }
    let silent: Vec<_> = SERVER_MESSAGES.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    let of_rooms = [
        "session.game_changed",
        "session.player_left",
        "session.lock_changed",
        "session.approval_changed",
        "session.join_requested",
        "session.join_declined",
        "session.moderation_changed",
        "session.texts_changed",
        "session.teams_changed",
        "session.host_changed",
        "session.player_renamed",
        "session.seat_released",
    ];
    assert_eq!(silent, of_rooms, "the game must cause all other events");
}

/// Validates an envelope against the payload schema of its message.
fn check(document: &Value, kind: &str, envelope: &Value) {
    let payload = document.pointer(&format!("/components/messages/{kind}/payload"));
    let mut schema = payload.unwrap_or_else(|| panic!("{kind} is not described")).clone();
    schema["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(envelope).map(|fault| format!("{} at {}", fault, fault.instance_path())).collect();
    assert!(faults.is_empty(), "{kind}: {faults:?}\n{envelope:#}");
}

/// Returns all local references of a document, as JSON pointers.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
            own.map(str::to_owned).into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
