//! How long the store keeps files.

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use serde_json::{Map, Value};
use wpp_game::time::Timestamp;
use wpp_library::media::{MediaSettings, MediaStore};
use wpp_migration::prepare;
use wpp_runtime::{clock::ManualClock, db::Writer};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::{samples::plain, settings::room};
use crate::support::account::account;

on_both_databases! { files_are_kept_for_rooms }

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
