//! Pictures as settings of games: who may name a file, how long it is kept, and what is left without it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{HostedSession, text},
        environment::TestEnvironment,
    },
    on_both_environments,
};

use super::{
    packs::{is_served, pack, question, upload},
    samples::{plain, sound},
};
use crate::packs::uploads::server;

on_both_environments! {
    rooms_name_files_of_their_account,
    presets_name_files_of_their_account,
    deleted_files_leave_empty_settings,
}

const ALT: &str = "A tower of stone";

/// Returns the call that opens a room for a quiz with this picture.
pub fn room(file: &str) -> Value {
    json!({"cartridge": "quiz", "config": {"logo": {"file": file, "alt": ALT}}})
}

async fn rooms_name_files_of_their_account(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let _worker = env.start_worker().await;
    let file = upload(&ana, plain(1)).await;
    let refused = bo.call(Method::POST, "/api/sessions", room(&file)).await.problem("invalid_input");
    assert_eq!(refused["field"], "logo");
    assert_eq!(refused["detail"], "logo: your account has no such picture or sound. Choose another one.");
    let _ = ana.api.post("/api/sessions", None, &room(&file)).await.problem("invalid_input");
    let bell = upload(&ana, sound()).await;
    for bad in [json!(file), json!({"file": bell, "alt": ALT}), json!({"file": file}), json!({"file": "x", "alt": ALT})]
    {
        let body = json!({"cartridge": "quiz", "config": {"logo": bad}});
        let refused = ana.call(Method::POST, "/api/sessions", body).await.problem("invalid_input");
        assert!(text(&refused["detail"]).contains("a picture of your account"), "{refused}");
    }

    let session = hosted(&ana.call(Method::POST, "/api/sessions", room(&file)).await.expect(StatusCode::CREATED));
    for name in ["Ana", "Bo"] {
        let _ = ana.api.join(&session.code, name).await;
    }
    let before = ana.api.snapshot(&session.code, None).await.to_string();
    assert!(!before.contains(&file), "{before}");
    let _ = ana.api.control(&session, "play").await.expect(StatusCode::OK);
    let view = ana.api.snapshot(&session.code, None).await["view"].clone();
    assert_eq!(view["logo"], json!({"kind": "picture", "url": format!("/media/{file}"), "alt": ALT}));

    // The VIP and the host choose the next game: with files of the account that owns the room.
    let other = upload(&bo, plain(2)).await;
    let next = format!("/api/sessions/{}/next", session.code);
    let refused = ana.api.post(&next, Some(&session.token), &room(&other)).await.problem("invalid_input");
    assert_eq!(refused["field"], "logo");
    let _ = ana.api.post(&next, Some(&session.token), &room(&file)).await.expect(StatusCode::OK);
}

