//! One step of a session: due deadlines first, then commands.

mod action;
mod audience;
mod lifecycle;
mod moderation;
mod overtime;
mod patches;
mod quarantine;
mod store_change;

use serde_json::value::RawValue;

pub use self::{
    action::check_action_id,
    store_change::{STORE_CHANGE_ABSENCE_MS, STORE_CHANGE_HOLD_MS},
};
pub(super) use self::{quarantine::quarantine, store_change::on_store_change};
use super::{
    Admission, BotWakeUp, Command, CommandError, Emitted, Patches, Player, Presence, Rejected, Session, SessionEvent,
    Status, changes, stored,
};
use crate::{
    contract::{ids::PlayerId, snapshot::PhaseView, time::Timestamp},
    driver::{Next, Seat, StepContext},
    engine::{
        self, CatchUp, Effect, EngineError, Game, Signal,
        registry::{Cartridge, Registry},
    },
};

/// The result of a step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The session after the step.
    pub session: Session,
    /// The events to store and publish, in order. The first has the old `seq` + 1.
    pub events: Vec<Emitted>,
    /// One answer for each command, in the same order.
    pub answers: Vec<Result<Answer, Rejected>>,
    /// Whether the step must be committed. If so, the version is one above the old version.
    pub changed: bool,
    /// When the bots move, if a phase started or resumed. Schedule these wake-ups before the commit.
    pub bots: Vec<BotWakeUp>,
}

/// The answer to an accepted command, or to the repetition of one.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Number of the last event after the command.
    pub seq: u64,
    /// Fields of the acknowledgement in addition to `id` and `seq`.
    pub reply: Option<Box<RawValue>>,
    /// The seat that a join received.
    pub admission: Option<Admission>,
}

/// Performs a step; see [`Session::step`]. A step that ends a phase is repeated with the latest votes if it began without them.
pub(super) fn take(
    session: &Session,
    registry: &Registry,
    commands: &[Command],
    now: Timestamp,
) -> Result<Step, EngineError> {
    let step = attempt(session, registry, commands, now, false)?;
    let lacks_votes = step.session.closes_polls(session) && step.session.has_uncounted_audience();
    if lacks_votes { attempt(session, registry, commands, now, true) } else { Ok(step) }
}

fn attempt(
    session: &Session,
    registry: &Registry,
    commands: &[Command],
    now: Timestamp,
    counts_audience: bool,
) -> Result<Step, EngineError> {
    let mut step = SessionStep::open(session, registry, now)?;
    if counts_audience || step.session.may_announce_audience(step.now) {
        step.count_audience()?;
    }
    step.catch_up()?;
    let mut answers = Vec::with_capacity(commands.len());
    for command in commands {
        answers.push(match step.command(command) {
            Ok(answer) => Ok(answer),
            Err(CommandError::Rejected(rejected)) => Err(rejected),
            Err(CommandError::Engine(error)) => return Err(error),
        });
        // The end of a phase decides about the texts that wait for a moderator.
        step.update_overtime(step.now)?;
        step.update_moderation()?;
        step.catch_up()?;
    }
    step.finish(answers)
}

/// A session during a step. The game is decoded at most once.
pub(super) struct SessionStep<'a> {
    /// The session before the step.
    before: &'a Session,
    pub session: Session,
    pub registry: &'a Registry,
    pub cartridge: &'a dyn Cartridge,
    pub changed: bool,
    pub now: Timestamp,
    clock: CatchUp,
    game: Option<Box<dyn Game>>,
    game_changed: bool,
    /// Whether the game before the step was replaced or removed.
    game_replaced: bool,
    /// The players as a driver sees them. `None` until needed, and again when the players change.
    seats: Option<Vec<Seat>>,
    events: Vec<Emitted>,
}

