//! A backup of a running server, restored into another one with a game under way.

use std::{fs, os::unix::fs::PermissionsExt as _};

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::{Api, text},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, option_but, short_config},
    test_socket::TestSocket,
};

use super::support::wpp;
use crate::media::{packs::question, samples::plain};

#[tokio::test(flavor = "multi_thread")]
async fn a_game_goes_on_in_the_restored_server() {
    check(&TestEnvironment::start().await, &TestEnvironment::start().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_goes_on_in_the_restored_server_on_postgres() {
    let Some(env) = TestEnvironment::on_postgres().await else { return };
    let other = TestEnvironment::on_postgres().await.expect("the same server as before");
    check(&env, &other).await;
    env.close().await;
    other.close().await;
}

/// Backs up `env` with a game under way, restores it into `other`, and plays on there.
pub(crate) async fn check(env: &TestEnvironment, other: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let credentials = json!({"name": "ana", "password": "correct horse battery staple"});
    let registered = api.post("/api/accounts", None, &credentials).await;
    assert!(registered.status.is_success(), "{}", registered.text);
    let picture = pictured_pack(&api, registered.json()["access_token"].as_str().unwrap()).await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    let posted = json!({"content": "hello"});
    let path = format!("/api/sessions/{}/messages", game.session.code);
    assert!(api.post(&path, Some(&game.seats[0].token), &posted).await.status.is_success());
    game.play(&api).await;
    game.phones[0].reach("lie").await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;

    let folder = env.folder().join("backup");
    let folder = folder.to_str().unwrap();
    let (succeeded, output) = wpp(env, &["backup", folder], &[]);
    assert!(succeeded, "{output}");
    let readable = |path: &str| fs::metadata(path).unwrap().permissions().mode() & 0o077 != 0;
    assert!(!readable(folder) && !readable(&format!("{folder}/token_secret")), "others can read the backup");

    let (succeeded, output) = wpp(other, &["restore", folder], &[]);
    assert!(succeeded, "{output}");
    let (web, worker, api) = other.start_separate_roles().await;
    let login = api.post("/api/account/login", None, &credentials).await;
    assert!(login.status.is_success(), "{}", login.text);
    let restored = api.request(Method::GET, &picture).send().await.unwrap();
    assert_eq!(restored.status(), StatusCode::OK, "a picture is in the backup");
    game = TestGame {
        screen: TestSocket::screen(&api, &game.session).await,
        phones: phones(&api, &game).await,
        session: game.session,
        seats: game.seats,
    };
    // The first player's lie is in the backup.
    for n in 1..3 {
        game.phones[n].reach("lie").await;
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    // The new sockets would repeat ids of the old ones, and the session remembers the answers to those.
    for (n, phone) in game.phones.iter_mut().enumerate() {
        let options = json!(phone.reach("guess").await.options);
        let guess = json!({"option_id": option_but(&options, &lie_of(n))});
        let answer = phone.ask_as("guess-after-the-restore", "guess.submit", guess).await;
        assert_eq!(answer["type"], "ack", "{answer}");
    }
    game.screen.next("phase.game_over").await;
    let messages = api.send(api.request(Method::GET, &path).bearer_auth(&game.seats[1].token)).await;
    assert!(messages.text.contains("hello"), "{}", messages.text);
    drop((game, web, worker));
}

/// Creates a pack with a picture. Returns the address of the picture.
async fn pictured_pack(api: &Api, token: &str) -> String {
    let upload = api.request(Method::POST, "/api/media").bearer_auth(token).body(plain(3));
    let media = api.send(upload).await.expect(StatusCode::CREATED);
    let details = json!({"title": "Towers", "language": "en"});
    let pack = api.post("/api/packs", Some(token), &details).await.expect(StatusCode::CREATED);
    let path = format!("/api/packs/{}/questions", text(&pack["pack_id"]));
    let _ = api.post(&path, Some(token), &question(1, &text(&media["file"]))).await.expect(StatusCode::CREATED);
    text(&media["url"])
}

async fn phones(api: &Api, game: &TestGame) -> Vec<TestSocket> {
    let mut phones = Vec::new();
    for seat in &game.seats {
        phones.push(TestSocket::player(api, &game.session.code, seat).await);
    }
    phones
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_to_overwrite() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(json!({})).await;
    let folder = env.folder().join("backup");
    let folder = folder.to_str().unwrap();
    assert!(wpp(&env, &["backup", folder], &[]).0);
    let refused = |env: &TestEnvironment, arguments: &[&str], settings: &[(&str, &str)], words: &str| {
        let (succeeded, output) = wpp(env, arguments, settings);
        assert!(!succeeded && output.contains(words), "{output}");
    };
    refused(&env, &["backup", folder], &[], "is not empty");
    refused(&env, &["restore", folder], &[], "stop the server");
    let other = TestEnvironment::start().await;
    let secret = ("TOKEN_SECRET", "another secret, which is as long as it has to be");
    refused(&other, &["restore", folder], &[secret], "TOKEN_SECRET_FILE=");
    assert!(other.redis.keys().await.iter().all(|key| !key.contains(&session.code)), "a refusal restored a session");
}
