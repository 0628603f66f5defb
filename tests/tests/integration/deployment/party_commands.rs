//! Commands of the operator in the folder of a `wpp` without a command: nothing has to be set.

use std::{path::Path, process::Command};

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    processes::{party::Party, programs},
    test_game::{TestGame, short_config},
};

use crate::support::member::{browse, cookie_of};

/// Runs `wpp` in a folder, as a person in a shell does. Returns whether it succeeded, and its output.
fn wpp_in(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(programs().join("wpp"));
    command.args(arguments).current_dir(folder).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
    // No server listens there. Another one of this machine must not be found.
    let run = command.env("HOST", "127.0.0.1").output().expect("wpp is built: cargo build --workspace --bins");
    (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_work_on_the_party_of_their_folder() {
    let party = Party::start().await;
    let api = party.api();
    let folder = party.data().parent().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let (succeeded, output) = wpp_in(&folder, arguments);
        assert!(succeeded, "{arguments:?}: {output}");
        output
    };
    assert!(run(&["doctor"]).contains("ok      store: Redis takes writes"));
    let printed = run(&["admin-link"]);
    let (_, secret) = printed.lines().next().unwrap().split_once("#link=").expect("a link");
    let (status, body, set) =
        browse(&api, "/api/admin/links/redeem", None, "same-origin", &json!({"link": secret})).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert!(cookie_of(&set.unwrap()).starts_with("wpp_operator="));

    let game = TestGame::create(&api, short_config(1, 1), 2).await;
    run(&["backup", "copy"]);
    let (succeeded, output) = wpp_in(&folder, &["restore", "copy"]);
    assert!(!succeeded && output.contains("already running in var"), "{output}");

    let other = tempfile::tempdir().unwrap();
    let copy = folder.join("copy");
    let (succeeded, output) = wpp_in(other.path(), &["restore", copy.to_str().unwrap()]);
    assert!(succeeded && output.contains("1 sessions"), "{output}");
    let (code, token) = (game.session.code.clone(), game.seats[0].token.clone());
    drop((game, party));
    let restored = Party::start_in(other).await;
    let snapshot = restored.api().snapshot(&code, Some(&token)).await;
    assert_eq!((&snapshot["status"], snapshot["you"].is_object()), (&json!("lobby"), true), "{snapshot}");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_find_no_party_that_has_stopped() {
    let mut party = Party::start().await;
    party.process.terminate();
    assert!(party.process.ended().await.success());
    let folder = party.data().parent().unwrap().to_owned();
    let (succeeded, output) = wpp_in(&folder, &["backup", "copy"]);
    assert!(!succeeded && output.contains("change into the folder in which wpp runs"), "{output}");
}
