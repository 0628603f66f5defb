//! Votes of the audience over two API processes: each person's vote counts once.

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat, text},
    environment::TestEnvironment,
    test_socket::{End, TestSocket},
};

/// A room of Last Word with three players.
struct Show {
    session: HostedSession,
    screen: TestSocket,
    phones: Vec<TestSocket>,
    seats: Vec<Seat>,
}

impl Show {
    async fn create(api: &Api) -> Self {
        let config = json!({"write_ms": 60_000, "vote_ms": 60_000, "result_ms": 60_000, "rounds": 1});
        let session = api.create_of("last_word", config).await;
        let screen = TestSocket::screen(api, &session).await;
        let (mut phones, mut seats) = (Vec::new(), Vec::new());
        for n in 0..3 {
            let seat = api.join(&session.code, &format!("Player {n}")).await;
            phones.push(TestSocket::player(api, &session.code, &seat).await);
            seats.push(seat);
        }
        Self { session, screen, phones, seats }
    }

    /// Plays until the first vote. Returns its prompt and options.
    async fn reach_vote(&mut self, api: &Api) -> (Value, Vec<Value>) {
        let _ = api.control(&self.session, "play").await.expect(StatusCode::OK);
        for (n, phone) in self.phones.iter_mut().enumerate() {
            phone.next("phase.write_started").await;
            let snapshot = api.snapshot(&self.session.code, Some(&self.seats[n].token)).await;
            for (m, prompt) in snapshot["you"]["prompts"].as_array().unwrap().iter().enumerate() {
                let answer = json!({"prompt_id": prompt["prompt_id"], "text": format!("answer {n} {m}")});
                phone.accepted("answer.submit", answer).await;
            }
        }
        let vote = self.screen.next("phase.vote_started").await["data"].clone();
        (vote["prompt_id"].clone(), vote["options"].as_array().unwrap().clone())
    }
}

async fn watch(api: &Api, code: &str, nickname: &str) -> Seat {
    let body = json!({"nickname": nickname, "as": "audience"});
    let joined = api.post(&format!("/api/sessions/{code}/players"), None, &body).await.expect(StatusCode::CREATED);
    Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_vote_counts_once() {
    let env = TestEnvironment::start().await;
    let (first, second, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let apis = [Api::of(&first), Api::of(&second)];
    let mut show = Show::create(&apis[0]).await;
    let code = show.session.code.clone();
    let crowd = join_all((0..20).map(|n| watch(&apis[n % 2], &code, "Fan"))).await;
    // Two members may have the same name.
    while show.screen.next("crowd.tally").await["data"]["count"] != 20 {}
    let (prompt, options) = show.reach_vote(&apis[0]).await;

    // Everybody votes for one answer through both processes at once, twice with the same id, and then for the other answer.
    let vote = |n: usize| {
        let (apis, code, seat, prompt, options) = (&apis, &code, &crowd[n], &prompt, &options);
        async move {
            let data = |option: usize| json!({"prompt_id": prompt, "option_id": options[option]["option_id"]});
            let cast = |api: usize, option: usize, id: &'static str| {
                apis[api].submit_action(code, seat, id, "vote.submit", data(option))
            };
            let choice = usize::from(n < 5);
            let (one, other) = tokio::join!(cast(0, choice, "v1"), cast(1, choice, "v1"));
            assert_eq!((one.status, other.status), (StatusCode::OK, StatusCode::OK), "{} {}", one.text, other.text);
            let _ = cast(n % 2, 1 - choice, "v2").await.problem("already_submitted");
            let _ = cast(n % 2, choice, "v1").await.expect(StatusCode::OK);
        }
    };
    join_all((0..20).map(vote)).await;
    let ballots = apis[0].snapshot(&code, Some(&crowd[0].token)).await["you"]["ballots"].clone();
    assert_eq!(ballots, json!({"poll": prompt, "choices": [options[1]["option_id"]]}));

    let mut tally = json!({});
    while tally["votes"]["voters"] != 20 {
        tally = show.screen.next("crowd.tally").await["data"].clone();
    }
    let sums = json!({text(&options[0]["option_id"]): 15, text(&options[1]["option_id"]): 5});
    assert_eq!(tally["votes"]["sums"], sums);
    show.screen.assert_matches_server(&apis[0], &code).await;
    let tallies = show.screen.received.iter().filter(|event| event["type"] == "crowd.tally");
    let times: Vec<i64> = tallies.map(|event| millis(&event["sent_at"])).collect();
    let most = (times[times.len() - 1] - times[0]) / 200 + 2;
    assert!(times.len() as i64 <= most, "at most five tallies a second: {times:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_votes_survive_their_process() {
    let env = TestEnvironment::start().await;
    let (first, mut second, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let apis = [Api::of(&first), Api::of(&second)];
    let mut show = Show::create(&apis[0]).await;
    let code = show.session.code.clone();
    let crowd = join_all((0..8).map(|_| watch(&apis[1], &code, "Fan"))).await;
    let (prompt, options) = show.reach_vote(&apis[0]).await;
    let data = json!({"prompt_id": prompt, "option_id": options[0]["option_id"]});
    let votes = crowd.iter().map(|seat| apis[1].submit_action(&code, seat, "v", "vote.submit", data.clone()));
    for vote in join_all(votes).await {
        let _ = vote.expect(StatusCode::OK);
    }
    second.kill();
    // The players' votes end the phase, before any other process merges.
    for phone in &mut show.phones {
        let _ = phone.ask("vote.submit", data.clone()).await;
    }
    let result = show.screen.next("phase.result_shown").await["data"]["results"].clone();
    let votes: u64 = result.as_array().unwrap().iter().map(|result| result["audience_votes"].as_u64().unwrap()).sum();
    assert_eq!(votes, 8, "{result}");
    // The votes of the phase are over, on every process.
    let _ = apis[0].submit_action(&code, &crowd[0], "late", "vote.submit", data.clone()).await.problem("wrong_phase");
    let _ = apis[0].submit_action(&code, &crowd[0], "v", "vote.submit", data).await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_reaches_every_process() {
    let env = TestEnvironment::start().await;
    let (first, second) = (env.start_api().await, env.start_api().await);
    let apis = [Api::of(&first), Api::of(&second)];
    let session = apis[0].create_of("lounge", json!({})).await;
    let (gus, eva) = (watch(&apis[0], &session.code, "Gus").await, watch(&apis[1], &session.code, "Eva").await);
    let mut screen = TestSocket::screen(&apis[0], &session).await;
    let mut here = TestSocket::player(&apis[0], &session.code, &gus).await;
    let _there = TestSocket::player(&apis[1], &session.code, &eva).await;
    while screen.next("crowd.tally").await["data"]["connected"] != 2 {}
    assert_eq!(apis[1].remove(&session, &gus.player_id).await.status, StatusCode::NO_CONTENT);
    assert_eq!(here.ended().await, End::Closed(4004), "the other process removed the member");
    while screen.next("crowd.tally").await["data"] != json!({"count": 1, "connected": 1}) {}
}

fn millis(time: &Value) -> i64 {
    chrono::DateTime::parse_from_rfc3339(time.as_str().unwrap()).unwrap().timestamp_millis()
}
