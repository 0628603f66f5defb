//! The one way to change a session, from either process.
//!
//! A step is *load → pure step → arm the wake-up → commit*. The wake-up goes into the queue before
//! the commit: a crash between the two leaves a wake-up for a phase that never was, which is a
//! no-op, and never a phase without a wake-up. A commit that lost a race is made anew from the
//! state that won.
//!
//! Every command bears repeating, so a step whose outcome is unknown (Redis went away with the
//! commit in flight) is simply taken again.

mod batcher;
mod bots;
mod executor;
mod exit;
mod plan;
mod preparation;
mod queries;

use std::{sync::Arc, time::Duration};

use metrics::{counter, histogram};
use redis::RedisError;
use tokio::sync::Semaphore;
use wpp_game::{
    ids::{Epoch, SessionCode},
    registry::Registry,
    session::{Answer, Command, NewSession, Rejected, Session},
    time::Timestamp,
};

pub use self::{
    batcher::CommandBatchers,
    exit::Receipt,
    preparation::{Preparation, PreparedStep},
};
use self::{plan::Plan, queries::Executors};
use crate::{
    broadcast::Broadcast,
    clock::SharedClock,
    queue::{BotMove, DeadlineQueue, PhaseDeadline, QueueError},
    secure_rng::SecureRng,
    store::{Armed, Committed, LiveStore, Stored},
    telemetry::names,
};

/// How often a step is made anew after losing a race before the caller is told to come back.
const MAX_TRIES: u32 = 64;

/// How often a step is repeated while Redis is away: with the pauses below, about four seconds,
/// in which a killed Redis is back.
const MAX_OUTAGE_TRIES: u32 = 8;

/// Changes sessions. Cheap to clone.
#[derive(Clone)]
pub struct SessionService {
    deps: Arc<SessionServiceDeps>,
    executors: Arc<Executors>,
    commit_slots: Arc<Semaphore>,
}

/// What a service is made of.
pub struct SessionServiceDeps {
    /// Where sessions are.
    pub store: LiveStore,
    /// Where wake-ups go.
    pub queue: DeadlineQueue,
    /// The games.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
    /// Codes, seeds and jitter.
    pub entropy: SecureRng,
}

/// A step that was taken.
#[derive(Debug)]
pub struct StepOutcome {
    /// The session after it.
    pub session: Session,
    /// What each command got for an answer.
    pub answers: Vec<Result<Answer, Rejected>>,
}

/// Wake-ups armed for commits that did not happen.
#[derive(Default)]
struct UncommittedWakeUps {
    deadlines: Vec<Armed>,
    bots: Vec<BotMove>,
}

