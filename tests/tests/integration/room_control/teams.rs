use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{client::Seat, environment::TestEnvironment, test_socket::TestSocket};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn players_choose_and_the_host_moves() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let config =
        json!({"rounds": 1, "questions_per_round": 1, "question_ms": 60_000, "teams": "chosen", "team_count": 3});
    let session = api.create_from_packs("quiz", config, &["quiz-easy-en"]).await;
    let code = &session.code;
    let mut screen = TestSocket::screen(&api, &session).await;
    let (vip, ann, bob) = (api.join(code, "Vic").await, api.join(code, "Ann").await, api.join(code, "Bob").await);
    let put = async |seat: &Seat, token: &str, team: Value| {
        let path = format!("/players/{}/team", seat.player_id);
        call(&api, code, Method::PUT, &path, token, json!({ "team": team })).await
    };
    let rules = api.snapshot(code, None).await["teams"].clone();
    assert_eq!(rules, json!({"count": 3, "choice": "chosen", "play": "average"}));

    let chosen = put(&ann, &ann.token, json!(2)).await.expect(StatusCode::OK);
    assert_eq!((&chosen["players"][1]["team"], &chosen["you"]["player_id"]), (&json!(2), &json!(ann.player_id)));
    assert_eq!(screen.next("session.teams_changed").await["data"]["changed"][0]["team"], 2);
    let _ = put(&bob, &ann.token, json!(2)).await.problem("not_allowed");
    let _ = put(&ann, &ann.token, json!(9)).await.problem("invalid_input");
    let _ = put(&bob, &vip.token, json!(2)).await.expect(StatusCode::OK);
    let _ = put(&vip, &session.token, json!(1)).await.expect(StatusCode::OK);
    let _ = call(&api, code, Method::POST, "/teams/draw", &ann.token, json!({})).await.problem("not_allowed");
    screen.assert_matches_server(&api, code).await;

    let drawn = call(&api, code, Method::POST, "/teams/draw", &session.token, json!({})).await.expect(StatusCode::OK);
    let mut teams: Vec<u64> =
        drawn["players"].as_array().unwrap().iter().map(|player| player["team"].as_u64().unwrap()).collect();
    teams.sort_unstable();
    assert_eq!(teams, [1, 2, 3]);
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    let _ = put(&ann, &ann.token, json!(1)).await.problem("already_started");
    screen.assert_matches_server(&api, code).await;
}