impl<'a> SessionStep<'a> {
    fn open(session: &'a Session, registry: &'a Registry, now: Timestamp) -> Result<Self, EngineError> {
        let cartridge =
            registry.get(&session.cartridge).ok_or_else(|| EngineError::UnknownCartridge(session.cartridge.clone()))?;
        let now = now.max(session.now);
        Ok(Self {
            before: session,
            session: session.clone(),
            registry,
            cartridge,
            changed: false,
            now,
            clock: CatchUp::new(now),
            game: None,
            game_changed: false,
            game_replaced: false,
            seats: None,
            events: Vec::new(),
        })
    }

    /// Fires what is due, in order of time. The phase's deadline goes before a grace that ends in
    /// the same millisecond: nobody's absence shortens a phase that is over anyway. The role of the VIP passes on last.
    fn catch_up(&mut self) -> Result<(), EngineError> {
        if self.session.is_held(self.now) {
            return Ok(());
        }
        while let Some(due) = self.session.next_deadline() {
            let Some(as_of) = self.clock.admit(due)? else { break };
            if self.session.deadline == Some(due) {
                self.deadline_expired(due, as_of)?;
            } else if self.session.grace_ends_at() == Some(due) {
                for player in self.session.players.iter_mut().filter(|player| player.presence.ends() == Some(due)) {
                    player.presence = Presence::Away;
                }
                self.invalidate_seats();
                self.signal(Signal::Roster { due_at: Some(due) }, as_of)?;
                self.update_overtime(as_of)?;
            } else if self.session.host_leaves_at() == Some(due) {
                self.host_leaves(due)?;
            } else {
                self.pass_on_vip()?;
            }
            // The role of the VIP, who moderates, can pass on in the same moment.
            if self.session.next_deadline() != Some(due) {
                self.update_moderation()?;
            }
        }
        Ok(())
    }

    fn command(&mut self, command: &Command) -> Result<Answer, CommandError> {
        let mut admission = None;
        match command {
            Command::Join { player_id, nickname, avatar, origin } => {
                admission = Some(self.join(player_id, nickname, avatar.as_deref(), *origin)?);
            }
            Command::JoinAudience { player_id, nickname, avatar, origin } => {
                admission = Some(self.join_audience(player_id, nickname, avatar.as_deref(), *origin)?);
            }
            Command::DismissSpectator { player_id, kept_out } => self.dismiss_spectator(player_id, *kept_out)?,
            Command::RenameSpectator { player_id, nickname } => self.rename_spectator(player_id, nickname)?,
            Command::ModerateBySpectator { player_id } => self.moderate_by_spectator(player_id),
            Command::RequireApproval { required } => self.require_approval(*required)?,
            Command::DecideJoin { player_id, accepted } => self.decide_join(player_id, *accepted)?,
            Command::SetVip { player_id } => self.appoint_vip(player_id)?,
            Command::Release { player_id } => self.release(player_id)?,
            Command::AddSeatCode { player_id, digest, expires_at } => {
                self.add_seat_code(player_id, digest, *expires_at)?;
            }
            Command::TakeSeat { nickname, digest, origin } => {
                admission = Some(self.take_seat(nickname, digest, *origin)?);
            }
            Command::Rename { player_id, nickname } => self.rename(player_id, nickname)?,
            Command::RemoveSince { since } => self.remove_since(*since)?,
            Command::Moderate { on, moderator } => self.moderate(*on, moderator.as_ref())?,
            Command::JudgeText { text_id, approved } => self.judge_text(text_id, *approved)?,
            Command::RemoveText { text_id } => self.remove_text(text_id)?,
            Command::SetTeam { player_id, team, controls } => self.set_team(player_id, *team, *controls)?,
            Command::DrawTeams => self.draw_teams()?,
            Command::SetExtraTime { player_id, percent } => self.set_extra_time(player_id, *percent)?,
            Command::AddHostLink { digest, expires_at } => self.add_host_link(digest, *expires_at),
            Command::UseHostLink { digest } => self.use_host_link(digest)?,
            Command::Lock { locked } => self.lock(*locked)?,
            Command::AddBots { player_ids } => self.add_bots(player_ids)?,
            Command::Remove { player_id } => {
                self.remove(player_id, SessionEvent::PlayerKicked { player_id: player_id.clone() })?;
            }
            Command::Leave { player_id } => {
                self.remove(player_id, SessionEvent::PlayerLeft { player_id: player_id.clone() })?;
            }
            Command::Presence { player_id, connected } => self.presence(player_id, *connected)?,
            Command::HostPresence { connected } => self.host_presence(*connected)?,
            Command::Play { content } => self.play(content.as_ref())?,
            Command::Next(next) => self.choose_game(next)?,
            Command::Pause { by } => self.pause(by.as_deref())?,
            Command::Action { player_id, id, kind, data } => return self.action(player_id, id, kind, data),
            Command::Renumber { lost, epoch } => self.renumber(lost, epoch),
            Command::Wake => {}
        }
        self.update_vip()?;
        Ok(Answer { seq: self.seq(), reply: None, admission })
    }

