//! Prompts in packs: a host brings prompts in a pack or in the settings, and everybody answers them.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use wpp_entity::question_history;
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::uploads::server;

on_both_environments! { hosts_bring_their_prompts, what_nobody_plays_is_not_known, word_lists_and_pairs_over_the_api }

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

/// A room loads prompts for eight people. Those for the people at the start are known once it starts.
async fn what_nobody_plays_is_not_known(env: &TestEnvironment) {
    let (_web, db, [ana, bo]) = server(env).await;
    let known = async || question_history::Entity::find().count(&db).await.unwrap();
    let body = json!({"cartridge": "last_word", "config": {"rounds": 1, "max_players": 8}});
    let created = ana.call(Method::POST, "/api/sessions", body).await.expect(StatusCode::CREATED);
    let (code, host) = (text(&created["code"]), text(&created["host_token"]));
    for name in ["Ana", "Bo", "Cy", "Dee"] {
        bo.api.join(&code, name).await;
    }
    let next = json!({"cartridge": "last_word"});
    let _ = bo.api.post(&format!("/api/sessions/{code}/next"), Some(&host), &next).await.expect(StatusCode::OK);
    assert_eq!(known().await, 0);
    let play = format!("/api/sessions/{code}/play");
    let _ = bo.api.post(&play, Some(&host), &json!({})).await.expect(StatusCode::OK);
    assert_eq!(known().await, 5, "one prompt for each of four people, and the last one");
    let _ = bo.api.post(&play, Some(&host), &json!({})).await.expect(StatusCode::OK);
    assert_eq!(known().await, 5, "the repeated call has no effect");
}

async fn word_lists_and_pairs_over_the_api(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let pack = ana.call(Method::POST, "/api/packs", json!({"title": "Ours", "language": "en"})).await;
    let pack = text(&pack.expect(StatusCode::CREATED)["pack_id"]);
    let questions = format!("/api/packs/{pack}/questions");
    let list = json!({"prompt": "On the beach", "answer": "", "words": ["sand", "towel", "shell", "gull", "wave"]});
    let added = ana.call(Method::POST, &questions, list).await.expect(StatusCode::CREATED);
    assert_eq!((&added["kind"], &added["words"][4]), (&json!("word_list"), &json!("wave")));
    let pair = json!({"kind": "pair", "prompt": "Norway", "answer": "Norway"});
    let refused = ana.call(Method::POST, &questions, pair).await.problem("invalid_input");
    assert_eq!(refused["faults"][0]["code"], "pair_of_equals");
    let pair = json!({"kind": "pair", "prompt": "Norway", "answer": "Oslo"});
    let _ = ana.call(Method::POST, &questions, pair.clone()).await.expect(StatusCode::CREATED);
    let again = ana.call(Method::POST, &questions, pair).await;
    let _ = again.problem("already_there");

    let kinds = ana.call(Method::GET, &format!("/api/packs/{pack}"), Value::Null).await.expect(StatusCode::OK);
    assert_eq!((&kinds["kinds"]["word_list"], &kinds["kinds"]["pair"]), (&json!(1), &json!(1)));
    let preview = ana.upload("/api/packs/preview?format=word_lists", "A\none\ntwo\nthree\nfour\nfive\n").await;
    let preview = preview.expect(StatusCode::OK);
    assert_eq!((&preview["format"], &preview["questions"]), (&json!("word_lists"), &json!(1)));
    assert_eq!(preview["first_rows"][0]["question"]["words"][1], "two");
}
