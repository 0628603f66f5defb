//! A running game of Fib with a screen and players.

use serde_json::{Value, json};

use super::{
    client::{Api, HostedSession, Seat, text},
    test_socket::TestSocket,
};

/// A session with a screen and players, all connected.
pub struct TestGame {
    /// The session.
    pub session: HostedSession,
    /// The public screen.
    pub screen: TestSocket,
    /// The players' seats.
    pub seats: Vec<Seat>,
    /// The players' sockets, in the order of `seats`.
    pub phones: Vec<TestSocket>,
}

/// Returns a configuration without waiting: phases end when everybody has answered, the others after 200 ms.
#[must_use]
pub fn short_config(rounds: u32, questions: u32) -> Value {
    json!({
        "rounds": rounds, "questions_per_round": questions, "question_ms": 200, "lie_ms": 60_000,
        "guess_ms": 60_000, "reveal_step_ms": 200, "scores_ms": 200, "scoreboard_ms": 200,
    })
}

impl TestGame {
    /// Creates a session with `players` players, each with a socket.
    pub async fn create(api: &Api, config: Value, players: usize) -> Self {
        Self::create_across(&[api], config, players).await
    }

    /// Creates a session whose sockets are spread over several API processes. The screen uses the first.
    pub async fn create_across(apis: &[&Api], config: Value, players: usize) -> Self {
        let session = apis[0].create(config).await;
        let screen = TestSocket::screen(apis[0], &session).await;
        let (mut seats, mut phones) = (Vec::new(), Vec::new());
        for n in 0..players {
            let api = apis[n % apis.len()];
            let seat = api.join(&session.code, &format!("Player {n}")).await;
            phones.push(TestSocket::player(api, &session.code, &seat).await);
            seats.push(seat);
        }
        Self { session, screen, seats, phones }
    }

    /// Starts the game.
    pub async fn play(&self, api: &Api) {
        let _ = api.control(&self.session, "play").await.expect(reqwest::StatusCode::OK);
    }

    /// Submits a different lie for every player.
    pub async fn submit_lies(&mut self) {
        for n in 0..self.phones.len() {
            self.phones[n].reach("lie").await;
            self.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
        }
    }

    /// Starts a game of three in which everybody but the last player has submitted a lie.
    pub async fn without_last_lie(api: &Api) -> Self {
        let mut game = Self::create(api, short_config(1, 1), 3).await;
        game.play(api).await;
        for n in 0..2 {
            game.phones[n].reach("lie").await;
            game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
        }
        game
    }

    /// Submits the last lie of [`without_last_lie`](Self::without_last_lie), again and again until it is acknowledged.
    ///
    /// # Panics
    /// Panics if the lie is rejected for another reason than an unavailable store.
    pub async fn submit_last_lie(&mut self) {
        let lie = json!({"text": lie_of(2)});
        loop {
            let answer = self.phones[2].ask_as("last", "lie.submit", lie.clone()).await;
            if answer["type"] == "ack" {
                return;
            }
            assert_eq!(answer["data"]["code"], "unavailable", "{answer}");
        }
    }

    /// Submits the first option that is not the player's lie, for every player.
    pub async fn submit_guesses(&mut self) {
        for (n, phone) in self.phones.iter_mut().enumerate() {
            let options = json!(phone.reach("guess").await.options);
            let option_id = option_but(&options, &lie_of(n));
            phone.accepted("guess.submit", json!({"option_id": option_id})).await;
        }
    }

    /// Plays one question up to its scoreboard.
    pub async fn play_question(&mut self) {
        self.submit_lies().await;
        self.submit_guesses().await;
        self.screen.next("phase.scoreboard").await;
    }
}

/// Returns the lie of player `n`. It resembles no other lie and no answer of the test packs.
#[must_use]
pub fn lie_of(n: usize) -> String {
    const WORDS: [&str; 6] = ["marmalade volcano", "quiet thunder", "left sock", "zebra tax", "paper moon", "hot ice"];
    format!("{} {}", WORDS[n % WORDS.len()], "xyzzy".repeat(1 + n / WORDS.len()))
}

/// Returns the first option with a text other than `own`.
///
/// # Panics
/// Panics if there is none.
#[must_use]
pub fn option_but(options: &Value, own: &str) -> String {
    let mut options = options.as_array().expect("options").iter();
    text(&options.find(|option| option["text"] != own).expect("somebody else's")["option_id"])
}
