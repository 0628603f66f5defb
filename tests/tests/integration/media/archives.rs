//! Packs with their media in one file.

use std::io::{Cursor, Read as _, Write as _};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    packs::{pack, question, upload},
    samples::{photo, plain, sound},
    uploads::fetched,
};
use crate::packs::uploads::server;

on_both_environments! {
    archives_restore_pictures_and_sounds,
    hostile_archives_change_nothing,
}

const IMPORT: &str = "/api/packs/import?title=Copy&language=en";

/// Returns an archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

async fn archives_restore_pictures_and_sounds(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let files = [upload(&ana, plain(1)).await, upload(&ana, sound()).await, upload(&ana, photo(50, 2)).await];
    let original = pack(&ana, "private").await;
    for (n, file) in files.iter().chain([&files[0]]).enumerate() {
        let added = ana.call(Method::POST, &format!("{original}/questions"), question(n, file)).await;
        let _ = added.expect(StatusCode::CREATED);
    }
    let export = ana.api.request(Method::GET, &format!("{original}/export?format=zip")).bearer_auth(&ana.token);
    let export = export.send().await.unwrap();
    assert_eq!(export.headers()["content-type"], "application/zip");
    assert_eq!(export.headers()["content-disposition"], "attachment; filename=\"towers.zip\"");
    let export = export.bytes().await.unwrap().to_vec();

    let mut archive = ZipArchive::new(Cursor::new(export.clone())).unwrap();
    assert_eq!(archive.len(), 4, "the questions, and each file once");
    let mut picture = Vec::new();
    archive.by_name(&format!("media/{}", files[0])).unwrap().read_to_end(&mut picture).unwrap();
    assert_eq!(picture, fetched(&ana, &format!("/media/{}", files[0])).await.2);

    // The original is deleted, so that everything comes from the archive.
    let _ = ana.call(Method::DELETE, &original, Value::Null).await;
    let preview = bo.upload("/api/packs/preview", export.clone()).await.expect(StatusCode::OK);
    assert_eq!((&preview["format"], &preview["questions"]), (&json!("json"), &json!(4)));
    let imported = bo.upload(IMPORT, export).await.expect(StatusCode::CREATED);
    assert_eq!(imported["report"]["added"], 4);
    let copy = format!("/api/packs/{}", text(&imported["pack"]["pack_id"]));
    let questions = bo.get(&format!("{copy}/questions")).await.expect(StatusCode::OK)["questions"].clone();
    for (n, question) in questions.as_array().unwrap().iter().enumerate() {
        let media = &question["media"];
        assert_eq!(media["alt"], format!("A tower of stone, number {n}"));
        let (status, ..) = fetched(&bo, &format!("/media/{}", text(&media["file"]))).await;
        assert_eq!(status, StatusCode::OK, "{media}");
    }
    // Drawings and sounds are the same files as before; a photo is encoded once more.
    assert_eq!((&questions[0]["media"]["file"], &questions[1]["media"]["file"]), (&json!(files[0]), &json!(files[1])));
}

async fn hostile_archives_change_nothing(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let name = format!("{}.png", "ab".repeat(32));
    let questions = |file: &str| json!({"questions": [question(1, file)]}).to_string();
    let pack = questions(&name);
    let path = format!("media/{name}");
    let zeros = vec![0; 5 * 1024 * 1024];
    let of_ana = upload(&ana, plain(9)).await;
    let (stolen, outside) = (questions(&of_ana), questions("../../wpp.db"));
    let large = format!("{}{}", pack, " ".repeat(21 * 1024 * 1024));
    for (files, code) in [
        (vec![("pack.json", pack.as_bytes()), (path.as_str(), &b"no picture"[..])], "invalid_file"),
        (vec![("pack.json", pack.as_bytes()), (path.as_str(), &zeros)], "too_large"),
        (vec![("pack.json", pack.as_bytes()), ("../media/x.png", &plain(1))], "invalid_input"),
        (vec![("pack.json", stolen.as_bytes())], "invalid_input"),
        (vec![("pack.json", outside.as_bytes()), ("../../wpp.db", b"evil")], "import_refused"),
        (vec![("pack.json", large.as_bytes())], "invalid_file"),
        (vec![("other.json", pack.as_bytes())], "invalid_file"),
    ] {
        let problem = bo.upload(IMPORT, archive(&files)).await.problem(code);
        assert!(!text(&problem["detail"]).is_empty());
    }
    let mut cut = archive(&[("pack.json", pack.as_bytes()), (&path, &plain(1))]);
    cut.truncate(cut.len() - 30);
    let _ = bo.upload(IMPORT, cut).await.problem("invalid_file");
    assert_eq!(bo.get("/api/packs?show=mine").await.json()["packs"], json!([]));
    assert!(!env.folder().parent().unwrap().join("wpp.db").exists());
}
