//! Checks the database and its schema.

use wpp_entity::schema_version;
use wpp_runtime::{db, telemetry::chain};

use super::report::Report;
use crate::sqlite;

const DATABASE: &str = "database";

/// Opens the database and compares its schema. A missing SQLite file is not created.
pub(super) async fn check(report: &mut Report, url: &str) {
    if let Some(file) = sqlite::file(url).filter(|file| !file.exists()) {
        return report.ok(DATABASE, format!("{} does not exist yet; the start of web creates it", file.display()));
    }
    let db = match db::connect(url).await {
        Ok(db) => db,
        Err(error) => return report.fail(DATABASE, chain(&error)),
    };
    if let Err(error) = db::check_pooler(url).await {
        report.fail(DATABASE, chain(&error));
    }
    match schema_version::check(&db).await {
        Ok(missing) if missing.is_empty() => report.ok(DATABASE, "answers, and has the schema of this version"),
        Ok(missing) => report.warn(
            DATABASE,
            format!("lacks {}; run `wpp migrate`, or start web, which migrates it", missing.join(", ")),
        ),
        Err(error) => report.fail(DATABASE, chain(&error)),
    }
    // The process ends anyway.
    let _ = db.close().await;
}
