//! Chat of unrelated rooms while large packs are imported and copied.

use std::{io::Read, ops::Range, time::Duration};

use clap::Args;
use futures_util::future::join_all;
use hdrhistogram::Histogram;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::sync::watch;
use wpp_tests::{
    harness::{chat_socket::ChatSocket, client::Api, test_game::short_config},
    loadtest::clock,
};

use crate::{import, print, spans};

/// Imports a file as a new pack.
const NEW: &str = "/api/packs/import?title=Large&language=en";

#[derive(Debug, Args)]
pub struct Chat {
    /// Address of the API.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Questions of each of the two imports; the copied pack has twice as many.
    #[arg(long, default_value_t = 50_000)]
    questions: usize,
    /// Rooms in which people chat.
    #[arg(long, default_value_t = 10)]
    rooms: usize,
    /// Milliseconds between two messages of a room.
    #[arg(long, default_value_t = 100)]
    interval_ms: u64,
    /// Seconds of chat without imports, for comparison.
    #[arg(long, default_value_t = 5)]
    quiet_seconds: u64,
}

impl Chat {
    pub async fn run(self) {
        let api = Api::at(&self.url);
        // Two accounts, because one account has two slots for imports and copies.
        let (importer, copier) = (register(&api).await, register(&api).await);
        let original = upload(&api, &copier, NEW, 0..self.questions).await;
        // A file of all questions would be larger than an upload may be.
        let more = self.questions..self.questions * 2;
        upload(&api, &copier, &format!("/api/packs/{original}/import"), more).await;
        println!("{:<34} {:>8} {:>8} {:>8} {:>8}", "chat, post to receipt in ms", "messages", "p50", "p99", "max");

        let quiet = self.talk_during(&api, tokio::time::sleep(Duration::from_secs(self.quiet_seconds))).await;
        print("without imports", &quiet);
        let began = clock::now();
        let work = async {
            tokio::join!(
                upload(&api, &importer, NEW, 0..self.questions),
                upload(&api, &importer, NEW, 0..self.questions),
                copy(&api, &copier, &original)
            )
        };
        let busy = self.talk_during(&api, work).await;
        print("during two imports and a copy", &busy);
        println!("two imports of {} and a copy of {} took {:.1?}", self.questions, self.questions * 2, began.elapsed());
    }

    /// Posts in every room until `work` ends. Returns the times until the sender received each message.
    async fn talk_during(&self, api: &Api, work: impl Future) -> Histogram<u64> {
        let (stop, stopped) = watch::channel(false);
        let rooms: Vec<_> = (0..self.rooms)
            .map(|_| tokio::spawn(talk(api.clone(), Duration::from_millis(self.interval_ms), stopped.clone())))
            .collect();
        work.await;
        stop.send_replace(true);
        let mut all = spans();
        for room in join_all(rooms).await {
            all.add(room.expect("the room talks to its end")).expect("equal bounds");
        }
        all
    }
}

/// Posts messages in a new room until `stopped`.
async fn talk(api: Api, interval: Duration, stopped: watch::Receiver<bool>) -> Histogram<u64> {
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ana").await;
    let mut chat = ChatSocket::open(&api, &session.code, &seat.token).await;
    let (mut times, mut interval) = (spans(), tokio::time::interval(interval));
    while !*stopped.borrow() {
        interval.tick().await;
        let began = clock::now();
        chat.post("Hello").await;
        chat.next("message").await;
        times.record(clock::micros(began.elapsed())).expect("a countable span");
    }
    times
}

async fn register(api: &Api) -> String {
    let name = format!("bench{}", api.create(short_config(1, 1)).await.code.to_lowercase());
    let body = json!({"name": name, "password": "a long password for a benchmark"});
    let made = api.post("/api/accounts", None, &body).await.expect(StatusCode::CREATED);
    made["access_token"].as_str().expect("a token").to_owned()
}

/// Uploads a file of questions. Returns the key of its pack.
async fn upload(api: &Api, token: &str, path: &str, questions: Range<usize>) -> String {
    let (mut file, _) = import::file(questions);
    let mut body = Vec::new();
    file.read_to_end(&mut body).expect("a file can be read");
    let request = api.request(Method::POST, path).bearer_auth(token).body(body);
    let answer = api.send(request.timeout(Duration::from_secs(600))).await;
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.text);
    key(&answer.json()["pack"])
}

async fn copy(api: &Api, token: &str, pack: &str) -> String {
    let request = api.request(Method::POST, &format!("/api/packs/{pack}/copy")).bearer_auth(token);
    key(&api.send(request.timeout(Duration::from_secs(600))).await.expect(StatusCode::CREATED))
}

fn key(pack: &Value) -> String {
    pack["pack_id"].as_str().expect("a key").to_owned()
}
