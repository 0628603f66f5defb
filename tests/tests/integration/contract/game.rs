//! A whole game over sockets.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, text},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, option_but, short_config},
    test_socket::shared_part,
};

#[tokio::test(flavor = "multi_thread")]
async fn patched_snapshots_are_exact() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 2), 3).await;
    assert_all_match_server(&mut game, &api).await;
    game.play(&api).await;
    for _ in 0..2 {
        game.submit_lies().await;
        for phone in &mut game.phones {
            assert!(phone.reach("guess").await.options.len() >= 4);
        }
        react(&mut game).await;
        for n in 0..3 {
            let options = json!(game.phones[n].reach("guess").await.options);
            let option_id = option_but(&options, &lie_of(n));
            game.phones[n].accepted("guess.submit", json!({"option_id": option_id})).await;
        }
        game.screen.next("phase.scoreboard").await;
    }
    game.screen.next("phase.game_over").await;
    assert_all_match_server(&mut game, &api).await;

    for socket in std::iter::once(&game.screen).chain(&game.phones) {
        let order = phases(&socket.received);
        let mut expected = Vec::new();
        for _ in 0..2 {
            expected.extend(["question_shown", "lie_started", "guess_started", "scores_calculated", "scoreboard"]);
        }
        expected.push("game_over");
        assert_eq!(order, expected);
        assert_eq!(expected_scores(&socket.received), final_scores(&socket.received), "the steps of the reveal add up");
    }
    assert_eq!(numbered(&game.screen.received), numbered_after(&game.phones[0].received, &game.screen.received));
    assert_eq!(api.snapshot(&game.session.code, None).await["status"], "finished");
}

/// Sends one reaction from everybody and waits for the counts.
async fn react(game: &mut TestGame) {
    for phone in &mut game.phones {
        phone.accepted("reaction.send", json!({"emoji": "🔥"})).await;
    }
    let mut fire = 0;
    while fire < 3 {
        fire += game.screen.next("reaction").await["data"]["counts"]["🔥"].as_u64().unwrap();
    }
    assert_eq!(fire, 3, "a reaction was counted twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_game_ends_by_deadlines() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut config = short_config(1, 1);
    (config["lie_ms"], config["guess_ms"]) = (json!(600), json!(600));
    let mut game = TestGame::create(&api, config, 2).await;
    game.play(&api).await;
    game.screen.next("phase.game_over").await;
    let caused: Vec<&Value> = game.screen.received.iter().filter(|event| is_phase(event)).collect();
    let (first, rest) = caused.split_first().unwrap();
    assert_eq!(first["due_at"], Value::Null, "the host began it");
    let (mut began, mut ends) = (Value::Null, first["data"]["deadline_at"].clone());
    for event in rest {
        // Options that nobody picked are revealed together.
        let is_together = event["type"] == "reveal.step" && event["due_at"] == began;
        assert!(is_together || event["due_at"] == ends, "{event}");
        (began, ends) = (event["due_at"].clone(), event["data"]["deadline_at"].clone());
    }
    game.screen.assert_matches_server(&api, &game.session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plays_again_after_the_end() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    for _ in 0..2 {
        game.play(&api).await;
        game.play_question().await;
        game.screen.next("phase.game_over").await;
    }
    assert_all_match_server(&mut game, &api).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn private_state_stays_private() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    let code = &game.session.code;
    let own = api.snapshot(code, Some(&game.seats[0].token)).await;
    assert_eq!((&own["you"]["lie"], &own["you"]["player_id"]), (&json!(lie_of(0)), &json!(game.seats[0].player_id)));
    for token in [None, Some(&*game.session.token), Some(&*game.seats[1].token)] {
        assert!(!api.snapshot(code, token).await.to_string().contains(&lie_of(0)));
    }
    game.screen.read_until_seq(own["seq"].as_u64().unwrap()).await;
    assert!(!json!(game.screen.received).to_string().contains(&lie_of(0)));
}

async fn assert_all_match_server(game: &mut TestGame, api: &Api) {
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(api, &game.session.code).await;
    }
}

fn is_phase(event: &Value) -> bool {
    event["type"].as_str().is_some_and(|kind| kind.starts_with("phase.") || kind == "reveal.step")
}

fn phases(received: &[Value]) -> Vec<&str> {
    received.iter().filter_map(|event| event["type"].as_str()?.strip_prefix("phase.")).collect()
}

fn numbered(received: &[Value]) -> Vec<Value> {
    received.iter().filter(|event| event.get("seq").is_some()).map(shared_part).collect()
}

/// Returns the events of `phone`, preceded by the earlier ones that only the screen received.
fn numbered_after(phone: &[Value], screen: &[Value]) -> Vec<Value> {
    let own = numbered(phone);
    let before = |event: &Value| own.first().is_none_or(|first| event["seq"].as_u64() < first["seq"].as_u64());
    numbered(screen).into_iter().filter(before).chain(own.clone()).collect()
}

fn expected_scores(received: &[Value]) -> BTreeMap<String, i64> {
    let mut scores = BTreeMap::new();
    for step in received.iter().filter(|event| event["type"] == "reveal.step") {
        for awarded in step["data"]["awarded"].as_array().unwrap() {
            *scores.entry(text(&awarded["player_id"])).or_default() += awarded["points"].as_i64().unwrap();
        }
    }
    scores.retain(|_, points| *points != 0);
    scores
}

fn final_scores(received: &[Value]) -> BTreeMap<String, i64> {
    let over = received.iter().find(|event| event["type"] == "phase.game_over").unwrap();
    let ranking = over["data"]["ranking"].as_array().unwrap().iter();
    let mut scores: BTreeMap<_, _> =
        ranking.map(|place| (text(&place["player_id"]), place["score"].as_i64().unwrap())).collect();
    scores.retain(|_, points| *points != 0);
    scores
}
