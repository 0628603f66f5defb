//! Phases that wait for players with extra time after their deadline.
//!
//! The session has one deadline, as always. In the overtime of a phase it is the latest deadline of the players whose answers
//! are missing, and everybody sees the phase's own one. See `docs/decisions/0171-extra-time.md`.

use super::{CommandError, Player, Rejected, SessionStep, Status, stored};
use crate::{
    contract::{
        ErrorCode,
        ids::PlayerId,
        snapshot::PhaseView,
        time::{Countdown, Timestamp},
    },
    driver::Lane,
    engine::{EngineError, Signal},
    session::Session,
};

impl SessionStep<'_> {
    /// Ends the phase at its deadline `due`, unless the phase waits for players with extra time.
    pub(super) fn deadline_expired(&mut self, due: Timestamp, as_of: Timestamp) -> Result<(), EngineError> {
        if self.wait_after(due)? {
            return Ok(());
        }
        (self.session.deadline, self.session.overtime_ms) = (None, 0);
        self.signal(Signal::Deadline { due_at: due }, as_of)
    }

    /// Ends the overtime when the last awaited answer has arrived, or when nobody is left to wait for.
    pub(super) fn update_overtime(&mut self, as_of: Timestamp) -> Result<(), EngineError> {
        let is_running = self.session.status == Status::Running && !self.session.is_held(self.now);
        if !is_running || !self.session.is_overtime() || self.wait_after(as_of)? {
            return Ok(());
        }
        (self.session.deadline, self.session.overtime_ms) = (None, 0);
        self.signal(Signal::EndsEarly, as_of)
    }

    /// Checks that a player whose own time is over does not answer while the phase waits for others.
    pub(super) fn check_own_time(&mut self, player_id: &PlayerId, kind: &str) -> Result<(), CommandError> {
        // Delayed actions are reactions, which need no time.
        if !self.session.is_overtime() || self.cartridge.lane(kind) == Lane::Coalesced {
            return Ok(());
        }
        if self.own_deadline(player_id)? > Some(self.now) {
            return Ok(());
        }
        Err(Rejected::new(ErrorCode::WrongPhase, "your time to answer is over; wait for the next phase").into())
    }

    /// Moves the deadline to the latest one of the awaited players. Returns `false` if none of theirs is after `moment`.
    fn wait_after(&mut self, moment: Timestamp) -> Result<bool, EngineError> {
        let Some(own) = self.session.phase_deadline() else { return Ok(false) };
        let Some(latest) = self.latest_deadline()?.filter(|latest| *latest > moment) else { return Ok(false) };
        if self.session.deadline != Some(latest) {
            self.session.deadline = Some(latest);
            self.session.overtime_ms = latest.ms_since(own);
            self.changed = true;
        }
        Ok(true)
    }

    /// Returns the latest deadline of the players who are present and whose answers are missing.
    fn latest_deadline(&mut self) -> Result<Option<Timestamp>, EngineError> {
        let session = &self.session;
        let is_slow = |player: &&Player| session.extra_percent(player) > 0 && player.presence.counts() && !player.bot;
        let slow = session.players.iter().filter(is_slow);
        let ids: Vec<PlayerId> = slow.map(|player| player.player_id.clone()).collect();
        let mut latest = None;
        for id in ids {
            if self.game()?.awaits(&id) {
                latest = latest.max(self.own_deadline(&id)?);
            }
        }
        Ok(latest)
    }

    /// Returns until when a player can answer in this phase; `None` in a phase without answers or without a clock.
    fn own_deadline(&mut self, player_id: &PlayerId) -> Result<Option<Timestamp>, EngineError> {
        let answer_ms = self.game()?.answer_ms();
        let session = &self.session;
        let extra = session.player(player_id).zip(answer_ms).map(|(player, ms)| session.extra_ms(player, ms));
        Ok(session.phase_deadline().zip(extra).map(|(deadline, extra)| deadline.plus_ms(extra)))
    }
}

impl Session {
    /// Returns whether the phase waits for players with extra time, after its own deadline.
    pub(in crate::session) fn is_overtime(&self) -> bool {
        self.overtime_ms > 0
    }

    /// Returns the phase's own deadline, which everybody sees.
    fn phase_deadline(&self) -> Option<Timestamp> {
        self.deadline.map(|deadline| deadline.minus_ms(self.overtime_ms))
    }

    /// Returns the phase as a client sees it at `now`.
    pub(in crate::session) fn phase_view(&self, now: Timestamp) -> Option<PhaseView> {
        let stored::Phase { name, round, question } = self.phase.clone()?;
        let countdown = match (self.status, self.phase_deadline()) {
            (Status::Running, Some(deadline)) => Countdown::to(deadline, now),
            (Status::Paused, _) => {
                let remaining_ms = self.remaining_ms.map(|left| left.saturating_sub(self.overtime_ms));
                Countdown { deadline_at: None, remaining_ms }
            }
            _ => Countdown::NONE,
        };
        Some(PhaseView { name, round, question, countdown })
    }
}
