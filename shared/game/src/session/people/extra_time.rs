//! Extra time: a player's own setting, up to the limit that the host's settings have. Only the player sees it. See
//! `docs/decisions/0171-extra-time.md`.

use super::{CommandError, Player, Rejected, Session, SessionStep};
use crate::{
    contract::{
        ErrorCode,
        ids::PlayerId,
        snapshot::{ExtraTimeView, PauseReason},
    },
    driver::DEADLINE_GRANULARITY_MS,
    engine::Game,
};

/// The most extra time in percent: answers take twice as long.
const MAX_PERCENT: u32 = 100;

impl SessionStep<'_> {
    /// Sets the extra time of a player. The change applies to the current phase as well.
    ///
    /// No event follows, because everybody would receive it: in a lobby, its moment would show that somebody takes extra time.
    /// The private patch of the next event carries the change. See `docs/decisions/0204-extra-time-without-an-event.md`.
    pub fn set_extra_time(&mut self, player_id: &PlayerId, percent: u32) -> Result<(), CommandError> {
        if percent > MAX_PERCENT {
            let message = format!("percent must be a whole number from 0 to {MAX_PERCENT}");
            return Err(Rejected::invalid("percent", message).into());
        }
        let index = self.session.index(player_id)?;
        if self.session.players[index].extra_time == percent {
            return Ok(());
        }
        // Otherwise a player whose time is over could answer after seeing that the phase waits.
        if self.session.is_overtime() {
            let message = "the time to answer is over; change your extra time when the next phase has started";
            return Err(Rejected::new(ErrorCode::WrongPhase, message).into());
        }
        let seq = self.seq();
        let player = &mut self.session.players[index];
        (player.extra_time, player.extra_time_after) = (percent, Some(seq));
        self.changed = true;
        Ok(())
    }
}

impl Session {
    /// Returns the milliseconds of extra time that `player` has in a phase of `answer_ms` milliseconds.
    pub(in crate::session) fn extra_ms(&self, player: &Player, answer_ms: u64) -> u64 {
        let exact = answer_ms * u64::from(self.extra_percent(player)) / 100;
        exact - exact % DEADLINE_GRANULARITY_MS
    }

    /// Returns what a player sees of the own extra time. `None` for the audience, and in games without extra time.
    pub(in crate::session) fn extra_time_view(
        &self,
        person: &PlayerId,
        game: Option<&dyn Game>,
    ) -> Option<ExtraTimeView> {
        let player = self.player(person).filter(|_| self.extra_time > 0)?;
        let percent = self.extra_percent(player);
        let game = game.filter(|game| percent > 0 && game.awaits(person));
        // During a pause in the overtime, the phase's remaining time is 0, and some of the extra time is over. The pause after a
        // failure shows the whole extra time, because its event is made without the game and has no private patches.
        let is_fault = self.pause.as_ref().is_some_and(|pause| pause.reason == PauseReason::Fault);
        let left = self.remaining_ms.filter(|_| !is_fault);
        let is_over = left.map_or(0, |left| self.overtime_ms.saturating_sub(left));
        let ms =
            game.and_then(Game::answer_ms).map(|answer_ms| self.extra_ms(player, answer_ms).saturating_sub(is_over));
        Some(ExtraTimeView { percent, most_percent: self.extra_time, ms })
    }

    /// Returns whether people may see another extra time in `after` than in this session.
    pub(in crate::session) fn has_extra_time(&self, after: &Self) -> bool {
        let is_seen = |session: &Self| {
            session.players.iter().any(|player| session.extra_percent(player) > 0 || player.extra_time_after.is_some())
        };
        self.extra_time != after.extra_time || is_seen(self) || is_seen(after)
    }

    /// Returns a player's extra time within the limit of the game, in percent.
    pub(in crate::session) fn extra_percent(&self, player: &Player) -> u32 {
        player.extra_time.min(self.extra_time)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(in crate::session) fn is_none(percent: &u32) -> bool {
    *percent == 0
}
