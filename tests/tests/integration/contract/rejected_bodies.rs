//! Input that contradicts the documents is rejected: arrays in place of objects, and numbers outside their bounds.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use wpp_migration::pack::built_in;
use wpp_tests::harness::{client::Api, environment::TestEnvironment, foreign_client::ForeignClient};

use crate::support::member::Member;

#[tokio::test(flavor = "multi_thread")]
async fn arrays_are_no_bodies() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let document = api.get("/openapi.json").await.json();
    let account = Member::register(&api, "ana").await.access;
    let session = api.create_of("lounge", json!({})).await;
    let seat = api.join(&session.code, "Ana").await;
    let mut checked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation["requestBody"]["content"].get("application/json").is_none() {
                continue;
            }
            let security = operation["security"].to_string();
            let token = match (path.ends_with("/actions"), security.contains("session")) {
                (true, _) => &seat.token,
                (false, true) => &session.token,
                (false, false) => &account,
            };
            let mut address = path.replace("{code}", &session.code).replace("{player_id}", &seat.player_id);
            for id in ["{pack_id}", "{question_id}", "{preset_id}"] {
                address = address.replace(id, "x");
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            for array in ["[]", r#"["fib"]"#, " [null]"] {
                let request = api.request(method.clone(), &address);
                let request = request.bearer_auth(token).header(header::CONTENT_TYPE, "application/json").body(array);
                let answer = api.send(request).await;
                let body = answer.problem("invalid_input");
                assert!(body["detail"].as_str().unwrap().contains("object"), "{method} {path} {array}: {body}");
                checked += 1;
            }
        }
    }
    assert!(checked > 45, "only {checked} bodies were checked");
}

#[tokio::test(flavor = "multi_thread")]
async fn arrays_are_no_messages() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create_of("air_guitar", json!({})).await;
    let seat = api.join(&session.code, "Ana").await;
    for (path, messages) in [
        (
            "game",
            [r#"["ping"]"#, r#"["chat.send","1",{"content":"hi"}]"#, r#"{"type":"chat.send","id":"1","data":["hi"]}"#],
        ),
        ("sessions", [r#"["ping"]"#, r#"["message","hi"]"#, r#"["typing",true]"#]),
        ("guitar", [r#"["ping"]"#, r#"["practice_start",{}]"#, r#"{"type":"chord_change","data":["Am"]}"#]),
    ] {
        let mut client = ForeignClient::open(&api, &format!("/ws/{path}/{}/?token={}", session.code, seat.token)).await;
        for message in messages {
            client.send_text(message).await;
            let rejected = loop {
                let answer = client.read().await.unwrap();
                match answer["type"].as_str() {
                    Some("error") => break answer,
                    Some("pong" | "ack" | "message" | "chat.message" | "chord_change" | "practice_update") => {
                        panic!("{path} accepted {message}: {answer}")
                    }
                    _ => {}
                }
            };
            assert!(rejected.to_string().contains("invalid_input"), "{rejected}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn page_sizes_have_bounds() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let account = Member::register(&api, "ana").await.access;
    let session = api.create_of("lounge", json!({})).await;
    let messages = format!("/api/sessions/{}/messages", session.code);
    for (path, token, max) in [
        ("/api/packs", &account, 100),
        ("/api/packs/starter-en/questions", &account, 200),
        (messages.as_str(), &session.token, 200),
    ] {
        let get = async |limit: &str| {
            api.send(api.request(Method::GET, &format!("{path}?limit={limit}")).bearer_auth(token)).await
        };
        for wrong in ["0", "-1", "1.5", "many", "99999999999999999999", &(max + 1).to_string()] {
            let body = get(wrong).await.problem("invalid_input");
            assert_eq!(body["field"], "limit", "{path} {wrong}: {body}");
        }
        for right in ["", "1", &max.to_string()] {
            assert_eq!(get(right).await.status, StatusCode::OK, "{path} {right}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn largest_page_is_not_the_last() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await.access;
    for n in 0..100 {
        let pack = json!({ "title": format!("Pack {n}"), "language": "en" });
        let _ = api.post("/api/packs", Some(&ana), &pack).await.expect(StatusCode::CREATED);
    }
    let mut seen = 0;
    let mut query = "?limit=100".to_owned();
    loop {
        let request = api.request(Method::GET, &format!("/api/packs{query}")).bearer_auth(&ana);
        let page = api.send(request).await.expect(StatusCode::OK);
        seen += page["packs"].as_array().unwrap().len();
        match &page["next"] {
            Value::String(next) => query = format!("?limit=100&before={next}"),
            _ => break,
        }
    }
    assert_eq!(seen, 100 + built_in().unwrap().len(), "with the built-in packs");
}
