//! What operators see of a cluster.

use reqwest::StatusCode;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Program,
    redis::{RedisServer, ServerOptions},
    wait_until,
};

use crate::deployment::{backup, support::wpp};

/// Plays a game with accounts and chat, and continues it from a backup on another cluster.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_moves_games_between_clusters() {
    let options = ServerOptions::default();
    let (env, other) = tokio::join!(TestEnvironment::on_cluster(options.clone()), TestEnvironment::on_cluster(options));
    backup::check(&env, &other).await;
    let (succeeded, report) = wpp(&env, &["doctor"], &[]);
    assert!(succeeded && report.contains("ok      clock"), "{report}");
    assert_eq!(report.matches("takes writes").count(), 3, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_server_is_named() {
    let mut env = TestEnvironment::on_cluster(ServerOptions::default()).await;
    let (web, worker, _) = env.start_separate_roles().await;
    let cluster = env.cluster.as_mut().unwrap();
    let name = format!("127.0.0.1:{}", cluster.nodes[0].port());
    // The replica goes first, so that nobody takes over.
    cluster.nodes[3].kill();
    cluster.nodes[0].kill();
    for process in [&web, &worker] {
        let api = Api::of(process);
        wait_until("the server is named", async || api.get("/readyz").await.text.contains(&name)).await;
        let (answer, strict) = (api.get("/readyz").await, api.get("/readyz?all=1").await);
        assert!(answer.text.contains("\"degraded\""), "{}", answer.text);
        assert_eq!((answer.status, strict.status), (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE));
    }
    let (succeeded, report) = wpp(&env, &["doctor"], &[]);
    assert!(!succeeded && report.contains(&format!("Redis at {name} takes no writes")), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_the_right_kind_of_address() {
    let env = TestEnvironment::start().await;
    let node = RedisServer::start_as(ServerOptions { in_cluster: true, ..ServerOptions::default() }).await;
    for (url, words) in [
        (node.url(), "Write redis+cluster://"),
        (env.redis.url().replace("redis://", "redis+cluster://"), "is not part of a cluster. Write redis://"),
    ] {
        for program in [Program::Web, Program::Worker] {
            let error = env.start_error(program, &[("REDIS_URL", &url)]).await;
            assert!(error.contains(words), "{url}: {error}");
        }
    }
}
