use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, text},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::TestSocket,
};

use super::call;
use crate::packs::uploads::server;

const REMOVED: &str = "(removed)";

async fn texts(api: &Api, code: &str, token: &str) -> Value {
    call(api, code, Method::GET, "/texts", token, Value::Null).await.expect(StatusCode::OK)
}

/// Returns the id of a text in one of the lists.
async fn text_id(api: &Api, code: &str, token: &str, list: &str, wanted: &str) -> String {
    let texts = texts(api, code, token).await;
    let found = texts[list].as_array().unwrap().iter().find(|one| one["text"] == wanted);
    text(&found.unwrap_or_else(|| panic!("{wanted} is not in {texts}"))["text_id"])
}

fn has_received(socket: &TestSocket, text: &str) -> bool {
    socket.received.iter().any(|frame| frame.to_string().contains(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_wait_for_the_moderator() {
    let (env, web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    let (code, host) = (game.session.code.clone(), game.session.token.clone());
    let (vip, bo, cy) = (game.seats[0].clone(), game.seats[1].clone(), game.seats[2].clone());
    let body = json!({"on": true, "moderator": bo.player_id});
    let on = call(&api, &code, Method::PUT, "/moderation", &vip.token, body).await.expect(StatusCode::OK);
    assert_eq!(on["moderation"], json!({"moderator": bo.player_id, "waiting": 0}));
    game.play(&api).await;
    game.submit_lies().await;
    while game.screen.next("session.moderation_changed").await["data"]["moderation"]["waiting"] != 3 {}

    // Only the moderator and the host read the texts, without their authors.
    for token in [&vip.token, &cy.token] {
        let _ = call(&api, &code, Method::GET, "/texts", token, Value::Null).await.problem("not_allowed");
    }
    let listed = texts(&api, &code, &host).await;
    assert_eq!((&listed, listed["waiting"].as_array().unwrap().len()), (&texts(&api, &code, &bo.token).await, 3));
    for seat in [&vip, &bo, &cy] {
        assert!(!listed.to_string().contains(&seat.player_id), "{listed}");
    }

    // The texts are part of the stored session: another process knows them after a crash.
    drop(web);
    let web = env.start_api().await;
    let api = Api::of(&web);
    let mut screen = TestSocket::screen(&api, &game.session).await;
    let _moderator = TestSocket::player(&api, &code, &bo).await;
    let mut author = TestSocket::player(&api, &code, &cy).await;
    for (n, approved) in [(0, true), (1, true), (2, false)] {
        let id = text_id(&api, &code, &bo.token, "waiting", &lie_of(n)).await;
        let (path, body) = (format!("/texts/{id}"), json!({ "approved": approved }));
        let _ = call(&api, &code, Method::PUT, &path, &vip.token, body.clone()).await.problem("not_allowed");
        let _ = call(&api, &code, Method::PUT, &path, &bo.token, body).await.expect(StatusCode::OK);
    }
    let options = screen.next("phase.guess_started").await["data"]["options"].clone();
    let shown = |wanted: &str| options.as_array().unwrap().iter().any(|option| option["text"] == wanted);
    assert_eq!([&lie_of(0), &lie_of(1), &lie_of(2), REMOVED].map(shown), [true, true, false, true]);
    assert!(!has_received(&screen, &lie_of(2)));
    author.reach("guess").await;
    assert_eq!(api.snapshot(&code, Some(&cy.token)).await["you"]["lie"], lie_of(2));
    screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_text_is_in_no_later_answer() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, host) = (game.session.code.clone(), game.session.token.clone());
    game.play(&api).await;
    game.submit_lies().await;
    game.screen.reach("guess").await;
    game.phones[1].reach("guess").await;
    let place = game.phones.remove(1).place();
    let options = json!(game.phones[0].reach("guess").await.options);
    let lie = options.as_array().unwrap().iter().find(|option| option["text"] == lie_of(0)).unwrap();
    let id = text(&lie["option_id"]);
    assert_eq!(text_id(&api, &code, &host, "shown", &lie_of(0)).await, id);
    let remove = |token: String| {
        let (api, code, path) = (&api, &code, format!("/texts/{id}"));
        async move { call(api, code, Method::DELETE, &path, &token, Value::Null).await }
    };
    let _ = remove(game.seats[1].token.clone()).await.problem("not_allowed");
    for token in [&host, &game.seats[0].token] {
        let after = remove(token.clone()).await.expect(StatusCode::OK);
        assert!(!after.to_string().contains(&lie_of(0)));
    }
    let changed = game.screen.next("session.texts_changed").await;
    assert!(changed["data"]["view"]["options"].to_string().contains(REMOVED));
    game.screen.assert_matches_server(&api, &code).await;

    // A phone that was away gets a snapshot in place of the events from before the removal.
    let query = format!("session_token={}", game.seats[1].token);
    let mut back = TestSocket::resume(&api, &code, &query, place).await;
    back.reach("guess").await;
    assert!(!has_received(&back, &lie_of(0)));
    back.assert_matches_server(&api, &code).await;

    // The points of the removed lie stay right.
    // The new socket numbers its messages from the start, and an id is valid once.
    let guessed = back.ask_as("after-the-removal", "guess.submit", json!({ "option_id": id })).await;
    assert_eq!(guessed["type"], "ack", "{guessed}");
    let own = options.as_array().unwrap().iter().find(|option| option["text"] == lie_of(1)).unwrap();
    game.phones[0].accepted("guess.submit", json!({"option_id": own["option_id"]})).await;
    game.screen.next("phase.game_over").await;
    let players = api.snapshot(&code, None).await["players"].clone();
    assert_eq!((&players[0]["score"], &players[1]["score"]), (&json!(500), &json!(500)));
    assert!(!api.snapshot(&code, None).await.to_string().contains(&lie_of(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn word_cloud_waits_for_the_moderator() {
    let env = TestEnvironment::start().await;
    let (_web, _db, [ana, _bo]) = server(&env).await;
    let _worker = env.start_worker().await;
    let pack = json!({"title": "Words", "language": "en", "visibility": "unlisted"});
    let pack = text(&ana.call(Method::POST, "/api/packs", pack).await.expect(StatusCode::CREATED)["pack_id"]);
    let cloud = json!({"kind": "word_cloud", "prompt": "How was your week?", "answer": ""});
    let added = ana.call(Method::POST, &format!("/api/packs/{pack}/questions"), cloud).await;
    let _ = added.expect(StatusCode::CREATED);
    let api = &ana.api;
    let config = json!({"rounds": 1, "questions_per_round": 1, "question_ms": 200, "solution_ms": 600_000});
    let session = api.create_from_packs("quiz", config, &[&pack]).await;
    let (code, host) = (&session.code, &session.token);
    let mut screen = TestSocket::screen(api, &session).await;
    let seats = [api.join(code, "Vic").await, api.join(code, "Bo").await];
    let mut phones = Vec::new();
    for seat in &seats {
        phones.push(TestSocket::player(api, code, seat).await);
    }
    let _ = call(api, code, Method::PUT, "/moderation", host, json!({"on": true})).await.expect(StatusCode::OK);
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    screen.next("phase.answer_started").await;
    for (phone, word) in phones.iter_mut().zip(["busy", "awful"]) {
        phone.next("phase.answer_started").await;
        phone.accepted("answer.submit", json!({ "text": word })).await;
    }
    while screen.next("session.moderation_changed").await["data"]["moderation"]["waiting"] != 2 {}
    for (word, approved) in [("busy", true), ("awful", false)] {
        let path = format!("/texts/{}", text_id(api, code, host, "waiting", word).await);
        let body = json!({ "approved": approved });
        let _ = call(api, code, Method::PUT, &path, host, body).await.expect(StatusCode::OK);
    }
    let written = screen.next("phase.solution_shown").await["data"]["written"].clone();
    assert_eq!([&written[0]["text"], &written[1]["text"]], ["busy", REMOVED]);
    assert!(!has_received(&screen, "awful"));
    assert_eq!(api.snapshot(code, Some(&seats[1].token)).await["you"]["submitted"]["text"], "awful");

    let path = format!("/texts/{}", text_id(api, code, host, "shown", "busy").await);
    let after = call(api, code, Method::DELETE, &path, host, Value::Null).await.expect(StatusCode::OK);
    assert!(!after.to_string().contains("busy"));
    screen.next("session.texts_changed").await;
    screen.assert_matches_server(api, code).await;
}
