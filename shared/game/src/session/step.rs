//! One step of a session: what was due, then what was asked.

use serde_json::value::RawValue;

use super::{
    BotWakeUp, Command, CommandError, Emitted, Player, Rejected, Session, SessionEvent, Status,
    snapshot::{PauseReason, PauseView, PhaseView},
    stored,
};
use crate::{
    driver::{Next, Seat, StepContext},
    engine::{self, CatchUp, Effect, EngineError, Game, Signal},
    ids::PlayerId,
    registry::{Cartridge, Registry},
    time::{Countdown, Timestamp},
};

/// What a step made of a session.
#[derive(Debug, Clone)]
pub struct Step {
    /// The session from now on.
    pub session: Session,
    /// What to append and publish, in order; the first has the old `seq` + 1.
    pub events: Vec<Emitted>,
    /// One answer a command, in their order.
    pub answers: Vec<Result<Answer, Rejected>>,
    /// Whether there is anything to commit. If so the version is one above the old.
    pub changed: bool,
    /// When the bots want to move, if a phase began or went on: to be armed before the commit.
    pub bots: Vec<BotWakeUp>,
}

/// A wish that was granted, now or when it was first made.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The last event's number after it.
    pub seq: u64,
    /// Fields for the acknowledgement beyond `id` and `seq`.
    pub reply: Option<Box<RawValue>>,
}

pub(super) fn take(
    session: &Session,
    registry: &Registry,
    commands: &[Command],
    now: Timestamp,
) -> Result<Step, EngineError> {
    let mut turn = SessionStep::open(session, registry, now)?;
    turn.catch_up()?;
    let mut answers = Vec::with_capacity(commands.len());
    for command in commands {
        answers.push(match turn.command(command) {
            Ok(answer) => Ok(answer),
            Err(CommandError::Rejected(refusal)) => Err(refusal),
            Err(CommandError::Engine(fault)) => return Err(fault),
        });
        turn.catch_up()?;
    }
    turn.finish(answers)
}

pub(super) fn quarantine(session: &Session, now: Timestamp) -> Result<Step, EngineError> {
    let (mut session, now) = (session.clone(), now.max(session.now));
    if session.status != Status::Running {
        return Ok(Step { session, events: Vec::new(), answers: Vec::new(), changed: false, bots: Vec::new() });
    }
    session.stop_time(now);
    let pause = PauseView { reason: PauseReason::Fault, by: None };
    session.pause = Some(pause.clone());
    session.now = now;
    session.version += 1;
    session.seq += 1;
    let event = SessionEvent::Paused { phase: session.phase_view(now), pause };
    let events = vec![Emitted { seq: session.seq, due_at: None, body: encode(&event)? }];
    Ok(Step { session, events, answers: Vec::new(), changed: true, bots: Vec::new() })
}

/// A session on the workbench, its game decoded at most once.
pub(super) struct SessionStep<'a> {
    pub session: Session,
    pub cartridge: &'a dyn Cartridge,
    pub changed: bool,
    pub now: Timestamp,
    clock: CatchUp,
    /// The scene in which the step found the session.
    scene: u64,
    game: Option<Box<dyn Game>>,
    game_changed: bool,
    /// Made from the players when needed; `None` again whenever they change.
    seats: Option<Vec<Seat>>,
    events: Vec<Emitted>,
}

impl<'a> SessionStep<'a> {
    fn open(session: &Session, registry: &'a Registry, now: Timestamp) -> Result<Self, EngineError> {
        let cartridge =
            registry.get(&session.cartridge).ok_or_else(|| EngineError::UnknownCartridge(session.cartridge.clone()))?;
        let now = now.max(session.now);
        Ok(Self {
            session: session.clone(),
            cartridge,
            changed: false,
            now,
            clock: CatchUp::new(now),
            scene: session.scene,
            game: None,
            game_changed: false,
            seats: None,
            events: Vec::new(),
        })
    }

    /// Fires what is due, in order of time. The phase's deadline goes before a grace that ends in
    /// the same millisecond: nobody's absence shortens a phase that is over anyway.
    fn catch_up(&mut self) -> Result<(), EngineError> {
        while let Some(due) = self.session.wake_at() {
            let Some(as_of) = self.clock.admit(due)? else { break };
            if self.session.deadline == Some(due) {
                self.session.deadline = None;
                self.signal(Signal::Deadline { due_at: due }, as_of)?;
            } else {
                for player in self.session.players.iter_mut().filter(|player| player.presence.ends() == Some(due)) {
                    player.presence = super::Presence::Away;
                }
                self.reseat();
                self.signal(Signal::Roster { due_at: Some(due) }, as_of)?;
            }
        }
        Ok(())
    }

    fn command(&mut self, command: &Command) -> Result<Answer, CommandError> {
        match command {
            Command::Join { player_id, nickname, avatar } => self.join(player_id, nickname, avatar.as_deref())?,
            Command::JoinAudience { player_id, nickname, avatar } => {
                self.watch(player_id, nickname, avatar.as_deref())?
            }
            Command::AddBots { player_ids } => self.add_bots(player_ids)?,
            Command::Remove { player_id } => {
                self.unseat(player_id, SessionEvent::PlayerKicked { player_id: player_id.clone() })?;
            }
            Command::Leave { player_id } => {
                self.unseat(player_id, SessionEvent::PlayerLeft { player_id: player_id.clone() })?;
            }
            Command::Presence { player_id, connected } => self.presence(player_id, *connected)?,
            Command::Play { content } => self.play(content.as_ref())?,
            Command::Pause { by } => self.pause(by.as_deref())?,
            Command::Action { player_id, id, kind, data } => return self.action(player_id, id, kind, data),
            Command::Renumber { epoch } => {
                self.session.epoch = epoch.clone();
                self.changed = true;
            }
            Command::Wake => {}
        }
        Ok(Answer { seq: self.seq(), reply: None })
    }

