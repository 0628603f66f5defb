//! Only its owner reaches a preset, by any call.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{harness::environment::TestEnvironment, on_both_environments};

use super::calls::two_accounts;

on_both_environments! { preset_is_unreachable_for_others }

async fn preset_is_unreachable_for_others(env: &TestEnvironment) {
    let (_web, [ana, bo]) = two_accounts(env).await;
    let kept = ana.keep(json!({"cartridge": "fib", "name": "Mine", "is_default": true})).await;
    let id = kept["preset_id"].as_str().unwrap().to_owned();
    let hosted = bo.api.create(json!({})).await;
    let seat = bo.api.join(&hosted.code, "Cy").await;

    let own = format!("/api/presets/{id}");
    let guessed = format!("/api/presets/s_{}", "0".repeat(20));
    let calls = |path: &str, id: &str| {
        [
            (Method::GET, path.to_owned(), Value::Null),
            (Method::PATCH, path.to_owned(), json!({"name": "Yours"})),
            (Method::PATCH, path.to_owned(), json!({"config": {"rounds": 1}})),
            (Method::DELETE, path.to_owned(), Value::Null),
            (Method::POST, "/api/sessions".to_owned(), json!({"cartridge": "fib", "preset_id": id})),
        ]
    };
    // The answers about an existing preset and about an unknown one must be equal.
    for (there, not_there) in calls(&own, &id).into_iter().zip(calls(&guessed, &guessed[13..])) {
        let (method, path, body) = there;
        let code = if path == "/api/sessions" { "invalid_input" } else { "unknown_preset" };
        let real = bo.call(method.clone(), &path, body.clone()).await;
        let invented = bo.call(not_there.0, &not_there.1, not_there.2).await;
        let (mut real_body, mut invented_body) = (real.problem(code), invented.problem(code));
        assert_eq!(real.status, invented.status);
        for body in [&mut real_body, &mut invented_body] {
            let detail = body["detail"].as_str().unwrap().replace(&id, "ID").replace(&guessed[13..], "ID");
            body["detail"] = detail.into();
        }
        assert_eq!(real_body, invented_body, "{method} {path} reveals which preset exists");

        // Without a token, with a broken token, and with tokens of a session.
        for (bearer, refusals) in [
            (None, ["not_authenticated", "invalid_input"]),
            (Some("nonsense"), ["not_authenticated", "not_authenticated"]),
            (Some(hosted.token.as_str()), ["not_allowed", "not_allowed"]),
            (Some(seat.token.as_str()), ["not_allowed", "not_allowed"]),
        ] {
            let request = bo.api.request(method.clone(), &path).json(&body);
            let request = match bearer {
                Some(token) => request.bearer_auth(token),
                None => request,
            };
            let answer = bo.api.send(request).await;
            let _ = answer.problem(refusals[usize::from(path == "/api/sessions")]);
        }
    }
    for list in ["/api/presets", "/api/presets?cartridge=fib"] {
        let listed = bo.call(Method::GET, list, Value::Null).await.expect(StatusCode::OK);
        assert_eq!(listed["presets"], json!([]));
        let _ = bo.api.get(list).await.problem("not_authenticated");
    }
    // The default of another account stays private, and the attempts changed nothing.
    bo.keep(json!({"cartridge": "fib", "name": "Mine too", "is_default": true})).await;
    assert_eq!(ana.call(Method::GET, &own, Value::Null).await.expect(StatusCode::OK), kept);

    // Only the host saves the settings of a session.
    let path = format!("/api/sessions/{}/preset", hosted.code);
    let _ = ana.call(Method::POST, &path, json!({"name": "Theirs"})).await.problem("not_allowed");
    let stranger = bo.api.post(&path, None, &json!({"name": "Theirs"})).await;
    let _ = stranger.problem("not_authenticated");
}
