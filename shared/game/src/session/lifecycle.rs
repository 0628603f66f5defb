//! The host's hand: play and pause.

use super::{
    CommandError, MAX_DEALT, PauseView, Presence, Rejected, Session, SessionEvent, Status, snapshot::PauseReason,
    step::SessionStep,
};
use crate::contract::ErrorCode;
use crate::{
    content::Content,
    engine::{self, Effect, EngineError, Signal},
    registry::PreparedGame,
    time::Timestamp,
};

impl SessionStep<'_> {
    pub fn play(&mut self, content: Option<&Content>) -> Result<(), CommandError> {
        match self.session.status {
            Status::Running => Ok(self.go_on()?),
            Status::Paused => Ok(self.resume()?),
            Status::Lobby => {
                self.check_crowd()?;
                Ok(self.start()?)
            }
            Status::Finished => {
                let content = content.ok_or_else(|| {
                    Rejected::new(ErrorCode::WrongPhase, "the game is over; a new one needs new content")
                })?;
                self.check_crowd()?;
                self.deal_again(content.clone())?;
                Ok(self.start()?)
            }
        }
    }

    pub fn pause(&mut self, by: Option<&str>) -> Result<(), CommandError> {
        match self.session.status {
            Status::Paused => Ok(()),
            Status::Running => {
                self.session.stop_time(self.now);
                let pause = PauseView { reason: PauseReason::Host, by: by.map(str::to_owned) };
                self.session.pause = Some(pause.clone());
                let phase = self.phase_view()?;
                Ok(self.emit(&SessionEvent::Paused { phase, pause })?)
            }
            Status::Lobby => Err(Rejected::new(ErrorCode::WrongPhase, "the game has not started").into()),
            Status::Finished => Err(Rejected::new(ErrorCode::WrongPhase, "the game is over").into()),
        }
    }

    /// A running phase that waits for the host ends; any other stays as it is.
    fn go_on(&mut self) -> Result<(), EngineError> {
        let now = self.now;
        if self.session.deadline.is_none() && self.game()?.host_can_end_phase(now) {
            self.signal(Signal::HostEndsPhase, now)?;
        }
        Ok(())
    }

    fn check_crowd(&self) -> Result<(), Rejected> {
        let (here, needed) = (self.session.players.len(), self.session.seats.min);
        if here < needed {
            let message = format!("this game needs {needed} players, and {here} are here");
            return Err(Rejected::new(ErrorCode::NotEnoughPlayers, message));
        }
        if self.session.players.iter().all(|player| player.bot) {
            return Err(Rejected::new(
                ErrorCode::NotEnoughPlayers,
                "bots do not play alone: somebody has to join them",
            ));
        }
        Ok(())
    }

    fn deal_again(&mut self, content: Content) -> Result<(), CommandError> {
        let mut rng = engine::generator(self.session.seed, self.session.turn + 1);
        let fresh: Vec<String> = content.ids().map(str::to_owned).collect();
        let PreparedGame { deck, .. } = self.cartridge.prepare(Some(&self.session.config), content, &mut rng)?;
        self.session.turn += 1;
        let dealt = &mut self.session.dealt;
        dealt.extend(fresh);
        dealt.drain(..dealt.len().saturating_sub(MAX_DEALT));
        self.session.deck = Some(deck);
        Ok(())
    }

    fn start(&mut self) -> Result<(), EngineError> {
        let deck = self.session.deck.take().ok_or(EngineError::NoGame)?;
        // Who sits at the table when the host starts is waited for, however long the lobby was.
        for player in self.session.players.iter_mut().filter(|player| !player.connected()) {
            player.presence = Presence::grace(self.now);
        }
        self.reseat();
        let (game, next) =
            self.with_ctx(self.now, |turn, ctx| turn.cartridge.start(&turn.session.config, &deck, ctx))?;
        self.session.status = Status::Running;
        self.session.deadline = None;
        let view = serde_json::from_str(game.view()?.get())
            .map_err(|e| EngineError::Unreadable { what: "view", cause: e.to_string() })?;
        let players = self.session.players.iter().map(|player| player.view(game.standing(&player.player_id))).collect();
        self.flush()?;
        self.settle(&Effect { next, reply: None });
        self.session.phase = Some(game.phase().into());
        self.session.scene = self.session.turn;
        let phase = self.session.phase_view(self.now);
        self.emit(&SessionEvent::Started { phase, players, view })?;
        // Only now: the game's own first events wait inside it and belong behind this one.
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
        self.reseat();
        let phase = self.phase_view()?;
        self.emit(&SessionEvent::ResumedPlay { phase })?;
        // People may have come, gone or been removed while the game was not called.
        self.signal_roster()?;
        self.session.scene = self.session.turn;
        Ok(())
    }
}

impl Session {
    /// Running → paused, every clock keeping what it has left.
    pub(super) fn stop_time(&mut self, now: Timestamp) {
        self.status = Status::Paused;
        self.remaining_ms = self.deadline.take().map(|deadline| deadline.ms_since(now));
        for player in &mut self.players {
            player.presence = player.presence.hold(now);
        }
    }
}