    /// The number the last event has, or will have once it is written.
    pub fn seq(&self) -> u64 {
        self.session.seq + self.game.as_ref().map_or(0, |game| game.pending() as u64)
    }

    /// The running or finished game.
    pub fn game(&mut self) -> Result<&mut dyn Game, EngineError> {
        let game = match self.game.take() {
            Some(open) => open,
            None => self.cartridge.open(self.session.game.as_deref().ok_or(EngineError::NoGame)?)?,
        };
        Ok(&mut **self.game.insert(game))
    }

    /// Puts a game that has just begun on the table.
    pub fn set_game(&mut self, game: Box<dyn Game>) {
        self.game = Some(game);
        self.game_changed = true;
    }

    /// The players changed: the seats have to be made anew.
    pub fn reseat(&mut self) {
        self.seats = None;
    }

    /// Lends a driver what it is told. The generator stands where this input belongs, so that an
    /// input that is refused leaves no trace in it.
    pub fn with_ctx<T>(&mut self, as_of: Timestamp, call: impl FnOnce(&mut Self, &mut StepContext<'_>) -> T) -> T {
        let mut rng = engine::generator(self.session.seed, self.session.turn + 1);
        let seats = self.seats.take().unwrap_or_else(|| self.session.players.iter().map(seat).collect());
        let deadline = self.session.deadline;
        let result =
            call(self, &mut StepContext { now: as_of, wall: self.now, deadline, seats: &seats, rng: &mut rng });
        self.seats = Some(seats);
        result
    }

    /// Tells the game what no player did.
    pub fn signal(&mut self, signal: Signal, as_of: Timestamp) -> Result<(), EngineError> {
        let effect = self.with_ctx(as_of, |turn, ctx| turn.game()?.signal(signal, ctx))?;
        if matches!(signal, Signal::Deadline { .. }) && effect.next == Next::Keep {
            return Err(EngineError::DeadlineKept);
        }
        self.settle(&effect);
        self.note_phase()
    }

    /// Tells a running game to look at the seats again.
    pub fn signal_roster(&mut self) -> Result<(), EngineError> {
        if self.session.status == Status::Running {
            self.signal(Signal::Roster { due_at: None }, self.now)?;
        }
        Ok(())
    }

    /// Takes over what an accepted input asks for.
    pub fn settle(&mut self, effect: &Effect) {
        self.session.turn += 1;
        self.changed = true;
        self.game_changed = true;
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

    /// Emits an event of the session behind those of the game that still wait.
    pub fn emit(&mut self, event: &SessionEvent) -> Result<(), EngineError> {
        self.flush()?;
        self.push(None, encode(event)?);
        self.changed = true;
        Ok(())
    }

    /// The phase as it is this moment.
    pub fn phase_view(&mut self) -> Result<Option<PhaseView>, EngineError> {
        self.note_phase()?;
        Ok(self.session.phase_view(self.now))
    }

    /// Takes over the game's phase; another one is another scene.
    pub fn note_phase(&mut self) -> Result<(), EngineError> {
        if self.game_changed {
            let phase = self.game()?.phase();
            if self.session.phase.as_ref().is_none_or(|known| *known != phase) {
                self.session.phase = Some(phase.into());
                self.session.scene = self.session.turn;
            }
        }
        Ok(())
    }

    fn push(&mut self, due_at: Option<Timestamp>, body: String) {
        self.session.seq += 1;
        self.events.push(Emitted { seq: self.session.seq, due_at, body });
    }

    /// Writes the game's waiting events.
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
            self.note_phase()?;
            if self.session.scene != self.scene {
                bots = self.bot_wake_ups()?;
            }
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
    /// The phase as a client is told it at `now`.
    pub(super) fn phase_view(&self, now: Timestamp) -> Option<PhaseView> {
        let stored::Phase { name, round, question } = self.phase.clone()?;
        let countdown = match (self.status, self.deadline) {
            (Status::Running, Some(deadline)) => Countdown::to(deadline, now),
            (Status::Paused, _) => Countdown { deadline_at: None, remaining_ms: self.remaining_ms },
            _ => Countdown::NONE,
        };
        Some(PhaseView { name, round, question, countdown })
    }

    /// Where this player sits.
    pub(super) fn index(&self, id: &PlayerId) -> Result<usize, Rejected> {
        self.players.iter().position(|player| player.player_id == *id).ok_or_else(Rejected::stranger)
    }
}

fn seat(player: &Player) -> Seat {
    let Player { player_id, nickname, presence, .. } = player;
    Seat { player_id: player_id.clone(), nickname: nickname.clone(), present: presence.counts() }
}

fn encode(event: &SessionEvent) -> Result<String, EngineError> {
    serde_json::to_string(event).map_err(|e| EngineError::Unwritable { what: "session event", cause: e.to_string() })
}
