//! Packs with their media in one file.

use std::io::{Cursor, Read as _, Write as _};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_game::content::{Media, QuestionKind, form::MediaForm, rules::Draft};
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
use crate::packs::{
    kinds::drafts,
    uploads::{Client, server},
};

on_both_environments! {
    archives_restore_pictures_and_sounds,
    archives_restore_every_kind,
    questions_differ_by_their_pictures,
    a_bad_file_refuses_its_row,
    hostile_archives_change_nothing,
    costly_archives_are_refused,
}

const IMPORT: &str = "/api/packs/import?title=Copy&language=en";

/// Returns an archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
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

/// Returns the archive of a pack.
async fn exported(client: &Client, pack: &str) -> Vec<u8> {
    let export = client.api.request(Method::GET, &format!("{pack}/export?format=zip")).bearer_auth(&client.token);
    export.send().await.unwrap().bytes().await.unwrap().to_vec()
}

async fn archives_restore_every_kind(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let path = pack(&ana, "private").await;
    let picture = Draft { kind: Some(QuestionKind::Picture), prompt: "A tower".to_owned(), ..Draft::default() };
    let drafts = drafts().into_iter().chain([picture]);
    let mut added = Vec::new();
    for (n, mut draft) in drafts.enumerate() {
        if draft.kind.is_some_and(|kind| kind.form().media != MediaForm::None) {
            let file = upload(&ana, plain(u8::try_from(n).unwrap())).await;
            draft.media = Some(Media { file, alt: format!("Picture {n}") });
        }
        let question = ana.call(Method::POST, &format!("{path}/questions"), json!(draft)).await;
        added.push(question.expect(StatusCode::CREATED));
    }
    let archive = exported(&ana, &path).await;
    let _ = ana.call(Method::DELETE, &path, Value::Null).await;
    let imported = bo.upload(IMPORT, archive).await.expect(StatusCode::CREATED);
    assert_eq!(imported["report"]["added"], added.len());
    let copy = format!("/api/packs/{}/questions?limit=50", text(&imported["pack"]["pack_id"]));
    assert_eq!(bo.get(&copy).await.expect(StatusCode::OK)["questions"], json!(added));
}

async fn questions_differ_by_their_pictures(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let path = pack(&ana, "public").await;
    let real = |file: &str| {
        json!({"kind": "true_false", "prompt": "Is this photo real?", "answer": "true",
               "media": {"file": file, "alt": "A tower"}})
    };
    for n in 0..10 {
        let file = upload(&ana, plain(n)).await;
        let added = ana.call(Method::POST, &format!("{path}/questions"), real(&file)).await;
        let _ = added.expect(StatusCode::CREATED);
        let again = ana.call(Method::POST, &format!("{path}/questions"), real(&file)).await;
        let _ = again.problem("already_there");
    }
    let copied = bo.call(Method::POST, &format!("{path}/copy"), Value::Null).await.expect(StatusCode::CREATED);
    assert_eq!(copied["questions"], 10);

    let archive = exported(&ana, &path).await;
    let imported = bo.upload(IMPORT, archive.clone()).await.expect(StatusCode::CREATED);
    assert_eq!(imported["report"]["added"], 10);
    // A table has no pictures, so its rows are the questions that the pack has.
    let table = ana.api.request(Method::GET, &format!("{path}/export?format=csv")).bearer_auth(&ana.token);
    let table = table.send().await.unwrap().bytes().await.unwrap().to_vec();
    let copy = format!("/api/packs/{}", text(&imported["pack"]["pack_id"]));
    for file in [archive, table] {
        let again = bo.upload(&format!("{copy}/import"), file).await.expect(StatusCode::OK);
        assert_eq!((&again["report"]["added"], &again["report"]["already_there"]), (&json!(0), &json!(10)));
    }
}

/// Returns a name that a file of the media store can have.
fn name(n: usize, ending: &str) -> String {
    format!("{n:0>64x}.{ending}")
}

/// Returns an archive with a question for each of these files. `None`: the archive does not contain the file.
fn archive_of(files: &[(String, Option<&[u8]>)]) -> Vec<u8> {
    let questions: Vec<Value> = files.iter().enumerate().map(|(n, (name, _))| question(n, name)).collect();
    let questions = json!({"questions": questions}).to_string();
    let paths: Vec<String> = files.iter().map(|(name, _)| format!("media/{name}")).collect();
    let with_content = paths.iter().zip(files).filter_map(|(path, (_, content))| Some((path.as_str(), (*content)?)));
    let all: Vec<(&str, &[u8])> = std::iter::once(("pack.json", questions.as_bytes())).chain(with_content).collect();
    archive(&all)
}

/// Returns number and code of the first fault of refused rows.
fn faults(rows: &Value) -> Vec<(u64, String)> {
    let fault = |row: &Value| (row["row"].as_u64().unwrap(), text(&row["faults"][0]["code"]));
    rows.as_array().unwrap().iter().map(fault).collect()
}