async fn presets_name_files_of_their_account(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let file = upload(&ana, plain(1)).await;
    let body = |file: &str| json!({"cartridge": "quiz", "name": "Pub", "config": room(file)["config"]});
    let refused = bo.call(Method::POST, "/api/presets", body(&file)).await.problem("invalid_input");
    assert_eq!(refused["field"], "logo");
    let saved = ana.call(Method::POST, "/api/presets", body(&file)).await.expect(StatusCode::CREATED);
    let logo = json!({"file": file, "alt": ALT});
    assert_eq!(saved["config"]["logo"], logo);
    let path = format!("/api/presets/{}", text(&saved["preset_id"]));
    assert_eq!(ana.get(&path).await.expect(StatusCode::OK)["config"]["logo"], logo);

    // The account's list has the file once, also after another upload.
    assert_eq!(upload(&ana, plain(1)).await, file);
    let listed = ana.get("/api/media?kind=picture").await.expect(StatusCode::OK);
    assert_eq!((listed["media"].as_array().unwrap().len(), &listed["media"][0]["file"]), (1, &json!(file)));
    assert_eq!(ana.get("/api/media?kind=sound").await.json()["media"], json!([]));
    let _ = ana.get("/api/media?kind=film").await.problem("invalid_input");

    // A room of the preset, and a preset of the room.
    let created = json!({"cartridge": "quiz", "preset_id": saved["preset_id"]});
    let created = ana.call(Method::POST, "/api/sessions", created).await.expect(StatusCode::CREATED);
    let of_room = format!("/api/sessions/{}/preset", text(&created["code"]));
    let kept = ana.call(Method::POST, &of_room, json!({"name": "Again"})).await.expect(StatusCode::CREATED);
    assert_eq!(kept["config"]["logo"], logo);
    let of_bo = json!({"name": "Mine", "host_token": created["host_token"]});
    let of_bo = bo.call(Method::POST, &of_room, of_bo).await.expect(StatusCode::CREATED);
    assert_eq!(of_bo["config"]["logo"], Value::Null, "the file belongs to another account");

    // An empty setting drops the file.
    let change = json!({"config": {"rounds": 2, "logo": null}});
    let changed = ana.call(Method::PATCH, &path, change).await.expect(StatusCode::OK);
    assert_eq!(changed["config"]["logo"], Value::Null);
    let export = ana.get("/api/account/export").await.text;
    assert_eq!(export.matches(r#""preset_media""#).count(), 1, "{export}");
}

async fn deleted_files_leave_empty_settings(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let file = upload(&ana, plain(1)).await;
    let saved = json!({"cartridge": "quiz", "name": "Pub", "config": room(&file)["config"]});
    let saved = ana.call(Method::POST, "/api/presets", saved).await.expect(StatusCode::CREATED);
    let preset = format!("/api/presets/{}", text(&saved["preset_id"]));
    let session = hosted(&ana.call(Method::POST, "/api/sessions", room(&file)).await.expect(StatusCode::CREATED));
    for name in ["Ana", "Bo"] {
        let _ = ana.api.join(&session.code, name).await;
    }

    let path = pack(&ana, "private").await;
    let questions = format!("{path}/questions");
    let used = ana.call(Method::POST, &questions, question(1, &file)).await.expect(StatusCode::CREATED);
    let media = format!("/api/media/{file}");
    let _ = ana.call(Method::DELETE, &media, Value::Null).await.problem("media_in_use");
    let used = format!("{questions}/{}", text(&used["question_id"]));
    assert_eq!(ana.call(Method::DELETE, &used, Value::Null).await.status, StatusCode::NO_CONTENT);
    assert!(is_served(&ana, &file).await, "the preset names the file");

    let _ = bo.call(Method::DELETE, &media, Value::Null).await.problem("not_found");
    assert_eq!(ana.call(Method::DELETE, &media, Value::Null).await.status, StatusCode::NO_CONTENT);
    let _ = ana.call(Method::DELETE, &media, Value::Null).await.problem("not_found");
    assert!(!is_served(&ana, &file).await);
    assert_eq!(ana.get(&preset).await.expect(StatusCode::OK)["config"]["logo"], Value::Null);

    // The room that names the file plays on. Its next game has no picture.
    let _ = ana.api.control(&session, "play").await.expect(StatusCode::OK);
    let next = format!("/api/sessions/{}/next", session.code);
    let same = json!({"cartridge": "quiz"});
    let _ = ana.api.post(&next, Some(&session.token), &same).await.expect(StatusCode::OK);
    let _ = ana.api.control(&session, "play").await.expect(StatusCode::OK);
    let view = ana.api.snapshot(&session.code, None).await["view"].clone();
    assert_eq!((view["rounds"].clone(), view.get("logo")), (json!(3), None));
    let created = json!({"cartridge": "quiz", "preset_id": saved["preset_id"]});
    let _ = ana.call(Method::POST, "/api/sessions", created).await.expect(StatusCode::CREATED);
}

fn hosted(created: &Value) -> HostedSession {
    HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) }
}
