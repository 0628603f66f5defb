//! Media in games: sent with their question and never before, and harmless when they are deleted during the game.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{environment::TestEnvironment, foreign_client::ForeignClient};

use super::{
    packs::{pack, question, upload},
    samples::plain,
    uploads::fetched,
};
use crate::packs::uploads::server;

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_announced_with_their_question() {
    let env = TestEnvironment::start().await;
    let (_web, _db, [ana, _]) = server(&env).await;
    let _worker = env.start_worker().await;
    let files = [upload(&ana, plain(1)).await, upload(&ana, plain(2)).await];
    let path = pack(&ana, "unlisted").await;
    for (n, file) in files.iter().enumerate() {
        let added = ana.call(Method::POST, &format!("{path}/questions"), question(n, file)).await;
        let _ = added.expect(StatusCode::CREATED);
    }
    let key = path.rsplit('/').next().unwrap();
    let config = json!({
        "rounds": 1, "questions_per_round": 2, "timers": "off",
        "question_ms": 200, "solution_ms": 200, "scoreboard_ms": 200,
    });
    let session = ana.api.create_from_packs("quiz", config, &[key]).await;
    let seats = [ana.api.join(&session.code, "Ana").await, ana.api.join(&session.code, "Bo").await];
    let mut screen = ForeignClient::open(&ana.api, &format!("/ws/game/{}/?role=host", session.code)).await;
    screen.next("session.snapshot").await;
    let _ = ana.api.control(&session, "play").await.expect(StatusCode::OK);

    let first = screen.next("phase.question_shown").await["media"].clone();
    let is_first = |file: &&String| first["url"] == format!("/media/{file}");
    let shown = files.iter().position(|file| is_first(&file)).expect("one of the pictures");
    let other = &files[1 - shown];
    assert_eq!(first["kind"], "picture");
    assert_eq!(first["alt"], format!("A tower of stone, number {shown}"));
    assert_eq!(fetched(&ana, first["url"].as_str().unwrap()).await.0, StatusCode::OK);

    let options = screen.next("phase.answer_started").await["options"].clone();
    // The pack is deleted during the game. The game goes on, and keeps the descriptions.
    let _ = ana.call(Method::DELETE, &path, Value::Null).await;
    let view = ana.api.snapshot(&session.code, None).await["view"].clone();
    assert_eq!(view["media"], first);
    for (n, seat) in seats.iter().enumerate() {
        let answer = json!({"option_id": options[n]["option_id"]});
        let sent = ana.api.submit_action(&session.code, seat, &format!("a{n}"), "answer.submit", answer).await;
        let _ = sent.expect(StatusCode::OK);
    }
    screen.next("phase.solution_shown").await;
    let before = screen.received.iter().map(Value::to_string).collect::<String>();
    assert!(before.contains(&files[shown]) && !before.contains(other.as_str()), "the next picture leaked");

    let second = screen.next("phase.question_shown").await["media"].clone();
    assert_eq!(second["url"], format!("/media/{other}"));
    assert_eq!(second["alt"], format!("A tower of stone, number {}", 1 - shown));
    assert_eq!(fetched(&ana, second["url"].as_str().unwrap()).await.0, StatusCode::NOT_FOUND);
}