async fn a_bad_file_refuses_its_row(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let whole = plain(1);
    let damaged = &whole[..whole.len() - 15];
    let large = vec![0; 2 * 1024 * 1024 + 1];
    let sound = sound();
    let files = [
        (name(0, "png"), Some(&whole[..])),
        (name(1, "png"), Some(damaged)),
        (name(2, "png"), None),
        (name(3, "mp3"), Some(&b"no sound"[..])),
        (name(4, "png"), Some(&large)),
        // The content decides what a file is.
        (name(5, "png"), Some(&sound)),
    ];
    let expected = [(2, "media_damaged"), (3, "media_missing"), (4, "media_unknown"), (5, "media_too_large")];
    let expected = expected.map(|(row, code)| (row, code.to_owned()));
    let archive = archive_of(&files);
    let preview = ana.upload("/api/packs/preview", archive.clone()).await.expect(StatusCode::OK);
    assert_eq!((&preview["questions"], &preview["refused"]), (&json!(2), &json!(4)));
    assert_eq!(faults(&preview["refused_rows"]), expected);
    let refused = ana.upload(IMPORT, archive.clone()).await.problem("import_refused");
    assert_eq!(faults(&refused["report"]["rows"]), expected);
    assert_eq!(refused["report"]["rows"][0]["faults"][0]["field"], "media.file");
    let imported = ana.upload(&format!("{IMPORT}&rows=good"), archive).await.expect(StatusCode::CREATED);
    assert_eq!((&imported["report"]["added"], &imported["report"]["refused"]), (&json!(2), &json!(4)));
    assert_eq!(faults(&imported["report"]["rows"]), expected);

    // A sound is no picture, also with the name of one.
    let picture = json!({"kind": "picture", "prompt": "", "media": {"file": name(5, "png"), "alt": "A bell"}});
    let questions = json!({"questions": [picture]}).to_string();
    let archive = archive_with(&questions, &name(5, "png"), &sound);
    let preview = ana.upload("/api/packs/preview", archive.clone()).await.expect(StatusCode::OK);
    assert_eq!(faults(&preview["refused_rows"]), [(1, "no_picture".to_owned())]);
    let refused = ana.upload(IMPORT, archive).await.problem("import_refused");
    assert_eq!(faults(&refused["report"]["rows"]), [(1, "no_picture".to_owned())]);
}

fn archive_with(questions: &str, name: &str, content: &[u8]) -> Vec<u8> {
    archive(&[("pack.json", questions.as_bytes()), (&format!("media/{name}"), content)])
}

/// Returns a PNG whose header states 24 million pixels, which it does not have.
fn claimed(seed: u32) -> Vec<u8> {
    let mut png = plain(1);
    png[16..20].copy_from_slice(&6_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&4_000_u32.to_be_bytes());
    let crc = png[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    png.extend(seed.to_be_bytes());
    png
}

async fn costly_archives_are_refused(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let pictures: Vec<Vec<u8>> = (0..84).map(claimed).collect();
    let pixels: Vec<_> = pictures.iter().enumerate().map(|(n, png)| (name(n, "png"), Some(&png[..]))).collect();
    let many: Vec<_> = (0..5_001).map(|n| (name(n, "mp3"), Some(&b"x"[..]))).collect();
    let zeros = vec![0; 2 * 1024 * 1024];
    let large: Vec<_> = (0..129).map(|n| (name(n, "mp3"), Some(&zeros[..]))).collect();
    for (files, code, most) in [
        (pixels, "archive_too_many_pixels", "2000"),
        (many, "archive_too_many_media", "5000"),
        (large, "archive_media_too_large", "256"),
    ] {
        let archive = archive_of(&files);
        for path in ["/api/packs/preview", IMPORT] {
            let problem = ana.upload(path, archive.clone()).await.problem("invalid_file");
            assert_eq!((&problem["file"]["code"], &problem["file"]["params"]["most"]), (&json!(code), &json!(most)));
        }
    }
    // The same picture under many names is decoded once.
    let equal: Vec<_> = (0..100).map(|n| (name(n, "png"), Some(&pictures[0][..]))).collect();
    let refused = ana.upload(IMPORT, archive_of(&equal)).await.problem("import_refused");
    assert_eq!(refused["report"]["refused"], 100);
    assert_eq!(refused["report"]["rows"][99]["faults"][0]["code"], "media_damaged");
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
        (vec![("pack.json", pack.as_bytes()), (path.as_str(), &b"no picture"[..])], "import_refused"),
        (vec![("pack.json", pack.as_bytes()), (path.as_str(), &zeros)], "import_refused"),
        (vec![("pack.json", pack.as_bytes()), ("../media/x.png", &plain(1))], "import_refused"),
        (vec![("pack.json", stolen.as_bytes())], "import_refused"),
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
