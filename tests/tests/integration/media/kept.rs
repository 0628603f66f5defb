//! How long the store keeps files.

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use serde_json::{Map, Value, json};
use wpp_game::time::Timestamp;
use wpp_library::{
    media::{MediaSettings, MediaStore},
    packs::{
        PackSettings, Packs,
        import::{Options, Target},
    },
};
use wpp_migration::prepare;
use wpp_runtime::{clock::ManualClock, db::Writer};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::{archives::archive, packs::question, samples::plain, settings::room};
use crate::{
    packs::support::{imported, into_new, ready, titled},
    support::account::account,
};

on_both_databases! {
    files_are_kept_for_rooms,
    imports_keep_the_files_of_removed_packs,
    the_operator_imports_for_the_owner_of_a_pack,
}

/// A store in `folder`, and its clock.
fn store(db: &DatabaseConnection, folder: &tempfile::TempDir) -> (MediaStore, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000)));
    let settings = MediaSettings { folder: Some(folder.path().to_owned()), ..MediaSettings::default() };
    (MediaStore::new(Writer::new(db.clone()), clock.clone(), &settings, ""), clock)
}

async fn files_are_kept_for_rooms(database: &TestDatabase) {
    const HOUR_MS: i64 = 60 * 60 * 1000;
    prepare(&database.db).await.unwrap();
    let owner = account(&database.db, "ana").await;
    let folder = tempfile::tempdir().unwrap();
    let (media, clock) = store(&database.db, &folder);
    let registry = wpp_cartridges::registry();
    let manifest = registry.get("quiz").unwrap().manifest();
    let mut files = Vec::new();
    for n in 0..2 {
        files.push(media.upload(Some(owner.as_str()), plain(n)).await.unwrap().file);
    }
    let config: Map<String, Value> = serde_json::from_value(room(&files[0])["config"].clone()).unwrap();
    assert_eq!(media.keep_for_room(None, manifest, &config).await.unwrap(), ["logo"]);
    assert_eq!(media.keep_for_room(Some(owner.as_str()), manifest, &config).await.unwrap(), [""; 0]);
    clock.set(Timestamp::from_millis(23 * HOUR_MS));
    assert_eq!(media.collect().await.unwrap(), 1, "the file that nobody used");
    assert!(media.read(&files[0]).await.unwrap().is_some() && media.read(&files[1]).await.unwrap().is_none());
    clock.set(Timestamp::from_millis(25 * HOUR_MS));
    assert_eq!(media.collect().await.unwrap(), 1, "the room has ended");
    assert!(media.read(&files[0]).await.unwrap().is_none());
}

async fn packs_in(database: &TestDatabase, folder: &tempfile::TempDir) -> Packs {
    let media = MediaSettings { folder: Some(folder.path().to_owned()), ..MediaSettings::default() };
    ready(database).await.with_settings(&PackSettings { media, ..PackSettings::default() }, "")
}

/// Returns a question with this file as JSON, and the archive that also has the file.
fn pack_with(file: &str) -> (String, Vec<u8>) {
    let questions = json!({"questions": [question(1, file)]}).to_string();
    let archive = archive(&[("pack.json", questions.as_bytes()), (&format!("media/{file}"), &plain(1))]);
    (questions, archive)
}

/// The rows of a large pack are deleted in the background, while its owner imports it again.
async fn imports_keep_the_files_of_removed_packs(database: &TestDatabase) {
    let folder = tempfile::tempdir().unwrap();
    let packs = packs_in(database, &folder).await;
    let file = packs.media().upload(Some("ana"), plain(1)).await.unwrap().file;
    let (questions, archive) = pack_with(&file);
    let import =
        async |title: &str, file: &[u8]| imported(&packs, file, into_new("ana", title), Options::default()).await;
    let _ = import("Old", &archive).await.unwrap();

    let tx = Writer::new(database.db.clone()).begin().await.unwrap();
    let removal = packs.hide_all_of(&tx, "ana").await.unwrap();
    tx.commit().await.unwrap();
    // An import of the archive begins with its files.
    assert_eq!(packs.media().upload(Some("ana"), plain(1)).await.unwrap().file, file);
    packs.finish_removal(removal).await;
    let (_, report) = import("New", questions.as_bytes()).await.unwrap();
    assert_eq!(report.added, 1);
    assert!(packs.media().read(&file).await.unwrap().is_some());
    assert_eq!(packs.media().collect().await.unwrap(), 0, "the new pack uses the file");
}

async fn the_operator_imports_for_the_owner_of_a_pack(database: &TestDatabase) {
    let folder = tempfile::tempdir().unwrap();
    let packs = packs_in(database, &folder).await;
    let key = packs.create(Some("ana"), titled("Towers")).await.unwrap().pack.key;
    let (_, archive) = pack_with(&format!("{}.png", "0f".repeat(32)));
    let target = Target::Pack { key: key.clone(), owner: None };
    let (_, report) = imported(&packs, &archive, target, Options::default()).await.unwrap();
    assert_eq!(report.added, 1);
    let questions = packs.questions(&key, "ana", None, None, 10).await.unwrap();
    let file = &questions[0].draft.media.as_ref().unwrap().file;
    assert!(packs.media().read(file).await.unwrap().is_some());
    assert_eq!(packs.media().list("ana", None).await.unwrap().len(), 1, "the file counts against the owner's quota");
}
