//! `wpp packs import`: output, exit status and effect on the database.

use std::process::Output;

use reqwest::StatusCode;
use serde_json::json;
use tokio::process::Command;
use wpp_tests::{
    harness::{environment::TestEnvironment, processes::programs, schema::sizes},
    on_both_environments,
};

use super::uploads::server;

on_both_environments! { imports_files_from_the_command_line }

async fn imports_files_from_the_command_line(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let path = |name: &str| env.folder().join(name).display().to_string();
    let file = |name: &str, content: &[u8]| std::fs::write(path(name), content).unwrap();
    file("two.csv", b"prompt,answer,decoys,mood\nWhat is it?,this,that,good\nWho is it?,me,you,bad\n");
    file("mixed.csv", b"prompt,answer,decoys\nWhere is it?,here,there\nWhen is it?,now,NOW!\n");
    file("broken.json", b"{\"questions\":[{\"prompt\":\"What\n");
    file("none.json", b"{\"questions\":[]}");
    file(
        "trivia.json",
        br#"{"results":[{"type":"multiple","category":"C","question":"Who wrote &quot;X&quot;?","correct_answer":"A","incorrect_answers":["B"]}]}"#,
    );
    let import = async |words: &[&str]| {
        let mut tool = Command::new(programs().join("wpp"));
        tool.args(["--database-url", &env.database_url(), "packs", "import"]).args(words);
        tool.output().await.unwrap()
    };

    let made = import(&[&path("two.csv"), "--title", "Our town", "--language", "da", "--owner", "ana"]).await;
    assert!(made.status.success(), "{made:?}");
    assert_eq!(output(&made).1, "column \"mood\" is unknown and ignored\n");
    let expected = output(&made).0;
    let key = expected.strip_prefix("pack ").unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(expected, format!("pack {key} (\"Our town\"): 2 added, 0 already in the pack, 0 refused\n"));
    let seen = ana.get(&format!("/api/packs/{key}")).await.expect(StatusCode::OK);
    assert_eq!((&seen["mine"], &seen["questions"], &seen["visibility"]), (&json!(true), &json!(2), &json!("private")));

    let before = sizes(&db).await;
    let again = import(&[&path("two.csv"), "--pack", &key]).await;
    assert_eq!(output(&again).0, format!("pack {key} (\"Our town\"): 0 added, 2 already in the pack, 0 refused\n"));
    for (words, expected) in [
        (vec![&*path("mixed.csv"), "--pack", &key], "line 3: \"When is it?\": decoys[0]: "),
        (
            vec![&*path("mixed.csv"), "--pack", &key],
            "1 rows are refused; correct them, or use --good-rows to skip them",
        ),
        (vec![&*path("broken.json"), "--pack", &key], "line 1, column"),
        (vec![&*path("none.json"), "--pack", &key], "there is no question in this file"),
        (vec![&*path("two.csv"), "--pack", "nonsense"], "there is no such question pack"),
        (vec![&*path("two.csv"), "--pack", &key, "--owner", "bo"], "there is no such question pack"),
        (vec![&*path("two.csv"), "--pack", "starter-en"], "somebody else"),
        (vec![&*path("two.csv"), "--language", "en"], "title"),
        (vec![&*path("two.csv"), "--title", "x", "--language", "en", "--owner", "nobody"], "there is no account"),
        (vec![&*path("missing.csv")], "missing.csv: No such file"),
        (vec![&*path("two.csv"), "--pack", &key, "--title", "x"], "cannot be used with"),
    ] {
        let refused = import(&words).await;
        let (out, error) = output(&refused);
        assert!(!refused.status.success() && out.is_empty(), "{words:?}: {refused:?}");
        assert!(error.contains(expected), "{words:?}: {error}");
    }
    assert_eq!(sizes(&db).await, before, "a refused import changed the database");

    let good = import(&[&path("mixed.csv"), "--pack", &key, "--good-rows"]).await;
    assert!(good.status.success(), "{good:?}");
    assert_eq!(output(&good).0, format!("pack {key} (\"Our town\"): 1 added, 0 already in the pack, 1 refused\n"));
    let trivia = import(&[&path("trivia.json"), "--title", "Trivia", "--language", "en", "--format", "opentdb"]).await;
    assert!(trivia.status.success() && output(&trivia).0.contains("(\"Trivia\"): 1 added"), "{trivia:?}");
    let listed = ana.api.get("/api/packs").await.expect(StatusCode::OK).to_string();
    assert!(listed.contains("Trivia") && !listed.contains("Our town"), "packs of the operator are public: {listed}");
}

/// Returns standard output and standard error.
fn output(command: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&command.stdout), text(&command.stderr))
}
