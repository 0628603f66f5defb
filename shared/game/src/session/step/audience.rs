//! The sums of the audience.

use super::{SessionEvent, SessionStep, Status};
use crate::{
    contract::time::Timestamp,
    driver::BallotKind,
    engine::EngineError,
    session::{CrowdSums, Session},
};

impl SessionStep<'_> {
    /// Applies the sums of the live store, and announces them unless the last announcement was a moment ago. The next input
    /// with sums announces those that a phase has applied meanwhile.
    pub fn count_audience(&mut self) -> Result<(), EngineError> {
        if !self.session.has_unannounced_audience() {
            return Ok(());
        }
        if self.session.has_uncounted_audience()
            && let Some(sums) = self.session.crowd_sums.clone()
        {
            self.apply_sums(sums)?;
        }
        let may_announce = self.session.may_announce_audience(self.now);
        self.changed |= may_announce;
        self.session.crowd.is_unannounced = !may_announce;
        if may_announce {
            self.session.crowd.announced_at = Some(self.now);
            let view = self.session.audience_view();
            self.emit(&SessionEvent::CrowdTally(view))?;
        }
        Ok(())
    }

    fn apply_sums(&mut self, sums: CrowdSums) -> Result<(), EngineError> {
        self.changed = true;
        let before = std::mem::replace(&mut self.session.crowd.applied, sums.clone());
        if !matches!(self.session.status, Status::Running | Status::Paused) {
            return Ok(());
        }
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
        Ok(())
    }
}

impl Session {
    /// Returns whether a `crowd.tally` may be sent at `now`.
    pub(in crate::session) fn may_announce_audience(&self, now: Timestamp) -> bool {
        self.crowd.announced_at.is_none_or(|last| now.ms_since(last) >= self.tally_interval_ms())
    }
}
