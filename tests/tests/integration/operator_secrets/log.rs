//! The log has no secrets, whatever its level is.

use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    environment::{TOKEN_SECRET, TestEnvironment},
    test_game::{TestGame, short_config},
};

use crate::support::member::{Member, PASSWORD, log_in, refresh};

#[tokio::test(flavor = "multi_thread")]
async fn log_has_no_secrets_at_any_level() {
    let env = TestEnvironment::start().await;
    for filter in ["trace", "trace,tungstenite=trace,sqlx::query=trace,hyper::proto=trace,redis=trace"] {
        let web = env.start_api_with(&[("RUST_LOG", filter)]).await;
        let worker = env.start_worker_with(&[("RUST_LOG", filter)]).await;
        let api = Api::of(&web);
        let ana = Member::register(&api, &format!("ana{}", filter.len())).await;
        assert!(!log_in(&api, "ana", "a wrong password").await.status.is_success());
        let renewed = refresh(&api, &ana.refresh).await.json();

        let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
        let code = game.session.code.clone();
        game.play(&api).await;
        game.screen.next("phase.lie_started").await;
        let lie = "an ordinary quokka";
        game.phones[0].accepted("lie.submit", json!({"text": lie})).await;
        game.phones[0].accepted("chat.send", json!({"content": "meet me at the jetty"})).await;
        let chat = api.get(&format!("/api/sessions/{code}/messages?token={}", game.seats[0].token)).await;
        assert!(!chat.text.is_empty());

        let mut secrets = vec![PASSWORD, "a wrong password", TOKEN_SECRET, lie, "meet me at the jetty"];
        secrets.extend([ana.access.as_str(), ana.refresh.as_str(), game.session.token.as_str()]);
        secrets.extend(["access_token", "refresh_token"].map(|field| renewed[field].as_str().unwrap()));
        secrets.extend(game.seats.iter().map(|seat| seat.token.as_str()));
        for process in [&web, &worker] {
            let log = process.log().text();
            assert!(log.contains(r#""level":"TRACE""#) || log.contains(r#""level":"DEBUG""#), "{log}");
            for line in log.lines() {
                let found = secrets.iter().find(|secret| line.contains(*secret));
                assert!(found.is_none(), "{found:?} is in the log: {line}");
            }
        }
    }
}
