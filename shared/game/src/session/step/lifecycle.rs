//! Commands of the host: play and pause.

use super::{CommandError, Presence, Rejected, Session, SessionEvent, SessionStep, Status};
use crate::{
    content::Content,
    contract::{
        ErrorCode,
        snapshot::{PauseReason, PauseView},
        time::Timestamp,
    },
    engine::{self, Effect, EngineError, Signal, registry::StartedGame},
};

impl SessionStep<'_> {
    /// Starts or resumes the game, or ends a phase that waits for the host.
    pub fn play(&mut self, content: Option<&Content>) -> Result<(), CommandError> {
        match self.session.status {
            Status::Running => Ok(self.end_host_phase()?),
            Status::Paused => Ok(self.resume()?),
            Status::Lobby => {
                self.check_player_count()?;
                self.start()
            }
            Status::Finished => {
                let content = content.ok_or_else(|| {
                    Rejected::new(ErrorCode::WrongPhase, "the game is over; send new content to play again")
                })?;
                self.check_player_count()?;
                self.prepare_again(content)?;
                self.add_to_evening()?;
                self.start()
            }
        }
    }

    /// Pauses the game.
    pub fn pause(&mut self, by: Option<&str>) -> Result<(), CommandError> {
        match self.session.status {
            Status::Paused => Ok(()),
            Status::Running => {
                self.session.freeze(self.now);
                let pause = PauseView { reason: PauseReason::Host, by: by.map(str::to_owned) };
                self.session.pause = Some(pause.clone());
                let phase = self.phase_view()?;
                Ok(self.emit(&SessionEvent::Paused { phase, pause })?)
            }
            Status::Lobby => {
                Err(Rejected::new(ErrorCode::WrongPhase, "the game has not started, so it cannot be paused").into())
            }
            Status::Finished => {
                Err(Rejected::new(ErrorCode::WrongPhase, "the game is over, so it cannot be paused").into())
            }
        }
    }

    /// Ends the running phase if it waits for the host; otherwise does nothing.
    fn end_host_phase(&mut self) -> Result<(), EngineError> {
        let now = self.now;
        if self.session.deadline.is_none() && self.game()?.host_can_end_phase(now) {
            self.signal(Signal::EndsEarly, now)?;
        }
        Ok(())
    }

    fn check_player_count(&self) -> Result<(), Rejected> {
        let (here, needed) = (self.session.players.len(), self.session.seats.min);
        if here < needed {
            let message =
                format!("this game needs {needed} players, and {here} have joined; wait for more or add bots");
            return Err(Rejected::new(ErrorCode::NotEnoughPlayers, message));
        }
        if self.session.players.iter().all(|player| player.bot) {
            return Err(Rejected::new(
                ErrorCode::NotEnoughPlayers,
                "bots do not play alone; join with at least one phone",
            ));
        }
        self.check_teams()
    }

    fn prepare_again(&mut self, content: &Content) -> Result<(), CommandError> {
        let mut rng = engine::generator(self.session.seed, self.session.inputs + 1);
        let prepared = self.cartridge.prepare(Some(&self.session.config), content, &mut rng)?;
        self.session.inputs += 1;
        self.session.content = Some(prepared.content);
        Ok(())
    }

    fn start(&mut self) -> Result<(), CommandError> {
        let content = self.session.content.take().ok_or_else(|| {
            Rejected::new(
                ErrorCode::WrongPhase,
                "an older version of the server opened this room; choose the game again",
            )
        })?;
        // As for a draw of teams.
        self.flush()?;
        self.session.complete_teams();
        // Everyone in the lobby gets a new grace period, however long ago their phone went to sleep.
        for player in self.session.players.iter_mut().filter(|player| !player.connected()) {
            player.presence = Presence::grace(self.now);
        }
        self.invalidate_seats();
        // The last input was the choice of the game, so no other input has used this stream.
        let mut draw = engine::generator(self.session.seed, self.session.inputs);
        let StartedGame { game, next, played } =
            self.with_ctx(self.now, |step, ctx| step.cartridge.start(&step.session.config, &content, &mut draw, ctx))?;
        self.session.remember_questions(played);
        self.session.status = Status::Running;
        self.session.deadline = None;
        self.session.crowd.change_game();
        let view = serde_json::from_str(game.view()?.get())
            .map_err(|e| EngineError::Unreadable { what: "view", cause: e.to_string() })?;
        let players = self.session.players.iter().map(|player| player.view(game.standing(&player.player_id))).collect();
        self.flush()?;
        self.record(&Effect { next, reply: None, rejected: None, silent: false });
        self.session.phase = Some(game.phase().into());
        self.session.scene = self.session.inputs;
        let phase = self.session.phase_view(self.now);
        self.emit(&SessionEvent::Started { phase, players, view })?;
        // The game is installed last, because its first events must follow `session.started`.
        self.set_game(game);
        Ok(())
    }

    fn resume(&mut self) -> Result<(), EngineError> {
        self.session.status = Status::Running;
        self.session.pause = None;
        self.session.deadline = self.session.remaining_ms.take().map(|left| self.now.plus_ms(left));
        for player in &mut self.session.players {
            player.presence = player.presence.release(self.now);
        }
        self.invalidate_seats();
        let phase = self.phase_view()?;
        self.emit(&SessionEvent::ResumedPlay { phase })?;
        // Players may have joined or left during the pause.
        self.signal_roster()?;
        self.session.scene = self.session.inputs;
        Ok(())
    }
}

impl Session {
    /// Changes running to paused. The phase and every grace period keep their remaining time.
    pub(super) fn freeze(&mut self, now: Timestamp) {
        self.status = Status::Paused;
        self.remaining_ms = self.deadline.take().map(|deadline| deadline.ms_since(now));
        for player in &mut self.players {
            player.presence = player.presence.hold(now);
        }
    }
}
