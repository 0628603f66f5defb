//! The database in a backup.

use std::{error::Error, fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use sea_orm::ConnectionTrait as _;
use wpp_entity::schema_version;
use wpp_runtime::db;

use crate::sqlite;

const SQLITE: &str = "database.sqlite";
const POSTGRES: &str = "database.dump";

/// Copies the database into `folder`, as of one moment.
///
/// # Errors
/// When the database cannot be read or the copy cannot be written.
pub(super) async fn dump(url: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    if sqlite::file(url).is_none() {
        return run(
            Command::new("pg_dump").args(["--format=custom", "--no-owner", "--file"]).arg(folder.join(POSTGRES)),
            url,
        );
    }
    let copy = folder.join(SQLITE);
    let path = copy.to_str().ok_or("the path of the folder is not UTF-8; name another folder")?;
    let db = db::connect(url).await?;
    db.execute_unprepared(&format!("VACUUM INTO '{}'", path.replace('\'', "''"))).await?;
    db.close().await?;
    restrict(&copy)?;
    Ok(())
}

/// Restores the database of a backup into an empty one.
///
/// # Errors
/// When the database has a schema already, or cannot be written.
pub(super) async fn restore(url: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(file) = sqlite::file(url) {
        if file.exists() {
            return Err(format!("{} exists; stop the server and move the file away", file.display()).into());
        }
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        let copy = folder.join(SQLITE);
        fs::copy(&copy, file).map_err(|error| format!("{} is not copied: {error}", copy.display()))?;
        restrict(file)?;
        return Ok(());
    }
    let db = db::connect(url).await?;
    let is_empty = schema_version::check(&db).await?.len() == schema_version::MIGRATIONS.len();
    db.close().await?;
    if !is_empty {
        return Err("the database has tables; restore into an empty database".into());
    }
    let name = url::Url::parse(url)?.path().trim_start_matches('/').to_owned();
    let mut command = Command::new("pg_restore");
    command.args(["--no-owner", "--single-transaction", "--dbname", &name]).arg(folder.join(POSTGRES));
    run(&mut command, url)
}

/// Runs a program of PostgreSQL. The address is in its environment, because other users can read command lines.
fn run(command: &mut Command, url: &str) -> Result<(), Box<dyn Error>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let address = url::Url::parse(url)?;
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    for (name, value) in [
        ("PGHOST", address.host_str().unwrap_or("127.0.0.1").to_owned()),
        ("PGPORT", address.port().unwrap_or(5432).to_string()),
        ("PGUSER", decoded(address.username())),
        ("PGPASSWORD", decoded(address.password().unwrap_or_default())),
        ("PGDATABASE", decoded(address.path().trim_start_matches('/'))),
    ] {
        command.env(name, value);
    }
    for (name, value) in address.query_pairs() {
        // The driver knows two spellings.
        let variable = match &*name {
            "sslmode" | "ssl-mode" => "PGSSLMODE",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        command.env(variable, &*value);
    }
    let ended = command
        .output()
        .map_err(|error| format!("{program} cannot be started ({error}); install the PostgreSQL client"))?;
    if ended.status.success() {
        return Ok(());
    }
    Err(format!("{program} failed: {}", String::from_utf8_lossy(&ended.stderr).trim()).into())
}

/// Lets only the owner read and write a file.
fn restrict(file: &Path) -> std::io::Result<()> {
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
}
