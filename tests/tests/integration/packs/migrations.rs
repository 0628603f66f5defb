//! The pack migration with existing rows, and the refusal of a newer schema.

use sea_orm::{ConnectionTrait, EntityTrait};
use wpp_entity::{pack, question, schema_version::SchemaError};
use wpp_library::packs::digest;
use wpp_migration::{PrepareError, pack::built_in, prepare, roll_back};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{assert_in_order, draft, ready, titled};

on_both_databases! {
    pack_migration_reverts_with_rows,
    rejects_newer_schema,
}

async fn pack_migration_reverts_with_rows(database: &TestDatabase) {
    let (packs, db) = (ready(database).await, &database.db);
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    packs.add_question(&made.key, "ana", draft(1)).await.unwrap();
    let before: Vec<(String, String)> = starter(database).await;

    // The older schema has no owners and kinds: those rows are deleted, the others stay.
    let steps = wpp_migration::steps_since("m0004_packs_of_people").unwrap();
    roll_back(db, Some(steps)).await.unwrap();
    let left =
        db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), "SELECT key FROM pack")).await;
    let mut left: Vec<String> = left.unwrap().iter().map(|row| row.try_get("", "key").unwrap()).collect();
    left.sort();
    assert_eq!(left, ["starter-da", "starter-en"], "a private pack became public, or a pack is empty");
    db.execute_unprepared(
        "INSERT INTO question (pack_id, key, position, prompt, answer, category, family_friendly)
         SELECT id, 'twice', 9000, 'Wrote ____ before.', 'twice', 'Test', TRUE FROM pack WHERE key = 'starter-en'",
    )
    .await
    .unwrap();
    db.execute_unprepared(
        "INSERT INTO question (pack_id, key, position, prompt, answer, category, family_friendly)
         SELECT id, 'again', 9001, 'Wrote ____ before.', 'twice', 'Test', TRUE FROM pack WHERE key = 'starter-en'",
    )
    .await
    .unwrap();

    // Apply the migration again with existing rows.
    prepare(db).await.unwrap();
    assert_in_order(db).await;
    let after = starter(database).await;
    assert_eq!(after[..before.len()], before[..]);
    let rows = question::Entity::find().all(db).await.unwrap();
    let fresh = rows.iter().filter(|row| row.digest == digest(&row.prompt, &row.answer)).count();
    assert_eq!(fresh, rows.len() - 1, "the duplicate question has a separate digest");
    assert_eq!(rows.len(), 2 + built_in().unwrap().iter().map(|pack| pack.questions.len()).sum::<usize>());
    assert_eq!(pack::Entity::find().all(db).await.unwrap().len(), built_in().unwrap().len());
}

async fn starter(database: &TestDatabase) -> Vec<(String, String)> {
    let pack = pack::Entity::with_key("starter-en").one(&database.db).await.unwrap().unwrap();
    let rows = question::Entity::of_packs([pack.id]).all(&database.db).await.unwrap();
    rows.into_iter().map(|row| (row.key, row.prompt)).collect()
}

async fn rejects_newer_schema(database: &TestDatabase) {
    ready(database).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 1)";
    database.db.execute_unprepared(newer).await.unwrap();
    let error = prepare(&database.db).await.expect_err("a newer schema was taken");
    assert!(
        matches!(&error, PrepareError::Schema(SchemaError::Newer { unknown }) if unknown == &["m9999_from_the_future"])
    );
    assert!(error.to_string().starts_with("the database is newer than this program: it has the migration m9999"));
}
