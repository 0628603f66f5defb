//! Media of questions: who may use a file, and when it is deleted.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Api, text},
        environment::TestEnvironment,
    },
    on_both_environments,
};

use super::{
    samples::{photo, plain},
    uploads::fetched,
};
use crate::packs::uploads::{Client, server};

on_both_environments! {
    questions_name_only_files_of_their_account,
    files_go_with_their_last_question,
    uploads_survive_deletions_of_the_same_file,
    files_survive_their_second_upload,
    copies_have_their_pictures,
    copies_survive_deletions_of_the_same_file,
    media_of_a_deleted_account_are_deleted,
}

/// Uploads a file. Returns its name.
pub async fn upload(client: &Client, file: Vec<u8>) -> String {
    text(&client.upload("/api/media", file).await.expect(StatusCode::CREATED)["file"])
}

/// Creates a pack. Returns its address.
pub async fn pack(client: &Client, visibility: &str) -> String {
    let details = json!({"title": "Towers", "language": "en"});
    let made = client.call(Method::POST, "/api/packs", details).await.expect(StatusCode::CREATED);
    let path = format!("/api/packs/{}", text(&made["pack_id"]));
    let _ = client.call(Method::PATCH, &path, json!({"visibility": visibility})).await.expect(StatusCode::OK);
    path
}

/// Returns a question with a picture.
pub fn question(n: usize, file: &str) -> Value {
    json!({
        "kind": "choice",
        "prompt": format!("Which tower is number {n}?"),
        "answer": format!("tower {n}"),
        "decoys": ["another one", "none"],
        "media": {"file": file, "alt": format!("  A tower  of stone, number {n}")},
    })
}

/// Returns whether the server has the file.
pub async fn is_served(client: &Client, file: &str) -> bool {
    fetched(client, &format!("/media/{file}")).await.0 == StatusCode::OK
}

async fn questions_name_only_files_of_their_account(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let file = upload(&ana, plain(1)).await;
    let (of_ana, of_bo) = (pack(&ana, "private").await, pack(&bo, "private").await);
    let questions = format!("{of_ana}/questions");
    let added = ana.call(Method::POST, &questions, question(1, &file)).await.expect(StatusCode::CREATED);
    assert_eq!(added["media"], json!({"file": file, "alt": "A tower of stone, number 1"}));
    assert_eq!(ana.get(&questions).await.expect(StatusCode::OK)["questions"], json!([added]));

    let stolen = bo.call(Method::POST, &format!("{of_bo}/questions"), question(1, &file)).await;
    assert_eq!(stolen.problem("invalid_input")["field"], "media.file");
    for (media, fault) in [
        (json!({"file": file}), "alt_missing"),
        (json!({"file": file, "alt": " "}), "alt_missing"),
        (json!({"file": "../wpp.db", "alt": "A file"}), "media_name"),
        (json!({"file": file, "alt": "x".repeat(301)}), "too_long"),
    ] {
        let mut bad = question(2, &file);
        bad["media"] = media;
        let problem = ana.call(Method::POST, &questions, bad).await.problem("invalid_input");
        assert_eq!(problem["faults"][0]["code"], fault);
    }
    assert_eq!(bo.get(&format!("{of_bo}/questions")).await.json()["questions"], json!([]));
}

async fn files_go_with_their_last_question(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let (first, second) = (upload(&ana, plain(1)).await, upload(&ana, plain(2)).await);
    let path = pack(&ana, "private").await;
    let questions = format!("{path}/questions");
    let mut keys = Vec::new();
    for n in 1..=2 {
        let added = ana.call(Method::POST, &questions, question(n, &first)).await.expect(StatusCode::CREATED);
        keys.push(text(&added["question_id"]));
    }
    let one = format!("{questions}/{}", keys[0]);
    let _ = ana.call(Method::PUT, &one, question(1, &second)).await.expect(StatusCode::OK);
    assert!(is_served(&ana, &first).await && is_served(&ana, &second).await);
    let _ = ana.call(Method::DELETE, &format!("{questions}/{}", keys[1]), Value::Null).await;
    assert!(!is_served(&ana, &first).await, "the last question with the file is deleted");
    let _ = ana.call(Method::DELETE, &path, Value::Null).await;
    assert!(!is_served(&ana, &second).await, "the pack is deleted");
}

