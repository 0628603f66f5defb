//! Patches in events: what a screen, a player and a returning player receive.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat},
    environment::TestEnvironment,
    test_socket::TestSocket,
};

/// A game of Last Word, whose prompts and answers are private.
struct Game {
    session: HostedSession,
    seats: Vec<Seat>,
    screen: TestSocket,
    phones: Vec<TestSocket>,
}

impl Game {
    async fn start(api: &Api) -> Self {
        let session = api.create_of("last_word", json!({"timers": "off"})).await;
        let (mut seats, mut phones) = (Vec::new(), Vec::new());
        for nickname in ["Ana", "Bob", "Cleo"] {
            seats.push(api.join(&session.code, nickname).await);
            phones.push(TestSocket::player(api, &session.code, &seats[seats.len() - 1]).await);
        }
        let screen = TestSocket::screen(api, &session).await;
        let _ = api.control(&session, "play").await.expect(StatusCode::OK);
        Self { session, seats, screen, phones }
    }

    async fn assert_all_match(&mut self, api: &Api) {
        let code = &self.session.code;
        self.screen.assert_matches_server(api, code).await;
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
    let query = format!("session_token={}", seat.token);
    game.phones[1] = TestSocket::resume(&api, &game.session.code, &query, place).await;
    assert_eq!(game.phones[1].received[0]["type"], "session.resumed");
    assert_eq!(own_prompts(&game.phones[1])[0]["answer"], "Hidden okapi");
    game.assert_all_match(&api).await;

    for (socket, text) in [(&game.phones[0], "Hidden okapi"), (&game.phones[1], "A private zebra")] {
        assert!(!json!(socket.received).to_string().contains(text), "an answer reached another player");
    }
    let others = json!([game.phones[2].received, game.screen.received]).to_string();
    assert!(!others.contains("zebra") && !others.contains("okapi"), "an answer was public before the vote");
    assert!(game.screen.received.iter().all(|envelope| envelope.get("you_patch").is_none()));
}

fn own_prompts(phone: &TestSocket) -> Vec<Value> {
    phone.mirror.as_ref().expect("it began with a snapshot")["you"]["prompts"].as_array().expect("prompts").clone()
}
