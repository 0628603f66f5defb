//! A dedicated server for a test: Redis, a database, and any number of processes.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{
    client::Api,
    database::TestDatabase,
    processes::{Process, Program, party},
    redis::{Durability, RedisServer, ServerOptions, cluster::RedisCluster},
    setting, temporary_folder,
};

/// Secret that signs the tokens.
pub const TOKEN_SECRET: &str = "a secret for tests, as long as it has to be";

/// How the roles of the platform run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    /// `wpp web` and `wpp worker`, with a Redis server.
    Separate,
    /// One `wpp` with both roles and a store of its own.
    Party,
}

impl Roles {
    /// Returns what the tests of this run use: one `wpp` if `WPP_TEST_PLATFORM` is `party`.
    fn of_tests() -> Self {
        if setting("WPP_TEST_PLATFORM").is_some_and(|value| value == "party") { Self::Party } else { Self::Separate }
    }
}

/// Redis and the database that the processes of one test share. Declare it before the processes, because values
/// drop in reverse order.
#[derive(Debug)]
pub struct TestEnvironment {
    /// The Redis server with the live sessions: the party's store, which runs with the party. With a cluster, a server that
    /// does not belong to it.
    pub redis: RedisServer,
    /// The cluster with the live sessions, if there is one.
    pub cluster: Option<RedisCluster>,
    roles: Roles,
    folder: TempDir,
    /// The PostgreSQL database; `None` if the processes use the SQLite file in the folder.
    elsewhere: Option<TestDatabase>,
}

impl TestEnvironment {
    /// Starts Redis without persistence, unless the tests of this run use a party. Starts no processes.
    pub async fn start() -> Self {
        match Roles::of_tests() {
            Roles::Separate => Self::start_with(Durability::Volatile).await,
            Roles::Party => Self::of_party(),
        }
    }

    /// Creates the environment of a party, which starts its store itself. Starts no processes.
    ///
    /// # Panics
    /// Panics if the folder cannot be created.
    #[must_use]
    pub fn of_party() -> Self {
        let folder = temporary_folder("party");
        let redis = RedisServer::of_party(&folder.path().join("var"));
        Self { redis, cluster: None, roles: Roles::Party, folder, elsewhere: None }
    }

    /// Starts Redis with this durability. Starts no processes.
    pub async fn start_with(durability: Durability) -> Self {
        Self::on(RedisServer::start_with(durability).await)
    }

    /// Uses this Redis. Starts no processes.
    ///
    /// # Panics
    /// Panics if the folder cannot be created.
    #[must_use]
    pub fn on(redis: RedisServer) -> Self {
        let folder = temporary_folder("environment");
        Self { redis, cluster: None, roles: Roles::Separate, folder, elsewhere: None }
    }

    /// Starts a cluster, and a server that may join it. Starts no processes.
    pub async fn on_cluster(options: ServerOptions) -> Self {
        let mut env = Self::on(RedisCluster::spare(options.clone()).await);
        env.cluster = Some(RedisCluster::start(options).await);
        env
    }

    /// Starts Redis and creates a PostgreSQL database. Returns `None` and prints a note where no PostgreSQL
    /// server is configured. End the environment with [`close`](Self::close).
    pub async fn on_postgres() -> Option<Self> {
        let elsewhere = TestDatabase::postgres().await?;
        let mut env = Self::start().await;
        env.elsewhere = Some(elsewhere);
        Some(env)
    }

    /// Deletes the PostgreSQL database. The processes must have ended.
    pub async fn close(mut self) {
        if let Some(database) = self.elsewhere.take() {
            database.close().await;
        }
    }

    /// Starts an environment with one API and one worker. The worker of a party is part of its API process.
    pub async fn with_api_and_worker() -> (Self, Process, Option<Process>, Api) {
        let env = Self::start().await;
        let (web, worker, api) = env.start_api_and_worker().await;
        (env, web, worker, api)
    }

    /// Starts one API and one worker, as [`with_api_and_worker`](Self::with_api_and_worker).
    pub async fn start_api_and_worker(&self) -> (Process, Option<Process>, Api) {
        let web = self.start_api().await;
        let worker = match self.roles {
            Roles::Separate => Some(self.start_worker().await),
            Roles::Party => None,
        };
        let api = Api::of(&web);
        (web, worker, api)
    }

