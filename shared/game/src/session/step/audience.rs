//! The sums of the audience.

use super::{SessionEvent, SessionStep, Status};
use crate::{contract::time::Timestamp, driver::BallotKind, engine::EngineError, session::Session};

impl SessionStep<'_> {
    /// Applies the sums of the live store, and announces them unless the last announcement was a moment ago.
    pub fn count_audience(&mut self) -> Result<(), EngineError> {
        let Some(sums) = self.session.crowd_sums.clone() else { return Ok(()) };
        let before = self.session.crowd.applied.clone();
        if sums == before {
            return Ok(());
        }
        self.changed = true;
        self.session.crowd.applied = sums.clone();
        if matches!(self.session.status, Status::Running | Status::Paused) {
            let crowd = self.session.crowd.clone();
            if let Some(tally) = crowd.tally(BallotKind::Vote, &before.votes, &sums.votes) {
                self.game()?.tally(&tally);
                self.game_changed = true;
                let shows_votes = self.game()?.shows_votes();
                let crowd = &mut self.session.crowd;
                (crowd.phase, crowd.shows_votes) = (self.session.phase.clone(), shows_votes);
            }
            if let Some(tally) = crowd.tally(BallotKind::Reaction, &before.reactions, &sums.reactions) {
                self.game()?.tally(&tally);
                self.game_changed = true;
            }
        }
        if self.session.may_announce_audience(self.now) {
            self.session.crowd.announced_at = Some(self.now);
            let view = self.session.audience_view();
            self.emit(&SessionEvent::CrowdTally(view))?;
        }
        Ok(())
    }
}

impl Session {
    /// Returns whether a `crowd.tally` may be sent at `now`.
    pub(in crate::session) fn may_announce_audience(&self, now: Timestamp) -> bool {
        self.crowd.announced_at.is_none_or(|last| now.ms_since(last) >= self.tally_interval_ms())
    }
}
