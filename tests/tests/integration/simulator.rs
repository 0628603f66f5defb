//! The simulator of development builds: bots play every game to its end, and a replay gives the same game.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

/// Games that bots can play to an end.
const GAMES: [&str; 4] = ["fib", "last_word", "quiz", "sketch"];

async fn call(api: &Api, path: &str, body: &Value) -> Value {
    let request = api.request(Method::POST, &format!("/api/simulator/{path}")).json(body);
    let answer = api.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).expect("JSON")
}

/// Starts a recording.
async fn start(api: &Api, cartridge: &str) -> Value {
    call(api, "start", &json!({"cartridge": cartridge, "players": 4, "language": "en", "seed": 7})).await
}

/// Replays `recording` with `fields`.
async fn replay(api: &Api, recording: &Value, fields: Value) -> Value {
    let mut body = recording.clone();
    for (name, value) in fields.as_object().expect("fields") {
        body[name] = value.clone();
    }
    call(api, "replay", &body).await
}

fn inputs(replayed: &Value) -> Value {
    replayed["steps"].as_array().expect("steps").iter().map(|step| step["input"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn replays_every_game() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    for game in GAMES {
        let recording = start(&api, game).await;
        let played = replay(&api, &recording, json!({"position": 0, "advance": "end"})).await;
        assert_eq!(played["shown"]["screen"]["status"], "finished", "{game}");
        assert_eq!(played["shown"]["phones"].as_array().map(Vec::len), Some(4), "{game}");
        let players = played["shown"]["screen"]["players"].as_array().unwrap();
        assert!(players.iter().all(|player| player["connected"] == true), "{game}: the rules wait for everybody");

        let (inputs, last) = (inputs(&played), &played["position"]);
        let again = replay(&api, &recording, json!({"inputs": inputs, "position": last})).await;
        assert_eq!(again, played, "{game}: a replay differs");

        // Backwards: the session after half of the inputs is the one of a recording that ends there.
        let half = inputs.as_array().map_or(0, Vec::len) / 2;
        let back = replay(&api, &recording, json!({"inputs": inputs, "position": half})).await;
        let ended =
            replay(&api, &recording, json!({"inputs": inputs.as_array().unwrap()[..half], "position": half})).await;
        assert_eq!(back["shown"], ended["shown"], "{game}");
        assert_eq!(back["steps"], played["steps"], "{game}: going back keeps the inputs");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_replaces_later_inputs() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let recording = start(&api, "fib").await;
    let played = replay(&api, &recording, json!({"position": 0, "advance": "end"})).await;
    let steps = played["steps"].as_array().unwrap();
    let lie = steps.iter().position(|step| step["phase"] == "lie").expect("a phase with lies") + 1;
    let shown = replay(&api, &recording, json!({"inputs": inputs(&played), "position": lie})).await;

    let mut kept = inputs(&played).as_array().unwrap()[..lie].to_vec();
    let (at, data) = (&shown["shown"]["now"], json!({"text": "a lie by hand"}));
    kept.push(json!({"at": at, "kind": "action", "player_id": "p1", "type": "lie.submit", "data": data, "bot": false}));
    let acted = replay(&api, &recording, json!({"inputs": kept, "position": lie + 1})).await;
    assert_eq!(acted["steps"].as_array().map(Vec::len), Some(lie + 1));
    assert!(acted["steps"][lie]["outcome"]["ack"]["seq"].is_u64(), "{}", acted["steps"][lie]);
    assert!(acted["shown"]["state"].to_string().contains("a lie by hand"));
    assert!(
        !acted["shown"]["screen"].to_string().contains("a lie by hand"),
        "no screen shows a lie before the guesses"
    );

    let continued =
        replay(&api, &recording, json!({"inputs": inputs(&acted), "position": lie + 1, "advance": "next"})).await;
    assert_eq!(continued["position"], lie + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn unusable_requests_are_explained() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    for (game, players) in [("chess", 4), ("fib", 1)] {
        let body = json!({"cartridge": game, "players": players, "language": "en", "seed": 1});
        let answer = api.send(api.request(Method::POST, "/api/simulator/start").json(&body)).await;
        if game == "chess" {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
            continue;
        }
        // One player has a lobby, and the game does not start.
        let recording: Value = serde_json::from_str(&answer.text).unwrap();
        let played = replay(&api, &recording, json!({"position": 0, "advance": "end"})).await;
        assert_eq!(played["steps"][0]["outcome"]["rejected"]["code"], "not_enough_players");
    }
}
