//! Frames of a game of each cartridge, in both directions, match the AsyncAPI document.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{environment::TestEnvironment, test_socket::End};

use super::recorder::{AsyncApi, Recorder};

/// The type of ephemeral messages in the scripts. The server acknowledges actions only.
const EPHEMERAL: &str = "chord_change";

/// Duration of a phase in which the player answers, in milliseconds: long enough for a busy machine. The other player does not
/// answer, so that the phase ends by its deadline.
const ANSWER_MS: u32 = 5_000;

/// A game that a player plays by answering events.
struct Script {
    cartridge: &'static str,
    /// The packs to draw from; none: all built-in ones.
    packs: &'static [&'static str],
    config: Value,
    /// Returns the messages with which the player answers an event.
    answer: fn(&Value) -> Vec<(&'static str, Value)>,
    /// The event after which the host ends the session.
    end: &'static str,
    /// The events that this game does not cause.
    without: &'static [&'static str],
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_of_fib_match() {
    play(Script {
        cartridge: "fib",
        packs: &[],
        config: json!({
            "rounds": 1, "questions_per_round": 1, "question_ms": 200, "lie_ms": ANSWER_MS, "guess_ms": ANSWER_MS,
            "reveal_step_ms": 200, "scores_ms": 200, "scoreboard_ms": 200,
        }),
        answer: |event| match event["type"].as_str() {
            Some("phase.lie_started") => {
                vec![("lie.suggest", json!({})), ("lie.submit", json!({ "text": "marmalade volcano" }))]
            }
            Some("phase.guess_started") => {
                let options = event["data"]["options"].as_array().unwrap();
                let other = options.iter().find(|option| option["text"] != "marmalade volcano").unwrap();
                vec![
                    ("reaction.send", json!({ "emoji": "😂" })),
                    ("guess.submit", json!({ "option_id": other["option_id"] })),
                ]
            }
            _ => Vec::new(),
        },
        end: "phase.game_over",
        without: &[],
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_of_quiz_match() {
    play(Script {
        cartridge: "quiz",
        // All questions of this pack have options.
        packs: &["starter-en"],
        config: json!({
            "rounds": 1, "questions_per_round": 1, "question_ms": 200, "answer_ms": ANSWER_MS, "solution_ms": 200,
            "scoreboard_ms": 200,
        }),
        answer: |event| match event["type"].as_str() {
            Some("phase.answer_started") => {
                let option_id = &event["data"]["options"][0]["option_id"];
                vec![("reaction.send", json!({ "emoji": "🔥" })), ("answer.submit", json!({ "option_id": option_id }))]
            }
            _ => Vec::new(),
        },
        end: "phase.game_over",
        without: &[],
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_of_air_guitar_match() {
    play(Script {
        cartridge: "air_guitar",
        packs: &[],
        config: json!({ "practices": 2, "practice_ms": ANSWER_MS, "summary_ms": ANSWER_MS, "goal_percent": 1 }),
        // The first practice is played over the guitar socket.
        answer: |event| match (event["type"].as_str(), event["data"]["practice"].as_u64()) {
            (Some("phase.summary"), Some(1)) => vec![("practice.start", json!({}))],
            (Some("phase.practice_started"), Some(2)) => vec![
                ("chord_change", json!({ "chord": "Am" })),
                ("chord_change", json!({ "chord": "C", "seq": 2, "at_ms": 1.5, "stroke": "up", "held": false })),
            ],
            _ => Vec::new(),
        },
        end: "phase.game_over",
        without: &[],
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_of_lounge_match() {
    play(Script {
        cartridge: "lounge",
        packs: &[],
        config: json!({}),
        answer: |event| match event["type"].as_str() {
            Some("phase.lounge_opened") => vec![
                ("status.set", json!({ "status": "here" })),
                ("reaction.send", json!({ "emoji": "👋" })),
                ("toast.raise", json!({ "words": "to us" })),
            ],
            _ => Vec::new(),
        },
        end: "toast.raised",
        without: &["toast.clinked", "toast.joined", "toast.lowered"],
    })
    .await;
}

/// Plays the script with recording sockets, and compares all frames with the document.
async fn play(script: Script) {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create_from_packs(script.cartridge, script.config.clone(), script.packs).await;
    let code = session.code.as_str();
    let mut screen = Recorder::open(&api, "game", code, "role=host").await;
    let (ana, ben) = (api.join(code, "Ana").await, api.join(code, "Ben").await);
    let (of_ana, of_ben) = (format!("token={}", ana.token), format!("token={}", ben.token));
    let mut player = Recorder::open(&api, "game", code, &of_ana).await;
    let mut chat = Recorder::open(&api, "chat", code, &of_ben).await;
    write(&mut player, &mut chat).await;
    let mut recorders = vec![chat];
    for verb in ["play", "pause", "play"] {
        let _ = api.control(&session, verb).await.expect(StatusCode::OK);
    }
    if script.cartridge == "air_guitar" {
        let mut guitar = Recorder::open(&api, "guitar", code, &of_ben).await;
        practise(&mut guitar).await;
        recorders.push(guitar);
    }
    answer_events(&mut player, &script).await;
    screen.client.next(script.end).await;
    let first = &player.client.received[0];
    let (epoch, since) = (first["epoch"].as_str().unwrap(), &first["data"]["snapshot"]["seq"]);
    let mut resumed = Recorder::open(&api, "game", code, &format!("{of_ben}&epoch={epoch}&since={since}")).await;
    resumed.client.next("session.resumed").await;
    recorders.push(resumed);
    let _ = api.control(&session, "exit").await.expect(StatusCode::OK);

    let document = AsyncApi::of(&api).await;
    let mut kinds = BTreeSet::new();
    for mut recorder in recorders.into_iter().chain([screen, player]) {
        assert_eq!(recorder.client.ended().await, End::Closed(4005));
        kinds.extend(recorder.check(&document, script.cartridge));
    }
    let missing: Vec<String> = document.events_of(script.cartridge).difference(&kinds).cloned().collect();
    assert_eq!(missing, script.without, "the game must cause all other events");
}

/// Uses the chat over the game socket and over the chat socket.
async fn write(player: &mut Recorder, chat: &mut Recorder) {
    chat.send(json!({ "type": "typing", "is_typing": true })).await;
    chat.send(json!({ "type": "message", "content": "hello", "id": "1" })).await;
    let message = player.client.next("chat.message").await;
    player.send(json!({ "type": "chat.read", "id": "r", "data": { "message_id": message["message_id"] } })).await;
    player.send(json!({ "type": "chat.typing", "data": { "is_typing": true } })).await;
    player.send(json!({ "type": "chat.send", "id": "s", "data": { "content": "hi" } })).await;
    player.send(json!({ "type": "lobby.hop" })).await;
    player.send(json!({ "type": "ping", "data": { "timestamp": 7 } })).await;
    player.client.next("pong").await;
    chat.send(json!({ "type": "read", "message_id": message["message_id"] })).await;
    chat.send(json!({ "type": "message", "content": " " })).await;
    chat.send(json!({ "type": "ping", "timestamp": 7 })).await;
    chat.client.next("pong").await;
}

/// Plays one practice over the guitar socket.
async fn practise(guitar: &mut Recorder) {
    guitar.send(json!({ "type": "practice_start", "data": { "timestamp": 1 } })).await;
    guitar.client.next("practice_update").await;
    guitar.send(json!({ "type": "chord_change", "data": { "chord": "Am" } })).await;
    guitar.client.next("chord_change").await;
    guitar.send(json!({ "type": "chord_change", "data": { "chord": "" } })).await;
    guitar.client.next("error").await;
    guitar.send(json!({ "type": "practice_end", "data": { "timestamp": 2 } })).await;
    guitar.send(json!({ "type": "ping", "data": { "timestamp": 3 } })).await;
    guitar.client.next("pong").await;
}

/// Answers the events of the game until its last one.
async fn answer_events(player: &mut Recorder, script: &Script) {
    let mut answered = 0;
    let mut ended = false;
    while !ended {
        if answered == player.client.received.len() {
            player.client.read().await.unwrap();
        }
        let event = player.client.received[answered].clone();
        answered += 1;
        ended = event["type"] == script.end;
        for (kind, data) in (script.answer)(&event) {
            let id = format!("{answered}-{kind}");
            player.send(json!({ "type": kind, "id": id, "data": data })).await;
            if kind == EPHEMERAL {
                continue;
            }
            let answer = player.answer(&id).await;
            assert_eq!(answer["type"], "ack", "{answer:#}");
        }
    }
}
