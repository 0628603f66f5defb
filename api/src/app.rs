//! The state of the API process, and the function that connects it.

use std::{ops::Deref, sync::Arc};

use sea_orm::DatabaseConnection;
use wpp_game::registry::Registry;
use wpp_library::{
    accounts::{self, Accounts},
    operators::{OperatorLinks, OperatorLogins},
    packs::Packs,
    presets::Presets,
    tokens::Tokens,
};
use wpp_runtime::{
    chat::ChatLog,
    config::SettingInForce,
    db::{self, Writer},
    deadlines::QueueShards,
    health::HealthCheck,
    presence::Presence,
    process_reports::ProcessReports,
    redis_connection,
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionService, SessionServiceDeps},
    store::LiveStore,
    store_clock::StoreClock,
    telemetry::Metrics,
};

use crate::{
    actions::ActionService,
    admin::{AdminFeed, Backups, GathererDeps},
    audience::Audience,
    chat::ChatService,
    limits::Limits,
    local_name::LocalName,
    realtime::{audience_counter::AudienceCounter, hub::Hub, presence::PresenceTracker},
    settings::{Settings, WebSettings},
    tls::{CertificateTrust, ChallengeAnswers},
};

/// The state of the process, shared by all handlers and sockets. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<AppState>);

/// The services of the process. An [`App`] dereferences to it.
pub struct AppState {
    /// Settings of the HTTP server.
    pub settings: WebSettings,
    /// Loads, steps and commits sessions.
    pub sessions: SessionService,
    /// Submits players' commands, in batches.
    pub actions: ActionService,
    /// The audiences of sessions.
    pub audience: Audience,
    /// Counts the audiences in this process.
    pub audience_counter: AudienceCounter,
    /// Relays events to this process's sockets.
    pub hub: Hub,
    /// Tracks which players are connected.
    pub presence: Arc<PresenceTracker>,
    /// Issues and verifies tokens.
    pub tokens: Tokens,
    /// Session chat.
    pub chat: ChatService,
    /// Registration, logins and passwords.
    pub accounts: Accounts,
    /// The database: accounts, presets, packs and chat.
    pub db: DatabaseConnection,
    /// Presets of accounts.
    pub presets: Presets,
    /// Serialises write transactions on the database.
    pub writer: Writer,
    /// Question packs.
    pub packs: Packs,
    /// Source of codes, ids, seeds and jitter.
    pub entropy: SecureRng,
    /// What clients learn about other addresses of the server.
    pub addresses: Addresses,
    /// Answers to the challenges of an ACME server.
    pub challenge_answers: ChallengeAnswers,
    /// Size and rate limits.
    pub limits: Arc<Limits>,
    /// Checks whether the process can serve games.
    pub health: HealthCheck,
    /// Logins of operators.
    pub operators: OperatorLogins,
    /// One-time links for operators.
    pub operator_links: OperatorLinks,
    /// What operators see on their page.
    pub admin_feed: AdminFeed,
    /// Backups that operators start.
    pub backups: Backups,
    /// All settings, without secrets.
    pub settings_in_force: Vec<SettingInForce>,
    /// Reports of this process, for the operator's page.
    pub reports: ProcessReports,
}

/// Addresses of the server, other than the one of the request.
pub struct Addresses {
    /// The port of HTTPS; `None` without HTTPS.
    pub https_port: Option<u16>,
    /// The name in the local network; `None` if none is announced.
    pub local_name: Option<LocalName>,
    /// Whether browsers accept the certificate of HTTPS.
    pub trust: CertificateTrust,
}

