//! One step: load, compute, schedule, commit, and repeat after a lost race.

use std::{sync::Arc, time::Duration};

use metrics::{counter, histogram};
use wpp_game::{
    ids::SessionCode,
    session::{Answer, Command, Rejected, Session},
    time::Timestamp,
};

use super::{
    error::SessionError,
    plan::{self, Plan},
    service::SessionService,
};
use crate::{
    clock,
    deadlines::BotMove,
    store::{ArmedWakeUp, Commit, CommitOutcome, StoredSession},
    telemetry::names,
};

/// Tries of a step that loses races, before the caller gets [`SessionError::Busy`].
pub(super) const MAX_TRIES: u32 = 64;

/// Tries of a step while Redis fails. With the pauses below they take about 4 s, longer than Redis needs to
/// restart.
const MAX_OUTAGE_TRIES: u32 = 8;

/// Pause after the first failure of Redis, in milliseconds. The *n*th pause is *n* times as long.
const OUTAGE_PAUSE_MS: u64 = 125;

/// The result of a step.
#[derive(Debug)]
pub struct StepOutcome {
    /// The session after the step.
    pub session: Session,
    /// The answer to each command, in order.
    pub answers: Vec<Result<Answer, Rejected>>,
}

impl StepOutcome {
    /// Returns the session after the step, if every command was accepted.
    ///
    /// # Errors
    /// The first rejection.
    pub fn accepted(self) -> Result<Session, Rejected> {
        self.answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(self.session)
    }
}

/// What earlier tries of a step left.
#[derive(Default)]
struct EarlierTries {
    /// Jobs scheduled for commits that did not happen, as far as known.
    deadlines: Vec<ArmedWakeUp>,
    bots: Vec<BotMove>,
    /// The answers of the last commit that the store did not answer. It may have happened.
    unconfirmed: Option<Vec<Result<Answer, Rejected>>>,
}

impl SessionService {
    /// Applies `commands` in order, as one commit.
    ///
    /// # Errors
    /// [`SessionError`]. A rejected command is an answer, not an error.
    pub async fn step(&self, code: &SessionCode, commands: &[Command]) -> Result<StepOutcome, SessionError> {
        let commands: Arc<[Command]> = commands.into();
        let mut outages = 0;
        let mut earlier = EarlierTries::default();
        let id = commands.iter().any(|command| !command.is_repeatable()).then(|| self.deps.rng.step_id());
        for attempt in 0..MAX_TRIES {
            match self.try_step(code, &commands, id, &mut earlier).await {
                Ok(Some(outcome)) => return Ok(outcome),
                Ok(None) => {
                    counter!(names::CONFLICTS).increment(1);
                    self.back_off(attempt).await;
                }
                Err(SessionError::Unknown) => {
                    // The session ended meanwhile. Its jobs must not stay in the queue.
                    for armed in earlier.deadlines {
                        self.disarm(code, Some(armed)).await;
                    }
                    self.disarm_bots(&earlier.bots).await;
                    return Err(SessionError::Unknown);
                }
                Err(SessionError::Store(_) | SessionError::Queue(_)) if outages < MAX_OUTAGE_TRIES => {
                    outages += 1;
                    self.pause(OUTAGE_PAUSE_MS * u64::from(outages)).await;
                }
                Err(error) => return Err(error),
            }
        }
        Err(SessionError::Busy)
    }

    /// Tries a step once. Returns `None` when another commit was first. The scheduled jobs of a failed commit are
    /// added to `earlier`. The winner may use the same jobs, so they stay until the next try succeeds.
    async fn try_step(
        &self,
        code: &SessionCode,
        commands: &Arc<[Command]>,
        id: Option<u64>,
        earlier: &mut EarlierTries,
    ) -> Result<Option<StepOutcome>, SessionError> {
        let stored = self.load_stored(code).await?;
        if let Some(answers) = earlier.unconfirmed.take() {
            let session = plan::read(&stored)?;
            if id.is_some_and(|id| session.remembers_step(id)) {
                self.disarm_lost(code, earlier, stored.armed).await;
                return Ok(Some(StepOutcome { session, answers }));
            }
        }
        let plan = self.plan(&stored, commands, id, self.deps.clock.now()).await?;
        let mut armed = stored.armed;
        if plan.changed {
            armed = self.arm(code, &stored, &plan).await?;
            earlier.deadlines.extend(armed);
            earlier.bots.extend_from_slice(&plan.new_bot_moves);
            match self.commit(code, &stored, &plan, armed).await {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(error) => {
                    earlier.unconfirmed = Some(plan.answers);
                    return Err(error);
                }
            }
        }
        self.disarm_lost(code, earlier, armed).await;
        Ok(Some(StepOutcome { session: plan.session, answers: plan.answers }))
    }

