//! Private packs: every call is refused for everybody except the owner.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::uploads::{Client, server};

on_both_environments! { private_packs_are_inaccessible }

/// Returns every call that names the pack `key` and its question.
fn calls(key: &str, question: &str) -> Vec<(Method, String, Value)> {
    let (pack, draft) = (format!("/api/packs/{key}"), json!({"prompt": "What is it?", "answer": "a", "decoys": ["b"]}));
    vec![
        (Method::GET, pack.clone(), Value::Null),
        (Method::PATCH, pack.clone(), json!({"title": "Yours", "visibility": "public"})),
        (Method::POST, format!("{pack}/copy"), Value::Null),
        (Method::POST, format!("{pack}/import"), json!({"questions": [draft]})),
        (Method::GET, format!("{pack}/export"), Value::Null),
        (Method::GET, format!("{pack}/questions"), Value::Null),
        (Method::POST, format!("{pack}/questions"), draft.clone()),
        (Method::PUT, format!("{pack}/questions/{question}"), draft),
        (Method::DELETE, format!("{pack}/questions/{question}"), Value::Null),
        (Method::DELETE, pack, Value::Null),
        (Method::POST, "/api/sessions".to_owned(), json!({"cartridge": "fib", "pack_ids": [key]})),
        (Method::POST, "/api/sessions".to_owned(), json!({"cartridge": "fib", "pack_ids": ["starter-en", key]})),
    ]
}

async fn private_packs_are_inaccessible(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let made = ana.call(Method::POST, "/api/packs", json!({"title": "Mine", "language": "en"})).await;
    let key = text(&made.expect(StatusCode::CREATED)["pack_id"]);
    let question = json!({"prompt": "Who has it?", "answer": "me", "decoys": ["you"]});
    let added = ana.call(Method::POST, &format!("/api/packs/{key}/questions"), question).await;
    let question = text(&added.expect(StatusCode::CREATED)["question_id"]);
    let export = format!("/api/packs/{key}/export");
    let before = ana.get(&export).await.text;

    // The key is long enough to be a secret.
    assert!(key.len() >= 20 && key.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}");
    let guessed = "0".repeat(key.len());
    for (there, invented) in calls(&key, &question).into_iter().zip(calls(&guessed, &question)) {
        let call = format!("{} {}", there.0, there.1);
        let code = if there.1 == "/api/sessions" { "invalid_input" } else { "unknown_pack" };
        let real = problem(&bo, there, &key, code).await;
        assert_eq!(real, problem(&bo, invented, &guessed, code).await, "{call} reveals that the pack exists");
    }
    for list in ["/api/packs", "/api/packs?show=all", "/api/packs?show=mine", "/api/packs?show=public"] {
        assert!(!bo.get(list).await.text.contains(&key), "{list} contains it");
        assert!(!bo.api.get(list).await.text.contains(&key), "{list} contains it for anonymous callers");
    }
    let stranger = json!({"cartridge": "fib", "pack_ids": [key]});
    let _ = bo.api.post("/api/sessions", None, &stranger).await.problem("invalid_input");
    assert_eq!(ana.get(&export).await.text, before, "a refused call changed the pack");
}

/// Returns the problem of a refused call, with the key replaced.
async fn problem(client: &Client, (method, path, body): (Method, String, Value), key: &str, code: &str) -> Value {
    let mut problem = client.call(method, &path, body).await.problem(code);
    problem["detail"] = text(&problem["detail"]).replace(key, "KEY").into();
    problem
}
