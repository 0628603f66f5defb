//! Actions of players and spectators.

use serde_json::value::RawValue;

use super::{Answer, CommandError, Presence, Rejected, SessionStep, Status};
use crate::{
    contract::{ErrorCode, ids::PlayerId},
    engine::Effect,
};

impl SessionStep<'_> {
    /// Applies an action once per id. A client that repeats an accepted action, because the
    /// acknowledgement was lost, receives the same answer in every later phase.
    pub fn action(
        &mut self,
        player_id: &PlayerId,
        id: &str,
        kind: &str,
        data: &RawValue,
    ) -> Result<Answer, CommandError> {
        let member = self.session.member(player_id).ok_or_else(Rejected::not_in_session)?;
        if !(1..=64).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Rejected::invalid("id", "an action id must be 1 to 64 visible ASCII characters").into());
        }
        if let Some(seq) = member.recall(id) {
            let is_of_this_game = self.session.has_game() && self.session.is_of_this_game(seq);
            let reply = if is_of_this_game { self.game()?.replay(player_id, kind, data)? } else { None };
            return Ok(Answer { seq, reply, admission: None });
        }
        let seq = self.seq();
        let seat = self.session.index(player_id).ok();
        if seat.is_none() && !self.cartridge.audience_can_use(kind) {
            return Err(Rejected::new(
                ErrorCode::NotAllowed,
                "spectators can only send reactions; join as a player to take part",
            )
            .into());
        }
        if self.session.status == Status::Lobby && seat.is_some() && self.cartridge.starts_game(kind) {
            self.play(None)?;
        }
        match self.session.status {
            Status::Running => {}
            Status::Paused => {
                return Err(
                    Rejected::new(ErrorCode::Paused, "the game is paused; wait until the host resumes it").into()
                );
            }
            Status::Lobby => {
                return Err(Rejected::new(ErrorCode::WrongPhase, "the game has not started; wait for the host").into());
            }
            Status::Finished => {
                return Err(
                    Rejected::new(ErrorCode::WrongPhase, "the game is over; the host can start a new one").into()
                );
            }
        }
        let effect = match seat {
            Some(index) => self.act_seated(index, player_id, kind, data)?,
            None => self.with_ctx(self.now, |step, ctx| step.game()?.submit_action(player_id, kind, data, ctx))?,
        };
        self.record(&effect);
        self.update_phase()?;
        self.announce_silent_change(&effect, seq, None)?;
        if let Some(rejected) = effect.rejected {
            return Err(rejected.into());
        }
        let seq = self.seq();
        if let Some(member) = self.session.member_mut(player_id) {
            member.remember(id, seq);
        }
        Ok(Answer { seq, reply: effect.reply, admission: None })
    }

    /// Applies a player's action. A player who acts counts as present, and the game must know that before
    /// it handles the action; otherwise it would not wait for the player.
    fn act_seated(
        &mut self,
        index: usize,
        player_id: &PlayerId,
        kind: &str,
        data: &RawValue,
    ) -> Result<Effect, CommandError> {
        let before = self.session.players[index].presence;
        if before != Presence::Connected {
            self.set_presence(index, Presence::grace(self.now));
        }
        let acted = self.with_ctx(self.now, |step, ctx| step.game()?.submit_action(player_id, kind, data, ctx));
        acted.inspect_err(|_| self.set_presence(index, before))
    }
}
