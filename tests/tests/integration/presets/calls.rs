//! The preset calls of the owner.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Answer, Api},
        environment::TestEnvironment,
        processes::Process,
    },
    on_both_environments,
};

use crate::support::account::{account, token};

on_both_environments! {
    saves_changes_plays_and_deletes,
    rejects_invalid_fields_by_name,
    host_token_saves_an_anonymous_session,
}

pub struct Owner {
    pub api: Api,
    pub token: String,
}

impl Owner {
    pub async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        self.api.send(self.api.request(method, path).bearer_auth(&self.token).json(&body)).await
    }

    pub async fn keep(&self, body: Value) -> Value {
        self.call(Method::POST, "/api/presets", body).await.expect(StatusCode::CREATED)
    }
}

/// Starts a server with two accounts.
pub async fn two_accounts(env: &TestEnvironment) -> (Process, [Owner; 2]) {
    let web = env.start_api().await;
    let database = env.open_database().await;
    let api = Api::of(&web);
    let mut owners = Vec::new();
    for name in ["ana", "bo"] {
        owners.push(Owner { api: api.clone(), token: token(&account(&database, name).await) });
    }
    database.close().await.unwrap();
    let owners = owners.try_into().unwrap_or_else(|_| panic!("two people"));
    (web, owners)
}

async fn saves_changes_plays_and_deletes(env: &TestEnvironment) {
    let (_web, [ana, _]) = two_accounts(env).await;
    let kept = ana.keep(json!({"cartridge": "fib", "name": "Friday", "config": {"rounds": 2}})).await;
    assert_eq!((&kept["config"]["rounds"], &kept["config"]["lie_ms"]), (&json!(2), &json!(60_000)));
    let id = kept["preset_id"].as_str().unwrap();
    let path = format!("/api/presets/{id}");

    let changed = ana.call(Method::PATCH, &path, json!({"name": "Sunday", "is_default": true})).await;
    let changed = changed.expect(StatusCode::OK);
    assert_eq!((&changed["name"], &changed["is_default"]), (&json!("Sunday"), &json!(true)));
    assert_eq!(changed["config"], kept["config"], "what is not named stays");
    assert_eq!(ana.call(Method::GET, &path, Value::Null).await.expect(StatusCode::OK), changed);
    let listed = ana.call(Method::GET, "/api/presets?cartridge=fib", Value::Null).await.expect(StatusCode::OK);
    assert_eq!(listed["presets"], json!([changed]));

    // Plays the preset unchanged, and with changes for one session.
    let play = async |config: Value| {
        let body = json!({"cartridge": "fib", "preset_id": id, "config": config});
        ana.call(Method::POST, "/api/sessions", body).await.expect(StatusCode::CREATED)
    };
    for (config, seats) in [(Value::Null, 12), (json!({"max_players": 5}), 5)] {
        let session = play(config).await;
        assert_eq!(session["snapshot"]["max_players"], seats);
        let code = session["code"].as_str().unwrap();
        let again = ana.call(Method::POST, &format!("/api/sessions/{code}/preset"), json!({"name": "As played"})).await;
        let again = again.expect(StatusCode::CREATED);
        assert_eq!((&again["config"]["rounds"], &again["config"]["max_players"]), (&json!(2), &json!(seats)));
    }
    let refused =
        ana.call(Method::POST, "/api/sessions", json!({"cartridge": "fib", "preset_id": id, "config": {"rounds": 0}}));
    assert_eq!(refused.await.problem("invalid_input")["field"], "rounds");

    assert_eq!(ana.call(Method::DELETE, &path, Value::Null).await.status, StatusCode::NO_CONTENT);
    let _ = ana.call(Method::GET, &path, Value::Null).await.problem("unknown_preset");
    let _ = ana.call(Method::DELETE, &path, Value::Null).await.problem("unknown_preset");
}

async fn rejects_invalid_fields_by_name(env: &TestEnvironment) {
    let (_web, [ana, _]) = two_accounts(env).await;
    let kept = ana.keep(json!({"cartridge": "fib", "name": "Friday"})).await;
    let own = format!("/api/presets/{}", kept["preset_id"].as_str().unwrap());
    let long = "x".repeat(61);
    let hostile = "'); DROP TABLE fib_preset; --<script>alert(1)</script>";
    let cases = [
        (json!({"cartridge": "chess", "name": "a"}), "cartridge"),
        (json!({"name": "a"}), "cartridge"),
        (json!({"cartridge": "fib"}), "name"),
        (json!({"cartridge": "fib", "name": " \n "}), "name"),
        (json!({"cartridge": "fib", "name": long}), "name"),
        (json!({"cartridge": "fib", "name": "a\u{202e}b"}), "name"),
        (json!({"cartridge": "fib", "name": "a", "config": {"rounds": 11}}), "rounds"),
        (json!({"cartridge": "fib", "name": "a", "config": {"timers": hostile}}), "timers"),
        (json!({"cartridge": "fib", "name": "a", "config": {"min_players": 9, "max_players": 8}}), "max_players"),
        (json!({"cartridge": "fib", "name": "a", "config": []}), "config"),
    ];
    for (body, field) in cases {
        let refused = ana.call(Method::POST, "/api/presets", body.clone()).await;
        assert_eq!(refused.problem("invalid_input")["field"], field, "{body}");
        // A change has the same bounds as a new preset and keeps all other fields.
        if field != "cartridge" && (field != "name" || body.get("name").is_some()) {
            let refused = ana.call(Method::PATCH, &own, body.clone()).await;
            assert_eq!(refused.problem("invalid_input")["field"], field, "{body}");
        }
    }
    assert_eq!(ana.call(Method::GET, &own, Value::Null).await.expect(StatusCode::OK), kept);
    let listed = ana.call(Method::GET, "/api/presets", Value::Null).await.expect(StatusCode::OK);
    assert_eq!(listed["presets"].as_array().unwrap().len(), 1, "nothing was kept by halves");
    // Text of any form stays text.
    let name = "'); DROP TABLE preset; --<b>";
    let kept = ana.keep(json!({"cartridge": "fib", "name": name, "config": {hostile: 1}})).await;
    assert_eq!(kept["name"], name);
}

async fn host_token_saves_an_anonymous_session(env: &TestEnvironment) {
    let (_web, [ana, bo]) = two_accounts(env).await;
    let hosted = ana.api.create(json!({"rounds": 4})).await;
    let seat = ana.api.join(&hosted.code, "Cy").await;
    let path = format!("/api/sessions/{}/preset", hosted.code);
    let keep = async |owner: &Owner, host_token: Option<&str>| {
        owner.call(Method::POST, &path, json!({"name": "Ours", "host_token": host_token})).await
    };
    let kept = keep(&ana, Some(&hosted.token)).await.expect(StatusCode::CREATED);
    assert_eq!(kept["config"]["rounds"], 4);
    let _ = keep(&ana, None).await.problem("not_allowed");
    let _ = keep(&bo, Some(&seat.token)).await.problem("not_allowed");
    let _ = keep(&bo, Some("nonsense")).await.problem("not_authenticated");
}
