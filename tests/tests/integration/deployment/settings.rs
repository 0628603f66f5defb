//! Settings of real processes: misspelt names, files with secrets, and the list in the documentation.

use std::path::Path;

use serde_json::json;
use wpp_runtime::config;
use wpp_tests::harness::{
    client::Api,
    environment::{TOKEN_SECRET, TestEnvironment},
    processes::Program,
};

#[test]
fn the_documentation_is_that_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/generated/settings.md");
    assert_eq!(std::fs::read_to_string(file).unwrap(), config::page(), "run: cargo run -p wpp -- contract");
}

#[tokio::test(flavor = "multi_thread")]
async fn misspelt_names_are_reported() {
    let env = TestEnvironment::start().await;
    let misspelt = [("PUBLIC_ULR", "https://party.example.org"), ("TOKEN_SECRET_FIEL", "/run/secrets/token")];
    for process in [env.start_api_with(&misspelt).await, env.start_worker_with(&misspelt).await] {
        let log = process.log().text();
        assert!(log.contains("PUBLIC_ULR is no setting") && log.contains("did you mean PUBLIC_URL?"), "{log}");
        assert!(log.contains("did you mean TOKEN_SECRET_FILE?"), "{log}");
        assert_eq!(log.matches("is no setting").count(), 2, "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unusable_settings_stop_the_start() {
    let env = TestEnvironment::start().await;
    for (name, value, remedy) in [
        ("APP_ENV", "prod", "write development or production"),
        ("RUST_LOG", "inof", "write info"),
        ("TOKEN_SECRET", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "openssl rand -hex 32"),
    ] {
        for program in [Program::Web, Program::Worker] {
            let log = env.start_error(program, &[(name, value)]).await;
            assert!(log.contains(name) && log.contains(remedy), "{program:?} {name}: {log}");
        }
    }
    for url in ["https://party example.org", "https://party.example.org?room=1"] {
        let log = env.start_error(Program::Web, &[("PUBLIC_URL", url)]).await;
        assert!(log.contains("PUBLIC_URL"), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_read_from_files() {
    let env = TestEnvironment::start().await;
    let file = env.folder().join("token_secret");
    std::fs::write(&file, format!("{TOKEN_SECRET}\n")).unwrap();
    let from_file = [("TOKEN_SECRET", ""), ("TOKEN_SECRET_FILE", file.to_str().unwrap())];
    let (direct, by_file) = (env.start_api().await, env.start_api_with(&from_file).await);
    // Both processes sign with the same key: each accepts the other's token.
    let session = Api::of(&by_file).create(json!({})).await;
    let seat = Api::of(&by_file).join(&session.code, "Anna").await;
    let snapshot = Api::of(&direct).snapshot(&session.code, Some(&seat.token)).await;
    assert_eq!(snapshot["you"]["player_id"], seat.player_id, "{snapshot}");
}