async fn uploads_survive_deletions_of_the_same_file(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let other = env.start_api().await;
    let bo = Client { api: Api::of(&other), ..bo };
    let path = pack(&ana, "private").await;
    for round in 0..12 {
        let picture = plain(round);
        let file = upload(&ana, picture.clone()).await;
        let added = ana.call(Method::POST, &format!("{path}/questions"), question(usize::from(round), &file)).await;
        let gone = format!("{path}/questions/{}", text(&added.expect(StatusCode::CREATED)["question_id"]));
        // Two processes write and delete the same file.
        let (_, again) = tokio::join!(ana.call(Method::DELETE, &gone, Value::Null), upload(&bo, picture));
        assert_eq!(again, file);
        assert!(is_served(&bo, &file).await, "the file of round {round} is deleted");
    }
}

async fn files_survive_their_second_upload(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let path = pack(&ana, "private").await;
    let questions = format!("{path}/questions");
    let file = upload(&ana, photo(30, 3)).await;
    let old = ana.call(Method::POST, &questions, question(1, &file)).await.expect(StatusCode::CREATED);
    assert_eq!(upload(&ana, photo(30, 3)).await, file);
    let _ = ana.call(Method::DELETE, &format!("{questions}/{}", text(&old["question_id"])), Value::Null).await;
    assert!(is_served(&ana, &file).await, "a new question will use the file");
    let new = ana.call(Method::POST, &questions, question(2, &file)).await.expect(StatusCode::CREATED);
    let _ = ana.call(Method::DELETE, &format!("{questions}/{}", text(&new["question_id"])), Value::Null).await;
    assert!(!is_served(&ana, &file).await, "the last question with the file is deleted");
}

async fn copies_survive_deletions_of_the_same_file(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let (original, own) = (pack(&ana, "public").await, pack(&bo, "private").await);
    let file = upload(&ana, plain(1)).await;
    let added = ana.call(Method::POST, &format!("{original}/questions"), question(1, &file)).await;
    let _ = added.expect(StatusCode::CREATED);
    for round in 0..6 {
        let _ = upload(&bo, plain(1)).await;
        let added = bo.call(Method::POST, &format!("{own}/questions"), question(1, &file)).await;
        let old = format!("{own}/questions/{}", text(&added.expect(StatusCode::CREATED)["question_id"]));
        // The file loses its only use while the copy is about to use it.
        let copy = format!("{original}/copy");
        let (_, copied) =
            tokio::join!(bo.call(Method::DELETE, &old, Value::Null), bo.call(Method::POST, &copy, Value::Null));
        let copied = text(&copied.expect(StatusCode::CREATED)["pack_id"]);
        let listed = bo.get(&format!("/api/packs/{copied}/questions")).await.expect(StatusCode::OK);
        assert_eq!(listed["questions"][0]["media"]["file"], *file, "round {round}");
        let _ = bo.call(Method::DELETE, &format!("/api/packs/{copied}"), Value::Null).await;
    }
}

async fn copies_have_their_pictures(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let file = upload(&ana, photo(30, 3)).await;
    let original = pack(&ana, "public").await;
    let _ = ana.call(Method::POST, &format!("{original}/questions"), question(1, &file)).await;
    let copied = bo.call(Method::POST, &format!("{original}/copy"), Value::Null).await.expect(StatusCode::CREATED);
    let copy = format!("/api/packs/{}", text(&copied["pack_id"]));
    let listed = bo.get(&format!("{copy}/questions")).await.expect(StatusCode::OK);
    assert_eq!(listed["questions"][0]["media"]["file"], *file);
    let _ = ana.call(Method::DELETE, &original, Value::Null).await;
    assert!(is_served(&bo, &file).await, "the copy uses the file");
    let _ = bo.call(Method::DELETE, &copy, Value::Null).await;
    assert!(!is_served(&bo, &file).await);
}

async fn media_of_a_deleted_account_are_deleted(env: &TestEnvironment) {
    use crate::support::member::Member;
    let (_web, _db, [ana, bo]) = server(env).await;
    let member = Member::register(&ana.api, "Cleo").await;
    let cleo = Client { api: ana.api.clone(), token: member.access.clone() };
    let (used, unused, shared) = (plain(1), plain(2), plain(3));
    let files = [upload(&cleo, used).await, upload(&cleo, unused).await, upload(&cleo, shared.clone()).await];
    let of_bo = upload(&bo, shared).await;
    assert_eq!(of_bo, files[2]);
    let path = pack(&cleo, "private").await;
    for (n, file) in files.iter().enumerate() {
        let _ = cleo.call(Method::POST, &format!("{path}/questions"), question(n, file)).await;
    }
    let counts = member.delete(&ana.api).await;
    assert_eq!((&counts["rows"]["media"], &counts["rows"]["question_media"]), (&json!(3), &json!(3)), "{counts}");
    assert!(!is_served(&bo, &files[0]).await && !is_served(&bo, &files[1]).await);
    assert!(is_served(&bo, &of_bo).await, "another account has the file too");
}
