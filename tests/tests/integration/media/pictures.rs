//! Pictures as items of packs: counted, found, drawn, exported and imported.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_game::content::{Content, ContentNeed, QuestionKind};
use wpp_library::content::{self, PackSelection};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::{
    packs::{is_served, pack, upload},
    samples::{photo, plain, sound},
};
use crate::packs::uploads::{Client, server};

on_both_environments! {
    packs_hold_pictures,
    only_archives_carry_pictures,
    games_draw_pictures_and_remember_them,
}

fn picture(title: &str, file: &str, alt: &str) -> Value {
    json!({"kind": "picture", "prompt": title, "answer": "", "media": {"file": file, "alt": alt}})
}

async fn add(client: &Client, pack: &str, item: Value) -> Value {
    client.call(Method::POST, &format!("{pack}/questions"), item).await.expect(StatusCode::CREATED)
}

async fn packs_hold_pictures(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let path = pack(&ana, "public").await;
    let questions = format!("{path}/questions");
    let files = [upload(&ana, plain(1)).await, upload(&ana, plain(2)).await];
    let added = add(&ana, &path, picture("  The  tower ", &files[0], "A tower of stone")).await;
    assert_eq!((&added["kind"], &added["prompt"]), (&json!("picture"), &json!("The tower")));
    // A title is optional, and pictures without one differ by their files.
    for file in &files {
        let _ = add(&ana, &path, picture("", file, "A hill")).await;
    }
    let again = ana.call(Method::POST, &questions, picture("", &files[0], "Another hill")).await;
    let _ = again.problem("already_there");

    let listen = upload(&ana, sound()).await;
    for (bad, code) in [
        (json!({"kind": "picture", "prompt": "", "answer": ""}), "picture_missing"),
        (picture("", &listen, "A bell"), "no_picture"),
        (picture("", &files[0], ""), "alt_missing"),
    ] {
        let problem = ana.call(Method::POST, &questions, bad).await.problem("invalid_input");
        assert_eq!(problem["faults"][0]["code"], code);
    }
    let shown = bo.get(&path).await.expect(StatusCode::OK);
    assert_eq!((&shown["kinds"]["picture"], &shown["questions"]), (&json!(3), &json!(3)));
    let found = bo.get(&format!("{questions}?find=HILL")).await.expect(StatusCode::OK);
    assert_eq!(found["questions"].as_array().unwrap().len(), 2, "the descriptions are searched");

    let copied = bo.call(Method::POST, &format!("{path}/copy"), Value::Null).await.expect(StatusCode::CREATED);
    let copy = format!("/api/packs/{}", text(&copied["pack_id"]));
    let _ = ana.call(Method::DELETE, &path, Value::Null).await;
    assert!(is_served(&bo, &files[1]).await, "the copy has the pictures");
    let _ = bo.call(Method::DELETE, &copy, Value::Null).await;
    assert!(!is_served(&bo, &files[1]).await && !is_served(&bo, &files[0]).await);
}

async fn only_archives_carry_pictures(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let path = pack(&ana, "public").await;
    let files = [upload(&ana, plain(1)).await, upload(&ana, photo(60, 2)).await];
    for (n, file) in files.iter().enumerate() {
        let _ = add(&ana, &path, picture("", file, &format!("Number {n}"))).await;
    }
    for format in ["csv", "csv_semicolon"] {
        let refused = ana.get(&format!("{path}/export?format={format}")).await.problem("needs_zip");
        assert_eq!(refused["detail"], "This pack has pictures, which a table cannot contain. Export it as a ZIP file.");
    }
    let table = "kind,prompt\npicture,The tower\n";
    let refused = ana.upload("/api/packs/import?title=T&language=en", table).await.problem("import_refused");
    assert_eq!(refused["report"]["rows"][0]["faults"][0]["code"], "picture_missing");

    // JSON names the files, which only their owner has.
    let json = ana.get(&format!("{path}/export?format=json")).await.expect(StatusCode::OK).to_string();
    let refused = bo.upload("/api/packs/import?title=T&language=en", json.clone()).await.problem("import_refused");
    assert_eq!(refused["report"]["rows"][1]["faults"][0]["code"], "media_missing");
    let again = ana.upload(&format!("{path}/import"), json).await.expect(StatusCode::OK);
    assert_eq!((&again["report"]["added"], &again["report"]["already_there"]), (&json!(0), &json!(2)));

    let zip = ana.api.request(Method::GET, &format!("{path}/export?format=zip")).bearer_auth(&ana.token);
    let zip = zip.send().await.unwrap().bytes().await.unwrap().to_vec();
    // The files are the same as before, so a repeated import adds nothing.
    let again = ana.upload(&format!("{path}/import"), zip.clone()).await.expect(StatusCode::OK);
    assert_eq!((&again["report"]["added"], &again["report"]["already_there"]), (&json!(0), &json!(2)));
    let imported = bo.upload("/api/packs/import?title=Copy&language=en", zip).await.expect(StatusCode::CREATED);
    let copy = format!("/api/packs/{}/questions", text(&imported["pack"]["pack_id"]));
    let copied = bo.get(&copy).await.expect(StatusCode::OK);
    for (n, file) in files.iter().enumerate() {
        let expected = json!({"file": file, "alt": format!("Number {n}")});
        assert_eq!((&copied["questions"][n]["kind"], &copied["questions"][n]["media"]), (&json!("picture"), &expected));
    }
}

async fn games_draw_pictures_and_remember_them(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let path = pack(&ana, "private").await;
    let files = [upload(&ana, plain(1)).await, upload(&ana, plain(2)).await];
    for file in &files {
        let _ = add(&ana, &path, picture("A title", file, "A tower")).await;
    }
    let need = ContentNeed::Items {
        count: 1,
        spare: 0,
        family_friendly: false,
        kinds: &[QuestionKind::Picture],
        language: "en",
    };
    let packs = [path.rsplit('/').next().unwrap().to_owned()];
    let mut seen = Vec::new();
    for n in 0..2 {
        let mut rng = ChaCha8Rng::seed_from_u64(n);
        let choice =
            PackSelection { packs: &packs, account: Some("a_ana"), exclude: &seen, ..PackSelection::default() };
        let drawn = content::draw(&db, &need, choice, &mut rng).await.unwrap().content;
        let Content::Questions(drawn) = drawn else { panic!("nothing was drawn") };
        let view = drawn[0].media_view().unwrap();
        assert!(files.iter().any(|file| view.url == format!("/media/{file}")), "{view:?}");
        assert_eq!((drawn[0].kind, drawn[0].prompt.as_str()), (QuestionKind::Picture, "A title"));
        assert!(!seen.contains(&drawn[0].id), "the group has seen this picture");
        seen.push(drawn[0].id.clone());
    }
}