impl App {
    /// Connects to the database and to Redis, and migrates the database. Sessions play the games in `registry`. Clients learn
    /// `addresses`.
    ///
    /// # Errors
    /// A sentence that names the unavailable service.
    pub async fn connect(
        settings: &Settings,
        registry: Registry,
        entropy: SecureRng,
        metrics: &Metrics,
        addresses: Addresses,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let backends = &settings.backends;
        let db = open_database(&backends.database_url, metrics).await?;
        let with_presets = wpp_migration::with_presets(&db, registry.kinds()).await?;

        let writer = Writer::new(db.clone());
        let redis = redis_connection::open(&backends.redis).await?;
        let health = HealthCheck::new(redis.clone(), &backends.database_url).await?;
        let clock = StoreClock::start(redis.clone()).await?;
        let queues = QueueShards::new(&redis, backends.queue_shards);
        let sessions = SessionService::new(SessionServiceDeps {
            store: Arc::new(LiveStore::new(redis.clone())),
            queue: queues.scheduler(),
            registry: registry.clone(),
            clock: clock.clone(),
            rng: entropy.clone(),
        });
        let packs = Packs::new(db.clone(), writer.clone(), clock.clone(), entropy.clone())
            .with_settings(&settings.packs, &backends.database_url);
        let accounts = Accounts::new(accounts::AccountsDeps {
            db: db.clone(),
            writer: writer.clone(),
            redis: redis.clone(),
            settings: &settings.accounts,
            secret: backends.token_secret.clone(),
            packs: packs.clone(),
            clock: clock.clone(),
            rng: entropy.clone(),
        })?;
        let batchers = CommandBatchers::new(sessions.clone());
        let hub = Hub::connect(&backends.redis, sessions.clone()).await.map_err(redis_connection::OpenError::from)?;
        let audience = Audience::new(redis.clone(), sessions.clone(), settings.web.max_audience);
        let presence = Presence::new(redis.clone(), entropy.word(10));
        let presence = Arc::new(PresenceTracker::new(hub.clone(), presence, batchers.clone(), clock.clone()));
        let backup = settings.backup.clone().of_database(&backends.database_url);
        let backups = Backups::new(redis.clone(), clock.clone(), backup);
        let gatherer = GathererDeps {
            sessions: sessions.clone(),
            redis: redis.clone(),
            health: health.clone(),
            queues,
            backups: backups.clone(),
        };
        let limits = Arc::new(Limits::new(&settings.web));
        let chat_log = ChatLog::new(db.clone(), writer.clone());
        Ok(Self(Arc::new(AppState {
            settings: settings.web.clone(),
            addresses,
            operators: OperatorLogins::new(db.clone(), redis.clone(), clock.clone(), entropy.clone()),
            operator_links: OperatorLinks::new(redis.clone(), entropy.clone()),
            challenge_answers: ChallengeAnswers::new(redis.clone()),
            reports: ProcessReports::new(redis),
            backups,
            settings_in_force: settings.in_force.clone(),
            admin_feed: AdminFeed::new(gatherer),
            audience_counter: AudienceCounter::new(hub.clone(), presence.clone(), audience.clone(), clock.clone()),
            presence,
            actions: ActionService::new(sessions.clone(), batchers),
            chat: ChatService::new(chat_log, sessions.clone(), audience.clone(), limits.clone()),
            audience,
            sessions,
            hub,
            accounts,
            presets: Presets::new(db.clone(), writer.clone(), registry.only(|kind| with_presets.contains(kind))),
            tokens: Tokens::new(&backends.token_secret, clock.clone()),
            packs,
            writer,
            db,
            limits,
            entropy,
            health,
        })))
    }
}

/// Connects to the database and migrates it.
async fn open_database(url: &str, metrics: &Metrics) -> Result<DatabaseConnection, Box<dyn std::error::Error>> {
    let db = db::connect(url).await?;
    db::check_pooler(url).await?;
    wpp_migration::prepare(&db).await?;
    metrics.watch_database(&db);
    Ok(db)
}

impl AppState {
    /// Returns the prefix of links that guests open.
    #[must_use]
    pub fn link_base(&self) -> String {
        self.settings.link_base(self.is_trusted())
    }

    /// Reports whether guests use HTTPS.
    #[must_use]
    pub fn is_public_https(&self) -> bool {
        self.settings.is_public_https(self.is_trusted())
    }

    /// Reports whether browsers may refuse plain HTTP from now on.
    #[must_use]
    pub fn demands_https(&self) -> bool {
        self.settings.demands_https(self.is_trusted())
    }

    /// Reports whether this process serves the public address over HTTPS.
    #[must_use]
    pub fn serves_public_https(&self) -> bool {
        self.settings.serves_public_https(self.is_trusted())
    }

    fn is_trusted(&self) -> bool {
        self.addresses.trust.holds(self.sessions.clock().now())
    }
}

impl Deref for App {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.0
    }
}
