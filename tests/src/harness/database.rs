//! A dedicated database for a test: a SQLite file, or a database on the PostgreSQL server that
//! `WPP_TEST_POSTGRES_URL` names.

pub mod postgres;

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;
use wpp_runtime::{db, secure_rng::SecureRng};

use super::{setting, temporary_folder};

/// An empty database. [`close`](Self::close) deletes it.
#[derive(Debug)]
pub struct TestDatabase {
    /// Its address.
    pub url: String,
    /// An open connection pool.
    pub db: DatabaseConnection,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Folder(TempDir),
    Server { name: String, server: DatabaseConnection },
}

impl TestDatabase {
    /// Creates a SQLite file.
    ///
    /// # Panics
    /// Panics if the file cannot be created.
    pub async fn sqlite() -> Self {
        let folder = temporary_folder("database");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("wpp.db").display());
        let db = db::connect(&url).await.expect("the database opens");
        Self { url, db, kept: Kept::Folder(folder) }
    }

    /// Creates a database on the server that `WPP_TEST_POSTGRES_URL` names. Returns `None` and prints a note if
    /// the variable is not set; fails if `WPP_REQUIRE_POSTGRES` is set too.
    ///
    /// # Panics
    /// Panics if the server does not answer.
    pub async fn postgres() -> Option<Self> {
        let Some(server_url) = setting("WPP_TEST_POSTGRES_URL") else {
            assert!(setting("WPP_REQUIRE_POSTGRES").is_none(), "WPP_TEST_POSTGRES_URL is not set");
            eprintln!("SKIPPED on PostgreSQL: WPP_TEST_POSTGRES_URL is not set");
            return None;
        };
        Some(Self::postgres_at(&server_url).await)
    }

    /// Creates a database on the server of `server_url`.
    ///
    /// # Panics
    /// Panics if the server does not answer.
    pub async fn postgres_at(server_url: &str) -> Self {
        let server = db::connect(server_url).await.expect("the server answers");
        let name = word();
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("it makes a database");
        let url = sibling_url(server_url, &name);
        let db = db::connect(&url).await.expect("the database opens");
        Self { url, db, kept: Kept::Server { name, server } }
    }

    /// Opens a second connection pool, as another process does.
    ///
    /// # Panics
    /// Panics if the database cannot be opened.
    pub async fn open_again(&self) -> DatabaseConnection {
        db::connect(&self.url).await.expect("the database opens")
    }

    /// Returns the path of a SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match &self.kept {
            Kept::Folder(folder) => Some(folder.path().join("wpp.db")),
            Kept::Server { .. } => None,
        }
    }

    /// Closes and deletes the database.
    ///
    /// # Panics
    /// Panics if the database cannot be deleted.
    pub async fn close(self) {
        self.db.close().await.expect("the database closes");
        match self.kept {
            Kept::Folder(folder) => folder.close().expect("its folder can be deleted"),
            Kept::Server { name, server } => {
                let gone = server.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
                gone.expect("the server deletes it");
            }
        }
    }
}

/// Returns `url` with another database name: `postgres://user@host:port/<name>?options`.
fn sibling_url(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').unwrap_or((url, ""));
    let host = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    format!("{host}/{name}?{options}")
}

fn word() -> String {
    format!("wpp_test_{}", SecureRng::from_os().expect("randomness").word(10).to_lowercase())
}