    /// Removes the wake-ups of commits that did not happen.
    async fn disarm_lost(&self, code: &SessionCode, earlier: &mut EarlierTries, armed: Option<ArmedWakeUp>) {
        // No later version has the same wake-ups. One that stayed would outlive the session.
        for lost in earlier.deadlines.drain(..).filter(|lost| Some(*lost) != armed) {
            self.disarm(code, Some(lost)).await;
        }
    }

    /// Computes what `commands` make of the stored session, as of `now`. The result remembers `id`.
    pub(super) async fn plan(
        &self,
        stored: &StoredSession,
        commands: &Arc<[Command]>,
        id: Option<u64>,
        now: Timestamp,
    ) -> Result<Plan, SessionError> {
        Plan::compute(&self.executors.steps, &self.deps.registry, stored, commands, id, now).await
    }

    /// Commits a plan with scheduled wake-ups. Returns `false` when the step has to be repeated: another commit was
    /// first, or the store changed.
    pub(super) async fn commit(
        &self,
        code: &SessionCode,
        stored: &StoredSession,
        plan: &Plan,
        armed: Option<ArmedWakeUp>,
    ) -> Result<bool, SessionError> {
        match self.write(code, stored, plan, armed, None).await? {
            CommitOutcome::Done => {}
            CommitOutcome::Conflict => return Ok(false),
            CommitOutcome::StoreChanged { store_id } => {
                self.adopt(code, &store_id).await?;
                return Ok(false);
            }
            CommitOutcome::Gone => return Err(SessionError::Unknown),
        }
        counter!(names::COMMITS).increment(1);
        self.record_lateness(plan);
        self.disarm(code, stored.armed.filter(|old| armed != Some(*old))).await;
        self.disarm_bots(&plan.obsolete_bot_moves).await;
        Ok(true)
    }

    pub(super) async fn write(
        &self,
        code: &SessionCode,
        stored: &StoredSession,
        plan: &Plan,
        armed: Option<ArmedWakeUp>,
        adopts: Option<&str>,
    ) -> Result<CommitOutcome, SessionError> {
        let events = plan.stored_events(code, self.deps.clock.now());
        let commit = Commit {
            read_version: stored.version,
            version: plan.session.version(),
            state: &plan.state,
            armed,
            events: &events,
            lifetime: plan.lifetime,
            adopts,
            crowd: plan.closes_polls.then_some(stored.crowd.as_str()),
        };
        Ok(self.deps.store.commit(code, &commit).await?)
    }

    fn record_lateness(&self, plan: &Plan) {
        if let Some(due_at) = plan.events.iter().find_map(|event| event.due_at) {
            let micros = self.deps.clock.micros() - due_at.millis() * 1000;
            #[expect(clippy::cast_precision_loss, reason = "a lateness has far fewer than 52 bits")]
            histogram!(names::DEADLINE_LATENESS).record(micros.max(0) as f64 / 1e6);
        }
    }

    /// Pauses after a lost race: randomly, and longer after each attempt, up to 32 ms.
    pub(crate) async fn back_off(&self, attempt: u32) {
        if attempt > 0 {
            let most = 1_u64 << attempt.min(5);
            self.pause(self.deps.rng.up_to(most)).await;
        }
    }

    async fn pause(&self, ms: u64) {
        clock::sleep(&*self.deps.clock, Duration::from_millis(ms)).await;
    }
}