    /// Starts an environment with one API and one worker, for a test that needs both processes.
    pub async fn with_separate_roles() -> (Self, Process, Process, Api) {
        let env = Self::start().await;
        let (web, worker, api) = env.start_separate_roles().await;
        (env, web, worker, api)
    }

    /// Starts one API and one worker, for a test that needs both processes.
    pub async fn start_separate_roles(&self) -> (Process, Process, Api) {
        let (web, worker) = (self.start_api().await, self.start_worker().await);
        let api = Api::of(&web);
        (web, worker, api)
    }

    /// Starts an API process.
    pub async fn start_api(&self) -> Process {
        self.start_api_with(&[]).await
    }

    /// Starts an API process with further environment variables; a party is the API process.
    pub async fn start_api_with(&self, settings: &[(&str, &str)]) -> Process {
        match self.roles {
            Roles::Separate => Process::start(Program::Web, self.environment(settings)).await,
            Roles::Party => {
                let mut environment = self.environment(settings);
                // The party starts the store, and knows where.
                environment.retain(|(name, _)| name != "REDIS_URL");
                environment.push(("PATH".to_owned(), party::PROGRAMS.to_owned()));
                Process::start_in(self.folder().to_owned(), Program::Party, environment).await
            }
        }
    }

    /// Starts a worker.
    pub async fn start_worker(&self) -> Process {
        self.start_worker_with(&[]).await
    }

    /// Starts a worker with further environment variables.
    ///
    /// # Panics
    /// Panics in the environment of a party, which has no separate worker.
    pub async fn start_worker_with(&self, settings: &[(&str, &str)]) -> Process {
        assert_eq!(
            self.roles,
            Roles::Separate,
            "the test needs a separate worker; exclude it in tests/party_tests.txt"
        );
        Process::start(Program::Worker, self.environment(settings)).await
    }

    /// Starts a program that must end with a failure. Returns its output.
    pub async fn start_error(&self, program: Program, settings: &[(&str, &str)]) -> String {
        Process::start_error(program, self.environment(settings)).await
    }

    /// Returns the path of the SQLite file, if the processes use one.
    #[must_use]
    pub fn database(&self) -> Option<PathBuf> {
        self.elsewhere.is_none().then(|| self.folder().join("wpp.db"))
    }

    /// Returns the address of the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.elsewhere {
            Some(database) => database.url.clone(),
            None => format!("sqlite://{}?mode=rwc", self.folder().join("wpp.db").display()),
        }
    }

    /// Opens a connection pool to the database of the processes.
    ///
    /// # Panics
    /// Panics if the database cannot be opened.
    pub async fn open_database(&self) -> sea_orm::DatabaseConnection {
        wpp_runtime::db::connect(&self.database_url()).await.expect("the database opens")
    }

    /// Returns the folder of the environment. Dropping the environment deletes it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn environment(&self, settings: &[(&str, &str)]) -> Vec<(String, String)> {
        let shared = [
            ("HOST", "127.0.0.1"),
            ("LOG_FORMAT", "json"),
            // Verbose, because the test of the log also covers what operators turn on when they search for
            // errors.
            ("RUST_LOG", "info,wpp_api=debug,wpp_worker=debug,wpp_runtime=debug,wpp_library=debug,tower_http=debug"),
        ];
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let backends = self.backends().into_iter().map(|(name, value)| (name.to_owned(), value));
        shared.iter().map(own).chain(backends).chain(settings.iter().map(own)).collect()
    }

    /// Returns the settings that name Redis, the database, the media store and the secret.
    #[must_use]
    pub fn backends(&self) -> Vec<(&'static str, String)> {
        let mut settings = self.cluster.as_ref().map_or_else(|| self.redis.settings(), RedisCluster::settings);
        settings.extend([("DATABASE_URL", self.database_url()), ("TOKEN_SECRET", TOKEN_SECRET.to_owned())]);
        if self.elsewhere.is_some() {
            // By default, the media are next to a SQLite file.
            settings.push(("MEDIA_FOLDER", self.folder().join("media").display().to_string()));
        }
        settings
    }
}
