//! A platform of a test's own: Redis, a database, and as many processes as it wants.

use std::path::{Path, PathBuf};

use super::{
    client::Api,
    database::TestDatabase,
    processes::{Process, Program},
    redis::{Durability, RedisServer},
};

/// What tokens are signed with.
pub const TOKEN_SECRET: &str = "a secret for tests, as long as it has to be";

/// What the processes of one test share. Processes must be dropped before it: declare it first.
#[derive(Debug)]
pub struct TestEnvironment {
    /// The live store.
    pub redis: RedisServer,
    folder: PathBuf,
    /// Where it is not the SQLite file in the folder.
    elsewhere: Option<TestDatabase>,
}

impl TestEnvironment {
    /// A platform whose Redis keeps nothing on disk, without processes.
    pub async fn start() -> Self {
        Self::start_with(Durability::Volatile).await
    }

    /// A platform without processes.
    ///
    /// # Panics
    /// When Redis does not start.
    pub async fn start_with(durability: Durability) -> Self {
        let redis = RedisServer::start_with(durability).await;
        let folder = std::env::temp_dir().join(format!("wpp-env-{}-{}", std::process::id(), redis.port()));
        std::fs::create_dir_all(&folder).expect("a folder for the database");
        Self { redis, folder, elsewhere: None }
    }

    /// A platform on PostgreSQL, without processes; `None`, said aloud, where there is none. To be
    /// [`close`](Self::close)d.
    pub async fn on_postgres() -> Option<Self> {
        let elsewhere = TestDatabase::postgres().await?;
        let mut env = Self::start().await;
        env.elsewhere = Some(elsewhere);
        Some(env)
    }

    /// Makes all of it go, once its processes have ended.
    pub async fn close(mut self) {
        if let Some(database) = self.elsewhere.take() {
            database.close().await;
        }
    }

    /// A platform with one API and one worker: enough for most.
    pub async fn with_api_and_worker() -> (Self, Process, Process, Api) {
        let env = Self::start().await;
        let (web, worker, api) = env.start_api_and_worker().await;
        (env, web, worker, api)
    }

    /// Starts one API and one worker.
    pub async fn start_api_and_worker(&self) -> (Process, Process, Api) {
        let (web, worker) = (self.start_api().await, self.start_worker().await);
        let api = Api::of(&web);
        (web, worker, api)
    }

    /// Starts an API process.
    pub async fn start_api(&self) -> Process {
        self.start_api_with(&[]).await
    }

    /// Starts an API process with settings of its own.
    pub async fn start_api_with(&self, settings: &[(&str, &str)]) -> Process {
        Process::start(Program::Web, self.environment(settings)).await
    }

    /// Starts a worker.
    pub async fn start_worker(&self) -> Process {
        Process::start(Program::Worker, self.environment(&[])).await
    }

    /// The database's file, where it is one.
    #[must_use]
    pub fn database(&self) -> Option<PathBuf> {
        self.elsewhere.is_none().then(|| self.folder.join("wpp.db"))
    }

    /// The database's address.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.elsewhere {
            Some(database) => database.url.clone(),
            None => format!("sqlite://{}?mode=rwc", self.folder.join("wpp.db").display()),
        }
    }

    /// The database, opened beside the processes.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_database(&self) -> sea_orm::DatabaseConnection {
        wpp_runtime::db::connect(&self.database_url()).await.expect("the database opens")
    }

    /// A folder of the test's own, gone with the env.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn environment(&self, settings: &[(&str, &str)]) -> Vec<(String, String)> {
        let database = self.database_url();
        let redis = self.redis.url();
        let shared = [
            ("HOST", "127.0.0.1"),
            ("DATABASE_URL", &database),
            ("REDIS_URL", &redis),
            ("TOKEN_SECRET", TOKEN_SECRET),
            ("LOG_FORMAT", "json"),
            // Chatty, so that the scan for tokens reads what a worried operator would turn on.
            ("RUST_LOG", "info,wpp_api=debug,wpp_worker=debug,wpp_runtime=debug,wpp_library=debug,tower_http=debug"),
        ];
        let both = shared.iter().chain(settings);
        both.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }
}

impl Drop for TestEnvironment {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
