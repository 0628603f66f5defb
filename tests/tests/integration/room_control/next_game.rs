//! One evening in one room: another game with the same people, code and tokens.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        chat_socket::ChatSocket,
        client::{Api, Seat, text},
        environment::TestEnvironment,
        foreign_client::ForeignClient,
        test_game::{TestGame, short_config},
        test_socket::{End, TestSocket},
        wait_until,
    },
    on_both_environments,
};

use super::call;
use crate::support::traces;

on_both_environments! {
    room_plays_another_game,
}

async fn choose(api: &Api, code: &str, token: &str, body: Value) -> wpp_tests::harness::client::Answer {
    call(api, code, Method::POST, "/next", token, body).await
}

fn short_quiz() -> Value {
    json!({"rounds": 1, "questions_per_round": 1, "question_ms": 200, "solution_ms": 200, "scoreboard_ms": 200})
}

async fn room_plays_another_game(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, host) = (game.session.code.clone(), game.session.token.clone());
    let mut chat = ChatSocket::open(&api, &code, &game.seats[0].token).await;
    let device = json!({"nickname": "Mallory", "device_id": "a1"});
    let players = format!("/api/sessions/{code}/players");
    let removed = text(&api.post(&players, None, &device).await.expect(StatusCode::CREATED)["player_id"]);
    let _ = api.remove(&game.session, &removed).await;
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    let first: Vec<i64> = scores(&api, &code, "score").await;

    // All questions of this pack have options.
    let quiz = json!({"cartridge": "quiz", "config": short_quiz(), "pack_ids": ["starter-en"]});
    let chosen = choose(&api, &code, &host, quiz).await.expect(StatusCode::OK);
    assert_eq!(
        (&chosen["cartridge"], &chosen["status"], &chosen["code"]),
        (&json!("quiz"), &json!("lobby"), &json!(code))
    );
    let event = game.screen.next("session.game_changed").await["data"].clone();
    assert_eq!((&event["cartridge"], &event["max_players"]), (&json!("quiz"), &chosen["max_players"]));
    assert_eq!(scores(&api, &code, "evening").await, first);
    game.screen.assert_matches_server(&api, &code).await;
    for phone in &mut game.phones {
        phone.next("session.game_changed").await;
        phone.next("session.snapshot").await;
        phone.assert_matches_server(&api, &code).await;
    }

    // Removed people stay out, and the chat goes on.
    let again = json!({"nickname": "Nice", "device_id": "a1"});
    let _ = api.post(&players, None, &again).await.problem("removed");
    chat.post("what a game").await;
    assert_eq!(chat.next("message").await["content"], "what a game");

    // The tokens of the first game play the second.
    assert_eq!(api.control(&game.session, "play").await.status, StatusCode::OK);
    let is_open = async || api.snapshot(&code, None).await["phase"]["name"] == "answer";
    wait_until("the question is open", is_open).await;
    let option = api.snapshot(&code, None).await["view"]["options"][0]["option_id"].clone();
    for seat in &game.seats {
        let data = json!({"option_id": option});
        let _ = api.submit_action(&code, seat, "q1", "answer.submit", data).await.expect(StatusCode::OK);
    }
    wait_until("the quiz ends", async || api.snapshot(&code, None).await["status"] == "finished").await;
    let second = scores(&api, &code, "score").await;
    assert_eq!(scores(&api, &code, "evening").await, first, "the current game is not part of the evening yet");

    // The same game once more, with its own configuration.
    let same = choose(&api, &code, &host, json!({"cartridge": "quiz"})).await.expect(StatusCode::OK);
    assert_eq!(same["max_players"], chosen["max_players"]);
    let evening: Vec<i64> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
    assert_eq!(scores(&api, &code, "evening").await, evening);
    assert_eq!(api.control(&game.session, "play").await.status, StatusCode::OK);

    let mut names: Vec<String> = game.seats.iter().map(|seat| seat.player_id.clone()).collect();
    names.extend([code.clone(), "what a game".to_owned()]);
    let _ = api.control(&game.session, "exit").await.expect(StatusCode::OK);
    for mut socket in std::iter::once(game.screen).chain(game.phones) {
        assert_eq!(socket.ended().await, End::Closed(4005));
    }
    wait_until("nothing is left in Redis", async || traces::in_redis(&env.redis, &names).await.is_empty()).await;
    // SQLite overwrites deleted pages with the next checkpoint.
    wait_until("nothing is in the database", async || traces::in_database(env, &names).await.is_empty()).await;
}

