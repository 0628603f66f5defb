//! The database's schema, step by step and back, and the content that comes with the platform.
//!
//! [`prepare`] is all that a process calls: it applies what is pending and writes the built-in
//! packs, in one transaction, one process at a time. Where nothing is to be done it writes nothing.
//!
//! A migration is never edited after a release: a change of the schema is a new file in
//! [`schema`], added to the end of [`Migrator::migrations`], with a `down` that takes it back.
//! The tests run every one up, down and up again on SQLite and on PostgreSQL.

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

pub mod pack;
mod prepare;
pub mod schema;
pub mod seed;

pub use prepare::{PrepareError, prepare, roll_back};

/// How many steps [`roll_back`] takes to undo the migration of this name and all after it; `None`
/// when there is no such migration.
#[must_use]
pub fn steps_since(name: &str) -> Option<u32> {
    let names: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let at = names.iter().position(|one| one == name)?;
    u32::try_from(names.len() - at).ok()
}

/// The schema's steps.
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
            Box::new(schema::m0006_fib_presets::Migration),
            Box::new(schema::m0007_air_guitar_presets::Migration),
            Box::new(schema::m0008_quiz_presets::Migration),
            Box::new(schema::m0009_lounge_presets::Migration),
        ]
    }
}
