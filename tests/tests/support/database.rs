//! A database of a test's own: a SQLite file, or a database on the PostgreSQL server that
//! `WPP_TEST_POSTGRES_URL` names.

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use wpp_platform::{db, entropy::Entropy};

/// An empty database, gone after [`close`](Self::close).
pub struct TestDatabase {
    /// Where it is, for opening it again.
    pub url: String,
    /// It is open.
    pub db: DatabaseConnection,
    kept: Kept,
}

enum Kept {
    Folder(PathBuf),
    Server { name: String, server: DatabaseConnection },
}

impl TestDatabase {
    pub async fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(word());
        let url = format!("sqlite://{}?mode=rwc", folder.join("wpp.db").display());
        let db = db::connect(&url).await.unwrap();
        Self { url, db, kept: Kept::Folder(folder) }
    }

    /// `None`, said aloud, when no server is named; a failure when `WPP_REQUIRE_POSTGRES` is set.
    #[expect(clippy::print_stderr, reason = "a test that proves nothing has to say so")]
    pub async fn postgres() -> Option<Self> {
        let Some(server_url) = setting("WPP_TEST_POSTGRES_URL") else {
            assert!(setting("WPP_REQUIRE_POSTGRES").is_none(), "WPP_TEST_POSTGRES_URL is not set");
            eprintln!("SKIPPED on PostgreSQL: WPP_TEST_POSTGRES_URL is not set");
            return None;
        };
        let server = db::connect(&server_url).await.unwrap();
        let name = word();
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let url = beside(&server_url, &name);
        let db = db::connect(&url).await.unwrap();
        Some(Self { url, db, kept: Kept::Server { name, server } })
    }

    /// The same database as another process would open it.
    pub async fn open_again(&self) -> DatabaseConnection {
        db::connect(&self.url).await.unwrap()
    }

    pub async fn close(self) {
        self.db.close().await.unwrap();
        match self.kept {
            Kept::Folder(folder) => std::fs::remove_dir_all(folder).unwrap(),
            Kept::Server { name, server } => {
                server.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
            }
        }
    }
}

/// `url` with another database's name: `postgres://user@host:port/<name>?options`.
fn beside(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').unwrap_or((url, ""));
    let host = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    format!("{host}/{name}?{options}")
}

fn word() -> String {
    format!("wpp_test_{}", Entropy::from_os().unwrap().word(10).to_lowercase())
}

#[expect(clippy::disallowed_methods, reason = "this is the tests' seam to their environment")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
