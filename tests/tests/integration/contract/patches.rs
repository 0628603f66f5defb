//! Patches in events: what a screen, a player and a returning player receive.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat},
    environment::TestEnvironment,
    test_socket::{COMPACT, TestSocket},
};

/// A game of Last Word, whose prompts and answers are private.
struct Game {
    session: HostedSession,
    seats: Vec<Seat>,
    screen: TestSocket,
    /// Receives compact events.
    compact_screen: TestSocket,
    /// The second and the third receive compact events.
    phones: Vec<TestSocket>,
}

impl Game {
    async fn start(api: &Api) -> Self {
        let session = api.create_of("last_word", json!({"timers": "off"})).await;
        let (mut seats, mut phones) = (Vec::new(), Vec::new());
        for (nickname, form) in [("Ana", ""), ("Bob", COMPACT), ("Cleo", COMPACT)] {
            let seat = api.join(&session.code, nickname).await;
            let query = format!("session_token={}{form}", seat.token);
            phones.push(TestSocket::open(api, &session.code, &query).await.expect("a player is let in"));
            seats.push(seat);
        }
        let compact_screen = TestSocket::open(api, &session.code, &format!("role=host{COMPACT}")).await;
        let screen = TestSocket::screen(api, &session).await;
        let _ = api.control(&session, "play").await.expect(StatusCode::OK);
        Self { session, seats, screen, compact_screen: compact_screen.expect("a screen is let in"), phones }
    }

    async fn assert_all_match(&mut self, api: &Api) {
        let code = &self.session.code;
        self.screen.assert_matches_server(api, code).await;
        self.compact_screen.assert_matches_server(api, code).await;
        for (phone, seat) in self.phones.iter_mut().zip(&self.seats) {
            phone.assert_own_matches_server(api, code, seat).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn private_parts_follow_by_patches() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = Game::start(&api).await;
    game.assert_all_match(&api).await;

    let (first, second) = (own_prompts(&game.phones[0])[0].clone(), own_prompts(&game.phones[1])[0].clone());
    let answer = |prompt: &Value, text: &str| json!({"prompt_id": prompt["prompt_id"], "text": text});
    game.phones[0].accepted("answer.submit", answer(&first, "A private zebra")).await;
    game.assert_all_match(&api).await;
    assert_eq!(own_prompts(&game.phones[0])[0]["answer"], "A private zebra");

    // Events that a player misses bring its own patches, and nobody else's.
    let place = game.phones[1].place();
    let seat = &game.seats[1];
    let sent =
        api.submit_action(&game.session.code, seat, "b1", "answer.submit", answer(&second, "Hidden okapi")).await;
    let _ = sent.expect(StatusCode::OK);
    let query = format!("session_token={}{COMPACT}", seat.token);
    game.phones[1] = TestSocket::resume(&api, &game.session.code, &query, place).await;
    assert_eq!(game.phones[1].received[0]["type"], "session.resumed");
    assert_eq!(own_prompts(&game.phones[1])[0]["answer"], "Hidden okapi");
    game.assert_all_match(&api).await;

    for (socket, text) in [(&game.phones[0], "Hidden okapi"), (&game.phones[1], "A private zebra")] {
        assert!(!json!(socket.received).to_string().contains(text), "an answer reached another player");
    }
    let others = json!([game.phones[2].received, game.screen.received, game.compact_screen.received]).to_string();
    assert!(!others.contains("zebra") && !others.contains("okapi"), "an answer was public before the vote");
    for screen in [&game.screen, &game.compact_screen] {
        assert!(screen.received.iter().all(|envelope| envelope.get("you_patch").is_none()));
    }
    // The snapshot after the event has the same list.
    let is_compact = |socket: &TestSocket| {
        let started = socket.received.iter().find(|envelope| envelope["type"] == "phase.write_started");
        started.is_some_and(|envelope| envelope["data"].get("waiting").is_none())
    };
    assert!(is_compact(&game.compact_screen) && is_compact(&game.phones[2]));
    assert!(!is_compact(&game.screen) && !is_compact(&game.phones[0]), "no client receives them without asking");
}

fn own_prompts(phone: &TestSocket) -> Vec<Value> {
    phone.mirror.as_ref().expect("it began with a snapshot")["you"]["prompts"].as_array().expect("prompts").clone()
}
