//! Prompts in packs: a host brings prompts in a pack or in the settings, and everybody answers them.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::uploads::server;

on_both_environments! { hosts_bring_their_prompts }

const OWN: &str = "A thing that Granny would never sell";

async fn hosts_bring_their_prompts(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    // A table without a column for answers, because prompts have none.
    let rows: String = (1..=6).map(|n| format!("prompt,The worst present number {n}\n")).collect();
    let table = format!("kind,prompt\n{rows}drawing,A present with legs\nprompt,Hm\n");
    let refused = ana.upload("/api/packs/import?title=Ours&language=en", table.clone()).await;
    let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.to_string().contains("too_short"), "{refused}");
    let imported = ana.upload("/api/packs/import?title=Ours&language=en&rows=good", table).await;
    let pack = imported.expect(StatusCode::CREATED)["pack"].clone();
    assert_eq!((&pack["kinds"]["prompt"], &pack["kinds"]["drawing"]), (&json!(6), &json!(1)));

    let open = async |cartridge: &str, config: Value| {
        let body = json!({"cartridge": cartridge, "config": config, "pack_ids": [pack["pack_id"]]});
        ana.call(Method::POST, "/api/sessions", body).await
    };
    let _ = open("sketch", json!({})).await.problem("not_enough_content");
    let _ = open("last_word", json!({"rounds": 2, "max_players": 4})).await.problem("not_enough_content");
    for own in [json!(["Hm"]), json!([OWN, OWN.to_uppercase()]), json!(vec![OWN; 21]), json!(OWN), json!([1])] {
        let refused = open("last_word", json!({"own_prompts": own})).await.problem("invalid_input");
        assert_eq!(refused["field"], "own_prompts", "{own}");
    }

    let own = format!("  {} ", OWN.replace(' ', "  "));
    let config = json!({"rounds": 1, "max_players": 3, "own_prompts": [own]});
    let created = open("last_word", config).await.expect(StatusCode::CREATED);
    let (code, host) = (text(&created["code"]), text(&created["host_token"]));
    let mut seats = Vec::new();
    for name in ["Ana", "Bo", "Cy"] {
        seats.push(bo.api.join(&code, name).await);
    }
    let path = format!("/api/sessions/{code}/play");
    let public = bo.api.post(&path, Some(&host), &json!({})).await.expect(StatusCode::OK).to_string();
    let mut prompts = BTreeSet::new();
    for seat in &seats {
        let snapshot = bo.api.snapshot(&code, Some(&seat.token)).await;
        let own = snapshot["you"]["prompts"].as_array().expect("prompts").clone();
        prompts.extend(own.iter().map(|prompt| text(&prompt["prompt"])));
    }
    assert_eq!(prompts.len(), 3);
    assert!(prompts.remove(OWN), "the host's prompt is used first: {prompts:?}");
    assert!(prompts.iter().all(|prompt| prompt.starts_with("The worst present number ")), "{prompts:?}");
    assert!(!public.contains("present") && !public.contains("Granny"), "{public}");
}
