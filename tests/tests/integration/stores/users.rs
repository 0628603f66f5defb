//! A Redis user with the rights that `docs/stores.md` states.

use wpp_tests::harness::{
    environment::TestEnvironment,
    processes::Program,
    redis::{RedisServer, ServerOptions},
};

use crate::deployment::{backup, support::wpp};

/// Returns the line for an ACL file from the documentation.
fn documented_user() -> &'static str {
    const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/stores.md"));
    DOCUMENT.lines().find(|line| line.starts_with("user wpp ")).expect("the document has the line")
}

async fn environment() -> TestEnvironment {
    let mut redis = RedisServer::start_as(ServerOptions::default()).await;
    redis.create_user(documented_user()).await;
    TestEnvironment::on(redis)
}

/// Returns what Redis has refused, one line for each command, key or channel.
async fn refusals(env: &TestEnvironment) -> Vec<Vec<(String, redis::Value)>> {
    env.redis.command(&["ACL", "LOG"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_user_suffices() {
    let (env, other) = (environment().await, environment().await);
    // A game, a backup, its restoration, and the rest of the game.
    backup::check(&env, &other).await;
    let (_, report) = wpp(&env, &["doctor"], &[]);
    assert!(report.contains("ok      store") && report.contains("ok      clock"), "{report}");
    for server in [&env, &other] {
        let refused = refusals(server).await;
        assert!(refused.is_empty(), "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_user_is_named_at_the_start() {
    let env = environment().await;
    let url = env.redis.url().replace("://", "://wpp:wrong@");
    for program in [Program::Web, Program::Worker] {
        let error = env.start_error(program, &[("REDIS_URL", &url)]).await;
        assert!(error.contains("Redis refuses the password"), "{error}");
    }
}
