//! Readiness while Redis or the database takes no writes, and starts with an unusable Redis.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Answer, Api},
    environment::TestEnvironment,
    processes::{Process, Program},
    redis::RedisServer,
    wait_until,
};

/// Time in which `/readyz` answers: 1 s, and more for a busy machine, but less than the 5 s after which a command fails.
const ANSWER: Duration = Duration::from_millis(4_500);

fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

async fn are_ready(processes: &[&Process]) {
    for process in processes {
        let api = Api::of(process);
        wait_until("the process is ready", async || body(&api.get("/readyz").await)["status"] == "ready").await;
        wait_until("all are ready", async || api.get("/readyz?all=1").await.status == StatusCode::OK).await;
    }
}

async fn are_unready(processes: &[&Process], reason: &str) {
    for process in processes {
        let api = Api::of(process);
        assert_eq!(api.get("/healthz").await.status, StatusCode::OK);
        let expected = json!({"status": "unready", "store": reason, "database": "ok"});
        // On a busy machine, the database can miss the time limit of a check.
        wait_until(reason, async || {
            let answer = tokio::time::timeout(ANSWER, api.get("/readyz")).await.unwrap();
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{reason}");
            body(&answer) == expected
        })
        .await;
    }
}

async fn set(redis: &RedisServer, name: &str, value: &str) {
    let _: String = redis.command(&["CONFIG", "SET", name, value]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unready_while_redis_takes_no_writes() {
    let (env, web, worker, _api) = TestEnvironment::with_separate_roles().await;
    let processes = [&web, &worker];
    are_ready(&processes).await;

    set(&env.redis, "maxmemory", "1").await;
    are_unready(&processes, "Redis is out of memory").await;
    set(&env.redis, "maxmemory", "0").await;
    are_ready(&processes).await;

    set(&env.redis, "min-replicas-to-write", "1").await;
    are_unready(&processes, "Redis has too few replicas").await;
    set(&env.redis, "min-replicas-to-write", "0").await;
    are_ready(&processes).await;

    let _: String = env.redis.command(&["REPLICAOF", "127.0.0.1", "1"]).await;
    are_unready(&processes, "Redis is a read-only replica").await;
    let _: String = env.redis.command(&["REPLICAOF", "NO", "ONE"]).await;
    are_ready(&processes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unready_while_redis_is_stopped() {
    let (env, web, worker, _api) = TestEnvironment::with_separate_roles().await;
    let processes = [&web, &worker];
    are_ready(&processes).await;
    env.redis.freeze();
    are_unready(&processes, "Redis does not answer").await;
    env.redis.thaw();
    are_ready(&processes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_database_only_degrades() {
    let (env, web, worker, _api) = TestEnvironment::with_separate_roles().await;
    let file = env.database().unwrap();
    std::fs::rename(&file, file.with_extension("away")).unwrap();
    for process in [&web, &worker] {
        let api = Api::of(process);
        let expected = json!({"status": "degraded", "store": "ok", "database": "the database file is missing"});
        // On a busy machine, a dependency can miss the time limit of a check.
        for (path, status) in [
            ("/readyz", StatusCode::OK),
            ("/readyz?all=1", StatusCode::SERVICE_UNAVAILABLE),
            ("/readyz?all=0", StatusCode::OK),
        ] {
            wait_until("the missing file is reported", async || {
                let answer = api.get(path).await;
                answer.status == status && body(&answer) == expected
            })
            .await;
        }
    }
    std::fs::rename(file.with_extension("away"), &file).unwrap();
    are_ready(&[&web, &worker]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_to_start_with_an_unusable_redis() {
    let env = TestEnvironment::start().await;
    drop(env.start_api().await);
    let replica = RedisServer::start().await;
    replica.follow(&env.redis).await;
    for program in [Program::Web, Program::Worker] {
        let error = env.start_error(program, &[("REDIS_URL", &replica.url())]).await;
        assert!(error.contains("REDIS_URL leads to a replica"), "{error}");
    }
    // The sentence names the password's place whether it is missing or wrong.
    set(&env.redis, "requirepass", "open sesame").await;
    for program in [Program::Web, Program::Worker] {
        for url in [env.redis.url(), env.redis.url().replace("://", "://:wrong@")] {
            let error = env.start_error(program, &[("REDIS_URL", &url)]).await;
            assert!(error.contains("Redis refuses the password"), "{error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn warns_about_a_redis_that_loses_games() {
    let env = TestEnvironment::start().await;
    set(&env.redis, "maxmemory-policy", "allkeys-lru").await;
    let (web, worker, _api) = env.start_separate_roles().await;
    for process in [&web, &worker] {
        let log = process.log().text();
        for warning in ["Set maxmemory-policy to noeviction", "Set appendonly to yes"] {
            assert!(log.contains(warning), "{warning} is missing:\n{log}");
        }
    }
}