async fn scores(api: &Api, code: &str, field: &str) -> Vec<i64> {
    let snapshot = api.snapshot(code, None).await;
    snapshot["players"].as_array().unwrap().iter().map(|player| player[field].as_i64().unwrap_or(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_follow_to_the_stage_and_back() {
    let env = TestEnvironment::start().await;
    let (web, other_web, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let (api, other) = (Api::of(&web), Api::of(&other_web));
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let (ana, bo) = (api.join(code, "Ana").await, api.join(code, "Bo").await);
    let game_socket = async |api: &Api, seat: &Seat| {
        let path = format!("/ws/game/{code}/?session_token={}", seat.token);
        let mut socket = ForeignClient::open(api, &path).await;
        socket.next("session.snapshot").await;
        socket
    };
    let (mut near, mut far) = (game_socket(&api, &ana).await, game_socket(&other, &bo).await);
    let stage = json!({"cartridge": "air_guitar", "config": {"practice_ms": 600_000}});
    for round in 0..2 {
        let _ = choose(&api, code, &ana.token, stage.clone()).await.expect(StatusCode::OK);
        follow(&mut [&mut near, &mut far], "air_guitar").await;
        // Both phones joined for a game without ephemeral messages. Their handlers now know the practice.
        let guitar_path = format!("/ws/guitar/{code}/?session_token={}", ana.token);
        let mut guitar = ForeignClient::open(&other, &guitar_path).await;
        near.send_text(&json!({"type": "practice.start", "id": format!("s{round}"), "data": {}}).to_string()).await;
        guitar.next("practice_update").await;
        near.send("chord_change", json!({"chord": "Am", "seq": 1})).await;
        for socket in [&mut far, &mut guitar] {
            assert_eq!(socket.next("chord_change").await["chord"], "Am");
        }

        // The guitar stays connected while the room plays something else.
        let _ = choose(&other, code, &session.token, json!({"cartridge": "lounge"})).await.expect(StatusCode::OK);
        follow(&mut [&mut near, &mut far], "lounge").await;
        guitar.settle().await;
        guitar.send("practice_start", json!({"timestamp": 1})).await;
        assert_eq!(guitar.next("error").await["code"], "wrong_phase");
        let _ = choose(&api, code, &session.token, stage.clone()).await.expect(StatusCode::OK);
        follow(&mut [&mut near, &mut far], "air_guitar").await;
        guitar.send("practice_start", json!({"timestamp": 1})).await;
        guitar.next("practice_update").await;
        wait_until("the practice runs", async || api.snapshot(code, None).await["status"] == "running").await;
        drop(guitar);
    }
}

/// Waits until the sockets have the lobby of this game.
async fn follow(sockets: &mut [&mut ForeignClient], cartridge: &str) {
    for socket in sockets {
        let is_lobby =
            |data: &Value| data["snapshot"]["cartridge"] == cartridge && data["snapshot"]["status"] == "lobby";
        socket.next_where("session.snapshot", is_lobby).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_choices_change_nothing() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let game = TestGame::create(&api, short_config(1, 1), 3).await;
    let (code, host) = (&game.session.code, &game.session.token);
    game.play(&api).await;
    for (body, error) in [
        (json!({}), "invalid_input"),
        (json!({"cartridge": "chess"}), "invalid_input"),
        (json!({"cartridge": "quiz", "config": {"rounds": 0}}), "invalid_input"),
        (json!({"cartridge": "quiz", "config": []}), "invalid_input"),
        (json!({"cartridge": "quiz", "pack_ids": ["none"]}), "invalid_input"),
        (json!({"cartridge": "fib", "config": {"max_players": 2}}), "too_many_players"),
    ] {
        let refused = choose(&api, code, host, body.clone()).await;
        assert_eq!(refused.problem(error)["code"], error, "{body}");
    }
    let _ = choose(&api, code, &game.seats[1].token, json!({"cartridge": "quiz"})).await.problem("not_allowed");
    let shown = api.snapshot(code, None).await;
    assert_eq!((&shown["cartridge"], &shown["status"]), (&json!("fib"), &json!("running")));
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_choices_agree() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, host, vip) = (game.session.code.clone(), game.session.token.clone(), game.seats[0].token.clone());
    let (one, other) = tokio::join!(
        choose(&api, &code, &host, json!({"cartridge": "lounge"})),
        choose(&api, &code, &vip, json!({"cartridge": "quiz"})),
    );
    let _ = (one.expect(StatusCode::OK), other.expect(StatusCode::OK));
    let last = api.snapshot(&code, None).await;
    game.screen.read_until_seq(last["seq"].as_u64().unwrap()).await;
    let changes: Vec<&Value> =
        game.screen.received.iter().filter(|event| event["type"] == "session.game_changed").collect();
    assert_eq!(changes.last().unwrap()["data"]["cartridge"], last["cartridge"]);
    let mut late = TestSocket::screen(&api, &game.session).await;
    late.assert_matches_server(&api, &code).await;
}
