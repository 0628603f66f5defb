//! Two API processes and two workers serve one session.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    test_game::{TestGame, short_config},
    test_socket::{End, shared_part},
    wait_until,
};

async fn pair() -> (TestEnvironment, [Process; 2], [Process; 2], [Api; 2]) {
    let env = TestEnvironment::start().await;
    let webs = [env.start_api().await, env.start_api().await];
    let workers = [env.start_worker().await, env.start_worker().await];
    let apis = [Api::of(&webs[0]), Api::of(&webs[1])];
    (env, webs, workers, apis)
}

fn numbered(received: &[Value]) -> Vec<Value> {
    received.iter().filter(|event| event.get("seq").is_some()).map(shared_part).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_send_one_order() {
    let (_env, _webs, _workers, [one, other]) = pair().await;
    let mut game = TestGame::create_across(&[&one, &other], short_config(1, 2), 4).await;
    game.play(&other).await;
    game.play_question().await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    for phone in &mut game.phones {
        phone.assert_matches_server(&one, &game.session.code).await;
        phone.assert_matches_server(&other, &game.session.code).await;
    }
    game.screen.assert_matches_server(&other, &game.session.code).await;
    let all = numbered(&game.screen.received);
    for phone in &game.phones {
        let own = numbered(&phone.received);
        assert_eq!(own, all[all.len() - own.len()..], "another order, or another envelope");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_joins_share_no_nickname() {
    let (_env, _webs, _workers, [one, other]) = pair().await;
    let session = one.create(json!({"max_players": 200})).await;
    let path = format!("/api/sessions/{}/players", session.code);
    let joins = (0..40).map(|n| {
        let (api, path) = (if n % 2 == 0 { one.clone() } else { other.clone() }, path.clone());
        async move { api.post(&path, None, &json!({"nickname": format!("ForeignClient {}", n / 2)})).await }
    });
    let answers = futures_util::future::join_all(joins).await;
    let (joined, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == StatusCode::CREATED);
    assert_eq!((joined.len(), refused.len()), (20, 20));
    for answer in refused {
        let _ = answer.problem("nickname_taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_process_drops_its_players() {
    let (_env, mut webs, _workers, [one, other]) = pair().await;
    let mut game = TestGame::create_across(&[&one, &other], short_config(1, 1), 4).await;
    let code = game.session.code.clone();
    game.play(&one).await;
    game.screen.next("phase.lie_started").await;
    webs[1].kill();
    // Players 1 and 3 were connected there. The first one reconnects, the other does not.
    for phone in [1, 3] {
        assert_eq!(game.phones[phone].ended().await, End::Broken);
    }
    let (gone, back) = (game.phones.remove(3), game.phones.remove(1));
    drop(gone);
    let back = back.resumed(&one, &code, &format!("session_token={}", game.seats[1].token)).await;
    assert_eq!(back.received[0]["data"]["recovered"], true);
    game.phones.insert(1, back);

    // On a busy machine, the lease of the killed process may expire before the first player is back.
    let gone = json!({"player_id": game.seats[3].player_id, "status": "disconnected"});
    while game.screen.next("connection_update").await["data"] != gone {}
    wait_until("all others are connected", async || {
        let players = one.snapshot(&code, None).await["players"].clone();
        let connected = players.as_array().unwrap().iter().map(|player| player["connected"].as_bool().unwrap());
        connected.eq([true, true, true, false])
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_process_closes_with_1012() {
    let (_env, mut webs, _workers, [one, other]) = pair().await;
    let mut game = TestGame::create_across(&[&one, &other], short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    game.play(&one).await;
    game.screen.next("phase.lie_started").await;
    webs[1].terminate();
    assert_eq!(game.phones[1].ended().await, End::Closed(1012));
    let back = game.phones.remove(1);
    let back = back.resumed(&one, &code, &format!("session_token={}", game.seats[1].token)).await;
    assert_eq!(back.received[0]["data"]["recovered"], true);
    game.phones.push(back);
    assert!(webs[1].ended().await.success());
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    for phone in &mut game.phones {
        phone.assert_matches_server(&one, &code).await;
    }
}