/// Why a step could not be taken. None of these is the caller's fault but [`SessionError::Unknown`].
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no such session (any more).
    #[error("there is no session with this code")]
    Unknown,
    /// Too many want to change this session at once.
    #[error("too many changes to this session at once")]
    Busy,
    /// Redis does not answer.
    #[error("the live store does not answer")]
    Store(#[from] RedisError),
    /// The queue does not take the wake-up.
    #[error("the queue does not take the wake-up")]
    Queue(#[from] QueueError),
    /// What is stored cannot be read.
    #[error("the stored session cannot be read")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The cartridge failed at what it was asked: it panicked, did not return, or made what nobody can
    /// read. The session is as it was.
    #[error("the cartridge {cartridge:?} failed: {cause}")]
    Faulty {
        /// Which.
        cartridge: String,
        /// At what.
        cause: String,
    },
}

impl SessionService {
    /// A service of these parts, with the batchers through which its users act.
    #[must_use]
    pub fn new(deps: SessionServiceDeps) -> (Self, CommandBatchers) {
        let service = Self {
            deps: Arc::new(deps),
            executors: Arc::default(),
            commit_slots: Arc::new(Semaphore::new(preparation::MAX_CONCURRENT_COMMITS)),
        };
        let batchers = CommandBatchers::new(service.clone());
        (service, batchers)
    }

    /// The games.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.deps.registry
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &SharedClock {
        &self.deps.clock
    }

    /// Where sessions are.
    #[must_use]
    pub fn store(&self) -> &LiveStore {
        &self.deps.store
    }

    /// Where wake-ups go.
    #[must_use]
    pub fn queue(&self) -> &DeadlineQueue {
        &self.deps.queue
    }

    /// The session as it stands.
    ///
    /// # Errors
    /// [`SessionError::Unknown`], or when the store fails.
    pub async fn load(&self, code: &SessionCode) -> Result<Session, SessionError> {
        plan::read(&self.load_stored(code).await?)
    }

    /// Stores a session that was just made. `false` when its code is taken.
    ///
    /// # Errors
    /// The inner result when the session cannot be made so; the outer one when the store fails.
    pub async fn create(&self, new: NewSession<'_>) -> Result<Result<Option<Session>, Rejected>, SessionError> {
        let now = self.deps.clock.now();
        let session = match self.make(new, now).await? {
            Ok(session) => session,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let state = plan::write(&session)?;
        let stored = self.deps.store.create(session.code(), &state, plan::lifetime(&session, now)).await?;
        Ok(Ok(stored.then_some(session)))
    }

    /// Applies `commands` in order, as one commit.
    ///
    /// # Errors
    /// [`SessionError`]; a refused command is no error but an answer.
    pub async fn step(&self, code: &SessionCode, commands: &[Command]) -> Result<StepOutcome, SessionError> {
        let commands: Arc<[Command]> = commands.into();
        let mut outages = 0;
        let mut lost = UncommittedWakeUps::default();
        for attempt in 0..MAX_TRIES {
            match self.try_step(code, &commands, &mut lost).await {
                Ok(Some(stepped)) => return Ok(stepped),
                Ok(None) => {
                    counter!(names::CONFLICTS).increment(1);
                    self.back_off(attempt).await;
                }
                Err(SessionError::Unknown) => {
                    // Somebody ended the session meanwhile: nothing of it may stay in the queue.
                    for armed in lost.deadlines {
                        self.disarm(code, Some(armed)).await;
                    }
                    self.disarm_bots(&lost.bots).await;
                    return Err(SessionError::Unknown);
                }
                Err(SessionError::Store(_) | SessionError::Queue(_)) if outages < MAX_OUTAGE_TRIES => {
                    outages += 1;
                    tokio::time::sleep(Duration::from_millis(125 * u64::from(outages))).await;
                }
                Err(error) => return Err(error),
            }
        }
        Err(SessionError::Busy)
    }

    /// Sends a fresh wake-up for a session that should have been woken at `due_at`. Several
    /// processes may do so at the same `attempt`; one wake-up comes of it.
    ///
    /// # Errors
    /// When the queue fails.
    pub async fn nudge(&self, session: &Session, due_at: Timestamp, attempt: u32) -> Result<(), SessionError> {
        let job = PhaseDeadline { session: session.code().clone(), version: session.version(), due_at };
        Ok(self.deps.queue.nudge(&job, attempt).await?)
    }

    /// Says something beside the numbered events to whoever hears this session now, in every
    /// process. Nothing is stored, and whether the session exists is not asked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn say(&self, code: &SessionCode, aside: &Broadcast) -> Result<(), SessionError> {
        let message = serde_json::to_string(aside).map_err(|error| SessionError::Corrupt(error.into()))?;
        Ok(self.deps.store.publish(code, &message).await?)
    }

    /// A name for a numbering that was never used.
    #[must_use]
    pub fn fresh_epoch(&self) -> Epoch {
        self.deps.entropy.epoch()
    }

    /// One try; `None` when somebody else was first. The wake-ups of a commit that did not happen are
    /// noted in `lost`: they may be the winner's too, so they stay unless the session is gone.
    async fn try_step(
        &self,
        code: &SessionCode,
        commands: &Arc<[Command]>,
        lost: &mut UncommittedWakeUps,
    ) -> Result<Option<StepOutcome>, SessionError> {
        let stored = self.load_stored(code).await?;
        let plan = self.plan(&stored, commands, self.deps.clock.now()).await?;
        if plan.changed {
            let armed = self.arm(code, &stored, &plan).await?;
            lost.deadlines.extend(armed);
            lost.bots.extend_from_slice(&plan.called);
            if !self.commit(code, &stored, &plan, armed).await? {
                return Ok(None);
            }
        }
        Ok(Some(StepOutcome { session: plan.session, answers: plan.answers }))
    }

    /// What `commands` make of what is stored, as of `now`.
    async fn plan(&self, stored: &Stored, commands: &Arc<[Command]>, now: Timestamp) -> Result<Plan, SessionError> {
        Plan::make(&self.executors.steps, &self.deps.registry, stored, commands, now).await
    }

    async fn load_stored(&self, code: &SessionCode) -> Result<Stored, SessionError> {
        self.deps.store.load(code).await?.ok_or(SessionError::Unknown)
    }

    /// Puts the wake-ups of the planned state into the queue, unless they are there already.
    async fn arm(&self, code: &SessionCode, stored: &Stored, plan: &Plan) -> Result<Option<Armed>, SessionError> {
        self.arm_bots(&plan.called).await?;
        let Some(due_at) = plan.session.wake_at() else { return Ok(None) };
        if let Some(armed) = stored.armed
            && armed.due_at == due_at
        {
            return Ok(Some(armed));
        }
        let armed = Armed { version: plan.session.version(), due_at };
        self.deps.queue.schedule(&wake_up(code, armed)).await?;
        Ok(Some(armed))
    }

    /// Commits a plan whose wake-up is armed. `false` when somebody else was first.
    async fn commit(
        &self,
        code: &SessionCode,
        stored: &Stored,
        plan: &Plan,
        armed: Option<Armed>,
    ) -> Result<bool, SessionError> {
        let events = plan.envelopes(code, self.deps.clock.now());
        let commit = crate::store::Commit {
            read_version: stored.version,
            version: plan.session.version(),
            state: &plan.state,
            armed,
            events: &events,
            lifetime: plan.lifetime,
        };
        match self.deps.store.commit(code, &commit).await? {
            Committed::Done => {}
            Committed::Conflict => return Ok(false),
            Committed::Gone => return Err(SessionError::Unknown),
        }
        counter!(names::COMMITS).increment(1);
        self.measure_lateness(plan);
        self.disarm(code, stored.armed.filter(|old| armed != Some(*old))).await;
        self.disarm_bots(&plan.dismissed).await;
        Ok(true)
    }

    /// Takes a wake-up that is no longer wanted out of the queue, so that nothing of a session is
    /// left there. Best effort: if it stays, it will be a no-op.
    async fn disarm(&self, code: &SessionCode, superseded: Option<Armed>) -> u64 {
        let Some(old) = superseded.filter(|old| old.due_at > self.deps.clock.now()) else { return 0 };
        match self.deps.queue.cancel(&wake_up(code, old)).await {
            Ok(removed) => u64::from(removed),
            Err(error) => {
                tracing::debug!(%code, %error, "a superseded wake-up stays in the queue until it is due");
                0
            }
        }
    }

    fn measure_lateness(&self, plan: &Plan) {
        if let Some(due_at) = plan.events.iter().find_map(|event| event.due_at) {
            let micros = self.deps.clock.micros() - due_at.millis() * 1000;
            #[expect(clippy::cast_precision_loss, reason = "a lateness has far fewer than 52 bits")]
            histogram!(names::DEADLINE_LATENESS).record(micros.max(0) as f64 / 1e6);
        }
    }

    /// Lets the others through: the more often one lost, the longer, and never all alike.
    async fn back_off(&self, attempt: u32) {
        if attempt > 0 {
            let most = 1_u64 << attempt.min(5);
            tokio::time::sleep(Duration::from_millis(self.deps.entropy.up_to(most))).await;
        }
    }
}

fn wake_up(code: &SessionCode, armed: Armed) -> PhaseDeadline {
    PhaseDeadline { session: code.clone(), version: armed.version, due_at: armed.due_at }
}
