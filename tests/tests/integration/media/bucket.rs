//! Media in a bucket of an S3 server, for several web processes.

use reqwest::{Method, StatusCode, header::RANGE};
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api, environment::TestEnvironment, foreign_client::ForeignClient, processes::s3_server::S3Server,
};

use super::{
    packs::{pack, question, upload},
    samples::{plain, sound},
    uploads::fetched,
};
use crate::{
    deployment::support::wpp,
    packs::uploads::{Client, server_with},
};

/// Settings of a process: names and values.
type Settings<'a> = Vec<(&'a str, &'a str)>;

fn borrowed<'a>(settings: &'a [(&'static str, String)]) -> Settings<'a> {
    settings.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_processes_have_the_files_on_sqlite() {
    all_processes_have_the_files(&TestEnvironment::start().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_processes_have_the_files_on_postgres() {
    let Some(env) = TestEnvironment::on_postgres().await else { return };
    all_processes_have_the_files(&env).await;
    env.close().await;
}

async fn all_processes_have_the_files(env: &TestEnvironment) {
    let Some(s3) = S3Server::start().await else { return };
    let settings = s3.settings();
    let (_web, _db, [ana, bo]) = server_with(env, &borrowed(&settings)).await;
    let other = env.start_api_with(&borrowed(&settings)).await;
    let other = Client { api: Api::of(&other), token: ana.token.clone() };
    let picture = plain(1);
    let files = [upload(&ana, picture.clone()).await, upload(&ana, sound()).await];
    assert_eq!(upload(&bo, picture).await, files[0]);
    let (mut stored, mut expected) = (s3.names().await, files.clone());
    stored.sort();
    expected.sort();
    assert_eq!(stored, expected);
    assert!(!env.folder().join("media").exists(), "the folder is not used");

    // Phones load a picture at the same moment.
    let url = format!("/media/{}", files[0]);
    let loads = futures_util::future::join_all((0..20).map(|_| fetched(&other, &url))).await;
    for (status, headers, content) in loads {
        assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"image/png".parse().unwrap()));
        assert_eq!(image::load_from_memory(&content).unwrap().width(), 24);
    }
    let part = other.api.request(Method::GET, &format!("/media/{}", files[1])).header(RANGE, "bytes=0-3");
    let part = part.send().await.unwrap();
    assert_eq!((part.status(), part.bytes().await.unwrap().len()), (StatusCode::PARTIAL_CONTENT, 4));

    let paths = [pack(&ana, "private").await, pack(&bo, "private").await];
    for (n, file) in files.iter().enumerate() {
        let added = ana.call(Method::POST, &format!("{}/questions", paths[0]), question(n, file)).await;
        let _ = added.expect(StatusCode::CREATED);
    }
    let added = bo.call(Method::POST, &format!("{}/questions", paths[1]), question(9, &files[0])).await;
    let _ = added.expect(StatusCode::CREATED);
    let _ = other.call(Method::DELETE, &paths[0], Value::Null).await;
    assert_eq!(s3.names().await, [files[0].clone()], "another account uses the picture");
    let _ = bo.call(Method::DELETE, &paths[1], Value::Null).await;
    assert_eq!(s3.names().await, Vec::<String>::new());
    assert_eq!(fetched(&other, &url).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn games_go_on_without_the_store() {
    let env = TestEnvironment::start().await;
    let Some(s3) = S3Server::start().await else { return };
    let settings = s3.settings();
    let (web, _db, [ana, bo]) = server_with(&env, &borrowed(&settings)).await;
    let _worker = env.start_worker().await;
    let file = upload(&ana, plain(1)).await;
    let path = pack(&ana, "unlisted").await;
    let added = ana.call(Method::POST, &format!("{path}/questions"), question(1, &file)).await;
    let _ = added.expect(StatusCode::CREATED);

    // A frozen server is the worst one: it refuses nothing, and answers nothing.
    s3.freeze();
    let upload_of_bo = tokio::spawn(async move { (bo.upload("/api/media", plain(2)).await, bo) });
    let config = json!({"rounds": 1, "questions_per_round": 1, "timers": "off", "question_ms": 200});
    let session = ana.api.create_from_packs("quiz", config, &[path.rsplit('/').next().unwrap()]).await;
    for name in ["Ana", "Bo"] {
        let _ = ana.api.join(&session.code, name).await;
    }
    let mut screen = ForeignClient::open(&ana.api, &format!("/ws/game/{}/?role=host", session.code)).await;
    screen.next("session.snapshot").await;
    let _ = ana.api.control(&session, "play").await.expect(StatusCode::OK);
    let media = screen.next("phase.question_shown").await["media"].clone();
    assert_eq!(media["alt"], "A tower of stone, number 1");
    screen.next("phase.answer_started").await;
    // SQLite has one writer, and nobody holds it while waiting for the store.
    let _ = ana
        .call(Method::POST, "/api/packs", json!({"title": "More", "language": "en"}))
        .await
        .expect(StatusCode::CREATED);
    assert!(!upload_of_bo.is_finished(), "the upload waits for the store, and nothing else does");

    let (refused, bo) = upload_of_bo.await.unwrap();
    let detail = refused.problem("unavailable")["detail"].clone();
    assert_eq!(detail, "The store of pictures and sounds is not available at the moment. Try again in a moment.");
    let (status, ..) = fetched(&bo, media["url"].as_str().unwrap()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let (succeeded, report) = wpp(&env, &["doctor"], &borrowed(&settings));
    assert!(succeeded && report.contains("WARNING media: the bucket http://127.0.0.1:"), "{report}");
    assert!(report.contains("did not answer within 10 s"), "{report}");

    s3.thaw();
    let (status, ..) = fetched(&bo, media["url"].as_str().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    let _ = upload(&bo, plain(2)).await;
    drop(web);
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_have_the_files() {
    let (env, other) = (TestEnvironment::start().await, TestEnvironment::start().await);
    let (Some(s3), Some(empty)) = (S3Server::start().await, S3Server::start().await) else { return };
    let settings = s3.settings();
    let (web, _db, [ana, _]) = server_with(&env, &borrowed(&settings)).await;
    let file = upload(&ana, plain(1)).await;
    let folder = env.folder().join("backup");
    let folder = folder.to_str().unwrap();
    let (succeeded, output) = wpp(&env, &["backup", folder], &borrowed(&settings));
    assert!(succeeded && output.contains("1 pictures and sounds"), "{output}");
    drop(web);
    let settings = empty.settings();
    let (succeeded, output) = wpp(&other, &["restore", folder], &borrowed(&settings));
    assert!(succeeded, "{output}");
    assert_eq!(empty.names().await, [file]);
    let (succeeded, report) = wpp(&other, &["doctor"], &borrowed(&settings));
    assert!(succeeded && report.contains("ok      media: pictures and sounds are in the bucket http://"), "{report}");
    let mut wrong = borrowed(&settings);
    wrong.push(("MEDIA_S3_KEY", "another secret"));
    let (_, report) = wpp(&other, &["doctor"], &wrong);
    assert!(report.contains("refused the request (403 SignatureDoesNotMatch)"), "{report}");
    assert!(!report.contains("another secret") && !report.contains("X-Amz-Signature"), "{report}");
}
