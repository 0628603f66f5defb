//! Reasons why a process cannot start, in both formats of the log.

use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use wpp_tests::harness::{database::TestDatabase, environment::TestEnvironment, processes::Program};

const FORMATS: [&str; 2] = ["text", "json"];

/// Starts both processes on a database that they cannot use. Their logs contain `words`, and no password.
async fn assert_refused(env: &TestEnvironment, url: &str, words: &[&str]) {
    for program in [Program::Web, Program::Worker] {
        for format in FORMATS {
            let log = env.start_error(program, &[("DATABASE_URL", url), ("LOG_FORMAT", format)]).await;
            for word in words {
                assert!(log.contains(word), "{program:?} in {format} does not name {word:?}: {log}");
            }
            assert!(!log.contains("hunter2"), "{log}");
            let errors = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            let errors = errors.filter(|line| line["level"] == "ERROR").count();
            assert_eq!(errors, usize::from(format == "json"), "{log}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_sqlite_file_is_named() {
    let env = TestEnvironment::start().await;
    let file = env.folder().join("broken.db");
    std::fs::write(&file, "this is no database, and long enough to have a header of 100 bytes ".repeat(20)).unwrap();
    let path = file.to_str().unwrap();
    assert_refused(&env, &format!("sqlite://{path}"), &[path, "not a database", "Restore"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_postgres_is_named() {
    let env = TestEnvironment::start().await;
    // Port 9 (discard) is closed.
    let url = "postgres://ana:hunter2@127.0.0.1:9/party";
    assert_refused(&env, url, &["127.0.0.1:9", "does not answer", "refused", "Start it"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_names_role_and_database() {
    let Some(database) = TestDatabase::postgres().await else { return };
    let env = TestEnvironment::start().await;
    let (address, _) = database.url.split_once('?').unwrap();
    let (server, name) = address.rsplit_once('/').unwrap();
    let host = server.rsplit_once('@').unwrap().1;

    let role = format!("postgres://nobody_here:hunter2@{host}/{name}");
    assert_refused(&env, &role, &[host, "role nobody_here", "Correct user and password"]).await;
    let missing = format!("{server}/no_such_party");
    assert_refused(&env, &missing, &[host, "no database no_such_party", "Create it"]).await;
    let tls = format!("{address}?sslmode=require");
    assert_refused(&env, &tls, &[host, "TLS", "sslmode"]).await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_processes_refuse_a_newer_schema() {
    let env = TestEnvironment::start().await;
    drop(env.start_api().await);
    let db = env.open_database().await;
    db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)")
        .await
        .unwrap();
    assert_refused(&env, &env.database_url(), &["newer than this program", "m9999_from_the_future"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_names_missing_migrations() {
    let env = TestEnvironment::start().await;
    let worker = env.start_worker().await;
    let log = worker.log().text();
    assert!(log.contains("not migrated") && log.contains("m0005_chat"), "{log}");
}
