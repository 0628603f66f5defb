//! Database schema migrations and the built-in question packs.
//!
//! A process calls only [`prepare`]: it applies pending migrations and updates the built-in packs in one
//! transaction, one process at a time. Without pending changes it writes nothing.
//!
//! A released migration is never edited. A schema change is a new file in [`schema`], added at the end of
//! [`Migrator::migrations`], with a `down` that reverts it. The tests apply and revert every migration on
//! SQLite and on PostgreSQL.
//!
//! This crate depends only on the entities: migrations must not change when the code around them does.

use std::collections::BTreeSet;

use sea_orm_migration::{
    MigrationTrait, MigratorTrait, SchemaManager, async_trait,
    sea_orm::{DatabaseConnection, DbErr},
};

pub mod digest;
pub mod pack;
mod prepare;
pub mod schema;
pub mod seed;

pub use prepare::{PrepareError, prepare, roll_back, status};

/// Returns how many steps [`roll_back`] needs to revert this migration and all later ones, or `None` if no
/// migration has this name.
#[must_use]
pub fn steps_since(name: &str) -> Option<u32> {
    let names: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let at = names.iter().position(|one| one == name)?;
    u32::try_from(names.len() - at).ok()
}

/// Returns the games among `kinds` whose presets have a table. A server can have further games.
///
/// # Errors
/// When the database fails.
pub async fn with_presets<'a>(
    db: &DatabaseConnection,
    kinds: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, DbErr> {
    let schema = SchemaManager::new(db);
    let mut found = BTreeSet::new();
    for kind in kinds {
        if schema.has_table(format!("{kind}_preset")).await? {
            found.insert(kind);
        }
    }
    Ok(found)
}

/// Returns the name of the newest migration.
#[must_use]
pub fn newest() -> Option<String> {
    Migrator::migrations().last().map(|step| step.name().to_owned())
}

/// The list of migrations, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(schema::m0001_question_packs::Migration),
            Box::new(schema::m0002_accounts::Migration),
            Box::new(schema::m0003_presets::Migration),
            Box::new(schema::m0004_packs_of_people::Migration),
            Box::new(schema::m0005_chat::Migration),
            Box::new(schema::presets::m0006_fib_presets::Migration),
            Box::new(schema::presets::m0007_air_guitar_presets::Migration),
            Box::new(schema::presets::m0008_quiz_presets::Migration),
            Box::new(schema::presets::m0009_lounge_presets::Migration),
            Box::new(schema::m0010_changes_of_packs::Migration),
            Box::new(schema::presets::m0011_last_word_presets::Migration),
            Box::new(schema::m0013_question_kinds::Migration),
            Box::new(schema::presets::m0014_quiz_teams_and_seats::Migration),
            Box::new(schema::m0015_operators::Migration),
            Box::new(schema::presets::m0016_sketch_presets::Migration),
            Box::new(schema::m0017_chat_numbers::Migration),
            Box::new(schema::presets::m0018_extra_time::Migration),
            Box::new(schema::m0019_prompts::Migration),
            Box::new(schema::presets::m0020_last_word_presets::Migration),
            Box::new(schema::m0021_media::Migration),
            Box::new(schema::presets::m0022_sketch_presets::Migration),
            Box::new(schema::m0023_word_lists_and_pairs::Migration),
            Box::new(schema::m0024_pictures::Migration),
            Box::new(schema::presets::m0025_quiz_presets::Migration),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_know_every_migration() {
        let names: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
        assert_eq!(names, wpp_entity::schema_version::MIGRATIONS);
    }
}