    /// Returns the number of the last event, including events that the game has not yet flushed.
    pub fn seq(&self) -> u64 {
        self.session.seq + self.game.as_ref().map_or(0, |game| game.pending() as u64)
    }

    /// Returns the running or finished game, decoding it if necessary.
    pub fn game(&mut self) -> Result<&mut dyn Game, EngineError> {
        let game = match self.game.take() {
            Some(open) => open,
            None => self.cartridge.open(self.session.game.as_deref().ok_or(EngineError::NoGame)?)?,
        };
        Ok(&mut **self.game.insert(game))
    }

    /// Installs a game that has just started.
    pub fn set_game(&mut self, game: Box<dyn Game>) {
        self.game = Some(game);
        (self.game_changed, self.game_replaced) = (true, true);
    }

    /// Removes the game after its pending events.
    pub fn forget_game(&mut self) -> Result<(), EngineError> {
        self.flush()?;
        (self.game, self.game_changed, self.game_replaced) = (None, false, true);
        Ok(())
    }

    /// Discards the cached seats after a change of the players.
    pub fn invalidate_seats(&mut self) {
        self.seats = None;
    }

    /// Calls a driver with a [`StepContext`]. The generator starts at the stream of this input, so that a
    /// rejected input does not influence later ones.
    pub fn with_ctx<T>(&mut self, as_of: Timestamp, call: impl FnOnce(&mut Self, &mut StepContext<'_>) -> T) -> T {
        let mut rng = engine::generator(self.session.seed, self.session.inputs + 1);
        let seats = self.seats.take().unwrap_or_else(|| self.session.players.iter().map(seat).collect());
        let deadline = self.session.deadline;
        let (now, wall, moderation) = (as_of, self.now, self.session.moderation.state());
        let result = call(self, &mut StepContext { now, wall, deadline, seats: &seats, moderation, rng: &mut rng });
        self.seats = Some(seats);
        result
    }

    /// Sends the game an input of the engine.
    pub fn signal(&mut self, signal: Signal, as_of: Timestamp) -> Result<(), EngineError> {
        let seq = self.seq();
        let effect = self.with_ctx(as_of, |step, ctx| step.game()?.signal(signal, ctx))?;
        if matches!(signal, Signal::Deadline { .. }) && effect.next == Next::Keep {
            return Err(EngineError::DeadlineKept);
        }
        self.record(&effect);
        self.update_phase()?;
        match signal {
            Signal::Deadline { due_at } => self.announce_silent_change(&effect, seq, Some(due_at)),
            Signal::EndsEarly => self.announce_silent_change(&effect, seq, None),
            Signal::Roster { due_at: Some(due_at) } => self.announce_silent_change(&effect, seq, Some(due_at)),
            // The command that changed the players has an event.
            Signal::Roster { due_at: None } => Ok(()),
        }
    }

    /// Informs a running game that players or their presence changed.
    pub fn signal_roster(&mut self) -> Result<(), EngineError> {
        if self.session.status == Status::Running {
            self.signal(Signal::Roster { due_at: None }, self.now)?;
        }
        Ok(())
    }

    /// Records an accepted input and the game's next deadline.
    pub fn record(&mut self, effect: &Effect) {
        self.session.inputs += 1;
        self.changed = true;
        self.game_changed = true;
        if effect.next != Next::Keep {
            self.session.overtime_ms = 0;
        }
        match effect.next {
            Next::Keep => {}
            Next::At(deadline) => self.session.deadline = Some(deadline),
            Next::Idle => self.session.deadline = None,
            Next::Over => {
                self.session.deadline = None;
                self.session.status = Status::Finished;
            }
        }
    }

    /// Emits an event of the session, after the game's pending events.
    pub fn emit(&mut self, event: &SessionEvent) -> Result<(), EngineError> {
        self.emit_due(event, None)
    }

    /// Like [`emit`](Self::emit), for an event that a deadline may have caused.
    pub fn emit_due(&mut self, event: &SessionEvent, due_at: Option<Timestamp>) -> Result<(), EngineError> {
        self.flush()?;
        self.push(due_at, encode(event)?);
        self.changed = true;
        Ok(())
    }

    /// Returns the phase, including changes of this step.
    pub fn phase_view(&mut self) -> Result<Option<PhaseView>, EngineError> {
        self.update_phase()?;
        Ok(self.session.phase_view(self.now))
    }

    /// Copies the game's phase into the session. A new phase is a new scene.
    pub fn update_phase(&mut self) -> Result<(), EngineError> {
        if self.game_changed {
            let phase = self.game()?.phase();
            if self.session.phase.as_ref().is_none_or(|known| *known != phase) {
                self.session.phase = Some(phase.into());
                self.session.scene = self.session.inputs;
            }
        }
        Ok(())
    }

    fn push(&mut self, due_at: Option<Timestamp>, body: String) {
        self.session.seq += 1;
        self.events.push(Emitted { seq: self.session.seq, due_at, body, patches: Patches::default() });
    }

    /// Appends the game's pending events to the step.
    pub fn flush(&mut self) -> Result<(), EngineError> {
        let Some(mut game) = self.game.take() else { return Ok(()) };
        let flushed = game.flush(&mut |due_at, body| self.push(due_at, body));
        self.game = Some(game);
        flushed
    }

    fn finish(mut self, answers: Vec<Result<Answer, Rejected>>) -> Result<Step, EngineError> {
        let mut bots = Vec::new();
        if self.changed {
            self.flush()?;
            self.update_phase()?;
            if self.session.scene != self.before.scene {
                bots = self.bot_wake_ups()?;
            }
            self.attach_patches()?;
            if self.game_changed {
                self.session.game = Some(self.game()?.save()?);
            }
            self.session.version += 1;
            self.session.now = self.now;
        }
        Ok(Step { session: self.session, events: self.events, answers, changed: self.changed, bots })
    }
}

impl Session {
    /// Returns the index of a player.
    pub(super) fn index(&self, id: &PlayerId) -> Result<usize, Rejected> {
        self.players.iter().position(|player| player.player_id == *id).ok_or_else(Rejected::not_in_session)
    }
}

fn seat(player: &Player) -> Seat {
    let Player { player_id, nickname, presence, team, bot, .. } = player;
    let (player_id, nickname) = (player_id.clone(), nickname.clone());
    Seat { player_id, nickname, present: presence.counts(), team: *team, bot: *bot }
}

fn encode(event: &SessionEvent) -> Result<String, EngineError> {
    serde_json::to_string(event).map_err(|e| EngineError::Unwritable { what: "session event", cause: e.to_string() })
}
