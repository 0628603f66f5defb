//! What the API process is made of.

use std::{ops::Deref, sync::Arc};

use metrics_exporter_prometheus::PrometheusHandle;
use sea_orm::DatabaseConnection;
use wpp_library::{
    accounts::{self, Accounts},
    packs::Packs,
    presets::Presets,
    tokens::Tokens,
};
use wpp_runtime::{
    chat::ChatLog,
    clock::SystemClock,
    db::{self, Writer},
    deadlines::DeadlineQueue,
    presence::Presence,
    redis_connection,
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionService, SessionServiceDeps},
    store::LiveStore,
};

use crate::{
    chat::Chat,
    limits::Limits,
    settings::{Settings, WebSettings},
    socket::hub::Hub,
};

/// The process. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

/// What an [`App`] derefs to.
pub struct AppParts {
    /// How it is reached.
    pub settings: WebSettings,
    /// Changes sessions.
    pub sessions: SessionService,
    /// Players' commands, gathered.
    pub batchers: CommandBatchers,
    /// Relays events to sockets.
    pub hub: Hub,
    /// Notes who is connected.
    pub presence: Presence,
    /// Signs and reads tokens.
    pub tokens: Tokens,
    /// What people say to each other.
    pub chat: Chat,
    /// Registers people and logs them in.
    pub accounts: Accounts,
    /// What is kept for longer than a session.
    pub db: DatabaseConnection,
    /// Accounts' configurations.
    pub presets: Presets,
    /// Where transactions that write to it begin.
    pub writer: Writer,
    /// Question packs.
    pub packs: Packs,
    /// Codes, ids, seeds and jitter.
    pub entropy: SecureRng,
    /// Bounds on what comes in.
    pub limits: Limits,
    /// Renders the metrics.
    pub metrics: PrometheusHandle,
}

impl App {
    /// Connects to everything, in order, and brings the database up to date.
    ///
    /// # Errors
    /// When something cannot be reached, in a sentence that says what.
    pub async fn connect(
        settings: &Settings,
        entropy: SecureRng,
        metrics: PrometheusHandle,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let backends = &settings.backends;
        let db =
            db::connect(&backends.database_url).await.map_err(|e| format!("the database cannot be opened: {e}"))?;
        wpp_migration::prepare(&db).await.map_err(|e| format!("the database cannot be brought up to date: {e}"))?;

        let no_redis = |e| format!("Redis does not answer: {e}; start one, or set REDIS_URL");
        let writer = Writer::new(db.clone());
        let redis = redis_connection::connect(&backends.redis_url).await.map_err(no_redis)?;
        let clock = Arc::new(SystemClock);
        let registry = wpp_cartridges::registry();
        let sessions = SessionService::new(SessionServiceDeps {
            store: LiveStore::new(redis.clone()),
            queue: DeadlineQueue::new(redis.clone()),
            registry: registry.clone(),
            clock: clock.clone(),
            rng: entropy.clone(),
        });
        let accounts = Accounts::new(accounts::AccountsDeps {
            db: db.clone(),
            writer: writer.clone(),
            redis: redis.clone(),
            settings: &settings.accounts,
            secret: backends.token_secret.clone(),
            clock: clock.clone(),
            rng: entropy.clone(),
        })?;
        let hub = Hub::connect(&backends.redis_url, sessions.clone()).await.map_err(no_redis)?;
        Ok(Self(Arc::new(AppParts {
            settings: settings.web.clone(),
            batchers: CommandBatchers::new(sessions.clone()),
            sessions,
            hub,
            presence: Presence::new(redis, entropy.word(10)),
            accounts,
            presets: Presets::new(db.clone(), writer.clone(), registry),
            tokens: Tokens::new(&backends.token_secret, clock.clone()),
            packs: Packs::new(db.clone(), writer.clone(), clock, entropy.clone()),
            chat: Chat::new(ChatLog::new(db.clone(), writer.clone())),
            writer,
            db,
            limits: Limits::new(&settings.web),
            entropy,
            metrics,
        })))
    }
}

impl Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.0
    }
}
