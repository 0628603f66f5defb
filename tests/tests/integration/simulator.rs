//! The simulator of development builds: bots play every game to its end, and a replay gives the same game.

use std::{sync::atomic::Ordering, time::Duration};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_api::simulator::{self, MAX_INPUTS, Progress, Recording, Replay, RuleThreads};
use wpp_game::{
    content::Content,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, NewSession, Origin, Session},
    time::Timestamp,
};
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

use crate::quarantine::{Buggy, END_SIMULATOR_LOOPS};

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

/// Returns a lobby of the game with defects, with one player.
fn buggy_lobby(registry: &Registry) -> Session {
    let start = Timestamp::from_millis(0);
    let new = NewSession {
        code: SessionCode::parse("BCDFGH").unwrap(),
        epoch: Epoch("simulator".to_owned()),
        seed: [0; 32],
        owner: None,
        cartridge: "buggy",
        config: None,
        pack_ids: Vec::new(),
        vip: false,
        content: Content::None,
    };
    let player_id = PlayerId("p1".to_owned());
    let join = Command::Join { player_id, nickname: "Ana".to_owned(), avatar: None, origin: Origin::default() };
    Session::create(registry, new, start).unwrap().step(registry, &[join], start).unwrap().session
}

/// Returns a request to replay `inputs` of the game with defects, with `fields`.
fn request(registry: &Registry, inputs: &Value, fields: Value) -> Replay {
    let recording = Recording { lobby: buggy_lobby(registry), inputs: Vec::new() };
    let mut body = serde_json::to_value(recording).unwrap();
    body["inputs"].clone_from(inputs);
    for (name, value) in fields.as_object().expect("fields") {
        body[name] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

fn play() -> Value {
    json!({"at": "1970-01-01T00:00:01.000Z", "kind": "play"})
}

fn act(kind: &str) -> Value {
    json!({"at": "1970-01-01T00:00:01.000Z", "kind": "action", "player_id": "p1", "type": kind})
}

#[test]
fn rules_that_panic_keep_the_inputs() {
    let registry = Registry::empty().with::<Buggy>();
    let inputs = json!([play(), act("none"), act("panic"), act("none")]);
    let replay = |position: usize| {
        let request = request(&registry, &inputs, json!({ "position": position }));
        serde_json::to_value(simulator::replay(&registry, request, &Progress::default()).unwrap()).unwrap()
    };

    let before = replay(2);
    assert_eq!(before["shown"]["screen"]["status"], "running", "the session before the failure is shown");
    assert!(before["steps"][1]["outcome"]["ack"].is_object(), "{}", before["steps"][1]);
    for step in 2..4 {
        let failed = &before["steps"][step]["outcome"]["failed"]["message"];
        assert_eq!(failed, "the rules fail at input 3: a panic: a bug");
    }
    let after = replay(4);
    assert_eq!(after["position"], 4);
    assert_eq!(after["shown"]["state"], before["shown"]["state"], "nothing is applied after the failure");
}

#[test]
fn a_bot_that_panics_ends_the_automatic_inputs() {
    let registry = Registry::empty().with::<Buggy>();
    let request = request(&registry, &json!([play(), act("bot_panic")]), json!({"position": 2, "advance": "end"}));
    let played = serde_json::to_value(simulator::replay(&registry, request, &Progress::default()).unwrap()).unwrap();
    assert_eq!(played["steps"].as_array().map(Vec::len), Some(2), "the inputs before it remain");
    assert_eq!((&played["position"], &played["shown"]["state"]), (&json!(2), &json!("bot_panic")));
    assert_eq!(played["stopped"], "the rules fail to choose the move after input 2: a panic: a bug");
}

#[test]
fn a_view_that_panics_is_an_error() {
    let registry = Registry::empty().with::<Buggy>();
    let mut lobby = serde_json::to_value(buggy_lobby(&registry)).unwrap();
    lobby["g"] = "view_panic".into();
    let request = request(&registry, &json!([]), json!({"lobby": lobby, "position": 0}));
    let error = simulator::replay(&registry, request, &Progress::default()).unwrap_err().to_string();
    assert!(error.starts_with("the rules fail to show the session after input 0: a panic: a bug;"), "{error}");
}

#[test]
fn a_full_recording_is_explained() {
    let registry = Registry::empty().with::<Buggy>();
    let inputs = |count: usize| Value::from(vec![json!({"at": "1970-01-01T00:00:01.000Z", "kind": "time"}); count]);
    let replay = |count: usize, fields: Value| {
        simulator::replay(&registry, request(&registry, &inputs(count), fields), &Progress::default())
    };
    let message = "a recording has at most 2000 inputs; go back to an earlier input, or start again";
    let refused = replay(MAX_INPUTS + 1, json!({"position": MAX_INPUTS + 1})).unwrap_err();
    assert_eq!(refused.to_string(), message);
    let full = replay(MAX_INPUTS, json!({"position": MAX_INPUTS, "advance": "next"})).unwrap();
    assert_eq!(serde_json::to_value(full).unwrap()["stopped"], message);
}

#[tokio::test]
async fn rules_that_do_not_return_are_named() {
    let registry = Registry::empty().with::<Buggy>();
    let request = request(&registry, &json!([play(), act("simulator_loop")]), json!({"position": 1}));
    let threads = RuleThreads::new(Duration::from_secs(1));
    let replay = threads.run(move |progress| simulator::replay(&registry, request, progress));
    let error = replay.await.unwrap_err().to_string();
    assert_eq!(error, "the rules do not return at input 2; change the rules, which starts wpp again");
    END_SIMULATOR_LOOPS.store(true, Ordering::Relaxed);
}
