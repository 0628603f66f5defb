//! Gathers the picture from the stores.

use wpp_runtime::{
    deadlines::QueueShards,
    health::{HealthCheck, Readiness},
    redis_connection::RedisConnection,
    session_service::{SessionError, SessionService},
};

use super::{
    backups::Backups,
    overview::Overview,
    processes::{ProcessLog, ProcessReader},
    queue,
    rooms::RoomReader,
};

/// Pictures between two checks of the dependencies, which write to the store and query the database.
const PICTURES_PER_CHECK: u32 = 5;

/// Dependencies of a [`Gatherer`]. Cheap to clone.
#[derive(Clone)]
pub struct GathererDeps {
    /// Reads sessions.
    pub sessions: SessionService,
    /// The live store.
    pub redis: RedisConnection,
    /// Checks the dependencies of this process.
    pub health: HealthCheck,
    /// The deadline queues.
    pub queues: QueueShards,
    /// Backups that operators start.
    pub backups: Backups,
}

/// Everything that the page receives about one moment.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The state of the installation.
    pub overview: Overview,
    /// The newest lines of all logs.
    pub logs: Vec<ProcessLog>,
}

/// Gathers pictures one after the other, and keeps what the next one can use.
pub struct Gatherer {
    deps: GathererDeps,
    rooms: RoomReader,
    processes: ProcessReader,
    readiness: Option<Readiness>,
    pictures: u32,
}

impl Gatherer {
    /// Creates a gatherer without any knowledge.
    #[must_use]
    pub fn new(deps: GathererDeps) -> Self {
        let rooms = RoomReader::new(deps.sessions.clone(), deps.redis.clone());
        let processes = ProcessReader::new(deps.redis.clone());
        Self { deps, rooms, processes, readiness: None, pictures: 0 }
    }

    /// Returns the present picture.
    ///
    /// # Errors
    /// When the live store does not answer.
    pub async fn gather(&mut self) -> Result<Picture, SessionError> {
        let readiness = match self.readiness.take() {
            Some(readiness) if !self.pictures.is_multiple_of(PICTURES_PER_CHECK) => readiness,
            _ => self.deps.health.readiness().await,
        };
        self.pictures = self.pictures.wrapping_add(1);
        self.readiness = Some(readiness.clone());
        let now = self.deps.sessions.clock().now();
        let (rooms, rooms_total) = self.rooms.read(now).await?;
        let (processes, figures, logs) = self.processes.read(now).await?;
        let queue = queue::read(&self.deps.queues, now).await?;
        let backup = self.deps.backups.last().await?;
        let overview = Overview { server_time: now, readiness, rooms, rooms_total, processes, figures, queue, backup };
        Ok(Picture { overview, logs })
    }
}
